"""What each person has set for themselves: language, clock, keys, the views of the queue they come back to."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from articles.models.desk import check_time_zone
from articles.models.kinds import LANGUAGES


class Preference(models.Model):
    """One person's own settings; what is empty is as the house has it."""

    user = models.OneToOneField(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="preference", verbose_name=_("person")
    )
    language = models.CharField(_("language"), max_length=8, choices=LANGUAGES, blank=True, default="")
    time_zone = models.CharField(_("time zone"), max_length=64, blank=True, default="", validators=[check_time_zone])
    keys = models.JSONField(_("keys"), default=dict, blank=True, help_text=_("what a key does, and its letter"))

    class Meta:
        verbose_name = _("personal settings")
        verbose_name_plural = _("personal settings")

    def __str__(self) -> str:
        return str(self.user)


class SavedView(models.Model):
    """A way to see the queue that somebody gave a name: the query of its address."""

    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="saved_views", verbose_name=_("person")
    )
    name = models.CharField(_("name"), max_length=60)
    query = models.CharField(_("what it asks for"), max_length=500)

    class Meta:
        verbose_name = _("saved view")
        verbose_name_plural = _("saved views")
        ordering = ("name",)
        constraints = [
            models.UniqueConstraint(fields=["user", "name"], name="view_named_once"),
            models.CheckConstraint(condition=~models.Q(name=""), name="view_has_a_name"),
        ]

    def __str__(self) -> str:
        return self.name
