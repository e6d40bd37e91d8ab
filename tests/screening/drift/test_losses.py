"""What a rendering loses of its original: sources, marks, labels that it adds."""

from __future__ import annotations

import pytest

from moderation.screening.drift import Comparison
from moderation.screening.values import Effect, Grade, Voice
from tests.checks.readings import Draft

from .pairs import compared, killed

THERE = "The Red Cross said 12 died in Tamara."
HERE = "Des sources font état de 12 morts à Tamara."


def lost(there: Draft, here: Draft) -> int:
    return len(compared(there, here).sourceless)


@pytest.mark.parametrize(
    ("was", "now", "count"),
    [
        (Grade.NAMED, Grade.NONE, 1),
        (Grade.NAMED, Grade.UNNAMED, 1),
        (Grade.NAMED, Grade.HEDGED, 1),
        (Grade.UNNAMED, Grade.NONE, 1),
        (Grade.UNNAMED, Grade.NAMED, 0),
        (Grade.NAMED, Grade.NAMED, 0),
        (Grade.HEDGED, Grade.NONE, 0),
        (Grade.NONE, Grade.NONE, 0),
    ],
)
def test_a_source_is_lost_where_it_is_dropped_or_loses_its_name(was: Grade, now: Grade, count: int) -> None:
    there = Draft(THERE).toll("12", was, source="The Red Cross")
    here = Draft(HERE, language="fr").toll("12", now, source="Des sources")

    assert lost(there, here) == count


@pytest.mark.parametrize(("was", "now"), [(True, False), (False, True)])
def test_whether_a_named_source_is_a_party_is_no_matter_of_drift(was: bool, now: bool) -> None:
    there = Draft(THERE).toll("12", Grade.NAMED, source="The Red Cross", party=was)
    here = Draft(HERE, language="fr").toll("12", Grade.NAMED, source="Des sources", party=now)

    assert lost(there, here) == 0


def test_rescuers_may_be_a_body_in_the_other_language() -> None:
    there = Draft("Selon les secours, 12 morts.", language="fr").toll("12", Grade.NAMED, source="les secours")
    here = Draft("Rescuers said 12 died.").toll("12", Grade.UNNAMED, source="Rescuers")

    assert lost(there, here) == 0


def test_a_source_given_where_the_figure_is_told_again_is_not_lost() -> None:
    there = Draft(THERE).toll("12", Grade.NAMED, source="The Red Cross")
    here = Draft("12 morts à Tamara\nLa Croix-Rouge compte 12 tués.", language="fr").toll("12", Grade.NONE)
    here.toll("12 tués", Grade.NAMED, source="La Croix-Rouge", min=12, max=12)

    assert lost(there, here) == 0


def test_a_part_is_silent_beside_its_whole() -> None:
    there = Draft("Police said 12 died, 3 of them children.").toll("12", Grade.NAMED, source="Police")
    there.toll("3", Grade.NAMED, source="Police", part_of=0)
    here = killed("Le feu a fait 12 morts, dont 3 enfants.", "12", language="fr").toll("3", Grade.NONE, part_of=0)

    assert lost(there, here) == 1


def test_a_source_told_in_the_next_sentence_for_what_it_said_in_one_breath_is_not_lost() -> None:
    there = Draft("Selon la police, 6 morts et 14 blessés.", language="fr").toll("6", Grade.NAMED, source="la police")
    there.toll("14", Grade.NAMED, source="la police", effect=Effect.INJURED)
    here = Draft("Police said 6 died. There were 14 injured.").toll("6", Grade.NAMED, source="Police")
    here.toll("14", Grade.NONE, near="Police", effect=Effect.INJURED)

    assert lost(there, here) == 0


def labelled(was: Voice | None, now: Voice, word: str = "terroristes", **fields: str) -> Comparison:
    there = Draft("The men fled Karsk, terrorists or not." if was else "The gunmen fled Karsk on Monday.")
    if was:
        there.label("terrorists", was, **fields)
    return compared(there, Draft(f"Les {word} ont fui Karsk.", language="fr").label(word, now))


@pytest.mark.parametrize("was", [Voice.QUOTED, Voice.SCARE])
def test_marks_are_lost_where_they_stood_around_the_label(was: Voice) -> None:
    assert len(labelled(was, Voice.OWN).unmarked) == 1


@pytest.mark.parametrize(
    ("was", "now"), [(Voice.OWN, Voice.OWN), (Voice.QUOTED, Voice.ATTRIBUTED), (Voice.QUOTED, Voice.SCARE)]
)
def test_marks_are_not_lost_where_there_were_none_or_somebody_still_says_it(was: Voice, now: Voice) -> None:
    assert labelled(was, now).unmarked == ()


@pytest.mark.parametrize("voice", list(Voice))
def test_a_label_without_one_in_the_original_is_added_whoever_says_it(voice: Voice) -> None:
    assert labelled(None, voice).added_labels == (0,)


def test_a_label_of_another_category_is_no_reason() -> None:
    assert labelled(Voice.OWN, Voice.OWN, "mercenaires", category="legitimacy").added_labels == (0,)


def test_the_same_word_is_a_reason_though_no_label_was_seen_in_it() -> None:
    there = Draft("The political regime in Karsk fell.")
    here = Draft("Le régime de Karsk est tombé.", language="fr").label("régime", Voice.OWN)

    assert compared(there, here).added_labels == ()


def test_an_exempt_label_is_not_added() -> None:
    there = Draft("The prosecutor came on Monday.")
    here = Draft("Le parquet antiterroriste est venu.", language="fr")
    here.label("antiterroriste", Voice.OWN, exemption="fr.exemption.0001")

    assert compared(there, here).added_labels == ()


def test_a_hedge_is_lost_where_nobody_says_a_toll_any_more() -> None:
    there = killed("Reportedly 12 died.", "12", grade=Grade.HEDGED)
    here = killed("On compte 12 morts.", "12", language="fr")

    (hedge,) = compared(there, here).hedges

    assert (hedge.toll, hedge.original_toll) == (0, 0)


def test_a_missing_toll_whose_harm_is_told_otherwise_stays_missing_where_it_is_a_number() -> None:
    there = killed("In Tamara 12 died.", "12").toll("Tamara 12", Grade.NONE, min=30, max=30, effect=Effect.MISSING)
    here = killed("À Tamara 12 morts.", "12", language="fr")

    assert compared(there, here).missing == (1,)


def test_rescuers_with_a_name_of_their_own_are_more_than_rescuers() -> None:
    there = Draft("Selon l'association Khidmat, 12 morts.", language="fr")
    there.toll("12", Grade.NAMED, source="l'association Khidmat")
    here = Draft("Rescuers said 12 died.").toll("12", Grade.UNNAMED, source="Rescuers")

    assert lost(there, here) == 1


def test_marks_are_lost_too_where_only_an_encoder_hears_a_speaker_and_names_none() -> None:
    there = Draft("The “terrorists” fled.").label("terrorists", Voice.SCARE)
    heard = Draft("Les terroristes ont fui.", language="fr")
    heard.label("terroristes", Voice.ATTRIBUTED, likelihood=0.9)
    named = Draft("Les terroristes ont fui, dit l'armée.", language="fr")
    named.label("terroristes", Voice.ATTRIBUTED, likelihood=0.9, speaker=named.span("l'armée"))

    assert len(compared(there, heard).unmarked) == 1
    assert compared(there, named).unmarked == ()
