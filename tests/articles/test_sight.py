"""Where copy stands: where it was filed to, unless whoever moves it says otherwise."""

from __future__ import annotations

from collections.abc import Iterable

import pytest
from django.db.models import Q

from articles import sight
from articles.models import Desk
from moderation.workflow.sight import under_review_on


def test_moderation_says_where_copy_stands() -> None:
    assert sight.standing_on([1], "article__") == under_review_on([1], "article__")


def test_without_it_copy_stands_where_it_was_filed_to(monkeypatch: pytest.MonkeyPatch, desk: Desk) -> None:
    monkeypatch.setattr(sight, "_rule", sight._where_filed)

    assert sight.standing_on([desk.pk], "article__") == Q(article__desk__in=[desk.pk])


def test_another_rule_takes_its_place(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sight, "_rule", sight._where_filed)

    def nowhere(_desks: Iterable[int], _path: str) -> Q:
        return Q(pk__in=())

    sight.let_stand(nowhere)

    assert sight.standing_on([1]) == Q(pk__in=())
