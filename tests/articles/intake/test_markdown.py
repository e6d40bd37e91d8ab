"""Markdown and front matter."""

from datetime import UTC, datetime

import pytest

from articles.intake import InfoSource, UnreadableCopy, read_copy
from tests.articles.intake.reading import read_one


def test_front_matter_gives_the_heads() -> None:
    copy = read_one("story.md")

    assert (copy.headline, copy.language, copy.byline) == ("Le quai s'est affaissé", "fr-CH", "Nadège Orsini")
    assert (copy.urgency, copy.ed_note, copy.pub_status) == (3, "Avec photo", "usable")
    assert copy.embargoed_until == datetime(2026, 3, 10, 17, tzinfo=UTC)
    assert copy.info_sources == (InfoSource("Agence Méridien", ("source",)),)
    assert copy.extra == {"desk": "regions"}


def test_markdown_is_read_without_its_marks() -> None:
    copy = read_one("story.md")

    assert copy.body.split("\n") == [
        "Neuf personnes ont été blessées, selon la préfecture. Le port est fermé.",
        "Les travaux",
        "Le quai",
        "La grue",
        "« Tout va bien », dit le maire.",
    ]


@pytest.mark.parametrize(
    ("text", "body"),
    [
        ("**Nine** _hurt_, *police* said.", "Nine hurt, police said."),
        ("2 * 3 * 4 and snake_case_name", "2 * 3 * 4 and snake_case_name"),
        ("[Police](https://x.org) `said` <https://y.org>", "Police said y.org"),
        ("- one\n- two\n\n1) three", "one\ntwo\nthree"),
        ("> > quoted\n> still", "quoted still"),
        ("One\ntwo\n\nThree", "One two\nThree"),
        ("## Nine hurt ##\nText", "Nine hurt\nText"),
        (r"\*starred\*", "*starred*"),
        ("```\ncode\n```\nText", "code\nText"),
    ],
)
def test_marks_are_taken_off(text: str, body: str) -> None:
    assert read_copy(text.encode(), filename="s.md").text == body


@pytest.mark.parametrize(
    ("text", "body"),
    [
        (
            "The toll in Velmar rose to\n37. The mayor said nothing.",
            "The toll in Velmar rose to 37. The mayor said nothing.",
        ),
        ("It rained.\n\n2023. That year 300 were killed.", "It rained.\n2023. That year 300 were killed."),
        ("1. One hurt\n2. Two hurt\n   at sea\n\n3. Three", "One hurt\nTwo hurt at sea\nThree"),
        ("1. One hurt\n\nThe toll rose to\n2. Rain fell.", "One hurt\nThe toll rose to 2. Rain fell."),
        ("Twelve people<br>were <b>killed</b> on the 5<sup>th</sup>.", "Twelve people were killed on the 5th."),
        ('<p class="lead">Twelve dead.</p><P>Nine hurt.</P>', "Twelve dead.\nNine hurt."),
        ("<a href='https://x.org'>Nine</a> hurt<br />, police said <!-- check -->.", "Nine hurt , police said ."),
        ('He called them <q cite="x">terrorists</Q> and left.', "He called them “terrorists” and left."),
        ("12&nbsp;000 morts &agrave; Velmar, selon l&#39;ONU &amp; R&D", "12\xa0000 morts à Velmar, selon l'ONU & R&D"),
        ("&lt;b&gt; &#42;not marked&#x2a; x?a=1&para=2 &notaname;", "<b> *not marked* x?a=1&para=2 &notaname;"),
        ("<terroristes> et <plus de 300 morts>, 2 < 3 > 1", "<terroristes> et <plus de 300 morts>, 2 < 3 > 1"),
        ("Ask <a.martin@example.org> or <https://x.org/a>.", "Ask a.martin@example.org or x.org/a."),
        (
            "```Nine hurt``` in Velmar\n```python\nTwo\n~~~ Three hurt ~~~",
            "Nine hurt in Velmar\nTwo ~~~ Three hurt ~~~",
        ),
        ("Les travaux\n===\nReprise en mars.", "Les travaux\nReprise en mars."),
    ],
)
def test_no_word_is_taken_for_a_mark(text: str, body: str) -> None:
    assert read_copy(f"It is\nlate.\n\n{text}".encode(), filename="s.md").text == f"It is late.\n{body}"


@pytest.mark.parametrize("heading", ["# Le quai s'affaisse", "Le quai s'affaisse\n=====", "Le quai s'affaisse.\n=\n"])
def test_a_headline_may_be_underlined(heading: str) -> None:
    copy = read_copy(f"{heading}\nNeuf blessés.\n".encode(), filename="s.md")

    assert (copy.headline.rstrip("."), copy.body) == ("Le quai s'affaisse", "Neuf blessés.")


def test_a_first_heading_is_the_headline() -> None:
    copy = read_copy(b"# Grand **titre**\n\nTexte.", filename="s.md")

    assert (copy.headline, copy.body) == ("Grand titre", "Texte.")


def test_plain_text_may_have_front_matter_too() -> None:
    copy = read_copy(b"---\nheadline: Quay sinks\nembargo:\n---\nNine *hurt*.\n", filename="s.txt")

    assert (copy.headline, copy.body, copy.format) == ("Quay sinks", "Nine *hurt*.", "plain text")
    assert "there and empty" in str(copy.hold_reason)


def test_a_value_may_go_on_in_the_next_line() -> None:
    copy = read_copy(
        b"---\nsummary: Port shut\n  until Friday.\n# note\ntags: [a, b]\n---\nNine hurt.\n", filename="s.md"
    )

    assert copy.summary == "Port shut until Friday."
    assert copy.extra == {"tags": "[a, b]"}


def test_a_value_may_stand_below_its_head() -> None:
    copy = read_copy(b"---\ntitle: >\n  Port shut\ntags:\n- one\n- two\n---\nNine hurt.\n", filename="s.txt")

    assert (copy.headline, copy.extra, copy.body) == ("Port shut", {"tags": "- one - two"}, "Nine hurt.")


@pytest.mark.parametrize("filename", ["s.md", "s.txt"])
@pytest.mark.parametrize(
    "lines",
    [
        "VELMAR: At least 30 people were killed in the night.\nThe mayor spoke of bandits.",
        "VELMAR: At least 30 people were killed in the night.",
        "The mayor spoke of bandits.\nSource: police",
        "  The mayor spoke of bandits.\nSource: police",
    ],
)
def test_text_between_two_rules_is_screened(lines: str, filename: str) -> None:
    copy = read_copy(f"---\n{lines}\n---\nThe rest of it.\n".encode(), filename=filename)

    assert all(words in copy.text for words in lines.replace("\n", " ").split())
    assert copy.extra == {}


@pytest.mark.parametrize(
    "lines",
    [
        "title: Quay\nThe mayor spoke of bandits.",
        "desk: x\nThe mayor spoke of bandits.\nembargoed: 2027-01-01T00:00:00Z",
    ],
)
def test_a_stray_line_among_heads_that_count_is_refused_and_named(lines: str) -> None:
    with pytest.raises(UnreadableCopy, match=r"a line among its heads that is none: “The mayor spoke of bandits\.”"):
        read_copy(f"---\n{lines}\n---\nThe rest of it.\n".encode(), filename="s.txt")


@pytest.mark.parametrize("first", ["status", "embargoed"])
def test_an_embargo_may_stand_below_the_status_that_tells_of_it(first: str) -> None:
    heads = {"status": "status: embargoed", "embargoed": "embargoed: 2027-01-01T00:00:00Z"}
    lines = "\n".join(sorted(heads.values(), key=lambda line: not line.startswith(first)))

    copy = read_copy(f"---\n{lines}\n---\nNine hurt.\n".encode(), filename="s.txt")

    assert (copy.embargoed_until, copy.hold_reason) == (datetime(2027, 1, 1, tzinfo=UTC), None)


def test_a_status_that_tells_of_an_embargo_without_any_holds() -> None:
    copy = read_copy(b"---\nstatus: embargoed\n---\nNine hurt.\n", filename="s.txt")

    assert "there and empty" in str(copy.hold_reason)
    assert copy.embargo_note


def test_two_rules_around_no_heads_are_only_rules() -> None:
    assert read_copy(b"---\nNine hurt\n---\nTwo dead.", filename="s.txt").text == "---\nNine hurt\n---\nTwo dead."


def test_a_slugline_too_long_to_be_shown_is_told_and_kept_whole() -> None:
    whole = "STORM-" * 21 + "END"

    copy = read_copy(f"---\nslugline: {whole}\n---\nNine people were hurt.".encode(), filename="a.md")

    assert copy.extra["slugline"] == copy.slugline == whole
    assert [one.details for one in copy.warnings] == [{"length": "129", "most": "120"}]


def test_a_slugline_that_fits_is_not_told_of() -> None:
    copy = read_copy(f"---\nslugline: {'S' * 120}\n---\nNine people were hurt.".encode(), filename="a.md")

    assert (copy.warnings, "slugline" in copy.extra) == ((), False)


@pytest.mark.parametrize(
    "struck",
    [
        "<del>12 <b>dead</b></del>",
        "<s>12 <a href='x'>dead</a></s>",
        "<del>12 <s>dead</s> and</del>",
        "<STRIKE class='x'>12 < 13<br>dead</strike >",
        "<del>12 **dead**\n\n- and 12 hurt</del>",
        f"<s>{'12 <i>dead</i> ' * 300}</s>",
        "~~12 **dead**~~",
        "~~about ~12 dead~~",
        "~~12\ndead~~",
    ],
)
def test_struck_words_are_not_read_whatever_stands_in_them(struck: str) -> None:
    copy = read_copy(f"# Raid\n\nOnly {struck} 15 hurt.\n".encode(), filename="s.md")

    assert copy.body.split() == ["Only", "15", "hurt."]


@pytest.mark.parametrize(
    ("text", "body"),
    [
        ("<del>12 <b>dead</b>, 15 hurt.", "12 dead, 15 hurt."),
        ("12 <b>dead</b></del>, 15 hurt.", "12 dead, 15 hurt."),
        ("<s>3</s> 12 <b>dead</b> <s>4</s> 15 hurt.", " 12 dead  15 hurt."),
        ("<del>3 <del>12 dead.</del>", "3 "),
        ("<span>12 <small>dead</small></span>, <section>15 hurt.</section>", "12 dead,\n15 hurt."),
        ("<delta>12</delta> dead, <str>15</str> hurt.", "<delta>12</delta> dead, <str>15</str> hurt."),
        ("~~12 dead\n\n15 hurt~~", "~~12 dead\n15 hurt~~"),
        ("~~ 12 dead, 15 hurt ~~", "~~ 12 dead, 15 hurt ~~"),
        ("~12 dead~, ~~~ 15 hurt", "~12 dead~, ~~~ 15 hurt"),
    ],
)
def test_words_that_are_not_struck_out_are_read(text: str, body: str) -> None:
    assert read_copy(f"# Raid\n\n{text}\n".encode(), filename="s.md").body.split() == body.split()
