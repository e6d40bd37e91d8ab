"""Which answers survive an edit: a changed toll never inherits a dismissal."""

from __future__ import annotations

import random
import re
from collections.abc import Callable
from dataclasses import replace
from functools import cache

import pytest
from django.conf import settings

from moderation.checks import House
from moderation.screening.attribution import Parties, read_parties
from moderation.screening.lexicon import Lexicon, read_lexicon
from moderation.screening.screen import screen
from moderation.workflow.carrying import (
    Match,
    Settled,
    Sighting,
    Tie,
    count_occurrences,
    difference,
    facts_of,
    match_all,
    number_by_place,
    sight,
    words_beside,
)
from moderation.workflow.engine import Outcome, read_outcome

EDITS = 1000

LEADS = ["Fighting resumed at dawn near {place}.", "A blast shook the {place} market.", "Heavy rain hit {place}."]
TOLLS = [
    "{number} people were killed{source}.",
    "At least {number} civilians were killed in {place}{source}.",
    "The attack killed {number} soldiers{source}.",
    "{number} villagers were wounded near {place}{source}.",
]
SOURCES = ["", "", ", officials said", ", witnesses said", ", local media reported"]
TAILS = ["Schools in the district stayed closed.", "The road to the coast was open.", "Power came back in the evening."]
PLACES = ["Orvane", "Keldra", "Port Hallan", "Sarmont", "Vellin"]
NUMBERS = ["12", "17", "23", "31", "45", "58", "64"]

Edit = Callable[[random.Random, dict[str, str]], dict[str, str]]


def other(chance: random.Random, choices: list[str], than: str) -> str:
    return chance.choice([choice for choice in choices if choice != than])


def write(parts: dict[str, str]) -> str:
    toll = TOLLS[int(parts["toll"])].format(**parts)
    return " ".join([LEADS[int(parts["lead"])].format(**parts), parts["hedge"].format(toll=toll), parts["tail"]])


def draw(chance: random.Random) -> dict[str, str]:
    return {
        "lead": str(chance.randrange(len(LEADS))),
        "toll": str(chance.randrange(len(TOLLS))),
        "place": chance.choice(PLACES),
        "number": chance.choice(NUMBERS),
        "source": chance.choice(SOURCES),
        "hedge": "{toll}",
        "tail": chance.choice(TAILS),
    }


def change_number(chance: random.Random, parts: dict[str, str]) -> dict[str, str]:
    return {**parts, "number": other(chance, NUMBERS, parts["number"])}


def change_source(chance: random.Random, parts: dict[str, str]) -> dict[str, str]:
    return {**parts, "source": other(chance, sorted(set(SOURCES)), parts["source"])}


def change_hedge(chance: random.Random, parts: dict[str, str]) -> dict[str, str]:
    return {**parts, "hedge": chance.choice(["Reportedly, {toll}", "Allegedly, {toll}"])}


def change_effect(chance: random.Random, parts: dict[str, str]) -> dict[str, str]:
    return {**parts, "toll": "3" if parts["toll"] != "3" else "0"}


MEANT: list[Edit] = [change_number, change_source, change_hedge, change_effect]


@cache
def read(text: str) -> Outcome:
    folder = settings.SEEDS_DIR
    lexicon, parties = words(str(folder))
    screening = screen(text, lexicon=lexicon, parties=parties, house=House(), language="en")
    return read_outcome(screening, text, lexicon)


@cache
def words(folder: str) -> tuple[Lexicon, Parties]:
    return read_lexicon(settings.SEEDS_DIR / "lexicons"), read_parties(settings.SEEDS_DIR / "parties")


def test_a_changed_toll_never_inherits_a_dismissal_in_a_thousand_edits() -> None:
    chance = random.Random(20260310)
    told: dict[str, int] = {"reopened": 0, "new": 0, "gone": 0}

    for number in range(EDITS):
        before = draw(chance)
        after = MEANT[number % len(MEANT)](chance, before)
        old, new = read(write(before)), read(write(after))
        for match in match_all(old.sightings, new.sightings):
            assert match.tie is Tie.CHANGED, (write(before), write(after), match)
            assert match.difference
            told["reopened"] += 1
        told["new"] += len(new.sightings) if not old.sightings else 0
        told["gone"] += len(old.sightings) if not new.sightings else 0

    # The edits are not answered with silence: most find the old flag again and show what differs.
    assert told["reopened"] > EDITS / 2, told


def test_an_edit_far_away_keeps_the_answer() -> None:
    chance = random.Random(7)
    far = " The harbour reopened. Ferries ran again. Shops opened late. The mayor thanked them."

    kept = [
        [match.tie for match in match_all(read(text).sightings, read(text + far + " Trains ran too.").sightings)]
        for text in (write(draw(chance)) + far for _ in range(100))
    ]

    assert all(tie is Tie.SAME for ties in kept for tie in ties)
    assert sum(map(len, kept)) > 80


def test_an_edit_of_the_words_around_asks_to_confirm() -> None:
    before = "A blast shook the market. 12 people were killed on Monday evening. Schools stayed closed."
    after = "A blast shook the market. 12 people were killed late on Monday evening. Schools stayed closed."

    matches = match_all(read(before).sightings, read(after).sightings)

    assert [match.tie for match in matches] == [Tie.CONFIRM]


def one(
    text: str = "12",
    sentence: str = "12 people were killed in Orvane",
    *,
    check: str = "unattributed_toll",
    **facts: object,
) -> Sighting:
    return count_occurrences([sight(check, text, window=sentence, sentence=sentence, facts=facts)])[0]


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("12 people were killed, local media reported.", "Reportedly, 12 people were killed, local media reported."),
        ("12 people were killed, officials said.", "12 people were killed, officials said, citing the army."),
        ("12 people were killed, officials said.", "12 people were feared dead, officials said."),
    ],
)
def test_a_hedge_or_a_source_beside_the_best_one_reopens(before: str, after: str) -> None:
    matches = match_all(read(before).sightings, read(after).sightings)

    assert [match.tie for match in matches] == [Tie.CHANGED]


def test_a_hedge_that_only_a_new_lexicon_knows_changes_nothing() -> None:
    assert match_all([one(min=12)], [one(min=12, weighty_words=["perhaps"])])[0].tie is Tie.SAME


def test_the_same_finding_is_the_same() -> None:
    assert match_all([one(grade="none")], [one(grade="none")]) == [Match(0, 0, Tie.SAME)]


def test_white_space_changes_nothing() -> None:
    spaced = one(sentence="12 people\nwere  killed in Orvane")

    assert match_all([one()], [spaced])[0].tie is Tie.SAME


def test_another_fact_in_the_same_words_reopens() -> None:
    match = match_all([one(grade="none")], [one(grade="unnamed")])[0]

    assert (match.tie, match.difference) == (Tie.CHANGED, {"grade": ["none", "unnamed"]})


def test_a_flag_of_another_check_on_the_same_toll_is_its_successor() -> None:
    match = match_all([one()], [one(check="hedged_toll")])[0]

    assert match.tie is Tie.CHANGED


def test_a_label_never_continues_a_toll() -> None:
    assert match_all([one()], [one(check="loaded_label")]) == []


def test_another_number_in_the_sentence_shows_both() -> None:
    match = match_all([one(min=12)], [one("21", "21 people were killed in Orvane", min=21)])[0]

    assert match.tie is Tie.CHANGED
    assert match.difference == {"min": [12, 21], "text": ["12", "21"]}


def test_an_unlike_sentence_is_another_finding() -> None:
    elsewhere = one(sentence="Rescuers say 12 miners died underground after the fire at Keldra", min=12)

    assert match_all([one(min=12)], [elsewhere]) == []


def test_each_flag_is_continued_once() -> None:
    twice = count_occurrences(
        [sight("loaded_label", "regime", window="the regime", sentence="the regime", facts={}) for _ in range(2)]
    )

    matches = match_all(twice[:1], twice)

    assert [(match.new, match.old, match.tie) for match in matches] == [(0, 0, Tie.SAME)]


def test_like_findings_are_told_apart_by_their_order() -> None:
    twice = count_occurrences(
        [sight("loaded_label", "regime", window="the regime", sentence="the regime", facts={}) for _ in range(2)]
    )

    assert [seen.occurrence for seen in twice] == [1, 2]
    assert twice[0].fingerprint != twice[1].fingerprint


def twins(text: str, words: str = "four died", *settled: Settled) -> list[Sighting]:
    """Return what a check sees at each place of some words in one sentence, answered so far or not at all."""
    places = [found.span() for found in re.finditer(words, text, re.IGNORECASE)]
    seen = [
        sight(
            "vague_attribution", text[start:end], window=text, sentence=text, facts={"min": 4},
            beside=words_beside(text, start, end),
        )
        for start, end in places
    ]  # fmt: skip
    how = (*settled, *[Settled.OPEN] * len(seen))
    return [replace(one, settled=how[number]) for number, one in enumerate(count_occurrences(seen))]


KEREM_AND_ORVANE = "In Kerem, four died and in Orvane four died, officials said"


@pytest.mark.parametrize(
    ("before", "after", "kept"),
    [
        (KEREM_AND_ORVANE, "In Orvane four died, officials said", 1),
        (KEREM_AND_ORVANE, "In Kerem, four died and more were missing, officials said", 0),
        ("Four died in Kerem and four died in Orvane", "Four died in Orvane", 1),
        ("Four died in Kerem and four died in Orvane", "Four died in Kerem", 0),
        ("In Kerem four died, in Orvane four died and in Keldra four died", "In Orvane four died", 1),
    ],
)
@pytest.mark.parametrize("settled", [(), (Settled.DISMISSED,), (Settled.OPEN, Settled.DISMISSED)])
def test_the_twin_that_stays_is_known_by_the_words_beside_it(
    before: str, after: str, kept: int, settled: tuple[Settled, ...]
) -> None:
    (match,) = match_all(twins(before, "four died", *settled), twins(after))

    assert (match.old, match.tie) == (kept, Tie.CONFIRM)


@pytest.mark.parametrize(
    ("settled", "kept"),
    [
        ((Settled.DISMISSED, Settled.OPEN), 1),
        ((Settled.OPEN, Settled.DISMISSED), 0),
        ((Settled.DISMISSED, Settled.UPHELD), 1),
        ((Settled.UPHELD, Settled.OPEN), 1),
        ((Settled.DISMISSED, Settled.DISMISSED), 0),
        ((Settled.OPEN, Settled.OPEN), 0),
    ],
)
def test_of_twins_that_nothing_tells_apart_the_one_that_still_asks_stays(
    settled: tuple[Settled, ...], kept: int
) -> None:
    """Cut is « four died and in Orvane », or « and in Orvane four died »: who can say?"""
    (match,) = match_all(twins(KEREM_AND_ORVANE, "four died", *settled), twins("In Kerem, four died, officials said"))

    assert match.old == kept


@pytest.mark.parametrize(
    ("settled", "kept"),
    [
        ((Settled.DISMISSED, Settled.OPEN, Settled.DISMISSED), 1),
        ((Settled.DISMISSED, Settled.DISMISSED, Settled.UPHELD), 2),
        ((Settled.OPEN, Settled.OPEN, Settled.OPEN), 0),
    ],
)
def test_of_a_passage_that_stood_several_times_the_one_that_still_asks_stays(
    settled: tuple[Settled, ...], kept: int
) -> None:
    (seen,) = twins("Four died in Kerem")
    thrice = [replace(one, settled=how) for one, how in zip(count_occurrences([seen] * 3), settled, strict=True)]

    (match,) = match_all(thrice, [seen])

    assert (match.old, match.tie) == (kept, Tie.SAME)


def test_passages_that_stand_as_often_as_before_are_taken_in_their_order() -> None:
    (seen,) = twins("Four died in Kerem")
    later = [replace(seen, occurrence=number) for number in (2, 3)]

    matches = match_all(later, count_occurrences([seen] * 2))

    assert [(match.new, match.old, match.tie) for match in matches] == [(0, 0, Tie.SAME), (1, 1, Tie.SAME)]


def test_what_stands_where_another_stood_has_its_number() -> None:
    (seen,) = twins("Four died in Kerem")
    known = [(replace(seen, occurrence=number), place) for number, place in ((1, 5), (2, 50))]
    fresh = count_occurrences([seen] * 3)

    numbered = number_by_place(fresh, [20, 50, None], known)

    assert [one.occurrence for one in numbered] == [3, 2, 3]
    assert number_by_place(fresh, [20, 50, None], []) == fresh


def test_twins_that_both_stay_keep_each_its_own() -> None:
    old = twins(KEREM_AND_ORVANE, "four died", Settled.DISMISSED)

    matches = match_all(old, twins(f"{KEREM_AND_ORVANE} on Monday"))

    assert [(match.new, match.old) for match in matches] == [(0, 0), (1, 1)]


def test_the_words_beside_are_the_nearest_first_and_of_the_sentence() -> None:
    text = "Rain fell. One: two, 4.5 three four-five six! Seven."

    beside = words_beside(text, text.index("three"), text.index("three") + 5)

    assert beside == (("5", "4", "two", "one"), ("four", "five", "six"))


def test_nothing_stands_beside_all_there_is() -> None:
    assert words_beside("twelve", 0, 6) == ((), ())
    assert len(words_beside("twelve " + "and " * 1000, 0, 6)[1]) < 100


def test_the_likest_sentence_wins() -> None:
    old = [one(sentence="12 people were killed in Orvane on Monday", min=12)]
    new = [
        one(sentence="12 people were killed in Keldra on Sunday", min=12),
        one(sentence="12 people were killed in Orvane late on Monday", min=12),
    ]

    matches = match_all(old, new)

    assert [(match.new, match.tie) for match in matches] == [(1, Tie.CONFIRM)]


@pytest.mark.parametrize(
    ("evidence", "facts"),
    [
        ({"toll": {"min": 3, "end": 9, "victims": {"text": "m"}}}, {"toll.min": 3, "toll.victims.text": "m"}),
        ({"looked_at": [1], "would_clear": "x", "parser": "none"}, {}),
        ({"repeat": {"toll": 4, "text": "12"}}, {"repeat.text": "12"}),
        ({"term": {"id": "t1"}, "voice": "own"}, {"term.id": "t1", "voice": "own"}),
    ],
)  # fmt: skip
def test_places_are_no_facts(evidence: dict[str, object], facts: dict[str, object]) -> None:
    assert facts_of(evidence) == facts


def test_a_difference_names_what_came_and_what_went() -> None:
    assert difference({"a": 1, "b": 2}, {"b": 3, "c": 4}) == {"a": [1, None], "b": [2, 3], "c": [None, 4]}
