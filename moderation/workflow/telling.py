"""Say what was recorded in words: each action, who acted where no person did, what an event holds in codes."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.utils.translation import get_language, gettext_lazy

from articles.actor import HANDS
from moderation.checks import title_of
from moderation.models import AuditEvent, CaseCause, ClaimEnd, DismissalReason, Severity
from moderation.workflow.plans import PLAIN_STEP

SENTENCES: Mapping[str, Any] = {
    "version.filed": gettext_lazy("filed version %(number)s"),
    "version.corrected": gettext_lazy("corrected: version %(number)s"),
    "version.amended": gettext_lazy("corrected by a program: version %(number)s"),
    "version.edited": gettext_lazy("edited: version %(number)s"),
    "version.linked": gettext_lazy("joined with its original: version %(number)s"),
    "version.reread": gettext_lazy("read in another language: version %(number)s"),
    "version.late": gettext_lazy("version %(number)s arrived late and is only kept"),
    "version.kill": gettext_lazy("kept the text that came with the kill, as version %(number)s"),
    "copy.changed": gettext_lazy("changed what is said beside the text"),
    "copy.replaced": gettext_lazy("learned that another article replaces this one"),
    "embargo.lifted": gettext_lazy("the embargo has ended"),
    "copy.killed": gettext_lazy("killed the copy"),
    "copy.held": gettext_lazy("withheld the copy"),
    "copy.released": gettext_lazy("made the copy usable again"),
    "run.queued": gettext_lazy("queued the screening of version %(version)s under release %(release)s"),
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
    "review.waiting": gettext_lazy("put it before the desk"),
    "review.claimed": gettext_lazy("took it in hand"),
    "review.released": gettext_lazy("gave it back"),
    "review.assigned": gettext_lazy("assigned it"),
    "review.unassigned": gettext_lazy("ended the assignment to %(person)s"),
    "review.escalated": gettext_lazy("escalated it"),
    "review.resumed": gettext_lazy("took it up again"),
    "review.reopened": gettext_lazy("reopened the review"),
    "review.hastened": gettext_lazy("had it due sooner"),
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
    "notice.failed": gettext_lazy("a notice could not be mailed"),
    "audit.exported": gettext_lazy("exported %(events)s events"),
    "upload.received": gettext_lazy("received the file %(filename)s"),
    "upload.refused": gettext_lazy("refused the file %(filename)s"),
    "flags.dismissed": gettext_lazy("dismissed like flags in several articles at once"),
    "flags.undone": gettext_lazy("undid a dismissal in several articles at once"),
    "exception.granted": gettext_lazy("granted a standing exception"),
    "exception.ended": gettext_lazy("ended a standing exception"),
    "lexicon.drafted": gettext_lazy("began a draft of the lexicons"),
    "lexicon.draft_changed": gettext_lazy("changed a draft of the lexicons"),
    "lexicon.draft_dropped": gettext_lazy("dropped a draft of the lexicons"),
    "lexicon.previewed": gettext_lazy("tried a draft of the lexicons on past copy"),
    "lexicon.published": gettext_lazy("published release %(number)s of the lexicons"),
    "publication.refused": gettext_lazy("was refused the publication of the lexicons"),
    "rescreen.started": gettext_lazy("began to screen past copy again"),
    "rescreen.stopped": gettext_lazy("stopped screening past copy again"),
    "rescreen.resumed": gettext_lazy("went on screening past copy again"),
    "rescreen.done": gettext_lazy("has screened past copy again"),
    "route.added": gettext_lazy("added a route"),
    "route.changed": gettext_lazy("changed a route"),
    "route.removed": gettext_lazy("removed a route"),
    "plan.added": gettext_lazy("added a review plan"),
    "plan.changed": gettext_lazy("changed a review plan"),
    "desk.added": gettext_lazy("added the desk"),
    "desk.changed": gettext_lazy("changed the desk"),
    "desk.removed": gettext_lazy("removed the desk"),
    "desk.seated": gettext_lazy("opened the desk's copy to %(person)s"),
    "desk.unseated": gettext_lazy("closed the desk's copy to %(person)s"),
    "wire.added": gettext_lazy("added the wire"),
    "wire.changed": gettext_lazy("changed the wire"),
    "wire.removed": gettext_lazy("removed the wire"),
    "wire.quiet": gettext_lazy("the wire fell silent"),
    "wire.heard": gettext_lazy("the wire spoke again"),
    "token.issued": gettext_lazy("issued the key “%(name)s” to a program"),
    "token.rotated": gettext_lazy("renewed the key “%(name)s” of a program"),
    "token.revoked": gettext_lazy("revoked a program's key"),
    "webhook.added": gettext_lazy("added a webhook endpoint"),
    "webhook.changed": gettext_lazy("changed a webhook endpoint"),
    "webhook.enabled": gettext_lazy("switched a webhook endpoint on"),
    "webhook.disabled": gettext_lazy("switched a webhook endpoint off"),
    "webhook.secret_made": gettext_lazy("made a new secret for a webhook endpoint"),
    "webhook.resent": gettext_lazy("sent a webhook again"),
    "webhook.given_up": gettext_lazy("gave up sending a webhook to %(endpoint)s"),
    "report.accepted": gettext_lazy("mailed a report"),
    "report.failed": gettext_lazy("could not mail a report"),
    "report.skipped": gettext_lazy("did not mail a report"),
    "report.stopped": gettext_lazy("stopped a report"),
    "report.restarted": gettext_lazy("asked for a report again"),
    "report.switched_off": gettext_lazy("switched off a report whose only desk or wire was removed"),
    "user.signed_in": gettext_lazy("signed in"),
    "user.signed_out": gettext_lazy("signed out"),
    "user.sign_in_failed": gettext_lazy("refused a sign-in"),
    "user.added": gettext_lazy("made the account %(username)s"),
    "user.changed": gettext_lazy("changed the account %(username)s"),
    "user.password_set": gettext_lazy("set the password of %(username)s"),
    "archive.screened": gettext_lazy("put invented screenings in as they ended (%(first)s to %(last)s)"),
    "archive.made": gettext_lazy("filled the house with invented articles"),
    "audit.checkpoint_written": gettext_lazy("wrote a checkpoint of the audit history"),
}

# Who acts where nobody does; an exception and a plan are told with their own name behind.
ACTORS: Mapping[str, Any] = {
    "system": gettext_lazy("Maintenance"),
    "routing": gettext_lazy("Routing"),
    "carry_over": gettext_lazy("Screening"),
    "screen_version": gettext_lazy("Screening"),
    "rescreen": gettext_lazy("Screening"),
    "preview": gettext_lazy("Trial of a draft"),
    "arrival": gettext_lazy("Reception"),
    "clock": gettext_lazy("Clock"),
    "silence": gettext_lazy("Watch over the wires"),
    "sign_in": gettext_lazy("Sign-in"),
    "exception_expiry": gettext_lazy("End of an exception"),
    "exception": gettext_lazy("Standing exception"),
    "plan": gettext_lazy("Review plan"),
    "mail_notices": gettext_lazy("Mail"),
    "send_due_reports": gettext_lazy("Mail"),
    "deliver_webhooks": gettext_lazy("Webhooks"),
    "poll_wire": gettext_lazy("Feed"),
    "watch_folders": gettext_lazy("Watched folder"),
}

# Reasons that the house itself gives; they are recorded as they stand here.
REASONS: Mapping[str, Any] = {
    "clean, and the plan asks for no step": gettext_lazy("clean, and the plan asks for no step"),
    "a high flag was raised": gettext_lazy("a high flag was raised"),
    "the text, its flags or its plan have changed": gettext_lazy("the text, its flags or its plan have changed"),
    "overdue": gettext_lazy("overdue"),
    "the hold ran out": gettext_lazy("the hold ran out"),
    "the hold ran out; the wire still withholds it": gettext_lazy("the hold ran out; the wire still withholds it"),
    "taken up again": gettext_lazy("taken up again"),
    "killed by the wire": gettext_lazy("killed by the wire"),
}

_LABELS: Mapping[str, Mapping[Any, Any]] = {
    "severity": dict(Severity.choices),
    "reason_code": dict(DismissalReason.choices),
    "cause": dict(CaseCause.choices),
    "step": {PLAIN_STEP: gettext_lazy("approval")},
}


class _Blank(dict[str, Any]):
    """Fill a sentence where an old event lacks a detail."""

    def __missing__(self, key: str) -> str:
        return "–"


def sentence_of(event: AuditEvent, names: Mapping[str, Mapping[str, str]]) -> str:
    """Return what an event says in the reader's language; an unknown action stands for itself.

    ``names`` are those that the house gave to what an event holds by its code: desks and steps.
    """
    sentence = SENTENCES.get(event.action)
    if sentence is None:
        return event.action
    return str(sentence) % _Blank(_worded(event, names))


def actor_of(event: AuditEvent) -> str:
    """Return who acted: a person or a program by name, a part of the house in words."""
    if event.actor_kind in HANDS:
        return event.actor_label
    name, _space, which = event.actor_label.partition(" ")
    return f"{ACTORS[name]} {which}".strip() if name in ACTORS else event.actor_label


def reason_of(event: AuditEvent) -> str:
    """Return why, in the reader's language where the house said it, else as it was written."""
    return str(REASONS.get(event.reason, event.reason))


def _worded(event: AuditEvent, names: Mapping[str, Mapping[str, str]]) -> dict[str, Any]:
    """Return an event's details with words in the place of codes."""
    details = {**(event.before or {}), **(event.after or {})}
    for name, labels in (*_LABELS.items(), *names.items()):
        if name in details:
            details[name] = labels.get(details[name], details[name])
    if "check" in details:
        details["check"] = title_of(details["check"], (get_language() or "en")[:2])
    if event.action == "claim.ended":
        details["by"] = dict(ClaimEnd.choices).get(details.get("by"), "–")
    if "exception" in details:
        details.setdefault("reason_code", DismissalReason.HOUSE_EXCEPTION.label)
    return details
