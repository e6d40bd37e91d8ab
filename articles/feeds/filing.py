"""File what came by itself: each piece read and received, and kept with the reason where it cannot be."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any, TypeVar

import structlog
from celery.exceptions import SoftTimeLimitExceeded
from django.db import OperationalError
from django.utils.translation import gettext as _

from articles.actor import Actor
from articles.intake import Copy, UnreadableCopy, read_copies
from articles.models import Wire
from articles.operations import Outcome, keep_refused, receive_copy

log = structlog.get_logger(__name__)

_Done = TypeVar("_Done")


@dataclass(frozen=True, slots=True)
class Filed:
    """What became of one piece: how many of its articles were news, or why it was refused."""

    news: int = 0
    refusal: str = ""


def file_piece(content: bytes, *, filename: str, media_type: str, wire: Wire, actor: Actor, now: datetime) -> Filed:
    """Read a piece and receive its articles, each once however often it comes; what cannot be filed is kept.

    An article that cannot be filed stops none of the others of its piece; the piece is kept, with all that was wrong.

    :raises OperationalError: the database is away, which is no fault of the piece
    :raises SoftTimeLimitExceeded: the worker's time is over
    """
    assert wire.files_to is not None  # a constraint of the table
    heads: dict[str, Any] = {"wire": wire, "desk": wire.files_to, "actor": actor, "now": now}
    copies = _attempt(lambda: read_copies(content, filename=filename, media_type=media_type), wire, filename)
    if isinstance(copies, str):
        filed = [Filed(refusal=copies)]
    else:
        filed = [_file(copy, filename, heads, is_alone=len(copies) == 1) for copy in copies]
    refusal = "; ".join(one.refusal for one in filed if one.refusal)
    if refusal:
        keep_refused(content=content, filename=filename, reason=refusal, **heads)
    return Filed(sum(one.news for one in filed), refusal)


def _file(copy: Copy, filename: str, heads: Mapping[str, Any], *, is_alone: bool) -> Filed:
    """Receive one article; of several, one that cannot be filed is named."""
    receipt = _attempt(lambda: receive_copy(copy=copy, **heads), heads["wire"], filename)
    if not isinstance(receipt, str):
        return Filed(int(receipt.outcome != Outcome.UNCHANGED))
    if is_alone:
        return Filed(refusal=receipt)
    which = copy.uri or copy.headline or copy.text[:80]
    return Filed(refusal=_("item %(number)s was left out: %(reason)s") % {"number": which, "reason": receipt})


def _attempt(step: Callable[[], _Done], wire: Wire, filename: str) -> _Done | str:
    """Return what a step came to, or in words why it failed: whatever it stumbles over, the next ones are taken."""
    try:
        return step()
    except (OperationalError, SoftTimeLimitExceeded):
        raise
    except ValueError as refusal:
        return explain(refusal)
    except Exception as error:
        log.exception("piece_not_filed", wire=wire.code, filename=filename)
        return f"{type(error).__name__}: {error}"


def explain(refusal: ValueError) -> str:
    """Return why copy was refused, in the language of whoever asks."""
    return _(refusal.template) % refusal.details if isinstance(refusal, UnreadableCopy) else str(refusal)
