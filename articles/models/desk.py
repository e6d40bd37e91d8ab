"""Desks: the groups that own copy and decide on it."""

from __future__ import annotations

from datetime import datetime, time
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.core.exceptions import ValidationError
from django.core.validators import MaxValueValidator, MinValueValidator, RegexValidator
from django.db import models
from django.db.models.functions import Upper
from django.utils.translation import gettext_lazy as _

from articles.models.kinds import LANGUAGES

read_code = RegexValidator(r"^[a-z0-9][a-z0-9-]*\Z", _("Use small letters, digits and hyphens."))


def check_time_zone(name: str) -> None:
    """Refuse a time zone that does not exist.

    :raises ValidationError: it does not
    """
    try:
        ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError, OSError):
        message = _("“%(name)s” is no time zone; write it as in Europe/Paris.")
        raise ValidationError(message, params={"name": name}) from None


def working_week() -> list[int]:
    """Return Monday to Friday, as ISO weekday numbers."""
    return [1, 2, 3, 4, 5]


class DeskQuerySet(models.QuerySet["Desk"]):
    """Ask for desks."""

    def named(self, name: str) -> DeskQuerySet:
        """Return the desks whose code or name is *name*, whatever its case."""
        return self.filter(models.Q(code__iexact=name) | models.Q(name__iexact=name))


class Desk(models.Model):
    """A group of editors: what it owns, what it speaks, when it works."""

    code = models.CharField(_("code"), max_length=40, unique=True, validators=[read_code])
    name = models.CharField(_("name"), max_length=80, unique=True)
    language = models.CharField(
        _("language"), max_length=8, choices=LANGUAGES, default="en", help_text=_("of its mails and messages")
    )
    time_zone = models.CharField(_("time zone"), max_length=64, default="Europe/Paris", validators=[check_time_zone])
    opens_at = models.TimeField(_("opens at"), default=time(7, 0))
    closes_at = models.TimeField(_("closes at"), default=time(20, 0))
    working_days = ArrayField(
        models.PositiveSmallIntegerField(validators=[MinValueValidator(1), MaxValueValidator(7)]),
        verbose_name=_("working days"),
        default=working_week,
        help_text=_("1 is Monday, 7 is Sunday"),
    )
    house_style = models.CharField(_("house style"), max_length=40, default="default")
    members = models.ManyToManyField(
        settings.AUTH_USER_MODEL, through="DeskMembership", related_name="desks", verbose_name=_("members")
    )

    objects = DeskQuerySet.as_manager()

    class Meta:
        verbose_name = _("desk")
        verbose_name_plural = _("desks")
        ordering = ("name",)
        indexes = [
            models.Index(Upper("code"), name="desk_code_any_case"),
            models.Index(Upper("name"), name="desk_name_any_case"),
        ]

    def __str__(self) -> str:
        return self.name

    def localise(self, moment: datetime) -> datetime:
        """Return *moment* by the clock on the desk's wall."""
        return moment.astimezone(ZoneInfo(self.time_zone))


class DeskMembership(models.Model):
    """A person's place on a desk; it says which queue they see."""

    desk = models.ForeignKey(Desk, on_delete=models.CASCADE, related_name="memberships", verbose_name=_("desk"))
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.CASCADE,
        related_name="desk_memberships",
        verbose_name=_("person"),
    )

    class Meta:
        verbose_name = _("desk membership")
        verbose_name_plural = _("desk memberships")
        constraints = [models.UniqueConstraint(fields=["desk", "user"], name="membership_once")]

    def __str__(self) -> str:
        return f"{self.user} – {self.desk}"
