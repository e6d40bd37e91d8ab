"""RSS, Atom and ninjs over HTTP become articles, one an item."""

import json
from typing import Any

import pytest

from articles.feeds.polling import Poll, poll
from articles.models import Article, ArticleVersion, Upload, Wire
from tests.articles.feeds.conftest import Clock, state_of
from tests.listening import Listener, Reply

RSS = """<?xml version="1.0" encoding="utf-8"?>
<rss version="2.0"><channel><title>Agence Méridien</title><link>https://meridien.example/</link>
<language>fr</language><lastBuildDate>{built}</lastBuildDate>{items}</channel></rss>"""
ATOM = """<feed xmlns="http://www.w3.org/2005/Atom" xml:lang="fr"><title>Méridien</title><id>urn:m</id>
<updated>{built}</updated>{items}</feed>"""


def item(guid: str, title: str, text: str) -> str:
    return f"<item><guid>{guid}</guid><title>{title}</title><description>{text}</description></item>"


def entry(guid: str, title: str, text: str) -> str:
    return f'<entry><id>{guid}</id><title>{title}</title><content type="text">{text}</content></entry>'


def ninjs(guid: str, title: str, text: str) -> dict[str, str]:
    return {"uri": guid, "headline": title, "body_text": text, "type": "text", "language": "fr"}


def rss_of(items: list[tuple[str, str, str]], built: str = "10:00") -> Reply:
    body = RSS.format(built=built, items="".join(item(*one) for one in items))
    return Reply(200, body.encode(), {"Content-Type": "application/rss+xml; charset=utf-8"})


def atom_of(items: list[tuple[str, str, str]], built: str = "10:00") -> Reply:
    body = ATOM.format(built=built, items="".join(entry(*one) for one in items))
    return Reply(200, body.encode(), {"Content-Type": "application/atom+xml"})


def ninjs_of(items: list[tuple[str, str, str]], built: str = "10:00") -> Reply:
    body = json.dumps([ninjs(*one) for one in items])
    return Reply(200, body.encode(), {"Content-Type": "application/json"})


FEEDS = pytest.mark.parametrize("feed", [rss_of, atom_of, ninjs_of])
PONT = ("urn:m:1", "Un pont cède à Orvane", "Trois personnes sont mortes, selon la préfecture.")
SILO = ("urn:m:2", "Un silo brûle à Tavino", "Deux ouvriers ont été blessés.")


def ask(wire: Wire, listener: Listener, clock: Clock, reply: Reply) -> Poll:
    listener.answer(reply)
    done = poll(wire.pk, clock=clock)
    assert done is not None
    clock.now = state_of(wire).next_at
    return done


@FEEDS
def test_each_item_is_an_article(polled: Wire, listener: Listener, clock: Clock, feed: Any) -> None:
    done = ask(polled, listener, clock, feed([PONT, SILO]))

    assert (done.news, done.refused, done.trouble) == (2, 0, "")
    filed = {article.external_id: article for article in Article.objects.all()}
    assert set(filed) == {"urn:m:1", "urn:m:2"}
    assert filed["urn:m:1"].headline == PONT[1]
    assert PONT[2] in filed["urn:m:1"].latest_version.text
    assert {article.language for article in filed.values()} == {"fr"}


@FEEDS
def test_a_feed_asked_again_brings_only_what_is_new(polled: Wire, listener: Listener, clock: Clock, feed: Any) -> None:
    ask(polled, listener, clock, feed([PONT]))
    again = ask(polled, listener, clock, feed([PONT], built="11:00"))
    more = ask(polled, listener, clock, feed([SILO, PONT], built="12:00"))

    assert (again.news, more.news) == (0, 1)
    assert ArticleVersion.objects.count() == 2


@FEEDS
def test_an_item_that_changes_is_the_next_version(polled: Wire, listener: Listener, clock: Clock, feed: Any) -> None:
    ask(polled, listener, clock, feed([PONT]))
    done = ask(polled, listener, clock, feed([(*PONT[:2], "Quatre personnes sont mortes, selon la préfecture.")]))

    assert done.news == 1
    article = Article.objects.get()
    assert article.latest_version.number == 2
    assert article.latest_version.origin == "corrected"


@FEEDS
def test_an_item_without_words_is_kept_once_and_stops_none_of_the_others(
    polled: Wire, listener: Listener, clock: Clock, feed: Any
) -> None:
    empty = ("urn:m:9", "", "")

    first = ask(polled, listener, clock, feed([PONT, empty, SILO]))
    second = ask(polled, listener, clock, feed([PONT, empty, SILO], built="11:00"))

    assert (first.news, first.refused, first.is_failure) == (2, 1, False)
    assert (second.news, second.refused) == (0, 1)
    upload = Upload.objects.get()
    assert upload.state == "refused"
    assert b"urn:m:9" in bytes(upload.content)
    assert state_of(polled).trouble == upload.reason


def test_a_page_in_the_feeds_place_is_no_feed(polled: Wire, listener: Listener, clock: Clock) -> None:
    page = b"<rss><channel><title>Maintenance</title>"

    done = ask(polled, listener, clock, Reply(200, page, {"Content-Type": "application/rss+xml"}))

    assert done.is_failure
    assert not Article.objects.exists()


def test_an_empty_feed_is_no_failure(polled: Wire, listener: Listener, clock: Clock) -> None:
    done = ask(polled, listener, clock, rss_of([]))

    assert (done.news, done.is_failure) == (0, False)
