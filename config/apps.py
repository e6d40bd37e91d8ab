"""The wiring as an app: its commands and the page of local mails."""

from importlib import import_module

from django.apps import AppConfig


class HouseConfig(AppConfig):
    """Make Celery's app the one that shared tasks bind to."""

    name = "config"

    def ready(self) -> None:
        """Load Celery's app."""
        import_module("config.celery")
