"""What the narrator of a French text says beside a speaker, and what the speaker says."""

import pytest

from moderation.screening.values import Voice
from tests.screening.test_label_voices import voices


@pytest.mark.parametrize(
    "text",
    [
        "Les chaînes du Golfe, qui évoquent une débandade, répandent la propagande de l'ennemi.",
        "L'Occident, qui affirme défendre la paix, arme les suppôts de Korvist.",
        "La radio d'en face, qui parle de trente tués, nourrit la guerre médiatique.",
        "À en croire la Croix-Rouge, dont le directeur dîne à la table des fantoches, soixante civils sont morts.",
        "Selon le ministre, qui négocie avec les terroristes, la route est libre.",
        "Le colonel Issa, porte-parole de la junte, a affirmé que la route est libre.",
        "Nos forces déplorent cinq martyrs.",
        "Nos troupes ont dénoncé la junte de Makal.",
        "Face aux mensonges des exilés, le dirigeant a salué les soldats.",
        "Les clandestins, 410 selon la police, ont été conduits à la gare.",
        "La junte pilonne Salqur : au moins trente morts selon l'Observatoire",
        "Ces chiffres relèvent de la propagande.",
        "Les rumeurs de bavures relèvent de la guerre médiatique.",
        "L'armée rend hommage à ses martyrs.",
        "Le Conseil a honoré la mémoire des martyrs du poste 17.",
        "La nation pleure sept martyrs.",
        "Le peuple est appelé à signaler les agents de l'étranger.",
    ],
)
def test_the_narrator_speaks_beside_a_cue(text: str) -> None:
    assert voices(text, "fr") == [Voice.OWN]


@pytest.mark.parametrize(
    "text",
    [
        "Le maire, qui dément toute manœuvre, parle de terroristes.",
        "Le général, qui annonce douze morts, affirme que les terroristes ont fui.",
        "Selon le ministre, les terroristes, qui ont fui, sont encerclés.",
        "Le communiqué, qui évoque des terroristes, ne dit rien des civils.",
        "Le Comité, qui récuse le mot de junte, assure n'avoir aucun mort.",
        "Le colonel Issa, porte-parole de l'état-major, a accusé les mercenaires.",
        "Nos confrères d'Al-Watan affirment que les terroristes ont fui.",
        "Les terroristes ont fui vers le col, selon l'armée.",
        "Le bilan est lourd : les terroristes ont tué douze soldats, selon l'armée.",
        "Le ministre : les terroristes ont fui",
        "Le sénateur relève que la propagande a changé de ton.",
        "Le ministre a salué les martyrs de la garnison.",
        "Le préfet les a appelés des mercenaires.",
        "L'Iran a offert 1 062 martyrs, dont 102 femmes, a rappelé une source de la Fondation.",
        "Le ministre de l'Intérieur y voit la main de mercenaires payés par un voisin.",
        "Les paramilitaires ont crié aux fake news.",
        "Le ministère met en cause des terroristes embusqués.",
        "L'orateur a mis en garde la jeunesse contre les pantins de l'étranger.",
    ],
)
def test_a_speaker_says_what_his_cue_reaches(text: str) -> None:
    assert voices(text, "fr") == [Voice.ATTRIBUTED]


def test_whoever_leads_a_fight_named_by_a_label_speaks() -> None:
    text = "Le porte-parole de la lutte antiterroriste a annoncé que les suppôts de l'étranger seraient jugés."

    assert voices(text, "fr") == [Voice.OWN, Voice.ATTRIBUTED]
