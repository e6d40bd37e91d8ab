"""The morning brief: what a desk chief must know before the first meeting, the gravest first."""

from __future__ import annotations

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from moderation.models import Case, DecisionVerb, Flag, Review, ScreeningRun
from moderation.models.flag import Severity
from moderation.reports.counts import brief
from moderation.reports.digest import Attachment, Digest, Figure, Item, Link, Point, Section, Table
from moderation.reports.kinds.assignment import Assignment
from moderation.reports.sheets import write_sheet
from moderation.reports.words import (
    and_more,
    name_article,
    queue_address,
    quote_flag,
    review_address,
    say_day,
    say_length,
    say_moment,
    say_number,
    say_period,
)

_ARTICLES = 10
_FLAGS = 3
_LINES = 8
# Of the spreadsheet: more is no desk's morning.
_SHEET_ROWS = 2000


def build_morning_brief(asked: Assignment) -> Digest:
    """Build the brief of some desks: flagged and late first, then what came, what waits, what was decided."""
    arrivals = brief.count_arrivals(asked.scope)
    flagged = brief.find_flagged(asked.scope, articles=_ARTICLES, flags=_FLAGS)
    waiting = brief.count_waiting(asked.scope, now=asked.now)
    decided = brief.find_decided(asked.scope, limit=_LINES)
    late, overdue = _overdue(asked)
    open_cases, cases = _cases(asked)
    broken, unread = _unread(asked)
    desks = ", ".join(asked.desk_names) or _("all desks")
    return Digest(
        title=_("Morning brief – %(desks)s") % {"desks": desks},
        subject=_subject(desks, flagged.total, late, broken),
        period=f"{say_day(asked.scope.until)} – {say_period(asked.scope.since, asked.scope.until)}",
        lead=_lead(arrivals, flagged.total, waiting.total, late, broken),
        language=asked.language,
        sections=(
            _flagged(asked, flagged),
            overdue,
            cases,
            unread,
            _arrivals(arrivals),
            _waiting(asked, waiting),
            _decided(asked, decided),
        ),
        links=(Link(_("Open the queue"), queue_address(desk=asked.only_desk)),),
        is_empty=not (arrivals.total or waiting.total or decided.total or open_cases or broken),
        attachments=(_sheet(asked),),
    )


def _subject(desks: str, flagged: int, late: int, broken: int) -> str:
    words = [ngettext("%(n)s flagged", "%(n)s flagged", flagged) % {"n": say_number(flagged)}]
    if late:
        words.append(ngettext("%(n)s overdue", "%(n)s overdue", late) % {"n": say_number(late)})
    if broken:
        words.append(ngettext("%(n)s not screened", "%(n)s not screened", broken) % {"n": say_number(broken)})
    return f"{desks}: {', '.join(words)}"


def _lead(arrivals: brief.Arrivals, flagged: int, waiting: int, late: int, broken: int) -> str:
    sentences = [
        ngettext("%(n)s article came in.", "%(n)s articles came in.", arrivals.total)
        % {"n": say_number(arrivals.total)},
        ngettext(
            "%(n)s waits for the desk, %(flagged)s with open flags.",
            "%(n)s wait for the desk, %(flagged)s with open flags.",
            waiting,
        )
        % {"n": say_number(waiting), "flagged": say_number(flagged)},
    ]
    if late:
        sentences.append(
            ngettext("%(n)s is overdue.", "%(n)s are overdue.", late) % {"n": say_number(late)},
        )
    if broken:
        sentence = ngettext("%(n)s was not screened.", "%(n)s were not screened.", broken)
        sentences.append(sentence % {"n": say_number(broken)})
    return " ".join(sentences)


def _flagged(asked: Assignment, flagged: brief.Flagged) -> Section:
    return Section(
        title=_("Flagged and waiting, worst first"),
        items=tuple(_flagged_item(asked, found) for found in flagged.worst),
        more=and_more(flagged.total, len(flagged.worst), queue_address(desk=asked.only_desk)),
        nothing=_("Nothing on hand has an open flag."),
    )


def _flagged_item(asked: Assignment, found: brief.FlaggedReview) -> Item:
    review, shown = found.review, len(found.flags)
    points = [_point(flag, review) for flag in found.flags]
    left = found.high + found.medium + found.low - shown
    if left > 0:
        points.append(Point(ngettext("and %(n)s more flag", "and %(n)s more flags", left) % {"n": say_number(left)}))
    return Item(
        title=name_article(review.article),
        link=review_address(review.pk),
        note=_standing(asked, review),
        is_late=review.is_overdue(asked.now),
        points=tuple(points),
    )


def _point(flag: Flag, review: Review) -> Point:
    return Point(
        words=flag.message,
        severity=flag.severity,
        severity_name=str(Severity(flag.severity).label),
        excerpt=quote_flag(flag, review.version),
    )


def _standing(asked: Assignment, review: Review) -> str:
    words = [
        str(review.desk),
        _("%(state)s for %(length)s")
        % {"state": review.get_state_display(), "length": say_length(asked.now - review.entered_at)},
    ]
    if review.due_at is not None:
        words.append(_("due %(moment)s") % {"moment": say_moment(review.due_at)})
    return " · ".join(words)


def _overdue(asked: Assignment) -> tuple[int, Section]:
    total, reviews = brief.find_overdue(asked.scope, now=asked.now, limit=_LINES)
    section = Section(
        title=_("Overdue"),
        items=tuple(
            Item(
                title=name_article(review.article),
                link=review_address(review.pk),
                note=_late_note(asked, review),
                is_late=True,
            )
            for review in reviews
        ),
        more=and_more(total, len(reviews), queue_address(view="overdue", desk=asked.only_desk)),
    )
    return total, section


def _late_note(asked: Assignment, review: Review) -> str:
    assert review.due_at is not None
    late = _("%(length)s late") % {"length": say_length(asked.now - review.due_at)}
    holder = review.assigned_to
    whose = (
        _("assigned to %(name)s") % {"name": holder.get_full_name() or holder} if holder else _("assigned to nobody")
    )
    return f"{review.desk} · {late} · {whose}"


def _cases(asked: Assignment) -> tuple[int, Section]:
    total, cases = brief.find_cases(asked.scope, limit=_LINES)
    section = Section(
        title=_("Corrections and kills not acknowledged"),
        items=tuple(_case_item(asked, case) for case in cases),
        more=and_more(total, len(cases), queue_address(desk=asked.only_desk)),
    )
    return total, section


def _case_item(asked: Assignment, case: Case) -> Item:
    cause = _("%(cause)s of “%(headline)s”") % {
        "cause": case.get_cause_display(),
        "headline": case.of_article.headline,
    }
    due = _("due %(moment)s") % {"moment": say_moment(case.due_at)}
    return Item(
        title=case.article.headline,
        link=review_address(case.article.review.pk) if hasattr(case.article, "review") else "",
        note=f"{cause} · {due}",
        is_late=case.due_at < asked.now,
        points=(Point(case.reason),) if case.reason else (),
    )


def _unread(asked: Assignment) -> tuple[int, Section]:
    total, runs = brief.find_unread(asked.scope, limit=_LINES)
    section = Section(
        title=_("Not screened"),
        intro=_("Nobody has read these for the desk: they are not clean.") if total else "",
        items=tuple(_run_item(run) for run in runs),
        more=and_more(total, len(runs), queue_address(view="unscreened", desk=asked.only_desk)),
    )
    return total, section


def _run_item(run: ScreeningRun) -> Item:
    article = run.version.article
    return Item(
        title=article.headline,
        link=review_address(article.review.pk),
        note=f"{run.get_state_display()} · {say_moment(run.finished_at or run.queued_at)}",
        points=(Point(run.error),) if run.error else (),
    )


def _arrivals(arrivals: brief.Arrivals) -> Section:
    most = max((number for __, number in arrivals.by_wire), default=1)
    table = Table(
        columns=(_("Wire"), _("Articles")),
        rows=tuple((wire, say_number(number)) for wire, number in arrivals.by_wire),
        bars=tuple(number / most for __, number in arrivals.by_wire),
    )
    figures = (
        Figure(_("came in"), say_number(arrivals.total)),
        Figure(_("flagged"), say_number(arrivals.flagged)),
        Figure(_("clean"), say_number(arrivals.clean)),
        Figure(_("not screened"), say_number(arrivals.unread)),
        Figure(_("being screened"), say_number(arrivals.in_screening)),
    )
    return Section(
        title=_("What came in"),
        figures=figures if arrivals.total else (),
        tables=(table,) if arrivals.total else (),
        nothing=_("Nothing came in."),
    )


def _waiting(asked: Assignment, waiting: brief.Waiting) -> Section:
    names = [_("up to %(length)s") % {"length": say_length(age)} for age in brief.AGES]
    names.append(_("longer"))
    most = max(waiting.ages, default=0) or 1
    table = Table(
        columns=(_("Waiting for"), _("Articles")),
        rows=tuple((name, say_number(number)) for name, number in zip(names, waiting.ages, strict=True)),
        bars=tuple(number / most for number in waiting.ages),
    )
    oldest = waiting.oldest_since
    return Section(
        title=_("What waits how long"),
        intro=_("The oldest has waited for %(length)s.") % {"length": say_length(asked.now - oldest)} if oldest else "",
        tables=(table,) if waiting.total else (),
        nothing=_("Nothing waits."),
    )


def _decided(asked: Assignment, decided: brief.Decided) -> Section:
    return Section(
        title=_("What was decided"),
        figures=tuple(
            Figure(_happened(verb), say_number(decided.by_verb[verb]))
            for verb in (*brief.DECIDING, brief.HELD_ON_ARRIVAL, brief.TAKEN_BACK, brief.NEW_VERSION)
            if verb in decided.by_verb
        ),
        items=tuple(_decision_item(taken) for taken in decided.latest),
        more=and_more(decided.total, len(decided.latest), queue_address(view="decided", desk=asked.only_desk)),
        nothing=_("Nothing was decided."),
    )


def _decision_item(taken: brief.Taken) -> Item:
    decision = taken.decision
    # Who filed what the house then held did not hold it.
    who = [] if taken.happened in {brief.HELD_ON_ARRIVAL, brief.TAKEN_BACK} else [decision.actor_label]
    note = " · ".join([_happened(taken.happened), *who, say_moment(decision.at)])
    return Item(
        title=decision.review.article.headline,
        link=review_address(decision.review_id),
        note=note,
        points=(Point(decision.reason),) if decision.reason else (),
    )


def _happened(what: str) -> str:
    if what == brief.NEW_VERSION:
        return _("new version")
    if what == brief.HELD_ON_ARRIVAL:
        return _("held on arrival")
    if what == brief.TAKEN_BACK:
        return _("approval taken back")
    return str(DecisionVerb(what).label)


def _sheet(asked: Assignment) -> Attachment:
    columns = ("headline", "wire", "desk", "state", "due", "high", "medium", "low", "address")
    rows = [
        (
            *(found.review.article.headline, found.review.article.wire.name, found.review.desk.name),
            *(found.review.state, found.review.due_at, found.high, found.medium, found.low),
            review_address(found.review.pk),
        )
        for found in brief.list_flagged(asked.scope, limit=_SHEET_ROWS)
    ]
    return write_sheet("flagged-and-waiting.csv", columns, rows)
