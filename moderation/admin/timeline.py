"""The audit events of one article in the words of editors."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime

from django.utils.translation import gettext_lazy as _

from moderation.models import AuditEvent

# Events shown of one article; the whole chain is in the audit history.
LONGEST = 200

_ACTIONS: Mapping[str, str] = {
    "article.filed": _("Filed"),
    "copy.held": _("Held by the wire"),
    "copy.killed": _("Killed by the wire"),
    "version.filed": _("New version filed"),
    "version.corrected": _("Corrected by the wire"),
    "version.edited": _("Edited on the desk"),
    "run.queued": _("Queued for screening"),
    "run.done": _("Screened"),
    "run.failed": _("Screening failed"),
    "run.unsupported": _("Not screened: no lexicon for the language"),
    "run.attempt_failed": _("A screening attempt failed"),
    "flag.dismissed": _("Flag dismissed"),
    "flag.upheld": _("Flag marked to fix"),
    "flag.reopened": _("Answer to a flag undone"),
    "flag.undone": _("Answer to a flag undone"),
    "flag.confirmed": _("Dismissal confirmed"),
    "flag.raised": _("Flag raised"),
    "flags.raised": _("Flags raised"),
    "review.opened": _("Review opened"),
    "review.routed": _("Routed"),
    "review.waiting": _("On the desk's queue"),
    "review.version_moved": _("Brought to its new version"),
    "review.claimed": _("Taken in hand"),
    "review.released": _("Let go"),
    "review.assigned": _("Assigned"),
    "review.escalated": _("Escalated"),
    "review.resumed": _("Taken up again"),
    "review.reopened": _("Reopened"),
    "step.approved": _("Step signed"),
    "approval.kept": _("Approval kept: the content is the same"),
    "approval.lapsed": _("Approval lapsed"),
    "version.passed": _("Step approved"),
    "version.approved": _("Approved"),
    "version.returned": _("Returned"),
    "version.held": _("Held"),
    "version.killed": _("Killed"),
    "version.spiked": _("Spiked"),
    "claim.ended": _("Claim ended"),
    "claim.prolonged": _("Claim prolonged"),
    "case.opened": _("Case opened: the copy it was made from changed"),
    "case.acknowledged": _("Case acknowledged"),
    "case.escalated": _("Case escalated"),
    "notice.mailed": _("Notice mailed"),
}


@dataclass(frozen=True, slots=True)
class Happening:
    """One event on the timeline."""

    at: datetime
    words: str
    by: str
    reason: str


def read_timeline(article_id: int) -> tuple[Happening, ...]:
    """Return the article's latest events, newest first."""
    events = AuditEvent.objects.filter(article_id=article_id).order_by("-sequence")[:LONGEST]
    return tuple(tell_events(events))


def tell_events(events: Iterable[AuditEvent]) -> Iterable[Happening]:
    """Yield events in words; an action without words of its own shows its code."""
    for event in events:
        words = str(_ACTIONS.get(event.action, event.action))
        yield Happening(event.at, words, event.actor_label, event.reason)
