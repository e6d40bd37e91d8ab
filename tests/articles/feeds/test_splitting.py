"""A feed is cut into its items, each in the frame of the whole."""

import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml import etree

from articles.feeds.splitting import split
from articles.intake import read_copy

RSS = b"""<?xml version="1.0" encoding="utf-8"?>
<rss version="2.0"><channel><title>Une</title><language>fr</language>
<lastBuildDate>%b</lastBuildDate><pubDate>%b</pubDate>
<item><guid>a</guid><title>Premier</title><pubDate>Tue, 10 Mar 2026 08:00:00 GMT</pubDate></item>
<item><guid>b</guid><title>Second</title></item></channel></rss>"""
ATOM = b"""<feed xmlns="http://www.w3.org/2005/Atom" xml:lang="en"><title>World</title><updated>now</updated>
<entry><id>1</id><updated>2026-03-10T08:00:00Z</updated></entry><entry><id>2</id></entry></feed>"""
RDF = b"""<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns="http://purl.org/rss/1.0/">
<channel><title>Old</title></channel><item><title>One</title></item><item><title>Two</title></item></rdf:RDF>"""


def test_each_item_of_rss_stands_alone_in_its_channel() -> None:
    pieces = split(RSS % (b"today", b"today"))

    assert pieces is not None
    roots = [etree.fromstring(piece) for piece in pieces]
    assert [root.findtext("channel/item/title") for root in roots] == ["Premier", "Second"]
    assert {root.findtext("channel/language") for root in roots} == {"fr"}
    assert [len(root.findall("channel/item")) for root in roots] == [1, 1]
    assert roots[0].findtext("channel/item/pubDate") == "Tue, 10 Mar 2026 08:00:00 GMT"


def test_an_item_is_the_same_bytes_whenever_the_feed_is_asked() -> None:
    assert split(RSS % (b"today", b"today")) == split(RSS % (b"tomorrow", b"tomorrow"))


@pytest.mark.parametrize(("feed", "item"), [(ATOM, "entry"), (RDF, "item")])
def test_atom_and_rdf_are_cut_too(feed: bytes, item: str) -> None:
    pieces = split(feed)

    assert pieces is not None
    assert [len(etree.fromstring(piece).findall(f"{{*}}{item}")) for piece in pieces] == [1, 1]
    assert all(b"<title>" in piece for piece in pieces)


@pytest.mark.parametrize(
    ("declared", "sent"),
    [("windows-1252", "utf-8"), ("iso-8859-1", "utf-8"), ("us-ascii", "cp1252"), ("iso-8859-1", "cp1252")],
)
def test_an_item_has_the_letters_that_the_same_file_would_have(declared: str, sent: str) -> None:
    text = "L’armée a tué « douze » civils à Orvane."
    item = f"<item><guid>a</guid><title>Un blessé</title><description>{text}</description></item>"
    feed = f'<?xml version="1.0" encoding="{declared}"?><rss><channel><title>M</title>{item}</channel></rss>'

    (piece,) = split(feed.encode(sent)) or []

    assert text in read_copy(piece, filename="feed.xml").text
    assert text in read_copy(feed.encode(sent), filename="feed.xml").text


def test_letters_that_go_by_their_names_part_no_feed_from_its_items() -> None:
    pieces = split(b"<rss><channel><title>M</title><item><title>Bless&eacute;</title></item><item/></channel></rss>")

    assert pieces is not None
    assert len(pieces) == 2
    assert etree.fromstring(pieces[0]).findtext("channel/item/title") == "Blessé"


def test_the_moment_of_an_entry_stays() -> None:
    pieces = split(ATOM)

    assert pieces is not None
    assert b"2026-03-10T08:00:00Z" in pieces[0]
    assert b">now<" not in pieces[0]


def test_a_json_array_is_a_list_of_items() -> None:
    pieces = split('[{"uri": "a", "headline": "Séisme"}, {"uri": "b"}, 7]'.encode())

    assert pieces is not None
    assert [json.loads(piece) for piece in pieces] == [{"headline": "Séisme", "uri": "a"}, {"uri": "b"}, 7]


@pytest.mark.parametrize("name", ["_items", "items", "newsItems", "data"])
def test_the_answer_of_a_content_api_is_a_list_of_its_items(name: str) -> None:
    assert split(json.dumps({name: [{"uri": "a"}], "_meta": {"total": 1}}).encode()) == [b'{"uri": "a"}']


def test_an_article_that_happens_to_have_items_is_one_article() -> None:
    assert split(b'{"uri": "a", "items": [{"uri": "b"}]}') is None


@pytest.mark.parametrize("content", [b"[]", b"<rss><channel/></rss>", b"<feed/>"])
def test_a_feed_without_items_is_an_empty_list(content: bytes) -> None:
    assert split(content) == []


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"plain words",
        b"<html><item/></html>",
        b"<rss><channel>",
        b'{"uri": "a"}',
        b"[1,",
        b"[" * 100_000,
        b"\xff\xfe<",
    ],
)
def test_what_is_no_list_is_left_whole(content: bytes) -> None:
    assert split(content) is None


def test_entities_open_no_file(tmp_path: Path) -> None:
    secret = tmp_path / "secret"
    secret.write_text("the password")
    feed = f'<!DOCTYPE rss [<!ENTITY x SYSTEM "file://{secret}">]><rss><channel><item>&x;</item></channel></rss>'

    pieces = split(feed.encode()) or []

    assert all(b"the password" not in piece for piece in pieces)


def test_entities_do_not_multiply() -> None:
    laughs = "".join(f'<!ENTITY l{n} "{f"&l{n - 1};" * 10}">' for n in range(1, 10))
    feed = f'<!DOCTYPE rss [<!ENTITY l0 "ha">{laughs}]><rss><channel><item>&l9;</item></channel></rss>'

    assert sum(map(len, split(feed.encode()) or [])) < 100_000


@given(st.binary(max_size=400) | st.text(max_size=200).map(lambda text: f"<rss>{text}</rss>".encode()))
def test_no_bytes_are_too_odd(content: bytes) -> None:
    pieces = split(content)

    assert pieces is None or all(isinstance(piece, bytes) for piece in pieces)
