"""An article's timeline: one readable list of all that happened to it, filtered by person and kind."""

from __future__ import annotations

import difflib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from typing import Any

from articles.actor import HANDS
from articles.models import Article, ArticleVersion, Desk
from moderation.models import AuditEvent, Review
from moderation.workflow.plans import read_steps
from moderation.workflow.telling import actor_of, reason_of, sentence_of


class EntryKind(StrEnum):
    """What an entry is about; the filter's choices."""

    COPY = "copy"
    SCREENING = "screening"
    FLAG = "flag"
    DECISION = "decision"
    HANDLING = "handling"
    MESSAGE = "message"


# The first word of an action says what it is about.
KINDS: Mapping[str, EntryKind] = {
    "upload": EntryKind.COPY,
    "copy": EntryKind.COPY,
    "run": EntryKind.SCREENING,
    "flag": EntryKind.FLAG,
    "flags": EntryKind.FLAG,
    "version": EntryKind.DECISION,
    "step": EntryKind.DECISION,
    "approval": EntryKind.DECISION,
    "review": EntryKind.HANDLING,
    "claim": EntryKind.HANDLING,
    "case": EntryKind.HANDLING,
    "notice": EntryKind.MESSAGE,
    "report": EntryKind.MESSAGE,
    "audit": EntryKind.MESSAGE,
}

FILED = (
    *("version.filed", "version.corrected", "version.amended", "version.edited", "version.linked"),
    *("version.reread", "version.late", "version.kill"),
)


@dataclass(frozen=True, slots=True)
class Entry:
    """One line of the timeline. `changes` are the words that a version took out (−) and put in (+)."""

    sequence: int
    at: datetime
    kind: EntryKind
    action: str
    by: str
    actor_kind: str
    actor_id: int | None
    sentence: str
    reason: str = ""
    details: Mapping[str, Any] = field(default_factory=dict)
    changes: Sequence[tuple[str, str]] = ()

    @property
    def is_house(self) -> bool:
        """Tell whether a part of the house acted: neither a person nor a program."""
        return self.actor_kind not in HANDS


def timeline(article: Article, *, person: int | None = None, kind: str = "") -> list[Entry]:
    """Return what happened to an article, the oldest first; only by one person, only of one kind."""
    events = AuditEvent.objects.filter(article_id=article.pk).order_by("sequence")
    if person is not None:
        events = events.filter(actor_id=person)
    texts = dict(ArticleVersion.objects.in_line().filter(article=article).values_list("number", "text"))
    names = {"desk": dict(Desk.objects.values_list("code", "name")), "step": _steps_of(article)}
    entries = [_entry(event, texts, names) for event in events]
    return [entry for entry in entries if not kind or entry.kind == kind]


def people_in(article: Article) -> list[tuple[int, str]]:
    """Return the people who did something to an article, for the filter."""
    events = AuditEvent.objects.filter(article_id=article.pk, actor_id__isnull=False)
    found = {(event.actor_id or 0, event.actor_label) for event in events.only("actor_id", "actor_label")}
    return sorted(found, key=lambda one: one[1])


def kind_of(action: str) -> EntryKind:
    """Return what an action is about."""
    if action in FILED:
        return EntryKind.COPY
    return KINDS.get(action.partition(".")[0], EntryKind.HANDLING)


def words_changed(before: str, after: str) -> list[tuple[str, str]]:
    """Return what an edit took out and put in, as ("-", words) and ("+", words) in the order of the text."""
    old, new = before.split(), after.split()
    changes: list[tuple[str, str]] = []
    for tag, start, end, new_start, new_end in difflib.SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        if tag != "equal":
            changes += [("-", " ".join(old[start:end]))] if end > start else []
            changes += [("+", " ".join(new[new_start:new_end]))] if new_end > new_start else []
    return changes


def _steps_of(article: Article) -> dict[str, str]:
    """Return the names of the steps that the article must take now, by their codes."""
    review = Review.objects.filter(article=article).select_related("plan_version").first()
    plan = review.plan_version if review else None
    return {step.code: step.name for step in read_steps(plan.steps)} if plan else {}


def _entry(event: AuditEvent, texts: Mapping[int, str], names: Mapping[str, Mapping[str, str]]) -> Entry:
    return Entry(
        sequence=event.sequence,
        at=event.at,
        kind=kind_of(event.action),
        action=event.action,
        by=actor_of(event),
        actor_kind=event.actor_kind,
        actor_id=event.actor_id,
        sentence=sentence_of(event, names),
        reason=reason_of(event),
        details={**(event.before or {}), **(event.after or {})},
        changes=_changes(event, texts),
    )


def _changes(event: AuditEvent, texts: Mapping[int, str]) -> Sequence[tuple[str, str]]:
    """Return what the version that an event is about changed in the one before."""
    number = (event.after or {}).get("number")
    if event.action not in FILED or not isinstance(number, int) or number not in texts:
        return ()
    before = max((earlier for earlier in texts if earlier < number), default=None)
    return () if before is None else words_changed(texts[before], texts[number])
