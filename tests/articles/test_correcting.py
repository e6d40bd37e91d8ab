"""Corrections: versions beside versions."""

from datetime import datetime, timedelta
from typing import Any

import pytest

from articles.actor import Actor
from articles.intake import Copy
from articles.models import Article, Desk, Wire
from articles.operations import CopyIsKilled, StaleVersion, correct_copy, file_copy, kill_copy
from articles.signals import version_filed


@pytest.fixture
def article(wire: Wire, desk: Desk, actor: Actor, now: datetime) -> Article:
    """Return an article with one version."""
    return file_copy(
        copy=Copy(text="Douze morts.", headline="Un"),
        wire=wire,
        desk=desk,
        language="fr",
        kind="syndicated",
        actor=actor,
        now=now,
    )


@pytest.fixture
def change(article: Article, actor: Actor, now: datetime) -> dict[str, Any]:
    """Return the arguments of a correction of version 1."""
    return {"article": article, "actor": actor, "now": now + timedelta(hours=1), "expected_version": 1}


def test_a_correction_is_a_version_beside_the_old_one(change: dict[str, Any], article: Article) -> None:
    version = correct_copy(copy=Copy(text="Neuf morts.", headline="Deux"), **change)

    article.refresh_from_db()
    assert (version.number, version.origin, version.text) == (2, "corrected", "Neuf morts.")
    assert article.latest_version == version
    assert article.headline == "Deux"
    assert [old.text for old in article.versions.order_by("number")] == ["Douze morts.", "Neuf morts."]


def test_the_same_text_adds_no_version(change: dict[str, Any], article: Article) -> None:
    version = correct_copy(copy=Copy(text="Douze morts."), **change)

    assert version == article.latest_version
    assert article.versions.count() == 1


@pytest.mark.parametrize("line", ["summary", "byline", "dateline"])
def test_the_same_text_with_another_line_is_a_version_of_the_same_content(
    change: dict[str, Any], article: Article, line: str
) -> None:
    first = article.latest_version

    version = correct_copy(copy=Copy(text="Douze morts.", headline="Un", **{line: "Ines Okoro"}), **change)

    assert (version.number, getattr(version, line)) == (2, "Ines Okoro")
    assert version.content_hash == first.content_hash


def test_the_same_text_tells_nobody(change: dict[str, Any]) -> None:
    heard: list[Any] = []

    def listen(version: Any, **_: Any) -> None:
        heard.append(version)

    version_filed.connect(listen)
    correct_copy(copy=Copy(text="Douze morts."), **change)
    version_filed.disconnect(listen)

    assert heard == []


def test_a_change_of_an_old_version_is_refused(change: dict[str, Any]) -> None:
    correct_copy(copy=Copy(text="Neuf morts."), **change)

    with pytest.raises(StaleVersion, match="version 1 has been replaced by version 2") as refused:
        correct_copy(copy=Copy(text="Dix morts."), **change)

    assert refused.value.latest.number == 2


def test_killed_copy_is_not_corrected(change: dict[str, Any], article: Article, actor: Actor, now: datetime) -> None:
    kill_copy(article=article, actor=actor, reason="withdrawn by the wire", now=now)

    with pytest.raises(CopyIsKilled, match="was killed"):
        correct_copy(copy=Copy(text="Neuf morts."), **change)
