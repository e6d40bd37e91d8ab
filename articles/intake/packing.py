"""Pack copy for a row that waits to be filed, and take it out again just as it was read."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict
from datetime import datetime
from typing import Any

from articles.intake.copy import Body, Copy, InfoSource, Link, Rights, Said


def pack(copy: Copy) -> dict[str, Any]:
    """Return copy as JSON holds it."""
    packed = asdict(copy)
    if copy.embargoed_until is not None:
        packed["embargoed_until"] = copy.embargoed_until.isoformat()
    return packed


def unpack(packed: Mapping[str, Any]) -> Copy:
    """Return the copy that was packed."""
    until, hold = packed["embargoed_until"], packed["hold_reason"]
    parts = {
        "embargoed_until": datetime.fromisoformat(until) if until else None,
        "hold_reason": unpack_said(hold) if hold else None,
        "rights": Rights(**packed["rights"]),
        "info_sources": tuple(InfoSource(**{**one, "roles": tuple(one["roles"])}) for one in packed["info_sources"]),
        "links": tuple(Link(**one) for one in packed["links"]),
        "bodies": tuple(Body(**one) for one in packed["bodies"]),
        "warnings": tuple(map(unpack_said, packed["warnings"])),
    }
    return Copy(**{**packed, **parts})


def unpack_said(packed: Mapping[str, Any]) -> Said:
    """Return the sentence that was packed."""
    details = {name: unpack_said(one) if isinstance(one, Mapping) else one for name, one in packed["details"].items()}
    return Said(packed["template"], details)
