"""Markdown and front matter."""

from datetime import UTC, datetime

import pytest

from articles.intake import InfoSource, read_copy
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
