"""Whether a page that somebody has open still shows how things stand."""

from __future__ import annotations

from moderation.models import Claim, Flag, Review, ScreeningRun


def latest_run(review: Review) -> ScreeningRun | None:
    """Return the latest screening of the version under review."""
    runs = ScreeningRun.objects.filter(version=review.version_id).defer("release__tables", "release__parties")
    return runs.select_related("release").order_by("-queued_at", "-pk").first()


def digest_of(review: Review, run: ScreeningRun | None, claim: Claim | None) -> str:
    """Return a word that changes with the version, its screening, its answers, its state and its claim."""
    flags = Flag.objects.filter(version=review.version_id)
    answered = flags.order_by("-dispositions__pk").values_list("dispositions__pk", flat=True)
    last = answered.filter(dispositions__isnull=False).first()
    run_part = f"{run.pk}{run.state}" if run else ""
    return f"{review.version_id}.{run_part}.{last or 0}.{review.state}.{claim.pk if claim else 0}"
