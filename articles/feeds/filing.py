"""File what came by itself: each piece read and received, and kept with the reason where it cannot be."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

import structlog
from celery.exceptions import SoftTimeLimitExceeded
from django.db import OperationalError
from django.utils.translation import gettext as _

from articles.actor import Actor
from articles.intake import UnreadableCopy, read_copies
from articles.models import Wire
from articles.operations import Outcome, keep_refused, receive_copy

log = structlog.get_logger(__name__)


@dataclass(frozen=True, slots=True)
class Filed:
    """What became of one piece: how many of its articles were news, or why it was refused."""

    news: int = 0
    refusal: str = ""


def file_piece(content: bytes, *, filename: str, media_type: str, wire: Wire, actor: Actor, now: datetime) -> Filed:
    """Read a piece and receive its articles, each once however often it comes; what cannot be filed is kept.

    :raises OperationalError: the database is away, which is no fault of the piece
    :raises SoftTimeLimitExceeded: the worker's time is over
    """
    assert wire.files_to is not None  # a constraint of the table
    news = 0
    try:
        for copy in read_copies(content, filename=filename, media_type=media_type):
            receipt = receive_copy(copy=copy, wire=wire, desk=wire.files_to, actor=actor, now=now)
            news += receipt.outcome != Outcome.UNCHANGED
    except (OperationalError, SoftTimeLimitExceeded):
        raise
    except ValueError as refusal:
        reason = explain(refusal)
    except Exception as error:  # whatever one piece does, the next ones are filed
        log.exception("piece_not_filed", wire=wire.code, filename=filename)
        reason = f"{type(error).__name__}: {error}"
    else:
        return Filed(news)
    keep_refused(content=content, filename=filename, wire=wire, desk=wire.files_to, reason=reason, actor=actor, now=now)
    return Filed(news, reason)


def explain(refusal: ValueError) -> str:
    """Return why copy was refused, in the language of whoever asks."""
    return _(refusal.template) % refusal.details if isinstance(refusal, UnreadableCopy) else str(refusal)
