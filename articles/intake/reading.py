"""Choose the reader of a file: by what it holds, then by its media type, then by the end of its name."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import replace
from pathlib import PurePath
from types import MappingProxyType

from articles.intake import feeds, newsml, newsml_g2, nitf
from articles.intake.copy import Copy, UnreadableCopy, gettext_noop
from articles.intake.docx import read_docx
from articles.intake.html import looks_like_html, read_html
from articles.intake.markdown import has_front_matter, read_markdown, read_with_front_matter
from articles.intake.ninjs import is_json, read_ninjs
from articles.intake.plaintext import decode_text, read_text
from articles.intake.xml import Element, name_of, parse_xml

Reader = Callable[[bytes], tuple[Copy, ...]]

MAX_BYTES = 2 * 1024 * 1024
_ARCHIVE = b"PK\x03\x04"
_MARKS = (b"\xef\xbb\xbf", b"\xff\xfe", b"\xfe\xff")
# Formats that many people try, known by their first bytes, with what to do instead.
_REFUSED = (
    (b"%PDF-", gettext_noop("%(name)s is a PDF; save the article as .docx or plain text, or paste the text")),
    (b"\xd0\xcf\x11\xe0", gettext_noop("%(name)s is a Word file of the old kind; save it as .docx")),
    (b"{\\rtf", gettext_noop("%(name)s is rich text (RTF); save it as .docx or plain text")),
)
_HTML_START = re.compile(r"\s*(?:<!--.{0,2000}?-->\s*)*<(?:!doctype\s+html|html)\b", re.IGNORECASE | re.DOTALL)
_ROOT = re.compile(r"<(?:[A-Za-z_][\w.-]*:)?([A-Za-z_][\w.-]*)")
_EMPTY = gettext_noop("%(name)s is empty; choose the file that holds the article")
_TOO_LARGE = gettext_noop("%(name)s is over %(limit)s MiB; file the article alone, without pictures or annexes")
_UNKNOWN = gettext_noop("%(name)s is no format read here; save it as plain text (.txt) or paste the text")
_UNKNOWN_XML = gettext_noop("%(name)s is XML of a kind not read here (<%(root)s>); ask the wire for NewsML-G2 or NITF")
_SEVERAL = gettext_noop("%(name)s holds %(count)s articles; file them one by one")
_TOO_DEEP = gettext_noop("%(name)s is nested too deep to be read; ask the wire for the file anew")


def _read_plain(content: bytes) -> tuple[Copy, ...]:
    text = decode_text(content)
    if has_front_matter(text):
        return read_with_front_matter(content)
    return (replace(read_text(text), format="plain text"),)


def _read_xml(content: bytes) -> tuple[Copy, ...]:
    return _read_root(parse_xml(content), content)


# By the end of the file's name; a name without one is plain text.
FORMATS: Mapping[str, Reader] = MappingProxyType(
    {
        "": _read_plain,
        ".txt": _read_plain,
        ".text": _read_plain,
        ".md": read_markdown,
        ".markdown": read_markdown,
        ".docx": read_docx,
        ".html": read_html,
        ".htm": read_html,
        ".xhtml": read_html,
        ".json": read_ninjs,
        ".ninjs": read_ninjs,
        ".xml": _read_xml,
        ".nitf": _read_xml,
        ".newsml": _read_xml,
        ".rss": _read_xml,
        ".atom": _read_xml,
    }
)
MEDIA_TYPES: Mapping[str, Reader] = MappingProxyType(
    {
        "text/plain": _read_plain,
        "text/markdown": read_markdown,
        "text/html": read_html,
        "application/xhtml+xml": read_html,
        "application/json": read_ninjs,
        "application/ninjs+json": read_ninjs,
        "application/vnd.iptc.ninjs+json": read_ninjs,
        "application/xml": _read_xml,
        "text/xml": _read_xml,
        "application/nitf+xml": _read_xml,
        "application/vnd.iptc.g2.newsitem+xml": _read_xml,
        "application/vnd.iptc.g2.newsmessage+xml": _read_xml,
        "application/rss+xml": _read_xml,
        "application/atom+xml": _read_xml,
        "application/vnd.openxmlformats-officedocument.wordprocessingml.document": read_docx,
    }
)
_ROOTS: Mapping[str, Callable[[Element], tuple[Copy, ...]]] = MappingProxyType(
    {
        **dict.fromkeys(newsml_g2.ROOTS, newsml_g2.read_newsml_g2),
        **dict.fromkeys(nitf.ROOTS, nitf.read_nitf),
        **dict.fromkeys(newsml.ROOTS, newsml.read_newsml),
        **dict.fromkeys(feeds.ROOTS, feeds.read_feed),
    }
)


def read_copy(content: bytes, *, filename: str = "", media_type: str = "") -> Copy:
    """Read a file that holds exactly one article.

    :raises UnreadableCopy: empty, too large, of no known format, not what it says, or more than one article
    """
    copies = read_copies(content, filename=filename, media_type=media_type)
    if len(copies) > 1:
        raise UnreadableCopy(_SEVERAL, name=PurePath(filename).name or "-", count=str(len(copies)))
    return copies[0]


def read_copies(content: bytes, *, filename: str = "", media_type: str = "") -> tuple[Copy, ...]:
    """Read every article of a file, at least one, by the reader of its format.

    :raises UnreadableCopy: empty, too large, of no known format, or not what it says
    """
    name = PurePath(filename).name or "-"
    try:
        _check_size(content)
        return _choose(content, _said(name, media_type))(content)
    except UnreadableCopy as error:
        raise error.of_file(name) from None
    except RecursionError:
        raise UnreadableCopy(_TOO_DEEP, name=name) from None


def _check_size(content: bytes) -> None:
    if len(content) > MAX_BYTES:
        raise UnreadableCopy(_TOO_LARGE, name="-", limit=str(MAX_BYTES // (1024 * 1024)))
    if not content.strip():
        raise UnreadableCopy(_EMPTY, name="-")


def _said(name: str, media_type: str) -> Reader | None:
    """Return the reader that media type and name ask for; the type counts more, unless it is of any bytes."""
    kind = media_type.partition(";")[0].strip().lower()
    if kind in MEDIA_TYPES and kind != "text/plain":
        return MEDIA_TYPES[kind]
    return FORMATS.get(PurePath(name).suffix.lower())


def _choose(content: bytes, said: Reader | None) -> Reader:
    """Return the reader of what a file holds, or of what it says it is where its content shows no format."""
    start = content.lstrip()
    for mark, template in _REFUSED:
        if start.startswith(mark):
            raise UnreadableCopy(template, name="-")
    if content.startswith(_ARCHIVE):
        return read_docx
    begins = _first_sign(content)
    if begins == "<" and said not in {read_markdown}:
        return _choose_markup(content, said)
    if begins in {"{", "["} and (said in {None, read_ninjs} or is_json(content)):
        return read_ninjs
    if said is None:
        raise UnreadableCopy(_UNKNOWN, name="-")
    return said


def _choose_markup(content: bytes, said: Reader | None) -> Reader:
    text = _lenient(content)
    root = _ROOT.search(text[:4000])
    if root is not None and root.group(1).lower() in _ROOTS:
        # A wire's own format, whatever it is called: as a page it would lose its embargo and its status.
        return _read_xml
    if said is read_html or _HTML_START.match(text):
        return read_html
    if said is _read_xml or text.lstrip().startswith("<?xml"):
        return _read_xml
    if looks_like_html(text[:2000]):
        return read_html
    return said or _read_xml


def _lenient(content: bytes) -> str:
    try:
        return decode_text(content)
    except UnreadableCopy:
        return content[:4000].decode("latin-1")


def _read_root(root: Element, content: bytes) -> tuple[Copy, ...]:
    name = name_of(root)
    if name in _ROOTS:
        return _ROOTS[name](root)
    if name == "html":
        return read_html(content)
    if name in newsml_g2.OTHERS:
        return newsml_g2.read_newsml_g2(root)
    raise UnreadableCopy(_UNKNOWN_XML, name="-", root=name[:40])


def _first_sign(content: bytes) -> str:
    """Return the first visible sign of a text in any encoding of Unicode."""
    return content[:64].translate(None, b"\x00 \t\r\n\xef\xbb\xbf\xff\xfe")[:1].decode("latin-1")
