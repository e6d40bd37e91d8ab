"""Send work to the workers once the transaction is through; what gets lost, the sweep finds in the tables."""

from __future__ import annotations

from typing import Any

from celery import current_app
from django.db import transaction

SCREEN_VERSION = "moderation.tasks.screen_version"
MAIL_NOTICES = "moderation.tasks.mail_notices"
RESCREEN = "moderation.tasks.rescreen"
PREVIEW = "moderation.tasks.make_preview"
DELIVER_WEBHOOKS = "moderation.tasks.deliver_webhooks"


def send_after_commit(task: str, *args: Any) -> None:
    """Send a task's message when the transaction has ended well.

    A broker that is down must not undo or hide what was committed: Django logs the failure, the row remains.
    """
    transaction.on_commit(current_app.signature(task, args=args).delay, robust=True)
