"""Wires: the agencies and partners that copy comes from."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from articles.models.desk import read_code


class WireKind(models.TextChoices):
    """What kind of house files on a wire."""

    AGENCY = "agency", _("news agency")
    PARTNER = "partner", _("partner")
    STATE_MEDIA = "state_media", _("state media")
    OWN = "own", _("our own")


class WireQuerySet(models.QuerySet["Wire"]):
    """Ask for wires."""

    def named(self, name: str) -> WireQuerySet:
        """Return the wires whose code or name is *name*, whatever its case."""
        return self.filter(models.Q(code__iexact=name) | models.Q(name__iexact=name))

    def active(self) -> WireQuerySet:
        """Return the wires that copy may still come from."""
        return self.filter(is_active=True)


class Wire(models.Model):
    """An agency or partner whose copy is filed here."""

    code = models.CharField(_("code"), max_length=40, unique=True, validators=[read_code])
    name = models.CharField(_("name"), max_length=80, unique=True)
    kind = models.CharField(_("kind"), max_length=16, choices=WireKind)
    language = models.CharField(_("language"), max_length=8, help_text=_("of most of its copy, such as fr or ar"))
    is_active = models.BooleanField(_("active"), default=True)

    objects = WireQuerySet.as_manager()

    class Meta:
        verbose_name = _("wire")
        verbose_name_plural = _("wires")
        ordering = ("name",)

    def __str__(self) -> str:
        return self.name
