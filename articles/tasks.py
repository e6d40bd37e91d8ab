"""What the workers do for copy: ask feeds, look into folders, notice silence. Tasks take ids and may run twice."""

from __future__ import annotations

from celery import shared_task
from django.utils import timezone

from articles.feeds import folder, polling
from articles.feeds.silence import notice_silence, notice_silence_of


@shared_task
def poll_wire(wire_id: int) -> int:
    """Ask one wire's feed; return how many articles were news."""
    poll = polling.poll(wire_id)
    return poll.news if poll else 0


@shared_task
def watch_folder(wire_id: int) -> int:
    """Look into one wire's folder, and notice whether it has fallen quiet; return how many articles were news."""
    seen = folder.look(wire_id)
    if seen is None:
        return 0
    if not seen.waiting:
        notice_silence_of(wire_id, now=timezone.now())
    return seen.news


@shared_task
def watch_wires() -> int:
    """Send for every wire whose feed or folder is due, and notice those that have fallen quiet."""
    now = timezone.now()
    due, watched = polling.due_wires(now=now), folder.watched_wires()
    for wire_id in due:
        poll_wire.delay(wire_id)
    for wire_id in watched:
        watch_folder.delay(wire_id)
    # After a standstill what came meanwhile lies in the folders: of those, each look notices the silence itself.
    notice_silence(now=now, but_for=watched)
    return len(due) + len(watched)
