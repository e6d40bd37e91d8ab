"""Quotations: marks of every kind, nested, over paragraphs, unclosed; apostrophes are none."""

import pytest

from moderation.screening.quotations import find_quotations
from moderation.screening.values import Quotation, Span
from tests.screening.timing import grows_as_its_text


def paragraphs_of(text: str) -> tuple[Span, ...]:
    spans, start = [], 0
    for line in text.split("\n"):
        spans.append(Span(start, start + len(line)))
        start += len(line) + 1
    return tuple(spans)


def quotations_of(text: str) -> tuple[Quotation, ...]:
    return find_quotations(text, paragraphs_of(text))


def quoted(text: str) -> list[str]:
    return [quotation.inner.of(text) for quotation in quotations_of(text)]


@pytest.mark.parametrize(
    "text",
    [
        "Il a répondu «oui» sans hésiter.",
        "She answered “oui” at once.",
        'She answered "oui" at once.',
        "She answered ‘oui’ at once.",
        "She answered 'oui' at once.",
        "Er sagte „oui“ und ging.",
        "Er sagte ‚oui‘ und ging.",
        "Han sa ”oui” och gick.",
        "She answered ''oui'' at once.",
        "Il a dit ‹oui› trois fois.",
        "Er sagte »oui« und ging.",
        "»oui«, sagte er und ging.",
        "Er sagte ›oui‹ und ging.",
        'Er sagte „oui" und ging.',
    ],
)
def test_every_kind_of_mark_makes_a_quotation(text: str) -> None:
    assert quoted(text) == ["oui"]


def test_the_outer_span_includes_the_marks_and_the_inner_one_does_not() -> None:
    text = "Le maire parle d’« un choc »."

    (quotation,) = quotations_of(text)

    assert quotation.outer.of(text) == "« un choc »"
    assert quotation.inner.of(text) == " un choc "
    assert quotation.closed


@pytest.mark.parametrize(
    "text",
    [
        "L'armée n’a rien dit aujourd'hui, l’état-major non plus.",
        "The soldiers' families and the drivers’ union met.",
        "Don't look at the ’90s and 'em all.",
        'She is 5\'10" tall and runs a 40" screen.',
        "Rock 'n' roll won't die.",
    ],
)
def test_an_apostrophe_is_no_quotation(text: str) -> None:
    assert quoted(text) == []


def test_a_plural_possessive_does_not_end_a_single_quotation() -> None:
    text = "He wrote 'it is the soldiers' fault' and left."

    assert quoted(text) == ["it is the soldiers' fault"]


def test_nested_quotations_are_told_by_their_depth() -> None:
    text = "Elle raconte : « Il a crié “à terre” et ‘vite’, puis rien. »"

    found = [(q.inner.of(text).strip(), q.depth) for q in quotations_of(text)]

    assert found == [("Il a crié “à terre” et ‘vite’, puis rien.", 0), ("à terre", 1), ("vite", 1)]


def test_a_quotation_runs_over_several_sentences() -> None:
    text = "“We ran. Nobody looked back! Why would we?” said Ana Brill."

    assert quoted(text) == ["We ran. Nobody looked back! Why would we?"]


@pytest.mark.parametrize(("opening", "closing"), [("“", "”"), ("« ", " »"), ('"', '"')])
def test_a_mark_repeated_at_each_paragraph_continues_one_quotation(opening: str, closing: str) -> None:
    text = f"{opening}One.\n{opening}Two.\n{opening}Three{closing}, he said."

    (quotation,) = quotations_of(text)

    assert quotation.outer == Span(0, text.index(", he said"))


def test_old_style_closing_marks_at_each_paragraph_continue_the_quotation() -> None:
    text = "« Un.\n» Deux.\n» Trois », dit-il."

    assert len(quotations_of(text)) == 1
    assert quotations_of(text)[0].outer.end == text.index(", dit-il")


def test_a_quotation_closed_in_the_next_paragraph_is_one() -> None:
    text = "Il dit : « Nous partons.\nNous ne reviendrons pas », et sort."

    (quotation,) = quotations_of(text)

    assert quotation.closed
    assert quotation.inner.of(text).endswith("reviendrons pas ")


def test_a_quotation_that_is_never_closed_ends_with_its_paragraph() -> None:
    text = "Il dit : « Nous partons.\nLe convoi a quitté la ville.\nLa nuit tombe."

    (quotation,) = quotations_of(text)

    assert not quotation.closed
    assert quotation.outer.of(text) == "« Nous partons."


def test_an_unclosed_inner_quotation_ends_with_its_outer_one() -> None:
    text = "Elle dit « il a crié “à terre et rien d’autre » avant de partir."

    found = [(q.inner.of(text).strip(), q.closed) for q in quotations_of(text)]

    assert found == [("il a crié “à terre et rien d’autre", True), ("à terre et rien d’autre", False)]


def test_marks_that_point_inward_nest_and_run_over_sentences_as_others_do() -> None:
    text = "»Wir haben ›Hilfe‹ gehört. Niemand kam«, sagte sie. »Dann war es still.«"

    found = [(quotation.inner.of(text), quotation.depth) for quotation in quotations_of(text)]

    assert found == [("Wir haben ›Hilfe‹ gehört. Niemand kam", 0), ("Hilfe", 1), ("Dann war es still.", 0)]


def test_a_stray_closing_mark_is_left_alone() -> None:
    assert quoted("Rien ne s’ouvre ici », dit-on. Puis› encore” et plus rien.") == []


def test_a_far_closing_mark_does_not_swallow_the_paragraphs_between() -> None:
    text = "Il dit « non.\nUn.\nDeux.\nTrois.\nQuatre ».\nCinq."

    (quotation,) = quotations_of(text)

    assert quotation.outer.of(text) == "« non."


def test_two_straight_quotations_in_one_sentence_stay_apart() -> None:
    assert quoted('He called it "grim" and then "worse", he said.') == ["grim", "worse"]


def test_empty_marks_hold_nothing() -> None:
    assert quoted('Il a écrit "" puis «».') == []


def test_text_without_marks_has_no_quotation() -> None:
    assert quotations_of("Rien à signaler.") == ()


def test_an_added_paragraph_changes_no_quotation_before_it() -> None:
    text = "« Un.\n« Deux », dit-elle. “Three"

    assert quotations_of(text + "\nThe road is closed.")[:2] == quotations_of(text)


@pytest.mark.parametrize("unit", ["«", "“«", '"a\n', "«a\n", "' ", "«”", "s' a", "»\n«"])
def test_the_search_stays_linear_on_hostile_text(unit: str) -> None:
    assert grows_as_its_text(lambda length: quotations_of(unit * (length // len(unit))), 200_000)
