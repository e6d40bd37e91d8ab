"""Several articles in one ninjs document: packages, and collections of items."""

import json
from datetime import UTC, datetime
from typing import Any

import pytest

from articles.intake import Copy, NoCopyInside, UnreadableCopy, read_copies
from tests.articles.intake.reading import read_all, read_one, said


def test_a_package_without_a_text_gives_the_articles_inside_it() -> None:
    inner = [
        {"name": "one", "uri": "urn:1", "type": "text", "bodies": [{"value": "One hurt."}]},
        {"name": "pic", "uri": "urn:2", "type": "picture", "bodies": [{"value": "Two."}]},
    ]

    copies = read_copies(json.dumps({"uri": "urn:p", "type": "composite", "associations": inner}).encode())

    assert [copy.uri for copy in copies] == ["urn:1"]


def package(**fields: Any) -> tuple[Copy, ...]:
    inner = {"uri": "urn:1", "type": "text", "headline": "Inside", "body_text": "Nine hurt, police said."}
    whole = {"uri": "urn:p", "type": "composite", "headline": "All on the quay", "associations": {"one": inner}}
    return read_copies(json.dumps({**whole, **fields}).encode())


def test_what_a_package_says_of_itself_holds_for_what_is_inside() -> None:
    (copy,) = package(pubstatus="withheld", embargoed="2027-01-01T00:00:00Z", ednote="KILL")

    assert (copy.uri, copy.pub_status, copy.ed_note) == ("urn:1", "withheld", "KILL")
    assert copy.embargoed_until == datetime(2027, 1, 1, tzinfo=UTC)


def test_an_embargo_of_a_package_that_cannot_be_read_holds_what_is_inside() -> None:
    (copy,) = package(embargoed="tomorrow")

    assert (copy.embargoed_until, copy.embargo_note) == (None, "tomorrow")
    assert "cannot be read" in str(copy.hold_reason)


def test_of_a_package_and_what_is_inside_the_stricter_counts() -> None:
    inner = {"uri": "urn:1", "body_text": "Nine hurt.", "pubstatus": "canceled", "embargoed": "2028-01-01T00:00:00Z"}

    (copy,) = package(pubstatus="withheld", embargoed="2027-01-01T00:00:00Z", associations=[inner])

    assert (copy.pub_status, copy.embargoed_until) == ("canceled", datetime(2028, 1, 1, tzinfo=UTC))


def test_a_package_that_is_taken_back_takes_back_what_is_inside() -> None:
    assert [(copy.uri, copy.pub_status) for copy in package(pubstatus="canceled")] == [
        ("urn:p", "canceled"),
        ("urn:1", "canceled"),
    ]


@pytest.mark.parametrize("words", [{"description_text": "Nine hurt."}, {}])
def test_a_brief_that_an_older_story_is_tied_to_is_filed_itself(words: dict[str, str]) -> None:
    (copy,) = package(type="text", headline="Quay gives way", **words)

    assert (copy.uri, copy.headline) == ("urn:p", "Quay gives way")


def test_one_article_of_a_package_that_cannot_be_read_is_left_out() -> None:
    (copy,) = package(associations=[{"uri": "urn:0", "body_text": "…"}, {"uri": "urn:1", "body_text": "Nine hurt."}])

    assert copy.uri == "urn:1"
    assert said(copy) == ["item 1 was left out: it holds no words; file the article's text"]


def test_a_collection_gives_its_articles_and_says_what_it_left_out() -> None:
    copies = read_all("collection.json")

    assert [copy.uri for copy in copies] == ["urn:example:a", "urn:example:b"]
    assert said(copies[0]) == [
        "item 2 was left out: it holds no article but this: event; file the story itself",
    ]
    assert said(copies[1]) == []


def test_a_wrapped_collection_is_one_too() -> None:
    items = [{"uri": "urn:1", "body_text": "One hurt."}, {"uri": "urn:2", "body_text": "Two hurt."}]

    assert len(read_copies(json.dumps({"_items": items}).encode())) == 2


def test_a_collection_is_not_exactly_one_article() -> None:
    with pytest.raises(UnreadableCopy, match=r"^collection\.json holds 2 articles; file them one by one"):
        read_one("collection.json")


@pytest.mark.parametrize("document", ["[]", '{"items": []}'])
def test_an_empty_collection_is_told_apart_from_a_broken_one(document: str) -> None:
    with pytest.raises(NoCopyInside, match="is an empty collection"):
        read_copies(document.encode(), filename="feed.json")
