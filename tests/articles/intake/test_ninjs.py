"""ninjs, through its three generations."""

import json
from datetime import UTC, datetime
from typing import Any

import pytest

from articles.intake import Copy, InfoSource, Link, Rights, UnreadableCopy, read_copies, read_copy
from tests.articles.intake.reading import read_one, said


def read(**item: Any) -> Copy:
    whole = {"uri": "urn:example:1", "headline": "Title", "body_text": "Nine hurt, police said.", **item}
    return read_copy(json.dumps(whole).encode(), filename="item.json")


def test_the_first_generation_is_read_whole() -> None:
    copy = read_one("ninjs_1.json")

    assert (copy.format, copy.uri, copy.version) == ("ninjs 1.4", "urn:example:meridien:2026:quai", "3")
    assert copy.text.split("\n") == [
        "Le quai de Port-Alban s'est affaissé",
        "Le port reste fermé jusqu'à jeudi.",
        "PORT-ALBAN – Neuf personnes ont été blessées, selon la préfecture.",
        "Le quai était vieux\xa0de 90\xa0ans.",
    ]
    assert (copy.language, copy.urgency, copy.slugline) == ("fr-FR", 2, "PORT-ALBAN-QUAI")
    assert (copy.byline, copy.dateline) == ("Nadège Orsini", "PORT-ALBAN")
    assert copy.embargoed_until == datetime(2026, 3, 10, 11, tzinfo=UTC)
    assert copy.rights == Rights("Agence Méridien", "© 2026 Agence Méridien", "Presse écrite seulement")
    assert copy.ed_note.startswith("CORRECTION")
    assert copy.info_sources[0] == InfoSource("Agence Méridien", ("originator",))


def test_every_body_is_kept_and_the_marked_up_one_is_read() -> None:
    copy = read_one("ninjs_1.json")

    assert [(body.role, body.content_type) for body in copy.bodies] == [("text", "text/plain"), ("html", "text/html")]
    assert "<script>" in copy.bodies[1].value
    assert "track" not in copy.text


def test_associations_are_links_by_their_names() -> None:
    copy = read_one("ninjs_1.json")

    assert copy.links == (
        Link("mainpic", "urn:example:meridien:pic:4", type="picture", title="Le quai"),
        Link("translatedfrom", "urn:example:northgate:88", type="text", language="en", version="1"),
    )


def test_what_has_no_place_of_its_own_is_kept_in_extra() -> None:
    extra = read_one("ninjs_1.json").extra

    assert extra["x_vendor"] == {"desk": "regions", "weights": [1, 2.5]}
    assert extra["associations"]["mainpic"]["headline"] == "Le quai"
    assert extra["embargoed"] == "2026-03-10T12:00:00+01:00"


def test_the_second_generation_keeps_its_lists() -> None:
    copy = read_one("ninjs_2.json")

    assert (copy.format, copy.headline, copy.pub_status) == ("ninjs 2", "Quay at Port-Alban sinks", "withheld")
    assert copy.body == "Nine people were hurt,\nthe prefecture said."
    assert copy.summary == "A quay built in 1936 gave way on Tuesday."
    assert copy.extra["bodies"][1]["charcount"] == 44


def test_the_third_generation_is_read_and_its_naive_embargo_holds() -> None:
    copy = read_one("ninjs_3.json")

    assert (copy.format, copy.headline) == ("ninjs 3.0", "Port reopens after quay sank")
    assert copy.body == "Port\nThe port reopened on Wednesday.\nBerth one\nBerth two"
    assert (copy.embargoed_until, copy.embargo_note) == (None, "2026-03-11 09:00")
    assert "names no time zone" in str(copy.hold_reason)
    assert copy.links[0] == Link("replaces", "urn:example:northgate:88", type="text")
    assert copy.info_sources == (InfoSource("Harbour office", ("informant",), "https://example.org/harbour"),)


@pytest.mark.parametrize("version", [2, 2.0, "2"])
def test_a_version_is_read_however_its_number_is_written(version: Any) -> None:
    copy = read(version=version)

    assert (copy.version, said(copy)) == ("2", [])


@pytest.mark.parametrize("version", [1.1, True, ["2"]])
def test_a_version_that_is_none_is_named_and_the_copy_read(version: Any) -> None:
    copy = read(version=version)

    assert (copy.version, copy.headline) == ("", "Title")
    assert said(copy) == [f"the version “{version}” is no whole number and no words; it is taken as none"]


@pytest.mark.parametrize("said_by_wire", ["usable", "Usable", "stat:usable", "http://cv.iptc.org/newscodes/x/usable"])
def test_usable_is_usable_however_it_is_coded(said_by_wire: str) -> None:
    copy = read(pubstatus=said_by_wire)

    assert (copy.pub_status, copy.hold_reason) == ("usable", None)


@pytest.mark.parametrize(
    ("said_by_wire", "status"), [("canceled", "canceled"), ("cancelled", "canceled"), ("withheld", "withheld")]
)
def test_other_statuses_are_known(said_by_wire: str, status: str) -> None:
    assert read(pubStatus=said_by_wire).pub_status == status


@pytest.mark.parametrize("said_by_wire", ["draft", "", 7, ["usable"], {"qcode": "usable"}])
def test_a_status_that_nobody_knows_holds(said_by_wire: Any) -> None:
    copy = read(pubStatus=said_by_wire)

    assert "is not known here" in str(copy.hold_reason)


@pytest.mark.parametrize("name", ["embargoed", "embargoedUntil"])
@pytest.mark.parametrize(
    ("embargo", "reason"),
    [
        (None, "there and empty"),
        ("", "there and empty"),
        ("  ", "there and empty"),
        ("2026-03-10T12:00:00", "names no time zone"),
        ("2026-03-10", "names no time zone"),
        ("tomorrow at noon", "cannot be read"),
        ("2026-13-45T99:00:00Z", "cannot be read"),
        ("0001-01-01T00:00:00+14:00", "cannot be read"),
        (1773140400, "cannot be read"),
        (True, "cannot be read"),
        ({"until": "noon"}, "cannot be read"),
    ],
)
def test_an_embargo_that_cannot_be_read_holds_and_is_never_open(name: str, embargo: Any, reason: str) -> None:
    copy = read(**{name: embargo})

    assert copy.embargoed_until is None
    assert copy.embargo_note
    assert reason in str(copy.hold_reason)


def test_a_status_that_nobody_knows_is_told_before_an_embargo_that_may_be_settled() -> None:
    copy = read(embargoed="tomorrow at noon", pubStatus="draft")

    assert "is not known here" in str(copy.hold_reason)
    assert copy.embargo_note == "tomorrow at noon"


@pytest.mark.parametrize("embargo", ["2026-03-10T12:00:00Z", "2026-03-10T13:00:00+01:00", "20260310T120000+0000"])
def test_an_embargo_with_its_time_zone_is_kept_in_utc(embargo: str) -> None:
    copy = read(embargoed=embargo)

    assert (copy.embargoed_until, copy.hold_reason) == (datetime(2026, 3, 10, 12, tzinfo=UTC), None)


def test_no_embargo_is_no_embargo() -> None:
    copy = read()

    assert (copy.embargoed_until, copy.embargo_note, copy.hold_reason) == (None, "", None)


@pytest.mark.parametrize(("given", "urgency"), [(1, 1), (9, 9), ("3", 3), (4.0, 4)])
def test_an_urgency_is_a_number_from_1_to_9(given: Any, urgency: int) -> None:
    copy = read(urgency=given)

    assert (copy.urgency, copy.warnings) == (urgency, ())


@pytest.mark.parametrize("given", [0, 10, -1, 2.5, "high", True, [3]])
def test_another_urgency_is_taken_as_5_and_warned_of(given: Any) -> None:
    copy = read(urgency=given)

    assert copy.urgency == 5
    assert "is no number from 1 to 9" in said(copy)[0]


@pytest.mark.parametrize(("tag", "language"), [("zh-Hant-TW", "zh-Hant-TW"), ("und", None), ("", None)])
def test_a_language_tag_is_kept_as_it_is(tag: str, language: str | None) -> None:
    assert read(language=tag).language == language


def test_what_is_no_language_tag_is_warned_of() -> None:
    copy = read(language="français")

    assert copy.language is None
    assert said(copy) == ["“français” is no language tag; the wire's own language is taken"]


def test_a_picture_alone_is_read_by_its_caption_and_says_so() -> None:
    item = {"uri": "urn:p", "type": "picture", "headline": "Quay", "description_text": "Nine people were hurt here."}

    copy = read_copy(json.dumps(item).encode())

    assert copy.text == "Quay\nNine people were hurt here."
    assert said(copy) == ["there is no article text, only the description of a picture or a film"]


@pytest.mark.parametrize("kind", ["event", "planning", "Assignment"])
def test_what_is_no_article_is_refused_by_its_name(kind: str) -> None:
    with pytest.raises(UnreadableCopy, match=r"^i\.json holds no article but this: .+; file the story itself"):
        read_copy(json.dumps({"uri": "urn:e", "type": kind, "title": "Summit"}).encode(), filename="i.json")


@pytest.mark.parametrize("name", ["eventDetails", "plannedCoverage"])
def test_a_plan_without_a_type_is_told_by_its_fields(name: str) -> None:
    with pytest.raises(UnreadableCopy, match="holds no article but this"):
        read_copy(json.dumps({"uri": "urn:e", "headline": "Summit", name: {}}).encode())

    assert read(**{name: {}}).body == "Nine hurt, police said."


def test_a_picture_with_no_more_than_a_headline_says_so() -> None:
    copy = read_copy(b'{"uri": "urn:p", "type": "video", "headline": "Quay"}')

    assert copy.text == "Quay"
    assert said(copy) == ["there is no article text, only the description of a picture or a film"]


def test_a_cancellation_needs_no_text() -> None:
    copy = read_copy(b'{"uri": "urn:1", "pubstatus": "cancelled", "version": 4}')

    assert (copy.text, copy.pub_status, copy.version) == ("", "canceled", "4")


@pytest.mark.parametrize(
    ("document", "reason"),
    [
        ('{"uri": ', "no well-formed JSON"),
        ('{"uri": "u", "urgency": NaN}', "NaN is no number"),
        ("[" * 100_000, "nested too deep"),
        ('{"uri": "u", "body_text": "x", "deep": ' + "[" * 200 + "]" * 200 + "}", "nested more than 60"),
        ('{"name": "x"}', "JSON but no ninjs item"),
        ('{"version": "1", "title": "A feed", "items": [{"id": 1, "title": "x"}]}', "JSON but no ninjs item"),
        ("[1, 2]", "JSON but no ninjs item"),
        ('"text"', "JSON but no ninjs item"),
        ("null", "JSON but no ninjs item"),
        ('{"uri": "u", "headline": "…"}', "holds no words"),
        ('{"uri": "u", "n": ' + "9" * 5000 + "}", "no well-formed JSON"),
    ],
)
def test_what_is_no_ninjs_is_refused_with_the_reason(document: str, reason: str) -> None:
    with pytest.raises(UnreadableCopy, match=reason):
        read_copies(document.encode(), filename="item.json")


def test_values_that_no_database_keeps_are_made_harmless() -> None:
    copy = read_copy(rb'{"uri": "u\u0000rn", "body_text": "Nine \ud800 hurt.", "x": ["\u0000a", 1e999, {"\u0000": 1}]}')

    assert copy.uri == "urn"
    assert copy.text == "Nine � hurt."
    assert copy.extra["x"] == ["a", "inf", {"": 1}]


def test_fields_of_the_wrong_kind_are_kept_and_not_believed() -> None:
    copy = read(byline=["A", "B"], associations="none", infosource={"name": "x"}, bodies={"value": "x"}, signals=[7])

    assert (copy.byline, copy.links, copy.info_sources) == ("", (), ())
    assert copy.extra["byline"] == ["A", "B"]
    assert copy.extra["bodies"] == {"value": "x"}


def test_a_body_that_repeats_the_headline_does_not_say_it_twice() -> None:
    copy = read(body_html="<h1>title</h1><p>Nine hurt.</p>", body_text="Nine hurt.")

    assert copy.text == "Title\nNine hurt."


def test_a_summary_that_repeats_the_body_is_kept_and_not_read_twice() -> None:
    copy = read(description_text="Nine hurt, police said")

    assert copy.summary == "Nine hurt, police said"
    assert copy.text == "Title\nNine hurt, police said."


@pytest.mark.parametrize(
    ("summary", "is_read"),
    [
        ("Nine people of the village were not hurt, police said", False),
        ("Nine people of the village were n…", False),
        ("Title: ORVANE (NW) – Nine people of the village", False),
        ("Ten people of the village were not hurt, police said", True),
        ("Nine rebels of the village were not hurt, police said", True),
        ("Nine people of the village were hurt, police said", True),
        ("Nine people of the village were not hurt, police said in 19…", True),
        ("…", False),
    ],
)
def test_a_summary_is_read_unless_it_is_the_beginning_word_for_word(summary: str, is_read: bool) -> None:
    body = "<p>ORVANE (NW) - Nine people of the village were not hurt, police said in 1990.</p>"
    copy = read(description_text=summary, body_html=body)

    assert (summary in copy.text.split("\n")) == is_read


def test_root_fields_may_name_other_articles() -> None:
    copy = read(evolvedfrom="urn:0", replaces=[{"uri": "urn:old"}, "urn:older"], translated_from=None)

    assert [(link.relation, link.uri) for link in copy.links] == [
        ("evolvedfrom", "urn:0"),
        ("replaces", "urn:old"),
        ("replaces", "urn:older"),
    ]


def test_a_signal_is_a_note_beside_others() -> None:
    kill = {"code": "http://cv.iptc.org/newscodes/signal/kill"}

    assert read(signals=["sig:correction"]).ed_note == "CORRECTION"
    assert read(signals=[kill], ednote="A reader complains").ed_note == "A reader complains\nKILL"
    assert read(signals=["sig:correction", kill, "sig:update"]).ed_note == "CORRECTION\nKILL"
    assert read(signals=[kill], ednote="KILL").ed_note == "KILL"


def test_a_nitf_body_is_read_as_nitf() -> None:
    copy = read(body_text="", body_nitf="<body.content><p>One.</p><hl2>Two</hl2></body.content>")

    assert copy.body == "One.\nTwo"


def test_a_body_that_cannot_be_read_is_warned_of_and_another_is_read() -> None:
    copy = read(body_html="<div>" * 600 + "x")

    assert copy.body == "Nine hurt, police said."
    assert "a body could not be read" in said(copy)[0]
