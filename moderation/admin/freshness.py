"""Whether a page that somebody has open still shows how things stand."""

from __future__ import annotations

from django.db.models import Subquery

from moderation.models import Claim, Disposition, Review, ScreeningRun


def latest_run(review: Review) -> ScreeningRun | None:
    """Return the screening of the version under review that counts, with the latest answer's number for the digest."""
    answers = Disposition.objects.filter(flag__version=review.version_id).order_by("-pk").values("pk")[:1]
    runs = ScreeningRun.objects.filter(version=review.version_id).defer("release__tables", "release__parties")
    found = runs.select_related("release").annotate(last_answer=Subquery(answers))
    return found.newest_first().first()


def digest_of(review: Review, run: ScreeningRun | None, claim: Claim | None) -> str:
    """Return a word that changes with the version, its screening, its answers, its state and its claim.

    *run* is what `latest_run` found: where nothing was screened, nothing was answered.
    """
    run_part = f"{run.reading_id}{run.state}.{run.last_answer or 0}" if run else "."
    return f"{review.version_id}.{run_part}.{review.state}.{claim.pk if claim else 0}"
