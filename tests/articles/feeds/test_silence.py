"""A wire that falls strangely quiet is told of once, until it brings news again."""

from collections.abc import Iterator
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
import time_machine

from articles import tasks
from articles.actor import Actor
from articles.feeds.polling import poll
from articles.feeds.silence import notice_silence
from articles.models import Wire
from articles.operations import save_wire
from articles.signals import wire_fell_quiet, wire_spoke_again
from tests.articles.feeds.conftest import Clock, state_of
from tests.listening import Listener, Reply


@pytest.fixture
def told(db: None) -> Iterator[list[tuple[str, datetime]]]:
    """Return which wires fell quiet and spoke again, and since when."""
    heard: list[tuple[str, datetime]] = []

    def fall(wire: Wire, since: datetime, **_: Any) -> None:
        heard.append(("quiet", since))

    def speak(wire: Wire, since: datetime, **_: Any) -> None:
        heard.append(("heard", since))

    wire_fell_quiet.connect(fall)
    wire_spoke_again.connect(speak)
    yield heard
    wire_fell_quiet.disconnect(fall)
    wire_spoke_again.disconnect(speak)


@pytest.fixture
def usual(polled: Wire, listener: Listener, clock: Clock) -> Wire:
    """Return a wire that brings something every few hours, and has just done so."""
    polled.quiet_hours = 6
    polled.save()
    listener.usual = Reply(200, b"Un mort a Orvane.", {"Content-Type": "text/plain"})
    poll(polled.pk, clock=clock)
    return polled


def test_silence_is_told_once_and_its_end_too(
    usual: Wire, listener: Listener, clock: Clock, told: list[tuple[str, datetime]]
) -> None:
    began = clock.now
    clock.turn(hours=5)
    assert notice_silence(now=clock()) == 0

    clock.turn(hours=1)
    poll(usual.pk, clock=clock)
    quiet = clock.now
    assert [notice_silence(now=clock()) for _ in range(3)] == [1, 0, 0]
    assert state_of(usual).quiet_since == quiet

    clock.turn(minutes=10)
    listener.usual = Reply(200, b"Deux morts a Orvane.", {"Content-Type": "text/plain"})
    poll(usual.pk, clock=clock)

    assert told == [("quiet", began), ("heard", quiet)]
    assert state_of(usual).quiet_since is None
    clock.turn(hours=6)
    poll(usual.pk, clock=clock)
    assert notice_silence(now=clock()) == 1


def test_an_answer_without_news_is_silence(
    usual: Wire, listener: Listener, clock: Clock, told: list[tuple[str, datetime]]
) -> None:
    clock.turn(hours=7)
    poll(usual.pk, clock=clock)

    assert len(listener.heard) == 2
    assert notice_silence(now=clock()) == 1


def test_a_wire_that_never_brought_anything_is_quiet_since_it_is_watched(
    polled: Wire, listener: Listener, clock: Clock, told: list[tuple[str, datetime]]
) -> None:
    polled.quiet_hours = 6
    polled.save()
    listener.usual = Reply(500)
    poll(polled.pk, clock=clock)
    began = clock.now
    clock.turn(hours=6)
    poll(polled.pk, clock=clock)

    notice_silence(now=clock())

    assert told == [("quiet", began)]


@pytest.mark.parametrize("changes", [{"quiet_hours": None}, {"is_active": False}, {"feed_url": ""}])
def test_a_wire_that_need_not_speak_is_never_quiet(usual: Wire, clock: Clock, changes: dict[str, Any]) -> None:
    Wire.objects.filter(pk=usual.pk).update(**changes)

    assert notice_silence(now=clock() + timedelta(days=9)) == 0


def test_after_a_standstill_a_wire_is_asked_before_it_is_called_quiet(
    usual: Wire, listener: Listener, clock: Clock, told: list[tuple[str, datetime]]
) -> None:
    clock.turn(hours=9)
    assert notice_silence(now=clock()) == 0

    listener.usual = Reply(200, b"Deux morts a Orvane.", {"Content-Type": "text/plain"})
    poll(usual.pk, clock=clock)

    assert (notice_silence(now=clock()), told) == (0, [])


def test_after_a_standstill_what_lies_in_the_folder_is_taken_before_its_wire_is_called_quiet(
    watched: Wire, tmp_path: Path, clock: Clock, told: list[tuple[str, datetime]], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(tasks.watch_folder, "delay", tasks.watch_folder)
    Wire.objects.update(quiet_hours=6)
    with time_machine.travel(clock.now, tick=False) as house:
        tasks.watch_wires()
        house.shift(timedelta(hours=9))
        (tmp_path / "meridien" / "a.txt").write_text("Un mort a Orvane.")
        tasks.watch_wires()
        house.shift(timedelta(seconds=15))
        tasks.watch_wires()
        assert told == []

        house.shift(timedelta(hours=6))
        tasks.watch_wires()

    assert [what for what, _since in told] == ["quiet"]


def test_a_wire_that_is_switched_on_again_has_not_been_quiet_yet(
    usual: Wire, clock: Clock, told: list[tuple[str, datetime]]
) -> None:
    by = Actor.system()
    usual.is_active = False
    save_wire(wire=usual, actor=by, now=clock())
    clock.turn(days=9)
    usual.is_active = True
    save_wire(wire=usual, actor=by, now=clock())
    began = clock.now

    poll(usual.pk, clock=clock)
    assert notice_silence(now=clock()) == 0

    clock.turn(hours=6)
    poll(usual.pk, clock=clock)
    assert (notice_silence(now=clock()), told) == (1, [("quiet", began)])
