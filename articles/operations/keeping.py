"""Keep desks and wires: what each is, and who sits where; every change is told with what was before."""

from __future__ import annotations

from datetime import datetime
from hashlib import sha256
from typing import Any, TypeAlias

from django.contrib.auth.models import User
from django.db import models, transaction

from articles.actor import Actor
from articles.models import Desk, DeskMembership, Wire, WireState
from articles.signals import desk_changed, person_seated, person_unseated, wire_changed

_Told: TypeAlias = dict[str, Any]

_OF_DESK = ("code", "name", "language", "house_style", "time_zone", "opens_at", "closes_at", "working_days")
_OF_WIRE = ("code", "name", "kind", "language", "is_active", "feed_minutes", "folder", "quiet_hours")


@transaction.atomic
def save_desk(*, desk: Desk, actor: Actor, now: datetime) -> Desk:
    """Save a new or changed desk; one that did not change tells nothing."""
    before = _before(desk, _describe_desk)
    desk.save()
    after = _describe_desk(desk)
    if before != after:
        desk_changed.send(sender=Desk, desk=desk, before=before, after=after, actor=actor, now=now)
    return desk


@transaction.atomic
def remove_desk(*, desk: Desk, actor: Actor, now: datetime) -> None:
    """Remove a desk that nothing stands on.

    :raises ProtectedError: something does
    """
    before = {**_describe_desk(desk), "members": sorted(desk.members.values_list("username", flat=True))}
    desk_changed.send(sender=Desk, desk=desk, before=before, after=None, actor=actor, now=now)
    desk.delete()


@transaction.atomic
def seat_person(*, desk: Desk, person: User, actor: Actor, now: datetime) -> None:
    """Give somebody a place on a desk, which opens its copy to them; seated twice, they are seated once."""
    _membership, is_new = DeskMembership.objects.get_or_create(desk=desk, user=person)
    if is_new:
        person_seated.send(sender=Desk, desk=desk, person=person, actor=actor, now=now)


@transaction.atomic
def unseat_person(*, desk: Desk, person: User, actor: Actor, now: datetime) -> None:
    """Take somebody's place on a desk away."""
    count, _kinds = DeskMembership.objects.filter(desk=desk, user=person).delete()
    if count:
        person_unseated.send(sender=Desk, desk=desk, person=person, actor=actor, now=now)


@transaction.atomic
def save_wire(*, wire: Wire, actor: Actor, now: datetime) -> Wire:
    """Save a new or changed wire; one that did not change tells nothing. Watched again, it has not been quiet yet."""
    before = _before(wire, _describe_wire)
    wire.save()
    after = _describe_wire(wire)
    if before is not None and _is_watched(after) and not _is_watched(before):
        # Whatever it was silent about while nobody listened, it begins anew.
        WireState.objects.filter(wire=wire).update(watched_since=now, quiet_since=None)
    if before != after:
        wire_changed.send(sender=Wire, wire=wire, before=before, after=after, actor=actor, now=now)
    return wire


@transaction.atomic
def remove_wire(*, wire: Wire, actor: Actor, now: datetime) -> None:
    """Remove a wire by which nothing came.

    :raises ProtectedError: something did
    """
    wire_changed.send(sender=Wire, wire=wire, before=_describe_wire(wire), after=None, actor=actor, now=now)
    wire.delete()


def _before(row: Any, describe: Any) -> _Told | None:
    stored = type(row).objects.select_for_update(of=("self",)).filter(pk=row.pk).first() if row.pk else None
    return describe(stored) if stored is not None else None


def _describe_desk(desk: Desk) -> _Told:
    return _read(desk, _OF_DESK)


def _describe_wire(wire: Wire) -> _Told:
    files_to = wire.files_to.code if wire.files_to else None
    return {**_read(wire, _OF_WIRE), "files_to": files_to, "feed_url": _without_key(wire.feed_url)}


def _is_watched(told: _Told) -> bool:
    return bool(told["is_active"] and (told["feed_url"] or told["folder"]))


def _read(row: models.Model, names: tuple[str, ...]) -> _Told:
    return {name: getattr(row, name) for name in names}


def _without_key(address: str) -> str:
    """Return an address whose query is folded: agencies put keys there, and what is told stays for good."""
    place, mark, query = address.partition("?")
    return f"{place}?{sha256(query.encode()).hexdigest()[:12]}" if mark else place
