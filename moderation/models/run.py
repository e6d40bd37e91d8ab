"""Screening runs: the promise that a version will be read, and what came of it."""

from __future__ import annotations

from datetime import datetime

from django.db import models
from django.utils.translation import gettext_lazy as _


class RunState(models.TextChoices):
    """How a screening stands; only `done` can mean that nothing was found."""

    QUEUED = "queued", _("queued")
    RUNNING = "running", _("running")
    DONE = "done", _("done")
    FAILED = "failed", _("failed")
    UNSUPPORTED = "unsupported", _("unsupported language")


class RunCause(models.TextChoices):
    """Why a version was screened."""

    FILED = "filed", _("filed")
    EDITED = "edited", _("edited")
    RESCREEN = "rescreen", _("screened again")
    SWEPT = "swept", _("picked up by the sweep")


class ScreeningRunQuerySet(models.QuerySet["ScreeningRun"]):
    """Ask for runs."""

    def open(self) -> ScreeningRunQuerySet:
        """Return the runs that nobody has finished."""
        return self.filter(state__in=(RunState.QUEUED, RunState.RUNNING))

    def lost(self, *, queued_before: datetime, now: datetime) -> ScreeningRunQuerySet:
        """Return the runs whose message or worker is lost."""
        return self.filter(
            models.Q(state=RunState.QUEUED, queued_at__lt=queued_before)
            | models.Q(state=RunState.RUNNING, lease_until__lt=now)
        )


class ScreeningRun(models.Model):
    """One version read under one release by one engine: the same three give the same findings."""

    version = models.ForeignKey(
        "articles.ArticleVersion", on_delete=models.PROTECT, related_name="runs", verbose_name=_("version")
    )
    release = models.ForeignKey(
        "moderation.LexiconRelease", on_delete=models.PROTECT, related_name="runs", verbose_name=_("lexicon release")
    )
    engine_version = models.CharField(_("engine"), max_length=40)
    state = models.CharField(_("state"), max_length=16, choices=RunState, default=RunState.QUEUED)
    cause = models.CharField(_("cause"), max_length=16, choices=RunCause, default=RunCause.FILED)
    queued_at = models.DateTimeField(_("queued at"))
    started_at = models.DateTimeField(_("started at"), null=True, blank=True)
    finished_at = models.DateTimeField(_("finished at"), null=True, blank=True)
    lease_until = models.DateTimeField(_("lease until"), null=True, blank=True)
    attempts = models.PositiveSmallIntegerField(_("attempts"), default=0)
    error = models.TextField(_("error"), blank=True, default="")
    reading = models.JSONField(_("reading"), null=True, blank=True)

    objects = ScreeningRunQuerySet.as_manager()

    class Meta:
        verbose_name = _("screening run")
        verbose_name_plural = _("screening runs")
        ordering = ("-queued_at", "-pk")
        constraints = [
            models.UniqueConstraint(fields=["version", "release", "engine_version"], name="run_once"),
            models.CheckConstraint(
                condition=~models.Q(state=RunState.RUNNING, lease_until__isnull=True), name="run_running_has_lease"
            ),
            models.CheckConstraint(
                condition=~models.Q(state__in=(RunState.FAILED, RunState.UNSUPPORTED), error=""),
                name="run_failed_says_why",
            ),
        ]
        indexes = [
            models.Index(
                fields=["queued_at"],
                condition=models.Q(state__in=(RunState.QUEUED, RunState.RUNNING)),
                name="run_open",
            )
        ]

    def __str__(self) -> str:
        return f"{self.version_id} · {self.release_id} · {self.get_state_display()}"

    @property
    def is_open(self) -> bool:
        """Tell whether the run still waits or works."""
        return self.state in (RunState.QUEUED, RunState.RUNNING)
