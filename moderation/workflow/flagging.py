"""Raise flags from a reading: new ones, ones carried over with their answers, and the end of those that are gone."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from articles.actor import Actor
from moderation.models import (
    Carried,
    DismissalBatch,
    Disposition,
    DispositionKind,
    Flag,
    FlagState,
    Review,
    ScreeningRun,
    Severity,
    StandingException,
)
from moderation.screening.values import Finding
from moderation.workflow.acting import signed
from moderation.workflow.audit import Event, record_all
from moderation.workflow.carrying import (
    NOWHERE,
    Mark,
    Match,
    Settled,
    Sighting,
    Tie,
    mark,
    match_all,
    number_by_place,
    sight,
    words_beside,
)
from moderation.workflow.engine import Outcome, sentence_of
from moderation.workflow.readings import is_read, last_flags
from moderation.workflow.standing import exception_for, standing_exceptions

CARRIER = Actor.rule("carry_over")
_ANSWERED = frozenset({FlagState.DISMISSED, FlagState.UPHELD})
_SETTLED = {FlagState.UPHELD: Settled.UPHELD, FlagState.DISMISSED: Settled.DISMISSED}
_ANSWERS = frozenset({DispositionKind.DISMISSED, DispositionKind.UPHELD, DispositionKind.CARRIED})


@dataclass(frozen=True, slots=True)
class Raised:
    """What a reading did to the flags of a version, against those that stood since the last reading.

    `news` stand now and did not stand so: raised, changed, graver or read in other words. `gone` stood and do not.
    `is_first` where nothing had read this content to the end before.
    """

    is_first: bool
    is_changed: bool
    news: tuple[Flag, ...]
    gone: tuple[Mark, ...]


@dataclass(slots=True)
class _Raising:
    """What one reading does to a version's flags, gathered before it is recorded."""

    run: ScreeningRun
    review: Review
    now: datetime
    exceptions: Sequence[StandingException]
    ended: Mapping[str, Flag]
    events: list[Event]


def raise_flags(*, run: ScreeningRun, review: Review, outcome: Outcome, now: datetime) -> Raised:
    """Bring the flags of the review's version in line with a reading; tell what that changed.

    The caller holds the locks, and has not yet marked the run as applied. The same reading again changes nothing.
    """
    exceptions = standing_exceptions(review.article.wire_id, now)
    raising = _Raising(run, review, now, exceptions, _ended_flags(review), [])
    old = list(last_flags(review).in_reading_order())
    before, is_first = {_mark_of(flag) for flag in old}, not is_read(review.version)
    sightings, is_one_text = _numbered(raising, old, outcome), all(flag.version_id == review.version_id for flag in old)
    found = match_all([_as_sighting(flag) for flag in old], sightings, is_one_text=is_one_text)
    matches = {match.new: match for match in found}
    for index, (finding, sighting) in enumerate(zip(outcome.findings, sightings, strict=True)):
        match = matches.get(index)
        _raise_one(raising, finding, sighting, match, old[match.old] if match else None)
    kept = {match.old for match in matches.values()}
    _close(raising, [flag for index, flag in enumerate(old) if index not in kept])
    record_all(raising.events, actor=Actor.task("screen_version"), now=now)
    standing = Flag.objects.standing().filter(version=review.version).select_related("version")
    now_marked = {_mark_of(flag): flag for flag in standing.in_reading_order()}
    news = tuple(flag for known, flag in now_marked.items() if known not in before)
    return Raised(is_first, bool(raising.events), news, tuple(before - now_marked.keys()))


def _ended_flags(review: Review) -> dict[str, Flag]:
    """Return the flags of this very version that an earlier reading no longer found, by their fingerprints."""
    ended = Flag.objects.filter(version=review.version).ended().select_related("version")
    return {flag.fingerprint: flag for flag in ended}


def _numbered(raising: _Raising, old: Iterable[Flag], outcome: Outcome) -> Sequence[Sighting]:
    """Return the sightings; of twins in this very version each under the number that its flag has."""
    known = [*raising.ended.values(), *(flag for flag in old if flag.version_id == raising.review.version_id)]
    places = [finding.span.start if finding.span else None for finding in outcome.findings]
    return number_by_place(outcome.sightings, places, ((_as_sighting(flag), flag.start) for flag in known))


def _mark_of(flag: Flag) -> Mark:
    language = flag.version.language
    return mark(flag.check_id, flag.severity, language=language, fingerprint=flag.fingerprint, facts=flag.facts)


def _as_sighting(flag: Flag) -> Sighting:
    text, start, end = flag.version.text, flag.start, flag.end
    sentence = sentence_of(text, flag.evidence, flag.window)
    beside = NOWHERE if start is None or end is None else words_beside(text, start, end)
    seen = sight(
        flag.check_id, flag.matched_text, window=flag.window, sentence=sentence, facts=flag.facts, beside=beside
    )
    return replace(seen, occurrence=flag.occurrence, settled=_SETTLED.get(FlagState(flag.state), Settled.OPEN))


def _raise_one(raising: _Raising, finding: Finding, sighting: Sighting, match: Match | None, old: Flag | None) -> None:
    if match and old and old.version_id == raising.review.version_id and old.fingerprint == sighting.fingerprint:
        _refresh(raising, old, finding, sighting, match)
        return
    ended = raising.ended.get(sighting.fingerprint)
    if ended is not None:
        _revive(raising, ended, old if match and match.tie is Tie.CONFIRM else None)
        _refresh(raising, ended, finding, sighting, *match_all([_as_sighting(ended)], [sighting]))
        if old is not None:
            _answer(raising, old, DispositionKind.SUPERSEDED, FlagState.SUPERSEDED)
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
        carried=_mark(match, old, finding),
        previous=old,
        difference=dict(match.difference) if match and match.tie is Tie.CHANGED and match.difference else None,
        raised_at=raising.now,
    )


def _is_high_now(flag: Flag, finding: Finding) -> bool:
    """Say whether a flag is high now and was not, so that nobody dismissed a high one; exceptions know no grades."""
    return flag.exception_id is None and str(finding.severity) == Severity.HIGH != flag.severity


def _mark(match: Match | None, old: Flag | None, finding: Finding) -> Carried:
    if match is None or old is None:
        return Carried.NO
    if match.tie is Tie.CHANGED:
        return Carried.REOPENED if old.state in _ANSWERED else Carried.NO
    if match.tie is Tie.CONFIRM or old.carried == Carried.CONFIRM or _is_high_now(old, finding):
        return Carried.CONFIRM if old.state in _ANSWERED else Carried.SAME
    return Carried.SAME


def _revive(raising: _Raising, flag: Flag, successor: Flag | None) -> None:
    """Let a flag that had ended stand again, with its last answer or with that of the flag that took its place.

    What an exception let pass, and what was dismissed with others and undone since, is open, and judged anew.
    """
    told = flag if successor is None else successor
    given = _answer_of(told)
    if given is None or told.exception_id is not None or _is_undone(given):
        flag.exception = None
        flag.carried = Carried.SAME if flag.carried == Carried.CONFIRM else flag.carried
        flag.save(update_fields=["exception", "carried"])
        _answer(raising, flag, DispositionKind.REOPENED, FlagState.OPEN)
        if not _is_opened_by_hand(told):
            _let_pass(raising, flag)
        return
    flag.carried = Carried.CONFIRM if told.carried == Carried.CONFIRM else Carried.SAME
    flag.save(update_fields=["carried"])
    _hand_on(raising, flag, told, given)


def _carry(raising: _Raising, flag: Flag, old: Flag) -> None:
    """Hand the old flag's answer on; an open one is replaced by its successor.

    What an exception let pass that has ended since is open, as its end reopens what still stands.
    """
    given = None if _is_let_pass_no_more(raising, old) else _answer_of(old)
    if given is None:
        if flag.carried == Carried.CONFIRM:
            flag.carried = Carried.SAME
            flag.save(update_fields=["carried"])
        raising.events.append(Event("flag.raised", flag, after=_told(flag)))
        _answer(raising, old, DispositionKind.SUPERSEDED, FlagState.SUPERSEDED)
        _let_pass_now(raising, flag)
        return
    _hand_on(raising, flag, old, given)
    if old.version_id == flag.version_id:
        _answer(raising, old, DispositionKind.SUPERSEDED, FlagState.SUPERSEDED)


def _hand_on(raising: _Raising, flag: Flag, old: Flag, given: Disposition) -> None:
    """Give a flag the answer that an old one has or had, and whoever confirmed it."""
    seconded = list(old.dispositions.filter(kind=DispositionKind.SECONDED, pk__gt=given.pk))
    Disposition.objects.create(
        flag=flag,
        kind=DispositionKind.CARRIED,
        reason_code=given.reason_code,
        note=given.note,
        answerable=given.answerable,
        batch=given.batch,
        at=raising.now,
        **signed(CARRIER),
    )
    # Every dismissal has a reason, and nothing else has one.
    flag.state = FlagState.DISMISSED if given.reason_code else FlagState.UPHELD
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


def _answer_of(flag: Flag) -> Disposition | None:
    """Return the answer that a flag has, or had when it ended; None where it was open."""
    ends = (DispositionKind.SECONDED, DispositionKind.SUPERSEDED, DispositionKind.FIXED)
    last = flag.dispositions.exclude(kind__in=ends).order_by("pk").last()
    return last if last is not None and last.kind in _ANSWERS else None


def _is_let_pass_no_more(raising: _Raising, flag: Flag) -> bool:
    return flag.exception_id is not None and all(one.pk != flag.exception_id for one in raising.exceptions)


def _is_undone(given: Disposition) -> bool:
    return given.batch is not None and DismissalBatch.objects.filter(pk=given.batch, undone_at__isnull=False).exists()


def _refresh(raising: _Raising, flag: Flag, finding: Finding, sighting: Sighting, match: Match) -> None:
    """Bring a flag of this very version up to date with a new release; an answer to other facts is reopened.

    A dismissal of what is high only now is to be confirmed.
    """
    before = {"severity": flag.severity, "message": flag.message, "facts": flag.facts}
    after = {"severity": str(finding.severity), "message": finding.message, "facts": dict(sighting.facts)}
    if before == after:
        _let_pass_now(raising, flag)
        return
    if flag.state == FlagState.DISMISSED and _is_high_now(flag, finding):
        flag.carried = Carried.CONFIRM
    flag.severity, flag.message, flag.facts = str(finding.severity), finding.message, dict(sighting.facts)
    flag.evidence, flag.suggestions = dict(finding.evidence), list(finding.suggestions)
    flag.run = raising.run
    if match.tie is Tie.CHANGED and flag.state in _ANSWERED:
        flag.carried, flag.difference, flag.exception = Carried.REOPENED, dict(match.difference), None
        flag.save()
        _answer(raising, flag, DispositionKind.REOPENED, FlagState.OPEN)
        _let_pass(raising, flag)
        return
    flag.save()
    raising.events.append(Event("flag.changed", flag, before=before, after=after))
    _let_pass_now(raising, flag)


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


def _let_pass_now(raising: _Raising, flag: Flag) -> None:
    """Dismiss a flag that an exception covers by now, unless somebody has opened it again by hand."""
    if flag.state != FlagState.OPEN or exception_for(flag, raising.exceptions) is None:
        return  # in memory, before the question that costs a query
    if not _is_opened_by_hand(flag):
        _let_pass(raising, flag)


def _is_opened_by_hand(flag: Flag) -> bool:
    """Tell whether an open flag is so by somebody's word, given on it or on one that it goes on from untouched."""
    one: Flag | None = flag
    while one is not None:
        if one.dispositions.by_hand().exists():
            return True
        one = one.previous if one.carried == Carried.SAME else None
    return False


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
