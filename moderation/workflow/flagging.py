"""Raise flags from a reading: new ones, ones carried over with their answers, and the end of those that are gone."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from articles.actor import Actor
from articles.models import ArticleVersion
from moderation.models import (
    Carried,
    Disposition,
    DispositionKind,
    Flag,
    FlagState,
    Review,
    ScreeningRun,
    StandingException,
)
from moderation.screening.values import Finding
from moderation.workflow.acting import signed
from moderation.workflow.audit import Event, record_all
from moderation.workflow.carrying import Match, Sighting, Tie, match_all, sight
from moderation.workflow.engine import Outcome, sentence_of
from moderation.workflow.standing import exception_for, standing_exceptions

CARRIER = Actor.rule("carry_over")
_ANSWERED = frozenset({FlagState.DISMISSED, FlagState.UPHELD})


@dataclass(slots=True)
class _Raising:
    """What one reading does to a version's flags, gathered before it is recorded."""

    run: ScreeningRun
    review: Review
    now: datetime
    exceptions: Sequence[StandingException]
    events: list[Event]


def raise_flags(*, run: ScreeningRun, review: Review, outcome: Outcome, now: datetime) -> bool:
    """Bring the flags of the review's version in line with a reading; tell whether anything changed.

    The caller holds the locks, and has not yet marked the run as read. The same reading again changes nothing.
    """
    raising = _Raising(run, review, now, standing_exceptions(review.article.wire_id, now), [])
    old = _flags_before(review)
    matches = {match.new: match for match in match_all([_as_sighting(flag) for flag in old], outcome.sightings)}
    for index, (finding, sighting) in enumerate(zip(outcome.findings, outcome.sightings, strict=True)):
        match = matches.get(index)
        _raise_one(raising, finding, sighting, match, old[match.old] if match else None)
    kept = {match.old for match in matches.values()}
    _close(raising, [flag for index, flag in enumerate(old) if index not in kept])
    record_all(raising.events, actor=Actor.task("screen_version"), now=now)
    return bool(raising.events)


def _flags_before(review: Review) -> list[Flag]:
    """Return the flags that the last reading left: of this version if it was read before, else of the one before."""
    for version in _versions_back(review):
        if ScreeningRun.objects.filter(version=version, finished_at__isnull=False, error="").exists():
            return list(Flag.objects.filter(version=version).standing().select_related("version").in_reading_order())
    return []


def _versions_back(review: Review) -> Iterable[ArticleVersion]:
    return ArticleVersion.objects.filter(article_id=review.article_id, number__lte=review.version.number).order_by(
        "-number"
    )


def _as_sighting(flag: Flag) -> Sighting:
    sentence = sentence_of(flag.version.text, flag.evidence, flag.window)
    seen = sight(flag.check_id, flag.matched_text, window=flag.window, sentence=sentence, facts=flag.facts)
    return replace(seen, occurrence=flag.occurrence)


def _raise_one(raising: _Raising, finding: Finding, sighting: Sighting, match: Match | None, old: Flag | None) -> None:
    if match and old and old.version_id == raising.review.version_id and old.fingerprint == sighting.fingerprint:
        _refresh(raising, old, finding, sighting, match)
        return
    flag = _create(raising, finding, sighting, match, old)
    if match is None or old is None:
        raising.events.append(Event("flag.raised", flag, after=_told(flag)))
        _let_pass(raising, flag)
        return
    if match.tie is Tie.CHANGED:
        raising.events.append(Event("flag.reopened" if flag.carried else "flag.raised", flag, after=_told(flag)))
        _answer(raising, old, DispositionKind.SUPERSEDED, FlagState.SUPERSEDED)
        _let_pass(raising, flag)
        return
    _carry(raising, flag, old)


def _create(raising: _Raising, finding: Finding, sighting: Sighting, match: Match | None, old: Flag | None) -> Flag:
    review, run = raising.review, raising.run
    start, end = finding.span if finding.span else (None, None)
    return Flag.objects.create(
        article=review.article,
        version=review.version,
        run=run,
        desk=review.desk,
        check_id=finding.check_id,
        term_id=_term_of(finding),
        severity=str(finding.severity),
        start=start,
        end=end,
        matched_text=finding.text,
        message=finding.message,
        suggestions=list(finding.suggestions),
        evidence=dict(finding.evidence),
        window=sighting.window,
        facts=dict(sighting.facts),
        fingerprint=sighting.fingerprint,
        occurrence=sighting.occurrence,
        carried=_mark(match, old),
        previous=old,
        difference=dict(match.difference) if match and match.tie is Tie.CHANGED and match.difference else None,
        raised_at=raising.now,
    )


def _mark(match: Match | None, old: Flag | None) -> Carried:
    if match is None or old is None:
        return Carried.NO
    if match.tie is Tie.CHANGED:
        return Carried.REOPENED if old.state in _ANSWERED else Carried.NO
    if match.tie is Tie.CONFIRM or old.carried == Carried.CONFIRM:
        return Carried.CONFIRM if old.state in _ANSWERED else Carried.SAME
    return Carried.SAME


def _carry(raising: _Raising, flag: Flag, old: Flag) -> None:
    """Hand the old flag's answer on; an open one is replaced by its successor."""
    if old.state not in _ANSWERED:
        raising.events.append(Event("flag.raised", flag, after=_told(flag)))
        _answer(raising, old, DispositionKind.SUPERSEDED, FlagState.SUPERSEDED)
        _let_pass(raising, flag)
        return
    given = old.dispositions.filter(kind__in=("dismissed", "upheld", "carried")).latest("pk")
    seconded = list(old.dispositions.filter(kind=DispositionKind.SECONDED, pk__gt=given.pk))
    Disposition.objects.create(
        flag=flag,
        kind=DispositionKind.CARRIED,
        reason_code=given.reason_code,
        note=given.note,
        answerable=given.answerable,
        at=raising.now,
        **signed(CARRIER),
    )
    flag.state = old.state
    flag.exception = old.exception
    flag.save(update_fields=["state", "exception"])
    for second in seconded if flag.carried == Carried.SAME else ():
        Disposition.objects.create(
            flag=flag,
            kind=DispositionKind.SECONDED,
            at=raising.now,
            actor_kind=second.actor_kind,
            actor=second.actor,
            actor_label=second.actor_label,
        )
    raising.events.append(Event("flag.carried", flag, after={**_told(flag), "from_version": old.version.number}))
    if old.version_id == flag.version_id:
        _answer(raising, old, DispositionKind.SUPERSEDED, FlagState.SUPERSEDED)


def _refresh(raising: _Raising, flag: Flag, finding: Finding, sighting: Sighting, match: Match) -> None:
    """Bring a flag of this very version up to date with a new release; an answer to other facts is reopened."""
    before = {"severity": flag.severity, "message": flag.message, "facts": flag.facts}
    after = {"severity": str(finding.severity), "message": finding.message, "facts": dict(sighting.facts)}
    if before == after:
        return
    flag.severity, flag.message, flag.facts = str(finding.severity), finding.message, dict(sighting.facts)
    flag.evidence, flag.suggestions = dict(finding.evidence), list(finding.suggestions)
    flag.run = raising.run
    if match.tie is Tie.CHANGED and flag.state in _ANSWERED:
        flag.carried, flag.difference = Carried.REOPENED, dict(match.difference)
        flag.save()
        _answer(raising, flag, DispositionKind.REOPENED, FlagState.OPEN)
        return
    flag.save()
    raising.events.append(Event("flag.changed", flag, before=before, after=after))


def _close(raising: _Raising, gone: Iterable[Flag]) -> None:
    """End the flags whose finding is no longer there: fixed by the new text, or superseded where it was dismissed."""
    for flag in gone:
        is_fixed = flag.state != FlagState.DISMISSED and flag.version_id != raising.review.version_id
        if is_fixed:
            _answer(raising, flag, DispositionKind.FIXED, FlagState.FIXED)
        else:
            _answer(raising, flag, DispositionKind.SUPERSEDED, FlagState.SUPERSEDED)


def _answer(raising: _Raising, flag: Flag, kind: DispositionKind, state: FlagState) -> None:
    before = flag.state
    Disposition.objects.create(
        flag=flag, kind=kind, note=f"v{raising.review.version.number}", at=raising.now, **signed(CARRIER)
    )
    flag.state = state
    flag.save(update_fields=["state"])
    raising.events.append(
        Event(
            f"flag.{kind}",
            flag,
            before={"state": before},
            after={"state": state, "by_version": raising.review.version.number, "difference": flag.difference},
        )
    )


def _let_pass(raising: _Raising, flag: Flag) -> None:
    """Dismiss a new flag that a standing exception covers; its owner is answerable."""
    exception = exception_for(flag, raising.exceptions)
    if exception is None:
        return
    Disposition.objects.create(
        flag=flag,
        kind=DispositionKind.DISMISSED,
        reason_code="house_exception",
        note=exception.reason,
        answerable=exception.owner,
        at=raising.now,
        **signed(Actor.rule(f"exception {exception.pk}")),
    )
    flag.state = FlagState.DISMISSED
    flag.exception = exception
    flag.save(update_fields=["state", "exception"])
    raising.events.append(
        Event(
            "flag.dismissed",
            flag,
            before={"state": "open"},
            after={"state": "dismissed", "exception": exception.pk, "text": flag.matched_text},
        )
    )


def _term_of(finding: Finding) -> str:
    term = finding.evidence.get("term")
    return str(term.get("id", "")) if isinstance(term, dict) else ""


def _told(flag: Flag) -> dict[str, Any]:
    told = {
        "check": flag.check_id,
        "severity": flag.severity,
        "text": flag.matched_text,
        "state": flag.state,
        "fingerprint": flag.fingerprint,
    }
    if flag.difference:
        told["difference"] = flag.difference
    return told
