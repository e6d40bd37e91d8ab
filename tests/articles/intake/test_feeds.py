"""RSS and Atom."""

import pytest

from articles.intake import Copy, InfoSource, Link, NoCopyInside, UnreadableCopy, read_copies, read_copy
from tests.articles.intake.reading import read_all, read_one, said


def test_every_entry_of_a_feed_is_an_article() -> None:
    first, second = read_all("feed_rss.xml")

    assert (first.format, first.uri, first.language) == ("RSS", "rivages-1", "fr")
    assert first.text.split("\n") == [
        "Neuf blessés & un port fermé",
        "Les pompiers sont restés toute la nuit.",
        "Neuf personnes ont été blessées.",
        "Le port\xa0est fermé.",
    ]
    assert (second.headline, second.body, second.uri) == ("Brève", "Un arbre est tombé.", "rivages-2")


def test_an_entry_keeps_its_author_rights_and_sources() -> None:
    first = read_all("feed_rss.xml")[0]

    assert (first.byline, first.rights.notice) == ("Nadège Orsini", "© Rivages")
    assert first.info_sources == (
        InfoSource("Agence Méridien", ("source",), "https://example.org/wire"),
        InfoSource("Rivages", ("publisher",), "https://example.org/"),
    )
    assert first.links == (Link("enclosure", "https://example.org/quai.jpg", type="image/jpeg"),)
    assert first.extra["tags"][0]["term"] == "Régions"


def test_an_entry_without_words_is_left_out_and_told() -> None:
    first = read_all("feed_rss.xml")[0]

    assert said(first) == ["item 2 was left out: it holds no words; file the article's text"]


def test_atom_is_read_too() -> None:
    copy = read_one("feed_atom.xml")

    assert (copy.format, copy.uri, copy.language) == ("Atom", "urn:example:atom:1", "en-GB")
    assert (copy.headline, copy.body) == ("Quay sinks", "Nine people were hurt.\nThe port is shut.")
    assert (copy.byline, copy.rights.notice) == ("Ines Okoro", "© Northgate")
    assert [link.relation for link in copy.links] == ["related"]


@pytest.mark.parametrize(
    "feed", [b"<rss version='2.0'><channel><title>x</title></channel></rss>", b"<feed xmlns='urn:x'/>"]
)
def test_a_feed_without_entries_is_told_apart_from_a_broken_one(feed: bytes) -> None:
    with pytest.raises(NoCopyInside, match="is a feed without entries"):
        read_copies(feed, filename="feed.xml")


def test_more_entries_than_a_file_may_hold_are_refused() -> None:
    feed = b"<rss version='2.0'><channel>" + b"<item><title>x</title></item>" * 501 + b"</channel></rss>"

    with pytest.raises(UnreadableCopy, match="holds more than 500 articles"):
        read_copies(feed, filename="feed.xml")


def encoded(*contents: str, kind: str = "content:encoded") -> Copy:
    """Read an item of RSS with these contents, each a paragraph or several."""
    inside = "".join(f"<{kind}><![CDATA[{content}]]></{kind}>" for content in contents)
    feed = f'<rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/"><channel><item>{inside}'
    return read_copy(f"{feed}<title>Raid</title></item></channel></rss>".encode(), filename="feed.rss")


@pytest.mark.parametrize("sentences", [1, 200])
def test_a_content_without_a_description_is_read_once_however_long(sentences: int) -> None:
    paragraphs = [f"House {number} of Velmar burned." for number in range(sentences)]

    copy = encoded("".join(f"<p>{paragraph}</p>" for paragraph in paragraphs))

    assert (copy.text.split("\n"), copy.summary) == (["Raid", *paragraphs], "")


SHORT, LONG = "<p>One man fell at the quay.</p>", "<p>At least 40 people were killed in Velmar.</p>"
LEFT_OUT = ["a second text beside the one that was read was left out (6 words); compare the two"]


@pytest.mark.parametrize("contents", [(SHORT, LONG), (LONG, SHORT)])
def test_of_several_contents_the_fullest_is_read_and_the_other_told(contents: tuple[str, str]) -> None:
    copy = encoded(*contents)

    assert copy.body == "At least 40 people were killed in Velmar."
    assert said(copy) == LEFT_OUT
    assert [body.value for body in copy.bodies] == [*contents]


def test_a_content_that_stands_in_the_other_is_not_told() -> None:
    assert said(encoded(LONG, LONG + SHORT)) == []
    assert encoded(LONG, LONG + SHORT).body.split("\n")[1] == "One man fell at the quay."
