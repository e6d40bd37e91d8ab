"""The wiring as an app: its commands and the page of local mails."""

from importlib import import_module

from django.apps import AppConfig
from django.contrib.admin.apps import AdminConfig


class HouseConfig(AppConfig):
    """Make Celery's app the one that shared tasks bind to."""

    name = "config"

    def ready(self) -> None:
        """Load Celery's app."""
        import_module("config.celery")


class DeskAdminConfig(AdminConfig):
    """Make the house's site the admin's own."""

    default_site = "config.site.DeskSite"
