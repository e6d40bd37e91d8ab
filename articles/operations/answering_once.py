"""Do a write once, however often it is asked for: answers kept by idempotency key."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.db import IntegrityError, connection, transaction
from django.db.models import DateTimeField, Func, IntegerField, Model, QuerySet
from django.utils.translation import gettext as _

from articles.models import ApiToken, KeptAnswer
from articles.operations.together import insert_together

KEPT_FOR = timedelta(hours=24)
# An answer that was begun and not finished by then died with its server, even where the connection lives on: in a pool.
_DEAD_AFTER = timedelta(minutes=5)
# Where the application signs in as itself it sees when its processes began; where it takes on a role, the owner does.
_BEGAN = "SELECT coalesce(backend_start, articles_process_began(pid)) FROM pg_stat_activity WHERE pid = "
_OWN_PROCESS = {
    "made_by": Func(function="pg_backend_pid", output_field=IntegerField()),
    "made_since": Func(template=f"({_BEGAN} pg_backend_pid())", output_field=DateTimeField()),
}


class KeyUsedOtherwise(ValueError):
    """Refuse a key that another request used."""

    def __init__(self) -> None:
        super().__init__(_("this Idempotency-Key was used for another request: make a new key for every request"))


class StillInFlight(ValueError):
    """Refuse a key whose first request is still being answered."""

    def __init__(self) -> None:
        super().__init__(
            _("the first request with this Idempotency-Key is still being answered: ask again in a moment")
        )


@dataclass(frozen=True, slots=True)
class Asked:
    """Name one write: by whom, under which key, and what exactly was asked."""

    token: ApiToken
    key: str
    fingerprint: str

    @classmethod
    def of(cls, token: ApiToken, key: str, *parts: bytes) -> Asked:
        """Return the name of a write of these *parts*: method, address, type, body."""
        whole = hashlib.sha256()
        for part in parts:
            whole.update(len(part).to_bytes(8, "big") + part)
        return cls(token, key, whole.hexdigest())


@dataclass(frozen=True, slots=True)
class Answer:
    """One answer, as it is kept for whoever asks again."""

    status: int
    headers: dict[str, str]
    body: Any

    def columns(self) -> dict[str, Any]:
        """Return what a row keeps of it."""
        return {"status": self.status, "headers": self.headers, "body": self.body}


def begin_answer(asked: Asked, *, now: datetime) -> KeptAnswer | None:
    """Take the key for this request; return the answer that was given to it before, if there is one.

    :raises KeyUsedOtherwise: :raises StillInFlight:
    """
    if _take(asked, now):
        return None
    with transaction.atomic():
        kept = KeptAnswer.objects.select_for_update().filter(token=asked.token, key=asked.key).first()
        if kept is None:
            # Its first request failed between our two looks, and gave the key back.
            raise StillInFlight
        if kept.begun_at < now - KEPT_FOR or (kept.status is None and _is_dead(kept, now)):
            kept.fingerprint, kept.begun_at, kept.status, kept.body = asked.fingerprint, now, None, None
            kept.made_by, kept.made_since = _OWN_PROCESS["made_by"], _OWN_PROCESS["made_since"]
            kept.save()
            return None
        if kept.fingerprint != asked.fingerprint:
            raise KeyUsedOtherwise
        if kept.status is None:
            raise StillInFlight
        return kept


def answer_and_keep(asked: Asked, answer: Answer, promised: Model, *, now: datetime) -> KeptAnswer | None:
    """Keep an answer together with the new row that it promises; or return the answer that was given before.

    :raises KeyUsedOtherwise: :raises StillInFlight:
    """
    try:
        insert_together(_row(asked, now, **answer.columns()), promised)
    except IntegrityError:
        return _answer_known(asked, answer, promised, now)
    return None


def keep_answer(asked: Asked, answer: Answer, *, begun_at: datetime) -> bool:
    """Keep what was answered, where the key is still this request's, see :func:`_held`; tell whether it is.

    Kept with a change, before all that the answer may tell is known, it is kept again when that is.
    """
    return _held(asked, begun_at).update(**answer.columns()) > 0


def find_answer(asked: Asked, *, now: datetime) -> KeptAnswer | None:
    """Return the answer that this very request was given before, if it may still be asked for."""
    kept = KeptAnswer.objects.filter(token=asked.token, key=asked.key, fingerprint=asked.fingerprint)
    return kept.filter(begun_at__gte=now - KEPT_FOR, status__isnull=False).first()


def forget_answer(asked: Asked, *, begun_at: datetime) -> None:
    """Give the key back, where it is still this request's and no change is kept: it was refused, or it failed."""
    _held(asked, begun_at).filter(status=None).delete()


def sweep_answers(*, now: datetime) -> int:
    """Remove the answers that nobody may ask for again; return how many."""
    return KeptAnswer.objects.filter(begun_at__lt=now - KEPT_FOR).delete()[0]


def _answer_known(asked: Asked, answer: Answer, promised: Model, now: datetime) -> KeptAnswer | None:
    """Answer under a key that was used: as before, or anew where its day is over."""
    with transaction.atomic():
        kept = begin_answer(asked, now=now)
        if kept is None:
            keep_answer(asked, answer, begun_at=now)
            promised.save(force_insert=True)
        return kept


def _take(asked: Asked, now: datetime) -> bool:
    try:
        with transaction.atomic():
            _row(asked, now, **_OWN_PROCESS).save(force_insert=True)
    except IntegrityError:
        return False
    return True


def _held(asked: Asked, begun_at: datetime) -> QuerySet[KeptAnswer]:
    """Return the row of a key that was taken then, and by nobody since.

    A request whose connection was cut is taken for dead and may live on: what it says then is not about the repeat.
    """
    return KeptAnswer.objects.filter(token=asked.token, key=asked.key, begun_at=begun_at)


def _is_dead(kept: KeptAnswer, now: datetime) -> bool:
    """Tell whether nobody makes an answer any more: its web was killed, which closed the connection."""
    if kept.begun_at < now - _DEAD_AFTER:
        return True
    if kept.made_by is None:
        return False
    with connection.cursor() as cursor:
        # A transaction sees the processes that it saw first: whoever came since would seem dead.
        cursor.execute("SELECT pg_stat_clear_snapshot()")
        cursor.execute(f"{_BEGAN} %s", [kept.made_by])
        living = cursor.fetchone()
    # A process that began at another time has the number of one that ended.
    return living is None or (kept.made_since is not None and living[0] != kept.made_since)


def _row(asked: Asked, now: datetime, **columns: Any) -> KeptAnswer:
    return KeptAnswer(token=asked.token, key=asked.key, fingerprint=asked.fingerprint, begun_at=now, **columns)
