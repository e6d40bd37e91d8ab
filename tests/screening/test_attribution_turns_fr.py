"""Turns of French copy: what is reported and what is done, who answers for a figure and who only stands near."""

import pytest

from tests.screening.speaking import grade_of

NAMED = [
    "D'après ce que le préfet a indiqué, [douze] personnes sont mortes.",
    "Dans le rapport de l'ONU figurent [douze] exécutions.",
    "Il comparaît depuis lundi pour le meurtre de [trois] femmes.",
    "Il en est mort [douze]. C'est ce que dit Henri Vaz.",
    "Il en est mort [douze]. C'est le chiffre de la direction.",
    "L'accusé, qui comparaît pour [trois] meurtres, nie les faits.",
    "L'armée s'enorgueillit d'avoir neutralisé [douze] insurgés.",
    "L'armée se félicite d'avoir neutralisé [douze] insurgés.",
    "L'enquête de l'inspection a conclu à [douze] morts.",
    "L'état-major a livré la liste des [douze] morts.",
    "La CPI le poursuit pour le massacre de [cinq cents] villageois.",
    "La Ligue en a fait la liste : [douze] morts.",
    "Le chauffeur répondra d'homicide involontaire sur [trois] passagers.",
    "Le jugement retient [douze] victimes.",
    "Le parquet dit que les freins avaient lâché et que [douze] passagers étaient morts.",
    "Le procureur soupçonne le suspect d'avoir tué [deux] gardiens.",
    "Le préfet Jean Roux a livré un premier bilan : [douze] morts.",
    "Le registre de la paroisse porte [douze] noms de noyés.",
    "Les archives de l'hôpital gardent la trace de [douze] décès.",
    "Les insurgés se targuent d'avoir tué [douze] soldats.",
    "Les insurgés se vantent d'avoir tué [douze] soldats.",
    "On apprend auprès du parquet que [douze] personnes sont mortes.",
    "Sur la liste de la Croix-Rouge figurent [douze] disparus.",
    "Trois hommes ont été inculpés du meurtre de [deux] touristes.",
    "[Douze] morts : c'est le bilan dressé par la préfecture.",
    "[Douze] morts, chiffre de la préfecture.",
    "[Douze] personnes sont mortes, lit-on dans « Le Figaro ».",
    "[Douze] personnes sont mortes, peut-on lire dans le rapport de l'ONU.",
    "[Douze] personnes sont mortes, selon les premières constatations de la gendarmerie.",
    "[Douze] personnes sont mortes, selon un nouveau bilan des pompiers.",
    "[Douze] soldats ont été tués, croit savoir le journal Le Phare.",
    "[Quatre] personnes ont été tuées, rapporte ce matin la police cantonale.",
    "« J'ai compté [trois] corps », a déclaré à la barre l'accusé.",
    "À l'hôpital, on fait état de [douze] morts.",
    "À la morgue, on en a compté [douze].",
    "À la préfecture, on parle de [douze] morts.",
]
UNNAMED = [
    "Certains affirment que [douze] soldats ont été tués.",
    "Des ONG estiment que [deux cents] exilés ont péri cette année.",
    "L'entourage du président parle de [douze] soldats tués.",
    "L'un d'eux affirme que [douze] soldats ont été tués.",
    "L'un des survivants affirme que [douze] soldats ont été tués.",
    "La légende veut que [douze] moines aient péri.",
    "La tradition veut que [douze] moines aient péri.",
    "La télévision locale parle de [douze] morts.",
    "Le bilan fait état de [deux] morts.",
    "Les historiens s'accordent sur [douze] mille morts.",
    "Les livres d'histoire donnent [douze] mille morts.",
    "Selon plusieurs ONG, [deux cents] exilés ont péri cette année.",
    "Un rapport consulté par l'AFP note que [deux] patients sont morts.",
    "Une ONG estime que [deux cents] exilés ont péri cette année.",
    "[Douze] personnes sont mortes, peut-on lire dans un rapport.",
    "[Douze] personnes sont mortes, selon les chiffres disponibles.",
    "[Douze] soldats ont été tués, croit savoir un journal local.",
    "[Douze] soldats ont été tués, croit savoir un médecin.",
]
HEDGED = [
    "Naufrage au large du Yémen : [douze] morts présumés",
    "[Cinq] marins sont présumés noyés.",
    "[Six] personnes ont été tuées, une information qui n'a pas été confirmée.",
]
SILENT = [
    "Alors que le bilan atteint [trois] morts, le maire a annoncé la réouverture des écoles.",
    "Ces frappes portent à [186] le nombre d'enfants tués depuis mars.",
    "Des tirs de l'armée ont tué [trois] pêcheurs.",
    "Jo Lentz, 80 ans, a perdu [deux] frères au fond.",
    "Justice. [Douze] morts, dix ans d'attente",
    "L'Union africaine a dénoncé le massacre de [trente] villageois.",
    "L'alerte donnée par la préfecture est arrivée trop tard : [douze] noyés.",
    "L'attentat, qui a été revendiqué par un groupe séparatiste, a fait [trois] morts.",
    "L'attentat, revendiqué par le groupe État islamique, a fait [trois] morts.",
    "L'homme, qui aurait agi seul, a blessé [six] personnes.",
    "L'incendie, dont l'origine reste inconnue selon les pompiers, a fait [deux] morts.",
    "L'opposition accuse le pouvoir d'inaction depuis le cyclone, qui a fait [vingt] morts.",
    "La bousculade, qui a fait [dix] morts, se serait produite à l'entrée du stade.",
    "La commune a exposé les portraits des [douze] victimes.",
    "La commune pleure ses [douze] morts.",
    "La compagnie a fourni une aide aux proches des [douze] disparus.",
    "La foudre a tué [deux] randonneurs. La préfecture, elle, a levé l'alerte orange à midi.",
    "La mine a pris [douze] hommes, dont la direction paiera les obsèques.",
    "La police a diffusé un appel à témoins après l'accident qui a tué [deux] cyclistes.",
    "La préfecture a transmis le dossier des [douze] victimes au fonds de garantie.",
    "Le bilan est de [deux] morts.",
    "Le conducteur, qui a tué [deux] piétons, aurait consommé de l'alcool.",
    "Le drame, qui a fait [trois] morts, aurait pu être évité.",
    "Le gouvernement a annoncé un deuil après la mort de [douze] personnes.",
    "Le gouvernement a maintenu l'état d'urgence après l'attaque qui a tué [douze] gendarmes.",
    "Le maire a demandé la fermeture du site, où [deux] jeunes se sont noyés.",
    "Le maire a exprimé sa tristesse après la mort de [trois] habitants.",
    "Le maire a fait part de son émotion après la mort de [trois] habitants.",
    "Le maire s'est dit bouleversé par la mort de [trois] habitants.",
    "Le maire s'est dit « bouleversé » par la mort de [trois] habitants.",
    "Le maire s'est déclaré « choqué » par la mort de [trois] habitants.",
    "Le maire soutient les familles des [douze] victimes.",
    "Le ministre a évoqué une faille au lendemain de l'attaque qui a tué [douze] personnes.",
    "Le ministre s'est rendu sur les lieux de l'accident, qui a fait [quatre] morts.",
    "Le ministère a publié un décret après l'incendie qui a fait [douze] morts.",
    "Le ministère avait été prévenu du danger. [Deux] passants sont morts.",
    "Le parquet a requis dix ans contre le chauffeur du car, dont [neuf] passagers étaient morts.",
    "Le parquet de Lyon a confié l'enquête sur la mort des [trois] ouvriers à la police judiciaire.",
    "Le procureur doit tenir une conférence de presse. [Neuf] personnes sont mortes.",
    "Le procureur veut savoir pourquoi [douze] passagers sont morts.",
    "Le préfet a indiqué la fermeture du pont depuis l'accident qui a tué [deux] enfants.",
    "Le président a promis une enquête après la mort de [douze] détenus.",
    "Le président a présenté ses condoléances aux familles des [quatre] victimes.",
    "Le président s'est exprimé après la mort de [trois] habitants.",
    "Le registre est ouvert ; [douze] hommes sont morts.",
    "Le syndicat avait alerté sur l'état du pont, dont l'effondrement a tué [deux] automobilistes.",
    "Le tireur présumé a tué [cinq] passants.",
    "Le tribunal a prononcé la dissolution du club après la mort de [deux] supporters.",
    "Le village a perdu [douze] des siens.",
    "Les autorités ont retrouvé [douze] corps.",
    "Les secours ont extrait [douze] corps.",
    "Malgré les consignes données par la préfecture, [trois] pêcheurs ont pris la mer et se sont noyés.",
    "Naufrage d'un ferry : [douze] morts. AFP",
    "Ni la police ni l'hôpital n'ont confirmé la mort de [douze] personnes.",
    "On a relevé [douze] morts.",
    "On compte [douze] morts.",
    "On déplore [deux] morts.",
    "Si les freins avaient tenu, [six] personnes ne seraient pas mortes.",
    "Trois jours après le séisme qui a fait [trois] morts, le maire a annoncé la réouverture des écoles.",
    "Trois jours après le séisme, qui a fait [trois] morts, le maire a annoncé la réouverture des écoles.",
    "Un fossoyeur a enterré [douze] corps.",
    "Un hommage a été rendu aux [neuf] victimes par le maire.",
    "Un responsable militaire figure parmi les [douze] morts.",
    "Une source d'eau polluée a rendu malades des villageois ; [douze] sont morts.",
    "[Deux] piétons sont morts ; le conducteur aurait consommé de l'alcool.",
    "[Douze] cercueils blancs ; le maire, en écharpe, n'a pas parlé.",
    "[Douze] décès ont été confirmés.",
    "[Douze] hommes ont été remontés morts ; la direction, muette, a fait fermer les grilles.",
    "[Douze] passagers sont morts dans le car, dont les freins avaient lâché selon le parquet.",
    "[Douze] passagers sont morts et le constructeur dit avoir révisé le car en mai.",
    "[Douze] passagers sont morts. Le constructeur dit avoir révisé le car en mai.",
    "[Douze] personnes sont mortes dans l'accident ; selon la gendarmerie, la vitesse est en cause.",
    "[Douze] personnes sont mortes dans l'accident, où la vitesse est en cause selon la gendarmerie.",
    "[Douze] personnes sont mortes dans un accident que la gendarmerie attribue à la vitesse.",
    "[Plus de 40] civils sont morts dans des frappes qui auraient visé un dépôt.",
    "[Six] personnes ont été blessées par un homme qui aurait agi seul.",
    "« C'est une honte », a lancé le préfet aux proches des [douze] morts.",
    "« C'est une honte », a lancé le préfet, dont le fils est l'un des [douze] morts.",
    "« Je suis bouleversé », a déclaré le maire, dont la commune a perdu [trois] habitants.",
]


@pytest.mark.parametrize("marked", NAMED)
def test_quelqu_un_en_repond(marked: str) -> None:
    assert grade_of(marked, "fr") == "named"


@pytest.mark.parametrize("marked", UNNAMED)
def test_personne_qu_on_puisse_rappeler(marked: str) -> None:
    assert grade_of(marked, "fr") == "unnamed"


@pytest.mark.parametrize("marked", HEDGED)
def test_le_doute_atteint_le_chiffre(marked: str) -> None:
    assert grade_of(marked, "fr") == "hedged"


@pytest.mark.parametrize("marked", SILENT)
def test_nul_n_en_repond(marked: str) -> None:
    assert grade_of(marked, "fr") == "none"
