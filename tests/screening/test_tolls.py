"""Tolls: figures tied to what befell people; everything else stays silent."""

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from moderation.screening.lexicon import read_lexicon
from moderation.screening.text import read_layout
from moderation.screening.tolls import find_tolls, has_candidates
from moderation.screening.tolls.constructions import UnknownClass, read_grammar
from moderation.screening.values import Effect, Modality, Precision, Toll
from tests.screening.timing import grows_as_its_text

PACKS = read_lexicon(Path(__file__).parents[2] / "seeds" / "lexicons").packs


def tolls(text: str, language: str = "en") -> tuple[Toll, ...]:
    return find_tolls(read_layout(text, PACKS[language]), PACKS[language])


def assert_fires(text: str, *spans: str, language: str = "en") -> tuple[Toll, ...]:
    found = tolls(text, language)
    assert [toll.span.of(text) for toll in found] == list(spans)
    return found


def assert_silent(text: str, language: str = "en") -> None:
    assert_fires(text, language=language)


def test_two_effects_in_one_clause_are_two_tolls() -> None:
    killed, wounded = assert_fires("The blast left 12 dead and 30 wounded.", "12", "30")

    assert (killed.effect, wounded.effect) == (Effect.KILLED, Effect.INJURED)


def test_a_toll_names_its_casualty_word_and_its_victims() -> None:
    text = "Gunmen killed nine farm workers near Orro."

    (toll,) = tolls(text)

    assert toll.word.of(text) == "killed"
    assert toll.victims is not None
    assert toll.victims.of(text) == "farm workers"


def test_a_bare_figure_has_no_victims() -> None:
    (toll,) = tolls("The strike killed nine.")

    assert toll.victims is None


def test_a_breakdown_points_at_its_whole() -> None:
    whole, part = assert_fires("Sixteen people died, including five children.", "Sixteen", "five")

    assert whole.part_of is None
    assert part.part_of == 0
    assert part.effect is Effect.KILLED


def test_a_breakdown_in_the_next_sentence_points_back() -> None:
    _, part = assert_fires("Sixteen people died in the fire. Four of them were nurses.", "Sixteen", "Four")

    assert part.part_of == 0


def test_a_french_breakdown_has_the_effect_of_its_own_state() -> None:
    text = "Soixante personnes ont été blessées, dont neuf grièvement."

    whole, part = assert_fires(text, "Soixante", "neuf", language="fr")

    assert (part.effect, part.part_of) == (Effect.INJURED, 0)
    assert whole.part_of is None


def test_killed_and_wounded_of_one_figure_are_casualties() -> None:
    (toll,) = assert_fires("Mines have killed or maimed 107 civilians.", "107")

    assert toll.effect is Effect.CASUALTIES


def test_shot_and_killed_is_killed() -> None:
    (toll,) = assert_fires("Two traders were shot and killed.", "Two")

    assert toll.effect is Effect.KILLED


def test_a_toll_that_passed_a_mark_is_at_least_the_mark() -> None:
    (toll,) = assert_fires("The death toll passed 200.", "200")

    assert (toll.min, toll.max, toll.precision) == (200, None, Precision.AT_LEAST)


def test_nobody_hurt_is_a_toll_of_zero() -> None:
    (toll,) = assert_fires("There were no casualties.", "no")

    assert (toll.min, toll.max, toll.precision) == (0, 0, Precision.ZERO)


def test_a_comparison_with_an_earlier_year_is_background() -> None:
    now, then = assert_fires("The county had 48 road deaths, against 52 last year.", "48", "52")

    assert now.span.start < then.span.start
    assert then.modality is Modality.BACKGROUND


def test_a_count_since_a_year_is_news() -> None:
    (toll,) = assert_fires("Since 2019, 300 people have drowned there.", "300")

    assert toll.modality is Modality.ASSERTED


def test_an_event_of_an_earlier_year_is_background() -> None:
    (toll,) = assert_fires("A tanker blast killed 41 people in Orro in 1998.", "41")

    assert toll.modality is Modality.BACKGROUND


def test_a_figure_that_only_the_toll_before_explains_is_a_toll() -> None:
    _, other = assert_fires("Nine people were killed. A nurse put it at 14.", "Nine", "14")

    assert other.effect is Effect.KILLED


def test_athletes_hurt_are_no_toll_and_athletes_dead_are() -> None:
    assert_silent("Three players were injured in training.")
    assert_fires("Three players were killed when their bus left the road.", "Three")


def test_freed_hostages_are_no_toll() -> None:
    assert_silent("The group freed 12 hostages on Monday.")
    assert_silent("Le groupe a libéré douze otages lundi.", "fr")


def test_a_french_singular_counts_only_beside_a_casualty_noun() -> None:
    assert_fires("L'accident a fait un mort.", "un", language="fr")
    assert_silent("Un soldat a été tué.", "fr")


def test_dead_animals_are_no_toll_in_the_next_sentence_either() -> None:
    assert_silent("Whales stranded on the beach at Orro. By noon 310 were dead.")


def test_a_game_is_no_massacre() -> None:
    assert_silent("The multiplayer sequel is brutal. In its gameplay test, 38 were killed in an hour by zombies.")


def test_a_text_without_casualty_words_is_no_candidate() -> None:
    assert not has_candidates("the council approved 12 new bus stops", PACKS["en"])
    assert has_candidates("the crash killed 12", PACKS["en"])


def test_a_construction_that_names_an_unknown_class_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    row = {"id": "xx.construction.0001", "step": "link", "name": "", "pattern": "n=NUM BOGUS", "effect": "", "part": ""}
    pack = type(PACKS["en"])("xx", {"constructions": (row,)})

    with pytest.raises(UnknownClass, match=r"xx\.construction\.0001.*BOGUS"):
        read_grammar(pack)


@pytest.mark.parametrize("language", ["en", "fr"])
def test_each_language_has_casualty_frames_enough(language: str) -> None:
    assert len(PACKS[language].rows("frames")) >= 150


@pytest.mark.parametrize("language", ["en", "fr"])
@pytest.mark.parametrize("table", ["frames", "victims", "link_words", "constructions", "quantity_words"])
def test_every_row_has_source_date_and_note(language: str, table: str) -> None:
    rows = PACKS[language].rows(table)

    assert rows
    assert all(row["source"] and row["added"] and (row["note"] or table == "quantity_words") for row in rows)


@pytest.mark.parametrize(
    "unit",
    ["12 killed ", "killed and ", "12, ", "dead 3 of the ", "in the of a to ", "ten people who ", "( 4 ", "including "],
)
def test_the_cost_of_casualty_words_is_linear(unit: str) -> None:
    assert grows_as_its_text(lambda length: tolls(unit * (length // len(unit))), 200_000)


@given(st.text(alphabet="12 killed wounded.,;:()«»\"'\n-dtuésmorts dont", max_size=200))
@settings(max_examples=150, deadline=None)
def test_any_text_gives_ordered_spans_inside_it(text: str) -> None:
    for language in ("en", "fr"):
        found = tolls(text, language)

        assert [toll.span for toll in found] == sorted(toll.span for toll in found)
        assert all(0 <= toll.span.start < toll.span.end <= len(text) for toll in found)
        assert all(toll.part_of is None or 0 <= toll.part_of < len(found) for toll in found)


def test_an_unrelated_paragraph_changes_nothing_before_it() -> None:
    text = "Nine people were killed and 12 hurt in Orro.\nPolice found two bodies."

    before, after = tolls(text), tolls(text + "\nThe council approved new bus stops.")

    assert before == after
