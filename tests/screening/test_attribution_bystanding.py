"""Who speaks beside a figure, and of something else: kin of the dead, hospitals at work, those who only ask."""

import pytest

from tests.screening.speaking import grade_of, source_of

TOLD_OF_SPEAKER_EN = [
    '"The roof just went," said a clerk, Lena Fors, who lost [three] colleagues.',
    '"There was no warning," said Omar Sadiq, 41, who lost [nine] relatives.',
    '"I let go of the rope," said Nuri Halim, 29, whose [two] sons have not been found.',
    "Each spring, says Rosa Petri, whose brother was among the [31] dead, somebody rings the bell.",
    "The names were read out by Councillor Joan Ames, whose sister was among the [22] killed.",
]
TOLD_OF_SPEAKER_FR = [
    "« Personne n'est venu », dit Leïla Nasri, 39 ans, qui a perdu [deux] enfants.",
    "« On n'entendait rien », raconte le boulanger, Marc Oriol, qui a perdu [trois] collègues.",
    "« On n'entendait rien », raconte Ana Lusk, dont les [deux] fils sont portés disparus.",
]
VOUCHED_EN = [
    "[Twelve] people were killed, said the fire chief, Tom Reid, 58, who has led the service since 2019.",
    "[Twelve] people were hurt, said Ana Lund, the mayor, whose town has no hospital.",
    "The toll rose to [twelve], according to the coroner, who named none of them.",
    "Police, who had feared worse, said [twelve] people were hurt.",
]
VOUCHED_FR = [
    "[Douze] personnes ont été tuées, a dit le maire, Luc Fabre, 61 ans, qui dirige la commune depuis 2014.",
    "[Douze] personnes ont été blessées, a indiqué la préfecture, dont trois grièvement.",
    "La préfecture, qui craignait pire, dénombre [douze] blessés.",
]


@pytest.mark.parametrize("marked", TOLD_OF_SPEAKER_EN)
def test_whom_a_speaker_lost_nobody_vouches_for(marked: str) -> None:
    assert grade_of(marked, "en") == "none"


@pytest.mark.parametrize("marked", TOLD_OF_SPEAKER_FR)
def test_ceux_que_pleure_qui_parle_ne_sont_attestes_par_personne(marked: str) -> None:
    assert grade_of(marked, "fr") == "none"


@pytest.mark.parametrize("marked", VOUCHED_EN)
def test_what_is_said_of_a_speaker_leaves_his_figure(marked: str) -> None:
    assert grade_of(marked, "en") == "named"


@pytest.mark.parametrize("marked", VOUCHED_FR)
def test_ce_qu_on_dit_de_qui_parle_lui_laisse_son_chiffre(marked: str) -> None:
    assert grade_of(marked, "fr") == "named"


@pytest.mark.parametrize(
    ("marked", "grade"),
    [
        ("The lakeside hospital has admitted [more than 400] wounded since Monday.", "none"),
        ("Marle General Hospital admitted [fourteen] of the passengers.", "none"),
        ("Hospitals in the capital admitted [90] people with burns.", "none"),
        ("The hospital admitted [three] deaths from the drug.", "named"),
        ("The clinic admitted on Friday that [three] patients had died of the drug.", "named"),
        ("The army admitted [14] dead.", "named"),
    ],
)
def test_who_takes_patients_in_vouches_for_no_number(marked: str, grade: str) -> None:
    assert grade_of(marked, "en") == grade


@pytest.mark.parametrize(
    ("marked", "grade"),
    [
        ("Parliament observed a minute's silence for the [28] pilgrims killed on the road.", "none"),
        ("The despatch said nothing of the [33] prisoners who had died on the march.", "none"),
        ("The ministry gave no details of how the [two] hostages had died.", "none"),
        ("The paper asks whether the [nine] who died might have lived.", "none"),
        ("He asked for prayers for the [three] miners killed last week.", "none"),
        ("The militia boasted of fresh recruits a day after burying [13] of its own.", "none"),
        ("The police gave details of how the [two] hostages had died.", "named"),
        ("The mayor observed that [28] pilgrims had been killed on the road.", "named"),
        ("The mayor observed that [28] pilgrims had died in silence.", "named"),
        ("The militia boasted of [13] dead a day after the raid.", "named"),
        ("The ministry, asked for a figure, said [nine] had died.", "named"),
    ],
)
def test_who_asks_or_keeps_silent_does_not_tell(marked: str, grade: str) -> None:
    assert grade_of(marked, "en") == grade


@pytest.mark.parametrize(
    ("marked", "grade"),
    [
        ("La mairie a observé une minute de silence pour les [dix] mineurs tués.", "none"),
        ("L'Écho s'indigne que les obsèques des [six] victimes aient eu lieu sans ministre.", "none"),
        ("La mairie a observé que [dix] mineurs avaient été tués.", "named"),
        ("L'Écho écrit que les obsèques des [six] victimes ont eu lieu sans ministre.", "named"),
    ],
)
def test_qui_se_recueille_ou_s_indigne_n_atteste_rien(marked: str, grade: str) -> None:
    assert grade_of(marked, "fr") == grade


@pytest.mark.parametrize(
    ("marked", "grade"),
    [
        ("Locked exit blamed as [36] die in shoe factory", "none"),
        ("Speed blamed after [four] found dead in car", "none"),
        ("Coroner blames heater for [three] deaths", "named"),
        ("Police blame fog for pile-up that killed [six]", "named"),
        ("Lorry falls into ravine near border post: [8] dead", "none"),
        ("Border police: [8] dead in lorry fall", "named"),
    ],
)
def test_a_headline_blames_without_a_source(marked: str, grade: str) -> None:
    assert grade_of(marked, "en") == grade


@pytest.mark.parametrize(
    ("marked", "grade"),
    [
        ("Siège de la préfecture : [28] morts dans la nuit", "none"),
        ("Bilan de ce coup de filet : [sept] morts.", "none"),
        ("Le chêne s'est abattu, écrasant [trois] promeneurs : sa femme et ses filles.", "none"),
        ("Porte-parole de la police : [28] morts dans l'incendie", "named"),
        ("[Douze] morts, bilan de la préfecture.", "named"),
        ("Le chêne s'est abattu, écrasant [trois] promeneurs : la police", "named"),
    ],
)
def test_un_titre_ne_fait_pas_parler_ce_dont_il_parle(marked: str, grade: str) -> None:
    assert grade_of(marked, "fr") == grade


@pytest.mark.parametrize(
    ("marked", "grade"),
    [
        ("Un an et demi après l'explosion, qui avait tué [trois] ouvriers, l'inspection a rendu son rapport.", "none"),
        ("Une semaine après la secousse qui a tué [900] personnes, des habitantes racontent.", "none"),
        ("La digue a cédé et [vingt] élèves sont morts, alors que la météo, dit le ministre, avait prévenu.", "none"),
        ("Le conflit a fait [quarante] morts et provoqué, selon l'ONU, la pire crise du siècle.", "none"),
        ("Une semaine après la secousse, [900] personnes sont mortes, racontent des habitantes.", "unnamed"),
        ("Le conflit a fait [quarante] morts et, selon l'ONU, la pire crise du siècle est à venir.", "none"),
        ("Le conflit a fait [quarante] morts et provoqué la pire crise du siècle, selon l'ONU.", "named"),
        ("Alors que la météo avait prévenu, [vingt] élèves sont morts, dit le ministre.", "named"),
    ],
)
def test_qui_parle_d_une_autre_proposition_laisse_le_chiffre(marked: str, grade: str) -> None:
    assert grade_of(marked, "fr") == grade


@pytest.mark.parametrize(
    ("marked", "source"),
    [
        ("[Two] acrobats were badly hurt, the ringmaster, Ivo Marek, told local radio.", "the ringmaster, Ivo Marek"),
        ("[Five] people were hurt, the secretary, Hugo Lira, said on social media.", "the secretary, Hugo Lira"),
        ("[Six] people were hurt, said local radio, a station of the ringmaster's.", "local radio"),
    ],
)
def test_who_is_told_does_not_tell(marked: str, source: str) -> None:
    assert source_of(marked, "en") == source


@pytest.mark.parametrize(
    ("marked", "source"),
    [
        ("L'attaque a été revendiquée par les talibans, qui affirment avoir tué [35] militaires.", "les talibans"),
        ("« Il y a [huit] blessés », dit le commissaire Oyel de l'attaque.", "le commissaire Oyel de l'attaque"),
        ("[Deux] décès sont à déplorer, précise l'agence de santé : un enfant et un adulte.", "l'agence de santé"),
        ("La protection civile a fait état, peu avant midi, de [41] morts.", "La protection civile"),
        ("La police fait à présent état de [six] blessés.", "La police"),
        ("[Six] riverains ont été blessés, fait toutefois savoir l'hôpital.", "l'hôpital"),
        ("La préfecture n'en a retenu que [neuf] morts.", "La préfecture"),
        ("Le maire observe que [douze] personnes sont mortes en silence.", "Le maire"),
        ("[Douze] personnes ont été tuées, a dit « avec tristesse » le maire.", "le maire"),
        ("[Douze] personnes ont été tuées, a indiqué mardi « sous réserve » le procureur.", "le procureur"),
        ("Le bilan, mis à jour lundi par le ministère, est de [vingt] morts.", "le ministère"),
        ("La directrice du CHU avance un chiffre plus élevé : [vingt] morts.", "La directrice du CHU"),
    ],
)
def test_qui_donne_le_chiffre_est_entendu(marked: str, source: str) -> None:
    assert source_of(marked, "fr") == source


@pytest.mark.parametrize(
    "marked",
    [
        "Il est maintenant de [133] morts, alors que le gouvernement s'en tient à quarante.",
        "Le groupe retient [dix] otages.",
        "L'attaque a été revendiquée par les talibans, qui ont tué [35] militaires.",
        "Le tireur, arrêté lundi par la police, a tué [vingt] personnes.",
        "L'hôpital a été mis à jour et [vingt] blessés y sont soignés.",
        "Le ministre raconte la scène dans un livre paru lundi. [Dix] personnes sont mortes.",
        "Le secrétaire, dans un communiqué, a condamné « avec fermeté » cette attaque qui a tué [six] employés.",
        "Le commissaire a inauguré un poste à l'endroit où [huit] personnes ont été tuées.",
        "Le ministre a qualifié de « lâche » l'attaque qui a tué [six] employés.",
        "Les députés ont observé une minute de silence pour les [28] morts.",
    ],
)
def test_qui_ne_donne_pas_le_chiffre_ne_l_atteste_pas(marked: str) -> None:
    assert grade_of(marked, "fr") == "none"


@pytest.mark.parametrize(
    ("marked", "grade"),
    [
        ("Il est rejugé pour homicide involontaire sur [treize] marins.", "named"),
        ("L'ancien policier comparaîtra en novembre pour le meurtre de [deux] jeunes gens.", "named"),
        ("Le tribunal a infligé deux ans au patron pour l'homicide involontaire de [deux] matelots.", "named"),
        ("Le juge a infligé une amende au patron ; [deux] matelots étaient morts.", "none"),
        ("Il comparaîtra en novembre, et [deux] jeunes gens sont morts.", "none"),
        ("La pièce sera rejouée pour les [treize] marins morts.", "none"),
    ],
)
def test_la_justice_repond_de_qui_elle_juge(marked: str, grade: str) -> None:
    assert grade_of(marked, "fr") == grade


@pytest.mark.parametrize(
    ("marked", "grade"),
    [
        ("The Red Cross has a list of [1,316] dead.", "named"),
        ("The channel showed [eight] captured soldiers in blankets.", "none"),
        ("The register shows [58] burials in three days.", "named"),
        ("The fault was tied to [six] deaths by the road safety board.", "named"),
        ("The Red Cross has a tent beside the [1,316] dead.", "none"),
        ("The fault was mended before [six] people died.", "none"),
    ],
)
def test_who_keeps_the_list_counts_and_a_screen_does_not(marked: str, grade: str) -> None:
    assert grade_of(marked, "en") == grade
