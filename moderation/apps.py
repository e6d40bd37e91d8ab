"""The moderation app: judging copy."""

from importlib import import_module

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class ModerationConfig(AppConfig):
    """Connect what listens to copy and to sign-ins, and what works on it."""

    name = "moderation"
    verbose_name = _("Moderation")
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Connect the receivers and register the tasks that they send; say where copy stands that is under review."""
        import_module("moderation.tasks")
        import_module("moderation.receivers")
        import_module("moderation.api.refusals").register()
        let_stand = import_module("articles.sight").let_stand
        let_stand(import_module("moderation.workflow.sight").under_review_on)
