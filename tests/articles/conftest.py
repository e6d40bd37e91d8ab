"""A desk, a wire and people to file copy with."""

from datetime import UTC, datetime
from typing import Any

import pytest
from django.contrib.auth.models import User
from django.dispatch import Signal

from articles import signals
from articles.actor import Actor
from articles.models import Desk, Wire

NOW = datetime(2026, 3, 10, 8, 0, tzinfo=UTC)


@pytest.fixture(autouse=True)
def only_copy(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let nobody listen to copy but the tests themselves: this room knows nothing of moderation."""
    for signal in [told for told in vars(signals).values() if isinstance(told, Signal)]:
        monkeypatch.setattr(signal, "receivers", [])


@pytest.fixture
def now() -> datetime:
    """Return the moment at which tests act."""
    return NOW


@pytest.fixture
def desk(db: None) -> Desk:
    """Return a French desk."""
    return Desk.objects.create(code="monde", name="Monde", language="fr", time_zone="Europe/Paris")


@pytest.fixture
def wire(db: None) -> Wire:
    """Return an agency's wire."""
    return Wire.objects.create(code="meridien", name="Agence Méridien", kind="agency", language="fr")


@pytest.fixture
def filer(desk: Desk) -> User:
    """Return somebody of the desk, who files copy."""
    user = User.objects.create_user("filer", first_name="Nadège", last_name="Orsini")
    desk.memberships.create(user=user)
    return user


@pytest.fixture
def actor(filer: User) -> Actor:
    """Return the filer as an actor."""
    return Actor.person(filer)


@pytest.fixture
def heads(wire: Wire, desk: Desk, actor: Actor, now: datetime) -> dict[str, Any]:
    """Return the heads under which copy comes in."""
    return {"wire": wire, "desk": desk, "actor": actor, "now": now}
