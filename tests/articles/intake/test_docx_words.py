"""No word of a Word file is lost without a warning, wherever the file keeps it, and none is warned of that is read."""

import io
import random
import time
import zipfile

import pytest

from articles.intake import Copy, UnreadableCopy, read_copy
from tests.articles.intake.reading import said

OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
SPACES = (
    'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main" '
    'xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006" '
    'xmlns:wp="http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing" '
    'xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main" '
    'xmlns:wps="http://schemas.microsoft.com/office/word/2010/wordprocessingShape" '
    'xmlns:v="urn:schemas-microsoft-com:vml"'
)


def run(words: str, look: str = "") -> str:
    return f'<w:r><w:rPr>{look}</w:rPr><w:t xml:space="preserve">{words}</w:t></w:r>'


def relation(kind: str, target: str) -> str:
    return f'<Relationship Id="r1" Type="{OFFICE}/{kind}" Target="{target}"/>'


def relations(*inner: str) -> str:
    space = "http://schemas.openxmlformats.org/package/2006/relationships"
    return f'<Relationships xmlns="{space}">{"".join(inner)}</Relationships>'


def archive(main: str, *paragraphs: str, named: str = "", notes: str = "") -> bytes:
    """Return a Word file of these paragraphs, its main part under a name, and the name that it gives itself."""
    body = "".join(f"<w:p>{one}</w:p>" for one in paragraphs)
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as file:
        file.writestr("_rels/.rels", relations(relation("officeDocument", named or main)))
        file.writestr(main, f"<w:document {SPACES}><w:body>{body}</w:body></w:document>")
        if notes:
            folder, _, name = main.rpartition("/")
            file.writestr(f"{folder}/_rels/{name}.rels", relations(relation("footnotes", "footnotes2.xml")))
            file.writestr(f"{folder}/footnotes2.xml", f"<w:footnotes {SPACES}>{notes}</w:footnotes>")
    return made.getvalue()


def read(*paragraphs: str, notes: str = "") -> Copy:
    return read_copy(archive("word/document.xml", run("Raid on Kerem"), *paragraphs, notes=notes), filename="a.docx")


def box(words: str) -> str:
    """Return a text box as a drawing."""
    return (
        "<w:drawing><wp:inline><a:graphic><a:graphicData><wps:wsp><wps:txbx><w:txbxContent><w:p>"
        f"{run(words)}</w:p></w:txbxContent></wps:txbx></wps:wsp></a:graphicData></a:graphic></wp:inline></w:drawing>"
    )


def old_box(words: str) -> str:
    """Return a text box as Word wrote it before there were drawings, and writes it still beside one."""
    inner = f"<v:shape><v:textbox><w:txbxContent><w:p>{run(words)}</w:p></w:txbxContent></v:textbox></v:shape>"
    return f"<w:pict>{inner}</w:pict>"


def either(choice: str, fallback: str) -> str:
    inner = f"<mc:Choice>{choice}</mc:Choice>{fallback and f'<mc:Fallback>{fallback}</mc:Fallback>'}"
    return f"<w:r><mc:AlternateContent>{inner}</mc:AlternateContent></w:r>"


FORTY = "At least 40 people were killed."
LOST = [
    f"<w:r>{box(FORTY)}</w:r>",
    either(box(FORTY), ""),
    either(box(FORTY), "<w:pict/>"),
    f"<w:sdt>{run(FORTY)}</w:sdt>",
]
READ = [
    f"<w:r>{old_box(FORTY)}</w:r>",
    either(box(FORTY), old_box(FORTY)),
    f"<w:sdt><w:sdtContent>{run(FORTY)}</w:sdtContent></w:sdt>",
    run("At le") + run("ast 40 peo") + run("ple were killed."),
    run("At least 40") + run("1", '<w:vertAlign w:val="superscript"/>') + run(" people were killed."),
    f"<w:hyperlink>{run(FORTY)}</w:hyperlink>",
    f"<w:ins>{run(FORTY)}</w:ins>",
]
NOT_READ = [
    "<w:del><w:r><w:delText>Some 300 died.</w:delText></w:r></w:del>",
    f"<w:moveFrom>{run('Some 300 died.')}</w:moveFrom>",
    run("Some 300 died.", "<w:strike/>"),
    "<w:r><w:drawing><wp:inline/></w:drawing></w:r>",
    f"</w:p><w:tbl><w:tr><w:trPr><w:del/></w:trPr><w:tc><w:p>{run('Some 300 died.')}</w:p></w:tc></w:tr></w:tbl><w:p>",
]


@pytest.mark.parametrize("lost", LOST)
def test_words_that_the_converter_passes_over_in_silence_are_warned_of(lost: str) -> None:
    copy = read(lost + run("The army struck Kerem."))

    assert "40" not in copy.text
    assert ["some words could not be read (w:" in one or "(mc:" in one for one in said(copy)] == [True]


def test_words_that_stand_elsewhere_too_are_missed_all_the_same() -> None:
    assert said(read(f"<w:r>{box(FORTY)}</w:r>", run(FORTY)))


@pytest.mark.parametrize("words", READ)
def test_words_that_are_read_are_not_warned_of(words: str) -> None:
    copy = read(words, run("The army struck Kerem."))

    assert FORTY in copy.text.split("\n")
    assert copy.warnings == ()


@pytest.mark.parametrize("gone", NOT_READ)
def test_what_was_deleted_or_struck_out_or_has_no_words_is_not_warned_of(gone: str) -> None:
    copy = read(gone + run(FORTY))

    assert copy.text == f"Raid on Kerem\n{FORTY}"
    assert copy.warnings == ()


NOTE = f'<w:footnote w:id="{{}}"><w:p>{run("The army says 300.")}</w:p></w:footnote>'


def test_the_mark_of_a_footnote_is_no_digit_and_its_words_are_read() -> None:
    copy = read(
        run("At least 40") + '<w:r><w:footnoteReference w:id="2"/></w:r>' + run(" people were killed."),
        notes=NOTE.format(2),
    )

    assert FORTY in copy.text.split("\n")
    assert "The army says 300." in copy.text
    assert copy.warnings == ()


MARK = '<w:r><w:footnoteReference w:id="2"/></w:r>'


@pytest.mark.parametrize(
    "gone",
    [
        "",
        f"<w:del>{MARK}</w:del>",
        f"<w:moveFrom>{run('Some 300 died.')}{MARK}</w:moveFrom>",
        f"</w:p><w:tbl><w:tr><w:trPr><w:del/></w:trPr><w:tc><w:p>{MARK}</w:p></w:tc></w:tr></w:tbl><w:p>",
        '<w:r><w:footnoteReference w:id="3"/></w:r>',
    ],
)
def test_a_note_that_nothing_leads_to_any_more_is_shown_by_nobody_and_not_warned_of(gone: str) -> None:
    copy = read(run("Rain fell.") + gone, notes=NOTE.format(2) + '<w:footnote w:id="3"/>')

    assert "300" not in copy.text
    assert copy.warnings == ()


@pytest.mark.parametrize(
    "kept",
    [
        f"<w:sdt>{MARK}</w:sdt>",
        f"<w:r>{box('').replace(run(''), MARK)}</w:r>",
        f"<w:del>{MARK}</w:del><w:sdt>{MARK}</w:sdt>",
        f"</w:p><w:tbl><w:tr><w:trPr/><w:tc><w:sdt>{MARK}</w:sdt></w:tc></w:tr></w:tbl><w:p>",
    ],
)
def test_a_note_whose_mark_is_passed_over_is_warned_of(kept: str) -> None:
    copy = read(run("Rain fell.") + kept, notes=NOTE.format(2))

    assert "300" not in copy.text
    assert said(copy)


def test_forms_inside_each_other_take_no_time() -> None:
    chance = random.Random(1)
    runs = "".join(f'<w:r w:q="{chance.getrandbits(24):x}"/>' for _ in range(10000))
    opened, closed = "<mc:AlternateContent><mc:Fallback>" * 100, "</mc:Fallback></mc:AlternateContent>" * 100
    content = archive("word/document.xml", f"{run('Raid')}</w:p>{opened}<w:p>{runs}</w:p>{closed}<w:p>")
    began = time.process_time()

    copy = read_copy(content, filename="a.docx")

    assert time.process_time() - began < 5
    assert (copy.text, copy.warnings) == ("Raid", ())


@pytest.mark.parametrize("named", ["word/document2.xml", "/word/document2.xml"])
def test_the_main_part_is_the_one_that_the_file_names(named: str) -> None:
    content = archive("word/document2.xml", run("Raid"), run(FORTY), f"<w:r>{box('Rain fell.')}</w:r>", named=named)

    copy = read_copy(content, filename="a.docx")

    assert copy.body == FORTY
    assert len(copy.warnings) == 1


def test_a_file_that_names_a_part_it_does_not_hold_is_read_by_the_usual_one() -> None:
    content = archive("word/document.xml", run("Raid"), run(FORTY), named="word/document9.xml")

    assert read_copy(content, filename="a.docx").body == FORTY


@pytest.mark.parametrize("main", ["xl/workbook.xml", "ppt/presentation.xml", "word2/document.xml"])
def test_another_office_file_is_refused_as_such(main: str) -> None:
    with pytest.raises(UnreadableCopy, match="is an archive, not a Word document"):
        read_copy(archive(main, run(FORTY)), filename="a.docx")
