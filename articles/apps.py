"""The articles app: copy as it arrives."""

from importlib import import_module

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class ArticlesConfig(AppConfig):
    """Name the app; it knows nothing of moderation."""

    name = "articles"
    verbose_name = _("Copy")
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Register the tasks: importing does it."""
        import_module("articles.tasks")
