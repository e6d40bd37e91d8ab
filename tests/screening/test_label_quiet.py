"""Labels in copy with nothing in it: museums, stages, sport, weather, surveys; and what beside them still is one."""

import pytest

from tests.screening.labelling import assert_fires, assert_silent

FIRING = {
    "en": [
        ("The enemy regime answers every defeat with propaganda.", ["regime", "propaganda"]),
        ("Regime remnants opened fire on a patrol.", ["Regime"]),
        ("The remnants of the defunct regime opened fire.", ["regime"]),
        ("Down with the bloodsuckers!", ["bloodsuckers"]),
        ("Crush the vermin of the fifth district!", ["vermin"]),
        ("Terrorists of the Northern Army shelled an ambulance.", ["Terrorists"]),
        ("The minister admits that half of the wells are dry.", ["admits"]),
        ("The heroic defenders of the nation held the ridge.", ["heroic"]),
    ],
    "fr": [
        ("Que ces rats sachent que notre patience a une limite.", ["rats"]),
        ("Des millions de vermines sionistes se terrent.", ["vermines"]),
        ("Les réseaux organisent le passage des clandestins.", ["clandestins"]),
        ("Ceux-ci prétendaient, par la bouche de leur presse, que la ville tenait.", ["prétendaient"]),
        ("Un chef du groupe terroriste a été arrêté dans la vallée.", ["terroriste"]),
        ("L'armée héroïque a repoussé l'assaut.", ["héroïque"]),
        ("Les mercenaires du régime ont joué leur rôle.", ["mercenaires", "régime"]),
    ],
}

SILENT = {
    "en": [
        "The museum's new wing is given over to propaganda from the two world wars.",
        "Her thesis examines colonial propaganda in the cinema of the 1930s.",
        "Lorimer, 25, has now claimed seven victories this season.",
        "Earlier, the tourists claimed the last two Indian wickets for 11 runs.",
        "Sixteen bags that no one has claimed will be auctioned.",
        "One in nine drivers admits to texting at the wheel.",
        "Nearly half of parents admit to hiding chocolate from their children.",
        "He plays a retired mercenary with a bad knee.",
        "She sings Leonora with heroic abandon.",
        "A regime of westerly winds will set in at the weekend.",
        "The council reviewed the regime for student grants.",
        "The peers backed a narrower definition of terrorism in British law.",
        "The policy excludes war, terrorism and nuclear risk.",
        "Port workers unload at the Shahid Rajaee terminal.",
        "The junta of Galicia approved the fishing quotas.",
        "Surgical strikes from midfield undid the visitors.",
    ],
    "fr": [
        "L'exposition réunit 200 films de propagande des années trente.",
        "Le prix est allé à une étude de la propagande coloniale au cinéma entre 1918 et 1939.",
        "La mise en scène refuse tout effet héroïque.",
        "Dans le rôle du sergent, ancien mercenaire revenu de tout, il excelle.",
        "Le retour d'un régime d'ouest est attendu ce week-end.",
        "Un cerf et six chevreuils composent l'essentiel du régime d'une meute.",
        "Une résolution demande de revoir le régime des bourses pour les apprentis.",
        "L'organisation, que la Turquie classe comme terroriste, menace d'intervenir.",
        "Le prévenu est jugé pour appartenance à un groupe terroriste.",
        "La police d'assurance exclut la guerre, le terrorisme et le risque nucléaire.",
        "La libération de la parole a changé le club.",
        "Un atelier sur les fake news est proposé aux collégiens.",
        "Le forgeron martèle la lame.",
    ],
}


@pytest.mark.parametrize(
    ("language", "text", "labels"), [(code, *case) for code, cases in FIRING.items() for case in cases]
)
def test_a_label_beside_a_quiet_sense_still_fires(language: str, text: str, labels: list[str]) -> None:
    assert_fires(text, *labels, language=language)


@pytest.mark.parametrize(("language", "text"), [(code, text) for code, texts in SILENT.items() for text in texts])
def test_a_quiet_sense_stays_silent(language: str, text: str) -> None:
    assert_silent(text, language=language)
