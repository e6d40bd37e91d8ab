"""What the wire scorecard counts: a wire's copy as it came, before anybody here touched it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta

from django.db.models import Count, DurationField, Exists, ExpressionWrapper, F, OuterRef, Q, QuerySet, Subquery, Sum
from django.db.models.functions import Extract

from articles.models import ArticleKind, ArticleVersion, VersionOrigin
from moderation.models import DismissalReason, Disposition, Flag, FlagState, ScreeningRun
from moderation.reports.counts.percentile import Percentile
from moderation.reports.counts.scope import Scope

UNATTRIBUTED = "unattributed_toll"
LABEL = "loaded_label"
_HEADS = ("article__wire__name", "language")
_Heads = tuple[str, str]


@dataclass(frozen=True, slots=True)
class Score:
    """Count one wire's copy in one language: what was read of it, and what that held.

    False alarms are left out; ``hours`` is the median from filing to correction.
    """

    wire: str
    language: str
    articles: int
    words: int
    tolls: int
    labels: int
    corrections: int
    correction_time: timedelta | None


def score_wires(scope: Scope) -> tuple[Score, ...]:
    """Count the first versions filed in the scope's time and read to the end, by wire and language.

    A wire that filed nothing and corrected what came before is told too, with no articles.
    """
    read = _first_versions(scope).order_by()
    filed = _count_filed(read)
    flags = _count_flags(read)
    corrected = _count_corrections(scope)
    return tuple(
        Score(*heads, *filed.get(heads, (0, 0)), *flags.get(heads, (0, 0)), *corrected.get(heads, (0, None)))
        for heads in sorted(filed.keys() | corrected.keys())
    )


def _first_versions(scope: Scope) -> QuerySet[ArticleVersion]:
    is_read = Exists(ScreeningRun.objects.applied().filter(version=OuterRef("pk")))
    filed = ArticleVersion.objects.filter(scope.during("created_at"), scope.articles("article__"), is_read, number=1)
    return filed.exclude(article__kind=ArticleKind.ORIGINAL)


def _count_filed(read: QuerySet[ArticleVersion]) -> dict[_Heads, tuple[int, int]]:
    counted = read.values_list(*_HEADS).annotate(articles=Count("pk"), words=Sum("word_count"))
    return {(wire, language): (articles, words) for wire, language, articles, words in counted}


def _count_flags(read: QuerySet[ArticleVersion]) -> dict[_Heads, tuple[int, int]]:
    # Only by its last answer: a false alarm that was taken back, and dismissed anew for another reason, was none.
    given = Disposition.objects.filter(flag=OuterRef("pk")).judgements()
    found = Flag.objects.filter(version__in=read.values("pk")).alias(reason=Subquery(given.values("reason_code")[:1]))
    flags = found.exclude(state=FlagState.DISMISSED, reason=DismissalReason.FALSE_ALARM)
    counted = (
        flags.order_by()
        .values_list("article__wire__name", "version__language")
        .annotate(
            tolls=Count("pk", filter=Q(check_id=UNATTRIBUTED)),
            labels=Count("pk", filter=Q(check_id=LABEL, facts__voice="own")),
        )
    )
    return {(wire, language): (tolls, labels) for wire, language, tolls, labels in counted}


def _count_corrections(scope: Scope) -> dict[_Heads, tuple[int, timedelta]]:
    corrected = ArticleVersion.objects.filter(
        scope.during("created_at"), scope.articles("article__"), origin=VersionOrigin.CORRECTED
    ).exclude(article__kind=ArticleKind.ORIGINAL)
    took = ExpressionWrapper(F("created_at") - F("article__filed_at"), output_field=DurationField())
    counted = (
        corrected.order_by()
        .values_list(*_HEADS)
        .annotate(number=Count("pk"), median=Percentile(Extract(took, "epoch"), share=0.5))
    )
    return {(wire, language): (number, timedelta(seconds=median)) for wire, language, number, median in counted}
