"""Why an article is on its desk, and what it still has to pass, in the words of editors."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from moderation.models import Flag, Review, RoutingDecision, StepApproval
from moderation.workflow.plans import Progress, read_steps

_CONDITIONS: Mapping[str, str] = {
    "check_ids": gettext_lazy("checks"),
    "severities": gettext_lazy("severities"),
    "languages": gettext_lazy("languages"),
    "wires": gettext_lazy("wires"),
    "desks": gettext_lazy("desks"),
    "kinds": gettext_lazy("kinds"),
    "max_urgency": gettext_lazy("urgency at most"),
}


@dataclass(frozen=True, slots=True)
class Why:
    """What matched, and which routes before it did not."""

    matched: tuple[str, ...] = ()
    lost: tuple[str, ...] = ()


def explain(routing: RoutingDecision | None) -> Why:
    """Return the routing in words; a condition this page has no words for is shown as recorded."""
    if routing is None:
        return Why()
    return Why(tuple(_conditions(routing.matched)), tuple(_losers(routing.lost)))


def list_steps(review: Review, flags: Sequence[Flag]) -> tuple[str, ...]:
    """Return the steps that the version must take with these standing *flags*, and who has taken them."""
    if review.plan_version is None:
        return ()
    given = StepApproval.objects.filter(
        review=review, cycle=review.cycle, content_hash=review.version.content_hash
    ).select_related("approver")
    approvals = list(given)
    due = [step for step in read_steps(review.plan_version.steps) if step.is_due(flags, review.version.language)]
    parts = (Progress(step, tuple(one for one in approvals if one.step == step.code)) for step in due)
    return tuple(_step(part) for part in parts)


def _step(part: Progress) -> str:
    names = ", ".join(str(approval.approver) for approval in part.approvals)
    if part.is_taken:
        return _("%(step)s: approved by %(names)s") % {"step": part.step.name, "names": names}
    if names:
        told = {"step": part.step.name, "names": names, "quorum": part.step.quorum}
        return _("%(step)s: %(names)s, of %(quorum)s needed") % told
    return _("%(step)s: open") % {"step": part.step.name}


def _conditions(matched: Any) -> Iterator[str]:
    if not isinstance(matched, Mapping):
        return
    for name, value in matched.items():
        yield f"{_CONDITIONS.get(name, name)}: {_plain(value)}"


def _losers(lost: Any) -> Iterator[str]:
    for entry in lost if isinstance(lost, list) else ():
        if not isinstance(entry, Mapping):
            yield str(entry)
            continue
        name = entry.get("name") or entry.get("route") or "?"
        reason = entry.get("because") or entry.get("reason") or entry.get("condition") or ""
        yield f"{name}: {_CONDITIONS.get(reason, _plain(reason))}" if reason else str(name)


def _plain(value: Any) -> str:
    if isinstance(value, (list, tuple)):
        return ", ".join(str(part) for part in value)
    if isinstance(value, Mapping):
        return ", ".join(f"{key} {_plain(part)}" for key, part in value.items())
    return str(value)
