"""Plots told behind the title of a work, and what is told of real people beside one."""

import pytest

from moderation.screening.text import read_layout
from moderation.screening.tolls import find_tolls
from moderation.screening.tolls.plots import find_plot, read_titles
from tests.screening.believing import PACKS, told


def is_plot(text: str, language: str = "en") -> bool:
    layout = read_layout(text, PACKS[language])
    plot = find_plot(layout, layout.sentences[0], read_titles(PACKS[language]))
    return plot is not None and plot.is_titled


def spans(text: str) -> list[str]:
    """Return what constructions alone find."""
    return [toll.span.of(text) for toll in find_tolls(read_layout(text, PACKS["en"]), PACKS["en"])]


@pytest.mark.parametrize(
    "text",
    [
        'In "The Weir", two sisters drown in a mill pond.',
        'In Ada Holm\'s third novel, "Marsh End", a doctor kills nine patients.',
        "In “Ashes at Noon,” a mine owner plays cards while twelve men die below ground.",
        '"Salt Road" opens with a bus that falls into a gorge, killing all 23 on board.',
        'Her new novel, "The Long Dyke", follows a village in which 40 people drown.',
        '"The Long Dyke", by Mara Olsen, follows a village in which 40 people drown.',
        'The thriller "Cold Line" (Channel 5) tells of a nurse who kills nine patients.',
        'The game "Dead Signal" puts players behind a sniper who kills 30 sentries.',
        'The series "Cold Harbour" returns on Sunday: two students are found dead.',
        'In "Marsh End", three soldiers are killed by friends.',
        '"Ward Six" opens with a bus crash: fourteen dead, twenty-two injured.',
        'The film "Long Winter" sees nine miners die below ground.',
        'In her 2019 novel, "Marsh End", a doctor kills nine patients.',
    ],
)
def test_a_title_tells_its_plot_in_the_present(text: str) -> None:
    assert is_plot(text)
    assert told(text, "en") == []


@pytest.mark.parametrize(
    ("text", "figures"),
    [
        ('The "Sea Empress" sank on Sunday, and nine sailors drowned.', ["nine"]),
        ('The trawler "Northern Star" goes down off Orme; six men drown.', ["six"]),
        ('In "Operation Dawn", 12 soldiers were killed.', ["12"]),
        ('"Night Ferry" was being filmed when three extras drowned.', ["three"]),
        ('The director of "Night Ferry" was among three people killed in the crash.', ["three"]),
        ('In "The Flood" Mara Olsen tells how 40 people died in a night.', ["40"]),
        ('In the village of "New Hope", two children were killed by a mine.', ["two"]),
        ('In a statement headed "No Retreat", the group says 12 fighters are dead.', ["12"]),
        ('Police say "Red Dog" kills two rivals a year.', ["two"]),
        ('The mayor said "The Dyke" broke and two men are dead.', ["two"]),
        ("In the harbour, two sisters drown.", ["two"]),
        ('In Manila, "Super Typhoon Ada" leaves nine dead.', ["nine"]),
        ('In the "Hotel Royal", 12 guests die in fire', ["12"]),
        ('In "Camp Hope" fire, 12 people die', ["12"]),
        ('In "Camp Hope", a fire killed 12 people on Monday.', ["12"]),
        ('In 2026, "Camp Hope", a shelter, burns and nine people die.', ["nine"]),
        ('"Black Tuesday" sees 14 killed on city roads', ["14"]),
        ('"Safe House" closes after blast kills four', ["four"]),
        ('The "Freedom Convoy" opens fire, killing three.', ["three"]),
        ('The director of "Camp Hope" finds 12 bodies after the flood.', ["12"]),
    ],
)
def test_what_befell_real_people_is_told(text: str, figures: list[str]) -> None:
    assert not is_plot(text)
    assert told(text, "en") == figures


def test_copy_that_tells_a_plot_and_of_no_rescuers_is_deaf_to_constructions() -> None:
    plot = 'In "The Weir", two sisters drown.\nFour more people die before the constable wakes.'
    real = "\nPolice said nine extras died when a set collapsed."

    assert spans(plot) == []
    assert spans(plot + real) == ["nine"]
    assert told(plot, "en") == ["Four"]  # whoever weighs may still hear of somebody really hurt


@pytest.mark.parametrize(
    "text",
    [
        "Dans « Le Barrage », deux sœurs se noient dans un étang.",
        "Dans « L'hiver des loups », son dernier roman, un berger tue trois chasseurs.",
        "Dans son nouveau film, « Cendres à midi », douze mineurs meurent au fond.",
        "« La Route du sel » s'ouvre sur un autocar qui tombe dans un ravin, tuant ses 23 passagers.",
        "Le roman « La longue digue » raconte un village où quarante personnes se noient.",
        "Le thriller « Ligne froide » (France 2) met en scène une infirmière qui tue neuf patients.",
        "La série « Port-Gris » revient dimanche : deux étudiants sont retrouvés noyés.",
        "Le jeu « Signal mort » place le joueur derrière un tireur qui abat trente sentinelles.",
    ],
)
def test_un_titre_raconte_son_intrigue_au_present(text: str) -> None:
    assert is_plot(text, "fr")
    assert told(text, "fr") == []


@pytest.mark.parametrize(
    ("text", "figures"),
    [
        ("Le chalutier « Étoile du Nord » coule au large ; neuf marins se noient.", ["neuf"]),
        ("Dans l'opération « Aube », 12 soldats ont été tués.", ["12"]),
        ("On tournait « Le Bac de nuit » quand trois figurants se sont noyés.", ["trois"]),
        ("Au village de « La Bonne Espérance », deux enfants sont tués par une mine.", ["deux"]),
        ("À Manille, le typhon « Ada » fait neuf morts.", ["neuf"]),
        ("Dans l'hôtel « Le Royal », douze clients meurent dans un incendie.", ["douze"]),
        ("Dans « Le Monde », le ministre reconnaît douze morts.", ["douze"]),
        ("« Tout a brûlé » raconte le maire : neuf morts.", ["neuf"]),
        ("« Liberté pour tous » se termine par une charge : sept manifestants sont tués.", ["sept"]),
        ("Le spectacle « Son et Lumière » tourne au drame : deux artificiers sont tués.", ["deux"]),
        ("Le livre « Nuit de feu » raconte comment neuf mineurs sont morts en 1987.", ["neuf"]),
    ],
)
def test_ce_qui_arrive_vraiment_est_dit(text: str, figures: list[str]) -> None:
    assert not is_plot(text, "fr")
    assert told(text, "fr") == figures


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("The novel follows a family of fishermen, two of whom drown in the opening chapter.", "en"),
        ("The novel, the second volume of the saga, has a chapter in which nine sailors are killed.", "en"),
        ("Olsen's debut novel begins with a landslide that buries a school and 40 children.", "en"),
        ("The series, set in a mining town in 1911, opens with an explosion that kills 83 men.", "en"),
        ("The play, in which two sisters drown, returns on Monday.", "en"),
        ("Reviewers praised the scene in which 30 sailors drown without a word.", "en"),
        ("A sketch in which five ministers drown in soup drew the loudest laugh.", "en"),
        ("A novel set in a mountain valley follows a priest who buries 40 people.", "en"),
        ("Her film ends on a sequence in which six divers drown.", "en"),
        ("The exercise supposed a derailment, with 30 dead and 90 wounded.", "en"),
        ("In the diorama, eleven tin soldiers lie dead on a painted field.", "en"),
        ("Le roman suit une famille de pêcheurs dont deux fils se noient dès le premier chapitre.", "fr"),
        ("Son premier roman commence par un éboulement qui ensevelit une école et 40 enfants.", "fr"),
        ("La série, située dans un bourg minier en 1911, s'ouvre sur un coup de grisou qui tue 83 hommes.", "fr"),
        ("La pièce, où quatre sœurs se noient, est annulée.", "fr"),
        ("La critique a salué la scène où trente marins se noient sans un mot.", "fr"),
        ("Le film s'achève sur une séquence où six plongeurs se noient.", "fr"),
        ("Ce roman situé dans une haute vallée suit un curé qui enterre 40 personnes.", "fr"),
        ("L'exercice supposait un déraillement, avec 30 morts et 90 blessés.", "fr"),
        ("Dans le diorama, onze soldats de plomb gisent, morts, sur un champ peint.", "fr"),
    ],
)
def test_a_work_without_a_title_tells_its_plot_too(text: str, language: str) -> None:
    assert told(text, language) == []


@pytest.mark.parametrize(
    ("text", "language", "figures"),
    [
        ("The film follows the rescue of a crew whose two divers were killed in March.", "en", ["two"]),
        ("The film, in which two stuntmen were killed, opens on Friday.", "en", ["two"]),
        ("A scene in which nine people were killed is still sealed off.", "en", ["nine"]),
        ("The opera house, set in a park, burned on Monday, killing nine people.", "en", ["nine"]),
        ("The opera opens with a minute's silence for three stagehands killed on Monday.", "en", ["three"]),
        ("The tragedy, set in motion by a spark, kills nine people.", "en", ["nine"]),
        ("The sequel opens on Friday, a month after a stunt killed seven extras.", "en", ["seven"]),
        ("Nine people died in the fire; the play, in which four sisters drown, is cancelled.", "en", ["Nine"]),
        ("The museum of waxworks caught fire, killing 12 visitors.", "en", ["12"]),
        ("Police study the sequence in which two officers are shot and killed.", "en", ["two"]),
        ("The scene in which nine people lie dead shocks rescuers.", "en", ["nine"]),
        ("Viewers saw the sequence in which two officers are shot and killed live.", "en", ["two"]),
        ("The episode, in which three prisoners are wounded by guards, is reviewed.", "en", ["three"]),
        ("A new chapter, in which 40 people are killed every week, opens in the war.", "en", ["40"]),
        ("The musical has lost three of its dancers in the crash.", "en", ["three"]),
        ("A series set at the fort is halted after two riders die.", "en", ["two"]),
        ("A musical set on a barge sinks and nine actors drown, police say.", "en", ["nine"]),
        ("The ballet of drones ends badly and kills two onlookers.", "en", ["two"]),
        ("Le film, où deux cascadeurs sont morts, sort vendredi.", "fr", ["deux"]),
        ("La scène où neuf personnes ont été tuées est toujours bouclée.", "fr", ["neuf"]),
        ("La pièce où gisent sept corps est fermée à clé.", "fr", ["sept"]),
        ("Le drame de la rue Haute, situé dans un quartier pauvre, a fait neuf morts.", "fr", ["neuf"]),
        ("Le festival s'ouvre sur un hommage à douze critiques tués dans l'accident.", "fr", ["douze"]),
        ("L'opéra de Bologne brûle, neuf spectateurs meurent.", "fr", ["neuf"]),
        ("Neuf personnes sont mortes ; la pièce, où quatre sœurs se noient, est annulée.", "fr", ["Neuf"]),
        ("Le musée de cire a pris feu, tuant 12 visiteurs.", "fr", ["12"]),
        ("La pièce située au sous-sol explose : trois ouvriers sont tués.", "fr", ["trois"]),
        ("Le jeu situé au sommet de la tour s'effondre et tue deux enfants.", "fr", ["deux"]),
        ("La scène où deux hommes sont tués par balles est bouclée par la police.", "fr", ["deux"]),
        ("La police étudie la séquence où deux agents sont abattus.", "fr", ["deux"]),
        ("C'est une nouvelle scène où douze migrants meurent noyés.", "fr", ["douze"]),
        ("La série noire continue : un épisode où trois ouvriers meurent.", "fr", ["trois"]),
        ("Dans « Le Monde », la police compte douze morts.", "fr", ["douze"]),
    ],
)
def test_what_befalls_people_beside_a_work_is_told(text: str, language: str, figures: list[str]) -> None:
    assert told(text, language) == figures
