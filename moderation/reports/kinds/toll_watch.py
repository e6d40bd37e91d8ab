"""The toll watch: one story's figures over time, who says what since when, and where they conflict."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from moderation.reports.counts import tolls
from moderation.reports.counts.tolls import Conflict, Statement
from moderation.reports.digest import Attachment, Digest, Item, Link, Point, Section, Table
from moderation.reports.kinds.assignment import Assignment
from moderation.reports.sheets import write_sheet
from moderation.reports.words import queue_address, say_day, say_moment, say_number

_ROWS = 60
_EFFECTS = {
    "killed": gettext_lazy("killed"),
    "injured": gettext_lazy("injured"),
    "missing": gettext_lazy("missing"),
    "captured": gettext_lazy("captured"),
    "casualties": gettext_lazy("casualties"),
}
_GRADES = {
    "unnamed": gettext_lazy("unnamed source"),
    "hedged": gettext_lazy("hedged, no source"),
    "none": gettext_lazy("no source"),
}


def build_toll_watch(asked: Assignment) -> Digest:
    """Build the watch of one story: conflicts first, then what each wire says now, then how it came to that."""
    story = asked.slugline
    statements = tolls.find_statements(asked.scope, story)
    current = tolls.find_current(statements)
    conflicts = tolls.find_conflicts(current)
    is_new = any(one.since >= asked.scope.since for one in statements)
    return Digest(
        title=_("Toll watch – %(story)s") % {"story": story or asked.name},
        subject=_subject(story or asked.name, conflicts),
        period=say_day(asked.scope.until),
        lead=_lead(statements, conflicts),
        language=asked.language,
        sections=(
            _conflicts(conflicts),
            *(_now(effect, current) for effect in _EFFECTS if any(heads[0] == effect for heads in current)),
            _history(statements),
        ),
        links=(Link(_("Open the story's copy"), queue_address(q=story)),),
        is_empty=not is_new,
        attachments=(_sheet(statements),),
    )


def _subject(story: str, conflicts: Sequence[Conflict]) -> str:
    if not conflicts:
        return _("%(story)s: the figures agree") % {"story": story}
    number = len(conflicts)
    words = ngettext("%(n)s conflict of figures", "%(n)s conflicts of figures", number) % {"n": say_number(number)}
    return f"{story}: {words}"


def _lead(statements: Sequence[Statement], conflicts: Sequence[Conflict]) -> str:
    if not statements:
        return _("No article of this story gives a casualty figure yet.")
    wires = len({one.wire for one in statements})
    given = ngettext("%(n)s figure from %(wires)s wires.", "%(n)s figures from %(wires)s wires.", len(statements))
    sentence = given % {"n": say_number(len(statements)), "wires": say_number(wires)}
    if not conflicts:
        return f"{sentence} {_('None excludes another.')}"
    number = len(conflicts)
    excluding = ngettext("%(n)s pair excludes each other.", "%(n)s pairs exclude each other.", number)
    return f"{sentence} {excluding % {'n': say_number(number)}}"


def _conflicts(conflicts: Sequence[Conflict]) -> Section:
    return Section(
        title=_("Where they conflict"),
        items=tuple(
            Item(
                title=str(_EFFECTS.get(one.effect, one.effect)),
                points=(Point(_say(one.one)), Point(_say(one.other))),
            )
            for one in conflicts
        ),
        nothing=_("No two wires' highest figures exclude each other."),
    )


def _now(effect: str, current: Mapping[tuple[str, str], Statement]) -> Section:
    shown = sorted((one for heads, one in current.items() if heads[0] == effect), key=lambda one: -one.size)
    most = max((one.size for one in shown), default=0) or 1
    table = Table(
        (_("Wire"), _("Highest figure"), _("Who says so")),
        tuple((one.wire, one.words, _who(one)) for one in shown),
        tuple(one.size / most for one in shown),
    )
    return Section(title=_("Now: %(effect)s") % {"effect": _EFFECTS[effect]}, tables=(table,))


def _history(statements: Sequence[Statement]) -> Section:
    latest = list(reversed(statements))[:_ROWS]
    rows = tuple(
        (
            say_moment(one.since),
            one.wire,
            f"{one.words} {_EFFECTS.get(one.effect, one.effect)}",
            _who(one),
            "" if one.is_current else _("withdrawn"),
        )
        for one in latest
    )
    left = len(statements) - len(latest)
    table = Table((_("Since"), _("Wire"), _("Figure"), _("Who says so"), ""), rows)
    return Section(
        title=_("Who said what, since when"),
        tables=(table,) if rows else (),
        intro=ngettext("%(n)s older figure is left out.", "%(n)s older figures are left out.", left) % {"n": left}
        if left
        else "",
        nothing=_("Nobody has given a figure."),
    )


def _sheet(statements: Sequence[Statement]) -> Attachment:
    columns = ("since", "wire", "article", "effect", "figure", "min", "max", "precision", "grade", "source", "current")
    rows = [
        (
            *(one.since, one.wire, one.article_id, one.effect, one.words, one.low, one.high),
            *(one.precision, one.grade, one.source, one.is_current),
        )
        for one in statements
    ]
    return write_sheet("toll-watch.csv", columns, rows)


def _say(one: Statement) -> str:
    return _("%(wire)s: %(figure)s – %(who)s, since %(since)s") % {
        "wire": one.wire,
        "figure": one.words,
        "who": _who(one),
        "since": say_moment(one.since),
    }


def _who(one: Statement) -> str:
    return one.source or str(_GRADES.get(one.grade, one.grade))
