"""Who acts: the value that every operation takes and every audit event keeps."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from django.contrib.auth.models import User


class ActorKind(StrEnum):
    """What kind of hand moved."""

    PERSON = "person"
    TOKEN = "token"  # noqa: S105
    RULE = "rule"
    TASK = "task"
    SYSTEM = "system"


# Somebody acts, in person or by a program of theirs; the other kinds are the house's own.
HANDS = (ActorKind.PERSON, ActorKind.TOKEN)


@dataclass(frozen=True, slots=True)
class Actor:
    """Name who acts; ``label`` still says it when the account is gone.

    ``desks`` are the numbers of those that a program's token is limited to; None where it is not, and for others.
    """

    kind: ActorKind
    user: User | None
    label: str
    desks: tuple[int, ...] | None = None

    @classmethod
    def person(cls, user: User) -> Actor:
        """Name a signed-in person."""
        return cls(ActorKind.PERSON, user, user.get_full_name() or user.get_username())

    @classmethod
    def token(cls, user: User | None, name: str, *, limits: Iterable[int] | None = None) -> Actor:
        """Name a program that acts with a token, the person it belongs to, if any, and the desks it is limited to."""
        return cls(ActorKind.TOKEN, user, name, None if limits is None else tuple(limits))

    @classmethod
    def rule(cls, name: str) -> Actor:
        """Name a rule of the house that decided."""
        return cls(ActorKind.RULE, None, name)

    @classmethod
    def task(cls, name: str) -> Actor:
        """Name a background task."""
        return cls(ActorKind.TASK, None, name)

    @classmethod
    def system(cls) -> Actor:
        """Name the machine itself: seeds, migrations, maintenance."""
        return cls(ActorKind.SYSTEM, None, "system")
