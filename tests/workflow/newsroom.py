"""A newsroom for tests: people, copy, and an engine that finds what a test tells it to."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any

from django.contrib.auth.models import Group, User

from articles.actor import Actor
from articles.intake import Copy
from articles.models import Article, Desk, Wire
from articles.operations import correct_copy, file_copy
from moderation.models import (
    Case,
    Flag,
    LexiconRelease,
    Review,
    ReviewPlan,
    ReviewPlanVersion,
    RoutingDecision,
    RunCause,
    RunState,
    ScreeningRun,
)
from moderation.screening.values import Finding, Severity, Span
from moderation.workflow.audit import record
from moderation.workflow.carrying import count_occurrences, facts_of, sight, words_beside
from moderation.workflow.engine import Outcome
from moderation.workflow.runs import claim_run, finish_run, queue_run
from moderation.workflow.states import Role

NOW = datetime(2026, 3, 10, 9, 0, tzinfo=UTC)  # a Tuesday, ten o'clock in Paris
SOON = NOW + timedelta(minutes=5)
TEXT = "Twelve people were killed in Orvane. The mayor spoke of mercenaries. Rain is expected."


@dataclass(frozen=True, slots=True)
class Seen:
    """What the stand-in engine finds: a check's id and the words it fires on."""

    check_id: str
    words: str
    severity: str = "high"
    facts: Mapping[str, Any] | None = None
    term: str = ""


TOLL = Seen("unattributed_toll", "Twelve", facts={"toll": {"min": 12, "max": 12}, "attribution": {"grade": "none"}})
LABEL = Seen("loaded_label", "mercenaries", "medium", {"voice": "own"}, term="en.term.mercenary")


def person(name: str, *roles: Role, desk: Desk | None = None) -> Actor:
    """Make somebody with these roles."""
    user = User.objects.create_user(name, email=f"{name}@example.org")
    for role in roles:
        user.groups.add(Group.objects.get_or_create(name=role)[0])
    if desk is not None:
        desk.memberships.create(user=user)
    return Actor.person(user)


def file(wire: Wire, desk: Desk, *, by: Actor, text: str = TEXT, **changes: Any) -> Article:
    """File copy as a new article."""
    copy = Copy(text=text, headline=text.partition(".")[0], **changes)
    return file_copy(copy=copy, wire=wire, desk=desk, language="en", kind="syndicated", actor=by, now=NOW)


def edit(article: Article, text: str, *, by: Actor, now: datetime = NOW) -> Review:
    """Put a new text in the place of the latest one."""
    article.refresh_from_db()
    correct_copy(
        article=article,
        copy=Copy(text=text, headline=text.partition(".")[0]),
        actor=by,
        now=now,
        expected_version=article.latest_version.number,
        origin="edited",
    )
    return review_of(article)


def review_of(article: Article) -> Review:
    """Return the article's review as it stands in the database."""
    return Review.objects.select_related("version", "article", "plan_version", "desk").get(article=article)


def screened(article: Article, *seen: Seen, now: datetime = NOW) -> Review:
    """Let the stand-in engine read the article's latest version and find these."""
    article.refresh_from_db()
    run = ScreeningRun.objects.filter(version=article.latest_version).latest("pk")
    if not run.is_open:
        wake(run)
    claimed = claim_run(run_id=run.pk, now=now)
    assert claimed is not None
    assert finish_run(run=claimed, outcome=found(article.latest_version.text, *seen), now=now)
    return review_of(article)


def wake(run: ScreeningRun) -> ScreeningRun:
    """Queue a run that has ended once more, with the event that the database asks for."""
    record(action="run.queued", actor=Actor.system(), obj=run, now=NOW)
    ScreeningRun.objects.filter(pk=run.pk).update(state=RunState.QUEUED, attempts=0)
    return run


def found(text: str, *seen: Seen) -> Outcome:
    """Return a reading in which the given words were found, each at its next place in the text."""
    findings: list[Finding] = []
    at: dict[str, int] = {}
    for one in seen:
        start = text.index(one.words, at.get(one.words, 0))
        at[one.words] = start + 1
        findings.append(_finding(one, Span(start, start + len(one.words))))
    findings.sort(key=lambda finding: (finding.span, finding.check_id))
    sightings = count_occurrences(
        sight(
            finding.check_id,
            finding.text,
            window=sentence,
            sentence=sentence,
            facts=facts_of(finding.evidence),
            beside=words_beside(text, finding.span.start, finding.span.end),
        )
        for finding in findings
        for sentence in [_sentence(text, finding.span)]
    )
    return Outcome(
        is_supported=True, reading={"tolls": [], "labels": []}, findings=tuple(findings), sightings=tuple(sightings)
    )


def flag_on(article: Article, words: str) -> Flag:
    """Return the flag on these words in the version under review."""
    return Flag.objects.standing().get(version=review_of(article).version, matched_text=words)


def case_on(article: Article, of: Article, *, cause: str = "correction", now: datetime = NOW, reason: str = "") -> Case:
    """Open a case on an article because another one was corrected, or killed."""
    return Case.objects.create(
        article=article,
        of_article=of,
        of_version=of.latest_version,
        cause=cause,
        reason=reason,
        desk=article.desk,
        opened_at=now,
        due_at=now + timedelta(hours=1),
    )


def lead_to(article: Article, desk: Desk) -> None:
    """Let an article stand on another desk, as a route would have led it there."""
    review = review_of(article)
    RoutingDecision.objects.create(
        review=review,
        version=review.version,
        route_id=0,
        route_name="elsewhere",
        route_version=1,
        desk=desk,
        plan_version=review.plan_version or _any_plan(),
        matched={},
        lost=[],
        at=NOW,
    )
    Review.objects.filter(pk=review.pk).update(desk=desk)


def publish_words(number: int = 1, **tables: list[dict[str, str]]) -> LexiconRelease:
    """Publish a lexicon that only the stand-in engine could read."""
    digest = f"{number:064}"
    english = {"terms": [], **tables}
    return LexiconRelease.objects.create(
        number=number, digest=digest, tables={"en": english}, parties={}, reason="tests", published_at=NOW
    )


def read_again(article: Article, number: int, *seen: Seen, **tables: list[dict[str, str]]) -> ScreeningRun:
    """Publish the next words, and let the stand-in engine read the article under them and find these."""
    publish_words(number, **tables)
    version = review_of(article).version
    run = queue_run(version=version, cause=RunCause.RESCREEN, actor=Actor.system(), now=NOW)
    claimed = claim_run(run_id=run.pk, now=NOW)
    assert claimed is not None
    assert finish_run(run=claimed, outcome=found(version.text, *seen), now=NOW)
    return claimed


def end_run(run: ScreeningRun, state: str, **columns: Any) -> None:
    """Let a run stand as a worker would have left it, with the event that the database asks for."""
    record(action=f"run.{state}", actor=Actor.task("screen_version"), obj=run, now=NOW)
    ScreeningRun.objects.filter(pk=run.pk).update(state=state, **columns)


def _any_plan() -> ReviewPlanVersion:
    plan = ReviewPlan.objects.get_or_create(code="desk", defaults={"name": "Desk"})[0]
    return ReviewPlanVersion.objects.get_or_create(plan=plan, number=1, defaults={"steps": [], "created_at": NOW})[0]


def _finding(seen: Seen, span: Span) -> Finding:
    evidence: dict[str, Any] = dict(seen.facts or {})
    if seen.term:
        evidence["term"] = {"id": seen.term}
    return Finding(seen.check_id, Severity(seen.severity), span, seen.words, f"Look at {seen.words}.", (), evidence)


def _sentence(text: str, span: Span) -> str:
    start = max(text.rfind(". ", 0, span.start) + 2, text.rfind("\n", 0, span.start) + 1, 0) if span.start else 0
    start = 0 if text.rfind(". ", 0, span.start) < 0 and "\n" not in text[: span.start] else start
    end = text.find(".", span.end)
    return text[start : end if end >= 0 else len(text)]
