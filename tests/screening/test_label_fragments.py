"""Words of many senses: labels in a fragment of a quotation, as a name that is given, and in the copy of partisans."""

import pytest

from tests.screening.labelling import assert_fires, assert_silent

FIRING = [
    ("en", 'The mayor spoke of "parasites at the gates" and left.', ["parasites"]),
    ("en", 'He called the judges "rats in robes".', ["rats"]),
    ("en", 'The paper said the count was a "lie for the gullible".', ["lie"]),
    ("en", "Guards called the prisoners animals.", ["animals"]),
    ("en", "It was the fourth day of what the ministry calls the pacification of the coast.", ["pacification"]),
    ("en", "The regime had it coming.", ["regime"]),
    ("en", "Officials of the fallen regime hid in the hills.", ["regime"]),
    ("en", "The regime's envoys left the room.", ["regime"]),
    ("en", "In the action six irregulars were neutralised.", ["neutralised"]),
    ("en", "Soldiers went on to eliminate the last infiltrators.", ["eliminate"]),
    ("en", "The reports of losses are lies concocted abroad.", ["lies"]),
    ("en", "The orcs dropped ninety bombs on the sector.", ["orcs"]),
    ("en", "The rebels claimed 40 soldiers killed.", ["claimed"]),
    ("en", "The bureau, known for its figures, claimed that 60 people lost their lives.", ["claimed"]),
    ("en", "These heroes held the post against the enemy.", ["heroes"]),
    ("en", "The puppet military staged a drill.", ["puppet"]),
    ("fr", "Le ministre a promis d'« éradiquer cette lignée ».", ["éradiquer"]),
    ("fr", "Il traite le préfet de « valet des promoteurs ».", ["valet"]),
    ("fr", "On l'a traité de parasite devant ses enfants.", ["parasite"]),
    ("fr", "Ils nous appellent infidèles.", ["infidèles"]),
    ("fr", "Le régime d'Asmara a compris.", ["régime"]),
    ("fr", "Le régime les a enterrés sans un mot.", ["régime"]),
    ("fr", "Le régime précédent avait promis un pont.", ["régime"]),
    ("fr", "Le groupe, lui, prétend économiser trois millions.", ["prétend"]),
    ("fr", "Le mouvement prétend en avoir capturé douze.", ["prétend"]),
    ("fr", "Il fallut un an pour que la préfecture admette, dans une note, neuf décès.", ["admette"]),
    ("fr", "Les meneurs ont été neutralisés.", ["neutralisés"]),
    ("fr", "Les clandestins secourus dorment au gymnase.", ["clandestins"]),
    ("fr", "Ces rats paieront.", ["rats"]),
    ("en", "The terror module was broken up.", ["terror module"]),
    ("en", "Zionist soldiers entered the camp.", ["Zionist soldiers"]),
    ("en", "The paper printed a web of lies.", ["web of lies"]),
    ("fr", "La clique fantoche tremble.", ["clique fantoche"]),
    ("fr", "Ce tissu de mensonges ne trompe personne.", ["tissu de mensonges"]),
    ("fr", "Une marée de clandestins, titre le journal.", ["marée de clandestins"]),
    ("fr", "Une équipe de la mouvance takfirie a été signalée.", ["takfirie"]),
]

SILENT = [
    ("en", 'The vet found "parasites in the gut" of the fox.'),
    ("en", 'She called the dish "rats and mice", a joke.'),
    ("en", "Keepers called the vet when the animals fell ill."),
    ("en", "Under the regime, importers pay duty twice."),
    ("en", "The regime suits patients who cannot take pills."),
    ("en", "He trains on a diet, and the regime is hard on a runner."),
    ("en", "The old regime of fishing quotas ends in June."),
    ("en", "Sappers neutralised the device."),
    ("en", "The cup holders were eliminated by a penalty."),
    ("en", "The wreck lies where the charts say."),
    ("en", "The film's orcs fight elves and dwarves."),
    ("en", "The storm claimed 40 lives."),
    ("en", "Families may claim compensation that the state owes."),
    ("en", "These heroes of the cup final came home to a parade."),
    ("en", "The puppet show begins at noon."),
    ("fr", "Le chercheur étudie « les parasites du saumon »."),
    ("fr", "Le jeu de cartes compte un « valet de pique »."),
    ("fr", "On l'a traité pour un cancer."),
    ("fr", "Le régime les a fait maigrir de cinq kilos."),
    ("fr", "Le régime de retraite change en juin."),
    ("fr", "Ce régime fiscal profite aux entreprises."),
    ("fr", "Le régime d'assurance chômage est en déficit."),
    ("fr", "Le coureur prétend au titre."),
    ("fr", "Le musée n'admettait plus de visiteurs."),
    ("fr", "Les démineurs ont neutralisé l'obus."),
    ("fr", "Les journaux clandestins circulaient sous l'Occupation."),
    ("fr", "Ces rats de laboratoire vivent deux ans."),
    ("fr", "Le vaccin doit éradiquer cette maladie."),
    ("fr", "Le refuge cherche un toit pour ces animaux."),
    ("en", "Neighbours called her a hero."),
    ("en", "He was made a Hero of Labour in 1961."),
    ("en", "The invasion of the beaches began at dawn in 1944."),
    ("fr", "Deux blogueurs ont été emprisonnés pour propagande."),
    ("fr", "Trois élus ont été éliminés du bureau."),
    ("fr", "Le préfet s'est incliné devant la stèle des Martyrs."),
    ("fr", "La loi prévoit vingt ans pour une bande de malfaiteurs terroriste."),
    ("fr", "Un nettoyage de printemps attend la salle."),
    ("fr", "Les démineurs les ont traités comme des obus."),
]


@pytest.mark.parametrize(("language", "text", "words"), FIRING)
def test_the_word_is_meant_as_a_label(language: str, text: str, words: list[str]) -> None:
    assert_fires(text, *words, language=language)


@pytest.mark.parametrize(("language", "text"), SILENT)
def test_the_word_is_meant_otherwise(language: str, text: str) -> None:
    assert_silent(text, language=language)
