"""Make an archive of invented copy to measure on: many articles, flagged, answered and decided.

The rows go in by COPY and not through the workflow, which would take hours. Every trigger and constraint of the
database stays on: reviews walk the ways between states, flags begin open and are closed by an answer, approvals are
given by others than those who filed or dismissed. Only the audit history is short: one event for each
thousand screenings, and one for the whole archive.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import datetime
from itertools import islice

from django.contrib.auth.models import User
from django.db import connection, transaction

from articles.actor import Actor
from articles.models import Article, ArticleVersion, Desk, Wire
from moderation.management import archive_tables as tables
from moderation.management.archive_rows import Archive, Filed, write_archive, write_long
from moderation.models import (
    Decision,
    Disposition,
    Flag,
    LexiconRelease,
    Review,
    ReviewPlan,
    ScreeningRun,
    StepApproval,
)
from moderation.workflow.audit import record
from moderation.workflow.engine import engine_version

__all__ = ["Archive", "make_archive", "make_long_article"]

_BATCH = 1000
_TABLES = (Article, ArticleVersion, ScreeningRun, Review, Flag, Disposition, Decision, StepApproval)

_STATES_OF_FLAGS = """
UPDATE moderation_flag f SET state = d.kind FROM moderation_disposition d
WHERE d.flag_id = f.id AND f.state = 'open' AND f.article_id = ANY(%s)
"""
_REVIEWS = "UPDATE moderation_review SET state = %s WHERE article_id = ANY(%s)"


def make_archive(
    archive: Archive,
    *,
    desks: Sequence[Desk],
    wires: Sequence[Wire],
    now: datetime,
    first: int = 0,
    say: Callable[[int], None] = lambda _made: None,
) -> None:
    """Make the archive's articles from number *first* on, each batch in a transaction of its own."""
    cast = _cast(desks, wires)
    stories = write_archive(archive, first=first, now=now)
    made = first
    while batch := list(islice(stories, _BATCH)):
        with transaction.atomic():
            _put_in(batch, cast, now)
        made += len(batch)
        say(made)
    record(
        action="archive.made",
        actor=Actor.system(),
        obj=cast.release,
        now=now,
        after={"articles": archive.articles - first},
        reason="Invented copy to measure on.",
    )
    with connection.cursor() as cursor:
        cursor.execute(f"ANALYZE {', '.join(model._meta.db_table for model in _TABLES)}")


def make_long_article(
    *, words: int, flags: int, desks: Sequence[Desk], wires: Sequence[Wire], now: datetime, state: str = "waiting"
) -> int:
    """Make one article of about so many words with so many flags; return the number of its review."""
    filed = write_long(words=words, flags=flags, now=now, state=state)
    with transaction.atomic():
        return _put_in([filed], _cast(desks, wires), now)[0].review


def _cast(desks: Sequence[Desk], wires: Sequence[Wire]) -> tables.Cast:
    return tables.Cast(
        desks=desks,
        wires=wires,
        filer=_person("archive-filer"),
        editors=[_person(f"archive-editor-{number}") for number in range(1, 4)],
        approvers=[_person("archive-chief"), _person("archive-standards")],
        plan=ReviewPlan.objects.get(code="desk").latest(),
        release=LexiconRelease.objects.without_words().latest(),
        engine=engine_version(),
    )


def _person(name: str) -> User:
    """Return somebody who can never sign in."""
    person, is_new = User.objects.get_or_create(username=name, defaults={"is_active": False})
    if is_new:
        person.set_unusable_password()
        person.save(update_fields=["password"])
    return person


def _put_in(batch: Sequence[Filed], cast: tables.Cast, now: datetime) -> list[tables.Placed]:
    placed = _place(batch, cast)
    tables.copy_articles(placed, cast)
    tables.copy_versions(placed, cast)
    _tell_of_runs(placed, cast, now)
    tables.copy_runs(placed, cast)
    tables.copy_reviews(placed, cast, now)
    tables.copy_flags(placed, cast)
    with connection.cursor() as cursor:
        cursor.execute(_STATES_OF_FLAGS, [[one.article for one in placed]])
    tables.copy_approvals(placed, cast)
    tables.copy_decisions(placed, cast)
    _move_reviews(placed)
    return placed


def _tell_of_runs(placed: Sequence[tables.Placed], cast: tables.Cast, now: datetime) -> None:
    """Say which screenings come as they ended: the database lets in no others."""
    numbers = [one.run for one in placed]
    record(
        action="archive.screened",
        actor=Actor.system(),
        obj=cast.release,
        now=now,
        after={"first": min(numbers), "last": max(numbers)},
        reason="Invented copy to measure on.",
    )


def _place(batch: Sequence[Filed], cast: tables.Cast) -> list[tables.Placed]:
    numbers = zip(*(tables.reserve(model, len(batch)) for model in _TABLES[:4]), strict=True)
    return [
        tables.Placed(
            filed,
            *row,
            desk=filed.lottery.choice(cast.desks).pk,
            wire=filed.lottery.choice(cast.wires).pk,
        )
        for filed, row in zip(batch, numbers, strict=True)
    ]


def _move_reviews(placed: Sequence[tables.Placed]) -> None:
    """Lead every review over the desk to the state that it has come to."""
    with connection.cursor() as cursor:
        cursor.execute(_REVIEWS, ["waiting", [one.article for one in placed if one.filed.state != "screening"]])
        for state in sorted({one.filed.state for one in placed} - {"screening", "waiting"}):
            cursor.execute(_REVIEWS, [state, [one.article for one in placed if one.filed.state == state]])
