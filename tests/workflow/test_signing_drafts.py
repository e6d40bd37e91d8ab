"""Drafts from before their changes were signed: whoever was the author when a change first stood wrote it."""

from __future__ import annotations

from importlib import import_module

import pytest
from django.db import connection

from articles.actor import Actor
from moderation.models import LexiconDraft
from moderation.workflow.states import Role
from tests.planting import plant_words
from tests.workflow.newsroom import NOW, person

CELLS = import_module("moderation.migrations.0028_writers_of_lexicon_cells")
MIGRATION = import_module("moderation.migrations.0023_writers_of_lexicon_changes")
FIRST = {"language": "en", "table": "terms", "id": "en.term.1", "row": None}
SECOND = {"language": "en", "table": "terms", "id": "en.term.2", "row": None}


@pytest.fixture
def keeper(db: None) -> Actor:
    """Return a second standards editor."""
    return person("keeper", Role.STANDARDS_EDITOR)


@pytest.fixture
def draft(db: None, standards: Actor, keeper: Actor) -> LexiconDraft:
    """Return an unsigned draft that one began and the other changed, and so became the author of."""
    draft = LexiconDraft.objects.create(base=plant_words(), changes=[FIRST], author=standards.user, created_at=NOW)
    draft.changes, draft.author = [FIRST, SECOND], keeper.user
    draft.save()
    return draft


def run(statement: str) -> None:
    with connection.cursor() as cursor:
        cursor.execute(statement)


def test_each_change_is_signed_by_who_put_it_in(draft: LexiconDraft, standards: Actor, keeper: Actor) -> None:
    run(MIGRATION.SIGN)

    draft.refresh_from_db()
    assert draft.changes == [{**FIRST, "by": standards.user.pk}, {**SECOND, "by": keeper.user.pk}]


def test_on_the_way_back_the_last_writer_is_the_author(draft: LexiconDraft, standards: Actor, keeper: Actor) -> None:
    run(MIGRATION.SIGN)
    LexiconDraft.objects.update(author=standards.user)

    run(MIGRATION.UNSIGN)

    draft.refresh_from_db()
    assert (draft.changes, draft.author) == ([FIRST, SECOND], keeper.user)


def test_on_the_way_back_a_change_is_signed_as_a_whole(draft: LexiconDraft, standards: Actor) -> None:
    signed = [{**FIRST, "by": standards.user.pk}, {**SECOND, "by": standards.user.pk}]
    LexiconDraft.objects.update(changes=[{**one, "cells": {"note": standards.user.pk}} for one in signed])

    run(CELLS.UNSIGN_CELLS)

    draft.refresh_from_db()
    assert draft.changes == signed
