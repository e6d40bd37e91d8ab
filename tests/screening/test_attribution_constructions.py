"""Constructions by which copy says whose figure it is: led infinitives, tags, bare counts, names set off, pronouns."""

import pytest

from tests.screening.speaking import grade_of

ENGLISH = [
    # a tag before a colon closes one clause and opens the next
    ("[Six] weavers were abducted, the guild said: four men and two women.", "named"),
    ("Six weavers were abducted, the guild said: [four] men and two women.", "named"),
    ("After the blast that killed [six], the guild said: the looms are safe.", "none"),
    ("When the roof fell and killed [six], the guild said: nobody told us.", "none"),
    # a breakdown behind a dash or in brackets vouches for nothing
    ("[Nine] weavers drowned - [five] men and [four] women.", "none"),
    ("[Nine] weavers drowned – including [two] apprentices.", "none"),
    ("[Nine] weavers drowned ([six] Poles and [three] Danes).", "none"),
    ("[Nine] weavers drowned - coastguard.", "named"),
    ("[Nine] weavers drowned (guild officials).", "unnamed"),
    # whoever claims a deed counts nobody
    ("The blast, claimed by the Weavers' Front, killed [six] porters.", "none"),
    ("The raid that killed [six] porters was claimed by the Weavers' Front.", "none"),
    ("[Six] porters died in a raid claimed by the Weavers' Front, the guild said.", "named"),
    ("The Weavers' Front claimed [six] porters had died.", "named"),
    # a pronoun behind a preposition
    ("The mayor came by boat. According to her, [six] people had died.", "named"),
    ("According to her neighbours, [six] people had died.", "unnamed"),
    ("[Six] people had died in front of her, and the boat left.", "none"),
    # a reporting verb that another one leads to
    ("The mayor went on to say that [six] people had died.", "named"),
    ("The firm was quick to add that [six] workers had died.", "named"),
    ("The mayor went on holiday; [six] people had died.", "none"),
    ("The firm continues to sell the stoves that killed [six] people.", "none"),
    # told us, told newsmen
    ("[Six] people died, the verger of St Anne, Paul Brill, told newsmen.", "named"),
    ("[Six] children drowned last year, the Arden Trust tells us.", "named"),
    ("[Six] people died before the siren told us to run.", "none"),
    # found and think, set between marks
    ("[Six] sailors died of thirst, an inquiry later found; the owner was fined.", "named"),
    ("[Six] miners, geologists think, died in the first minute.", "unnamed"),
    ("[Six] sailors died at sea; a trawler later found the raft.", "none"),
    # a bare count
    ("The Arden Observatory has [41].", "named"),
    ("The parish register had [nine], and it was kept by a careful man.", "named"),
    ("The army had [nine] wounded.", "none"),
    ("The bulletin had it that [nine] were dead.", "named"),
    ("The company has [nine] dead to mourn.", "none"),
    # a reckoning by whoever was just named
    ("The Arden Trust keeps a list. [Forty] people have died, by its count.", "named"),
    ("A beekeeper said he had dug the graves. [Forty] people died, by his own count.", "unnamed"),
    ("[Forty] people died by its walls.", "none"),
    # a full name is found where its bearer heads the clause
    ("A medic said the ward was full. Dr Ana Brill had not slept. [Six] had died, she said.", "named"),
    ("A medic said the ward was full. Near Port Brill it rained. [Six] had died, she said.", "unnamed"),
    # papers of a court
    ("[Six] patients were poisoned, the indictment recalls.", "named"),
    ("[Six] patients were poisoned, a study recalls.", "unnamed"),
    # names that hold a verb, auxiliaries and insertions
    ("[Six] people died, the Arden State Emergency Agency said in its report.", "named"),
    ("The Red Crescent has since put the dead at [six].", "named"),
    ("The army announced the death of [six] drivers in an ambush it said it had repelled.", "named"),
    ("A council member who asked for anonymity talked of [six] dead.", "unnamed"),
    # insertions that hold figures
    ("The disaster office, which had put the dead at [14], said the search was over.", "named"),
    ("The disaster office, which mourns 14 of its own, said [six] more were dead.", "named"),
    # entries that open with the hour, credits in brackets
    ("14.31 Arden Fire Service: [two] volunteers dead near the pass.", "named"),
    ("Bus leaves road: [19] dead (police), eight hurt", "named"),
    ("Bus leaves road: 19 dead (police), [eight] hurt", "named"),
    ("Bus leaves road: [19] dead (photo), eight hurt", "none"),
    ("14.31 Near the pass: [two] volunteers dead.", "none"),
    ("[One] dead in Arden: a cyclist", "none"),
    # ", as the city announced"
    ("The figure was [16], as the fire service announced the same morning.", "named"),
    ("[Sixteen] people died, as the fire service rang its bell.", "none"),
    # its own earlier figure
    ("The trust counted again on Monday. Its figure on Sunday was [27].", "named"),
    ("The trust counted again on Monday. Its garden was [27] graves wide.", "none"),
    # lives are claimed by what kills
    ("The road claimed [14] lives in August.", "none"),
    ("The council claimed that [14] people lost their lives.", "named"),
    # hedges over an insertion, and the clause behind "and"
    ("[Three] porters, whom nobody had counted, are believed dead.", "hedged"),
    ("Four watchmen are believed to have died, and [thirteen] miners were burned.", "none"),
    ("Four watchmen are believed dead and [thirteen] hurt.", "hedged"),
    ("[Five] were led away and [one] is believed to be held still.", "none"),
    # a colon brings in a quotation
    ("The mayor was blunt: “[Six] died where they stood.”", "named"),
    ("Ana Brill, a baker: “[Six] died where they stood.”", "named"),
    ("A baker was blunt: “[Six] died where they stood.”", "unnamed"),
    ("On the wall somebody had painted: “[Six] died here.”", "none"),
    # a quotation that is a paragraph of its own goes on from the last
    ("“There was a flash,” Ana Brill said.\n“[Six] died where they stood.”", "named"),
    ("“There was a flash,” Ana Brill said.\nThe street is empty. “[Six] died where they stood.”", "none"),
    # a sentence that only backs the one before
    ("[Six] people died. So said the fire chief.", "named"),
    ("[Six] people died. That was the figure given by the fire chief.", "named"),
    ("[Six] people died. (Source: fire service)", "named"),
    ("[Six] people died. Source: residents.", "unnamed"),
    ("[Six] people died. So the fire chief shut the road, he said.", "none"),
    ("[Six] people died.\nSource: police.", "none"),
    # papers and where they were published
    ("A study published in Nature puts the dead at [six].", "named"),
    ("A study published in haste puts the dead at [six].", "unnamed"),
]

FRENCH = [
    # a breakdown behind a dash or in brackets vouches for nothing
    ("[Neuf] tisserands se sont noyés - [cinq] hommes et [quatre] femmes.", "none"),
    ("[Neuf] tisserands se sont noyés ([six] Polonais et [trois] Danois).", "none"),
    ("[Neuf] tisserands se sont noyés (gendarmerie).", "named"),
    ("Le maire s'empresse de préciser que [six] personnes sont mortes.", "named"),
    ("La société a fini par admettre la mort de [six] ouvriers.", "named"),
    ("Le maire continue de vendre les poêles qui ont tué [six] personnes.", "none"),
    ("La société tient à ses [six] morts.", "none"),
    ("[Six] détenus sont morts de faim, a dénoncé lundi la Ligue des prisonniers.", "named"),
    ("La Ligue a dénoncé lundi l'attaque qui a tué [six] détenus.", "none"),
    ("La ligue en dénombre douze. Le syndicat en trouve [dix-sept].", "named"),
    ("Le syndicat en reste à [dix-sept].", "named"),
    ("Le syndicat reste à quai, [dix-sept] marins sont morts.", "none"),
    ("Le quotidien va jusqu'à [dix-sept].", "named"),
    ("Le sentier va jusqu'à la plage où [dix-sept] marins sont morts.", "none"),
    ("La police a parlé la première. Ce dernier a ensuite annoncé [six] morts.", "named"),
    ("Un témoin a parlé le premier. Ce dernier a ensuite annoncé [six] morts.", "unnamed"),
    ("[Six] corps ont été remontés, énumère l'officier de secours Jean Brill.", "named"),
    ("[Six] corps ont été remontés, énumère un habitant du quartier Bel Air.", "unnamed"),
    ("Un curé du bourg, le père Jean Brill, évoque [six] enterrements d'enfants morts noyés.", "named"),
    ("[Six] personnes seraient mortes, selon des secouristes.", "unnamed"),
    ("[Six] personnes sont mortes, a-t-on appris auprès des pompiers.", "named"),
    ("[Six] personnes sont mortes, a écrit sur le site de la ville le maire.", "named"),
    ("[Six] patients ne marcheront plus, relève le médecin cantonal.", "named"),
    ("[Six] patients ne marcheront plus, relève un médecin.", "unnamed"),
    ("Kinshasa, qui traite la ligue de « pillarde », avance [six] morts.", "named"),
    ("Joint par l'agence, un médecin de l'hôpital, qui a requis l'anonymat, dit avoir vu [six] corps.", "unnamed"),
    ("Un curé a parlé le premier. Jeanne Brill a perdu sa ligne : [cinq] enfants tués, dit-elle.", "named"),
    ("Les gouverneurs de Brill et de Corvane ont annoncé [six] morts.", "named"),
    ("Des gouverneurs ont annoncé [six] morts.", "unnamed"),
    ("L'évêché a rendu publiques ses pertes : [six] prêtres tués.", "named"),
    ("Un car au ravin : [19] tués (police), huit blessés", "named"),
    ("Un car au ravin : 19 tués (police), [huit] blessés", "named"),
    ("Un car au ravin : [19] tués (photo), huit blessés", "none"),
    ("[Un] mort samedi à Brill : un cycliste", "none"),
    ("La ligue (opposition) évoque, elle, [six] morts et réclame une commission.", "named"),
    ("[Douze] personnes ont été tuées dans la ville, où la police a annoncé la fermeture des routes.", "none"),
    ("[Cinq] porteurs, que nul n'a déclarés, seraient morts.", "hedged"),
    ("[Quatre] sauveteurs seraient morts, mais leurs noms, s'ils existent, sont perdus.", "hedged"),
    ("S'ils avaient attendu, [quatre] sauveteurs seraient morts.", "none"),
    ("Le maire est sec : « [Six] sont morts sur place. »", "named"),
    ("Ana Brill, boulangère : « [Six] sont morts sur place. »", "named"),
    ("Sur le mur, on a peint : « [Six] sont morts ici. »", "none"),
    ("[Six] personnes sont mortes. C'est le bilan donné par la police.", "named"),
    ("[Six] personnes sont mortes. C'est le bilan le plus lourd depuis dix ans.", "none"),
    ("[Six] morts. Source : pompiers.", "named"),
    ("Pour la police, le bilan est de [six] morts.", "named"),
    ("Pour Ana Brill, de l'université d'Arden, ils sont [six].", "named"),
    ("Pour rejoindre la police, [six] personnes sont mortes de froid.", "none"),
    ("Pour les familles, [six] morts sont de trop.", "none"),
    ("Selon une étude parue dans Nature, [six] enfants sont morts.", "named"),
    ("Selon une étude parue dans la hâte, [six] enfants sont morts.", "unnamed"),
]


@pytest.mark.parametrize(("marked", "grade"), ENGLISH)
def test_a_construction_says_whose_figure_it_is(marked: str, grade: str) -> None:
    assert grade_of(marked, "en") == grade


@pytest.mark.parametrize(("marked", "grade"), FRENCH)
def test_une_tournure_dit_de_qui_vient_le_chiffre(marked: str, grade: str) -> None:
    assert grade_of(marked, "fr") == grade
