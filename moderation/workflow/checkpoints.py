"""Signed checkpoints: a head of the chain in a file that leaves the house, and comes back to be compared."""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from django.conf import settings
from django.core.signing import BadSignature, Signer
from django.utils.translation import gettext as _

from articles.actor import Actor
from moderation.models import GENESIS, AuditHead
from moderation.workflow.audit import record
from moderation.workflow.refusal import Refusal
from moderation.workflow.verification import KnownHead

_SALT = "second_source.audit.checkpoint"


class BadCheckpoint(Refusal):
    """Refuse a checkpoint file that this house did not sign, or that was changed since."""

    code = "checkpoint"

    def __init__(self, path: Path) -> None:
        super().__init__(_("%(path)s is no checkpoint that this house signed") % {"path": path})


@dataclass(frozen=True, slots=True)
class Checkpoint:
    """The chain's head at one moment."""

    sequence: int
    hash: str
    at: str


def current_head() -> KnownHead:
    """Return the chain's head, as mails and checkpoints carry it."""
    head = AuditHead.objects.filter(pk=1).first()
    return KnownHead(head.hash, head.sequence) if head else KnownHead(GENESIS, 0)


def write_checkpoint(path: Path, *, actor: Actor, now: datetime) -> Checkpoint:
    """Sign the chain's head into a file; the event that says so is the next link."""
    head = current_head()
    made = Checkpoint(head.sequence or 0, head.hash, now.isoformat())
    path.write_text(_signer().sign(_plain(made)) + "\n", encoding="utf-8")
    record(
        action="audit.checkpoint_written",
        actor=actor,
        obj=AuditHead(pk=1),
        now=now,
        after={"sequence": made.sequence, "hash": made.hash},
    )
    return made


def read_checkpoint(path: Path) -> Checkpoint:
    """Return the head that a checkpoint file carries.

    :raises BadCheckpoint:
    """
    try:
        plain = _signer().unsign(path.read_text(encoding="utf-8").strip())
        return Checkpoint(**json.loads(plain))
    except (BadSignature, OSError, UnicodeDecodeError, ValueError, TypeError) as error:
        raise BadCheckpoint(path) from error


def _plain(checkpoint: Checkpoint) -> str:
    return json.dumps({"at": checkpoint.at, "hash": checkpoint.hash, "sequence": checkpoint.sequence}, sort_keys=True)


def _signer() -> Signer:
    key = settings.MODERATION_CHECKPOINT_KEY or settings.SECRET_KEY
    return Signer(key=key, sep=".", salt=_SALT, algorithm="sha256")
