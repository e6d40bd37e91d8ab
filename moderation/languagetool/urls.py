"""LanguageTool's addresses; a client that can send no token of ours gets it in the address."""

from django.urls import path

from moderation.languagetool.views import Check, Languages

urlpatterns = [
    path("v2/check", Check.as_view(), name="tool-check"),
    path("v2/languages", Languages.as_view(), name="tool-languages"),
    path("tool/<str:token>/v2/check", Check.as_view(), name="tool-check-by-address"),
    path("tool/<str:token>/v2/languages", Languages.as_view(), name="tool-languages-by-address"),
]
