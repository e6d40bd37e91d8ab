"""Wires: the agencies and partners that copy comes from."""

from __future__ import annotations

from django.core.exceptions import ValidationError
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Q
from django.db.models.functions import Upper
from django.utils.translation import gettext_lazy as _

from articles.models.desk import read_code
from articles.outgoing import check_address


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

    def polled(self) -> WireQuerySet:
        """Return the wires whose feed is asked."""
        return self.active().exclude(feed_url="")

    def watched(self) -> WireQuerySet:
        """Return the wires that push files into a folder."""
        return self.active().exclude(folder="")


class Wire(models.Model):
    """An agency or partner whose copy is filed here."""

    code = models.CharField(_("code"), max_length=40, unique=True, validators=[read_code])
    name = models.CharField(_("name"), max_length=80, unique=True)
    kind = models.CharField(_("kind"), max_length=16, choices=WireKind)
    language = models.CharField(_("language"), max_length=8, help_text=_("of most of its copy, such as fr or ar"))
    is_active = models.BooleanField(_("active"), default=True)
    feed_url = models.CharField(
        _("feed's address"),
        max_length=2000,
        blank=True,
        default="",
        validators=[check_address],
        help_text=_("RSS, Atom or ninjs, asked for again and again; http or https, a public host"),
    )
    feed_minutes = models.PositiveSmallIntegerField(
        _("asked every"),
        default=10,
        validators=[MinValueValidator(1), MaxValueValidator(24 * 60)],
        help_text=_("minutes"),
    )
    folder = models.CharField(
        _("folder"),
        max_length=40,
        blank=True,
        default="",
        validators=[read_code],
        help_text=_("into which the agency puts files; the name of a folder below the house's own"),
    )
    files_to = models.ForeignKey(
        "articles.Desk",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="wires_filed",
        verbose_name=_("files to"),
        help_text=_("the desk that gets what comes by feed or folder"),
    )
    quiet_hours = models.PositiveSmallIntegerField(
        _("strangely quiet after"),
        null=True,
        blank=True,
        validators=[MinValueValidator(1), MaxValueValidator(24 * 31)],
        help_text=_("hours without anything new, after which the desk's chiefs are told; empty: never"),
    )

    objects = WireQuerySet.as_manager()

    class Meta:
        verbose_name = _("wire")
        verbose_name_plural = _("wires")
        ordering = ("name",)
        indexes = [
            models.Index(Upper("code"), name="wire_code_any_case"),
            models.Index(Upper("name"), name="wire_name_any_case"),
        ]
        constraints = [
            models.UniqueConstraint(fields=["folder"], condition=~Q(folder=""), name="folder_of_one_wire"),
            models.CheckConstraint(
                condition=Q(feed_url="", folder="") | Q(files_to__isnull=False), name="wire_files_to_a_desk"
            ),
        ]

    def __str__(self) -> str:
        return self.name

    def clean(self) -> None:
        """Refuse a feed or a folder that files to no desk.

        :raises ValidationError: no desk is chosen
        """
        if (self.feed_url or self.folder) and self.files_to_id is None:
            raise ValidationError({"files_to": _("Choose the desk that gets what comes by feed or folder.")})


class WireState(models.Model):
    """How a wire's feed and folder stand. A table of its own: what changes every minute is no configuration."""

    wire = models.OneToOneField(
        Wire, on_delete=models.CASCADE, related_name="state", primary_key=True, verbose_name=_("wire")
    )
    watched_since = models.DateTimeField(_("watched since"))
    claim = models.UUIDField(_("claimed by"), null=True, blank=True)
    lease_until = models.DateTimeField(_("claimed until"), null=True, blank=True)
    asked_at = models.DateTimeField(_("asked at"), null=True, blank=True)
    next_at = models.DateTimeField(_("asked next"), null=True, blank=True)
    asked_url = models.TextField(_("address asked"), blank=True, default="")
    etag = models.TextField(_("ETag"), blank=True, default="")
    last_modified = models.TextField(_("Last-Modified"), blank=True, default="")
    failures = models.PositiveIntegerField(_("failures in a row"), default=0)
    trouble = models.TextField(_("trouble"), blank=True, default="", help_text=_("of the last time"))
    heard_at = models.DateTimeField(_("last news"), null=True, blank=True)
    quiet_since = models.DateTimeField(_("strangely quiet since"), null=True, blank=True)
    sightings = models.JSONField(_("files seen"), default=dict, blank=True)
    folder_trouble = models.TextField(
        _("trouble in the folder"), blank=True, default="", help_text=_("of the last time")
    )

    class Meta:
        verbose_name = _("state of a wire")
        verbose_name_plural = _("states of wires")

    def __str__(self) -> str:
        return str(self.wire)
