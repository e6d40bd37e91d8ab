"""Try a feed's address: ask it once, through the guard, and say what is there. Nothing is filed or kept."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import PurePosixPath
from urllib.parse import urlsplit

from django.conf import settings
from django.utils.translation import gettext as _

from articles.feeds.filing import explain
from articles.feeds.polling import ACCEPTED, say_refusal
from articles.feeds.splitting import split
from articles.intake import Copy, UnreadableCopy, read_copies
from articles.outgoing import AddressRefused, Answer, CallFailed, Limits, call

# Of a feed's items, so many are read; the rest are counted.
_MOST_READ = 20
_MOST_SHOWN = 5
# Somebody waits for the page.
_SECONDS = 10.0


@dataclass(frozen=True, slots=True)
class Found:
    """What an address answered: how many items, the first headlines, and what could not be read."""

    trouble: str = ""
    items: int = 0
    headlines: tuple[str, ...] = ()
    refusals: tuple[str, ...] = ()


def try_address(address: str) -> Found:
    """Ask an address once and say what was found; every failure is said too."""
    if not address:
        return Found(trouble=_("Write the feed's address first."))
    limits = Limits(seconds=_SECONDS, bytes=settings.FEED_LARGEST_BYTES)
    try:
        answer = call("GET", address, headers={"accept": ACCEPTED}, limits=limits)
    except (AddressRefused, CallFailed) as failure:
        return Found(trouble=str(failure))
    return _look(answer, address) if answer.is_success else Found(trouble=say_refusal(answer))


def _look(answer: Answer, address: str) -> Found:
    pieces = split(answer.content)
    whole = [answer.content] if pieces is None else pieces
    media_type = answer.headers.get("content-type", "").partition(";")[0].strip().lower()
    filename = PurePosixPath(urlsplit(address).path).name or "feed"
    read = list(_read(whole[:_MOST_READ], filename, media_type))
    refusals = tuple(one for one in read if isinstance(one, str))
    headlines = tuple(one.headline or one.text[:80] for one in read if isinstance(one, Copy))
    if pieces is None and refusals:
        return Found(trouble=refusals[0])
    if not headlines and not refusals:
        return Found(trouble=_("the feed answers, and holds nothing now"))
    return Found(items=len(whole), headlines=headlines[:_MOST_SHOWN], refusals=refusals[:_MOST_SHOWN])


def _read(pieces: list[bytes], filename: str, media_type: str) -> Iterator[Copy | str]:
    for piece in pieces:
        try:
            yield from read_copies(piece, filename=filename, media_type=media_type)
        except UnreadableCopy as refusal:
            yield explain(refusal)
