"""Of several forms of a text the right one is read, and one that is clearly longer is told of."""

import json

import pytest

from articles.intake import Copy, UnreadableCopy, read_copy
from articles.intake.draft import Draft
from articles.intake.forms import Form, choose_form
from tests.articles.intake.reading import said

SHORT = ["The army struck Kerem."]
LONG = ["The army struck Kerem.", "At least 40 people were killed."]
FRENCH = ["Quarante personnes au moins ont été tuées à Kerem."]


def chosen(*forms: Form, language: str = "") -> tuple[int, list[str]]:
    """Return which of several forms is read, and what is told."""
    draft = Draft(format="ninjs")
    form = choose_form(draft, forms, language=language)
    number = next(number for number, one in enumerate(forms) if one is form)
    return number, [str(one.details["form"]) for one in draft.warnings]


class TestChoosing:
    def test_the_main_role_counts_more_than_language_length_and_markup(self) -> None:
        others = [Form(LONG, "rnd:web", "en", is_marked_up=True), Form(FRENCH, "short")]

        assert chosen(*others, Form(SHORT, "rnd:main", "fr"), language="en")[0] == 2
        assert chosen(*others, Form(SHORT, "main"))[0] == 2

    def test_the_items_own_language_counts_more_than_length(self) -> None:
        assert chosen(Form(LONG, language="en"), Form(FRENCH, language="fr-CA"), language="fr")[0] == 1
        assert chosen(Form(FRENCH, language="fr"), Form(SHORT, language="en"), language="en-GB")[0] == 1
        assert chosen(Form(FRENCH, language="fr"), Form(SHORT), language="en")[0] == 1

    def test_where_no_language_is_said_none_counts(self) -> None:
        assert chosen(Form(SHORT, language="en"), Form(LONG, language="fr"))[0] == 1

    def test_the_fullest_counts_more_than_markup(self) -> None:
        assert chosen(Form(SHORT, is_marked_up=True), Form(LONG))[0] == 1

    def test_of_the_same_words_the_marked_up_ones_are_read_whatever_their_role(self) -> None:
        joined = [" ".join(LONG)]

        assert chosen(Form(joined, "main"), Form(LONG, "richtext", is_marked_up=True))[0] == 1
        assert chosen(Form(LONG, is_marked_up=True), Form(joined))[0] == 0

    def test_other_words_are_no_twin(self) -> None:
        other = ["The army struck Kerem.", "At least 41 people were killed."]

        assert chosen(Form(LONG, "main"), Form(other, "richtext", is_marked_up=True))[0] == 0

    def test_a_form_without_words_is_not_read(self) -> None:
        assert chosen(Form(["–"], "main"), Form(SHORT, "short"))[0] == 1
        assert choose_form(Draft(format=""), [Form([], "main")]) is None


class TestTelling:
    def test_a_clearly_longer_form_is_told_of(self) -> None:
        assert chosen(Form(SHORT, "main"), Form(LONG, "extended"))[1] == ["extended"]
        assert chosen(Form(SHORT, "main"), Form(LONG, "", "en"))[1] == ["en"]

    def test_a_shorter_one_and_one_as_long_are_not(self) -> None:
        assert chosen(Form(LONG, "main"), Form(SHORT, "short"))[1] == []
        assert chosen(Form(LONG, "main"), Form(LONG, "text"), Form(["KEREM – " + LONG[0], LONG[1]], "wire"))[1] == []
        assert chosen(Form(SHORT))[1] == []


def ninjs(*bodies: tuple[str, str, str]) -> Copy:
    forms = [{"role": role, "contentType": kind, "value": value} for role, kind, value in bodies]
    item = {"uri": "u", "type": "text", "headline": "Raid on Kerem", "bodies": forms}
    return read_copy(json.dumps(item).encode(), filename="a.json")


def test_of_ninjs_the_main_body_is_read_beside_a_marked_up_short_one() -> None:
    copy = ninjs(("short", "text/html", f"<p>{SHORT[0]}</p>"), ("main", "text/plain", "\n\n".join(LONG)))

    assert copy.text.split("\n")[1:] == LONG
    assert copy.warnings == ()


def test_of_ninjs_a_longer_body_than_the_main_one_is_told_of() -> None:
    copy = ninjs(("extended", "text/html", f"<p>{LONG[0]}<p>{LONG[1]}"), ("main", "text/plain", SHORT[0]))

    assert copy.body == SHORT[0]
    assert said(copy) == [
        "a longer form of the text was not read (extended, 10 words instead of 4); compare the two",
    ]


PAGE = '<html xmlns="http://www.w3.org/1999/xhtml"{}><body>{}</body></html>'


def inline(paragraphs: list[str], about: str = "", page: str = "") -> str:
    inner = PAGE.format(page, "".join(f"<p>{one}</p>" for one in paragraphs))
    return f"<inlineXML {about}>{inner}</inlineXML>"


def g2(*forms: str, language: str = "en", heads: str = "") -> Copy:
    said_language = f'<language tag="{language}"/>' if language else ""
    item = (
        '<newsItem xmlns="http://iptc.org/std/nar/2006-10-01/" guid="urn:x:1" version="1"><itemMeta>'
        f'<itemClass qcode="ninat:text"/></itemMeta><contentMeta>{said_language}<headline>Raid</headline>{heads}'
        f"</contentMeta><contentSet>{''.join(forms)}</contentSet></newsItem>"
    )
    return read_copy(item.encode(), filename="a.xml")


@pytest.mark.parametrize("about", ['rendition="rnd:main"', ""])
def test_of_newsml_g2_the_main_or_the_fullest_rendition_is_read(about: str) -> None:
    copy = g2(inline(SHORT, 'rendition="rnd:short"'), inline(LONG, about))

    assert copy.text.split("\n") == ["Raid", *LONG]
    assert [body.role for body in copy.bodies] == ["rnd:short", "rnd:main" if about else ""]


def test_of_newsml_g2_the_form_in_the_items_own_language_is_read() -> None:
    forms = inline(LONG, 'xml:lang="en"'), inline(FRENCH, 'xml:lang="fr"')

    assert (g2(*forms, language="fr").body, g2(*forms, language="fr").language) == (FRENCH[0], "fr")
    assert (g2(*forms).body, g2(*forms).language) == ("\n".join(LONG), "en")


def test_of_newsml_g2_the_language_is_that_of_the_form_that_is_read() -> None:
    assert g2(inline(FRENCH, 'xml:lang="fr"'), language="en").language == "fr"
    assert g2(inline(FRENCH, 'xml:lang="fr"'), language="").language == "fr"
    assert g2(inline(FRENCH, page=' xml:lang="fr"'), language="").language == "fr"


def test_of_newsml_g2_what_a_template_says_in_its_markup_changes_no_language() -> None:
    assert g2(inline(FRENCH, page=' lang="en"'), language="fr").language == "fr"
    assert g2(inline(FRENCH), language="fr").language == "fr"


BELOW = "At least 300 people were killed"


@pytest.mark.parametrize("body", [LONG, [BELOW, *LONG], ["RAID", *LONG]])
def test_what_stands_below_the_headline_is_read_once(body: list[str]) -> None:
    heads = f'<headline role="hlrole:subheadline">{BELOW}</headline><headline role="hlrole:short">Kerem</headline>'
    item = {
        "headlines": [{"role": "main", "value": "Raid"}, {"role": "subheadline", "value": BELOW}],
        "bodies": [{"value": "\n\n".join(body)}],
    }

    copies = g2(inline(body), heads=heads), read_copy(json.dumps({"uri": "u", **item}).encode(), filename="a.json")

    assert [copy.text.split("\n") for copy in copies] == [["Raid", BELOW, *LONG]] * 2


def test_what_stands_below_a_headline_in_another_language_is_not_read() -> None:
    heads = f'<headline role="hlrole:subheadline" xml:lang="fr">{FRENCH[0]}</headline>'

    assert g2(inline(LONG), heads=heads).text.split("\n") == ["Raid", *LONG]


@pytest.mark.parametrize(
    ("second", "told"),
    [(["One man fell at the quay."], "a second text beside the one that was read was left out (6 words)"), (SHORT, "")],
)
def test_of_newsml_g2_a_second_set_is_told_of_where_it_says_something_else(second: list[str], told: str) -> None:
    copy = g2(inline(LONG), "</contentSet><contentSet>", inline(second))

    assert copy.body == "\n".join(LONG)
    assert [warning.partition(";")[0] for warning in said(copy)] == ([told] if told else [])
    assert len(copy.bodies) == 2


def test_of_newsml_g2_the_fuller_of_two_sets_is_read() -> None:
    assert g2("</contentSet><contentSet>", inline(SHORT), "</contentSet><contentSet>", inline(LONG)).body == "\n".join(
        LONG
    )


def test_of_newsml_g2_a_form_that_cannot_be_read_is_told_of_and_refused_alone() -> None:
    deep = f'<inlineData contenttype="text/html">{"&lt;div&gt;" * 251}x</inlineData>'

    copy = g2(deep, inline(LONG))

    assert copy.body == "\n".join(LONG)
    assert "a body could not be read and was left out: it is nested more than 250 levels deep" in said(copy)[0]
    with pytest.raises(UnreadableCopy, match="250 levels"):
        g2(deep)
