"""Voices of labels: the article's own, a speaker's, quoted, or held at arm's length."""

import pytest

from moderation.screening.values import Voice
from tests.screening.speaking import listen, voice_of


@pytest.mark.parametrize(
    ("marked", "language"),
    [
        ("The [regime] closed the border.", "en"),
        ("The [terrorists] fled. The army said roads were open.", "en"),
        ("The army [claimed] it had taken the town.", "en"),
        ("The army said little and [claimed] that the town was safe.", "en"),
        ("The [junta] denied the report.", "en"),
        ("Le [régime] a fermé la frontière.", "fr"),
        ("L'armée [prétend] avoir pris la ville.", "fr"),
        ("Les [terroristes] ont fui. L'armée indique que la route est ouverte.", "fr"),
        ("Un élu, qui [fustige] la loi, a quitté la salle.", "fr"),
        ("La télévision d'État a diffusé une [propagande] hostile.", "fr"),
        ("L'agence a relayé lundi de vieux [mensonges].", "fr"),
        ("La [propagande] relayée par l'agence a circulé.", "fr"),
        ("Les deux camps se sont entendus avec la [junte].", "fr"),
        ("Les rebelles ont conclu une trêve avec le [régime].", "fr"),
        ("State television broadcast enemy [propaganda].", "en"),
        ("The ministry published a [pack of lies] on Monday.", "en"),
        ("The paper gave in to the [propaganda] of the palace.", "en"),
        ("The village gave shelter to the [terrorists].", "en"),
    ],
)
def test_a_label_without_a_speaker_is_the_articles_own(marked: str, language: str) -> None:
    assert voice_of(marked, language) is Voice.OWN


@pytest.mark.parametrize(
    ("marked", "language"),
    [
        ("The army said the [terrorists] had fled.", "en"),
        ("The [terrorists] had fled, the army said.", "en"),
        ("According to the army, the [terrorists] had fled.", "en"),
        ("The minister condemned the [terrorists].", "en"),
        ("The minister called the paper a [mouthpiece].", "en"),
        ("He [claimed], his lawyer said, to have slept.", "en"),
        ("L'armée affirme que les [terroristes] ont fui.", "fr"),
        ("Selon l'armée, les [terroristes] ont fui.", "fr"),
        ("Les [terroristes] ont fui, a indiqué l'armée.", "fr"),
        ("Son avocat dénonce un [régime] sans lois.", "fr"),
        ("Le ministère invite à ne pas relayer la [propagande] de l'ennemi.", "fr"),
        ("L'armée a diffusé un communiqué sur les [terroristes].", "fr"),
        ("Selon un communiqué diffusé par l'armée, les [terroristes] ont fui.", "fr"),
        ("Le ministre entend chasser les [terroristes].", "fr"),
        ("Le rapport conclut que le [régime] a menti.", "fr"),
        ("Officials repeated on Monday that [terrorists] were near.", "en"),
        ("The minister said the network had broadcast [propaganda].", "en"),
        ("The army gave the number of [terrorists] as 12.", "en"),
    ],
)
def test_a_label_in_indirect_speech_is_attributed(marked: str, language: str) -> None:
    assert voice_of(marked, language) is Voice.ATTRIBUTED


@pytest.mark.parametrize(
    ("marked", "language"),
    [
        ("“The [terrorists] fled,” the general said.", "en"),
        ("The general spoke of “[terrorists]”.", "en"),
        ("The general called them “[vermin]”.", "en"),
        ("« Les [terroristes] ont fui », a dit le général.", "fr"),
        ("Le général a fustigé les « [terroristes] ».", "fr"),
        ("Le mot d'« [écoterroristes] », employé par le ministre, a choqué.", "fr"),
        ("« Les terroristes ont fui. Le [régime] tiendra », promet le général.", "fr"),
    ],
)
def test_a_label_in_marks_with_a_speaker_is_quoted(marked: str, language: str) -> None:
    assert voice_of(marked, language) is Voice.QUOTED


@pytest.mark.parametrize(
    ("marked", "language"),
    [
        ("The “[terrorists]” were two retired teachers.", "en"),
        ("The street fell to the “[liberators]” in May.", "en"),
        ("Les « [terroristes] » étaient deux instituteurs à la retraite.", "fr"),
        ("Il est jugé pour « [propagande] ».", "fr"),
    ],
)
def test_marks_around_the_label_alone_hold_it_at_arms_length(marked: str, language: str) -> None:
    assert voice_of(marked, language) is Voice.SCARE


def test_a_long_quotation_is_quoted_even_without_a_speaker() -> None:
    marked = "A leaflet lay there. “The [terrorists] will never take the harbour from us.”"

    assert voice_of(marked, "en") is Voice.QUOTED


def test_the_speaker_of_a_label_is_given_with_its_voice() -> None:
    text, speech, (span,) = listen("The army said the [terrorists] had fled.", "en")

    voice, speaker = speech.voice_of(span)

    assert voice is Voice.ATTRIBUTED
    assert speaker is not None
    assert speaker.of(text) == "The army"


def test_a_charge_does_not_say_the_label() -> None:
    marked = "Reel was convicted of killing two men at a hospital run by the [regime]."

    assert voice_of(marked, "en") is Voice.OWN


@pytest.mark.parametrize(
    ("marked", "language"),
    [
        ("They marched against the [dictator], whose term, according to the charter, ends in May.", "en"),
        ("They marched against the [dictator] whose term, police said, ends in May.", "en"),
        ("The army shelled the [terrorists] in a town where, according to residents, 300 families live.", "en"),
        ("Many yield to [propaganda], to which, according to the union, nobody has an answer.", "en"),
        ("They jeered at the [stooges] who police said were abroad.", "en"),
        ("Ils ont défilé contre le [dictateur], dont le mandat, selon la charte, s'achève en mai.", "fr"),
        ("Ils ont défilé contre le [dictateur] qui, selon la charte, doit partir en mai.", "fr"),
        ("Les [terroristes] ont fui vers la frontière, où, selon la police, des renforts sont arrivés.", "fr"),
        ("Il cède à une [propagande] à laquelle, selon le syndicat, personne n'a pris part.", "fr"),
        ("Le [régime], dont les émissaires ont, selon le ministère, quitté la ville, n'a pas répondu.", "fr"),
    ],
)
def test_a_cue_inside_a_relative_clause_speaks_of_the_clause_alone(marked: str, language: str) -> None:
    _, speech, (span,) = listen(marked, language)

    assert speech.voice_of(span)[0] is Voice.OWN
    assert speech.is_narrated(span)


@pytest.mark.parametrize(
    ("marked", "language"),
    [
        ("The [terrorists] fled to a town that they had held, police said.", "en"),
        ("The [terrorists], who fled to the hills, will be found, the minister said.", "en"),
        ("The minister said the [terrorists] had fled to a town where, according to the UN, 300 families live.", "en"),
        ("Les [terroristes] ont fui vers une ville qu'ils tenaient, a dit la police.", "fr"),
        ("Selon l'armée, les [terroristes] ont fui vers une ville où, selon l'ONU, vivent 300 familles.", "fr"),
    ],
)
def test_a_cue_that_closes_or_opens_the_sentence_speaks_of_all_of_it(marked: str, language: str) -> None:
    _, speech, (span,) = listen(marked, language)

    assert speech.voice_of(span)[0] is Voice.ATTRIBUTED
    assert not speech.is_narrated(span)


def test_who_spoke_before_may_speak_on() -> None:
    text = "The army said it had won. The [terrorists] had fled to a town where, according to residents, families live."

    _, speech, (span,) = listen(text, "en")

    assert not speech.is_narrated(span)
