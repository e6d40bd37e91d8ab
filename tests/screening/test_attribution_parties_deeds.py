"""Who is a party by its own deeds: forces where a war is told, whoever says to have killed; soldiers have accidents."""

import pytest

from tests.screening.speaking import attribution_of


@pytest.mark.parametrize(
    ("marked", "language"),
    [
        ("Police in Arvell said they had shot [two] burglars as they fled.", "en"),
        ("Police said on Friday they killed [four] smugglers near the ford.", "en"),
        ("The Blue Hand Front said it had taken [nine] surveyors hostage.", "en"),
        ("The movement said it was holding [nine] surveyors captive.", "en"),
        ("Rockets hit a depot, killing [nine] people, Secretary of Defense Ana Brill said.", "en"),
        ("A drone strike wounded [nine] people in Kherson, Downing Street said.", "en"),
        ("[Two] of the robbers had been shot dead by officers, the police said.", "en"),
        ("The army said [nine] of its soldiers had been killed.", "en"),
        ("The navy said [nine] sailors died when a missile hit the frigate.", "en"),
        ("La police affirme avoir abattu [trois] cambrioleurs.", "fr"),
        ("La gendarmerie a indiqué samedi avoir tué [deux] fuyards.", "fr"),
        ("La police a tué [quatre] ravisseurs dans la nuit, a déclaré le chef de la police, Luc Brill.", "fr"),
        ("Les [trois] braqueurs ont été abattus à l'aube, selon la police.", "fr"),
        ("Le mouvement affirme détenir [neuf] géomètres en otages.", "fr"),
        ("[Neuf] légionnaires ont été tués dans une embuscade au Mali, a annoncé l'Élysée.", "fr"),
        ("L'armée annonce la mort de [neuf] soldats.", "fr"),
        ("La rébellion tient la ville. Une frappe a fait [neuf] morts, selon le gouvernement.", "fr"),
    ],
)
def test_whoever_tells_of_its_own_deed_or_war_is_a_party(marked: str, language: str) -> None:
    assert attribution_of(marked, language).party


@pytest.mark.parametrize(
    ("marked", "language"),
    [
        ("The Arvell fire brigade said [nine] people had been taken ill.", "en"),
        ("[Nine] guests were hurt at the hostel, the Salvation Army said.", "en"),
        ("The head of a task force on farm safety said [nine] pickers had died of heat.", "en"),
        ("The navy said [two] of its cooks had died of food poisoning.", "en"),
        ("The army said [nine] soldiers died when their lorry left the road and rolled into a river.", "en"),
        ("The air force said [both] crew died when the trainer crashed.", "en"),
        ("Police said robbers had stabbed [two] guards.", "en"),
        ("Police said a man had confessed that he killed [three] women.", "en"),
        ("Police charged a man who said he had shot [two] neighbours.", "en"),
        ("Police said the assailants had beaten [two] guards.", "en"),
        ("The company said it had lost [nine] miners in the cave-in.", "en"),
        ("The Corps of Engineers said [nine] workers fell from the scaffold.", "en"),
        ("L'Armée du salut a annoncé la mort de [neuf] pensionnaires.", "fr"),
        ("La brigade des sapeurs-pompiers a fait état de [neuf] blessés.", "fr"),
        ("Les marins-pompiers ont annoncé la mort de [deux] baigneurs.", "fr"),
        ("La Marine a annoncé la mort de [deux] nageurs au large du cap.", "fr"),
        ("L'armée a annoncé que [deux] soldats étaient morts dans un accident d'hélicoptère.", "fr"),
        ("Selon la police, [deux] vigiles ont été abattus par un inconnu.", "fr"),
        ("Selon la police, [deux] clients ont été abattus devant une pharmacie.", "fr"),
        ("Selon la police, l'assaillant a blessé [deux] clients.", "fr"),
        ("La police a arrêté un homme accusé d'avoir tué [trois] femmes.", "fr"),
        ("La police soupçonne un infirmier d'avoir tué [trois] patients.", "fr"),
        ("La crue a fait [neuf] morts, selon le maire, Luc Brill.", "fr"),
        ("Le Front pionnier du bois a fermé. Neuf ouvriers sont morts de froid. [Neuf], a dit le gouvernement.", "fr"),
        ("L'attentat terroriste du marché a fait [onze] morts, selon la police.", "fr"),
    ],
)
def test_whoever_helps_or_tells_of_others_deeds_and_accidents_is_none(marked: str, language: str) -> None:
    assert not attribution_of(marked, language).party
