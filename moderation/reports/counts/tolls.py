"""What the toll watch reads: every figure of one story, who gave it, and since when."""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from itertools import combinations
from typing import Any

from django.db.models import OuterRef, Q, Subquery

from articles.models import ArticleVersion, PubStatus
from moderation.models import RunState, ScreeningRun
from moderation.reports.counts.scope import Scope

# "About 130" does not exclude 137.
_ABOUT = 0.1
_SETTLED = "background"


@dataclass(frozen=True, slots=True)
class Statement:
    """Hold one figure of one article: its words and bounds, its source, since when it has been said."""

    article_id: int
    headline: str
    wire: str
    since: datetime
    is_current: bool
    effect: str
    words: str
    low: int | None
    high: int | None
    precision: str
    grade: str
    source: str

    @property
    def size(self) -> int:
        """Return the figure by which statements are compared in length: the highest bound that is known."""
        return self.high if self.high is not None else self.low or 0

    @property
    def bounds(self) -> tuple[float, float]:
        """Return between which numbers the figure lies."""
        low = float(self.low or 0)
        high = math.inf if self.high is None else float(self.high)
        if self.precision == "approximate":
            return low * (1 - _ABOUT), high * (1 + _ABOUT)
        return low, high


@dataclass(frozen=True, slots=True)
class Conflict:
    """Hold two wires' highest current figures of one effect that cannot both be right."""

    effect: str
    one: Statement
    other: Statement


def find_statements(scope: Scope, story: str) -> tuple[Statement, ...]:
    """Return every figure of a story up to the scope's end, the oldest first, each once an article."""
    if not story:
        return ()
    of_story = Q(article__slugline__iexact=story) | Q(article__headline__icontains=story)
    runs = ScreeningRun.objects.filter(version=OuterRef("pk"), state=RunState.DONE).newest_first()
    versions = (
        ArticleVersion.objects.filter(of_story, scope.articles("article__"), created_at__lt=scope.until)
        .annotate(reading=Subquery(runs.values("reading")[:1]))
        .exclude(reading=None)
        .select_related("article__wire", "article__latest_version")
        .order_by("created_at", "pk")
    )
    return tuple(_first_said(versions))


def find_current(statements: Iterable[Statement]) -> dict[tuple[str, str], Statement]:
    """Return the highest figure that each wire gives now, by effect and wire."""
    highest: dict[tuple[str, str], Statement] = {}
    for one in statements:
        heads = (one.effect, one.wire)
        if one.is_current and (heads not in highest or one.size >= highest[heads].size):
            highest[heads] = one
    return highest


def find_conflicts(current: Mapping[tuple[str, str], Statement]) -> tuple[Conflict, ...]:
    """Return the pairs of wires whose current figures exclude each other."""
    pairs = combinations([current[heads] for heads in sorted(current)], 2)
    return tuple(
        Conflict(one.effect, one, other) for one, other in pairs if one.effect == other.effect and _exclude(one, other)
    )


def _first_said(versions: Iterable[ArticleVersion]) -> Iterator[Statement]:
    """Yield each figure of an article as its first version had it, and as current where the wire still says it."""
    rows = list(versions)
    current = {_identity(row, toll) for row in rows if _is_said_now(row) for toll in _tolls(row)}
    seen = set()
    for row in rows:
        for toll in _tolls(row):
            identity = _identity(row, toll)
            if identity not in seen:
                seen.add(identity)
                yield _statement(row, toll, is_current=identity in current)


def _is_said_now(version: ArticleVersion) -> bool:
    """Tell whether a version is its article's latest; a kill takes the copy back and leaves the version as it was."""
    article = version.article
    return version.pk == article.latest_version_id and article.pub_status != PubStatus.CANCELED


def _tolls(version: Any) -> list[dict[str, Any]]:
    """Return a version's figures: parts of a whole and settled history left out."""
    tolls: list[dict[str, Any]] = version.reading.get("tolls", [])
    return [toll for toll in tolls if toll["part_of"] is None and toll["modality"] != _SETTLED]


def _identity(version: ArticleVersion, toll: Mapping[str, Any]) -> tuple[Any, ...]:
    return (version.article_id, toll["effect"], toll["min"], toll["max"], toll["precision"], _source(version, toll))


def _statement(version: ArticleVersion, toll: Mapping[str, Any], *, is_current: bool) -> Statement:
    return Statement(
        article_id=version.article_id,
        headline=version.headline,
        wire=version.article.wire.name,
        since=version.created_at,
        is_current=is_current,
        effect=toll["effect"],
        words=toll["text"],
        low=toll["min"],
        high=toll["max"],
        precision=toll["precision"],
        grade=toll["grade"],
        source=_source(version, toll),
    )


def _source(version: ArticleVersion, toll: Mapping[str, Any]) -> str:
    span = toll["source"]
    return version.text[span["start"] : span["end"]] if span else ""


def _exclude(one: Statement, other: Statement) -> bool:
    (low, high), (other_low, other_high) = one.bounds, other.bounds
    return high < other_low or other_high < low
