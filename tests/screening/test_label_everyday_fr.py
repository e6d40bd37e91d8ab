"""French labels in everyday copy: town halls, courts, clubs and firms, and the plain senses of the same words."""

import pytest

from tests.screening.labelling import assert_fires, assert_silent

FIRING = [
    ("« Je n'ai rien vu venir », avoue-t-elle, encore sonnée.", ["avoue"]),
    ("« On a eu chaud », avouait Maxence Rolin sur le quai.", ["avouait"]),
    ("La gérante avoue tenir les comptes le dimanche.", ["avoue"]),
    ("Pas facile à avouer pour un marin : il a le mal de mer.", ["avouer"]),
    ("L'exploitant admet volontiers des lacunes.", ["admet"]),
    ("La régie admet un retard de six mois sur le chantier.", ["admet"]),
    ("« On n'a pas su répondre », admettait le capitaine des Bleus.", ["admettait"]),
    ("« C'est un progrès », admet Lucette, buraliste.", ["admet"]),
    ("« Tout n'est pas parfait », admettent les organisateurs.", ["admettent"]),
    ("Même ses proches l'admettent, la soirée fut longue.", ["admettent"]),
    ("Le fabricant a fini par admettre un défaut de soudure.", ["admettre"]),
    ("La mairie n'admettra jamais avoir perdu les clés.", ["admettra"]),
    ("Le sénateur claironne partout que l'affaire est faite.", ["claironne"]),
    ("Elle avait claironné que la piscine ouvrirait en juin.", ["claironné"]),
    ("Il assène ses vérités chaque matin à l'antenne.", ["assène"]),
    ("Il a asséné pendant une heure que la région vivait au-dessus de ses moyens.", ["asséné"]),
    ("Il se vante des mêmes chiffres que l'an dernier.", ["vante"]),
    ("L'adjoint s'est vanté devant la presse d'avoir tout réglé.", ["vanté"]),
    ("Elle s'est targuée mardi soir d'un budget à l'équilibre.", ["targuée"]),
    ("Le ministère prétend, lui, avoir livré les masques.", ["prétend"]),
    ("Cette pseudo-concertation a duré une heure.", ["pseudo"]),
    ("Un pseudo-accord a été signé dans la nuit.", ["pseudo"]),
    ("Le pseudo-vétérinaire opérait dans son garage.", ["pseudo"]),
    ("Le cambrioleur a été neutralisé par la brigade.", ["neutralisé"]),
    ("Une femme armée d'une hache a été neutralisée à la gare.", ["neutralisée"]),
    ("Une justice aux ordres a classé la plainte.", ["justice aux ordres"]),
    ("Le maire, valet des promoteurs, a signé sans lire.", ["valet"]),
    ("Des voyous ont caillassé le bus du collège.", ["voyous"]),
    ("Le préfet a décoré des pompiers héroïques.", ["héroïques"]),
    ("Nos unités poursuivent la libération du canton de Verkhnia.", ["libération"]),
    ("Le bourg, libéré la semaine dernière du joug des milices, enterre ses morts.", ["libéré"]),
    ("La ville de Dravik, libérée en mars 2023, vit sous les drones.", ["libérée"]),
    ("Cette semaine, nos gars ont libéré deux localités et pris neuf nazis ukrainiens.", ["libéré", "nazis"]),
    ("L'imam a béni les cercueils des martyrs de la défense des lieux saints.", ["martyrs"]),
]

SILENT = [
    "Le gérant du bar a fini par avouer le cambriolage devant les enquêteurs.",
    "L'accusé avait avoué trois meurtres avant de se rétracter.",
    "L'un des prévenus a avoué avoir fourni le fourgon.",
    "On l'a fait avouer sous les coups.",
    "L'école admet un enfant sur deux, faute de place.",
    "Le règlement, qui date de 1998, admet les chiens en laisse.",
    "La clinique, ouverte en mai, admet des patients de tout le département.",
    "Les campings, ouverts dès Pâques, admettent les chiens.",
    "Deux voies neutralisées à hauteur du tunnel, les automobilistes patientent.",
    "L'arrêt Mairie est neutralisé, la femme du kiosque renseigne les voyageurs.",
    "Le taureau échappé a été neutralisé sous les yeux d'une automobiliste.",
    "La défaite héroïque des Bleuets a ému les tribunes.",
    "Les rugbymen ont défendu héroïquement leur ligne.",
    "Le guide nous vante les cascades du haut pays.",
    "Les autorités, elles, vantent le calme retrouvé.",
    "Un éclat de rire claironnant a salué la tirade.",
    "La fanfare claironne dès huit heures sous les halles.",
    "Le brasseur prétend depuis trois ans à la reprise de la malterie.",
    "Il joue en ligne sous le pseudo Kaiserfou.",
    "Son pseudo sur Twitch lui vient de sa grand-mère.",
    "L'orchestre est aux ordres de sa cheffe depuis lundi.",
    "Les majorettes, justice leur soit rendue, étaient aux ordres de la fanfare.",
    "Le parquet fédéral antiterroriste a ouvert une enquête.",
    "Quatre hommes sont renvoyés pour assassinats terroristes.",
    "Le tribunal a écarté la circonstance terroriste.",
    "Elle est poursuivie pour complicité de terrorisme.",
    "Le chef du service de contre-terrorisme prend sa retraite.",
    "Le régime des agents contractuels sera revu en mai.",
    "La chambre d'agriculture réclame le régime de calamité.",
    "Dans ce régime, les heures supplémentaires comptent double.",
    "Les exploitants demandent l'alignement de leur régime sur celui des salariés.",
    "Les victimes de la dictature franquiste attendent des fouilles.",
    "La dictature des horaires, très peu pour elle.",
    "Sa famille est anéantie depuis le drame.",
    "Les parents, anéantis, ont quitté la salle.",
    "La mairie veut éradiquer la vermine à coups d'appâts.",
    "La commission de propagande a validé les bulletins.",
    "Une histoire des mercenaires, du condottiere à nos jours, paraît en poche.",
    "Un traité sur les mercenaires a été ratifié mercredi.",
    "L'eau est un liquide, la glace non, explique l'institutrice à son groupe.",
    "Le reliquaire du martyr a été restauré.",
    "Un chanteur d'opérette préside le parti des aînés.",
    "Le gouverneur a promis la libération imminente des lycéennes.",
    "Les combattants de la Résistance ont leur stèle place du Marché.",
    "Le perroquet héroïque a donné l'alerte.",
]


@pytest.mark.parametrize(("text", "words"), FIRING)
def test_a_loaded_word_of_the_local_page_fires(text: str, words: list[str]) -> None:
    assert_fires(text, *words, language="fr")


@pytest.mark.parametrize("text", SILENT)
def test_an_everyday_word_is_silent(text: str) -> None:
    assert_silent(text, language="fr")
