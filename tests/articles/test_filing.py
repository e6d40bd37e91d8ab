"""Filing copy: article, version and signal in one transaction."""

from collections.abc import Iterator
from datetime import datetime
from typing import Any

import pytest
from django.db import DatabaseError, connection, transaction

from articles.actor import Actor
from articles.intake import Copy
from articles.intake.languages import UnknownLanguage
from articles.intake.plaintext import read_text
from articles.models import Article, ArticleVersion, Desk, Wire
from articles.operations import ArticleAlreadyFiled, UnfitOriginal, file_copy
from articles.signals import version_filed

TEXT = "Neuf blessés à Port-Alban\n\nUne passerelle s'est effondrée dimanche, selon la préfecture."


@pytest.fixture
def heads(wire: Wire, desk: Desk, actor: Actor, now: datetime) -> dict[str, Any]:
    """Return the heads under which copy is filed."""
    return {"wire": wire, "desk": desk, "language": "fr", "kind": "syndicated", "actor": actor, "now": now}


@pytest.fixture
def told(db: None) -> Iterator[list[dict[str, Any]]]:
    """Return what `version_filed` told, and whether a transaction was open."""
    heard: list[dict[str, Any]] = []

    def listen(sender: type, **told: Any) -> None:
        heard.append({**told, "in_transaction": connection.in_atomic_block})

    version_filed.connect(listen)
    yield heard
    version_filed.disconnect(listen)


def test_copy_becomes_an_article_with_version_1(heads: dict[str, Any], now: datetime) -> None:
    article = file_copy(copy=read_text(TEXT), **heads)

    version = article.versions.get()
    assert article.latest_version == version
    assert (version.number, version.origin, version.created_at) == (1, "filed", now)
    assert version.text == TEXT.replace("\n\n", "\n")
    assert version.word_count == 12
    assert article.headline == version.headline == "Neuf blessés à Port-Alban"
    assert article.filed_by == version.created_by == heads["actor"].user


def test_listeners_are_told_inside_the_transaction(heads: dict[str, Any], told: list[dict[str, Any]]) -> None:
    article = file_copy(copy=read_text(TEXT), **heads)

    assert [event["version"] for event in told] == [article.latest_version]
    assert told[0]["in_transaction"]
    assert told[0]["actor"] == heads["actor"]


def test_a_listener_that_fails_takes_the_article_with_it(heads: dict[str, Any]) -> None:
    def fail(**_: Any) -> None:
        raise RuntimeError("no queue")

    version_filed.connect(fail)
    try:
        with pytest.raises(RuntimeError, match="no queue"):
            file_copy(copy=read_text(TEXT), **heads)
    finally:
        version_filed.disconnect(fail)

    assert not Article.objects.exists()


def test_a_text_without_headline_is_named_by_its_first_words(heads: dict[str, Any]) -> None:
    article = file_copy(copy=Copy(text="Une phrase assez longue. " * 20), **heads)

    assert article.headline.endswith("…")
    assert len(article.headline) <= 121


def test_the_language_is_kept_in_its_short_form(heads: dict[str, Any]) -> None:
    article = file_copy(copy=read_text(TEXT), **{**heads, "language": "fr-CA"})

    assert article.language == article.latest_version.language == "fr"


def test_an_unknown_language_files_nothing(heads: dict[str, Any]) -> None:
    with pytest.raises(UnknownLanguage):
        file_copy(copy=read_text(TEXT), **{**heads, "language": "klingon"})

    assert not Article.objects.exists()


def test_a_translation_keeps_the_version_of_its_original(heads: dict[str, Any]) -> None:
    original = file_copy(copy=read_text("Nine hurt, police said."), **{**heads, "language": "en", "kind": "original"})

    article = file_copy(copy=read_text(TEXT), original=original, **{**heads, "kind": "translated"})

    assert article.original == original
    assert article.latest_version.original == original.latest_version
    assert original.is_original


def test_an_original_in_the_same_language_is_refused(heads: dict[str, Any]) -> None:
    original = file_copy(copy=read_text("Autre texte."), **{**heads, "kind": "original"})

    with pytest.raises(UnfitOriginal, match="in the copy's own language"):
        file_copy(copy=read_text(TEXT), original=original, **heads)


def test_an_original_has_no_original(heads: dict[str, Any]) -> None:
    original = file_copy(copy=read_text("Nine hurt."), **{**heads, "language": "en", "kind": "original"})

    with pytest.raises(UnfitOriginal, match="no original of its own"):
        file_copy(copy=read_text(TEXT), original=original, **{**heads, "kind": "original"})


def test_a_wires_own_id_is_filed_once(heads: dict[str, Any]) -> None:
    copy = Copy(text="Neuf blessés.", uri="urn:meridien:1")
    first = file_copy(copy=copy, **heads)

    with pytest.raises(ArticleAlreadyFiled, match=f"correct article {first.pk} instead"):
        file_copy(copy=copy, **heads)


@pytest.mark.parametrize(
    "statement", ["UPDATE articles_articleversion SET text = 'other'", "DELETE FROM articles_articleversion"]
)
def test_a_version_can_be_neither_changed_nor_deleted(heads: dict[str, Any], statement: str) -> None:
    article = file_copy(copy=read_text(TEXT), **heads)

    with pytest.raises(DatabaseError, match=r"Cannot|refused"), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(statement)

    assert ArticleVersion.objects.get(pk=article.latest_version_id).text.startswith("Neuf")
