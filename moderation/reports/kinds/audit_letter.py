"""The audit letter: what was done, who dismissed what, and the chain's head, so that it stands outside the house."""

from __future__ import annotations

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from moderation.checks import title_of
from moderation.reports.counts import chain
from moderation.reports.digest import Digest, Figure, Item, Link, Point, Section, Table
from moderation.reports.kinds.assignment import Assignment
from moderation.reports.sheets import write_sheet
from moderation.reports.words import at_house, say_day, say_number, say_period

_ROWS = 40


def build_audit_letter(asked: Assignment) -> Digest:
    """Build the letter of a stretch of time; the chain's head is the one of this moment."""
    events = chain.count_events(asked.scope)
    dismissals = chain.count_dismissals(asked.scope)
    refusals = chain.count_refusals(asked.scope)
    found = chain.read_chain(asked.scope)
    total = sum(number for __, number in events)
    return Digest(
        title=_("Audit letter"),
        subject=_subject(found),
        period=f"{say_day(asked.scope.until)} – {say_period(asked.scope.since, asked.scope.until)}",
        lead=ngettext("%(n)s event was recorded.", "%(n)s events were recorded.", total) % {"n": say_number(total)}
        + " "
        + _verdict(found),
        language=asked.language,
        sections=(
            _anchor(found),
            _table(_("Refused"), (_("What"), _("Number")), tuple(refusals.items()), nothing=_("Nothing was refused.")),
            _table(_("Events by kind"), (_("Event"), _("Number")), events, nothing=_("Nothing happened.")),
            _dismissals(dismissals, asked.language),
        ),
        links=(Link(_("Open the audit history"), at_house(reverse("admin:moderation_auditevent_changelist"))),),
        # Where all events of that time were removed, nothing is left to count, and that is what must be told.
        is_empty=not total and found.is_whole,
        attachments=(
            write_sheet("events-by-kind.csv", ("action", "number"), events),
            write_sheet("dismissals.csv", ("person", "check", "number"), dismissals),
        ),
    )


def _subject(found: chain.Chain) -> str:
    if found.is_whole:
        return _("Audit letter: the chain holds")
    return _("Audit letter: the chain is broken at %(link)s") % {"link": found.first_break}


def _verdict(found: chain.Chain) -> str:
    if found.is_whole:
        return _("Every link of that time holds.")
    return _("The chain is broken at link %(link)s.") % {"link": found.first_break}


def _anchor(found: chain.Chain) -> Section:
    keep = _("Keep this mail. Later, `manage.py verify_audit --head %(hash)s` tells whether what it saw still stands.")
    return Section(
        title=_("The chain"),
        intro=keep % {"hash": found.head_hash},
        figures=(
            Figure(_("links"), say_number(found.count)),
            Figure(_("looked at"), say_number(found.checked)),
            Figure(_("number of the head"), str(found.head)),
        ),
        items=(Item(title=found.head_hash, note=_("hash of the head"), points=(Point(_verdict(found)),)),),
    )


def _table(title: str, columns: tuple[str, str], counted: tuple[tuple[str, int], ...], *, nothing: str) -> Section:
    rows = tuple((name, say_number(number)) for name, number in counted)
    return Section(title=title, tables=(Table(columns, rows),) if rows else (), nothing=nothing)


def _dismissals(counted: tuple[tuple[str, str, int], ...], language: str) -> Section:
    rows = tuple((person, title_of(check, language), say_number(number)) for person, check, number in counted[:_ROWS])
    left = sum(number for __, __, number in counted[_ROWS:])
    if left:
        rows = (*rows, (_("others"), "", say_number(left)))
    return Section(
        title=_("Who dismissed what"),
        tables=(Table((_("Person"), _("Check"), _("Dismissed")), rows),) if rows else (),
        nothing=_("Nobody dismissed anything."),
    )
