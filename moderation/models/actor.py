"""The columns that say who did it."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _


class ActorKind(models.TextChoices):
    """What kind of hand moved; the values are those of articles.actor."""

    PERSON = "person", _("person")
    TOKEN = "token", _("token")
    RULE = "rule", _("rule")
    TASK = "task", _("task")
    SYSTEM = "system", _("system")


class Acted(models.Model):
    """Keep who acted, so that it can still be read when the account is gone."""

    actor_kind = models.CharField(_("kind of actor"), max_length=8, choices=ActorKind)
    actor = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("by"),
    )
    actor_label = models.CharField(_("name"), max_length=150)

    class Meta:
        abstract = True
