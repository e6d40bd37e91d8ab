"""What an upload comes with, and who hears of it."""

import json
from collections.abc import Iterator
from datetime import datetime
from typing import Any

import pytest

from articles.actor import Actor
from articles.models import Desk, Upload, Wire
from articles.operations import IncomingOriginal, UploadReceipt, receive_upload
from articles.signals import upload_received, upload_refused

TEXT = "Neuf personnes ont été blessées, selon la préfecture.".encode()
ORIGINAL = IncomingOriginal("أصيب تسعة أشخاص، بحسب المحافظة.".encode(), "asli.txt", "ar")


def item(number: int, **more: Any) -> dict[str, Any]:
    """Return a ninjs item of the wire."""
    return {"uri": f"urn:example:{number}", "version": "1", "body_text": f"{number} personnes blessées.", **more}


def upload_items(heads: dict[str, Any], *items: dict[str, Any], **changes: Any) -> UploadReceipt:
    """Upload a file of one or several items."""
    content = json.dumps(list(items) if len(items) > 1 else items[0]).encode()
    return receive_upload(content=content, **{**heads, "filename": "wire.json", **changes})


@pytest.fixture
def heads(wire: Wire, desk: Desk, actor: Actor, now: datetime) -> dict[str, Any]:
    """Return the heads under which a file comes."""
    return {
        "filename": "depeche.txt",
        "wire": wire,
        "desk": desk,
        "language": "fr",
        "kind": "translated",
        "actor": actor,
        "now": now,
    }


@pytest.fixture
def told(db: None) -> Iterator[list[str]]:
    """Return which uploads listeners were told of, by their states."""
    heard: list[str] = []

    def listen(upload: Upload, **_: Any) -> None:
        heard.append(upload.state)

    upload_received.connect(listen)
    upload_refused.connect(listen)
    yield heard
    upload_received.disconnect(listen)
    upload_refused.disconnect(listen)
