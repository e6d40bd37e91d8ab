"""Word documents, and archives that are none."""

import io
import zipfile
from collections.abc import Callable

import pytest
from docx import Document

from articles.intake import Copy, UnreadableCopy, read_copy

MAIN = "word/document.xml"


def document(**properties: str) -> bytes:
    made = Document()
    made.add_heading("Le quai s'est affaissé", 0)
    made.add_paragraph("Neuf personnes ont été blessées.")
    made.add_heading("Les travaux", 1)
    made.add_paragraph("Dix pompiers", style="List Bullet")
    table = made.add_table(1, 2)
    table.cell(0, 0).text, table.cell(0, 1).text = "Quai", "fermé"
    for name, value in properties.items():
        setattr(made.core_properties, name, value)
    return saved(made)


def saved(made: Document) -> bytes:
    stream = io.BytesIO()
    made.save(stream)
    return stream.getvalue()


def rewritten(content: bytes, change: Callable[[str, bytes], bytes]) -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as old, zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as new:
        for entry in old.infolist():
            new.writestr(entry.filename, change(entry.filename, old.read(entry)))
    return stream.getvalue()


def read(content: bytes) -> Copy:
    return read_copy(content, filename="story.docx")


def test_a_document_is_read_in_order_with_its_title_as_headline() -> None:
    copy = read(document())

    assert (copy.format, copy.headline) == ("Word", "Le quai s'est affaissé")
    assert copy.text.split("\n") == [
        "Le quai s'est affaissé",
        "Neuf personnes ont été blessées.",
        "Les travaux",
        "Dix pompiers",
        "Quai",
        "fermé",
    ]


def test_its_properties_are_heads() -> None:
    copy = read(document(language="fr-FR", author="Nadège Orsini", subject="Port"))

    assert (copy.language, copy.byline) == ("fr-FR", "Nadège Orsini")
    assert copy.extra["properties"]["subject"] == "Port"


def test_a_short_first_paragraph_is_the_headline_where_nothing_is_styled() -> None:
    made = Document()
    made.add_paragraph("Neuf blessés à Port-Alban")
    made.add_paragraph("Une passerelle s'est effondrée.")

    assert read(saved(made)).headline == "Neuf blessés à Port-Alban"


def test_an_empty_document_is_refused() -> None:
    with pytest.raises(UnreadableCopy, match=r"^story\.docx holds no words"):
        read(saved(Document()))


def test_another_archive_is_refused_with_what_to_do() -> None:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as archive:
        archive.writestr("story.txt", "Nine hurt.")

    with pytest.raises(UnreadableCopy, match="is an archive, not a Word document; take the article out"):
        read(stream.getvalue())


@pytest.mark.parametrize("cut", [10, 200, -40])
def test_a_broken_archive_is_refused(cut: int) -> None:
    with pytest.raises(UnreadableCopy, match="no Word document that can be opened"):
        read(document()[:cut])


def test_an_archive_whose_packed_bytes_are_damaged_is_refused() -> None:
    damaged = bytearray(document())
    start = damaged.find(b"word/document.xml") + len("word/document.xml")
    damaged[start : start + 40] = bytes(40)

    with pytest.raises(UnreadableCopy, match="no Word document that can be opened"):
        read(bytes(damaged))


def test_what_unpacks_to_too_much_is_refused_before_it_is_unpacked() -> None:
    bomb = rewritten(document(), lambda name, old: b" " * 40_000_000 if name == MAIN else old)

    assert len(bomb) < 200_000
    with pytest.raises(UnreadableCopy, match="unpacks to far more than an article"):
        read(bomb)


def test_too_many_entries_are_refused() -> None:
    stream = io.BytesIO(document())
    with zipfile.ZipFile(stream, "a") as archive:
        for number in range(1100):
            archive.writestr(f"word/media/{number}", "")

    with pytest.raises(UnreadableCopy, match="unpacks to far more than an article"):
        read(stream.getvalue())


def test_entities_inside_are_refused() -> None:
    hostile = b'<!DOCTYPE w [<!ENTITY x "y">]><w:document xmlns:w="w">&x;</w:document>'

    with pytest.raises(UnreadableCopy, match="declares entities"):
        read(rewritten(document(), lambda name, old: hostile if name == MAIN else old))


def test_nesting_inside_is_bounded() -> None:
    with pytest.raises(UnreadableCopy, match="depth"):
        read(rewritten(document(), lambda name, old: b"<a>" * 900 + b"</a>" * 900 if name == MAIN else old))


def test_a_document_that_mammoth_trips_over_is_refused() -> None:
    with pytest.raises(UnreadableCopy, match="no Word document that can be opened"):
        read(rewritten(document(), lambda name, old: b"<w/>" if name == MAIN else old))


def test_a_document_behind_a_password_is_refused() -> None:
    locked = bytearray(document())
    for mark, flags in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        at = locked.find(mark)
        while at >= 0:
            locked[at + flags] |= 1
            at = locked.find(mark, at + 4)

    with pytest.raises(UnreadableCopy, match="encrypted"):
        read(bytes(locked))


WORDS = '<w:r><w:t xml:space="preserve">{}</w:t></w:r>'
MATH = "http://schemas.openxmlformats.org/officeDocument/2006/math"


def with_paragraph(inner: str) -> bytes:
    """Return the document with a paragraph put in below its headline."""
    end = b"</w:p>"
    made = f'<w:p xmlns:m="{MATH}">{inner}</w:p>'.encode()
    return rewritten(
        document(), lambda name, old: old.replace(end, end + made, 1) if name == MAIN else old
    )  # fmt: skip


@pytest.mark.parametrize(
    "frame",
    [
        '<w:fldSimple w:instr=" MERGEFIELD toll ">{}</w:fldSimple>',
        '<w:dir w:val="rtl">{}</w:dir>',
        '<w:bdo w:val="rtl">{}</w:bdo>',
        "<w:ruby><w:rubyBase>{}</w:rubyBase></w:ruby>",
    ],
)
def test_words_in_a_frame_that_the_converter_passes_over_are_read(frame: str) -> None:
    inner = WORDS.format("At least ") + frame.format(WORDS.format("30")) + WORDS.format(" people were hurt.")

    copy = read(with_paragraph(inner))

    assert "At least 30 people were hurt." in copy.text.split("\n")
    assert copy.warnings == ()


def test_a_formula_is_read_as_plain_words_with_a_warning() -> None:
    copy = read(with_paragraph("<m:oMath><m:r><m:t>30</m:t></m:r></m:oMath>" + WORDS.format(" people were hurt.")))

    assert "30 people were hurt." in copy.text.split("\n")
    assert ["a formula was read" in str(said) for said in copy.warnings] == [True]


def test_words_that_cannot_be_read_are_warned_of() -> None:
    copy = read(with_paragraph(WORDS.format("At least ") + "<w:odd>" + WORDS.format("30") + "</w:odd>"))

    assert ["some words could not be read (w:odd)" in str(said) for said in copy.warnings] == [True]


def test_elements_without_words_are_not_warned_of() -> None:
    assert read(with_paragraph("<w:odd/>" + WORDS.format("Nine hurt."))).warnings == ()
