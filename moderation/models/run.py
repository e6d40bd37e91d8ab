"""Screening runs: the promise that a version will be read, and what came of it."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.db import models
from django.utils.translation import gettext_lazy as _


class RunState(models.TextChoices):
    """How a screening stands; only `done` can mean that nothing was found."""

    QUEUED = "queued", _("queued")
    RUNNING = "running", _("running")
    DONE = "done", _("done")
    FAILED = "failed", _("failed")
    UNSUPPORTED = "unsupported", _("unsupported language")


# Ended, and nobody has read the text.
NOT_SCREENED = (RunState.FAILED, RunState.UNSUPPORTED)


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

    def sent_again(self, *, since: datetime) -> ScreeningRunQuerySet:
        """Return the open runs that the sweep has sent since a moment, and that have not moved since they were sent."""
        moved_at = models.Case(
            models.When(state=RunState.RUNNING, then=models.F("lease_until")), default=models.F("queued_at")
        )
        return self.open().filter(swept_at__gte=since, swept_at__gt=moved_at)

    def applied(self) -> ScreeningRunQuerySet:
        """Return the runs whose findings became flags, or ended them: others were overtaken while they read."""
        return self.filter(is_applied=True)

    def newest_first(self) -> ScreeningRunQuerySet:
        """Order the runs of a version by what they count: under the newest release first, then the youngest.

        When a run was queued again says nothing: an older release read late is no newer reading. The database looks
        for the same one before an approval.
        """
        return self.order_by("-release__number", "-pk")

    def newest(self) -> ScreeningRunQuerySet:
        """Return of each version the run that counts."""
        of_version = ScreeningRun.objects.filter(version=models.OuterRef("version")).newest_first()
        return self.filter(pk=models.Subquery(of_version.values("pk")[:1]))


class ScreeningRun(models.Model):
    """One version read under one release by one engine: the same three give the same findings in one house style."""

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
    swept_at = models.DateTimeField(_("sent again at"), null=True, blank=True, editable=False)
    error = models.TextField(_("error"), blank=True, default="")
    reading = models.JSONField(_("reading"), null=True, blank=True)
    is_applied = models.BooleanField(_("its findings became flags"), default=False)

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
                condition=~models.Q(state__in=NOT_SCREENED, error=""),
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
    def reading_id(self) -> str:
        """Return a name for what the run found: another one once it has read again, as in another house style."""
        return f"{self.pk}.{self.finished_at.timestamp() if self.finished_at else 0}"

    @property
    def is_open(self) -> bool:
        """Tell whether the run still waits or works."""
        return self.state in (RunState.QUEUED, RunState.RUNNING)

    @property
    def comparison(self) -> dict[str, Any] | None:
        """Return how far the text was compared with its original, and why no farther; None where it has none."""
        found = (self.reading or {}).get("comparison")
        return {name: found.get(name, "") for name in ("status", "language", "reason")} if found else None

    @property
    def is_uncompared(self) -> bool:
        """Tell whether the text has an original that it was not, or not wholly, compared with."""
        return self.comparison is not None and self.comparison["status"] != "compared"
