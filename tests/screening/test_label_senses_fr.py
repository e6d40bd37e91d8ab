"""French words that are labels in one sense and plain words in another."""

import pytest

from tests.screening.labelling import assert_fires, assert_silent

FIRING = [
    ("L'armée affirme avoir libéré en deux jours quatorze villages de la rive gauche.", ["libéré"]),
    ("Nos troupes ont déjà libéré six collines et une gare.", ["libéré"]),
    ("Les forces gouvernementales ont libéré trois autres localités dans la nuit.", ["libéré"]),
    ("La colonne a libéré plusieurs collines stratégiques.", ["libéré"]),
    ("L'unité a pris la crête, neutralisant dix-sept jihadistes.", ["neutralisant"]),
    ("Le raid a visé le camp, neutralisant 30 membres du groupe armé.", ["neutralisant"]),
    ("La patrouille a éliminé 12 insurgés près du gué.", ["éliminé"]),
    ("Ce valet de l'étranger a signé l'accord.", ["valet"]),
    ("L'armée regrette d'éventuels dommages collatéraux.", ["dommages collatéraux"]),
    ("Le porte-parole a évoqué un dommage collatéral.", ["dommage collatéral"]),
    ("Le général parle d'un dommage collatéral.", ["dommage collatéral"]),
    ("Dommages collatéraux dans le village après la frappe.", ["Dommages collatéraux"]),
    ("La presse est à la botte du gouvernement.", ["à la botte du"]),
    ("Un parlement à la botte de l'armée.", ["à la botte de"]),
    ("Le ministre prétend que la vanne était fermée.", ["prétend"]),
    ("Le groupe prétendait contrôler la vallée.", ["prétendait"]),
    ("La police a admis avoir perdu des preuves.", ["admis"]),
    ("L'entreprise admet que des étudiants ont été trompés.", ["admet"]),
    ("Le régime distribuait des portraits à la sortie des écoles.", ["régime"]),
    ("Ce régime ne se corrige pas, il s'endurcit.", ["régime"]),
    ("On le compte parmi les barons du régime.", ["régime"]),
    ("Elle s'entoure d'une clique de valets qui signent tout.", ["valets"]),
    ("Qu'il les chasse, ces rats qui pillent les convois et rançonnent les cars.", ["rats"]),
    ("La garde a éliminé deux combattants près du tour de guet.", ["éliminé"]),
    ("La ministre avoue que le procès lui échappe.", ["avoue"]),
]

SILENT = [
    "Ce régime sans viande ne convient pas aux enfants.",
    "Le régime ne fait pas maigrir, dit la diététicienne, qui pèse le sucre et les légumes.",
    "Le régime de la presse est la liberté.",
    "Le moteur perd des tours et le régime ne tient pas.",
    "Ces rats qui courent le long des quais ont fait leur nid dans un égout.",
    "Les valets de chambre se lèvent à l'aube dans la pièce de ce soir.",
    "Le boulanger avoue, la cour tranche.",
    "Huit candidats ont été éliminés dès le premier tour.",
    "Éliminer ses quatre lieutenants demande un bon casque et trente heures de jeu.",
    "Le tyran de la tour ne meurt jamais : il vieillit d'un niveau à l'autre.",
    "Deux processus ont neutralisé le logiciel du serveur voisin.",
    "Le but est venu à la botte de Ramos, servi dans la surface.",
    "Le ballon était à la botte du capitaine pour le coup franc.",
    "L'essai a été transformé à la botte de l'ouvreur.",
    "L'université a admis trois cents étudiants cet automne.",
    "La clinique admet quarante patients par jour.",
    "Deux patients ont été admis dans la nuit avec des brûlures.",
    "Le juge a admis l'enregistrement comme preuve.",
    "La cour a admis de nouvelles preuves dans ce dossier.",
    "Le club admet les femmes pour la première fois.",
    "Le musée admet gratuitement les enfants.",
    "Les élèves admis au concours ont reçu leur lettre.",
    "Le coureur peut prétendre au podium.",
    "Elle prétend à la succession du maire.",
    "Trois équipes prétendent encore au titre.",
    "Les salariés prétendent à une prime.",
    "L'équipe a été éliminée dès les poules.",
    "Le nouveau filtre élimine les odeurs.",
    "Le plan éliminerait quatre cents postes.",
    "Le vaccin neutralise le virus.",
    "Le défenseur a neutralisé l'ailier pendant quatre-vingt-dix minutes.",
    "L'association a libéré deux cents poules de batterie.",
    "L'attaquant a libéré les siens à la dernière minute.",
    "La région vante ses vignobles.",
    "La brochure vante les mérites du train de nuit.",
    "Le sculpteur martèle le cuivre.",
    "Elle s'est avouée vaincue après trois sets.",
    "Le régime alimentaire des loutres a changé.",
    "Le moteur tourne à bas régime.",
    "L'armoire se vend avec un valet de nuit.",
    "La pluie a nettoyé les rues.",
    "Il a avoué son amour pour la mer.",
    "Il martèle les touches du piano.",
    "Le candidat peut prétendre à une bourse.",
    "La candidate prétendait au fauteuil de maire.",
    "Les candidats admis seront convoqués lundi.",
    "Le gaz libéré par la réaction est pesé.",
    "La route a été libérée par les chasse-neige.",
    "Le défenseur libéré par son club signe ailleurs.",
    "L'essaim de frelons a été éradiqué.",
    "La société a été liquidée en mars.",
    "Le gardien héroïque a sauvé un point.",
    "La propagande électorale sera distribuée lundi.",
    "Un passager clandestin a été trouvé à bord.",
    "L'équipe a liquidé son adversaire en deux sets.",
    "Le médecin admet deux visiteurs à la fois.",
    "La règle n'admet pas d'exception.",
]


@pytest.mark.parametrize(("text", "words"), FIRING)
def test_the_loaded_sense_is_a_label(text: str, words: list[str]) -> None:
    assert_fires(text, *words, language="fr")


@pytest.mark.parametrize("text", SILENT)
def test_the_other_sense_is_none(text: str) -> None:
    assert_silent(text, language="fr")
