"""The week in figures: how much, how fast, how rightly, and whether that is better than before."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from moderation.checks import title_of
from moderation.models import DismissalReason
from moderation.reports.counts import week
from moderation.reports.counts.scope import Scope
from moderation.reports.digest import Attachment, Digest, Figure, Link, Section, Table
from moderation.reports.intervals import estimate_share
from moderation.reports.kinds.assignment import Assignment
from moderation.reports.sheets import in_hours, write_sheet
from moderation.reports.words import queue_address, say_day, say_days, say_length, say_number, say_period, say_share

_BEFORE = 4
_TERMS = 10


def build_week_in_figures(asked: Assignment) -> Digest:
    """Build the figures of a stretch of time, beside the four of the same length before it."""
    stretches = (*week.find_before(asked.scope, number=_BEFORE), asked.scope)
    volumes = [week.count_volumes(one) for one in stretches]
    now = volumes[-1]
    checks, terms = week.judge_checks(asked.scope), week.judge_noisiest_terms(asked.scope, limit=_TERMS)
    desks = ", ".join(asked.desk_names) or _("all desks")
    return Digest(
        title=_("Week in figures – %(desks)s") % {"desks": desks},
        subject=_("%(desks)s: the week in figures") % {"desks": desks},
        period=f"{say_day(asked.scope.until)} – {say_period(asked.scope.since, asked.scope.until)}",
        lead=_lead(now),
        language=asked.language,
        sections=(
            _volumes(now),
            _trend(stretches, volumes),
            *_checks(asked),
            *_judged(checks, terms, asked.language),
        ),
        links=(Link(_("Open what was decided"), queue_address(view="decided", desk=asked.only_desk)),),
        is_empty=not (now.filed or now.flagged or now.decided),
        attachments=(
            _sheet(stretches, volumes),
            _judged_sheet("precision-of-checks.csv", checks),
            _judged_sheet("noisiest-terms.csv", terms),
        ),
    )


def _checks(asked: Assignment) -> tuple[Section, ...]:
    by_check = week.count_flags_by_check(asked.scope)
    by_reason = week.count_dismissals_by_reason(asked.scope)
    return (
        _bars(
            _("Flags by check"),
            _("Check"),
            [(title_of(check, asked.language), number) for check, number in by_check],
            nothing=_("Nothing was flagged."),
        ),
        _bars(
            _("Dismissals by reason"),
            _("Reason"),
            [(_reason(code), number) for code, number in by_reason.items()],
            nothing=_("Nothing was dismissed."),
        ),
    )


def _judged(checks: Sequence[week.Judged], terms: Sequence[week.Judged], language: str) -> tuple[Section, ...]:
    named_checks = [(title_of(one.name, language), one) for one in checks]
    named_terms = [(f"“{one.words.casefold()}” – {one.name}", one) for one in terms]
    return (
        _precision(_("How often each check was right"), _("Check"), named_checks),
        _precision(_("The noisiest terms"), _("Term"), named_terms),
    )


def _lead(now: week.Volumes) -> str:
    filed = ngettext("%(n)s article was filed", "%(n)s articles were filed", now.filed) % {"n": say_number(now.filed)}
    return _("%(filed)s, %(flagged)s flagged, %(decided)s decided.") % {
        "filed": filed,
        "flagged": say_number(now.flagged),
        "decided": say_number(now.decided),
    }


def _volumes(now: week.Volumes) -> Section:
    return Section(
        title=_("The week"),
        figures=(
            Figure(_("filed"), say_number(now.filed)),
            Figure(_("flagged"), say_number(now.flagged)),
            Figure(_("decided"), say_number(now.decided)),
            Figure(_("median time to decision"), _length(now.median)),
            Figure(_("nine in ten decided within"), _length(now.ninetieth)),
        ),
    )


def _trend(stretches: Sequence[Scope], volumes: Sequence[week.Volumes]) -> Section:
    is_week = week.is_week(stretches[-1])
    names = _name_weeks(len(stretches)) if is_week else [say_days(one.since, one.until) for one in stretches]
    rows = (
        (_("filed"), *(say_number(one.filed) for one in volumes)),
        (_("flagged"), *(say_number(one.flagged) for one in volumes)),
        (_("decided"), *(say_number(one.decided) for one in volumes)),
        (_("median time"), *(_length(one.median) for one in volumes)),
        (_("nine in ten"), *(_length(one.ninetieth) for one in volumes)),
    )
    title = _("Against the weeks before") if is_week else _("Against the time before")
    return Section(title=title, tables=(Table(("", *names), rows),))


def _name_weeks(number: int) -> list[str]:
    ago = [ngettext("%(n)s week ago", "%(n)s weeks ago", back) % {"n": back} for back in range(number - 1, 0, -1)]
    return [*ago, _("this week")]


def _bars(title: str, column: str, counted: Sequence[tuple[str, int]], *, nothing: str) -> Section:
    most = max((number for __, number in counted), default=1)
    table = Table(
        (column, _("Number")),
        tuple((name, say_number(number)) for name, number in counted),
        tuple(number / most for __, number in counted),
    )
    return Section(title=title, tables=(table,) if counted else (), nothing=nothing)


def _precision(title: str, column: str, judged: Sequence[tuple[str, week.Judged]]) -> Section:
    rows = tuple(
        (name, say_number(one.answered), say_number(one.false_alarms), _right(one.answered - one.false_alarms, one))
        for name, one in judged
    )
    table = Table((column, _("Answered"), _("False alarms"), _("Right (19 times in 20 between)")), rows)
    return Section(title=title, tables=(table,) if judged else ())


def _right(hits: int, one: week.Judged) -> str:
    share = estimate_share(hits, one.answered)
    if share is None:
        return "–"
    return f"{say_share(share.value)} ({say_share(share.low)} – {say_share(share.high)})"


def _reason(code: str) -> str:
    return str(DismissalReason(code).label) if code in DismissalReason.values else code


def _length(length: timedelta | None) -> str:
    return "–" if length is None else say_length(length)


def _sheet(stretches: Sequence[Scope], volumes: Sequence[week.Volumes]) -> Attachment:
    if week.is_week(stretches[-1]):
        names: tuple[str, ...] = ("weeks_ago",)
        heads: list[tuple[object, ...]] = [(ago,) for ago in range(len(stretches) - 1, -1, -1)]
    else:
        names = ("since", "until")
        heads = [(one.since, one.until) for one in stretches]
    rows = [
        (*head, one.filed, one.flagged, one.decided, in_hours(one.median), in_hours(one.ninetieth))
        for head, one in zip(heads, volumes, strict=True)
    ]
    columns = (*names, "filed", "flagged", "decided", "median_hours", "ninetieth_hours")
    return write_sheet("week-in-figures.csv", columns, rows)


def _judged_sheet(filename: str, judged: Sequence[week.Judged]) -> Attachment:
    columns = ("name", "answered", "false_alarms", "right", "right_low", "right_high")
    return write_sheet(filename, columns, [_judged_row(one) for one in judged])


def _judged_row(one: week.Judged) -> tuple[object, ...]:
    share = estimate_share(one.answered - one.false_alarms, one.answered)
    bounds = (share.value, share.low, share.high) if share else (None, None, None)
    return (one.name, one.answered, one.false_alarms, *bounds)
