"""Figures of people whom a sentence of harm does not harm: wholes, the denied, the spared, the base of a rate.

They are asked for with somebody who takes whatever it is asked about for a toll: what is not told was turned away.
"""

import pytest

from moderation.screening.values import Effect
from tests.screening.believing import told


@pytest.mark.parametrize(
    ("language", "sentence"),
    [
        ("en", "Half of the 40 passengers died."),
        ("en", "About a third of the 30 guests were killed when the roof fell in."),
        ("en", "Two thirds of the 45 residents were injured when the floor gave way."),
        ("en", "All but two of the nine climbers died."),
        ("en", "All but one of the 14 crew drowned."),
        ("en", "The slide killed most of the 60 workers."),
        ("en", "In the village 90 percent of the 300 pupils were killed."),
        ("en", "Two of the five crew were pulled out alive; the others had drowned."),
        ("en", "The airline posted heavy losses for a third year."),
        ("en", "The party suffered heavy losses in local elections."),
        ("en", "Retailers reported significant losses after the floods."),
        ("fr", "Les épargnants ont subi de lourdes pertes."),
        ("fr", "Le parti a subi de lourdes pertes aux municipales."),
        ("fr", "L'élevage déplore de nombreuses pertes."),
        ("fr", "La moitié des 40 passagers sont morts."),
        ("fr", "Un tiers des 30 occupants ont péri."),
        ("fr", "Les trois quarts des 24 randonneurs ont été blessés par la foudre."),
        ("fr", "Tous les alpinistes sauf deux sont morts."),
        ("fr", "Toutes sauf deux des neuf skieuses sont mortes."),
        ("fr", "La coulée a tué la plupart des 60 ouvriers."),
        ("fr", "Dans le village, 90 % des 300 élèves ont été tués."),
    ],
)
def test_a_whole_of_which_a_share_was_harmed_is_no_toll(language: str, sentence: str) -> None:
    assert told(sentence, language) == []


@pytest.mark.parametrize(
    ("language", "sentence", "figures"),
    [
        ("en", "Nine miners were killed and 14 managed to escape, the agency said.", ["Nine"]),
        ("en", "Two swam ashore, but the other three drowned.", ["three"]),
        ("en", "Four tenants managed to escape with burns.", ["Four"]),
        ("en", "Four tenants escaped but were badly burned.", ["Four"]),
        ("en", "Eight were killed, but one official, who asked not to be named, said the total would rise.", ["Eight"]),
        ("en", "Half of the 40 dead were children.", ["40"]),
        ("en", "Most of the 13 people who have died were nurses.", ["13"]),
        ("en", "A third of the 60 guests killed were from Perran.", ["60"]),
        ("en", "All of the 45 residents were injured.", ["45"]),
        ("en", "Three of the 40 passengers died.", ["Three"]),
        ("en", "Half a dozen of the 40 passengers died.", ["Half a dozen"]),
        ("en", "On the tenth of this month 70 worshippers were killed.", ["70"]),
        ("en", "The brigade suffered heavy losses near the river.", ["heavy"]),
        ("en", "The battle lasted all night. Both sides took heavy losses.", ["heavy"]),
        ("fr", "La brigade a subi de lourdes pertes près du fleuve.", ["de lourdes"]),
        ("fr", "Les combats ont duré toute la nuit. Les deux camps ont subi de lourdes pertes.", ["de lourdes"]),
        ("fr", "On déplore de nombreuses pertes humaines.", ["de nombreuses"]),
        ("fr", "La moitié des 40 morts sont des enfants.", ["40"]),
        ("fr", "La plupart des 13 personnes tuées étaient des infirmières.", ["13"]),
        ("fr", "Les 45 résidents ont tous été blessés.", ["45"]),
        ("fr", "Trois des 40 passagers sont morts.", ["Trois"]),
        ("fr", "Tous sont remontés, sauf deux, que l'on cherche encore.", ["deux"]),
    ],
)
def test_the_harmed_of_whom_a_share_is_told_are_a_toll(language: str, sentence: str, figures: list[str]) -> None:
    assert told(sentence, language) == figures


@pytest.mark.parametrize(
    ("language", "sentence"),
    [
        ("en", "The ministry denied that 14 soldiers had been killed near Keld."),
        ("en", "The ministry denied reports that 14 soldiers and two guides had been killed."),
        ("en", "The army denied the death of 14 soldiers."),
        ("en", "The firm dismissed rumours of 14 deaths."),
        ("en", "It is not true that 14 soldiers were killed."),
        ("en", "The army denied losing 14 soldiers."),
        ("fr", "L'armée a démenti que 14 soldats aient été tués."),
        ("fr", "L'armée a démenti la mort de 14 soldats et de deux guides."),
        ("fr", "Le ministère dément les informations selon lesquelles 14 soldats ont été tués."),
        ("fr", "Le préfet a nié la mort de 14 villageois."),
        ("fr", "La mairie a démenti la rumeur de douze morts."),
        ("fr", "Il est faux que 14 soldats aient été tués."),
    ],
)
def test_a_figure_denied_is_no_toll(language: str, sentence: str) -> None:
    assert told(sentence, language) == []


@pytest.mark.parametrize(
    ("language", "sentence", "figures"),
    [
        ("en", "The ministry denied that 14 soldiers had been killed, but said that two had died.", ["two"]),
        ("en", "The ministry denied that the road was closed after 14 soldiers had been killed.", ["14"]),
        ("en", "The army denied responsibility for the strike that killed 14 villagers.", ["14"]),
        ("en", "He denies murdering three guards.", ["three"]),
        ("en", "The ministry confirmed reports that 14 soldiers had been killed.", ["14"]),
        ("en", "The minister did not deny that 14 soldiers had been killed.", ["14"]),
        ("fr", "L'armée a démenti la mort de 14 soldats, mais reconnu deux blessés.", ["deux"]),
        ("fr", "L'armée a démenti toute responsabilité dans la frappe qui a tué 14 villageois.", ["14"]),
        ("fr", "L'armée a démenti être à l'origine de la mort de 14 villageois.", ["14"]),
        ("fr", "Elle nie le meurtre de trois gardes.", ["trois"]),
        ("fr", "Le ministère n'a pas démenti la mort de 14 soldats.", ["14"]),
        ("fr", "Le maire a confirmé la mort de 14 villageois.", ["14"]),
    ],
)
def test_a_denial_of_something_else_leaves_the_toll(language: str, sentence: str, figures: list[str]) -> None:
    assert told(sentence, language) == figures


@pytest.mark.parametrize(
    ("language", "sentence", "figures"),
    [
        ("en", "The floods affected 1.2 million people and killed 34.", ["34"]),
        ("en", "The fever has infected 2,300 people and killed 41.", ["41"]),
        ("en", "The mob attacked nine guards, killing two.", ["two"]),
        ("en", "The slide swept away nine skiers, killing three.", ["three"]),
        ("en", "The quake left 1,000 homeless and 14 dead.", ["14"]),
        ("fr", "Les inondations ont touché 1,2 million de personnes et en ont tué 34.", ["34"]),
        ("fr", "Le séisme a déplacé 900 personnes et tué 34 bergers.", ["34"]),
        ("fr", "L'avalanche a emporté quatre skieurs, en tuant deux.", ["deux"]),
        ("fr", "La coulée a enseveli neuf ouvriers, tuant trois d'entre eux.", ["trois"]),
        ("fr", "Le séisme a fait plus de 1 000 sans-abri et quatorze morts.", ["quatorze"]),
    ],
)
def test_the_second_verb_harms_only_whom_it_counts(language: str, sentence: str, figures: list[str]) -> None:
    assert told(sentence, language) == figures


@pytest.mark.parametrize(
    ("language", "sentence", "figures"),
    [
        ("en", "The blast wounded 12 people and killed 34.", ["12", "34"]),
        ("en", "Gunmen seized 40 pupils and killed two.", ["40", "two"]),
        ("en", "The slide swept away nine skiers.", ["nine"]),
        ("en", "The strike wounded nine guards, killing three others.", ["nine", "three"]),
        ("en", "The blast left 14 dead and 30 injured.", ["14", "30"]),
        ("fr", "L'explosion a blessé douze personnes et en a tué trois.", ["douze", "trois"]),
        ("fr", "Les assaillants ont enlevé 40 élèves et tué deux gardiens.", ["40", "deux"]),
        ("fr", "L'avalanche a emporté quatre skieurs, tous morts sur le coup.", ["quatre"]),
        ("fr", "La coulée a enseveli neuf ouvriers.", ["neuf"]),
        ("fr", "Le séisme a fait 30 blessés et quatorze morts.", ["30", "quatorze"]),
    ],
)
def test_two_verbs_of_harm_count_both(language: str, sentence: str, figures: list[str]) -> None:
    assert told(sentence, language) == figures


@pytest.mark.parametrize(
    ("language", "sentence"),
    [
        ("fr", "Sans ce barrage, six cents habitants seraient morts."),
        ("fr", "Sans l'alarme, quarante clients et deux gardiens auraient été tués."),
        ("fr", "Quarante clients seraient morts sans l'intervention des pompiers."),
        ("fr", "Si le car était parti à l'heure, trente élèves auraient été tués."),
        ("fr", "Si le toit était tombé plus tôt, quarante clients seraient morts."),
        ("en", "The law provides for ten years where two people are killed."),
        ("en", "The offence carries a life term when two people are killed or ten injured."),
        ("en", "Causing the death of two people is punishable by ten years."),
        ("en", "The code punishes a driver who kills two people."),
        ("fr", "La loi prévoit dix ans de prison lorsque deux personnes sont tuées."),
        ("fr", "Le code punit de dix ans le conducteur qui tue deux personnes."),
        ("fr", "Un accident est dit majeur dès lors que cinq personnes sont tuées ou dix blessées."),
        ("fr", "Est puni de vingt ans le fait de causer la mort de deux personnes."),
    ],
)
def test_what_would_have_happened_and_what_a_law_provides_for_harms_nobody(language: str, sentence: str) -> None:
    assert told(sentence, language) == []


@pytest.mark.parametrize(
    ("language", "sentence", "figures"),
    [
        ("fr", "Six cents habitants seraient morts.", ["Six cents"]),
        ("fr", "Sans prévenir, le toit s'est effondré et quarante clients sont morts.", ["quarante"]),
        ("fr", "Sans l'alarme, l'incendie, qui a tué douze personnes, aurait gagné la clinique.", ["douze"]),
        ("fr", "Douze mineurs seraient morts sans la moindre assistance.", ["Douze"]),
        ("fr", "Neuf bergers auraient été tués et deux seraient morts de froid.", ["Neuf", "deux"]),
        ("en", "He was sentenced to ten years for the crash, in which two people were killed.", ["two"]),
        ("en", "The offence carries a life term; two people were killed in the crash.", ["two"]),
        ("en", "The charge was brought after two people were killed.", ["two"]),
        ("fr", "L'homme est passible de vingt ans de prison pour avoir tué deux personnes.", ["deux"]),
        ("fr", "La loi punit l'excès de vitesse, qui a tué deux personnes lundi.", ["deux"]),
    ],
)
def test_what_is_hedged_or_brought_before_a_court_happened(language: str, sentence: str, figures: list[str]) -> None:
    assert told(sentence, language) == figures


@pytest.mark.parametrize(
    ("language", "sentence"),
    [
        ("en", "The north records two deaths per 100,000 people."),
        ("en", "The north had two deaths for every 1,000 births."),
        ("en", "The north had 12 deaths in the valleys per million."),
        ("en", "Two in 100,000 died of the fever."),
        ("fr", "Le nord enregistre deux morts pour 100 000 habitants."),
        ("fr", "On compte neuf décès sur 1 000 naissances."),
        ("fr", "Le canton compte trois décès par million d'habitants."),
    ],
)
def test_a_rate_is_no_toll(language: str, sentence: str) -> None:
    assert told(sentence, language) == []


@pytest.mark.parametrize(
    ("language", "sentence", "figures"),
    [
        ("en", "Five deaths among 67 patients were counted.", ["Five"]),
        ("en", "Two deaths among 40 people injured in the crush were confirmed.", ["Two", "40"]),
        ("en", "The agency counts 12 deaths per day on the roads.", ["12"]),
        ("en", "Police found two bodies in 100 metres of ditch.", ["two"]),
        ("fr", "Le district compte cinq morts pour 67 malades.", ["cinq"]),
        ("fr", "On compte deux morts parmi 40 passagers blessés.", ["deux", "40"]),
        ("fr", "On compte deux morts sur 100 mètres de piste.", ["deux"]),
        ("fr", "La route a tué douze personnes pour 100 kilomètres de virages.", ["douze"]),
    ],
)
def test_the_dead_among_the_sick_are_a_toll_and_the_sick_are_none(
    language: str, sentence: str, figures: list[str]
) -> None:
    assert told(sentence, language) == figures


@pytest.mark.parametrize(
    ("language", "sentence"),
    [
        ("fr", "Les gendarmes recherchent toujours deux suspects."),
        ("fr", "Trois tireurs sont toujours recherchés."),
        ("en", "Two gunmen were still missing on Monday."),
        ("en", "Two accomplices are still unaccounted for."),
    ],
)
def test_whom_police_look_for_nobody_makes_missing(language: str, sentence: str) -> None:
    assert told(sentence, language, Effect.MISSING) == []


@pytest.mark.parametrize(
    ("sentence", "figures"),
    [
        ("Six gunmen killed the judge.", []),
        ("Two of the guards murdered a prisoner.", []),
        ("Three cousins who murdered a moneylender were hanged.", []),
        ("Six gunmen killed 14 worshippers.", ["14"]),
        ("Fourteen worshippers were shot dead by six gunmen.", ["Fourteen"]),
        ("One man was stabbed to death by three youths.", ["One"]),
        ("Six people were killed the day the dam burst.", ["Six"]),
        ("A warden was killed alongside two colleagues.", ["two"]),
        ("Two fishermen said twelve people had drowned.", ["twelve"]),
        ("Three relatives told reporters that twelve people had died.", ["twelve"]),
        ("Two people confirmed dead, twelve hurt in crash", ["Two", "twelve"]),
    ],
)
def test_whoever_harms_somebody_or_tells_of_it_is_no_toll(sentence: str, figures: list[str]) -> None:
    assert told(sentence, "en") == figures


@pytest.mark.parametrize(
    ("sentence", "figures"),
    [
        ("Nine injured passengers were led to safety through the tunnel.", ["Nine"]),
        ("Four climbers feared dead were found alive.", []),
        ("Nine passengers feared dead were led to safety.", []),
        ("Nine passengers were led to safety through the tunnel.", []),
    ],
)
def test_the_injured_who_reach_safety_are_injured(sentence: str, figures: list[str]) -> None:
    assert told(sentence, "en", Effect.INJURED) == figures
