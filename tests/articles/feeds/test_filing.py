"""What one article of a piece does stops none of the others of it, and is told by its name."""

import json
from typing import Any

import pytest
from django.db import DataError, OperationalError

from articles.feeds import filing
from articles.feeds.filing import Filed, file_piece
from articles.feeds.folder import WATCHER
from articles.models import Article, Desk, Upload, Wire
from tests.articles.conftest import NOW


@pytest.fixture
def wire_to_desk(wire: Wire, desk: Desk) -> Wire:
    """Return a wire that files to a desk by itself."""
    wire.files_to = desk
    wire.save()
    return wire


def ninjs(*names: str) -> bytes:
    items = [{"uri": name, "type": "text", "headline": name, "body_text": f"Trois morts à {name}."} for name in names]
    return json.dumps(items).encode()


def push(wire: Wire, content: bytes) -> Filed:
    return file_piece(content, filename="wire.json", media_type="", wire=wire, actor=WATCHER, now=NOW)


def refuse(monkeypatch: pytest.MonkeyPatch, bad: str, error: Exception) -> None:
    """Let the database refuse one article."""
    genuine = filing.receive_copy

    def receive(*, copy: Any, **heads: Any) -> Any:
        if copy.uri == bad:
            raise error
        return genuine(copy=copy, **heads)

    monkeypatch.setattr(filing, "receive_copy", receive)


def test_an_article_that_the_database_refuses_stops_none_behind_it(
    wire_to_desk: Wire, monkeypatch: pytest.MonkeyPatch
) -> None:
    refuse(monkeypatch, "urn:a", DataError("no such sign"))

    filed = push(wire_to_desk, ninjs("urn:a", "urn:b", "urn:c"))

    assert filed == Filed(2, "item urn:a was left out: DataError: no such sign")
    assert set(Article.objects.values_list("external_id", flat=True)) == {"urn:b", "urn:c"}
    assert Upload.objects.get().reason == filed.refusal


def test_one_alone_is_refused_without_a_name(wire_to_desk: Wire, monkeypatch: pytest.MonkeyPatch) -> None:
    refuse(monkeypatch, "urn:a", ValueError("not so"))

    assert push(wire_to_desk, ninjs("urn:a")) == Filed(0, "not so")


def test_a_reason_with_a_sign_that_is_not_kept_is_kept_without_it(
    wire_to_desk: Wire, monkeypatch: pytest.MonkeyPatch
) -> None:
    refuse(monkeypatch, "urn:a", DataError("main\x00 is no text"))

    push(wire_to_desk, ninjs("urn:a"))

    assert Upload.objects.get().reason == "DataError: main is no text"


def test_articles_that_are_well_are_filed_and_nothing_is_kept_as_refused(wire_to_desk: Wire) -> None:
    assert push(wire_to_desk, ninjs("urn:a", "urn:b")) == Filed(2, "")
    assert push(wire_to_desk, ninjs("urn:a", "urn:b")) == Filed(0, "")
    assert not Upload.objects.exists()


def test_a_database_that_is_away_is_no_fault_of_the_article(
    wire_to_desk: Wire, monkeypatch: pytest.MonkeyPatch
) -> None:
    refuse(monkeypatch, "urn:a", OperationalError("away"))

    with pytest.raises(OperationalError):
        push(wire_to_desk, ninjs("urn:a", "urn:b"))

    assert not Upload.objects.exists()
