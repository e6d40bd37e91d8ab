"""Files made wrong on purpose: nothing that a wire says of its copy is lost in silence, and nothing goes out open."""

from __future__ import annotations

import html
import json
from datetime import UTC, datetime

import pytest

from articles.intake import UnreadableCopy, read_copies
from tests.articles.intake.wrong import G2, WORDS, XHTML, g2, ninjs, read, refusal, warnings


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
    "content",
    [
        ninjs(embargoed="2026-03-12T18:00:00Z", embargoedUntil="till the ministers arrive"),
        g2("<embargoed>till the ministers arrive</embargoed><embargoed>2026-03-12T18:00:00Z</embargoed>"),
        json.dumps(
            {
                "uri": "urn:x:1",
                "type": "composite",
                "embargoed": "2026-03-12T18:00:00Z",
                "associations": {"main": json.loads(ninjs(embargoed="till the ministers arrive"))},
            }
        ),
    ],
)
def test_a_moment_beside_an_embargo_that_cannot_be_read_settles_nothing(content: str) -> None:
    """Taken for the embargo, it would let the copy be approved, and told of as free, before the ministers arrive."""
    copy = read(content, "item")

    assert copy.hold_reason is not None
    assert copy.embargoed_until is None
    assert copy.embargo_note == "2026-03-12T18:00:00+00:00 / till the ministers arrive"


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


PICTURE = (
    '<newsItem guid="urn:g2:pic" version="3"><itemMeta><itemClass qcode="ninat:picture"/>{meta}</itemMeta>'
    '<contentMeta><description role="drol:caption">The quay, on Monday.</description></contentMeta></newsItem>'
)


def message(*items: str) -> str:
    whole = "".join(item.partition("?>")[2] or item for item in items)
    return f'<newsMessage xmlns="http://iptc.org/std/nar/2006-10-01/"><itemSet>{whole}</itemSet></newsMessage>'


@pytest.mark.parametrize(
    ("meta", "note"),
    [
        ("<edNote>A reader has complained.</edNote><signal qcode='sig:kill'/>", "A reader has complained.\nKILL"),
        ("<signal qcode='sig:correction'/><signal qcode='sig:kill'/>", "CORRECTION\nKILL"),
        ("<edNote>One.</edNote><edNote>Two.</edNote><signal qcode='sig:retraction'/>", "One.\nTwo.\nKILL"),
        ("<edNote>KILL</edNote><signal qcode='sig:kill'/>", "KILL"),
    ],
)
def test_a_signal_counts_beside_a_note_and_beside_others(meta: str, note: str) -> None:
    assert read(g2(meta), "item.xml").ed_note == note


def test_a_nitf_correction_counts_beside_a_message() -> None:
    content = (
        '<nitf><head><docdata><doc-id id-string="x"/><ed-msg info="Photos to follow"/>'
        '<correction id-string="w" info="nine, not ten"/></docdata></head>'
        f"<body><body.content><p>{WORDS}</p></body.content></body></nitf>"
    )

    assert read(content, "item.xml").ed_note == "Photos to follow\nCORRECTION: nine, not ten"


@pytest.mark.parametrize("meta", ["<pubStatus qcode='stat:canceled'/>", "<signal qcode='sig:kill'/>"])
def test_a_picture_that_is_taken_back_beside_a_story_is_not_lost(meta: str) -> None:
    story, picture = read_copies(message(g2(), PICTURE.format(meta=meta)).encode(), filename="item.xml")

    assert (story.uri, story.pub_status) == ("urn:g2:1", "usable")
    assert picture.uri == "urn:g2:pic"
    assert picture.pub_status == "canceled" or picture.ed_note == "KILL"
    assert [item["name"] for item in story.extra["beside"]] == ["newsitem"]


def test_one_item_that_is_nested_too_deep_leaves_the_others_to_be_filed() -> None:
    body = f'<inlineData contenttype="text/html">{"&lt;div&gt;" * 251}x</inlineData>'
    deep = g2(body=body).replace("urn:g2:1", "urn:g2:deep")

    (copy,) = read_copies(message(g2(), deep).encode(), filename="item.xml")

    assert copy.uri == "urn:g2:1"
    assert "item urn:g2:deep was left out: it is nested more than 250 levels deep" in warnings(copy)[0]


NEWSML = (
    "<NewsML><NewsItem><Identification><NewsIdentifier><PublicIdentifier>urn:newsml:x:1:1:1</PublicIdentifier>"
    "</NewsIdentifier></Identification><NewsComponent {attributes}><NewsLines><HeadLine>Quay</HeadLine></NewsLines>"
    "{content}</NewsComponent></NewsItem></NewsML>"
)


def item(words: str) -> str:
    return f"<ContentItem><DataContent>{words}</DataContent></ContentItem>"


def part(role: str, words: str) -> str:
    return f'<NewsComponent><Role FormalName="{role}"/>{item(words)}</NewsComponent>'


@pytest.mark.parametrize(
    ("content", "attributes", "body"),
    [
        (item("\n \n") + item("<p>Nine hurt.</p>"), "", "Nine hurt."),
        (part("Caption", "<p>The quay.</p>") + part("Main", "<p>Nine hurt.</p>"), "", "Nine hurt."),
        (part("Caption", "<p>The quay.</p>"), "", "The quay."),
        (item("<p>Nine hurt.</p>") + item("<p>Two dead.</p>"), "", "Nine hurt.\nTwo dead."),
        (item("<p>Nine hurt.</p>") + item("Nine hurt."), "", "Nine hurt."),
        (item("<p>Nine hurt.</p>") + item("Nine are hurt."), 'EquivalentsList="yes"', "Nine hurt."),
    ],
)
def test_the_text_of_newsml_1_2_is_all_of_its_parts(content: str, attributes: str, body: str) -> None:
    assert read(NEWSML.format(content=content, attributes=attributes), "item.xml").body == body


def test_nitf_lines_keep_their_words_apart_and_the_second_headline_is_read() -> None:
    content = (
        "<nitf><body><body.head><hedline><hl1>Nine<br/>hu<em>r</em>t</hl1><hl2>Bandits blamed</hl2></hedline>"
        "<byline><person>Ines Okoro</person><byttl>Northgate</byttl></byline>"
        "<dateline><location>VELMAR</location><story.date>10 March</story.date></dateline></body.head>"
        f"<body.content><p>{WORDS}</p></body.content></body></nitf>"
    )

    copy = read(content, "item.xml")

    assert copy.text == f"Nine hurt\nBandits blamed\n{WORDS}"
    assert (copy.byline, copy.dateline) == ("Ines Okoro Northgate", "VELMAR 10 March")


@pytest.mark.parametrize(
    ("hedline", "lines"),
    [
        ("<hl1>Ferry sinks</hl1><hl2>Bandits blamed</hl2>", ["Ferry sinks", "Bandits blamed"]),
        ("Ferry <em>sinks</em><hl2>Bandits blamed</hl2>", ["Ferry sinks", "Bandits blamed"]),
        ("<hl2>Ferry sinks</hl2><hl2>Bandits blamed</hl2>", ["Ferry sinks", "Bandits blamed"]),
        ("<hl2>Ferry sinks</hl2>", ["Ferry sinks"]),
        ("<hl1>Ferry sinks</hl1><hl2>Ferry sinks</hl2>", ["Ferry sinks"]),
        ("<hl2/>", ["Quay"]),
    ],
)
def test_no_line_of_nitf_is_read_twice_whether_it_is_the_first_headline_or_the_second(
    hedline: str, lines: list[str]
) -> None:
    head = f"<head><title>Quay</title></head><body><body.head><hedline>{hedline}</hedline></body.head>"

    copy = read(f"<nitf>{head}<body.content><p>{WORDS}</p></body.content></body></nitf>", "item.xml")

    assert (copy.headline, copy.text.split("\n")) == (lines[0], [*lines, WORDS])


@pytest.mark.parametrize(
    ("summary", "is_read"),
    [
        ("Nine people were killed in Velmar on Monday", False),
        ("Nine people were killed in Velmar on Monday, the prefect …", False),
        ("The prefect said people were killed on Monday in Velmar, nine of them", True),
        ("The port was shut by bandits", True),
    ],
)
def test_a_summary_is_read_unless_it_is_the_beginning_of_the_body(summary: str, is_read: bool) -> None:
    body = f"{WORDS}\nIt was quiet.\nThe bandits fled.\nThe port was shut."

    copy = read(ninjs(description_text=summary, body_text=body), "item.json")

    assert (summary in copy.text.split("\n")) == is_read


WRAPPED = (
    "Nine people were hurt in the port of Velmar on Monday when a quay\n"
    "gave way under the weight of a crane.\n\n"
    "Write to <a.martin@example.org> &lt;now&gt;, said the prefect, who came\n"
    "with ten firemen and a dog.\n"
)
PARAGRAPHS = [
    "Nine people were hurt in the port of Velmar on Monday when a quay gave way under the weight of a crane.",
    "Write to <a.martin@example.org> <now>, said the prefect, who came with ten firemen and a dog.",
]


@pytest.mark.parametrize(
    ("content", "name"),
    [
        (ninjs(body_text=html.unescape(WRAPPED)), "item.json"),
        (
            f"<rss><channel><item><title>Q</title><description>{html.escape(WRAPPED)}</description></item></channel></rss>",
            "f.rss",
        ),
        (g2(body=f'<inlineData contenttype="text/plain">{html.escape(html.unescape(WRAPPED))}</inlineData>'), "i.xml"),
        (NEWSML.format(attributes="", content=item(html.escape(html.unescape(WRAPPED)))), "n.xml"),
    ],
)
def test_a_plain_text_keeps_its_paragraphs_and_its_addresses_in_any_wrapping(content: str, name: str) -> None:
    assert read(content, name).body.split("\n") == PARAGRAPHS


def test_an_rss_description_with_tags_is_read_as_html() -> None:
    content = "<rss><channel><item><title>Q</title><description>{}</description></item></channel></rss>"

    assert read(content.format(html.escape("Nine\nhurt<img src='x'>\n\nby rain")), "f.rss").body == "Nine hurt by rain"
