"""One worker a wire: whoever claims its state asks its feed or looks into its folder; a dead one's claim runs out."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta
from uuid import uuid4

from django.db import transaction

from articles.actor import Actor
from articles.models import Wire, WireState
from articles.signals import wire_spoke_again

# Longer than asking a feed and filing all of it may take.
LEASE = timedelta(minutes=5)


def claim_wire(wire_id: int, *, now: datetime, is_due: Callable[[WireState], bool]) -> WireState | None:
    """Take a wire to work on it; None where another worker has it, or nothing is due."""
    wire = Wire.objects.filter(pk=wire_id, is_active=True).first()
    if wire is None:
        return None
    WireState.objects.get_or_create(wire=wire, defaults={"watched_since": now})
    with transaction.atomic():
        free = WireState.objects.select_for_update(of=("self",), skip_locked=True).filter(wire=wire)
        state = free.select_related("wire__files_to").first()
        if state is None or (state.lease_until is not None and state.lease_until > now) or not is_due(state):
            return None
        state.claim, state.lease_until = uuid4(), now + LEASE
        state.save(update_fields=["claim", "lease_until"])
        return state


@transaction.atomic
def give_back(state: WireState, *, news: int, actor: Actor, now: datetime, changes: dict[str, object]) -> bool:
    """Keep how a wire stands and free it, unless the claim was lost meanwhile; news end a silence."""
    locked = WireState.objects.select_for_update(of=("self",)).select_related("wire").get(pk=state.pk)
    if locked.claim != state.claim:
        return False
    for name, value in changes.items():
        setattr(locked, name, value)
    if news:
        if locked.quiet_since is not None:
            wire_spoke_again.send(sender=Wire, wire=locked.wire, since=locked.quiet_since, actor=actor, now=now)
        locked.heard_at, locked.quiet_since = now, None
    locked.claim, locked.lease_until = None, None
    locked.save()
    return True
