"""The one list of addresses for programs."""

from django.urls import include, path

urlpatterns = [
    path("api/", include("moderation.api.urls")),
    path("", include("moderation.languagetool.urls")),
]
