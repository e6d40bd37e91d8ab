"""Where a source's reach begins and ends: figures it vouches for beside figures that it never spoke of."""

import pytest

from tests.screening.speaking import attribution_of, grade_of, source_of


@pytest.mark.parametrize(
    "marked",
    [
        "[Nine] people drowned when the ferry turned over, Harbour Master Lino Baca, and other port officials said.",
        "[Four] miners died in the shaft, Pieter Smal, a union organiser, and company managers told reporters.",
        "[Five] people were killed, Maj. Gen. Oto Ruel, head of the provincial police, told reporters at the scene.",
        "Carl Bremer, one of 30 people wounded in the blast, said he saw [nine] people die.",
        "Relatives of the [20] people who died said they were lied to, their lawyer said.",
        "Bola Lawal, a police spokesman, while confirming the incident, said that [four] persons lost their lives.",
    ],
)
def test_a_name_in_front_of_others_speaks_with_them(marked: str) -> None:
    assert grade_of(marked, "en") == "named"


@pytest.mark.parametrize(
    "marked",
    [
        "[Nine] people drowned, Lino Baca among them, and the port stayed shut.",
        "Two men were held, Pieter Smal, a miner, and his brother, after [four] miners died in the shaft.",
        "[Five] people were killed, Oto Ruel and his four daughters, in a house by the river.",
        "Bola Lawal, while crossing the road, saw the crash that killed [four].",
    ],
)
def test_a_name_that_says_nothing_vouches_for_nothing(marked: str) -> None:
    assert grade_of(marked, "en") == "none"


@pytest.mark.parametrize(
    ("marked", "source"),
    [
        ("The mother of two of the dead said [nine] people had burned.", "The mother of two of the dead"),
        ("A relative of one of the 12 victims said [nine] were children.", "A relative of one of the 12 victims"),
    ],
)
def test_a_source_may_be_described_by_a_figure(marked: str, source: str) -> None:
    unmarked = marked.replace("two of the dead", "[two] of the dead").replace("the 12", "the [12]")
    figures = unmarked.count("[")

    assert source_of(marked, "en") == source
    assert figures == 2
    assert grade_of(unmarked, "en") == "none"


@pytest.mark.parametrize(
    "marked",
    [
        "Carl Bremer, one of [30] people wounded in the blast, stayed at home.",
        "Carl Bremer, one of [30] people wounded in the blast, said he would stay at home.",
        "Police killed [12] people in the town, and nobody said a word.",
        "The mother of [two] of the dead wept.",
        "The brother of [two] of the dead and a guard were taken away.",
    ],
)
def test_a_figure_beside_somebody_silent_stays_open(marked: str) -> None:
    assert grade_of(marked, "en") == "none"


@pytest.mark.parametrize(
    ("marked", "language"),
    [
        ("Hours after the president said he would fly to Paris, missiles killed [three] people in Nikar.", "en"),
        ("Although the army said it hit a depot, [12] people died in a school.", "en"),
        ("After the army announced a ceasefire, [12] people died in a school.", "en"),
        ("Quelques heures après que le préfet a annoncé son départ, un attentat a tué [onze] personnes.", "fr"),
        ("Alors que le préfet annonçait son départ, un attentat a tué [onze] personnes.", "fr"),
    ],
)
def test_a_clause_in_front_ends_at_its_comma(marked: str, language: str) -> None:
    assert grade_of(marked, language) == "none"


@pytest.mark.parametrize(
    ("marked", "language"),
    [
        ("As the coroner told the hearing, [four] of the victims had been asleep.", "en"),
        ("As police told state television, [four] people died.", "en"),
        ("When the ministry said on Monday that [40] had died, nobody believed it.", "en"),
        ("The president said that hours after he left for Paris, missiles killed [three] people.", "en"),
        ("Le préfet a annoncé que, quelques heures après son départ, un attentat avait tué [onze] personnes.", "fr"),
    ],
)
def test_a_clause_that_only_names_the_speaker_goes_on(marked: str, language: str) -> None:
    assert grade_of(marked, language) == "named"


@pytest.mark.parametrize(
    ("marked", "language"),
    [
        ("Prokop urged residents to shelter after shelling killed [three] people.", "en"),
        ("A survivor described the attack, which killed [20].", "en"),
        ("Nurses at the hospital spoke of the night in which [20] people died.", "en"),
        ("The rebels claimed the ambush, in which [12] soldiers died.", "en"),
        ("Officers responding to a call found [two] people dead.", "en"),
        ("Le préfet a demandé une enquête après l'accident qui a fait [onze] morts.", "fr"),
        ("Un habitant raconte la nuit où [trois] hommes sont tombés.", "fr"),
    ],
)
def test_who_tells_of_an_event_does_not_vouch_for_what_hangs_on_it(marked: str, language: str) -> None:
    assert grade_of(marked, language) == "none"


@pytest.mark.parametrize(
    ("marked", "language", "grade"),
    [
        ("A survivor described how [20] people were killed.", "en", "unnamed"),
        ("Nurses at the hospital spoke of [20] wounded.", "en", "unnamed"),
        ("The rebels claimed [12] dead soldiers.", "en", "named"),
        ("The army responded that [two] people had died.", "en", "named"),
        ("“[Two] people died,” the army responded.", "en", "named"),
        ("Un habitant raconte que [trois] hommes sont tombés.", "fr", "unnamed"),
    ],
)
def test_who_tells_of_the_dead_vouches(marked: str, language: str, grade: str) -> None:
    assert grade_of(marked, language) == grade


@pytest.mark.parametrize(
    ("marked", "language"),
    [
        ("Police have not identified the [three] victims.", "en"),
        ("Police could not confirm [three] fatalities.", "en"),
        ("Le préfet n'a pas confirmé les [onze] morts.", "fr"),
        ("[Trente] personnes sont mortes, un chiffre que l'ONU n'a pas confirmé.", "fr"),
    ],
)
def test_whoever_does_not_confirm_does_not_vouch(marked: str, language: str) -> None:
    assert grade_of(marked, language) == "none"


@pytest.mark.parametrize(
    ("marked", "language"),
    [
        ("Police have confirmed [three] fatalities.", "en"),
        ("The force itself has never gone beyond [77] dead.", "en"),
        ("Le préfet ne reconnaît que [onze] morts.", "fr"),
        ("[Trente] personnes sont mortes, un chiffre que l'ONU a confirmé.", "fr"),
        ("[Five] people were killed, a toll the county coroner confirmed on Thursday.", "en"),
        ("[Five] people were killed, a figure that the coroner confirmed.", "en"),
    ],
)
def test_whoever_confirms_vouches(marked: str, language: str) -> None:
    assert grade_of(marked, language) == "named"


@pytest.mark.parametrize(
    ("marked", "language"),
    [
        ("The fire killed [six] people. The fire department gave the figure in a news release.", "en"),
        ("[Onze] personnes sont mortes. Le ministère de l'Intérieur a confirmé ce bilan dans la soirée.", "fr"),
    ],
)
def test_the_next_sentence_may_own_the_figure(marked: str, language: str) -> None:
    attribution = attribution_of(marked, language)

    assert attribution.grade == "named"
    assert attribution.scope == "inherited"


@pytest.mark.parametrize(
    ("marked", "language"),
    [
        ("The fire killed [six] people. The fire department gave its dog a medal.", "en"),
        ("The fire killed [six] people. The fire department gave a figure for the damage.", "en"),
        ("[Onze] personnes sont mortes. Le ministère de l'Intérieur suit la situation.", "fr"),
    ],
)
def test_the_next_sentence_may_speak_of_something_else(marked: str, language: str) -> None:
    assert grade_of(marked, language) == "none"


@pytest.mark.parametrize(
    ("marked", "language"),
    [
        ('"I saw [nine] people die." Carl Bremer, 40, is a baker.', "en"),
        ('"[Four] died. We are out of blood." The director paused.', "en"),
        ("Paul Lary, le maire, a les traits tirés. « Nous avons [onze] morts. »", "fr"),
    ],
)
def test_a_quotation_belongs_to_whom_the_sentence_beside_it_is_about(marked: str, language: str) -> None:
    assert grade_of(marked, language) == "named"


@pytest.mark.parametrize(
    ("marked", "language"),
    [
        ('"I saw [nine] people die." It was raining.', "en"),
        ('"I saw [nine] people die."\nCarl Bremer, 40, is a baker.', "en"),
        ("La pluie tombe. « Nous avons [onze] morts. »", "fr"),
    ],
)
def test_a_quotation_beside_nobody_has_no_speaker(marked: str, language: str) -> None:
    assert grade_of(marked, language) == "none"


@pytest.mark.parametrize(
    ("marked", "language", "grade"),
    [
        ("The street was shut amid reports that [12] people had died.", "en", "unnamed"),
        ("There were reports of [12] dead.", "en", "unnamed"),
        ("The agency said it had received reports that [12] people had died.", "en", "named"),
        ("[Five] people were killed, media reports said.", "en", "unnamed"),
        ("Le dernier bilan fait état de [onze] morts.", "fr", "unnamed"),
        ("Le dernier bilan de la Sécurité civile fait état de [onze] morts.", "fr", "named"),
        ("Circulent des informations faisant état de [onze] morts.", "fr", "unnamed"),
    ],
)
def test_reports_are_nobody_in_particular(marked: str, language: str, grade: str) -> None:
    assert grade_of(marked, language) == grade


@pytest.mark.parametrize(
    ("marked", "grade"),
    [
        ("The war has killed [40,000] people and, the UN says, left the land close to famine.", "none"),
        ("The war has killed 40,000 people and, the UN says, driven out [9,000] wounded.", "named"),
        ("The war has killed [40,000] people and left the land close to famine, the UN says.", "named"),
        ("[Fifty] hostages remain there, [20] of them believed to be alive.", "none"),
        ("Fifty hostages remain there, [20] of them believed to be alive.", "hedged"),
        ("[Twelve] people, [two] of them children, are feared dead.", "hedged"),
    ],
)
def test_a_source_or_a_doubt_belongs_to_its_half_of_the_sentence(marked: str, grade: str) -> None:
    assert grade_of(marked, "en") == grade


@pytest.mark.parametrize(
    ("marked", "language", "source"),
    [
        ("According to police, Oto Ruel killed [three] people with a knife.", "en", "police"),
        ("According to the ministry, Group Dawn killed [30] soldiers.", "en", "the ministry"),
        ("According to the mayor, Lina Prou, [three] people drowned.", "en", "the mayor, Lina Prou"),
        ("According to the head of the port, Lina Prou of Ostrel, [three] people drowned.", "en", None),
        ("Selon la police, Oto Ruel tua [trois] personnes à coups de couteau.", "fr", "la police"),
        ("Selon la maire, Lina Prou, [trois] personnes se sont noyées.", "fr", "la maire, Lina Prou"),
    ],
)
def test_a_name_that_does_something_is_no_name_of_the_source(marked: str, language: str, source: str | None) -> None:
    assert grade_of(marked, language) == "named"
    assert source is None or source_of(marked, language) == source


@pytest.mark.parametrize(
    ("marked", "grade"),
    [
        ("The parish buried [four] drowned sailors, as the rector told me.", "named"),
        ("The parish buried [four] drowned sailors, as the rector told AFP on Monday.", "named"),
        ("The parish buried [four] drowned sailors, as the rector told stories of the sea.", "none"),
    ],
)
def test_whoever_is_told_may_stand_behind_the_source(marked: str, grade: str) -> None:
    assert grade_of(marked, "en") == grade


@pytest.mark.parametrize(
    ("marked", "source"),
    [
        ("[Three] people died when a boat with 30 pupils set out from Ost, the coastguard said.", "the coastguard"),
        ("[Two] men, a driver and his aunt, sustained deep burns, inspector Oto Ruel said.", "inspector Oto Ruel"),
        ("[Seven] died when a driver, who said he had slept, hit a wall, police said.", "police"),
        ("[Six] miners died, district collector M.S. Prou said.", "district collector M.S. Prou"),
    ],
)
def test_a_verb_that_speaks_of_no_figure_does_not_part_it_from_its_source(marked: str, source: str) -> None:
    assert source_of(marked, "en") == source


@pytest.mark.parametrize(
    "marked",
    [
        "[Seven] people died, but the premier said he would not come, his office said.",
        "[Three] people died in the U.S. The coastguard said nothing of it.",
        "[Three] people died when a boat set out from Ostrel. The harbour, the coastguard said, was shut.",
        "[Two] men sustained deep burns. Inspector Oto Ruel said the road was wet.",
    ],
)
def test_a_source_behind_another_clause_stays_there(marked: str) -> None:
    assert grade_of(marked, "en") == "none"
