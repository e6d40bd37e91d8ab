"""Read XML from strangers: no entity, no document type of its own, no network; bounded depth and size."""

from __future__ import annotations

import codecs
import re
from collections.abc import Iterator
from html.entities import name2codepoint
from typing import Any

from lxml import etree

from articles.intake.blocks import TextBuilder
from articles.intake.copy import UnreadableCopy, gettext_noop
from articles.intake.encodings import codec_of, decode_declared, is_utf8

Element = Any  # lxml has no types

_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_BARE = ((b"<\x00?\x00", "utf-16-le"), (b"\x00<\x00?", "utf-16-be"), (b"<\x00", "utf-16-le"), (b"\x00<", "utf-16-be"))
_DECLARATION = re.compile(r"\s*<\?xml\b[^>]{0,300}\?>")
_ENCODING = re.compile(rb"""<\?xml\b[^>]{0,200}?encoding\s*=\s*["']([A-Za-z0-9._-]{1,40})["']""")
_SUBSET = re.compile(r"<!DOCTYPE[^>\[]{0,2000}\[", re.IGNORECASE)
_ENTITY = re.compile(r"<!ENTITY", re.IGNORECASE)
_LETTER = re.compile(r"&([A-Za-z][A-Za-z0-9]{1,9});")
_XML_NAMES = frozenset({"lt", "gt", "amp", "quot", "apos"})
_NO_XML = gettext_noop("%(name)s is no well-formed XML: %(reason)s; ask the wire for the file anew")
_HAS_DTD = gettext_noop(
    "%(name)s declares entities or a document type of its own, which is never read; file it without them"
)
_HAS_ENTITY = gettext_noop(
    "%(name)s uses the entity &%(entity)s;, which nothing here explains; write the letter itself"
)
_NO_ENCODING = gettext_noop("%(name)s holds no text in an encoding read here; save it as UTF-8 and file it again")


def parse_xml(content: bytes) -> Element:
    """Return the root of an XML document.

    :raises UnreadableCopy: not well-formed, too deep, or with entities or a document type of its own
    """
    text = decode_xml(content)
    if _SUBSET.search(text) or _ENTITY.search(text):
        raise UnreadableCopy(_HAS_DTD, name="-")
    parser = etree.XMLParser(
        resolve_entities=False,
        no_network=True,
        load_dtd=False,
        dtd_validation=False,
        huge_tree=False,
        remove_comments=True,
        remove_pis=True,
    )
    try:
        root = etree.fromstring(_LETTER.sub(_letter, text).encode("utf-8"), parser)
    except (etree.XMLSyntaxError, ValueError) as error:
        reason = " ".join(str(error).split())[:120]
        raise UnreadableCopy(_NO_XML, name="-", reason=reason) from None
    _refuse_entities(root)
    return root


def decode_xml(content: bytes) -> str:
    """Return an XML document's text without its declaration, by its mark, its declaration or as UTF-8.

    :raises UnreadableCopy: in no encoding read here, or not in the one it says
    """
    encoding, skip = _encoding_of(content)
    try:
        text = decode_declared(content[skip:], encoding)
    except UnicodeDecodeError:
        raise UnreadableCopy(_NO_ENCODING, name="-") from None
    if "\x00" in text:
        raise UnreadableCopy(_NO_ENCODING, name="-")
    return _DECLARATION.sub("", text, count=1)


def name_of(element: Element) -> str:
    """Return an element's name without its namespace, in small letters; an empty one for what is no element."""
    tag = element.tag
    return tag.rpartition("}")[2].lower() if isinstance(tag, str) else ""


def children(element: Element, *names: str) -> Iterator[Element]:
    """Yield the direct children of these names, or all."""
    for child in element:
        if name_of(child) and (not names or name_of(child) in names):
            yield child


def child(element: Element | None, *path: str) -> Element | None:
    """Return the first element down a path of names."""
    for name in path:
        element = next(children(element, name), None) if element is not None else None
    return element


def descendants(element: Element, *names: str) -> Iterator[Element]:
    """Yield the elements of these names at any depth, in the order of the document."""
    for one in element.iter():
        if name_of(one) in names:
            yield one


def text_of(element: Element | None) -> str:
    """Return all of an element's text on one line."""
    return " ".join("".join(element.itertext()).split()) if element is not None else ""


def spaced_text_of(element: Element | None) -> str:
    """Return an element's text on one line, with what stands in elements of its own apart: a name, an agency."""
    return " ".join(" ".join(element.itertext()).split()) if element is not None else ""


def line_of(element: Element | None) -> str:
    """Return an element's text on one line as people read it: a break parts words, an emphasis does not."""
    return " ".join(feed(TextBuilder(), element).close().paragraphs) if element is not None else ""


def attribute(element: Element | None, *names: str) -> str:
    """Return the first of these attributes that an element has, whatever its namespace."""
    if element is None:
        return ""
    plain = {key.rpartition("}")[2].lower(): value for key, value in element.attrib.items()}
    return next((plain[name].strip() for name in names if name in plain), "")


def feed(builder: TextBuilder, element: Element) -> TextBuilder:
    """Send an element and all in it to a builder, as events; the tree's depth is bounded by the parser."""
    builder.start(name_of(element), dict(element.attrib))
    if element.text:
        builder.data(element.text)
    for one in element:
        if name_of(one):
            feed(builder, one)
        if one.tail:
            builder.data(one.tail)
    builder.end(name_of(element))
    return builder


def as_values(element: Element, *, without: frozenset[str] = frozenset()) -> dict[str, Any]:
    """Return an element as plain values, its name, attributes, text and children: nothing lost but what is left out."""
    values: dict[str, Any] = {"name": name_of(element)}
    if element.attrib:
        values["attributes"] = {str(key): str(value) for key, value in element.attrib.items()}
    if element.text and element.text.strip():
        values["text"] = element.text.strip()
    inner = [as_values(one, without=without) for one in children(element) if name_of(one) not in without]
    if inner:
        values["children"] = inner
    if element.tail and element.tail.strip():
        values["tail"] = element.tail.strip()
    return values


def as_source(element: Element) -> str:
    """Return an element as XML again."""
    source: str = etree.tostring(element, encoding="unicode", with_tail=False)
    return source


def _encoding_of(content: bytes) -> tuple[str, int]:
    for mark, encoding in _MARKS:
        if content.startswith(mark):
            return encoding, len(mark)
    for start, encoding in _BARE:
        if content.startswith(start):
            return encoding, 0
    declared = _ENCODING.search(content[:400])
    if declared is None:
        return "utf-8", 0
    codec = codec_of(declared.group(1).decode("ascii"))
    # Many a wire declares Latin-1 and sends UTF-8; no text in another encoding is whole UTF-8 by chance.
    return ("utf-8", 0) if codec is None or is_utf8(content) else (codec, 0)


def _letter(entity: re.Match[str]) -> str:
    """Return the letter that one of HTML's named entities stands for: the same everywhere, and a single sign."""
    name = entity.group(1)
    if name in _XML_NAMES or name not in name2codepoint:
        return entity.group()
    return chr(name2codepoint[name])


def _refuse_entities(root: Element) -> None:
    entity = next(root.iter(etree.Entity), None)
    if entity is not None:
        raise UnreadableCopy(_HAS_ENTITY, name="-", entity=entity.text.strip("&;")[:40])
