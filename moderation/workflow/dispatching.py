"""Send work to the workers once the transaction is through; what gets lost, the sweep finds in the tables."""

from __future__ import annotations

from typing import Any

from celery import current_app
from django.core.cache import cache
from django.db import transaction

SCREEN_VERSION = "moderation.tasks.screen_version"
MAIL_NOTICES = "moderation.tasks.mail_notices"
RESCREEN = "moderation.tasks.rescreen"
PREVIEW = "moderation.tasks.make_preview"
FILE_ARRIVALS = "moderation.tasks.file_arrivals"
DELIVER_WEBHOOKS = "moderation.tasks.deliver_webhooks"

# Seconds after which a call counts as lost.
_CALL_LASTS = 5


def send_after_commit(task: str, *args: Any) -> None:
    """Send a task's message when the transaction has ended well.

    A broker that is down must not undo or hide what was committed: Django logs the failure, the row remains.
    """
    transaction.on_commit(current_app.signature(task, args=args).delay, robust=True)


def call_after_commit(task: str) -> None:
    """Send for a task that does all that waits, unless it was sent for and has not begun; the sweep comes anyway.

    It comes for what is brought while the cache is away, too: nobody waits for a broker that may be away with it.
    """

    def call() -> None:
        if cache.add(_called(task), value=True, timeout=_CALL_LASTS):
            current_app.signature(task).delay()

    transaction.on_commit(call, robust=True)


def answer_call(task: str) -> None:
    """Let a task be sent for again: it says so before it looks, so that nothing comes in between unseen."""
    cache.delete(_called(task))


def _called(task: str) -> str:
    return f"called:{task}"
