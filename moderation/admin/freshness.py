"""Whether a page that somebody has open still shows how things stand."""

from __future__ import annotations

from hashlib import sha256

from django.db.models import Subquery

from moderation.models import Case, Claim, Disposition, Review, ScreeningRun, StepApproval


def latest_run(review: Review) -> ScreeningRun | None:
    """Return the screening of the version under review that counts, with what the digest needs beside it.

    That is the number of the latest answer to a flag, of the latest approval of a step, and of the latest case that
    nobody has acknowledged.
    """
    answers = Disposition.objects.filter(flag__version=review.version_id).order_by("-pk").values("pk")[:1]
    approvals = StepApproval.objects.filter(review=review).order_by("-pk").values("pk")[:1]
    runs = ScreeningRun.objects.filter(version=review.version_id).defer("release__tables", "release__parties")
    cases = Case.objects.unanswered().filter(article=review.article_id).order_by("-pk").values("pk")[:1]
    last = {"last_answer": Subquery(answers), "last_approval": Subquery(approvals), "last_case": Subquery(cases)}
    return runs.select_related("release").annotate(**last).newest_first().first()


def digest_of(review: Review, run: ScreeningRun | None, claim: Claim | None) -> str:
    """Return a word that changes with all that colleagues and the house may change on the page.

    *run* is what `latest_run` found: where nothing was screened, nothing was answered or approved.
    """
    shown = (
        (review.version_id, review.state, review.cycle, review.desk_id, review.assigned_to_id),
        (review.due_at, review.held_until, review.article.heads_tag()),
        (run.reading_id, run.state, run.last_answer, run.last_approval, run.last_case) if run else (),
        claim.pk if claim else None,
    )
    return sha256(repr(shown).encode()).hexdigest()[:32]
