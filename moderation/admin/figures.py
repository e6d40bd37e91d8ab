"""The numbers behind the home's charts: the last fourteen days of the person's desks. Reads only."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from datetime import date, datetime, timedelta

from django.db.models import Aggregate, Count, DurationField, ExpressionWrapper, F, Q
from django.db.models.functions import TruncDate
from django.utils.formats import date_format, get_format
from django.utils.timezone import localdate
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from articles.models import Desk
from moderation.admin.charts import Chart, lay_bars, stack_bars
from moderation.checks import CHECKS, title_of
from moderation.models import Decision, DecisionVerb, DismissalReason, Disposition, Flag

DAYS = 14

_FINAL = (DecisionVerb.APPROVED, DecisionVerb.RETURNED, DecisionVerb.KILLED, DecisionVerb.SPIKED)


class Median(Aggregate):
    """The middle of an ordered set, as PostgreSQL computes it."""

    function = "PERCENTILE_CONT"
    template = "%(function)s(0.5) WITHIN GROUP (ORDER BY %(expressions)s)"
    output_field = DurationField()


def draw_charts(desks: Sequence[Desk], *, now: datetime) -> list[Chart]:
    """Return the home's charts for the copy of *desks*."""
    since = now - timedelta(days=DAYS)
    days = [localdate(since) + timedelta(days=number + 1) for number in range(DAYS)]
    return [_flags_by_check(desks, days, since), _time_to_decision(desks, days, since), _false_alarms(desks, since)]


def _flags_by_check(desks: Sequence[Desk], days: Sequence[date], since: datetime) -> Chart:
    raised = Flag.objects.filter(desk__in=desks, raised_at__gte=since).annotate(day=TruncDate("raised_at"))
    counts: dict[str, dict[date, int]] = defaultdict(dict)
    for day, check_id, count in raised.values_list("day", "check_id").annotate(count=Count("pk")).order_by():
        counts[check_id][day] = count
    known = [check.check_id for check in CHECKS if check.check_id in counts]
    known += sorted(check_id for check_id in counts if check_id not in known)
    series = {_title(check_id): [counts[check_id].get(day, 0) for day in days] for check_id in known}
    return stack_bars(_("Flags by check and day"), [_short(day) for day in days], series, rest=_("other checks"))


def _time_to_decision(desks: Sequence[Desk], days: Sequence[date], since: datetime) -> Chart:
    taken = ExpressionWrapper(F("at") - F("review__article__filed_at"), output_field=DurationField())
    decided = Decision.objects.filter(review__desk__in=desks, verb__in=_FINAL, at__gte=since)
    medians = dict(
        decided.annotate(day=TruncDate("at"), taken=taken)
        .values_list("day")
        .annotate(median=Median("taken"))
        .order_by()
    )
    minutes = [medians[day].total_seconds() / 60 if day in medians else 0 for day in days]
    title = _("Median time from filing to decision, in minutes")
    return stack_bars(title, [_short(day) for day in days], {_("minutes"): minutes})


def _false_alarms(desks: Sequence[Desk], since: datetime) -> Chart:
    answered = Disposition.objects.verdicts().filter(flag__desk__in=desks, at__gte=since)
    rows = answered.values_list("flag__check_id").annotate(
        alarms=Count("pk", filter=Q(reason_code=DismissalReason.FALSE_ALARM)), answers=Count("pk")
    )
    shares = [(_title(check_id), alarms, answers) for check_id, alarms, answers in rows.order_by("-answers")]
    columns = (_("false alarms"), _("answers"), _("share"))
    return lay_bars(_("Answers that were false alarms, by check"), shares, columns=columns)


def _title(check_id: str) -> str:
    return title_of(check_id, (get_language() or "en")[:2])


def _short(day: date) -> str:
    """Return day and month in the order of the reader's language, the month as the press shortens it."""
    return date_format(day, get_format("MONTH_DAY_FORMAT").replace("F", "N"))
