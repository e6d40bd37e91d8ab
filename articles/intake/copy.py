"""Copy as it arrives: the value every reader returns, and the refusal every reader raises."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any


@dataclass(frozen=True, slots=True)
class Copy:
    r"""Hold one article as filed, before anybody has judged it.

    ``text`` is the canonical text that is screened: NFC, paragraphs separated by ``\n``, the headline first
    where the format has one. ``language`` is what the file says of itself, if it does.
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
    embargoed_until: datetime | None = None
    embargo_note: str = ""
    urgency: int = 5
    byline: str = ""
    dateline: str = ""
    ed_note: str = ""
    extra: Mapping[str, Any] = field(default_factory=dict)


class UnreadableCopy(ValueError):
    """Refuse bytes that are no copy; ``template`` and ``details`` let the caller say it in another language."""

    def __init__(self, template: str, **details: str) -> None:
        super().__init__(template % details)
        self.template = template
        self.details = details

    def of_file(self, name: str) -> UnreadableCopy:
        """Return the same refusal, naming the file it is about."""
        return UnreadableCopy(self.template, **{**self.details, "name": name})


def gettext_noop(message: str) -> str:
    """Mark a sentence for the translators; whoever shows it translates it."""
    return message
