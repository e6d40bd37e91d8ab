"""Families of labels in partisan wires, tribunes and police reports in French, and their innocent neighbours."""

import pytest

from tests.screening.labelling import assert_fires, assert_silent

FIRING = [
    ("Une main étrangère est derrière ces troubles.", ["main étrangère"]),
    ("Des médecins soutenus de l'étranger ont cessé le travail.", ["soutenus de l'étranger"]),
    ("Une grève financée de l'étranger paralyse le port.", ["financée de l'étranger"]),
    ("Les parrains occidentaux de ce complot se taisent.", ["parrains occidentaux"]),
    ("Le préfet, homme lige du président, a signé l'arrêté.", ["homme lige"]),
    ("Les ennemis de la paix ont tiré sur le convoi.", ["ennemis de la paix"]),
    ("Le régime génocidaire a frappé une école.", ["régime génocidaire"]),
    ("Les mollahs de Téhéran tremblent.", ["mollahs de Téhéran"]),
    ("Les fauteurs de guerre n'auront pas le dernier mot.", ["fauteurs de guerre"]),
    ("Les milices du palais ont barré l'avenue.", ["milices du palais"]),
    ("Ces scélérats ont brûlé la récolte.", ["scélérats"]),
    ("Les égorgeurs ont pris le col avant l'aube.", ["égorgeurs"]),
    ("Des casseurs ont envahi le cortège des grévistes.", ["casseurs"]),
    ("Les occupants barbares ont fui le bourg.", ["barbares"]),
    ("Deux bombes intelligentes ont touché le pont.", ["bombes intelligentes"]),
    ("Trois civils ont été martyrisés hier dans le bombardement.", ["martyrisés"]),
    ("Les chahids reposent sous la colline.", ["chahids"]),
    ("Le guide vénéré a visité l'usine.", ["guide vénéré"]),
    ("Ce cousin, autobaptisé général, lève l'impôt.", ["autobaptisé"]),
    ("Ces accusations fantaisistes ne méritent pas de réponse.", ["accusations fantaisistes"]),
    ("Les médias mainstream cachent la vérité.", ["médias mainstream"]),
    ("Ces sornettes de la presse étrangère n'abusent personne.", ["sornettes"]),
    ("Le gouverneur se flatte d'avoir ramené le calme.", ["flatte"]),
    ("L'éditorial vilipende les magistrats.", ["vilipende"]),
    ("L'immigration incontrôlée ruine nos villes.", ["immigration incontrôlée"]),
    ("Le peuple, libéré de l'occupant, a acclamé la troupe.", ["libéré"]),
    ("La population, libérée, a accueilli la colonne avec des fleurs.", ["libérée"]),
    ("Ces valets de l'étranger ne passeront pas.", ["valets"]),
    ("Un gouvernement de marionnettes ne décide rien.", ["marionnettes"]),
    ("Le bureau politique a exclu la clique scissionniste.", ["clique"]),
    ("La brigade avance contre les hordes rebelles.", ["hordes"]),
    ("Les opérations de nettoyage de la forêt ont duré deux jours.", ["nettoyage"]),
    ("Le ministre a avoué dans la soirée avoir confondu deux villages.", ["avoué"]),
    ("L'armée a prétendu, sans preuve aucune, que la maison était vide.", ["prétendu"]),
    ("Le ministre n'a admis aucun usage de gaz.", ["admis"]),
    ("Nos forces poursuivent la traque des rats dans l'oasis.", ["rats"]),
    ("Neuf chiens de la tyrannie sont morts hier.", ["chiens"]),
    ("La meute aboie, la révolution passe.", ["meute"]),
    ("La capitale est enfin libérée.", ["libérée"]),
    ("Nos lions tiennent le front face à l'ennemi.", ["Nos lions"]),
    ("Le sol sacré de la patrie vaut plus qu'un match gagné.", ["sol sacré de la patrie"]),
    ("Le dirigeant vénéré a inspecté l'usine.", ["dirigeant vénéré"]),
    ("Les parrains américains du projet de coup d'État se taisent.", ["parrains américains"]),
    ("Le shahid repose sous la colline.", ["shahid"]),
    ("Une campagne de haine vise notre nation.", ["campagne de haine"]),
    ("L'opposition jacasse, et le pays travaille.", ["jacasse"]),
    ("Le gouverneur s'enorgueillit de ses victoires.", ["enorgueillit"]),
    ("L'immigration de masse ruine nos villes.", ["immigration de masse"]),
    ("L'opération Promesse sincère a frappé l'ennemi.", ["opération Promesse sincère"]),
]

SILENT = [
    "Une langue étrangère s'apprend en voyage.",
    "Un film soutenu par une région étrangère sort mercredi.",
    "Les associations financées depuis l'étranger tiendront un registre.",
    "Les parrains de la course ont remis la coupe.",
    "L'homme lige prêtait serment à son suzerain.",
    "Les amis de la paix se réunissent jeudi.",
    "Le régime sans sel ne convient pas à tous.",
    "Un mollah enseigne dans ce village.",
    "Les miliciens de 1830 portaient l'habit bleu.",
    "Le loup, égorgeur de brebis, a été vu au col.",
    "L'égorgeur de l'abattoir travaille la nuit.",
    "Les casseurs de pierres ont fondé une coopérative.",
    "Le goût barbare de cette sauce amuse les convives.",
    "Un téléphone intelligent ne quitte plus sa poche.",
    "La ville martyrisée se reconstruit.",
    "Le vin vénéré du village a gagné un prix.",
    "Le chaton, baptisé Général, dort sur le poêle.",
    "Sa tenue fantaisiste a fait rire la salle.",
    "Un groupe de rock mainstream joue samedi.",
    "Le conteur débite ses sornettes aux enfants.",
    "La lumière flatte les visages.",
    "L'immigration a baissé d'un dixième en un an.",
    "Les otages, libérés mardi, ont embrassé leurs familles.",
    "Le stade, libéré par la fin du chantier, rouvre lundi.",
    "Ces valets de ferme ont dormi au grenier.",
    "La compagnie et ses marionnettes locales jouent au théâtre.",
    "Une clique de lycéens tenait le banc du fond.",
    "Les hordes de touristes fatiguent les gondoliers.",
    "Les opérations de nettoyage de la plage ont duré deux jours.",
    "Une vague scélérate a démâté le voilier.",
    "La maîtresse a réconcilié les deux frères ennemis.",
    "L'élection du délégué a eu lieu mardi.",
    "Le notaire a avoué dans l'étude devant le juge avoir tué sa sœur.",
    "Le comte a prétendu, en vain, que le trône lui revenait.",
    "L'école n'a admis aucun élève cette année.",
    "La commune poursuit la traque des rats dans les égouts.",
    "Les chiens du berger gardent le col.",
    "La meute aboie avant la chasse au cerf.",
    "La vallée est enfin libérée de la neige.",
    "Shahid Khan a été élu maire dimanche.",
    "Le blessé s'appelle Karim Chahid.",
    "La chanteuse est la cible d'une campagne de haine en ligne.",
    "La campagne orchestrée par l'agence a fait bondir les ventes.",
    "Les pies jacassent dans le jardin public.",
    "La ville s'enorgueillit d'un beffroi du quinzième siècle.",
    "Le club s'enorgueillit de ses douze titres.",
    "Une historienne raconte l'immigration de masse du siècle dernier.",
    "Le maire a fait une promesse sincère aux parents.",
    "Les gauchos de la pampa vendent leurs bêtes.",
    "Le tribunal a jugé l'accusation infondée.",
    "Nos lions ont battu les Pays-Bas 2-0.",
    "Le président bien-aimé du club de boules est mort.",
    "Les parrains américains de la mafia sont arrêtés.",
    "Les tuteurs étrangers du lycée arrivent lundi.",
]


@pytest.mark.parametrize(("text", "words"), FIRING)
def test_a_family_takes_sides(text: str, words: list[str]) -> None:
    assert_fires(text, *words, language="fr")


@pytest.mark.parametrize("text", SILENT)
def test_its_neighbours_do_not(text: str) -> None:
    assert_silent(text, language="fr")


def test_there_are_as_many_silent_as_firing() -> None:
    assert len(SILENT) >= len(FIRING)
