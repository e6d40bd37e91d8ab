"""The tables of an invented archive, filled by COPY: one function a table, one mapping a row."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import chain
from typing import Any

from django.contrib.auth.models import User
from django.db import connection
from django.db.models import Model

from articles.models import Article, ArticleVersion, Desk, Wire
from moderation.management.archive_copy import Marked
from moderation.management.archive_rows import Filed, answer_of, evidence_of, fingerprint_of, reading_of
from moderation.models import (
    Decision,
    Disposition,
    Flag,
    LexiconRelease,
    Review,
    ReviewPlanVersion,
    ScreeningRun,
    StepApproval,
)


@dataclass(frozen=True, slots=True)
class Cast:
    """Who and what the invented copy belongs to: desks and wires, a filer, editors, one who approves each step."""

    desks: Sequence[Desk]
    wires: Sequence[Wire]
    filer: User
    editors: Sequence[User]
    approvers: Sequence[User]
    plan: ReviewPlanVersion
    release: LexiconRelease
    engine: str


@dataclass(frozen=True, slots=True)
class Placed:
    """An invented article with the numbers of its rows."""

    filed: Filed
    article: int
    version: int
    run: int
    review: int
    desk: int
    wire: int


def copy_articles(placed: Sequence[Placed], cast: Cast) -> None:
    """Copy the articles; their versions may follow, since the database looks for them when the batch ends."""
    copy_rows(Article, (_article(one, one.filed, cast) for one in placed))


def copy_versions(placed: Sequence[Placed], cast: Cast) -> None:
    """Copy one version an article."""
    copy_rows(ArticleVersion, (_version(one, one.filed, cast) for one in placed))


def copy_runs(placed: Sequence[Placed], cast: Cast) -> None:
    """Copy the screenings, each finished."""
    copy_rows(ScreeningRun, (_run(one, one.filed, cast) for one in placed))


def copy_reviews(placed: Sequence[Placed], cast: Cast, now: datetime) -> None:
    """Copy the reviews, each at its beginning."""
    copy_rows(Review, (_review(one, one.filed, cast, now) for one in placed))


def copy_flags(placed: Sequence[Placed], cast: Cast) -> None:
    """Copy the flags, each open, and the answers that will close them."""
    screened = [one for one in placed if one.filed.state != "screening"]
    numbers = iter(reserve(Flag, sum(len(one.filed.story.marks) for one in screened)))
    pairs = [(next(numbers), one, mark) for one in screened for mark in one.filed.story.marks]
    copy_rows(Flag, (_flag(*pair) for pair in pairs))
    copy_rows(Disposition, chain.from_iterable(_answer(*pair, cast) for pair in pairs))


def copy_approvals(placed: Sequence[Placed], cast: Cast) -> None:
    """Copy an approval of each step of the plan, each by somebody else."""
    steps = [step["step"] for step in cast.plan.steps]
    approved = (one for one in placed if one.filed.state == "approved")
    rows = (
        _approval(one, step, person) for one in approved for step, person in zip(steps, cast.approvers, strict=False)
    )
    copy_rows(StepApproval, rows)


def copy_decisions(placed: Sequence[Placed], cast: Cast) -> None:
    """Copy the decision that led to each state."""
    decided = (one for one in placed if one.filed.state not in ("screening", "waiting"))
    copy_rows(Decision, (_decision(one, one.filed, cast.approvers[0]) for one in decided))


def reserve(model: type[Model], count: int) -> list[int]:
    """Take numbers for new rows out of the table's own sequence."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT nextval(pg_get_serial_sequence(%s, 'id')) FROM generate_series(1, %s)",
            [model._meta.db_table, count],
        )
        return [row[0] for row in cursor.fetchall()]


def copy_rows(model: type[Model], rows: Iterable[Mapping[str, Any]]) -> None:
    """Copy rows, all of which have the columns of the first, into a table; other columns take their defaults."""
    waiting = iter(rows)
    first = next(waiting, None)
    if first is None:
        return
    others = {
        field.column: field.get_db_prep_save(field.get_default(), connection)
        for field in model._meta.concrete_fields
        if field.column not in first and not field.null and not field.primary_key
    }
    # The names are Django's own; "end" and "window" are words of SQL too.
    named = ", ".join(f'"{column}"' for column in (*first, *others))
    with connection.cursor() as cursor, cursor.copy(f"COPY {model._meta.db_table} ({named}) FROM STDIN") as copy:
        for row in chain([first], waiting):
            copy.write_row((*row.values(), *others.values()))


def _article(one: Placed, filed: Filed, cast: Cast) -> dict[str, Any]:
    is_embargoed = filed.state == "approved" and one.article % 500 == 0
    return {
        "id": one.article,
        "slugline": filed.story.slugline,
        "headline": filed.story.headline,
        "kind": "syndicated",
        "language": filed.language,
        "urgency": filed.urgency,
        "pub_status": "canceled" if filed.state == "killed" else "usable",
        "embargoed_until": filed.filed_at + timedelta(days=900) if is_embargoed else None,
        "filed_at": filed.filed_at,
        "desk_id": one.desk,
        "wire_id": one.wire,
        "filed_by_id": cast.filer.pk,
        "latest_version_id": one.version,
    }


def _version(one: Placed, filed: Filed, cast: Cast) -> dict[str, Any]:
    return {
        "id": one.version,
        "article_id": one.article,
        "number": 1,
        "headline": filed.story.headline,
        "text": filed.story.text,
        "language": filed.language,
        "content_hash": filed.content_hash,
        "word_count": len(filed.story.text.split()),
        "origin": "filed",
        "created_by_id": cast.filer.pk,
        "created_at": filed.filed_at,
    }


def _run(one: Placed, filed: Filed, cast: Cast) -> dict[str, Any]:
    # What is still being screened has failed: a queued run would be swept up by whatever worker runs beside.
    is_failed = filed.state == "screening"
    return {
        "id": one.run,
        "version_id": one.version,
        "release_id": cast.release.pk,
        "engine_version": cast.engine,
        "state": "failed" if is_failed else "done",
        "cause": "filed",
        "queued_at": filed.filed_at,
        "started_at": filed.filed_at,
        "finished_at": filed.filed_at + timedelta(seconds=1),
        "attempts": 1,
        "error": "no room left" if is_failed else "",
        "reading": None if is_failed else reading_of(filed.story.marks, filed.story.text),
        "is_applied": not is_failed,
    }


def _review(one: Placed, filed: Filed, cast: Cast, now: datetime) -> dict[str, Any]:
    is_waiting = filed.state == "waiting"
    return {
        "id": one.review,
        "article_id": one.article,
        "version_id": one.version,
        "state": "screening",
        "desk_id": one.desk,
        "plan_version_id": cast.plan.pk,
        "cycle": 1,
        "entered_at": filed.filed_at,
        "due_at": filed.filed_at + timedelta(hours=1 + filed.urgency * 4) if is_waiting else None,
        "held_until": now + timedelta(hours=filed.urgency) if filed.state == "held" else None,
    }


def _flag(number: int, one: Placed, mark: Marked) -> dict[str, Any]:
    words = one.filed.story.text[mark.start : mark.end]
    is_label = mark.check_id == "loaded_label"
    return {
        "id": number,
        "article_id": one.article,
        "version_id": one.version,
        "run_id": one.run,
        "desk_id": one.desk,
        "check_id": mark.check_id,
        "term_id": mark.term_id,
        "severity": mark.severity,
        "start": mark.start,
        "end": mark.end,
        "matched_text": words,
        "message": f"“{words}” takes a side." if is_label else f"Nobody vouches for “{words}”.",
        "suggestions": '["fighters", "gunmen"]' if is_label else "[]",
        "evidence": evidence_of(mark, words),
        "fingerprint": fingerprint_of(one.article, mark),
        "state": "open",
        "raised_at": one.filed.filed_at + timedelta(seconds=1),
    }


def _answer(number: int, one: Placed, mark: Marked, cast: Cast) -> Iterator[dict[str, Any]]:
    """Yield the answer to a flag, if it has one."""
    kind, reason = answer_of(mark, one.filed)
    if not kind:
        return
    editor = cast.editors[number % len(cast.editors)]
    yield {
        "flag_id": number,
        "kind": kind,
        "reason_code": reason,
        "at": one.filed.filed_at + timedelta(minutes=4),
        "actor_kind": "person",
        "actor_id": editor.pk,
        "actor_label": editor.username,
        "answerable_id": editor.pk,
    }


def _approval(one: Placed, step: str, person: User) -> dict[str, Any]:
    return {
        "review_id": one.review,
        "version_id": one.version,
        "content_hash": one.filed.content_hash,
        "cycle": 1,
        "step": step,
        "approver_id": person.pk,
        "at": one.filed.decided_at,
    }


def _decision(one: Placed, filed: Filed, person: User) -> dict[str, Any]:
    return {
        "review_id": one.review,
        "version_id": one.version,
        "content_hash": filed.content_hash,
        "verb": filed.state,
        "reason": "" if filed.state == "approved" else "The wire asked for it.",
        "at": filed.decided_at,
        "actor_kind": "person",
        "actor_id": person.pk,
        "actor_label": person.username,
    }
