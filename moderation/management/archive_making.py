"""Make an archive of invented copy to measure on: many articles, few of which hold one word."""

from __future__ import annotations

import random
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db import connection

from articles.models import Article, ArticleVersion, Desk, Wire, hash_content
from moderation.models import LexiconRelease, Review, ReviewPlan, ScreeningRun
from moderation.workflow.engine import engine_version

_BATCH = 2000

_WHO = ("The council", "The harbour master", "A spokesman", "The choir", "The ministry", "The school board", "A baker")
_DID = ("opened", "inspected", "praised", "postponed", "visited", "repainted", "described", "discussed", "funded")
_WHAT = ("the new bridge", "a ferry timetable", "the old mill", "a draft budget", "the market hall", "two bus lines")
_WHEN = ("on Monday", "after the holidays", "before noon", "in the rain", "for the third time", "without a vote")
_SENTENCES = 30


@dataclass(frozen=True, slots=True)
class Archive:
    """How large an archive to make, and how many of its articles hold the word."""

    articles: int
    word: str
    holders: int


def make_archive(archive: Archive, *, desk: Desk, wire: Wire, now: datetime) -> None:
    """Make articles with one version each, read under the latest release and waiting on a desk."""
    release = LexiconRelease.objects.without_words().latest()
    plan = ReviewPlan.objects.get(code="desk").latest()
    lottery = random.Random(archive.articles)  # noqa: S311 - invented copy, no secret
    step = max(archive.articles // max(archive.holders, 1), 1)
    for first in range(0, archive.articles, _BATCH):
        numbers = range(first, min(first + _BATCH, archive.articles))
        texts = [_write(lottery, archive.word if number % step == 0 else "") for number in numbers]
        articles = Article.objects.bulk_create(
            Article(wire=wire, desk=desk, language="en", headline="Archive", filed_at=now - timedelta(hours=1))
            for _ in texts
        )
        versions = ArticleVersion.objects.bulk_create(
            ArticleVersion(
                article=article,
                number=1,
                headline="Archive",
                text=text,
                language="en",
                content_hash=hash_content(language="en", text=text),
                word_count=len(text.split()),
                origin="filed",
                created_at=now,
            )
            for article, text in zip(articles, texts, strict=True)
        )
        Review.objects.bulk_create(
            Review(article_id=version.article_id, version=version, desk=desk, plan_version=plan, entered_at=now)
            for version in versions
        )
        ScreeningRun.objects.bulk_create(_runs(versions, release, now))
    _settle()


def _write(lottery: random.Random, word: str) -> str:
    sentences = [
        f"{lottery.choice(_WHO)} {lottery.choice(_DID)} {lottery.choice(_WHAT)} {lottery.choice(_WHEN)}."
        for _ in range(_SENTENCES)
    ]
    if word:
        sentences.insert(_SENTENCES // 2, f"They called him a {word}.")
    return " ".join(sentences)


def _runs(versions: list[ArticleVersion], release: LexiconRelease, now: datetime) -> Iterator[ScreeningRun]:
    return (
        ScreeningRun(
            version=version,
            release=release,
            engine_version=engine_version(),
            state="done",
            queued_at=now,
            finished_at=now,
            reading={"tolls": [], "labels": []},
        )
        for version in versions
    )


def _settle() -> None:
    with connection.cursor() as cursor:
        cursor.execute(
            "UPDATE articles_article a SET latest_version_id = v.id FROM articles_articleversion v "
            "WHERE v.article_id = a.id AND a.latest_version_id IS NULL"
        )
        cursor.execute("UPDATE moderation_review SET state = 'waiting' WHERE state = 'screening'")
        cursor.execute("ANALYZE articles_article, articles_articleversion, moderation_review, moderation_screeningrun")
