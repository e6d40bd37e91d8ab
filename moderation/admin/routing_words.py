"""Why an article is on its desk, and what it still has to pass, in the words of editors."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _

from articles.models import ArticleKind, Desk, Wire
from moderation.admin.names import name_language
from moderation.admin.words import SEVERITIES, word
from moderation.checks import title_of
from moderation.models import Flag, Review, RoutingDecision, StepApproval
from moderation.workflow.plans import Progress, progress

_CONDITIONS: Mapping[str, str] = {
    "check_ids": gettext_lazy("checks"),
    "flags": gettext_lazy("open flags"),
    "severities": gettext_lazy("severities"),
    "languages": gettext_lazy("languages"),
    "wires": gettext_lazy("wires"),
    "desks": gettext_lazy("desks"),
    "kinds": gettext_lazy("kinds"),
    "max_urgency": gettext_lazy("urgency at most"),
    "in_hand": gettext_lazy("stays in hand on"),
}

_NO_FLAG = "no open flag is "


@dataclass(frozen=True, slots=True)
class Why:
    """What matched, and which routes before it did not."""

    matched: tuple[str, ...] = ()
    lost: tuple[str, ...] = ()


class _House:
    """The names of wires and desks, asked of the database once a page."""

    @cached_property
    def names(self) -> Mapping[str, Mapping[str, str]]:
        """Return the names by code."""
        desks = dict(Desk.objects.values_list("code", "name"))
        return {
            "wires": dict(Wire.objects.values_list("code", "name")),
            "desks": desks,
            "in_hand": desks,
        }


def explain(routing: RoutingDecision | None) -> Why:
    """Return the routing in words; a condition this page has no words for is shown as recorded."""
    if routing is None:
        return Why()
    house = _House()
    return Why(tuple(_conditions(routing.matched, house)), tuple(_losers(routing.lost, house)))


def list_steps(review: Review, flags: Sequence[Flag], given: Sequence[StepApproval]) -> tuple[str, ...]:
    """Return the steps that the version must take with these standing *flags*, and who has taken them."""
    return tuple(_step(part) for part in progress(review, flags, given))


def _step(part: Progress) -> str:
    names = ", ".join(str(approval.approver) for approval in part.approvals)
    if part.is_taken:
        return _("%(step)s: approved by %(names)s") % {"step": part.step.name, "names": names}
    if names:
        told = {"step": part.step.name, "names": names, "quorum": part.step.quorum}
        return _("%(step)s: %(names)s, of %(quorum)s needed") % told
    return _("%(step)s: open") % {"step": part.step.name}


def _conditions(matched: Any, house: _House) -> Iterator[str]:
    if not isinstance(matched, Mapping):
        return
    for name, value in matched.items():
        yield f"{_CONDITIONS.get(name, name)}: {_plain(value, name, house)}"


def _losers(lost: Any, house: _House) -> Iterator[str]:
    for entry in lost if isinstance(lost, list) else ():
        if not isinstance(entry, Mapping):
            yield str(entry)
            continue
        name = entry.get("name") or entry.get("route") or "?"
        reason = str(entry.get("because") or entry.get("reason") or entry.get("condition") or "")
        yield f"{name}: {_because(reason, house)}" if reason else str(name)


def _because(reason: str, house: _House) -> str:
    """Return why a route lost, as routing.py recorded it, in words; any other record stands for itself."""
    name, _colon, rest = reason.partition(": ")
    if name == "flags" and rest.startswith(_NO_FLAG):
        wanted = rest.removeprefix(_NO_FLAG)
        return _("no open flag is %(wanted)s") % {"wanted": _list(wanted, "flags", house)}
    if name == "max_urgency" and " is above " in rest:
        found, most = rest.split(" is above ", 1)
        return _("its urgency is %(found)s, and the route takes %(most)s at most") % {"found": found, "most": most}
    found, mark, wanted = rest.partition(" not in ")
    if mark and name in _CONDITIONS:
        told = {
            "condition": _CONDITIONS[name],
            "found": _named(found, name, house),
            "wanted": _list(wanted, name, house),
        }
        return _("%(condition)s: %(found)s is not %(wanted)s") % told
    return str(_CONDITIONS.get(reason, reason))


def _list(codes: str, name: str, house: _House) -> str:
    return ", ".join(_named(code, name, house) for code in codes.split(", "))


def _plain(value: Any, name: str, house: _House) -> str:
    if isinstance(value, (list, tuple)):
        return ", ".join(_named(str(part), name, house) for part in value)
    if isinstance(value, Mapping):
        return ", ".join(f"{key} {_plain(part, name, house)}" for key, part in value.items())
    return _named(str(value), name, house)


def _named(code: str, name: str, house: _House) -> str:
    """Return what people call a code; of a wire or desk that is gone, the code."""
    if name == "flags":
        check, _blank, severity = code.partition(" (")
        title = _title(check)
        return f"{title} ({word(SEVERITIES, severity.rstrip(')'))})" if severity else word(SEVERITIES, title)
    if name == "languages":
        return name_language(code)
    if name == "kinds":
        return word(dict(ArticleKind.choices), code)
    return house.names[name].get(code, code) if name in house.names else code


def _title(check_id: str) -> str:
    return title_of(check_id, (get_language() or "en")[:2])
