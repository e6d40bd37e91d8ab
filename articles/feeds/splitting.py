"""Cut a feed into its items, so that one that cannot be read stops none of the others."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

from lxml import etree

from articles.intake import UnreadableCopy
from articles.intake.ninjs import items_of
from articles.intake.xml import parse_xml

# Of the frame that every item is read in, what differs each time the feed is asked for; it says nothing of an item.
_PASSING = frozenset({"lastBuildDate", "pubDate", "updated", "ttl", "skipHours", "skipDays"})
_ITEMS = frozenset({"item", "entry"})
_FRAMES = frozenset({"rss", "feed", "RDF"})


def split(content: bytes) -> list[bytes] | None:
    """Return a feed's items, each as a feed of its own; None where the bytes are no list of items.

    Known are RSS, RDF and Atom by their outermost element, JSON arrays, and the lists that content APIs answer with.
    """
    start = content.lstrip(b"\xef\xbb\xbf \t\r\n")[:1]
    if start in (b"[", b"{"):
        return _split_json(content)
    if start == b"<":
        return _split_xml(content)
    return None


def _split_json(content: bytes) -> list[bytes] | None:
    try:
        items = items_of(json.loads(content))
    except (ValueError, RecursionError):
        return None
    if items is None:
        return None
    return [json.dumps(item, ensure_ascii=False, sort_keys=True).encode("utf-8", "replace") for item in items]


def _split_xml(content: bytes) -> list[bytes] | None:
    # By the reader of files, so that the same bytes are the same letters on either way.
    try:
        root = parse_xml(content)
    except UnreadableCopy:
        return None
    if _name(root) not in _FRAMES:
        return None
    items = [element for element in root.iter() if _name(element) in _ITEMS]
    home = _home(root)
    passing = [child for place in (root, home) for child in place if _name(child) in _PASSING]
    for element in [*items, *passing]:
        _take_out(element)
    return list(_put_in(root, home, items))


def _home(root: Any) -> Any:
    """Return where items stand: in RSS within the channel, elsewhere at the top."""
    channels = [child for child in root if _name(child) == "channel"]
    return channels[0] if channels and _name(root) == "rss" else root


def _put_in(root: Any, home: Any, items: list[Any]) -> Iterator[bytes]:
    for element in items:
        home.append(element)
        yield etree.tostring(root, encoding="utf-8", xml_declaration=True)
        home.remove(element)


def _take_out(element: Any) -> None:
    parent = element.getparent()
    if parent is not None:
        element.tail = None
        parent.remove(element)


def _name(element: Any) -> str:
    return etree.QName(element).localname if isinstance(element.tag, str) else ""
