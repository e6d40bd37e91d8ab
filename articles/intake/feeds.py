"""RSS 2.0, RSS 1.0 and Atom: every entry is an article."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from html import unescape
from io import BytesIO
from typing import Any

import feedparser

from articles.intake.copy import Copy, NoCopyInside, Rights, UnreadableCopy, gettext_noop
from articles.intake.draft import Draft, check_number, with_left_out
from articles.intake.forms import Form, choose_form, tell_left_out
from articles.intake.html import html_paragraphs, looks_like_html
from articles.intake.plaintext import plain_paragraphs
from articles.intake.xml import Element, as_source, descendants

ROOTS = frozenset({"rss", "feed", "rdf"})
# What the copy keeps in full elsewhere, and feedparser's parsed doubles of dates.
_TAKEN = frozenset({"content", "summary", "summary_detail", "title", "title_detail", "language", "guidislink"})
_TAG = re.compile(r"</?[A-Za-z][A-Za-z0-9]{0,15}(?=[\s/>])[^<>]{0,500}>")
# A picture's bytes stand where a text may, written in letters.
_IS_TEXT = re.compile(r"text|html|xml\b")
_NO_ENTRIES = gettext_noop("%(name)s is a feed without entries; there is nothing to file")


def read_feed(root: Element) -> tuple[Copy, ...]:
    """Read a feed's entries; one without words is left out.

    :raises UnreadableCopy: no entry has words
    """
    check_number(sum(1 for _entry in descendants(root, "item", "entry")))
    # Written anew by the guarded parser: feedparser sees no entity and no document type.
    source = BytesIO(as_source(root).encode("utf-8"))
    feed = feedparser.parse(source, sanitize_html=False, resolve_relative_uris=False)
    if not feed.entries:
        raise NoCopyInside(_NO_ENTRIES, name="-")
    copies: list[Copy] = []
    refusals: list[tuple[str, UnreadableCopy]] = []
    for number, entry in enumerate(feed.entries, start=1):
        try:
            copies.append(_read_entry(entry, feed))
        except UnreadableCopy as refusal:
            refusals.append((str(number), refusal))
    if not copies:
        raise refusals[0][1]
    return with_left_out(copies, [(number, refusal.as_said()) for number, refusal in refusals])


def _read_entry(entry: Mapping[str, Any], feed: Mapping[str, Any]) -> Copy:
    head = feed.get("feed", {})
    draft = Draft(format="Atom" if str(feed.get("version", "")).startswith("atom") else "RSS")
    draft.uri = _text(entry, "id") or _text(entry, "link")
    draft.headline = " ".join(_paragraphs(draft, _text(entry, "title"), _detail(entry, "title_detail")))
    draft.language = _text(entry, "language") or _text(head, "language")
    _read_text(draft, entry)
    draft.byline = _text(entry, "author")
    draft.rights = Rights("", _text(entry, "rights") or _text(head, "rights"), "")
    draft.source(_text(entry.get("source", {}), "title"), "source", uri=_text(entry.get("source", {}), "href"))
    draft.source(_text(head, "publisher") or _text(head, "title"), "publisher", uri=_text(head, "link"))
    for link in entry.get("links", ()):
        if _text(link, "rel") not in {"alternate", "self", ""}:
            draft.link(_text(link, "rel"), _text(link, "href"), type=_text(link, "type"), title=_text(link, "title"))
    draft.extra = {name: value for name, value in entry.items() if name not in _TAKEN and not name.endswith("_parsed")}
    return draft.finish()


def _read_text(draft: Draft, entry: Mapping[str, Any]) -> None:
    """Take an entry's content as its text and its summary as such; a summary alone is the text."""
    forms = list(_forms(draft, entry))
    chosen = choose_form(draft, forms, language=draft.language)
    if chosen is not None:
        tell_left_out(draft, chosen, forms)
        draft.paragraphs, draft.language = chosen.paragraphs, chosen.language or draft.language
    summary, kind = _text(entry, "summary"), _detail(entry, "summary_detail")
    if draft.paragraphs:
        # Of an entry without a summary feedparser gives its content as one.
        is_content = summary in {_text(content, "value") for content in entry.get("content", ())}
        draft.summary = "" if is_content else "\n".join(_paragraphs(draft, summary, kind))
    elif summary:
        draft.body(summary, kind or "text/plain")
        draft.paragraphs = _paragraphs(draft, summary, kind)


def _forms(draft: Draft, entry: Mapping[str, Any]) -> Iterator[Form]:
    """Yield an entry's contents, and keep them as they came."""
    for content in entry.get("content", ()):
        value, kind = _text(content, "value"), _text(content, "type") or "text/plain"
        if _IS_TEXT.search(kind.lower()):
            draft.body(value, kind)
            is_marked_up = "html" in kind or looks_like_html(value)
            yield Form(_paragraphs(draft, value, kind), "", _text(content, "language"), kind, is_marked_up)


def _paragraphs(draft: Draft, value: str, kind: str) -> list[str]:
    if draft.format == "RSS" and "html" in kind and not _TAG.search(value):
        # RSS says no type, and feedparser always HTML: without a tag, its lines are those of a plain text.
        return plain_paragraphs(unescape(value))
    return html_paragraphs(value) if "html" in kind or looks_like_html(value) else plain_paragraphs(value)


def _detail(entry: Mapping[str, Any], name: str) -> str:
    return _text(entry.get(name, {}), "type")


def _text(values: Any, name: str) -> str:
    found = values.get(name) if isinstance(values, Mapping) else None
    return found if isinstance(found, str) else ""
