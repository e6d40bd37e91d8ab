"""The audit chain's arithmetic, apart from the database that made it: pure, so that anybody can check it.

An event's digest is the SHA-256 over its fields, each with its length in bytes before it, a missing one a hyphen.
An event's hash is the SHA-256 over the hash before it, its sequence and its digest, in the same form.
"""

from __future__ import annotations

from collections.abc import Sequence
from hashlib import sha256

# The fields that an event's digest covers, in their order, and as PostgreSQL writes each as text.
FIELDS: Sequence[tuple[str, str]] = (
    ("at", """to_char(at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"')"""),
    ("actor_kind", "actor_kind"),
    ("actor_id", "actor_id::text"),
    ("actor_label", "actor_label"),
    ("request_id", "request_id"),
    ("action", "action"),
    ("object_type", "object_type"),
    ("object_id", "object_id"),
    ("article_id", "article_id::text"),
    ("before", "before::text"),
    ("after", "after::text"),
    ("reason", "reason"),
)

NAMES = tuple(name for name, _ in FIELDS)


def frame(values: Sequence[str | None]) -> bytes:
    """Return values in the length-prefixed form in which they are hashed."""
    parts = []
    for value in values:
        if value is None:
            parts.append(b"-")
        else:
            encoded = value.encode()
            parts.append(b"%d:%b" % (len(encoded), encoded))
    return b"".join(parts)


def digest_event(values: Sequence[str | None]) -> str:
    """Return the digest of an event's fields, given in the order of FIELDS."""
    return sha256(frame(values)).hexdigest()


def link(previous_hash: str, sequence: int, digest: str) -> str:
    """Return the hash of the event with this digest at this place in the chain."""
    number = b"%d" % sequence
    framed = b"%d:%b%d:%b64:%b" % (len(previous_hash), previous_hash.encode(), len(number), number, digest.encode())
    return sha256(framed).hexdigest()
