"""Grades of figures in French copy: every way a sentence names its source, hedges, or names nobody."""

import pytest

from tests.screening.speaking import grade_of


@pytest.mark.parametrize(
    "marked",
    [
        "Au moins [12] personnes ont été tuées dans l'explosion, a indiqué lundi la police.",
        "Le bilan s'est alourdi à [45] morts, a annoncé le ministère de la Santé.",
        "[Trois] mineurs sont morts, a confirmé la compagnie dans un communiqué publié sur son site.",
        "Claire Aubrac, porte-parole des pompiers, a précisé que [deux] sauveteurs avaient été blessés.",
        "« Nous avons retrouvé [neuf] corps », a dit le chef des secours, Tom Arden.",
        "« Nous avons retrouvé neuf corps. Il y en a [quatre] autres sous le toit », a déclaré M. Arden à la presse.",
        "« Nous avons retrouvé neuf corps », a déclaré M. Arden. « Il y en a [quatre] autres sous le toit. »",
        "Selon la Croix-Rouge, [30] personnes sont portées disparues.",
        "[Trente] personnes ont disparu, selon un bilan de la Croix-Rouge.",
        "Le gouverneur, qui a survolé la zone, évalue à [17] le nombre de morts.",
        "Dans son bulletin hebdomadaire, l'OMS fait état de [140] décès dus au choléra.",
        "[Six] morts dans l'incendie d'un marché (police)",
        "[Six] morts dans l'incendie d'un marché – préfecture",
        "Incendie d'un marché : [six] morts, selon la préfecture",
        "Un communiqué de la police fait état de [cinq] agents blessés.",
        "Il est mis en examen pour avoir tué [trois] étudiants.",
        "Deux frères ont été condamnés pour le meurtre de [quatre] commerçants.",
        "La police impute au groupe l'attentat qui a tué [20] personnes.",
        "L'armée a affirmé avoir tué 40 insurgés et en avoir capturé [sept].",
        (
            "Le porte-parole du ministère, le colonel Ravi Dolan, a déclaré à la télévision que [onze] "
            "soldats étaient morts."
        ),
        "La compagnie a confirmé que [deux] membres de l'équipage figuraient parmi les morts.",
        "Amnesty International a recensé [57] manifestants tués.",
        "L'hôpital a reçu [31] corps, a dit son directeur.",
        "Les Nations unies estiment que [2 000] civils sont morts depuis mai.",
        "Comme l'a rappelé le maire, [quatre] ouvriers sont morts sur ce chantier.",
        "[Deux] personnes sont mortes, rapporte Reuters citant le gouverneur.",
        "Des données du ministère montrent que [311] personnes sont mortes l'an dernier.",
        "Le bilan, a ajouté le préfet, est de [19] morts.",
        "Médecins sans frontières a dit avoir soigné [70] blessés.",
        "Le procureur a expliqué que le conducteur, qui avait bu, avait perdu le contrôle, tuant [trois] piétons.",
        (
            "[Huit] randonneurs sont morts ce week-end, a fait savoir lundi la police cantonale dans "
            "un communiqué, dont deux guides."
        ),
        "Huit randonneurs sont morts ce week-end, a fait savoir lundi la police cantonale, dont [deux] guides.",
        "La directrice de l'hôpital, Léna Okafor, confirme [cinq] décès.",
        "[Cinq] personnes sont mortes, dit Léna Okafor, directrice de l'hôpital.",
        "Mme Okafor, 52 ans, qui dirige la clinique, dit avoir enterré [cinq] patients.",
        "Le ministère dément avoir perdu un hélicoptère mais reconnaît [deux] blessés.",
        "« Ils ont tué [deux] de mes cousins », raconte par téléphone Amina Youssef, institutrice.",
        "La police a arrêté un homme soupçonné d'avoir tué [cinq] personnes.",
        "Dans un rapport publié jeudi, Human Rights Watch affirme que [86] villageois ont été exécutés.",
        "Le Premier ministre, Oskar Lindh, a précisé vendredi que [trois] Danois comptaient parmi les morts.",
        "L'inspection a établi que [12] patients étaient morts faute de soins.",
        "Le chiffre de [38] morts a été donné par la protection civile.",
        "Les rebelles revendiquent la mort de [15] soldats.",
        "[Quinze] soldats ont été tués dans l'embuscade, ont affirmé les rebelles.",
        "La télévision d'État a fait état de [quatre] blessés.",
        "D'après le dernier bilan de l'OMS, [140] personnes sont mortes.",
        "Le séisme a fait 40 morts, dont [douze] enfants, d'après la protection civile.",
        (
            "Le parquet a ouvert une enquête pour homicides involontaires et précisé que [deux] "
            "blessés étaient dans un état grave."
        ),
        (
            "Le ministère de l'Intérieur a annoncé l'explosion d'une bombe à un barrage. Il a ajouté "
            "que [trois] gardes avaient été tués."
        ),
        "L'armée a publié vendredi un communiqué. Le texte fait état de [neuf] soldats tués.",
        "La gouverneure Ana Reyes s'est rendue sur place. Elle a parlé de [neuf] disparus.",
        "[Neuf] soldats ont été tués, indique le communiqué de l'état-major.",
        "« El Faro » avance le chiffre de [neuf] morts.",
        "[Neuf] personnes ont péri, affirme le maire sur Facebook, tandis que l'hôpital n'en compte que six.",
        (
            "KERVILLE, 3 mai – [Dix-neuf] personnes ont péri dimanche dans le naufrage d'un ferry, a "
            "annoncé l'autorité maritime, révisant un premier chiffre."
        ),
        (
            "KERVILLE, 3 mai – Dix-neuf personnes ont péri, a annoncé l'autorité maritime, contre "
            "[douze] selon un décompte de la mairie."
        ),
        "« [Dix-neuf] », répond le commandant du port, Joao Belem, quand on lui demande le nombre de morts.",
        "Interrogé sur les victimes, M. Belem a donné le chiffre de [19] morts.",
        "Le bureau de M. Belem a ensuite ramené le bilan à [18] morts.",
        "« [Deux] de mes fils sont morts », dit-elle, une photo à la main.",
        "Ana Torv était dans la seconde barque. « [Deux] de mes fils sont morts », souffle-t-elle.",
        (
            "Le syndicat, qui représente 4 000 mineurs, affirme que [six] de ses membres sont morts au "
            "fond depuis janvier."
        ),
        "La police de la capitale, Arvénia, a indiqué mardi que [cinq] suspects avaient été abattus.",
        "Des tirs ont tué [quatre] habitants du faubourg de Merrin, a écrit sur Telegram le gouverneur de la région.",
        "Des tirs ont tué quatre habitants de Merrin, a écrit sur Telegram le gouverneur, et blessé [neuf] autres.",
        (
            "Devant le parlement, le chef de l'armée, le général Dario Venn, a reconnu que l'opération "
            "avait coûté la vie à [31] hommes."
        ),
        "[Vingt] morts dans l'explosion d'un marché (Croissant-Rouge)",
        "Explosion d'un marché : la Croix-Rouge fait état de [vingt] morts",
        "Une frappe tue [six] personnes, dit le gouverneur",
        "Rupture d'un barrage : [six] soldats parmi les morts, selon l'armée",
        "Un juge a condamné Tomas Reel, 34 ans, à la perpétuité pour le meurtre de [deux] sœurs.",
        "Le parquet soutient que Reel a tué [deux] sœurs en 2021.",
        "Reel est accusé d'avoir conduit la voiture qui a tué [deux] sœurs.",
        "Les autorités sanitaires de la province de Lund et l'OMS ont signalé [neuf] décès dus au virus.",
        "L'entreprise a indiqué lundi que l'explosion, qui a blessé [16] ouvriers, lui coûterait 40 millions.",
        "Un rapport interne de l'armée, consulté par notre journal, fait état de [61] morts.",
        "Les avocats des familles disent que [61] conscrits sont morts.",
        (
            "C'est l'attaque la plus meurtrière depuis 2019, quand [34] personnes avaient péri, "
            "d'après l'Institut des conflits."
        ),
        "La porte-parole du ministère a ajouté que [34] personnes étaient soignées, dont quatre en réanimation.",
        "La porte-parole a ajouté que 34 personnes étaient soignées, dont [quatre] en réanimation.",
        "« Quelle horreur ! [Trois] voisins sont morts », s'exclame Léa Brun.",
        (
            "Selon Léa Brun, qui dirige l'observatoire, et deux de ses collègues, [trois] ouvriers "
            "sont morts d'épuisement."
        ),
        "Le gouvernement reconnaît [trois] morts ; l'opposition en dénombre trente.",
        "Le gouvernement reconnaît trois morts ; l'opposition en dénombre [trente].",
        "D'après nos confrères du « Matin », [trois] ouvriers sont morts.",
        "La Cour a jugé l'État responsable de la mort de [trois] détenus.",
        "Trois hommes ont été reconnus coupables d'avoir enlevé [deux] touristes.",
        "[Six] personnes sont mortes dans un accident, a-t-on appris auprès de la police.",
        "[Six] personnes sont mortes, a-t-on appris lundi auprès des pompiers.",
        "[Six] personnes sont mortes, a appris l'AFP auprès de la gendarmerie.",
        "[Six] personnes sont mortes, a indiqué à l'AFP le maire, Paul Brin.",
        "[Six] personnes sont mortes, ont annoncé dimanche les autorités et la Croix-Rouge.",
        (
            "Au total, [six] personnes sont mortes et neuf ont été blessées, d'après un nouveau bilan "
            "communiqué par la préfecture."
        ),
        "Le bilan est désormais de [six] morts, selon un nouveau bilan de la préfecture.",
        "Six personnes sont mortes et [neuf] ont été blessées, dont deux grièvement, a précisé le parquet.",
        "Le parquet avait fait état dans un premier temps de [six] morts.",
        "Contacté par l'AFP, le parquet a confirmé [six] décès.",
        "Joint par téléphone, le maire, Paul Brin, évoque [six] morts.",
        "Dans un communiqué, l'armée affirme que [six] de ses hommes ont péri.",
        (
            "« C'est un drame. Nous déplorons [six] morts », a déclaré le ministre de l'Intérieur à "
            "son arrivée sur les lieux."
        ),
        "« Le bilan est de [six] morts », a-t-on indiqué à la préfecture.",
        "La préfecture a actualisé son bilan : [six] morts.",
        "Nouveau bilan de la préfecture : [six] morts.",
        "Bilan de la préfecture : [six] morts, neuf blessés.",
        "[Six] morts et neuf blessés : c'est le bilan donné par la préfecture.",
        "Le chef de l'agence de gestion des catastrophes, Budi Santo, a fait état de [six] morts.",
        "La télévision publique parle de [six] morts.",
        "Le New York Herald rapporte que [six] personnes sont mortes.",
        "Les secours ont retrouvé six corps, portant à [neuf] le nombre de morts, selon la protection civile.",
        "Washington a confirmé la mort de [six] soldats américains.",
        "Plus de [six] mille personnes ont été blessées, toujours selon l'OSDH.",
    ],
)
def test_a_source_one_could_call_back_is_named(marked: str) -> None:
    assert grade_of(marked, "fr") == "named"


@pytest.mark.parametrize(
    "marked",
    [
        "Des témoins ont dit que [cinq] personnes avaient été touchées par des tirs.",
        "[Cinq] personnes ont été touchées, ont rapporté des témoins.",
        "Les médias locaux font état de [12] morts.",
        "Un responsable de la sécurité, sous couvert d'anonymat, a évoqué [quatre] agents tués.",
        "Deux diplomates avancent le chiffre de [60] morts.",
        "Des habitants joints par téléphone ont parlé de [trente] corps dans les rues.",
        "[Neuf] personnes ont été tuées, selon des responsables.",
        "[Neuf] personnes ont été tuées, a-t-on appris de source hospitalière.",
        "[Neuf] personnes ont été tuées, de source policière.",
        "Une rescapée, qui a requis l'anonymat, dit avoir compté [14] corps.",
        "« J'ai vu [trois] morts », témoigne un commerçant.",
        "Des sources proches de la rébellion ont indiqué qu'elle avait perdu [dix] hommes.",
        "Un précédent bilan faisait état de [8] morts.",
        "Selon un bilan provisoire, [trois] personnes sont mortes.",
        "[Deux] personnes ont été blessées, selon les autorités locales.",
        "Selon les derniers chiffres, [40] personnes se sont noyées.",
        "Un médecin de l'hôpital principal, non autorisé à parler à la presse, a fait état de [neuf] décès.",
        "Les autorités ont indiqué que [deux] personnes étaient portées disparues.",
        "« Ils ont tué [deux] des nôtres », crie un manifestant.",
        "Des villageois affirment que les soldats ont abattu [quatre] paysans.",
        "À en croire des riverains, [deux] corps gisaient encore sur la chaussée.",
        "Un infirmier a raconté que la salle était pleine. Selon lui, [deux] enfants sont morts.",
        "Une source aéroportuaire a évoqué un crash. La même source a fait état de [cinq] morts.",
        "Un diplomate européen au fait du dossier évoque au moins [40] exécutions.",
        "Deux personnes proches de l'enquête ont assuré que [trois] techniciens étaient morts sur le coup.",
        "Certains habitants avancent le chiffre de [90] morts.",
        "« Ils en ont enterré [quarante] en un jour », raconte une femme qui refuse de donner son nom.",
        "Des rescapés décrivent [des dizaines] de corps flottant dans l'eau.",
        "[Vingt] morts dans l'explosion d'un marché (sources médicales)",
        "[Vingt] morts dans l'explosion d'un marché, selon des responsables",
        "Des médiateurs de l'Union africaine ont compté [75] corps sur place.",
        "Des informations en provenance de la zone font état de [34] morts.",
        "Le bilan, encore provisoire, est de [trois] morts, selon une source policière.",
        "[Six] personnes sont mortes, a appris l'AFP de source policière.",
        "[Six] personnes sont mortes, a-t-on appris de sources concordantes.",
        "[Six] personnes sont mortes, a indiqué à l'AFP une source proche du dossier.",
        "Une source hospitalière contactée par l'AFP a confirmé [six] décès.",
        "Plusieurs médias parlent de [six] morts.",
    ],
)
def test_a_source_nobody_could_call_back_is_unnamed(marked: str) -> None:
    assert grade_of(marked, "fr") == "unnamed"


@pytest.mark.parametrize(
    "marked",
    [
        "[Six] personnes auraient été tuées dans le raid.",
        "Il y aurait [trois] morts et plusieurs blessés.",
        "L'attaque aurait fait [dix] victimes.",
        "[Quatre] pêcheurs seraient portés disparus.",
        "On craint que [des dizaines] de personnes ne soient mortes.",
        "Le nombre de morts s'élèverait à [30].",
        "[Deux] otages se trouveraient encore dans le bâtiment, blessés.",
        "On redoute que [neuf] alpinistes n'aient péri.",
        "[Neuf] alpinistes, présumés morts, n'ont pas été retrouvés.",
        "L'explosion aurait tué [neuf] personnes.",
        "La milice aurait exécuté [neuf] prisonniers.",
        "La milice aurait exécuté un otage et [neuf] prisonniers.",
        "Selon toute vraisemblance, [six] personnes auraient péri.",
    ],
)
def test_doubt_without_a_source_is_a_hedge(marked: str) -> None:
    assert grade_of(marked, "fr") == "hedged"


@pytest.mark.parametrize(
    "marked",
    [
        "[Douze] personnes ont été tuées quand un autocar s'est renversé.",
        "[Douze] personnes ont été tuées dans la ville, où les autorités ont annoncé la fermeture des routes.",
        "Le président a condamné l'attaque qui a tué [12] personnes.",
        "Les pompiers ont dégagé [cinq] corps des décombres.",
        "L'explosion a tué [neuf] personnes. La police a bouclé le quartier.",
        "[Quarante] rebelles ont été tués lors de frappes menées par l'armée.",
        "[Trois] personnes sont mortes vendredi. Le maire a indiqué que le pont rouvrirait.",
        "La police a indiqué que la route rouvrirait. [Trois] personnes sont mortes vendredi.",
        "Le bilan est passé dimanche à [15] morts.",
        "Les hôpitaux ont soigné [60] personnes intoxiquées.",
        "On déplore [deux] morts.",
        "[Deux] personnes ont été tuées par la police.",
        "Le pont, fermé depuis un effondrement qui avait fait [six] morts, rouvre lundi.",
        "PARIS (AFP) – Un incendie a tué [six] personnes dimanche dans une maison de retraite.",
        "Une marche blanche a réuni des milliers de personnes en mémoire des [43] étudiants tués.",
        "La tempête, que les météorologues disent la plus forte depuis dix ans, a tué [8] personnes.",
        "La crue a emporté un camping, faisant [quatre] morts. Un couvre-feu a été décrété.",
        "Légende : des proches portent l'un des [six] morts. Le feu a pris à l'aube.",
        (
            "Le ferry a sombré en quelques minutes. [Dix-neuf] personnes sont mortes. « C'était fini "
            "avant qu'on comprenne », dit Ilya Brandt, qui a nagé jusqu'à la rive."
        ),
        "Une frappe tue [six] personnes près de la frontière",
        "[Six] morts et des dizaines de disparus après la rupture d'un barrage",
        "Le procès de Reel reprend lundi. L'accident avait tué [deux] sœurs.",
        "La milice a exécuté [neuf] prisonniers. Elle nie toute exaction.",
        "On a enterré jeudi [neuf] mineurs. Les autorités avaient promis une enquête.",
        "Les sauveteurs, aidés par des villageois, ont retrouvé [neuf] corps à la nuit tombée.",
        "Un médecin a soigné [neuf] des blessés dans sa cuisine.",
        "Le pont où [neuf] personnes sont mortes sera démoli.",
        "Si le barrage cédait, on pourrait compter les morts ; celui de 2019 en avait fait [neuf].",
        "Le président s'est dit triste. L'incendie a tué [34] personnes et détruit une forêt.",
        "« Quelle horreur ! », s'exclame Léa Brun, voisine. Le feu a tué [trois] locataires.",
        "Le bilan, encore provisoire, est de [trois] morts.",
        "Le ministre de l'Intérieur est arrivé sur les lieux. La tempête a fait [six] morts.",
        "Bilan : [six] morts, neuf blessés.",
        "Les secours ont retrouvé six corps, portant à [neuf] le nombre de morts.",
    ],
)
def test_a_figure_that_nobody_vouches_for_stands_alone(marked: str) -> None:
    assert grade_of(marked, "fr") == "none"


@pytest.mark.parametrize(
    "marked",
    [
        "L'attaque qui a tué [huit] soldats a été revendiquée par le Front du Morlan.",
        "L'attentat, qui a fait [12] morts, a été revendiqué jeudi par le Front du Morlan.",
        "Le Front du Morlan a revendiqué cet attentat, qui a fait [12] morts.",
        "Le Front a revendiqué une attaque qui a tué [trois] gendarmes.",
    ],
)
def test_who_claims_an_attack_vouches_for_no_figure(marked: str) -> None:
    grade = grade_of(marked, "fr")

    assert grade == "none"


@pytest.mark.parametrize(
    ("marked", "wanted"),
    [
        ("Le Front du Morlan a revendiqué la mort de [12] soldats.", "named"),
        ("Aux dires des villageois, [sept] hommes ont été exécutés.", "unnamed"),
        ("Au dire du préfet, [sept] hommes ont été exécutés.", "named"),
    ],
)
def test_who_claims_or_tells_a_figure_vouches_for_it(marked: str, wanted: str) -> None:
    grade = grade_of(marked, "fr")

    assert grade == wanted
