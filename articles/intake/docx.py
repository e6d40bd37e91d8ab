"""Word documents: paragraphs, headings and tables, read by mammoth once the archive is known to be harmless."""

from __future__ import annotations

import lzma
import struct
import zipfile
import zlib
from io import BytesIO

import mammoth

from articles.intake.copy import Copy, UnreadableCopy, gettext_noop
from articles.intake.draft import Draft
from articles.intake.html import PageBuilder, build_html
from articles.intake.plaintext import is_headline
from articles.intake.xml import Element, descendants, parse_xml, text_of

MOST_ENTRIES = 1000
MOST_UNPACKED = 24 * 1024 * 1024
MOST_XML = 12 * 1024 * 1024
MOST_RATIO = 150  # a page of prose is packed to a tenth, never to a hundredth
_SMALL = 256 * 1024  # below this, a ratio says nothing
_MAIN = "word/document.xml"
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
_XML_ENDINGS = (".xml", ".rels")
_NO_DOCX = gettext_noop("%(name)s is no Word document that can be opened: %(reason)s; save it again as .docx")
_BOMB = gettext_noop("%(name)s unpacks to far more than an article; save only the article's text as .docx")
_OTHER_ARCHIVE = gettext_noop("%(name)s is an archive, not a Word document; take the article out and file that")


def read_docx(content: bytes) -> tuple[Copy, ...]:
    """Read a Word document.

    :raises UnreadableCopy: no Word document, one that unpacks to too much, or one without words
    """
    core = _check_archive(content)
    source = _convert(content)
    page = build_html(source, PageBuilder())
    draft = Draft(format="Word")
    draft.paragraphs = page.paragraphs
    first = page.paragraphs[0] if page.paragraphs else ""
    if first and (first == page.titles.get("h1") or is_headline(page.paragraphs)):
        draft.headline = first
    draft.body(source, "text/html")
    if core is not None:
        draft.language = text_of(next(descendants(core, "language"), None))
        draft.byline = text_of(next(descendants(core, "creator"), None))
        draft.extra = {"properties": {one.tag.rpartition("}")[2]: text_of(one) for one in core if text_of(one)}}
    return (draft.finish(),)


def _check_archive(content: bytes) -> Element | None:
    """Check every entry before anything is read, then every XML part; return the document's properties."""
    try:
        with zipfile.ZipFile(BytesIO(content)) as archive:
            entries = archive.infolist()
            _check_entries(entries)
            # What mammoth will parse is parsed here first, with no entities and a bounded depth.
            parts = sorted({entry.filename for entry in entries if entry.filename.endswith(_XML_ENDINGS)})
            roots = {name: parse_xml(archive.read(name)) for name in parts}
    except UnreadableCopy:
        raise
    except _BROKEN as error:
        raise UnreadableCopy(_NO_DOCX, name="-", reason=str(error)[:100] or "it is broken") from None
    return roots.get("docProps/core.xml")


def _check_entries(entries: list[zipfile.ZipInfo]) -> None:
    if all(entry.filename != _MAIN for entry in entries):
        raise UnreadableCopy(_OTHER_ARCHIVE, name="-")
    unpacked = sum(entry.file_size for entry in entries)
    xml = sum(entry.file_size for entry in entries if entry.filename.endswith(_XML_ENDINGS))
    dense = any(
        entry.file_size > _SMALL and entry.file_size > MOST_RATIO * max(entry.compress_size, 1) for entry in entries
    )
    if len(entries) > MOST_ENTRIES or unpacked > MOST_UNPACKED or xml > MOST_XML or dense:
        raise UnreadableCopy(_BOMB, name="-")


def _convert(content: bytes) -> str:
    try:
        no_pictures = mammoth.images.img_element(lambda _image: {})
        made = mammoth.convert_to_html(
            BytesIO(content), style_map=_STYLES, convert_image=no_pictures, external_file_access=False
        )
    except Exception as error:
        reason = f"{type(error).__name__} {error}"[:100]
        raise UnreadableCopy(_NO_DOCX, name="-", reason=reason) from error
    source: str = made.value
    return source
