"""Which reading of a version counts, and which flags the last one left."""

from __future__ import annotations

from django.db.models import Subquery

from articles.models import ArticleVersion
from moderation.models import Flag, Review, ScreeningRun
from moderation.models.flag import FlagQuerySet


def latest_run(review: Review) -> ScreeningRun | None:
    """Return the screening of the review's version that counts."""
    return ScreeningRun.objects.filter(version=review.version).newest_first().first()


def is_screening_open(review: Review) -> bool:
    """Tell whether the review's version is still to be read."""
    return ScreeningRun.objects.filter(version=review.version).open().exists()


def is_read(version: ArticleVersion) -> bool:
    """Tell whether a version's content was ever read to the end, in this version or in another of the article."""
    read = ScreeningRun.objects.applied().filter(version__article=version.article_id)
    return read.filter(version__content_hash=version.content_hash).exists()


def is_outdated(run: ScreeningRun) -> bool:
    """Tell whether a reading that counts more has already given the run's version its flags."""
    counting = ScreeningRun.objects.applied().filter(version=run.version_id).newest_first()
    newest = counting.values_list("release__number", "pk").first()
    return newest is not None and newest > (run.release.number, run.pk)


def last_flags(review: Review) -> FlagQuerySet:
    """Return the flags that stand since the last reading: of the review's version, or of the last one that was read.

    A version that was overtaken while it was read, or that could not be read, was given no flags.
    """
    read = ScreeningRun.objects.applied().filter(
        version__article=review.article_id, version__number__lte=review.version.number
    )
    last = read.order_by("-version__number").values("version")[:1]
    return Flag.objects.standing().filter(version=Subquery(last)).select_related("version")
