"""Flags: findings that somebody must answer."""

from __future__ import annotations

import json
from hashlib import sha256

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _


class Severity(models.TextChoices):
    """How urgently a flag must be answered; the values are the engine's."""

    HIGH = "high", _("high")
    MEDIUM = "medium", _("medium")
    LOW = "low", _("low")


class FlagState(models.TextChoices):
    """How a flag stands."""

    OPEN = "open", _("open")
    FIXED = "fixed", _("fixed")
    DISMISSED = "dismissed", _("dismissed")
    UPHELD = "upheld", _("upheld")
    SUPERSEDED = "superseded", _("superseded")


# The finding of such a flag is no longer in the text.
_ENDED = (FlagState.FIXED, FlagState.SUPERSEDED)


class Carried(models.TextChoices):
    """What a flag took over from the version before."""

    NO = "", _("new")
    SAME = "carried", _("carried over")
    CONFIRM = "confirm", _("carried over, to be confirmed")
    REOPENED = "reopened", _("reopened: what it counts or who says it changed")


# What still asks something of the desk: an answer, a better text, a word on a dismissal carried to another wording.
UNSETTLED = models.Q(state__in=(FlagState.OPEN, FlagState.UPHELD)) | models.Q(
    state=FlagState.DISMISSED, carried=Carried.CONFIRM
)


class FlagQuerySet(models.QuerySet["Flag"]):
    """Ask for flags."""

    def open(self) -> FlagQuerySet:
        """Return the flags that nobody has answered."""
        return self.filter(state=FlagState.OPEN)

    def unsettled(self) -> FlagQuerySet:
        """Return the flags that are open, to be fixed, or to be confirmed."""
        return self.filter(UNSETTLED)

    def standing(self) -> FlagQuerySet:
        """Return the flags whose finding is still in the text."""
        return self.exclude(state__in=_ENDED)

    def ended(self) -> FlagQuerySet:
        """Return the flags whose finding is gone."""
        return self.filter(state__in=_ENDED)

    def blocking(self) -> FlagQuerySet:
        """Return the high flags that bar an approval: those that are not settled."""
        return self.unsettled().filter(severity=Severity.HIGH)

    def in_reading_order(self) -> FlagQuerySet:
        """Return the flags as the text brings them."""
        return self.order_by("start", "end", "check_id", "pk")


class Flag(models.Model):
    """A finding in one version: what, where, how grave, and how it stands."""

    article = models.ForeignKey(
        "articles.Article", on_delete=models.PROTECT, related_name="flags", verbose_name=_("article")
    )
    version = models.ForeignKey(
        "articles.ArticleVersion", on_delete=models.PROTECT, related_name="flags", verbose_name=_("version")
    )
    run = models.ForeignKey(
        "moderation.ScreeningRun", on_delete=models.PROTECT, related_name="flags", verbose_name=_("screening run")
    )
    desk = models.ForeignKey("articles.Desk", on_delete=models.PROTECT, related_name="flags", verbose_name=_("desk"))
    check_id = models.CharField(_("check"), max_length=40)
    term_id = models.CharField(_("term"), max_length=64, blank=True, default="")
    severity = models.CharField(_("severity"), max_length=8, choices=Severity)
    start = models.PositiveIntegerField(_("start"), null=True, blank=True)
    end = models.PositiveIntegerField(_("end"), null=True, blank=True)
    matched_text = models.TextField(_("text"), blank=True, default="")
    message = models.TextField(_("message"))
    suggestions = models.JSONField(_("suggestions"), default=list, blank=True)
    evidence = models.JSONField(_("evidence"), default=dict, blank=True)
    window = models.TextField(_("passage read"), blank=True, default="")
    facts = models.JSONField(_("what it counts and who says it"), default=dict, blank=True)
    fingerprint = models.CharField(_("fingerprint"), max_length=64)
    occurrence = models.PositiveSmallIntegerField(_("occurrence"), default=1)
    state = models.CharField(_("state"), max_length=16, choices=FlagState, default=FlagState.OPEN)
    carried = models.CharField(_("carried over"), max_length=16, choices=Carried, blank=True, default=Carried.NO)
    previous = models.ForeignKey(
        "self", on_delete=models.PROTECT, null=True, blank=True, related_name="next", verbose_name=_("before")
    )
    difference = models.JSONField(_("difference"), null=True, blank=True)
    exception = models.ForeignKey(
        "moderation.StandingException",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="flags",
        verbose_name=_("standing exception"),
    )
    raised_at = models.DateTimeField(_("raised at"))

    objects = FlagQuerySet.as_manager()

    class Meta:
        verbose_name = _("flag")
        verbose_name_plural = _("flags")
        ordering = ("version", "start", "pk")
        constraints = [
            models.UniqueConstraint(fields=["version", "fingerprint"], name="flag_once"),
            models.CheckConstraint(
                condition=models.Q(start__isnull=True, end__isnull=True) | models.Q(start__lt=models.F("end")),
                name="flag_span_is_none_or_forward",
            ),
        ]
        indexes = [
            models.Index(fields=["article", "state"], name="flag_article_state"),
            models.Index(fields=["desk", "severity"], condition=models.Q(state="open"), name="flag_open_on_desk"),
            models.Index(fields=["raised_at"], name="flag_raised"),
            models.Index(fields=["check_id"], condition=models.Q(state="open"), name="flag_open_of_check"),
        ]

    def __str__(self) -> str:
        return f"{self.check_id} “{self.matched_text}”"

    def tag(self, last_answer: int | None) -> str:
        """Return a word for the flag as somebody reads it: another one after every answer and every changed finding.

        *last_answer* is the number of its last disposition.
        """
        read = (
            (self.run_id, self.severity, self.state, self.carried, self.start, self.end, last_answer or 0),
            (self.matched_text, self.message, self.suggestions, self.facts, self.evidence),
        )
        return f"{self.pk}.{sha256(json.dumps(read, sort_keys=True).encode()).hexdigest()[:32]}"

    def present_tag(self) -> str:
        """Return the tag with the last answer that the database has now."""
        return self.tag(self.dispositions.order_by("-pk").values_list("pk", flat=True).first())

    @property
    def is_standing(self) -> bool:
        """Tell whether the flag's finding is still in the text."""
        return self.state not in _ENDED

    @property
    def is_unsettled(self) -> bool:
        """Tell whether the flag is open, to be fixed, or to be confirmed."""
        is_unconfirmed = self.state == FlagState.DISMISSED and self.carried == Carried.CONFIRM
        return self.state in (FlagState.OPEN, FlagState.UPHELD) or is_unconfirmed

    @property
    def is_blocking(self) -> bool:
        """Tell whether the flag bars an approval."""
        return self.severity == Severity.HIGH and self.is_unsettled


class StandingException(models.Model):
    """A finding that the house lets pass on one wire until a date; somebody owns it and says why."""

    wire = models.ForeignKey(
        "articles.Wire", on_delete=models.PROTECT, related_name="exceptions", verbose_name=_("wire")
    )
    check_id = models.CharField(_("check"), max_length=40)
    term_id = models.CharField(_("term"), max_length=64, blank=True, default="")
    matched_text = models.CharField(_("text"), max_length=200, blank=True, default="")
    until = models.DateTimeField(_("until"))
    reason = models.TextField(_("reason"))
    owner = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", verbose_name=_("owner")
    )
    created_at = models.DateTimeField(_("since"))
    ended_at = models.DateTimeField(_("ended at"), null=True, blank=True)

    class Meta:
        verbose_name = _("standing exception")
        verbose_name_plural = _("standing exceptions")
        ordering = ("-until", "-pk")
        constraints = [
            models.CheckConstraint(
                condition=~models.Q(term_id="", matched_text=""), name="exception_names_a_term_or_a_text"
            ),
            models.CheckConstraint(condition=~models.Q(reason=""), name="exception_says_why"),
        ]

    def __str__(self) -> str:
        return f"{self.wire} · {self.check_id} · {self.term_id or self.matched_text}"
