"""The house's addresses, and one bare create view in Django REST framework's plainest form."""

from typing import Any

from django.urls import path
from rest_framework import generics, serializers

from articles.models import Wire
from config.urls import urlpatterns as house


class WireIn(serializers.ModelSerializer[Wire]):
    """A row of a small table."""

    class Meta:
        model = Wire
        fields = ("code", "name", "kind", "language")


class Bare(generics.CreateAPIView):
    """Check a body, insert a row, answer with it: no token, no history, no screening."""

    serializer_class = WireIn
    queryset = Wire.objects.all()
    permission_classes: tuple[Any, ...] = ()


urlpatterns = [*house, path("bare", Bare.as_view())]
