"""A real server is asked for what is new, politely."""

import threading
from datetime import timedelta
from typing import Any

import pytest
from celery.exceptions import SoftTimeLimitExceeded
from django.db import OperationalError, connection

from articles.feeds import filing, polling
from articles.feeds.claiming import LEASE, claim_wire
from articles.feeds.polling import due_wires, poll
from articles.models import Article, Upload, Wire
from tests.articles.feeds.conftest import Clock, state_of
from tests.listening import Listener, Reply

TEXT = b"Trois morts a Orvane\n\nLe pont a cede dans la nuit."
OTHER = b"Deux bles\x00 sses"


def plain(body: bytes = TEXT, status: int = 200, **headers: str) -> Reply:
    return Reply(
        status, body, {"Content-Type": "text/plain", **{key.replace("_", "-"): headers[key] for key in headers}}
    )


def test_what_a_feed_holds_is_filed_to_the_wires_desk(polled: Wire, listener: Listener, clock: Clock) -> None:
    listener.answer(plain())

    done = poll(polled.pk, clock=clock)

    article = Article.objects.get()
    assert (article.wire, article.desk, article.language) == (polled, polled.files_to, "fr")
    assert done is not None
    assert (done.news, done.is_failure) == (1, False)
    state = state_of(polled)
    assert (state.asked_at, state.heard_at) == (clock.now, clock.now)
    assert state.next_at == clock.now + timedelta(minutes=10)
    assert (state.trouble, state.claim) == ("", None)


def test_the_same_item_twice_is_one_article(polled: Wire, listener: Listener, clock: Clock) -> None:
    listener.usual = plain()

    first = poll(polled.pk, clock=clock)
    clock.turn(minutes=10)
    second = poll(polled.pk, clock=clock)

    assert first is not None
    assert second is not None
    assert (first.news, second.news) == (1, 0)
    assert Article.objects.count() == 1
    assert state_of(polled).heard_at == clock.now - timedelta(minutes=10)


def test_a_feed_is_asked_only_for_what_changed(polled: Wire, listener: Listener, clock: Clock) -> None:
    stamp = "Tue, 10 Mar 2026 07:00:00 GMT"
    listener.answer(plain(ETag='W/"v1"', Last_Modified=stamp), Reply(304), plain(TEXT + b" Suite.", ETag='"v2"'))

    for _ in range(3):
        poll(polled.pk, clock=clock)
        clock.turn(minutes=10)

    first, second, third = (heard.headers for heard in listener.heard)
    assert "if-none-match" not in first
    assert (second["if-none-match"], second["if-modified-since"]) == ('W/"v1"', stamp)
    assert third["if-none-match"] == 'W/"v1"'
    state = state_of(polled)
    assert (state.etag, state.last_modified) == ('"v2"', "")


@pytest.mark.parametrize("status", [204, 304])
def test_an_answer_that_says_nothing_new_is_no_failure(
    polled: Wire, listener: Listener, clock: Clock, status: int
) -> None:
    listener.answer(plain(ETag='"v1"'), Reply(status))
    poll(polled.pk, clock=clock)
    clock.turn(minutes=10)

    done = poll(polled.pk, clock=clock)

    assert done is not None
    assert (done.news, done.is_failure) == (0, False)
    assert (state_of(polled).etag, state_of(polled).failures) == ('"v1"', 0)


def test_a_new_address_is_asked_at_once_and_for_everything(polled: Wire, listener: Listener, clock: Clock) -> None:
    listener.answer(
        plain(ETag='"v1"', Last_Modified="Tue, 10 Mar 2026 07:00:00 GMT"), Reply(500), plain(TEXT + b" Suite.")
    )
    poll(polled.pk, clock=clock)
    clock.turn(minutes=10)
    poll(polled.pk, clock=clock)

    polled.feed_url = listener.url("/monde")
    polled.save()

    assert due_wires(now=clock()) == [polled.pk]
    done = poll(polled.pk, clock=clock)
    assert done is not None
    assert done.news == 1
    assert listener.heard[-1].path == "/monde"
    assert not {"if-none-match", "if-modified-since"} & listener.heard[-1].headers.keys()
    assert (state_of(polled).failures, state_of(polled).etag) == (0, "")


def test_a_feed_is_not_asked_before_its_time(polled: Wire, listener: Listener, clock: Clock) -> None:
    listener.usual = plain()
    assert due_wires(now=clock()) == [polled.pk]
    poll(polled.pk, clock=clock)

    clock.turn(minutes=9)

    assert due_wires(now=clock()) == []
    assert poll(polled.pk, clock=clock) is None
    assert len(listener.heard) == 1
    clock.turn(minutes=1)
    assert due_wires(now=clock()) == [polled.pk]


def test_a_feed_that_fails_is_asked_ever_more_rarely_and_then_again_as_before(
    polled: Wire, listener: Listener, clock: Clock
) -> None:
    listener.answer(*[Reply(500)] * 9, plain())
    pauses = []

    for _ in range(10):
        poll(polled.pk, clock=clock)
        state = state_of(polled)
        pauses.append((state.next_at - clock.now).total_seconds() / 60)
        clock.now = state.next_at

    assert pauses == [20, 40, 80, 160, 320, 640, 1280, 1440, 1440, 10]
    assert state_of(polled).failures == 0


def test_trouble_is_told_and_goes_with_the_next_answer(polled: Wire, listener: Listener, clock: Clock) -> None:
    listener.answer(Reply(503, b"", {"Retry-After": "7200"}), plain())

    done = poll(polled.pk, clock=clock)

    assert done is not None
    assert done.is_failure
    state = state_of(polled)
    assert (state.trouble, state.failures) == ("the feed answers 503", 1)
    assert state.next_at == clock.now + timedelta(hours=2)
    clock.turn(hours=2)
    poll(polled.pk, clock=clock)
    assert (state_of(polled).trouble, state_of(polled).failures) == ("", 0)


@pytest.mark.parametrize("status", [301, 308])
def test_a_feed_that_has_moved_says_where_and_is_not_followed(
    polled: Wire, listener: Listener, clock: Clock, status: int
) -> None:
    listener.answer(Reply(status, b"", {"Location": listener.url("/elsewhere")}))

    poll(polled.pk, clock=clock)

    assert "has moved to" in state_of(polled).trouble
    assert "/elsewhere" in state_of(polled).trouble
    assert [heard.path for heard in listener.heard] == ["/une"]


def test_a_feed_in_a_private_network_is_not_asked(
    polled: Wire, listener: Listener, clock: Clock, settings: Any
) -> None:
    settings.OUTGOING_ALLOWED_NETWORKS = []

    poll(polled.pk, clock=clock)

    assert listener.heard == []
    assert "no public address" in state_of(polled).trouble


def test_a_feed_that_is_too_long_is_not_read(polled: Wire, listener: Listener, clock: Clock, settings: Any) -> None:
    settings.FEED_LARGEST_BYTES = 1000
    listener.answer(plain(b"x" * 5000))

    poll(polled.pk, clock=clock)

    assert "over 1000 bytes" in state_of(polled).trouble
    assert not Article.objects.exists()


def test_what_is_no_copy_is_kept_once_with_the_reason_and_is_the_feeds_failure(
    polled: Wire, listener: Listener, clock: Clock
) -> None:
    listener.usual = plain(OTHER)

    for _ in range(2):
        poll(polled.pk, clock=clock)
        clock.now = state_of(polled).next_at

    upload = Upload.objects.get()
    assert (upload.state, upload.wire, bytes(upload.content)) == ("refused", polled, OTHER)
    assert upload.reason == state_of(polled).trouble != ""
    assert state_of(polled).failures == 2
    assert not Article.objects.exists()


def test_an_item_that_cannot_be_filed_stops_none_of_the_others(
    polled: Wire, listener: Listener, clock: Clock, monkeypatch: pytest.MonkeyPatch
) -> None:
    read = filing.read_copies
    monkeypatch.setattr(polling, "split", lambda content: content.split(b"|"))

    def stumble(content: bytes, **heads: str) -> Any:
        if content == b"stumble":
            raise RuntimeError("a reader fell over")
        return read(content, **heads)

    monkeypatch.setattr(filing, "read_copies", stumble)
    listener.answer(plain(b"Un mort.|" + OTHER + b"|stumble|Deux morts."))

    done = poll(polled.pk, clock=clock)

    assert done is not None
    assert (done.news, done.refused, done.is_failure) == (2, 2, False)
    assert Article.objects.count() == 2
    reasons = set(Upload.objects.values_list("reason", flat=True))
    assert "RuntimeError: a reader fell over" in reasons
    assert len(reasons) == 2
    assert state_of(polled).failures == 0


@pytest.mark.parametrize("error", [OperationalError("the server closed the connection"), SoftTimeLimitExceeded()])
def test_what_is_no_fault_of_an_item_is_not_laid_to_it(
    polled: Wire, listener: Listener, clock: Clock, monkeypatch: pytest.MonkeyPatch, error: Exception
) -> None:
    def away(**heads: Any) -> None:
        raise error

    monkeypatch.setattr(filing, "receive_copy", away)
    listener.answer(plain(ETag='"v1"'))

    with pytest.raises(type(error)):
        poll(polled.pk, clock=clock)

    assert not Upload.objects.exists()
    assert state_of(polled).etag == ""


def test_a_feed_that_takes_too_long_says_so_and_is_asked_again(
    polled: Wire, listener: Listener, clock: Clock, monkeypatch: pytest.MonkeyPatch
) -> None:
    def endless(**heads: Any) -> None:
        raise SoftTimeLimitExceeded

    listener.usual = plain(ETag='"v1"')
    with monkeypatch.context() as patch:
        patch.setattr(filing, "receive_copy", endless)
        with pytest.raises(SoftTimeLimitExceeded):
            poll(polled.pk, clock=clock)

    state = state_of(polled)
    assert (state.trouble, state.failures, state.claim) == ("the feed takes too long to be read", 1, None)
    clock.now = state.next_at
    done = poll(polled.pk, clock=clock)
    assert done is not None
    assert (done.news, state_of(polled).trouble) == (1, "")


def test_more_items_than_one_question_takes_are_said(
    polled: Wire, listener: Listener, clock: Clock, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(polling, "MOST_ITEMS", 2)
    monkeypatch.setattr(polling, "split", lambda content: content.split(b"|"))
    listener.answer(plain(b"Un mort.|Deux morts.|Trois morts."))

    poll(polled.pk, clock=clock)

    assert Article.objects.count() == 2
    assert "holds 3 items" in state_of(polled).trouble


def test_a_worker_that_died_is_followed_by_another(polled: Wire, listener: Listener, clock: Clock) -> None:
    dead = claim_wire(polled.pk, now=clock(), is_due=lambda state: True)
    assert dead is not None
    listener.usual = plain()

    assert (due_wires(now=clock()), poll(polled.pk, clock=clock)) == ([], None)
    clock.turn(seconds=LEASE.total_seconds() + 1)

    assert due_wires(now=clock()) == [polled.pk]
    done = poll(polled.pk, clock=clock)
    assert done is not None
    assert done.news == 1


def test_a_wire_that_is_out_of_use_is_not_asked(polled: Wire, listener: Listener, clock: Clock) -> None:
    polled.is_active = False
    polled.save()

    assert (due_wires(now=clock()), poll(polled.pk, clock=clock)) == ([], None)
    assert listener.heard == []


@pytest.mark.django_db(transaction=True)
def test_two_workers_never_ask_one_feed_at_once(polled: Wire, listener: Listener, clock: Clock) -> None:
    listener.usual = Reply(200, TEXT, {"Content-Type": "text/plain"}, hangs=0.5)
    done: list[object] = []

    def ask() -> None:
        try:
            done.append(poll(polled.pk, clock=clock))
        finally:
            connection.close()

    workers = [threading.Thread(target=ask) for _ in range(4)]
    for worker in workers:
        worker.start()
    for worker in workers:
        worker.join(timeout=30)

    assert len(listener.heard) == 1
    assert len(done) == 4
    assert sum(one is not None for one in done) == 1
