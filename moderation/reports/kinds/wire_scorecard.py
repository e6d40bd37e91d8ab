"""The wire scorecard: what each wire's copy holds as it comes, compared only where enough came."""

from __future__ import annotations

from collections.abc import Sequence

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from moderation.reports.counts.wires import Score, score_wires
from moderation.reports.digest import Attachment, Digest, Link, Section, Table
from moderation.reports.intervals import Estimate, estimate_rate
from moderation.reports.kinds.assignment import Assignment
from moderation.reports.sheets import in_hours, write_sheet
from moderation.reports.words import queue_address, say_day, say_length, say_number, say_period

# Fewer articles than this say nothing about a wire beside another.
ENOUGH = 30
_WORDS = 1000


def build_wire_scorecard(asked: Assignment) -> Digest:
    """Build the scorecard of a stretch of time: compared wires first, the worst on top, then those with too little."""
    scores = score_wires(asked.scope)
    compared = sorted((one for one in scores if one.articles >= ENOUGH), key=_weight, reverse=True)
    few = [one for one in scores if 0 < one.articles < ENOUGH]
    total = sum(one.articles for one in scores)
    desks = ", ".join(asked.desk_names) or _("all desks")
    return Digest(
        title=_("Wire scorecard – %(desks)s") % {"desks": desks},
        subject=_("%(desks)s: the wires' scorecard") % {"desks": desks},
        period=f"{say_day(asked.scope.until)} – {say_period(asked.scope.since, asked.scope.until)}",
        lead=ngettext("%(n)s article was read.", "%(n)s articles were read.", total) % {"n": say_number(total)},
        language=asked.language,
        sections=(
            _rates(
                _("Casualty figures without a source, per 1,000 words"),
                compared,
                nothing=_("No wire filed enough to be compared: %(n)s articles in one language.") % {"n": ENOUGH},
            ),
            _labels(compared),
            _corrections(scores),
            _few(few),
        ),
        links=(Link(_("Open the queue"), queue_address(desk=asked.only_desk)),),
        is_empty=not scores,
        attachments=(_sheet(scores),),
    )


def _weight(score: Score) -> tuple[float, float]:
    return score.tolls / max(1, score.words), score.labels / max(1, score.words)


def _rates(title: str, scores: Sequence[Score], *, nothing: str) -> Section:
    rates = [(one, _rate(one.tolls, one)) for one in scores]
    return Section(title=title, tables=_rate_table(rates), nothing=nothing)


def _labels(scores: Sequence[Score]) -> Section:
    ordered = sorted(scores, key=lambda one: one.labels / max(1, one.words), reverse=True)
    rates = [(one, _rate(one.labels, one)) for one in ordered]
    return Section(title=_("Loaded labels in the wire's own voice, per 1,000 words"), tables=_rate_table(rates))


def _rate_table(rates: Sequence[tuple[Score, Estimate | None]]) -> tuple[Table, ...]:
    if not rates:
        return ()
    most = max((rate.value for __, rate in rates if rate), default=0.0) or 1.0
    columns = (_("Wire"), _("Articles"), _("Words"), _("Rate (19 times in 20 between)"))
    rows = tuple((_name(one), say_number(one.articles), say_number(one.words), _say_rate(rate)) for one, rate in rates)
    return (Table(columns, rows, tuple(rate.value / most if rate else 0.0 for __, rate in rates)),)


def _corrections(scores: Sequence[Score]) -> Section:
    rows = tuple(
        (_name(one), say_number(one.corrections), say_length(one.correction_time))
        for one in scores
        if one.correction_time is not None
    )
    columns = (_("Wire"), _("Corrections"), _("Median time from filing"))
    return Section(title=_("Corrections"), tables=(Table(columns, rows),) if rows else (), nothing=_("None came."))


def _few(scores: Sequence[Score]) -> Section:
    columns = (_("Wire"), _("Articles"), _("Without a source"), _("Labels"))
    rows = tuple(
        (_name(one), say_number(one.articles), say_number(one.tolls), say_number(one.labels)) for one in scores
    )
    return Section(
        title=_("Too little to compare"),
        intro=_("Fewer than %(n)s articles: numbers only, no order.") % {"n": ENOUGH} if rows else "",
        tables=(Table(columns, rows),) if rows else (),
    )


def _sheet(scores: Sequence[Score]) -> Attachment:
    rates = ("rate", "rate_low", "rate_high")
    columns = (
        *("wire", "language", "articles", "words"),
        *("unattributed_tolls", *(f"toll_{name}" for name in rates)),
        *("own_voice_labels", *(f"label_{name}" for name in rates)),
        *("corrections", "median_hours_to_correction"),
    )
    return write_sheet("wire-scorecard.csv", columns, [_row(one) for one in scores])


def _row(one: Score) -> tuple[object, ...]:
    tolls, labels = _rate(one.tolls, one), _rate(one.labels, one)
    return (
        *(one.wire, one.language, one.articles, one.words),
        *(one.tolls, *_bounds(tolls)),
        *(one.labels, *_bounds(labels)),
        *(one.corrections, in_hours(one.correction_time)),
    )


def _bounds(rate: Estimate | None) -> tuple[float | None, ...]:
    return (rate.value, rate.low, rate.high) if rate else (None, None, None)


def _rate(events: int, score: Score) -> Estimate | None:
    return estimate_rate(events, score.words / _WORDS)


def _say_rate(rate: Estimate | None) -> str:
    if rate is None:
        return "–"
    value, low, high = (say_number(number, digits=2) for number in (rate.value, rate.low, rate.high))
    return f"{value} ({low} – {high})"


def _name(score: Score) -> str:
    return f"{score.wire} ({score.language})"
