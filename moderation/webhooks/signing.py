"""Sign a message by Standard Webhooks 1.0: its id, the second of this attempt, and the very bytes sent."""

from __future__ import annotations

import base64
import secrets
from collections.abc import Sequence
from datetime import UTC, datetime

from standardwebhooks import Webhook

_PREFIX = "whsec_"
_BYTES = 32


def make_secret() -> str:
    """Return a new random secret, as receivers expect it written."""
    return _PREFIX + base64.b64encode(secrets.token_bytes(_BYTES)).decode()


def sign(body: str, *, message_id: str, now: datetime, keys: Sequence[str]) -> dict[str, str]:
    """Return the headers of an attempt, with one signature for each secret."""
    # The receiver reads whole seconds; what is signed must be what it reads.
    second = now.astimezone(UTC).replace(microsecond=0)
    signatures = [Webhook(key).sign(msg_id=message_id, timestamp=second, data=body) for key in keys]
    return {
        "webhook-id": message_id,
        "webhook-timestamp": str(int(second.timestamp())),
        "webhook-signature": " ".join(signatures),
    }
