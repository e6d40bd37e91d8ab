"""RSS and Atom."""

import pytest

from articles.intake import InfoSource, Link, NoCopyInside, UnreadableCopy, read_copies
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
