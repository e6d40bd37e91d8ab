"""The encoder on sources: believed only where it is sure, and where a source stands near to be named."""

from __future__ import annotations

import math
from collections.abc import Mapping

import pytest

from moderation.screening.attribution import read_speech, vouch
from moderation.screening.attribution.second_hearing import hear_again
from moderation.screening.text import read_layout
from moderation.screening.values import Attribution, Effect, Grade, Precision, Scope, Span, Toll, Vouching
from tests.screening.speaking import lexicon, listen, parties

FIGURE = Span(10, 14)
NAMED = Attribution(Grade.NAMED, Scope.SENTENCE, Span(30, 34), Span(23, 29), party=True)
NEARBY = Attribution(Grade.UNNAMED, Scope.INHERITED, Span(60, 64), Span(50, 59))


class Hears:
    """Stands in the encoder's place; it has an answer from *start* on."""

    def __init__(self, answer: Mapping[str, float] | None, start: int = 0) -> None:
        self._answer, self._start = answer, start

    def grade_at(self, span: Span, attribution: Attribution) -> Mapping[str, float] | None:
        if self._answer is None or span.start < self._start:
            return None
        return {name: math.log(share) for name, share in self._answer.items()}


def hears(none: float, hedged: float = 0.01, start: int = 0) -> Hears:
    rest = (1 - none - hedged) / 2
    return Hears({"named": rest, "unnamed": rest, "hedged": hedged, "none": none}, start)


def heard(attribution: Attribution, hearer: Hears, nearby: Attribution | None = NEARBY) -> Attribution:
    return hear_again(attribution, FIGURE, hearer, lambda _: nearby)


def test_a_sure_encoder_gives_the_figure_to_the_source_nearby() -> None:
    attribution = heard(Attribution(), hears(none=0.1))

    assert (attribution.grade, attribution.scope) == (Grade.UNNAMED, Scope.INHERITED)
    assert (attribution.source, attribution.cue) == (NEARBY.source, NEARBY.cue)
    assert attribution.likelihood == pytest.approx(0.89)


def test_a_hedge_gives_way_to_a_source() -> None:
    hedged = Attribution(Grade.HEDGED, Scope.SENTENCE, Span(0, 9))

    assert heard(hedged, hears(none=0.01)).grade is Grade.UNNAMED


def test_nobody_is_believed_in_whom_an_editor_could_not_see() -> None:
    assert heard(Attribution(), hears(none=0.01), nearby=None) == Attribution()


@pytest.mark.parametrize("none", [0.01, 0.5, 0.98])
def test_what_a_rule_gave_to_a_source_stays_there(none: float) -> None:
    assert heard(NAMED, hears(none)) == NAMED


def test_nobody_is_asked_where_no_source_stands_near() -> None:
    class Deaf(Hears):
        def grade_at(self, span: Span, attribution: Attribution) -> Mapping[str, float] | None:
            raise AssertionError("asked for nothing")

    assert heard(Attribution(), Deaf(None), nearby=None) == Attribution()
    assert heard(NAMED, Deaf(None)) == NAMED


@pytest.mark.parametrize("none", [0.32, 0.5, 0.7])
@pytest.mark.parametrize("attribution", [Attribution(), NAMED])
def test_in_doubt_the_rules_stand(attribution: Attribution, none: float) -> None:
    assert heard(attribution, hears(none)) == attribution


@pytest.mark.parametrize("attribution", [Attribution(), NAMED])
def test_without_an_answer_nothing_changes(attribution: Attribution) -> None:
    assert heard(attribution, Hears(None)) == attribution


def vouched(marked: str, hearer: Hears) -> tuple[str, tuple[Vouching, ...]]:
    text, speech, spans = listen(marked, "en")
    tolls = [Toll(span, Effect.KILLED, 6, 6, Precision.EXACT, word=span) for span in spans]
    return text, vouch(speech.readings.layout, speech, tolls, lexicon().packs["en"], hearer)


@pytest.mark.parametrize(
    ("marked", "source"),
    [
        ("Police said the quay was shut. [Six] lay under tarpaulins.", "Police"),
        ("[Six] lay under tarpaulins. It rained. The coroner said the quay was shut.", "The coroner"),
        ("Nurses said it rained. Guards said it was loud. [Six] lay there.", "Guards"),
    ],
)
def test_the_nearest_source_is_the_one_that_is_named(marked: str, source: str) -> None:
    text, (vouching,) = vouched(marked, hears(none=0.05))

    assert vouching.attribution.source is not None
    assert vouching.attribution.source.of(text) == source


@pytest.mark.parametrize(
    "marked",
    [
        "[Six] lay under tarpaulins beneath the quay, the coroner said.",
        "[Six] lay under tarpaulins beneath the quay, the coroner said on Monday.",
    ],
)
def test_who_closes_a_figures_own_sentence_is_given_it(marked: str) -> None:
    text, (vouching,) = vouched(marked, hears(none=0.01))

    assert vouching.attribution.grade is Grade.NAMED
    assert vouching.attribution.source is not None
    assert vouching.attribution.source.of(text) == "the coroner"


@pytest.mark.parametrize(
    "marked",
    [
        "Fire kills [six], mayor says school safe",
        "Crash kills [six], police say road shut",
        "[Six] people died in the fire, which police said began at dawn.",
        "[Six] lay there, where nurses said rain fell.",
        "[Six] died of a disease that the ministry says is under control.",
        "Nurses at the clinic, where [six] lay, said supplies were low.",
    ],
)
def test_who_opens_a_clause_of_its_own_behind_a_figure_is_not_given_it(marked: str) -> None:
    _, (vouching,) = vouched(marked, hears(none=0.01))

    assert vouching.attribution.grade is Grade.NONE


@pytest.mark.parametrize(
    "marked",
    [
        "[Six] lay under tarpaulins. Nobody spoke.",
        "[Six] lay under tarpaulins. It rained. Dogs barked. The coroner said the quay was shut.",
        "Police condemned the strike. [Six] lay under tarpaulins.",
        "[Six] lay under tarpaulins.\nThe coroner said the quay was shut.",
    ],
)
def test_a_source_far_off_or_none_leaves_the_figure_open(marked: str) -> None:
    _, (vouching,) = vouched(marked, hears(none=0.05))

    assert vouching.attribution == Attribution()


def deed(text: str, word: str, figure: str, language: str) -> Vouching:
    """Return who vouches for *figure*, tied to the harm of *word*, where the encoder would give it to the source."""
    pack = lexicon().packs[language]
    span, harm = (Span(text.index(part), text.index(part) + len(part)) for part in (figure, word))
    speech = read_speech(read_layout(text, pack), pack, parties(), (span,))
    toll = Toll(span, Effect.KILLED, 14, 14, Precision.EXACT, word=harm)
    (vouching,) = vouch(speech.readings.layout, speech, (toll,), pack, hears(none=0.05))
    return vouching


@pytest.mark.parametrize(
    ("text", "word", "language"),
    [
        ("The gunmen came at dawn, police said. They killed 14 villagers.", "killed", "en"),
        ("According to police, the river rose at dawn. It then drowned 14 villagers.", "drowned", "en"),
        ("The gunmen came at dawn, police said. Within an hour, they had killed 14 villagers.", "killed", "en"),
        ("Selon la police, les tireurs sont arrivés à l'aube. Ils ont tué 14 villageois.", "tué", "fr"),
        ("Selon la police, la crue est montée à l'aube. Elle a ensuite emporté 14 villageois.", "emporté", "fr"),
        ("Les tireurs sont arrivés à l'aube, a dit la police. À midi, ils avaient tué 14 villageois.", "tué", "fr"),
    ],
)
def test_a_pronoun_that_does_the_harm_recalls_no_source(text: str, word: str, language: str) -> None:
    assert deed(text, word, "14", language).attribution == Attribution()


@pytest.mark.parametrize(
    ("text", "word", "language"),
    [
        ("Police came at dawn. In a note to the town the force told how it killed 14 villagers.", "killed", "en"),
        ("The gunmen came at dawn, police said. The raid killed 14 villagers.", "killed", "en"),
        ("The gunmen came at dawn, police said. At least 14 villagers were killed.", "killed", "en"),
        ("The gunmen came at dawn, police said. Among those killed were 14 villagers.", "killed", "en"),
        ("Selon la police, les tireurs sont arrivés à l'aube. L'attaque a tué 14 villageois.", "tué", "fr"),
        ("Selon la police, les tireurs sont arrivés à l'aube. Au total, 14 villageois ont été tués.", "tués", "fr"),
        ("Selon la police, les tireurs sont arrivés à l'aube. Parmi les tués, 14 villageois.", "tués", "fr"),
    ],
)
def test_a_figure_without_such_a_pronoun_is_heard_again(text: str, word: str, language: str) -> None:
    assert deed(text, word, "14", language).attribution.grade is Grade.NAMED


def test_what_the_encoder_gave_is_repeated_elsewhere() -> None:
    marked = "Blast kills [six]\nPolice said it was over. [Six] lay under tarpaulins."

    _, (headline, body) = vouched(marked, hears(none=0.05, start=20))

    assert body.attribution.grade is Grade.NAMED
    assert headline.attribution.grade is Grade.NONE
    assert headline.repeat == 1
