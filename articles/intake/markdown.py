"""Markdown and front matter: heads as `key: value` lines between two rules, then the text."""

from __future__ import annotations

import re
from collections.abc import Mapping
from html import unescape
from html.entities import html5

from articles.intake.blocks import QUOTATION_MARKS
from articles.intake.copy import Copy, Rights, UnreadableCopy, gettext_noop
from articles.intake.draft import Draft, one_line
from articles.intake.plaintext import decode_text, split_headline, unwrap
from articles.intake.raised import LOWERED, RAISED, settle_raised
from articles.intake.wrapping import join_lines

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
_URGENCIES = frozenset({"urgency", "priority"})
_RIGHTS = frozenset({"copyright", "copyrightholder", "rights"})
_SOURCES = frozenset({"source", "wire", "agency"})
_LINKS = frozenset({"translatedfrom", "derivedfrom", "replaces"})
_BINDING = _EMBARGOES | _STATUSES
_KNOWN = _NAMES.keys() | _BINDING | _URGENCIES | _RIGHTS | _SOURCES | _LINKS
# HTML that Markdown lets stand in a text: what parts paragraphs, and what only marks words.
_PARTING = "blockquote|dd|div|dl|dt|figcaption|figure|h[1-6]|hr|li|ol|p|pre|section|table|tbody|td|tfoot|th|thead|tr|ul"
_MARKING = "a|abbr|b|cite|code|del|em|font|i|img|ins|kbd|mark|s|small|span|strike|strong|time|u|wbr"
_ATTRIBUTES = r"""(?:\s{1,9}[\w:-]{1,40}\s?=\s?(?:"[^"<>]{0,500}"|'[^'<>]{0,500}'|[^\s"'<>]{1,500})){0,20}\s{0,9}/?"""
_MARKS = (
    (re.compile(r"^[ \t]{0,3}(?:`{3,}|~{3,})[ \t]*[\w+#.{}=-]{0,40}[ \t]*$", re.M), ""),
    (re.compile(r"^[ \t]{0,3}=+[ \t]*$", re.M), ""),
    (re.compile(r"^[ \t]{0,3}#{1,6}[ \t]+(.*?)[ \t]*#*$", re.M), r"\n\1\n"),
    (re.compile(r"^[ \t]{0,3}(?:>[ \t]?)+", re.M), ""),
    (re.compile(r"^[ \t]*[-*+][ \t]+", re.M), "\n"),
    (re.compile(r"^[ \t]{0,3}(?:[-*_][ \t]*){3,}$", re.M), ""),
    (re.compile(r"!\[[^\[\]\n]{0,500}\]\([^()\n]{0,2000}\)"), ""),
    (re.compile(r"\[([^\[\]\n]{1,500})\](?:\([^()\n]{0,2000}\)|\[[^\[\]\n]{0,200}\])"), r"\1"),
    (re.compile(r"<(?:https?://|mailto:)([^<>\s]{1,2000})>"), r"\1"),
    (re.compile(r"<([^<>\s@]{1,200}@[^<>\s@]{1,200})>"), r"\1"),
    (re.compile(r"<!--.{0,2000}?-->", re.S), ""),
    (re.compile(rf"</?(?:{_PARTING}){_ATTRIBUTES}>", re.I), "\n\n"),
    (re.compile(rf"<br{_ATTRIBUTES}>", re.I), " "),
    (re.compile(rf"<q{_ATTRIBUTES}>", re.I), QUOTATION_MARKS[0]),
    (re.compile(r"</q\s{0,9}>", re.I), QUOTATION_MARKS[1]),
    # Whatever stands in what is struck out, other marks too; without an end nothing is, and its words are read.
    (re.compile(rf"<(del|s|strike){_ATTRIBUTES}>(?:(?!</?\1[\s/>]).){{0,20000}}+</\1\s{{0,9}}>", re.I | re.S), ""),
    (re.compile(r"~~(?=\S)(?:[^~\n]|~(?!~)|\n(?!\s*\n)){1,2000}(?<=\S)~~"), ""),
    (re.compile(r"(?<=\S)\[\^[^\[\]\s]{1,40}\](?!:)"), ""),
    (re.compile(rf"<sup{_ATTRIBUTES}>", re.I), RAISED[0]),
    (re.compile(r"</sup\s{0,9}>", re.I), RAISED[1]),
    (re.compile(rf"<sub{_ATTRIBUTES}>", re.I), LOWERED[0]),
    (re.compile(r"</sub\s{0,9}>", re.I), LOWERED[1]),
    (re.compile(rf"</?(?:{_MARKING}){_ATTRIBUTES}>", re.I), ""),
    (re.compile(r"(\*\*|__)(?=\S)([^\n]{1,2000}?)(?<=\S)\1"), r"\2"),
    (re.compile(r"(?<![\w*\\])\*(?=\S)([^*\n]{1,2000})(?<=[^\s\\])\*(?![\w*])"), r"\1"),
    (re.compile(r"(?<![\w_\\])_(?=\S)([^_\n]{1,2000})(?<=[^\s\\])_(?![\w_])"), r"\1"),
    (re.compile(r"(`{1,3})([^`\n]{1,500})\1"), r"\2"),
    (re.compile(r"\\([\\`*_{}\[\]()#+.!>-])"), r"\1"),
)
_ENTITY = re.compile(r"&(#[0-9]{1,7}|#[xX][0-9a-fA-F]{1,6}|[A-Za-z][A-Za-z0-9]{1,31});")
_RULE = re.compile(r"\s*---[ \t]*\r?\n")
_ENDLESS = gettext_noop("%(name)s begins with heads below a line of --- and never ends them; put --- under the last")
_STRAY = gettext_noop(
    "%(name)s has a line among its heads that is none: “%(line)s”; end the heads with --- above the text, or begin a "
    "line that goes on with two spaces"
)
_GOES_ON = re.compile(r"[ \t#]|- ")
_BLOCK_MARKS = frozenset({">", "|", ">-", "|-", ">+", "|+"})
_NUMBERED = re.compile(r"[ \t]*(\d{1,9})[.)][ \t]+")
_FIRST_HEADING = re.compile(
    r"\s*(?:#[ \t]+(?P<marked>.+?)[ \t]*#*|(?P<underlined>[^\n]{0,300}\S)[ \t]*\r?\n[ \t]{0,3}=+)[ \t]*(?:\r?\n|\Z)"
)


def has_front_matter(text: str) -> bool:
    """Tell whether a text begins with heads between two rules, or with one rule and heads that never end.

    :raises UnreadableCopy: heads that count, and among them a line that is none
    """
    return _is_endless(text) or _find_front(text) is not None


def read_markdown(content: bytes) -> tuple[Copy, ...]:
    """Read Markdown, with its front matter where it has one.

    :raises UnreadableCopy: binary, without words, or with heads that never end or hold a line that is none
    """
    return (_read(decode_text(content), is_markdown=True),)


def read_with_front_matter(content: bytes) -> tuple[Copy, ...]:
    """Read plain text below front matter.

    :raises UnreadableCopy: binary, without words, or with heads that never end or hold a line that is none
    """
    return (_read(decode_text(content), is_markdown=False),)


def _read(text: str, *, is_markdown: bool) -> Copy:
    draft = Draft(format="Markdown" if is_markdown else "plain text")
    if _is_endless(text):
        # Read as text, an embargo among them would hold nothing.
        raise UnreadableCopy(_ENDLESS, name="-")
    front = _find_front(text)
    if front is not None:
        _read_front(draft, front.group(1))
        text = text[front.end() :]
    draft.body(text, "text/markdown" if is_markdown else "text/plain")
    if is_markdown:
        heading = _FIRST_HEADING.match(text)
        if heading and not draft.headline:
            draft.headline = _strip(heading["marked"] or heading["underlined"])
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
        elif name in _URGENCIES:
            draft.take_urgency(value)
        elif name in _RIGHTS:
            draft.rights = Rights(holder=value)
        elif name in _SOURCES:
            draft.source(value, "source")
        elif name in _LINKS:
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
    return head is not None and _name_of(head.group(1)) in _KNOWN


def _find_front(text: str) -> re.Match[str] | None:
    """Find heads between two rules: one that is known here, and no line that is neither a head nor goes on with one.

    All else between two rules is text, and is read as such.

    :raises UnreadableCopy: a line is neither, below a known head at the top or beside an embargo or a status
    """
    found = _FRONT.match(text)
    lines = [line.rstrip() for line in found.group(1).splitlines() if line.strip()] if found else []
    heads = [_name_of(head.group(1)) if (head := _LINE.match(line)) else "" for line in lines]
    if _KNOWN.isdisjoint(heads):
        return None
    strays = [line for line, head in zip(lines, heads, strict=True) if not head and not _GOES_ON.match(line)]
    stray = lines[0] if lines[0][0].isspace() else next(iter(strays), "")
    if stray and (heads[0] in _KNOWN or not _BINDING.isdisjoint(heads)):
        raise UnreadableCopy(_STRAY, name="-", line=one_line(stray)[:60])
    return None if stray else found


def _name_of(key: str) -> str:
    return key.lower().replace(" ", "").replace("_", "").replace("-", "")


def _pairs(front: str) -> list[tuple[str, str]]:
    """Read `key: value` lines; a line that is none goes on with the value before."""
    pairs: list[tuple[str, str]] = []
    for line in front.splitlines():
        found = _LINE.match(line.rstrip())
        if found:
            value = _unquoted(found.group(2) or "")
            pairs.append((found.group(1), "" if value in _BLOCK_MARKS else value))
        elif pairs and line.strip() and not line.lstrip().startswith("#"):
            key, value = pairs[-1]
            pairs[-1] = (key, f"{value} {line.strip()}".strip())
    return pairs


def _unquoted(value: str) -> str:
    value = value.strip()
    is_quoted = len(value) > 1 and value[0] == value[-1] and value[0] in "\"'"
    return value[1:-1] if is_quoted else value


def _strip(text: str) -> str:
    text = _without_numbers(text)
    for mark, instead in _MARKS:
        text = mark.sub(instead, text)
    # Last: what is written as a letter's name is that letter, and never a mark.
    return _ENTITY.sub(_letter, settle_raised(text))


def _letter(found: re.Match[str]) -> str:
    """Return the letter that HTML calls so; unlike the library's own reading, no name is cut short to one it knows."""
    is_known = found[1].startswith("#") or f"{found[1]};" in html5
    return unescape(found[0]) if is_known else found[0]


def _without_numbers(text: str) -> str:
    """Take the numbers of lists off, which begin with 1; another that begins a line may be a toll or a year."""
    lines: list[str] = []
    following, is_apart = 0, True
    for line in text.replace("\r\n", "\n").split("\n"):
        found = _NUMBERED.match(line)
        number = int(found.group(1)) if found else 0
        kept = line
        if found and ((following and number in {1, following}) or (number == 1 and is_apart)):
            following, kept = number + 1, "\n" + line[found.end() :]
        elif is_apart and line.strip() and not line[0].isspace():
            following = 0
        is_apart = not line.strip()
        lines.append(kept)
    return "\n".join(lines)


def _join_lines(text: str) -> str:
    """Join the lines of each paragraph: in Markdown only an empty line parts them."""
    blocks = re.split(r"\n[ \t]*\n", text.replace("\r\n", "\n"))
    return "\n\n".join(join_lines(map(str.strip, block.split("\n"))) for block in blocks)
