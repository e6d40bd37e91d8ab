"""Copy as it arrives: the value every reader returns, and the refusal every reader raises."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any


@dataclass(frozen=True, slots=True)
class Said:
    """A sentence for people: ``template`` and ``details`` let whoever shows it say it in another language.

    A detail may be a sentence itself.
    """

    template: str
    details: Mapping[str, str | Said] = field(default_factory=dict)

    def __str__(self) -> str:
        return self.template % self.details


@dataclass(frozen=True, slots=True)
class Body:
    """One form of an article's text, as it came: `text/html`, `text/plain`, with the role the wire gave it."""

    value: str
    content_type: str = "text/plain"
    role: str = ""


@dataclass(frozen=True, slots=True)
class InfoSource:
    """A party that originated, changed or carried the copy, with the wire's own words for its part."""

    name: str
    roles: tuple[str, ...] = ()
    uri: str = ""


@dataclass(frozen=True, slots=True)
class Link:
    """Something the copy points at; ``relation`` is the wire's own word, in small letters."""

    relation: str
    uri: str
    type: str = ""
    title: str = ""
    language: str = ""
    version: str = ""


@dataclass(frozen=True, slots=True)
class Rights:
    """Whose the copy is, and what may be done with it."""

    holder: str = ""
    notice: str = ""
    usage: str = ""


@dataclass(frozen=True, slots=True)
class Copy:
    r"""Hold one article as filed, before anybody has judged it.

    ``text`` is the canonical text that is screened: NFC, paragraphs separated by ``\n``, the headline first
    where the format has one; it is empty only where the wire takes an article back. ``language`` is what the
    file says of itself, if it does; ``bodies`` keeps every form of the text as it came. Copy with a
    ``hold_reason`` must not go out before somebody has looked at it. Copy that names no status is usable, and
    ``is_status_told`` tells that from copy that says so.
    """

    text: str
    headline: str = ""
    summary: str = ""
    body: str = ""
    language: str | None = None
    slugline: str = ""
    uri: str = ""
    version: str = ""
    pub_status: str = "usable"
    is_status_told: bool = False
    embargoed_until: datetime | None = None
    embargo_note: str = ""
    hold_reason: Said | None = None
    urgency: int = 5
    byline: str = ""
    dateline: str = ""
    ed_note: str = ""
    rights: Rights = field(default_factory=Rights)
    info_sources: tuple[InfoSource, ...] = ()
    links: tuple[Link, ...] = ()
    bodies: tuple[Body, ...] = ()
    warnings: tuple[Said, ...] = ()
    format: str = ""
    extra: Mapping[str, Any] = field(default_factory=dict)


class UnreadableCopy(ValueError):
    """Refuse bytes that are no copy; ``template`` and ``details`` let the caller say it in another language."""

    def __init__(self, template: str, **details: str) -> None:
        super().__init__(template % details)
        self.template = template
        self.details = details

    def of_file(self, name: str) -> UnreadableCopy:
        """Return the same refusal, naming the file it is about."""
        return type(self)(self.template, **{**self.details, "name": name})

    def as_said(self) -> Said:
        """Return the refusal as a sentence to be told inside another."""
        return Said(self.template, {**self.details, "name": Said(gettext_noop("it"))})


class NoCopyInside(UnreadableCopy):
    """Refuse a collection or a feed that is well made and empty: nothing is wrong with it, and nothing in it."""


def one_embargo(until: datetime | None, note: str) -> tuple[datetime | None, str]:
    """Return until when an embargo holds, and what cannot be read of it.

    Beside one that cannot be read a moment does not count, and is noted with it: they are settled together.
    """
    if until is None or not note:
        return until, note
    return None, f"{until.isoformat()} / {note}"[:255]


def gettext_noop(message: str) -> str:
    """Mark a sentence for the translators; whoever shows it translates it."""
    return message
