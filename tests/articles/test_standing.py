"""Hold, release, kill."""

from collections.abc import Iterator
from datetime import datetime
from typing import Any

import pytest

from articles.actor import Actor
from articles.intake import Copy
from articles.models import Article, Desk, Wire
from articles.operations import CopyIsKilled, CopyIsNotHeld, file_copy, hold_copy, kill_copy, release_copy
from articles.signals import copy_held, copy_killed, copy_released

SIGNALS = {"held": copy_held, "released": copy_released, "killed": copy_killed}


@pytest.fixture
def step(wire: Wire, desk: Desk, actor: Actor, now: datetime) -> dict[str, Any]:
    """Return the arguments of a step on a new article."""
    article = file_copy(
        copy=Copy(text="Douze morts."), wire=wire, desk=desk, language="fr", kind="syndicated", actor=actor, now=now
    )
    return {"article": article, "actor": actor, "reason": "figures disputed", "now": now}


@pytest.fixture
def told(db: None) -> Iterator[list[tuple[str, str]]]:
    """Return which signals were sent, with their reasons."""
    heard: list[tuple[str, str]] = []
    listeners = []
    for name, signal in SIGNALS.items():

        def listen(reason: str, name: str = name, **_: Any) -> None:
            heard.append((name, reason))

        signal.connect(listen)
        listeners.append((signal, listen))
    yield heard
    for signal, listen in listeners:
        signal.disconnect(listen)


def status_of(step: dict[str, Any]) -> str:
    return Article.objects.get(pk=step["article"].pk).pub_status


def test_held_copy_is_withheld_with_its_reason(step: dict[str, Any], told: list[tuple[str, str]]) -> None:
    hold_copy(**step)

    assert status_of(step) == "withheld"
    assert told == [("held", "figures disputed")]


def test_holding_held_copy_tells_nobody_again(step: dict[str, Any], told: list[tuple[str, str]]) -> None:
    hold_copy(**step)
    hold_copy(**step)

    assert len(told) == 1


def test_released_copy_is_usable(step: dict[str, Any], told: list[tuple[str, str]]) -> None:
    hold_copy(**step)

    release_copy(**step)

    assert status_of(step) == "usable"
    assert told[-1] == ("released", "figures disputed")


def test_copy_that_nobody_holds_is_not_released(step: dict[str, Any]) -> None:
    with pytest.raises(CopyIsNotHeld, match="nothing to release"):
        release_copy(**step)


def test_killed_copy_is_canceled(step: dict[str, Any], told: list[tuple[str, str]]) -> None:
    kill_copy(**step)

    assert status_of(step) == "canceled"
    assert told == [("killed", "figures disputed")]


@pytest.mark.parametrize("verb", [hold_copy, release_copy, kill_copy])
def test_killed_copy_is_not_touched(step: dict[str, Any], verb: Any) -> None:
    kill_copy(**step)

    with pytest.raises(CopyIsKilled):
        verb(**step)
