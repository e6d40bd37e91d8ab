"""An article's timeline: one readable list of all that happened to it, filtered by person and kind."""

from __future__ import annotations

import difflib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from articles.models import Article, ArticleVersion
from moderation.models import AuditEvent


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

FILED = ("version.filed", "version.corrected", "version.edited", "version.linked", "version.late", "version.kill")

SENTENCES: Mapping[str, Any] = {
    "version.filed": gettext_lazy("filed version %(number)s"),
    "version.corrected": gettext_lazy("corrected: version %(number)s"),
    "version.edited": gettext_lazy("edited: version %(number)s"),
    "version.linked": gettext_lazy("joined with its original: version %(number)s"),
    "version.late": gettext_lazy("version %(number)s arrived late and is only kept"),
    "version.kill": gettext_lazy("kept the text that came with the kill, as version %(number)s"),
    "copy.changed": gettext_lazy("changed what is said beside the text"),
    "copy.replaced": gettext_lazy("learned that another article replaces this one"),
    "embargo.lifted": gettext_lazy("the embargo has ended"),
    "copy.killed": gettext_lazy("killed the copy"),
    "copy.held": gettext_lazy("withheld the copy"),
    "copy.released": gettext_lazy("made the copy usable again"),
    "run.queued": gettext_lazy("queued the screening of version %(version)s"),
    "run.done": gettext_lazy("screened version %(version)s"),
    "run.failed": gettext_lazy("could not screen version %(version)s"),
    "run.unsupported": gettext_lazy("cannot screen the language of version %(version)s"),
    "run.attempt_failed": gettext_lazy("failed to screen, attempt %(attempt)s"),
    "flag.raised": gettext_lazy("raised a flag on “%(text)s” (%(check)s, %(severity)s)"),
    "flag.carried": gettext_lazy("carried the answer on “%(text)s” over from version %(from_version)s"),
    "flag.reopened": gettext_lazy("reopened a flag on “%(text)s”"),
    "flag.dismissed": gettext_lazy("dismissed the flag on “%(text)s” (%(reason_code)s)"),
    "flag.upheld": gettext_lazy("upheld the flag on “%(text)s”"),
    "flag.confirmed": gettext_lazy("confirmed the dismissal of “%(text)s”"),
    "flag.undone": gettext_lazy("undid the dismissal of “%(text)s”"),
    "flag.fixed": gettext_lazy("a flag was fixed by version %(by_version)s"),
    "flag.superseded": gettext_lazy("a flag was superseded by version %(by_version)s"),
    "flag.changed": gettext_lazy("a flag changed under a new lexicon"),
    "review.opened": gettext_lazy("opened the review"),
    "review.routed": gettext_lazy("routed to the desk %(desk)s by the rule “%(route)s”"),
    "review.waiting": gettext_lazy("waits for the desk"),
    "review.claimed": gettext_lazy("took it in hand"),
    "review.released": gettext_lazy("gave it back"),
    "review.assigned": gettext_lazy("assigned it"),
    "review.escalated": gettext_lazy("escalated it"),
    "review.resumed": gettext_lazy("took it up again"),
    "review.reopened": gettext_lazy("reopened the review"),
    "review.version_moved": gettext_lazy("the review follows version %(version)s"),
    "claim.ended": gettext_lazy("a claim ended (%(by)s)"),
    "claim.prolonged": gettext_lazy("kept it in hand"),
    "step.approved": gettext_lazy("approved the step “%(step)s”"),
    "version.passed": gettext_lazy("approved version %(version)s; other steps are open"),
    "version.approved": gettext_lazy("approved for release"),
    "version.returned": gettext_lazy("returned version %(version)s"),
    "version.held": gettext_lazy("held version %(version)s"),
    "version.killed": gettext_lazy("killed the article"),
    "version.spiked": gettext_lazy("spiked the article"),
    "approval.kept": gettext_lazy("the approval of the step “%(step)s” still holds"),
    "approval.refused": gettext_lazy("was refused the approval"),
    "approval.lapsed": gettext_lazy("the approval of the step “%(step)s” lapsed"),
    "case.opened": gettext_lazy("a case was opened (%(cause)s of article %(of_article)s)"),
    "case.acknowledged": gettext_lazy("acknowledged the case"),
    "case.escalated": gettext_lazy("the case was escalated"),
    "notice.mailed": gettext_lazy("a notice was mailed"),
    "audit.exported": gettext_lazy("exported %(events)s events"),
}


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


class _Blank(dict[str, Any]):
    """Fill a sentence where an old event lacks a detail."""

    def __missing__(self, key: str) -> str:
        return "–"


def timeline(article: Article, *, person: int | None = None, kind: str = "") -> list[Entry]:
    """Return what happened to an article, the oldest first; only by one person, only of one kind."""
    events = AuditEvent.objects.filter(article_id=article.pk).order_by("sequence")
    if person is not None:
        events = events.filter(actor_id=person)
    texts = dict(ArticleVersion.objects.in_line().filter(article=article).values_list("number", "text"))
    entries = [_entry(event, texts) for event in events]
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


def _entry(event: AuditEvent, texts: Mapping[int, str]) -> Entry:
    details = {**(event.before or {}), **(event.after or {})}
    sentence = SENTENCES.get(event.action)
    return Entry(
        sequence=event.sequence,
        at=event.at,
        kind=kind_of(event.action),
        action=event.action,
        by=event.actor_label,
        actor_kind=event.actor_kind,
        actor_id=event.actor_id,
        sentence=str(sentence) % _Blank(details) if sentence else _("%(action)s") % {"action": event.action},
        reason=event.reason,
        details=details,
        changes=_changes(event, texts),
    )


def _changes(event: AuditEvent, texts: Mapping[int, str]) -> Sequence[tuple[str, str]]:
    """Return what the version that an event is about changed in the one before."""
    number = (event.after or {}).get("number")
    if event.action not in FILED or not isinstance(number, int) or number not in texts:
        return ()
    before = max((earlier for earlier in texts if earlier < number), default=None)
    return () if before is None else words_changed(texts[before], texts[number])
