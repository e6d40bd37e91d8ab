"""Ask a wire's feed for what is new, politely: only if it changed, never sooner than it wants, ever more rarely."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import PurePosixPath
from urllib.parse import urlsplit

import structlog
from celery.exceptions import SoftTimeLimitExceeded
from django.conf import settings
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext as _

from articles.actor import Actor
from articles.feeds.claiming import claim_wire, give_back
from articles.feeds.filing import file_piece
from articles.feeds.splitting import split
from articles.models import Wire, WireState
from articles.outgoing import AddressRefused, Answer, CallFailed, Limits, call, read_retry_after

POLLER = Actor.task("poll_wire")
# A feed that fails is asked after twice the time, and twice that, but once a day at least.
LONGEST_PAUSE = timedelta(hours=24)
# Of a feed that holds more, the first are read; the newest stand first.
MOST_ITEMS = 200
_NOTHING_NEW = (204, 304)
ACCEPTED = "application/rss+xml, application/atom+xml, application/json, application/xml;q=0.9, text/xml;q=0.9"

log = structlog.get_logger(__name__)

Clock = Callable[[], datetime]


@dataclass(frozen=True, slots=True)
class Poll:
    """What one question to a feed came to."""

    news: int = 0
    refused: int = 0
    trouble: str = ""
    is_failure: bool = False


def poll(wire_id: int, *, clock: Clock = timezone.now) -> Poll | None:
    """Ask a wire's feed and file what is new; None where it is not due or another worker asks it."""
    state = claim_wire(wire_id, now=clock(), is_due=lambda state: is_due(state, clock()))
    if state is None:
        return None
    asked_at = clock()
    try:
        answer = _ask(state)
    except (AddressRefused, CallFailed) as failure:
        return _keep(state, Poll(trouble=str(failure), is_failure=True), None, asked_at, clock())
    if answer.status in _NOTHING_NEW:
        return _keep(state, Poll(), answer, asked_at, clock())
    if not answer.is_success:
        return _keep(state, Poll(trouble=say_refusal(answer), is_failure=True), answer, asked_at, clock())
    try:
        filed = _file(state.wire, answer, clock())
    except SoftTimeLimitExceeded:
        # What was filed is filed; the rest is asked for again, ever more rarely where it stops at the same item.
        _keep(state, Poll(trouble=_("the feed takes too long to be read"), is_failure=True), None, asked_at, clock())
        raise
    return _keep(state, filed, answer, asked_at, clock())


def due_wires(*, now: datetime) -> list[int]:
    """Return the wires whose feed is to be asked now, the longest waiting first."""
    wires = Wire.objects.polled().filter(
        Q(state__isnull=True)
        | (Q(state__next_at__isnull=True) | Q(state__next_at__lte=now) | ~Q(state__asked_url=F("feed_url")))
        & (Q(state__lease_until__isnull=True) | Q(state__lease_until__lte=now))
    )
    return list(wires.order_by(F("state__next_at").asc(nulls_first=True), "pk").values_list("pk", flat=True))


def is_due(state: WireState, now: datetime) -> bool:
    """Tell whether a wire's feed is to be asked now; of what it has brought since the last time, nobody knows yet."""
    return bool(state.wire.feed_url) and (state.next_at is None or state.next_at <= now or _is_new(state))


def _is_new(state: WireState) -> bool:
    """Tell whether the wire has another address than the one that was asked before."""
    return state.asked_url != state.wire.feed_url


def _ask(state: WireState) -> Answer:
    headers = {"accept": ACCEPTED}
    if _is_new(state):
        # What another address said of itself means nothing here.
        state.etag, state.last_modified, state.failures = "", "", 0
    if state.etag:
        headers["if-none-match"] = state.etag
    if state.last_modified:
        headers["if-modified-since"] = state.last_modified
    return call("GET", state.wire.feed_url, headers=headers, limits=Limits(bytes=settings.FEED_LARGEST_BYTES))


def _file(wire: Wire, answer: Answer, now: datetime) -> Poll:
    media_type = answer.headers.get("content-type", "").partition(";")[0].strip().lower()
    filename = PurePosixPath(urlsplit(wire.feed_url).path).name or "feed"
    pieces = split(answer.content)
    filed = [
        file_piece(piece, filename=filename, media_type=media_type, wire=wire, actor=POLLER, now=now)
        for piece in ([answer.content] if pieces is None else pieces[:MOST_ITEMS])
    ]
    refusals = [one.refusal for one in filed if one.refusal]
    trouble = refusals[0] if refusals else ""
    if pieces is not None and len(pieces) > MOST_ITEMS:
        trouble = _("the feed holds %(count)s items, of which the first %(most)s are read") % {
            "count": len(pieces),
            "most": MOST_ITEMS,
        }
    # What is no feed at all is the feed's failure; an item that cannot be read is only the item's.
    is_failure = pieces is None and bool(refusals)
    return Poll(sum(one.news for one in filed), len(refusals), trouble, is_failure)


def _keep(state: WireState, poll: Poll, answer: Answer | None, asked_at: datetime, now: datetime) -> Poll:
    changes: dict[str, object] = {
        "asked_at": asked_at,
        "asked_url": state.wire.feed_url,
        "etag": state.etag,
        "last_modified": state.last_modified,
        "trouble": poll.trouble,
        "failures": state.failures + 1 if poll.is_failure else 0,
        "next_at": _next(state, poll, answer, asked_at, now),
    }
    if answer is not None and answer.is_success and answer.content and not poll.is_failure:
        # Only now that all of it is filed: whoever dies before asks for the same again.
        changes |= {name: answer.headers.get(header, "") for name, header in _VALIDATORS.items()}
    if not give_back(state, news=poll.news, actor=POLLER, now=now, changes=changes):
        log.warning("wire_claim_lost", wire=state.wire.code)
    return poll


_VALIDATORS = {"etag": "etag", "last_modified": "last-modified"}


def _next(state: WireState, poll: Poll, answer: Answer | None, asked_at: datetime, now: datetime) -> datetime:
    pause = timedelta(minutes=state.wire.feed_minutes)
    if poll.is_failure:
        pause = min(pause * 2 ** min(state.failures + 1, 12), max(LONGEST_PAUSE, pause))
    asked = read_retry_after(answer.headers.get("retry-after", ""), now=now) if answer is not None else None
    return max(asked_at + pause, now + (asked or timedelta(0)))


def say_refusal(answer: Answer) -> str:
    """Say what an answer that is no success means for the feed."""
    if answer.status in (301, 308) and "location" in answer.headers:
        return _("the feed has moved to %(address)s; if that is so, put the new address here") % {
            "address": answer.headers["location"][:500]
        }
    return _("the feed answers %(status)s") % {"status": answer.status}
