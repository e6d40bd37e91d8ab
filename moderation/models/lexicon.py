"""Lexicons as published, as drafted, and the work that a new one brings."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _


class LexiconReleaseQuerySet(models.QuerySet["LexiconRelease"]):
    """Ask for releases."""

    def without_words(self) -> LexiconReleaseQuerySet:
        """Leave the words, which are megabytes, in the database until somebody reads them."""
        return self.defer("tables", "parties")


class LexiconRelease(models.Model):
    """One published state of all the house's words. Never changed: a new one is published instead."""

    number = models.PositiveIntegerField(_("number"), unique=True)
    digest = models.CharField(_("digest"), max_length=64, unique=True)
    tables = models.JSONField(_("tables"), help_text=_("language → table → rows"))
    parties = models.JSONField(_("parties"), default=dict)
    reason = models.TextField(_("reason"))
    published_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("published by"),
    )
    published_at = models.DateTimeField(_("published at"))

    objects = LexiconReleaseQuerySet.as_manager()

    class Meta:
        verbose_name = _("lexicon release")
        verbose_name_plural = _("lexicon releases")
        ordering = ("-number",)
        get_latest_by = "number"

    def __str__(self) -> str:
        return f"{self.number} ({self.digest[:8]})"


class DraftState(models.TextChoices):
    """How far a lexicon draft has come."""

    DRAFT = "draft", _("draft")
    PUBLISHED = "published", _("published")
    DROPPED = "dropped", _("dropped")


class LexiconDraft(models.Model):
    """Changes to a release that somebody proposes: rows put in, changed or withdrawn.

    `changes` is a list of `{"language", "table", "id", "row", "by", "cells"}`; a row of null withdraws the entry, `by`
    is the number of who changed the row last, and `cells` has for each cell that differs from the base the number of
    who wrote it. `author` is who began the draft.
    """

    base = models.ForeignKey(
        LexiconRelease, on_delete=models.PROTECT, related_name="drafts", verbose_name=_("based on")
    )
    changes = models.JSONField(_("changes"), default=list)
    reason = models.TextField(_("reason"), blank=True, default="")
    state = models.CharField(_("state"), max_length=16, choices=DraftState, default=DraftState.DRAFT)
    author = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", verbose_name=_("author")
    )
    created_at = models.DateTimeField(_("created at"))
    release = models.OneToOneField(
        LexiconRelease, on_delete=models.PROTECT, null=True, blank=True, related_name="draft", verbose_name=_("release")
    )

    class Meta:
        verbose_name = _("lexicon draft")
        verbose_name_plural = _("lexicon drafts")
        ordering = ("-created_at", "-pk")

    def __str__(self) -> str:
        return f"{self.pk} ({self.get_state_display()})"


class PreviewState(models.TextChoices):
    """How far an impact preview has come."""

    QUEUED = "queued", _("queued")
    RUNNING = "running", _("running")
    DONE = "done", _("done")
    FAILED = "failed", _("failed")


# What a worker still has to do.
UNDER_WAY = (PreviewState.QUEUED, PreviewState.RUNNING)


class ImpactPreview(models.Model):
    """What a draft would do to the archive of the last days, had it been in force.

    The row is the promise: `chosen` holds the versions to screen, `looked_at` how many are done, `tally` what they
    showed. `changes` are the draft's as they were when somebody asked.
    """

    draft = models.ForeignKey(LexiconDraft, on_delete=models.CASCADE, related_name="previews", verbose_name=_("draft"))
    changes_digest = models.CharField(_("digest of the changes"), max_length=64)
    days = models.PositiveSmallIntegerField(_("days looked back"))
    changes = models.JSONField(_("changes"), default=list)
    state = models.CharField(_("state"), max_length=16, choices=PreviewState, default=PreviewState.DONE)
    asked_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("asked for by"),
    )
    chosen = models.JSONField(_("versions to screen"), null=True, blank=True)
    looked_at = models.PositiveIntegerField(_("articles looked at"), default=0)
    tally = models.JSONField(_("counted so far"), default=dict, blank=True)
    trouble = models.TextField(_("trouble"), blank=True, default="")
    articles = models.PositiveIntegerField(_("articles in that time"), default=0)
    screened = models.PositiveIntegerField(_("articles that can change"), default=0)
    impact = models.JSONField(_("impact"), default=dict)
    made_at = models.DateTimeField(_("made at"))

    class Meta:
        verbose_name = _("impact preview")
        verbose_name_plural = _("impact previews")
        ordering = ("-made_at", "-pk")

    def __str__(self) -> str:
        return f"{self.draft_id}: {self.screened}/{self.articles}"

    @property
    def is_under_way(self) -> bool:
        """Tell whether a worker still has something to do."""
        return self.state in UNDER_WAY


class JobState(models.TextChoices):
    """Where a re-screening stands."""

    RUNNING = "running", _("running")
    STOPPED = "stopped", _("stopped")
    DONE = "done", _("done")


class RescreenJob(models.Model):
    """Screen again under a new release what it can change; stops and goes on where it stood."""

    release = models.OneToOneField(
        LexiconRelease, on_delete=models.PROTECT, related_name="rescreen", verbose_name=_("release")
    )
    state = models.CharField(_("state"), max_length=16, choices=JobState, default=JobState.RUNNING)
    needles = models.JSONField(_("words looked for"), help_text=_("language → words; null for every article"))
    total = models.PositiveIntegerField(_("articles to screen"), default=0)
    done = models.PositiveIntegerField(_("articles queued"), default=0)
    cursor = models.BigIntegerField(_("last version queued"), default=0)
    started_at = models.DateTimeField(_("started at"))
    finished_at = models.DateTimeField(_("finished at"), null=True, blank=True)

    class Meta:
        verbose_name = _("re-screening")
        verbose_name_plural = _("re-screenings")
        ordering = ("-pk",)

    def __str__(self) -> str:
        return f"{self.release}: {self.done}/{self.total}"
