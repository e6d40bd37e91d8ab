"""What is raised, lowered or struck out is no digit of the figure beside it, in whatever format it comes."""

import io
import json

import pytest
from docx import Document

from articles.intake import read_copy
from articles.intake.html import html_paragraphs, read_page

# A mark that leads to a note, and what was struck out, are left out.
LEFT_OUT = [
    ("At least 12<sup>1</sup> people were killed.", "At least 12 people were killed."),
    ("At least 1,200<sup>23</sup> people.", "At least 1,200 people."),
    ("At least 12 <sup>1</sup> people.", "At least 12 people."),
    ("At least 12<sup>1, 2</sup> people.", "At least 12 people."),
    ("At least 12<sup>1</sup><sup>,</sup><sup>2</sup> people.", "At least 12 people."),
    ("At least 12<sup><a href='#n'>[1]</a></sup> people.", "At least 12 people."),
    ("At least 12<sup>[1]</sup><sup>[note 2]</sup> people.", "At least 12 people."),
    ("At least 12<sup>(1)</sup> people.", "At least 12 people."),
    ("At least 12<sup>*</sup> people.", "At least 12 people."),
    ("At least 12<sup>†</sup> people.", "At least 12 people."),
    ("At least 10<sup>1</sup> people.", "At least 10 people."),
    ("At least 110<sup>6</sup> people.", "At least 110 people."),
    ("At least 12<sub>1</sub> people.", "At least 12 people."),
    ("At least 12<sup>1</sup><sub>2</sub> people.", "At least 12 people."),
    ("At least 12<sub>2</sub><sup>1</sup> people.", "At least 12 people."),
    ("At least 12 <sup>(1)</sup> people.", "At least 12 people."),
    ("At least 12 <sup>1, 2</sup> people.", "At least 12 people."),
    ("At least 12 <sup>[1]</sup> people.", "At least 12 people."),
    ("The army killed 12 people.<sup>[a]</sup><sup>[nb 3]</sup><sup>[note b]</sup>", "The army killed 12 people."),
    ("Some “rebels”<sup>300</sup> fled.", "Some “rebels” fled."),
    ("Twelve were killed<sup>1</sup> in Kerem<sup>2</sup>.", "Twelve were killed in Kerem."),
    ("Twelve were killed.<sup>1</sup> Rain fell.", "Twelve were killed. Rain fell."),
    ("At least <del>300</del><ins>12</ins> people.", "At least 12 people."),
    ("At least <s>300</s>12 people.", "At least 12 people."),
    ("At least <strike>300</strike> 12 people.", "At least 12 people."),
]
# All else that is raised or lowered is a part of what it stands at.
KEPT = [
    ("On the 5<sup>th</sup> day.", "On the 5th day."),
    ("Le 1<sup>er</sup> mai, le 2<sup>e</sup> jour.", "Le 1er mai, le 2e jour."),
    ("M<sup>me</sup> Orsini, n<sup>o</sup> 12.", "Mme Orsini, no 12."),
    ("A hall of 200 m<sup>2</sup>.", "A hall of 200 m2."),
    ("Over 12 km<sup>2</sup> burnt.", "Over 12 km2 burnt."),
    ("Some 10<sup>6</sup> tonnes.", "Some 10⁶ tonnes."),
    ("Some 10<sup>-6</sup> grams.", "Some 10⁻⁶ grams."),
    ("Some CO<sub>2</sub> and H<sub>2</sub>O.", "Some CO2 and H2O."),
    ("A trace of <sup>137</sup>Cs.", "A trace of 137Cs."),
    ("The army killed <sup>300</sup> people.", "The army killed 300 people."),
    ("The army killed<sup> 300</sup> people.", "The army killed 300 people."),
    ("The army killed <b><sup>7</sup></b> people.", "The army killed 7 people."),
    ("The army killed <sup>[at least 300]</sup> people.", "The army killed [at least 300] people."),
    ("The army killed <sup>[3000]</sup> people.", "The army killed [3000] people."),
    ("The toll (<sup>300</sup>) rose.", "The toll (300) rose."),
    ("The army killed “<sup>300</sup> rebels”.", "The army killed “300 rebels”."),
    ("In 2014 <sup>12</sup> people were killed.", "In 2014 12 people were killed."),
    ("A trace of <sub>12</sub><sup>x</sup>.", "A trace of 12x."),
    ("For 5<sup>1</sup>/<sub>2</sub> hours.", "For 5 1/2 hours."),
    ("For <sup>1</sup>⁄<sub>2</sub> an hour.", "For 1/2 an hour."),
    ("<sup>1</sup> The figure is the army's.", "1 The figure is the army's."),
    ("<sup>*</sup> The figure is the army's.", "* The figure is the army's."),
    ("At least <ins>12</ins> people.", "At least 12 people."),
    ("At least <u>12</u> people, <small>3</small> of them boys.", "At least 12 people, 3 of them boys."),
    ("A [1] in brackets, a * and 12 * 3.", "A [1] in brackets, a * and 12 * 3."),
]


@pytest.mark.parametrize(("source", "text"), LEFT_OUT + KEPT)
def test_in_html_and_in_markdown_the_figure_is_its_own(source: str, text: str) -> None:
    assert html_paragraphs(f"<p>{source}</p>") == [text]
    # Markdown keeps spaces as they came, on either side of what is left out too.
    assert " ".join(read_copy(source.encode(), filename="a.md").text.split()) == text


def test_a_headline_is_read_so_too() -> None:
    page = read_page("<h1>At least 12<sup>1</sup> <del>hurt</del><ins>killed</ins></h1><p>Rain fell.")

    assert page.headline() == page.paragraphs[0] == "At least 12 killed"


def test_a_sentence_that_ends_in_a_mark_ends_before_a_break() -> None:
    assert html_paragraphs("<p>Twelve died.<sup>1</sup><br>Rain fell.</p>") == ["Twelve died.", "Rain fell."]


def test_a_raised_part_that_is_never_ended_loses_nothing() -> None:
    assert html_paragraphs("<p>At least <sup>12 people<p>Rain fell.") == ["At least 12 people", "Rain fell."]


def test_of_ninjs_the_body_is_read_so_too() -> None:
    item = {"uri": "u", "type": "text", "headline": "H", "body_xhtml": "<p>At least 12<sup>1</sup> were killed.</p>"}

    assert read_copy(json.dumps(item).encode(), filename="a.json").body == "At least 12 were killed."


@pytest.mark.parametrize(
    ("source", "text"),
    [
        ("At least 12[^1] people.\n\n[^1]: The army says so.", "At least 12 people.\n[^1]: The army says so."),
        ("At least ~~300~~12 people.", "At least 12 people."),
        ("About ~12 people, ~5 of them boys.", "About ~12 people, ~5 of them boys."),
        ("The toll is 12\n\n<sup>1</sup> The army says so.", "The toll is 12\n1 The army says so."),
        ("At least 12\n<sup>1</sup> people.", "At least 12 people."),
        ("See [12] and [the note](https://x.example).", "See [12] and the note."),
    ],
)
def test_markdown_has_marks_of_its_own(source: str, text: str) -> None:
    assert read_copy(source.encode(), filename="a.md").text == text


def word(*runs: tuple[str, str]) -> str:
    """Return what is read of a paragraph of runs, each with how it looks."""
    made = Document()
    paragraph = made.add_paragraph()
    for words, look in runs:
        run = paragraph.add_run(words)
        if look:
            setattr(run.font, look, True)
    stream = io.BytesIO()
    made.save(stream)
    return read_copy(stream.getvalue(), filename="a.docx").text


@pytest.mark.parametrize("look", ["strike", "double_strike"])
def test_in_word_what_is_struck_out_is_left_out(look: str) -> None:
    assert word(("At least ", ""), ("300", look), ("12 people.", "")) == "At least 12 people."


def test_in_word_a_raised_number_is_a_mark_and_a_raised_ending_is_none() -> None:
    assert word(("At least 12", ""), ("1", "superscript"), (" people.", "")) == "At least 12 people."
    assert word(("At least 12", ""), ("*", "superscript"), (" people.", "")) == "At least 12 people."
    assert word(("The army killed ", ""), ("300", "superscript"), (" people.", "")) == "The army killed 300 people."
    assert word(("The army killed", ""), (" 300", "superscript"), (" people.", "")) == "The army killed 300 people."
    assert word(("The 5", ""), ("th", "superscript"), (" day.", "")) == "The 5th day."
    assert word(("Some CO", ""), ("2", "subscript"), (" rose.", "")) == "Some CO2 rose."
    assert word(("At least 12", ""), ("1", "bold"), (" people.", "")) == "At least 121 people."
