"""NewsML-G2, NITF and NewsML 1.2."""

from datetime import UTC, datetime

import pytest

from articles.intake import Copy, InfoSource, Link, Rights, UnreadableCopy, read_copies, read_copy
from tests.articles.intake.reading import read_one, said, sample

EMBARGO = datetime(2026, 3, 10, 17, tzinfo=UTC)
NEWSML_FRAME = (
    "<NewsML><NewsItem><NewsComponent><ContentItem><DataContent>{}</DataContent></ContentItem></NewsComponent>"
    "</NewsItem></NewsML>"
)
HEADLINE = "Le quai de Port-Alban s'est affaissé"


def change(name: str, *changes: tuple[str, str], encoding: str = "utf-8") -> Copy:
    text = sample(name).decode(encoding)
    for old, new in changes:
        assert old in text
        text = text.replace(old, new)
    return read_copy(text.encode(encoding), filename=name)


def test_a_newsml_g2_message_gives_its_story_with_all_heads() -> None:
    copy = read_one("message_g2.xml")

    assert (copy.format, copy.uri, copy.version) == ("NewsML-G2", "urn:example:g2:1", "5")
    assert (copy.headline, copy.language, copy.urgency, copy.slugline) == (HEADLINE, "fr-FR", 3, "port-alban-quai")
    assert (copy.byline, copy.dateline) == ("Par Nadège Orsini", "PORT-ALBAN, 10 mars")
    assert copy.embargoed_until == EMBARGO
    assert copy.ed_note == "RECTIFICATIF : le bilan est de neuf blessés"
    assert copy.rights == Rights("Agence Méridien", "© 2026 Agence Méridien", "Web et papier")
    assert InfoSource("Préfecture maritime", ("isrol:originfo",), "https://example.org/prefecture") in copy.info_sources
    assert copy.links[0].relation == "irel:translatedfrom"


def test_a_newsml_g2_body_is_read_without_its_head_and_credits() -> None:
    copy = read_one("message_g2.xml")

    assert copy.body.split("\n") == [
        "Neuf personnes ont été blessées, a indiqué la préfecture.",
        "Le quai, mardi.",
        "Le port est fermé.",
    ]


def test_pictures_and_packages_beside_a_story_are_kept_with_it() -> None:
    copy = read_one("message_g2.xml")

    assert [item["name"] for item in copy.extra["beside"]] == ["packageitem", "newsitem"]
    assert said(copy) == []


def test_of_several_stories_the_first_keeps_what_stands_beside_them() -> None:
    message = sample("message_g2.xml").decode()
    start, end = message.index('<newsItem guid="urn:example:g2:1"'), message.index("</newsItem>") + len("</newsItem>")
    story = message[start:end]
    second = story.replace("urn:example:g2:1", "urn:example:g2:2")

    copies = read_copies(message.replace(story, story + second).encode(), filename="message.xml")

    assert [(copy.uri, "beside" in copy.extra) for copy in copies] == [
        ("urn:example:g2:1", True),
        ("urn:example:g2:2", False),
    ]


def test_a_nitf_body_inside_newsml_g2_gives_heads_too() -> None:
    copy = read_one("item_g2_nitf.xml")

    assert (copy.headline, copy.byline, copy.dateline) == ("Ferry aground", "By Ines Okoro", "Velmar")
    assert copy.text == "Ferry aground\nTwo people were hurt, the coast guard said."
    assert (copy.pub_status, copy.urgency, copy.ed_note) == ("canceled", 9, "CORRECTION")


@pytest.mark.parametrize(
    ("embargo", "reason"),
    [("", "there and empty"), ("2026-03-10T18:00:00", "names no time zone"), ("mardi soir", "cannot be read")],
)
def test_a_newsml_g2_embargo_that_cannot_be_read_holds(embargo: str, reason: str) -> None:
    copy = change("message_g2.xml", ("2026-03-10T18:00:00+01:00", embargo))

    assert copy.embargoed_until is None
    assert reason in str(copy.hold_reason)


def test_a_message_of_pictures_alone_is_read_by_their_captions() -> None:
    copy = change("message_g2.xml", ('<itemClass qcode="ninat:text"/>', '<itemClass qcode="ninat:video"/>'),
                  ("<inlineXML", "<remoteXML"), ("</inlineXML", "</remoteXML"), ("urn:example:pic:9", ""),
                  ('<description role="drol:caption">Le quai de Port-Alban, mardi.</description>', ""),
                  ("<headline>Le quai</headline>", ""))  # fmt: skip

    assert copy.text.endswith("Les travaux commenceront au printemps prochain.")
    assert "only the description of a picture" in said(copy)[0]


def test_a_summary_is_preferred_to_a_caption() -> None:
    caption = '<description role="drol:caption">Le quai, en mars.</description><description role="drol:summary">'

    assert change("message_g2.xml", ('<description role="drol:summary">', caption)).summary.startswith("Les travaux")


@pytest.mark.parametrize("name", ["packageItem", "planningItem", "conceptItem", "knowledgeItem"])
def test_other_items_of_newsml_g2_are_refused_by_name(name: str) -> None:
    document = f'<{name} xmlns="http://iptc.org/std/nar/2006-10-01/" guid="x" version="1"><itemMeta/></{name}>'

    with pytest.raises(UnreadableCopy, match=r"^x\.xml holds no article but this: .+; file the story itself"):
        read_copies(document.encode(), filename="x.xml")


def test_a_message_without_items_is_refused() -> None:
    with pytest.raises(UnreadableCopy, match="is a message without any news item"):
        read_copies(b"<newsMessage><header/><itemSet/></newsMessage>", filename="x.xml")


def test_a_quotation_in_nitf_has_its_marks() -> None:
    nitf = b"<nitf><body><body.content><p>They are <q>terrorists</q>, he said.</p></body.content></body></nitf>"

    assert read_copy(nitf, filename="x.xml").text == "They are “terrorists”, he said."


@pytest.mark.parametrize(
    "frame",
    [
        "{}",
        "<newsItem guid='urn:example:g2:9'><contentSet><inlineXML>{}</inlineXML></contentSet></newsItem>",
        NEWSML_FRAME,
    ],
)
def test_nitf_is_read_with_all_its_contents(frame: str) -> None:
    first = "<body.content><p>The quay gave way at dawn.</p></body.content>"
    second = "<body.content><block><p>Nine people were killed.</p></block></body.content>"
    nitf = f"<nitf><body>{first}{second}<body.end/></body></nitf>"

    copy = read_copy(frame.format(nitf).encode(), filename="x.xml")

    assert copy.text == "The quay gave way at dawn.\nNine people were killed."


def test_nitf_is_read_whole_in_its_own_encoding() -> None:
    copy = read_one("story_nitf.xml")

    assert (copy.format, copy.uri, copy.version, copy.slugline) == ("NITF", "urn:example:nitf:7", "4", "port-alban")
    assert (copy.headline, copy.summary) == (HEADLINE, "Le port reste fermé trois jours.")
    assert copy.body.split("\n") == [
        "Un sous-titre",
        "Neuf personnes ont été blessées, selon la préfecture.",
        "Les travaux",
        "Dix pompiers sont venus.",
        "Le quai, mardi.",
    ]
    assert (copy.language, copy.urgency, copy.byline) == ("fr-BE", 4, "Par Nadège Orsini")
    assert (copy.ed_note, copy.rights.holder) == ("ATTENTION - RECTIFICATIF", "Agence Méridien")


def test_an_embargoed_nitf_with_its_moment_waits_for_it() -> None:
    copy = read_one("story_nitf.xml")

    assert (copy.pub_status, copy.embargoed_until, copy.hold_reason) == ("usable", EMBARGO, None)


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("20260310T180000+0100", "20260310T180000"),
        ("20260310T180000+0100", ""),
        ('<date.release norm="20260310T180000+0100"/>', ""),
    ],
)
def test_an_embargoed_nitf_without_a_moment_is_held(old: str, new: str) -> None:
    copy = change("story_nitf.xml", (old, new), encoding="iso-8859-1")

    assert copy.embargoed_until is None
    assert copy.hold_reason is not None


def test_newsml_1_2_gives_its_text_item() -> None:
    copy = read_one("newsml_1_2.xml")

    assert (copy.format, copy.version, copy.urgency, copy.language) == ("NewsML 1.2", "2", 3, "en")
    assert copy.text.split("\n") == [
        "Quay sinks at Port-Alban",
        "Nine people were hurt, the prefecture said.",
        "The port is shut.",
    ]
    assert (copy.byline, copy.dateline, copy.ed_note) == ("By Ines Okoro", "Port-Alban", "Refiles to add a byline")
    assert InfoSource("Northgate", ("provider",)) in copy.info_sources


@pytest.mark.parametrize("body", ["<p>The quay gave way at dawn.</p>", "<p>{}</p><p>The quay gave way at dawn.</p>"])
def test_what_stands_below_a_newsml_1_2_headline_is_read_once(body: str) -> None:
    below = "At least 300 people were killed"
    lines = f"<NewsLines><HeadLine>Quay fails</HeadLine><SubHeadLine>{below}</SubHeadLine></NewsLines>"
    content = f"<ContentItem><DataContent>{body.format(below)}</DataContent></ContentItem>"

    copy = read_copy(
        f"<NewsML><NewsItem><NewsComponent>{lines}{content}</NewsComponent></NewsItem></NewsML>".encode(),
        filename="x.xml",
    )

    assert copy.text == f"Quay fails\n{below}\nThe quay gave way at dawn."


def test_all_revisions_of_a_newsml_1_2_item_have_one_id() -> None:
    first, second = (
        read_one("newsml_1_2.xml"),
        change("newsml_1_2.xml", ("quai:2", "quai:3"), ('Update="N">2', 'Update="N">3')),
    )

    assert first.uri == second.uri == "urn:newsml:example.org:20260310:quai"
    assert (first.version, second.version) == ("2", "3")
    assert first.links == (Link("derivedfrom", "urn:newsml:example.org:20260309:quai"),)


@pytest.mark.parametrize(
    ("status", "outcome"), [("Withheld", "withheld"), ("Canceled", "canceled"), ("Usable", "usable")]
)
def test_a_newsml_1_2_status_is_read(status: str, outcome: str) -> None:
    assert change("newsml_1_2.xml", ('"Usable"', f'"{status}"')).pub_status == outcome


def test_a_newsml_1_2_embargo_takes_its_moment_from_the_change_to_come() -> None:
    change_to_come = (
        '"Embargoed"/><StatusWillChange><FutureStatus FormalName="Usable"/>'
        "<DateAndTime>20260310T180000+0100</DateAndTime></StatusWillChange>"
    )

    dated = change("newsml_1_2.xml", ('"Usable"/>', change_to_come))
    undated = change("newsml_1_2.xml", ('"Usable"', '"Embargoed"'))

    assert (dated.embargoed_until, dated.hold_reason) == (EMBARGO, None)
    assert undated.hold_reason is not None


def test_a_newsml_1_2_component_is_kept_without_those_inside_it_which_are_kept_beside_it() -> None:
    inner = (
        '<NewsComponent><Role FormalName="Main"/><AdministrativeMetadata><Creator><Party FormalName="Nord"/></Creator>'
        "</AdministrativeMetadata><ContentItem><DataContent>Nine hurt.</DataContent></ContentItem></NewsComponent>"
    )
    outer = f'<NewsComponent Duid="a"><NewsLines><HeadLine>Quay sinks</HeadLine></NewsLines>{inner}</NewsComponent>'

    copy = read_copy(f"<NewsML><NewsItem>{outer}</NewsItem></NewsML>".encode(), filename="a.xml")

    first, second = copy.extra["components"]
    assert (first["attributes"], [one["name"] for one in first["children"]]) == ({"Duid": "a"}, ["newslines"])
    assert [one["name"] for one in second["children"]] == ["role", "administrativemetadata"]
    assert copy.info_sources == (InfoSource("Nord", ("creator",)),)
    assert copy.text == "Quay sinks\nNine hurt."
