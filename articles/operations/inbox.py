"""The inbox: copy is kept as it comes, its program is answered, and it is filed in the order in which it came.

What takes back, holds or corrects is filed before other copy, but never before what came earlier under the same id:
behind an arrival that is put off, its id waits. One arrival is filed at a time, in one transaction with the note of
what became of it: nothing is filed twice, and what a dying worker leaves behind is still waiting.
"""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import datetime, timedelta

import structlog
from django.db import connection, transaction
from django.db.models import Exists, OuterRef, QuerySet
from django.utils import translation
from django.utils.translation import gettext as _

from articles.actor import Actor
from articles.intake import Copy
from articles.intake.languages import read_language
from articles.intake.packing import pack, unpack
from articles.intake.versions import is_older
from articles.models import ApiToken, Arrival, ArrivalState, Article, Desk, LinkKind, PubStatus, Wire
from articles.operations.filing import UnfitOriginal, check_original, name_copy, name_externally
from articles.operations.languages import language_of
from articles.operations.linking import kind_of
from articles.operations.notes import NoteAction, read_note
from articles.operations.receipt import Receipt, say
from articles.operations.receiving import FiledElsewhere, receive_copy
from articles.operations.refusing import keep_refused

MOST_ATTEMPTS = 5
SETTLED_KEPT_FOR = timedelta(days=7)
_FIRST_PAUSE = timedelta(seconds=2)
# What filing alone can find out, and no second attempt would mend; by the code that programs know.
_REFUSALS: dict[type[Exception], str] = {FiledElsewhere: "filed_elsewhere", UnfitOriginal: "unfit_original"}

MayTouch = Callable[[ApiToken, Article], bool]
log = structlog.get_logger(__name__)


def make_arrival(  # noqa: PLR0913
    *,
    copy: Copy,
    wire: Wire,
    desk: Desk,
    token: ApiToken,
    kind: str,
    language: str | None,
    original: Article | None,
    now: datetime,
) -> Arrival:
    """Return the row that keeps copy until it is filed, not yet written; refuse what can be refused at once.

    :raises UnknownLanguage: *language* does not exist
    :raises UnfitOriginal: *original* is in the same language, or the copy is an original itself
    """
    told, doubts = language_of(copy, wire, language)
    check_original(original, language=told or wire.language, kind=kind)
    return Arrival(
        token=token,
        wire=wire,
        desk=desk,
        original=original,
        kind=kind,
        language=read_language(language) if language else "",
        external_id=name_externally(copy.uri),
        copy=pack(copy),
        goes_first=_goes_first(copy),
        request_id=str(structlog.contextvars.get_contextvars().get("request_id", ""))[:64],
        told_in=translation.get_language() or "en",
        warnings=list(say((*copy.warnings, *doubts))),
        arrived_at=now,
        due_at=now,
    )


@transaction.atomic
def file_next(*, may_touch: MayTouch, now: datetime) -> Arrival | None:
    """File the arrival whose turn it is, and return it; None where nothing is due."""
    _queue_up()
    put_off = _earlier_of_its_id().filter(due_at__gt=now)
    due = Arrival.objects.waiting().filter(due_at__lte=now).exclude(Exists(put_off))
    first = due.order_by("-goes_first", "pk").first()
    if first is None:
        return None
    earlier = _earliest(first.wire, first.external_id) if first.external_id else None
    return _file(earlier or first, may_touch, now)


@transaction.atomic
def file_earlier(*, wire: Wire, uri: str, may_touch: MayTouch, now: datetime) -> Arrival | None:
    """File the earliest of what waits under an id, before anything else of that id is; None where nothing is due."""
    if not is_waited_for(wire=wire, uri=uri):
        return None
    _queue_up()
    earliest = _earliest(wire, name_externally(uri))
    return _file(earliest, may_touch, now) if earliest and earliest.due_at <= now else None


def is_waited_for(*, wire: Wire, uri: str) -> bool:
    """Tell whether copy still waits under an id: what comes now must wait behind it."""
    return bool(uri) and _earliest(wire, name_externally(uri)) is not None


def sweep_arrivals(*, now: datetime) -> int:
    """Remove the arrivals that were settled long ago; their copy stands in articles and refused uploads."""
    return Arrival.objects.filter(settled_at__lt=now - SETTLED_KEPT_FOR).delete()[0]


def _goes_first(copy: Copy) -> bool:
    """Tell whether copy takes back, holds or corrects what readers may see."""
    replaces = any(kind_of(link.relation) == LinkKind.REPLACES for link in copy.links)
    told = read_note(copy.ed_note) != NoteAction.NONE or copy.pub_status != PubStatus.USABLE
    return told or replaces or is_older("1", copy.version)


def _queue_up() -> None:
    """Let one arrival be filed at a time: what two workers file at once would have no order."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(hashtext('second_source.inbox'))")


def _earlier_of_its_id() -> QuerySet[Arrival]:
    """Return, for a query on arrivals, what waits under the id of each and came before it."""
    of_id = Arrival.objects.waiting().filter(wire=OuterRef("wire"), external_id=OuterRef("external_id"))
    return of_id.filter(pk__lt=OuterRef("pk")).exclude(external_id="")


def _earliest(wire: Wire, external_id: str) -> Arrival | None:
    return Arrival.objects.waiting().filter(wire=wire, external_id=external_id).order_by("pk").first()


def _file(arrival: Arrival, may_touch: MayTouch, now: datetime) -> Arrival:
    """File an arrival as what it was when it came: by its token, at its time, in its request's language."""
    told = structlog.contextvars.bound_contextvars(request_id=arrival.request_id)
    with translation.override(arrival.told_in), told:
        try:
            with transaction.atomic():
                _settle(arrival, _receive(arrival, may_touch), now)
        except tuple(_REFUSALS) as refusal:
            _give_up(arrival, ArrivalState.REFUSED, _REFUSALS[type(refusal)], str(refusal), now)
        except Exception as fault:
            log.exception("arrival_failed", arrival=arrival.pk, attempt=arrival.attempts + 1)
            _put_off(arrival, f"{type(fault).__name__}: {fault}", now)
    return arrival


def _receive(arrival: Arrival, may_touch: MayTouch) -> Receipt:
    return receive_copy(
        copy=unpack(arrival.copy),
        wire=arrival.wire,
        desk=arrival.desk,
        actor=_actor(arrival),
        now=arrival.arrived_at,
        language=arrival.language or None,
        kind=arrival.kind,
        original=arrival.original,
        may_touch=lambda known: may_touch(arrival.token, known),
    )


def _actor(arrival: Arrival) -> Actor:
    token = arrival.token
    return Actor.token(token.user, token.name, limits=token.limits)


def _settle(arrival: Arrival, receipt: Receipt, now: datetime) -> None:
    arrival.state, arrival.settled_at = ArrivalState.FILED, now
    arrival.outcome, arrival.warnings = receipt.outcome, list(receipt.warnings)
    arrival.article, arrival.version = receipt.article, receipt.version
    arrival.attempts, arrival.reason = arrival.attempts + 1, ""
    arrival.save()


def _put_off(arrival: Arrival, reason: str, now: datetime) -> None:
    """Try again a little later; after the last attempt, show it to the desk."""
    arrival.refresh_from_db()
    if arrival.attempts + 1 >= MOST_ATTEMPTS:
        words = _("could not be filed, and is kept here: file it by hand, or mend the fault (%(fault)s)")
        _give_up(arrival, ArrivalState.FAILED, "failed", words % {"fault": reason}, now)
        return
    arrival.due_at = now + _FIRST_PAUSE * 2**arrival.attempts
    arrival.attempts, arrival.reason = arrival.attempts + 1, reason
    arrival.save()


def _give_up(arrival: Arrival, state: ArrivalState, code: str, reason: str, now: datetime) -> None:
    """Keep the copy among the refused uploads, where its desk sees it and why."""
    arrival.refresh_from_db()
    arrival.state, arrival.settled_at, arrival.code, arrival.reason = state, now, code, reason
    arrival.attempts += 1
    arrival.save()
    keep_refused(
        content=json.dumps(arrival.copy, ensure_ascii=False, indent=1).encode(),
        filename=f"{name_copy(unpack(arrival.copy))}.json",
        wire=arrival.wire,
        desk=arrival.desk,
        reason=reason,
        actor=_actor(arrival),
        now=arrival.arrived_at,
    )
