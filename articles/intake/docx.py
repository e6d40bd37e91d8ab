"""Word documents: paragraphs, headings and tables, read by mammoth once the archive is known to be harmless."""

from __future__ import annotations

import lzma
import re
import struct
import zipfile
import zlib
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from html import unescape
from io import BytesIO

import mammoth
from lxml import etree

from articles.intake.copy import Copy, UnreadableCopy, gettext_noop
from articles.intake.draft import Draft
from articles.intake.html import PageBuilder, build_html
from articles.intake.plaintext import is_headline
from articles.intake.xml import Element, attribute, child, children, descendants, name_of, parse_xml, text_of

MOST_ENTRIES = 1000
MOST_UNPACKED = 24 * 1024 * 1024
MOST_XML = 12 * 1024 * 1024
MOST_RATIO = 150  # a page of prose is packed to a tenth, never to a hundredth
_SMALL = 256 * 1024  # below this, a ratio says nothing
# Where the file says nothing else: Word in the browser says word/document2.xml.
_USUAL_MAIN = "word/document.xml"
_RELATIONS = "_rels/.rels"
_IS_MAIN = "/relationships/officeDocument"
_FOLDER = "word/"
_NOTES = re.compile(r"word/(?:foot|end)notes\d{0,3}\.xml")
# A document's title is a heading, whatever language Word speaks.
_STYLES = "\n".join(f"p[style-name='{name}'] => h1:fresh" for name in ("Title", "Titre", "Titel", "Título", "Titolo"))
# What zipfile raises over archives that are broken, cut short, locked or packed in ways Word does not use.
_BROKEN = (
    zipfile.BadZipFile,
    zlib.error,
    lzma.LZMAError,
    struct.error,
    RuntimeError,
    EOFError,
    OSError,
    ValueError,
    IndexError,
    KeyError,
)
# What mammoth passes over with the words inside, and what it reads through: fields, words set against the line,
# readings above them; and what it does not take for struck out.
_INSTEAD = {**dict.fromkeys(("fldSimple", "dir", "bdo", "ruby", "rubyBase"), "smartTag"), "dstrike": "strike"}
_FORMULAS = frozenset(
    {
        "http://schemas.openxmlformats.org/officeDocument/2006/math",
        "http://purl.oclc.org/ooxml/officeDocument/math",
    }
)
_WAS_FORMULA = "was-formula"
# Of what was deleted or moved away nothing is read.
_GONE = frozenset({"del", "movefrom"})
_REFERENCES = {"footnotereference": "footnote", "endnotereference": "endnote"}
# What mammoth reads nothing of without a word about it.
_SILENT = ("w:drawing", "mc:AlternateContent", "w:sdt")
_TAG = re.compile(r"<[^<>]*>")
_REFERENCE = re.compile(r'<a href="#(?:foot|end)note-[^"<>]*"[^<>]*>[^<>]*</a>')
_PASSED_OVER = "An unrecognised element was ignored: "
_FORMULA = gettext_noop("a formula was read as plain words; compare it with the file")
_LOST = gettext_noop("some words could not be read (%(names)s); compare with the file, or save it as plain text")
_XML_ENDINGS = (".xml", ".rels")
_NO_DOCX = gettext_noop("%(name)s is no Word document that can be opened: %(reason)s; save it again as .docx")
_BOMB = gettext_noop("%(name)s unpacks to far more than an article; save only the article's text as .docx")
_OTHER_ARCHIVE = gettext_noop("%(name)s is an archive, not a Word document; take the article out and file that")


def read_docx(content: bytes) -> tuple[Copy, ...]:
    """Read a Word document.

    :raises UnreadableCopy: no Word document, one that unpacks to too much, or one without words
    """
    main, parts = _check_archive(content)
    core = parts.get("docProps/core.xml")
    texts = {name: part for name, part in parts.items() if name == main or _NOTES.fullmatch(name)}
    framed = {name: part for name, part in texts.items() if _open_frames(part)}
    source, passed_over = _convert(_with_parts(content, framed) if framed else content)
    page = build_html(source, PageBuilder())
    draft = Draft(format="Word")
    draft.paragraphs = page.paragraphs
    first = page.paragraphs[0] if page.paragraphs else ""
    if first and (first == page.titles.get("h1") or is_headline(page.paragraphs)):
        draft.headline = first
    draft.body(source, "text/html")
    if any(words.get(_WAS_FORMULA) for root in framed.values() for words in descendants(root, "t")):
        draft.warn(_FORMULA)
    holders = set(map(name_of, _holders(parts[main])))
    lost = [name for name in passed_over if _local(name) in holders]
    notes = [part for name, part in texts.items() if name != main]
    if not lost and _count_signs(parts[main], notes) - Counter(_signs_of(source)):
        lost = [name for name in _SILENT if _local(name) in holders] or ["w:t"]
    if lost:
        draft.warn(_LOST, names=", ".join(lost)[:200])
    if core is not None:
        draft.language = text_of(next(descendants(core, "language"), None))
        draft.byline = text_of(next(descendants(core, "creator"), None))
        draft.extra = {"properties": {one.tag.rpartition("}")[2]: text_of(one) for one in core if text_of(one)}}
    return (draft.finish(),)


def _check_archive(content: bytes) -> tuple[str, dict[str, Element]]:
    """Check every entry before anything is read, then every XML part; return the main part's name and all parts."""
    try:
        with zipfile.ZipFile(BytesIO(content)) as archive:
            entries = archive.infolist()
            _check_entries(entries)
            main = _find_main(archive)
            # What mammoth will parse is parsed here first, with no entities and a bounded depth.
            parts = sorted({entry.filename for entry in entries if entry.filename.endswith(_XML_ENDINGS)})
            return main, {name: parse_xml(archive.read(name)) for name in parts}
    except UnreadableCopy:
        raise
    except _BROKEN as error:
        raise UnreadableCopy(_NO_DOCX, name="-", reason=str(error)[:100] or "it is broken") from None


def _find_main(archive: zipfile.ZipFile) -> str:
    """Return the name of the part that holds the text, as the file itself names it."""
    names = archive.namelist()
    root = parse_xml(archive.read(_RELATIONS)) if _RELATIONS in names else None
    relations = list(descendants(root, "relationship")) if root is not None else []
    named = [attribute(one, "target").lstrip("/") for one in relations if attribute(one, "type").endswith(_IS_MAIN)]
    main = next((name for name in named if name in names), _USUAL_MAIN)
    if main not in names or not main.startswith(_FOLDER):
        raise UnreadableCopy(_OTHER_ARCHIVE, name="-")
    return main


def _check_entries(entries: list[zipfile.ZipInfo]) -> None:
    unpacked = sum(entry.file_size for entry in entries)
    xml = sum(entry.file_size for entry in entries if entry.filename.endswith(_XML_ENDINGS))
    dense = any(
        entry.file_size > _SMALL and entry.file_size > MOST_RATIO * max(entry.compress_size, 1) for entry in entries
    )
    if len(entries) > MOST_ENTRIES or unpacked > MOST_UNPACKED or xml > MOST_XML or dense:
        raise UnreadableCopy(_BOMB, name="-")


def _open_frames(root: Element) -> bool:
    """Make elements that mammoth passes over into one that it reads through; tell whether there were any."""
    words = etree.QName(root).namespace
    is_changed = False
    for element in list(root.iter()):
        name = etree.QName(element)
        if name.namespace in _FORMULAS:
            kept = name.localname if name.localname in {"r", "t"} else "smartTag"
            element.set(_WAS_FORMULA, "1")
        elif name.namespace == words and name.localname in _INSTEAD:
            kept = _INSTEAD[name.localname]
        else:
            continue
        element.tag = f"{{{words}}}{kept}"
        is_changed = True
    return is_changed


def _with_parts(content: bytes, parts: Mapping[str, Element]) -> bytes:
    """Return the archive with some parts replaced."""
    made = BytesIO()
    with zipfile.ZipFile(BytesIO(content)) as old, zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as new:
        for name in {entry.filename: None for entry in old.infolist()}:
            new.writestr(name, etree.tostring(parts[name], encoding="utf-8") if name in parts else old.read(name))
    return made.getvalue()


def _local(name: str) -> str:
    """Return the name without its namespace of an element that mammoth names."""
    return name.rpartition(":")[2].rpartition("}")[2].lower()


def _holders(root: Element) -> set[Element]:
    """Return the elements that hold words of the text at any depth, each looked at once."""
    found: set[Element] = set()
    for words in descendants(root, "t"):
        one = words if (words.text or "").strip() else None
        while one is not None and one not in found:
            found.add(one)
            one = one.getparent()
    return found


def _count_signs(main: Element, notes: Iterable[Element]) -> Counter[str]:
    """Count the letters and digits of a text and its notes, each time they stand there: order and runs say nothing.

    Of a note that nothing in the text leads to (any more) Word shows nothing.
    """
    found: Counter[str] = Counter()
    led_to = set()
    for one in _remaining(main):
        found.update(_signs_in(one))
        if name_of(one) in _REFERENCES:
            led_to.add((_REFERENCES[name_of(one)], attribute(one, "id")))
    for root in notes:
        gone = [note for note in children(root) if (name_of(note), attribute(note, "id")) not in led_to]
        for one in _remaining(root, without=gone):
            found.update(_signs_in(one))
    return found


def _remaining(root: Element, *, without: Sequence[Element] = ()) -> Iterator[Element]:
    """Yield the elements that were neither deleted nor moved away; of two forms of one thing, the one that is read."""
    holders, gone = _holders(root), set(without)
    waiting = [root]
    while waiting:
        one = waiting.pop()
        yield one
        has_fallback = any(inner in holders for inner in children(one, "fallback"))
        for inner in children(one):
            is_other_form = has_fallback and name_of(inner) == "choice"
            if not (is_other_form or inner in gone or _is_deleted(inner)):
                waiting.append(inner)


def _is_deleted(element: Element) -> bool:
    is_row = name_of(element) == "tr"
    return name_of(element) in _GONE or (is_row and child(element, "trpr", "del") is not None)


def _signs_in(element: Element) -> Iterator[str]:
    return filter(str.isalnum, (element.text or "") if name_of(element) == "t" else "")


def _signs_of(source: str) -> Iterator[str]:
    """Yield the letters and digits of the document as it was converted, without the numbers that it gave to notes."""
    return filter(str.isalnum, unescape(_TAG.sub("", _REFERENCE.sub("", source))))


def _convert(content: bytes) -> tuple[str, list[str]]:
    """Return the document as HTML, and the names of the elements that were passed over."""
    try:
        no_pictures = mammoth.images.img_element(lambda _image: {})
        made = mammoth.convert_to_html(
            BytesIO(content), style_map=_STYLES, convert_image=no_pictures, external_file_access=False
        )
    except Exception as error:
        reason = f"{type(error).__name__} {error}"[:100]
        raise UnreadableCopy(_NO_DOCX, name="-", reason=reason) from error
    said = [message.message for message in made.messages]
    return made.value, sorted({words.removeprefix(_PASSED_OVER) for words in said if words.startswith(_PASSED_OVER)})
