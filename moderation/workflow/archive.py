"""The archive: which articles hold the words that a lexicon change is about."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from django.db.models import Q, QuerySet, TextField
from django.db.models.expressions import F, Func

from articles.models import ArticleVersion

_FOLDED = Func(F("text"), function="moderation_fold", output_field=TextField())


def candidates(
    needles: Mapping[str, Sequence[Sequence[str]] | None], *, since: datetime | None = None
) -> QuerySet[ArticleVersion]:
    """Return the versions under review that a change about these words can touch, the oldest first.

    A translation is touched by the words of its original too: it is screened beside it.
    """
    wanted = Q(pk__in=[])
    for language, alternatives in needles.items():
        spoken = Q(language=language)
        wanted |= spoken if alternatives is None else spoken & _any_of(alternatives)
    holding = ArticleVersion.objects.alias(folded=_FOLDED).filter(wanted)
    versions = in_archive(since=since).alias(folded=_FOLDED)
    return versions.filter(wanted | Q(original__in=holding.values("pk"))).order_by("pk")


def in_archive(*, since: datetime | None = None) -> QuerySet[ArticleVersion]:
    """Return the latest version of every article that is screened, filed since a moment."""
    versions = ArticleVersion.objects.filter(article__review__version=F("pk"))
    return versions if since is None else versions.filter(article__filed_at__gte=since)


def _any_of(alternatives: Sequence[Sequence[str]]) -> Q:
    found = Q(pk__in=[])
    for words in alternatives:
        holds: Any = Q()
        for word in words:
            holds &= Q(folded__contains=word)
        found |= holds
    return found
