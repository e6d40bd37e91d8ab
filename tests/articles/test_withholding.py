"""What a wire withholds, releases and kills."""

import json
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime
from typing import Any

import pytest

from articles.intake import Copy, Said, read_copy
from articles.models import Article
from articles.operations import receive_copy, release_copy
from articles.signals import copy_released

FIRST = Copy(
    text="Neuf blessés à Port-Alban.", headline="Neuf blessés", language="fr-CA", uri="urn:meridien:7", version="1"
)


@pytest.fixture
def let_go(db: None) -> Iterator[list[Article]]:
    """Return the articles of which it was told that they are released."""
    heard: list[Article] = []

    def listen(article: Article, **_: Any) -> None:
        heard.append(article)

    copy_released.connect(listen)
    yield heard
    copy_released.disconnect(listen)


@pytest.mark.parametrize(
    ("changes", "reason"),
    [
        ({"pub_status": "withheld"}, "held: withheld by the wire"),
        ({"hold_reason": Said("the embargo is empty")}, "held: the embargo is empty"),
        ({"ed_note": "HOLD FOR RELEASE at noon"}, "held: the editors' note says: HOLD FOR RELEASE at noon"),
    ],
)
def test_copy_that_must_wait_is_held(heads: dict[str, Any], changes: dict[str, Any], reason: str) -> None:
    receipt = receive_copy(copy=replace(FIRST, **changes), **heads)

    assert Article.objects.get().pub_status == receipt.article.pub_status == "withheld"
    assert (receipt.outcome, receipt.warnings) == ("filed", (reason,))


def test_the_wire_may_let_go_what_it_withheld(heads: dict[str, Any], let_go: list[Article]) -> None:
    receive_copy(copy=replace(FIRST, pub_status="withheld"), **heads)

    receive_copy(copy=replace(FIRST, version="2"), **heads)

    assert Article.objects.get().pub_status == "usable"
    assert let_go == [Article.objects.get()]


def test_what_an_editor_let_go_is_not_held_again_by_the_same_delivery(heads: dict[str, Any]) -> None:
    withheld = replace(FIRST, pub_status="withheld")
    article = receive_copy(copy=withheld, **heads).article
    release_copy(article=article, actor=heads["actor"], reason="cleared by phone", now=heads["now"])

    receive_copy(copy=withheld, **heads)

    assert Article.objects.get().pub_status == "usable"


@pytest.mark.parametrize("changes", [{"pub_status": "canceled"}, {"ed_note": "MANDATORY KILL – legal reasons"}])
def test_a_kill_withdraws_the_article_and_keeps_its_text(heads: dict[str, Any], changes: dict[str, Any]) -> None:
    filed = receive_copy(copy=FIRST, **heads).version

    receipt = receive_copy(copy=replace(FIRST, text="N'utilisez pas l'article.", version="2", **changes), **heads)

    article = Article.objects.get()
    assert (receipt.outcome, article.pub_status, article.latest_version) == ("killed", "canceled", filed)
    assert receipt.version.origin == "kill"


def test_a_kill_without_a_text_is_enough(heads: dict[str, Any]) -> None:
    receive_copy(copy=FIRST, **heads)

    receipt = receive_copy(copy=replace(FIRST, text="", pub_status="canceled"), **heads)

    assert (receipt.outcome, receipt.version) == ("killed", None)


def test_a_kill_of_an_old_version_kills_all_the_same(heads: dict[str, Any]) -> None:
    receive_copy(copy=replace(FIRST, version="4"), **heads)

    receipt = receive_copy(copy=replace(FIRST, version="1", pub_status="canceled"), **heads)

    assert receipt.outcome == "killed"


def test_a_kill_that_finds_nothing_says_so_though_it_has_a_text(heads: dict[str, Any]) -> None:
    receipt = receive_copy(copy=replace(FIRST, text="Do not use the article.", pub_status="canceled"), **heads)

    assert receipt.outcome == "killed"
    assert receipt.warnings == ("nothing was filed under this id before; it is killed before it comes",)


def test_an_article_killed_before_it_came_is_dead_on_arrival(heads: dict[str, Any]) -> None:
    kill = receive_copy(copy=replace(FIRST, text="", version="2", pub_status="canceled"), **heads)

    receipt = receive_copy(copy=FIRST, **heads)

    assert kill.warnings == ("nothing was filed under this id before; it is killed before it comes",)
    assert (receipt.outcome, receipt.version.origin) == ("killed", "late")
    assert Article.objects.get().latest_version is None


def test_nothing_revives_what_was_killed(heads: dict[str, Any]) -> None:
    receive_copy(copy=FIRST, **heads)
    receive_copy(copy=replace(FIRST, pub_status="canceled"), **heads)

    receipt = receive_copy(copy=replace(FIRST, text="Dix blessés.", version="2"), **heads)

    assert (receipt.outcome, receipt.version.is_beside) == ("killed", True)
    assert receipt.warnings == ("the article was killed and stays so; the text is kept with it",)


def test_an_embargo_that_can_be_read_holds_nothing(heads: dict[str, Any]) -> None:
    until = datetime(2026, 3, 11, 6, tzinfo=UTC)

    receipt = receive_copy(copy=replace(FIRST, embargoed_until=until), **heads)

    assert (receipt.article.embargoed_until, receipt.article.pub_status) == (until, "usable")


NOTES = ["Pictures to follow", "EMBARGO LIFTED", "HOLD FOR RELEASE"]
HEADS = {"slugline": "QUAI", "urgency": 2, "embargoed_until": datetime(2026, 3, 11, 6, tzinfo=UTC)}


@pytest.mark.parametrize("note", NOTES)
def test_a_note_without_a_text_leaves_the_text_and_says_what_it_says(heads: dict[str, Any], note: str) -> None:
    filed = receive_copy(copy=replace(FIRST, **HEADS), **heads).version

    receipt = receive_copy(copy=Copy(text="", uri=FIRST.uri, version="2", ed_note=note), **heads)

    article = Article.objects.get()
    assert (receipt.outcome, receipt.version, article.latest_version) == ("updated", None, filed)
    assert "the text stays as it was" in receipt.warnings[0]
    assert article.pub_status == ("withheld" if note == "HOLD FOR RELEASE" else "usable")
    assert (article.ed_note, article.wire_version) == (note, "2")
    assert {name: getattr(article, name) for name in HEADS} == HEADS


@pytest.mark.parametrize("note", ["Pictures to follow", "EMBARGO LIFTED"])
def test_a_note_without_a_text_that_names_no_status_leaves_a_hold(
    heads: dict[str, Any], let_go: list[Article], note: str
) -> None:
    receive_copy(copy=replace(FIRST, pub_status="withheld"), **heads)

    receipt = receive_copy(copy=read_note_item(edNote=note), **heads)

    article = Article.objects.get()
    assert (receipt.outcome, article.ed_note) == ("updated", note)
    assert (article.pub_status, article.wire_status, let_go) == ("withheld", "withheld", [])


def test_a_note_without_a_text_that_says_usable_ends_a_hold(heads: dict[str, Any]) -> None:
    receive_copy(copy=replace(FIRST, pub_status="withheld"), **heads)

    receive_copy(copy=read_note_item(pubStatus="usable", edNote="Cleared by our lawyers"), **heads)

    article = Article.objects.get()
    assert (article.pub_status, article.wire_status) == ("usable", "usable")


def test_a_note_without_a_text_that_names_no_status_holds_nothing_that_an_editor_let_go(heads: dict[str, Any]) -> None:
    article = receive_copy(copy=replace(FIRST, pub_status="withheld"), **heads).article
    release_copy(article=article, actor=heads["actor"], reason="cleared by phone", now=heads["now"])

    receive_copy(copy=read_note_item(edNote="Pictures to follow"), **heads)

    assert Article.objects.get().pub_status == "usable"


def read_note_item(**said: str) -> Copy:
    """Return the copy of a wire's item without a word but its note."""
    item = {"uri": FIRST.uri, "version": "2", "type": "text", **said}
    return read_copy(json.dumps(item).encode(), filename="note.json")


def test_an_embargo_beside_a_note_without_a_text_counts(heads: dict[str, Any]) -> None:
    receive_copy(copy=FIRST, **heads)

    until = HEADS["embargoed_until"]
    receive_copy(copy=Copy(text="", uri=FIRST.uri, ed_note="Embargo till noon", embargoed_until=until), **heads)

    assert Article.objects.get().embargoed_until == until


@pytest.mark.parametrize("note", NOTES)
def test_a_note_that_comes_before_its_text_is_held_until_that_comes(heads: dict[str, Any], note: str) -> None:
    alone = replace(FIRST, text="", headline="", ed_note=note)

    first = receive_copy(copy=alone, **heads)
    again = receive_copy(copy=alone, **heads)
    second = receive_copy(copy=replace(FIRST, version="2"), **heads)

    assert (first.outcome, first.article.pub_status, again.outcome) == ("filed", "withheld", "unchanged")
    assert (second.version.text, Article.objects.get().pub_status) == (FIRST.text, "usable")
