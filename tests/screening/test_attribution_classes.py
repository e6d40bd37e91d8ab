"""Who vouches, in whose voice, and as a party: the classes that unseen copy gets wrong most often."""

import pytest

from moderation.screening.values import Voice
from tests.screening.speaking import attribution_of, grade_of, voice_of

GRADES = [
    ("en", "Hospitals were treating hundreds of patients; [nine] people died.", "none"),
    ("en", "Health officials are monitoring travellers after the deaths of [two] nurses.", "none"),
    ("en", "[Six] people died in the fire, a hospital source said.", "unnamed"),
    ("en", "The agency was able to confirm [five] of those deaths.", "named"),
    ("fr", "De source hospitalière, [six] personnes sont mortes dans l'incendie.", "unnamed"),
    ("fr", "De source policière, [deux] passants ont été blessés.", "unnamed"),
    ("fr", "[Quatre] ouvriers ont péri, a-t-on appris de source médicale.", "unnamed"),
    ("fr", "L'agence a pu confirmer [cinq] de ces décès.", "named"),
    ("fr", "Les hôpitaux soignaient des centaines de patients ; [neuf] personnes sont mortes.", "none"),
    ("fr", "Les autorités sanitaires surveillent les voyageurs après la mort de [deux] infirmières.", "none"),
]

PARTIES = [
    ("en", "[Four] people died when a bus left the road, police said.", False),
    ("en", "[Four] people died in the crash, the president said.", False),
    ("en", "[Three] men were killed in a feud between drug gangs, police said.", False),
    ("en", "[Two] teenagers were shot dead in a gang dispute, the interior ministry said.", False),
    ("en", "The navy said it had fired on the boat, killing [six].", True),
    ("en", "The coast guard said it opened fire on the smugglers' boat, killing [three].", True),
    ("en", "Shelling killed [five] people in Kharkiv, the regional governor said.", True),
    ("en", "The strike on Zaporizhzhia wounded [nine], governor Ivan Fedorov said.", True),
    ("en", "The shelling killed [eight], the local hospital said.", False),
    ("fr", "[Quatre] personnes sont mortes dans la sortie de route d'un car, a indiqué la police.", False),
    ("fr", "[Trois] hommes ont été tués dans un règlement de comptes entre trafiquants, selon la police.", False),
    ("fr", "[Deux] adolescents ont été tués dans une rixe entre bandes, selon le ministère de l'Intérieur.", False),
    ("fr", "La marine a dit avoir tiré sur l'embarcation, tuant [six] personnes.", True),
    ("fr", "Les garde-côtes ont reconnu avoir ouvert le feu sur le bateau, tuant [trois] passeurs.", True),
    ("fr", "Le bombardement a tué [cinq] personnes à Kharkiv, selon le gouverneur de la région.", True),
    ("fr", "Le bombardement a fait [huit] morts, selon l'hôpital local.", False),
]

VOICES = [
    ("fr", "Le porte-parole de la [junte] parle de dix morts.", Voice.OWN),
    ("fr", "Des milliers de personnes ont défilé contre la [junte], selon le syndicat.", Voice.ATTRIBUTED),
    ("fr", "Le syndicat a appelé à défiler mardi. La [junte] a coupé le réseau.", Voice.OWN),
    ("fr", "Le porte-parole du [régime] a affirmé que le calme était revenu.", Voice.OWN),
    ("fr", "Le maire a évoqué des [terroristes] venus du nord.", Voice.ATTRIBUTED),
    ("en", "The [junta]'s spokesman said ten people had died.", Voice.OWN),
    ("en", "A general close to the [regime] said the roads were open.", Voice.OWN),
    ("en", "The survey showed prices rising; the [so-called] miracle is over.", Voice.OWN),
    ("en", "The mayor said [terrorists] had crossed the river.", Voice.ATTRIBUTED),
    ("en", "The ministry that the [regime] moved to the coast said prices would fall.", Voice.OWN),
    ("en", "The word “[regime]” is banned here.", Voice.SCARE),
    ("en", "The ministry called it an “[invasion]” of the coast.", Voice.QUOTED),
]


@pytest.mark.parametrize(("language", "marked", "grade"), GRADES)
def test_a_figure_is_graded_by_whoever_counts_it(language: str, marked: str, grade: str) -> None:
    assert grade_of(marked, language) == grade


@pytest.mark.parametrize(("language", "marked", "party"), PARTIES)
def test_a_source_is_a_party_only_to_what_it_does(language: str, marked: str, party: bool) -> None:
    assert attribution_of(marked, language).party is party


@pytest.mark.parametrize(("language", "marked", "voice"), VOICES)
def test_a_label_is_in_the_voice_of_whoever_chose_it(language: str, marked: str, voice: Voice) -> None:
    assert voice_of(marked, language) is voice
