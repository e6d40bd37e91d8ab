"""Markdown and front matter: heads as `key: value` lines between two rules, then the text."""

from __future__ import annotations

import re
from collections.abc import Mapping

from articles.intake.copy import Copy, Rights, UnreadableCopy, gettext_noop
from articles.intake.draft import Draft
from articles.intake.plaintext import decode_text, split_headline, unwrap

_FRONT = re.compile(r"\s*---[ \t]*\r?\n(.{0,20000}?)\r?\n(?:---|\.\.\.)[ \t]*(?:\r?\n|\Z)", re.DOTALL)
_LINE = re.compile(r"([A-Za-z][A-Za-z0-9 _-]{0,40}):(?:[ \t]+(.*))?\Z")
_NAMES: Mapping[str, str] = {
    "title": "headline",
    "headline": "headline",
    "summary": "summary",
    "abstract": "summary",
    "description": "summary",
    "language": "language",
    "lang": "language",
    "slug": "slugline",
    "slugline": "slugline",
    "id": "uri",
    "guid": "uri",
    "uri": "uri",
    "version": "version",
    "author": "byline",
    "by": "byline",
    "byline": "byline",
    "dateline": "dateline",
    "located": "dateline",
    "ednote": "ed_note",
}
_EMBARGOES = frozenset({"embargo", "embargoed", "embargoeduntil"})
_STATUSES = frozenset({"pubstatus", "status"})
_MARKS = (
    (re.compile(r"^[ \t]{0,3}(?:`{3,}|~{3,}).*$", re.M), ""),
    (re.compile(r"^[ \t]{0,3}#{1,6}[ \t]+(.*?)[ \t]*#*$", re.M), r"\n\1\n"),
    (re.compile(r"^[ \t]{0,3}(?:>[ \t]?)+", re.M), ""),
    (re.compile(r"^[ \t]*(?:[-*+]|\d{1,9}[.)])[ \t]+", re.M), "\n"),
    (re.compile(r"^[ \t]{0,3}(?:[-*_][ \t]*){3,}$", re.M), ""),
    (re.compile(r"!\[[^\[\]\n]{0,500}\]\([^()\n]{0,2000}\)"), ""),
    (re.compile(r"\[([^\[\]\n]{1,500})\](?:\([^()\n]{0,2000}\)|\[[^\[\]\n]{0,200}\])"), r"\1"),
    (re.compile(r"<(?:https?://|mailto:)?([^<>\s]{1,2000})>"), r"\1"),
    (re.compile(r"(\*\*|__)(?=\S)([^\n]{1,2000}?)(?<=\S)\1"), r"\2"),
    (re.compile(r"(?<![\w*\\])\*(?=\S)([^*\n]{1,2000})(?<=[^\s\\])\*(?![\w*])"), r"\1"),
    (re.compile(r"(?<![\w_\\])_(?=\S)([^_\n]{1,2000})(?<=[^\s\\])_(?![\w_])"), r"\1"),
    (re.compile(r"`([^`\n]{1,500})`"), r"\1"),
    (re.compile(r"\\([\\`*_{}\[\]()#+.!>-])"), r"\1"),
)
_RULE = re.compile(r"\s*---[ \t]*\r?\n")
_ENDLESS = gettext_noop("%(name)s begins with heads below a line of --- and never ends them; put --- under the last")
_FIRST_HEADING = re.compile(r"\s*#[ \t]+(.+?)[ \t]*#*[ \t]*(?:\r?\n|\Z)")


def has_front_matter(text: str) -> bool:
    """Tell whether a text begins with heads between two rules, or with one rule and heads that never end."""
    found = _FRONT.match(text)
    if found is None:
        return _is_endless(text)
    return any(_LINE.match(line) for line in found.group(1).splitlines())


def read_markdown(content: bytes) -> tuple[Copy, ...]:
    """Read Markdown, with its front matter where it has one.

    :raises UnreadableCopy: binary, without words, or with heads that never end
    """
    return (_read(decode_text(content), is_markdown=True),)


def read_with_front_matter(content: bytes) -> tuple[Copy, ...]:
    """Read plain text below front matter.

    :raises UnreadableCopy: binary, without words, or with heads that never end
    """
    return (_read(decode_text(content), is_markdown=False),)


def _read(text: str, *, is_markdown: bool) -> Copy:
    draft = Draft(format="Markdown" if is_markdown else "plain text")
    if _is_endless(text):
        # Read as text, an embargo among them would hold nothing.
        raise UnreadableCopy(_ENDLESS, name="-")
    front = _FRONT.match(text) if has_front_matter(text) else None
    if front is not None:
        _read_front(draft, front.group(1))
        text = text[front.end() :]
    draft.body(text, "text/markdown" if is_markdown else "text/plain")
    if is_markdown:
        heading = _FIRST_HEADING.match(text)
        if heading and not draft.headline:
            draft.headline = _strip(heading.group(1))
            text = text[heading.end() :]
        text = _strip(text)
    text = _join_lines(text) if is_markdown else unwrap(text)
    if not draft.headline:
        draft.headline, text = split_headline(text)
    draft.paragraphs = text.splitlines()
    return draft.finish()


def _read_front(draft: Draft, front: str) -> None:
    rest: dict[str, object] = {}
    for key, value in _pairs(front):
        name = _name_of(key)
        if name in _NAMES:
            setattr(draft, _NAMES[name], value)
        elif name in _EMBARGOES:
            draft.embargo(value)
        elif name in _STATUSES:
            draft.status(value)
        elif name in {"urgency", "priority"}:
            draft.take_urgency(value)
        elif name in {"copyright", "copyrightholder", "rights"}:
            draft.rights = Rights(holder=value)
        elif name in {"source", "wire", "agency"}:
            draft.source(value, "source")
        elif name in {"translatedfrom", "derivedfrom", "replaces"}:
            draft.link(name, value)
        else:
            rest[key] = value
    draft.extra = rest


def _is_endless(text: str) -> bool:
    """Tell whether a text begins with a rule and a head known here, and no second rule ends the heads."""
    rule = _RULE.match(text)
    if rule is None or _FRONT.match(text):
        return False
    head = _LINE.match(text[rule.end() :].partition("\n")[0].rstrip())
    return head is not None and _name_of(head.group(1)) in _NAMES.keys() | _EMBARGOES | _STATUSES


def _name_of(key: str) -> str:
    return key.lower().replace(" ", "").replace("_", "").replace("-", "")


def _pairs(front: str) -> list[tuple[str, str]]:
    """Read `key: value` lines; a line that is none goes on with the value before."""
    pairs: list[tuple[str, str]] = []
    for line in front.splitlines():
        found = _LINE.match(line.rstrip())
        if found:
            pairs.append((found.group(1), _unquoted(found.group(2) or "")))
        elif pairs and line.strip() and not line.lstrip().startswith("#"):
            key, value = pairs[-1]
            pairs[-1] = (key, f"{value} {line.strip()}".strip())
    return pairs


def _unquoted(value: str) -> str:
    value = value.strip()
    is_quoted = len(value) > 1 and value[0] == value[-1] and value[0] in "\"'"
    return value[1:-1] if is_quoted else value


def _strip(text: str) -> str:
    for mark, instead in _MARKS:
        text = mark.sub(instead, text)
    return text


def _join_lines(text: str) -> str:
    """Join the lines of each paragraph: in Markdown only an empty line parts them."""
    blocks = re.split(r"\n[ \t]*\n", text.replace("\r\n", "\n"))
    return "\n\n".join(" ".join(block.split("\n")) for block in blocks)
