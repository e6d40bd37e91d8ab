"""Files made wrong on purpose: nothing that a wire says of its copy is lost in silence, and nothing goes out open."""

from __future__ import annotations

import json
from datetime import UTC, datetime
from typing import Any

import pytest

from articles.intake import Copy, UnreadableCopy, read_copies, read_copy

WORDS = "Nine people were killed in Velmar on Monday, the prefect said."
G2 = """<?xml version="1.0" encoding="UTF-8"?>
<newsItem xmlns="http://iptc.org/std/nar/2006-10-01/" guid="urn:g2:1" version="2">
<itemMeta><itemClass qcode="ninat:text"/>{meta}</itemMeta>
<contentMeta><headline>{headline}</headline></contentMeta><contentSet>{body}</contentSet></newsItem>"""
XHTML = "<inlineXML><html xmlns='http://www.w3.org/1999/xhtml'><body><p>{words}</p></body></html></inlineXML>"


def g2(meta: str = "", headline: str = "The quay gives way", body: str = XHTML.format(words=WORDS)) -> str:
    return G2.format(meta=meta, headline=headline, body=body)


def ninjs(**fields: Any) -> str:
    return json.dumps({"uri": "urn:x:1", "headline": "The quay gives way", "body_text": WORDS, **fields})


def read(content: str | bytes, filename: str) -> Copy:
    return read_copy(content.encode() if isinstance(content, str) else content, filename=filename)


def refusal(content: str | bytes, filename: str) -> str:
    with pytest.raises(UnreadableCopy) as refused:
        read(content, filename)
    return str(refused.value)


def warnings(copy: Copy) -> list[str]:
    return [said.template % said.details for said in copy.warnings]


@pytest.mark.parametrize("name", ["item.html", "item.htm", "item.txt", "item.json", "item"])
def test_a_wires_item_under_a_wrong_name_keeps_its_embargo(name: str) -> None:
    copy = read(g2("<embargoed/><pubStatus qcode='stat:withheld'/>"), name)

    assert (copy.format, copy.uri, copy.pub_status) == ("NewsML-G2", "urn:g2:1", "withheld")
    assert copy.hold_reason is not None


def test_a_page_is_still_a_page() -> None:
    page = f'<?xml version="1.0"?><html xmlns="http://www.w3.org/1999/xhtml"><body><p>{WORDS}</p></body></html>'

    assert [read(page, name).format for name in ("page.html", "page.xml")] == ["HTML", "HTML"]
    assert read(f"<p>{WORDS} <a href='/feed'>feed</a></p>", "page.html").format == "HTML"


@pytest.mark.parametrize(
    "content",
    [
        ninjs(embargoed="2026-03-12T18:00:00Z", embargoedUntil="2026-03-10T18:00:00Z"),
        ninjs(embargoed="2026-03-10T18:00:00Z", embargoedUntil="2026-03-12T18:00:00Z"),
        g2("<embargoed>2026-03-12T18:00:00Z</embargoed><embargoed>2026-03-10T18:00:00Z</embargoed>"),
    ],
)
def test_of_several_embargoes_the_latest_counts(content: str) -> None:
    assert read(content, "item").embargoed_until == datetime(2026, 3, 12, 18, tzinfo=UTC)


@pytest.mark.parametrize(
    "content",
    [
        g2("<embargoed>2026-03-10T18:00:00Z</embargoed><embargoed/>"),
        (
            '<nitf><head><docdata><date.release norm="20260310T180000Z"/><date.release/></docdata></head>'
            f"<body><body.content><p>{WORDS}</p></body.content></body></nitf>"
        ),
    ],
)
def test_an_empty_embargo_beside_another_holds(content: str) -> None:
    assert read(content, "item.xml").hold_reason is not None


@pytest.mark.parametrize(
    ("content", "status"),
    [
        (ninjs(pubstatus="canceled", pubStatus="usable"), "canceled"),
        (ninjs(pubstatus="usable", pubStatus="withheld"), "withheld"),
        (g2("<pubStatus qcode='stat:usable'/><pubStatus qcode='stat:canceled'/>"), "canceled"),
    ],
)
def test_of_several_statuses_the_strictest_counts(content: str, status: str) -> None:
    assert read(content, "item").pub_status == status


@pytest.mark.parametrize(
    "moment", ["0001-01-01T00:00:00Z", "1970-01-01T00:00:00Z", "9999-12-31T23:59:59Z", "9999-12-31T23:59:59-12:00"]
)
def test_a_moment_that_no_wire_means_holds(moment: str) -> None:
    copy = read(ninjs(embargoed=moment), "item.json")

    assert (copy.embargoed_until, copy.embargo_note) == (None, moment)
    assert copy.hold_reason is not None


@pytest.mark.parametrize("moment", ["1990-01-01T00:00:00Z", "2199-12-31T23:59:59Z", "20260310T180000+0100"])
def test_an_ordinary_moment_is_read(moment: str) -> None:
    assert read(ninjs(embargoed=moment), "item.json").embargoed_until is not None


def test_a_head_that_never_ends_is_refused_with_its_embargo() -> None:
    text = f"---\ntitle: The quay\nembargoed: 2027-01-01T00:00:00Z\n\n{WORDS}"

    assert "never ends them" in refusal(text, "story.md")
    assert "never ends them" in refusal(text, "story.txt")


@pytest.mark.parametrize(
    "text", [f"---\n\n{WORDS}", f"---\n{WORDS}\n\nMore of it.", f"---\nVelmar: nine dead\n{WORDS}"]
)
def test_a_rule_above_a_text_is_only_a_rule(text: str) -> None:
    assert WORDS in read(text, "story.md").text


def test_letters_that_break_off_are_no_other_encodings_letters() -> None:
    text = "Neuf blessés à Vélmar, selon le préfet, après l'éboulement. Il est tombé à l'eau"
    whole = text.encode()

    assert "inside a letter" in refusal(whole[: whole.rindex("à".encode()) + 1], "story.txt")
    assert "inside a letter" in refusal(whole.replace("é".encode(), b"\xc3", 1), "story.txt")
    assert read(text.encode("cp1252"), "story.txt").text == text
    assert read(whole, "story.txt").text == text


@pytest.mark.parametrize(
    ("content", "name"),
    [
        (g2(headline="Le quai s'est effondré").replace("UTF-8", "ISO-8859-1"), "item.xml"),
        (
            f'<html><head><meta charset="iso-8859-1"><title>Le quai s\'est effondré</title></head><p>{WORDS}</p>',
            "a.html",
        ),
    ],
)
def test_utf_8_that_is_declared_as_latin_1_is_read_as_utf_8(content: str, name: str) -> None:
    assert read(content.encode(), name).headline == "Le quai s'est effondré"
    assert read(content.encode("latin-1"), name).headline == "Le quai s'est effondré"


@pytest.mark.parametrize(
    "content",
    [
        ninjs(body_text=""),
        ninjs(body_text=None, bodies={"value": WORDS}),
        g2(body="<inlineXML/>"),
        (
            "<feed xmlns='http://www.w3.org/2005/Atom'><entry><id>a</id><title>The quay gives way</title>"
            "<content type='image/png'>iVBORw0KGgoAAAANSUhEUg==</content></entry></feed>"
        ),
    ],
)
def test_a_headline_without_a_text_is_filed_and_told(content: str) -> None:
    copy = read(content, "item")

    assert copy.text == "The quay gives way"
    assert "only a headline" in warnings(copy)[0]


def test_a_headline_with_a_text_is_not_told_of() -> None:
    assert warnings(read(ninjs(), "item.json")) == []
    assert warnings(read(ninjs(pubstatus="canceled", body_text=""), "item.json")) == []


def test_the_first_body_with_words_is_read() -> None:
    copy = read(g2(body=XHTML.format(words="1") + XHTML.format(words=WORDS)), "item.xml")

    assert WORDS in copy.text
    assert len(copy.bodies) == 2


@pytest.mark.parametrize("content", ['{"pubstatus": "canceled"}', G2.format(meta="", headline="", body="")])
def test_a_cancellation_that_names_nothing_is_refused(content: str) -> None:
    nameless = content.replace('guid="urn:g2:1" ', "").replace(
        "<itemClass", "<pubStatus qcode='stat:canceled'/><itemClass"
    )

    assert "does not say which" in refusal(nameless, "item")


@pytest.mark.parametrize(
    ("whole", "item"),
    [
        ("<newsMessage><itemSet>{}</itemSet></newsMessage>", G2.partition("\n")[2]),
        ("<NewsML>{}</NewsML>", ("<NewsItem><NewsComponent><NewsLines><HeadLine>Nine dead</HeadLine></NewsLines>"
         "</NewsComponent></NewsItem>")),
    ],
)  # fmt: skip
def test_a_message_holds_as_many_articles_as_any_file(whole: str, item: str) -> None:
    one = item.format(meta="", headline="Nine dead", body="") if "{meta}" in item else item

    assert len(read_copies(whole.format(one * 500).encode(), filename="m.xml")) == 500
    with pytest.raises(UnreadableCopy, match="more than 500"):
        read_copies(whole.format(one * 501).encode(), filename="m.xml")
