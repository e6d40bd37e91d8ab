"""More families of loaded words in English wire copy: verbs with words between, nests and puppets, made-up worlds."""

import pytest

from tests.screening.labelling import assert_fires, assert_silent

FIRING = [
    ("The clerk admitted in evidence that two files had been burned.", ["admitted"]),
    ("The mayor admitted in a letter to the tenants that the roof leaked.", ["admitted"]),
    ("The nurse admitted to her that nobody had looked at the chart.", ["admitted"]),
    ("Head teachers admitted in a survey that they cut lessons on Fridays.", ["admitted"]),
    ("The railway never admitted fault.", ["admitted"]),
    ("The builder admitted failings in the cladding.", ["admitted"]),
    ("He admitted deleting a folder on the eve of the inquiry.", ["admitted"]),
    ("Asked about the eggs, the boy admitted everything.", ["admitted"]),
    ("He admitted when pressed that he had not read it.", ["admitted"]),
    ("The rebels admitted the killing of two of their number.", ["admitted"]),
    ("10.40 PM claims class sizes have shrunk.", ["claims"]),
    ("09.10 Minister claims trains are running again.", ["claims"]),
    ("Rebels claim on Telegram to have taken the bridge.", ["claim"]),
    ("The makers claim that a wax in the coat saves lives.", ["claim"]),
    ("Organisers claimed a turnout of 91%.", ["claimed"]),
    ("The ridge moved, as hydrologists claim.", ["claim"]),
    ("The third verse is about a goat, or so the guide claimed.", ["claimed"]),
    ("They came to claim that the well was dry.", ["claim"]),
    ("His opponent claims to bear him no ill will.", ["claims"]),
    ("The harbour board claimed last night that the port was open.", ["claimed"]),
    ("She lambasted the council for the state of the pier.", ["lambasted"]),
    ("Two boats of the southern puppets turned back.", ["southern puppets"]),
    ("A gang of puppets rules the south.", ["puppets"]),
    ("The puppet emperor grew onions.", ["puppet"]),
    ("An earlier cleansing of the villagers is not spoken of.", ["cleansing"]),
    ("He described the council as a nest of rats.", ["rats"]),
    ("The army called the bombers savages.", ["savages"]),
    ("The teachers were apostates, the preacher said.", ["apostates"]),
    ("The minister called it the act of a dictator.", ["dictator"]),
    ("The guardsmen were hailed in the capital as heroes.", ["heroes"]),
    ("The usurping regime paid for the drugs.", ["regime"]),
    ("These parasites live on the nation, the president said.", ["parasites"]),
    ("Mercenaries shelled the town with help from the junta.", ["Mercenaries", "junta"]),
    ("He recalled the passengers murdered in 1976 by mercenaries.", ["mercenaries"]),
    ("Film star dies at the front\nThe heroic soldier was buried on Friday.", ["heroic"]),
    ("Film: Two Winters\nThe regime of Assad is shown by one of its cooks.", ["regime"]),
    ("Film: director jailed for three years\nThe regime jailed her for a film about bread.", ["regime"]),
    ("Books: the general's shadow\nOrr shows how the regime paid its writers.", ["regime"]),
    ("Opera: a memoir of the camp orchestra\nThe regime of the colonels shot two of the players.", ["regime"]),
    ("State TV: Heroic fighters hold the town\nThe mercenaries fled at dawn.", ["Heroic", "mercenaries"]),
    ("State television: Two martyrs buried in the capital.", ["martyrs"]),
    ("Power play: the regime tightens its grip on the courts.", ["regime"]),
    ("Asian Games: The regime sends 300 athletes.", ["regime"]),
    ("TV: the regime jammed foreign channels overnight.", ["regime"]),
    ("The regime banned a film. The actor, its novelist and two cinemas were fined over the premiere.", ["regime"]),
    ("A missile hit the studio. A soprano was at rehearsals for the premiere.\nThe regime is silent.", ["regime"]),
    ("Mercenaries boarded a merchant ship off the cape.", ["Mercenaries"]),
    ("Mercenaries shelled the old castle on Sunday.", ["Mercenaries"]),
    ("The mercenaries were given a warm welcome at the airport.", ["mercenaries"]),
    ("Mercenaries are now key players in the north.", ["Mercenaries"]),
    ("Mercenaries made the largest landing of this century.", ["Mercenaries"]),
    ("The terrorist dogs were crushed near the dam.", ["terrorist"]),
    ("The ministry claims 3 million jobs were created last year.", ["claims"]),
    ("The rebels claimed a corner of the city.", ["claimed"]),
    ("The party claims 5 million signatures.", ["claims"]),
    ("The parasites who live off the state want the vaccine first.", ["parasites"]),
]
SILENT = [
    "He was admitted to hospital with burns.",
    "The ward admitted a patient with burns.",
    "He admitted murder at Lowford Crown Court.",
    "She admitted causing death by careless driving.",
    "The vet admitted him for a night on a drip.",
    "The guild admitted 30 apprentices last year.",
    "The hotel admitted 200 guests.",
    "The driver admitted the killing of his wife, a court heard.",
    "Ten people admitted in the night to the hospital that burned have died.",
    "I admit I was late.",
    "I must admit that the soup was cold.",
    "Insurance claims rose by a third.",
    "The minister replied to claims of fraud.",
    "A militia claimed responsibility for the blast.",
    "The storm claimed three lives.",
    "The syndicate claimed a prize of two million.",
    "United claimed a late victory in the derby.",
    "She flew home to claim her inheritance.",
    "A man came to claim his wife's ashes, and nobody had the key.",
    "It is the one title that he has yet to claim.",
    "Creditors claim 40 million euros.",
    "As many claim, benefits fall.",
    "He will claim the lunch on expenses, and he did claim it on expenses.",
    "The tribunal threw out the claim that he lodged.",
    "As Iago, Moss has the best sneer in the company.",
    "The puppets of the southern theatre were carved in 1900.",
    "A puppet king opens the pantomime.",
    "A cleansing of the skin takes a minute.",
    "A nest of rats was found in the barn.",
    "The critics called the play savage.",
    "The nurses were hailed as heroes.",
    "Hero goose saves pensioner.",
    "The badger, an eco-terrorist badger if ever there was one, dug again.",
    "'Martyrs' of a failed harvest.",
    "She denies preparing an act of terrorism, contrary to section 5 of the act.",
    "Ottawa redesignated the group a foreign terrorist organisation in May.",
    "The parasite still kills half a million people a year.",
    "The wars of the 1480s made mercenaries rich.",
    "Mercenary, the terraces shouted at him before he scored.",
    "The heroic timpanist finished the act.",
    "Film: The Salt Line\nThe regime that rules the island is never shown; its propaganda hangs on every wall.",
    "Opera: a cold Fidelio\nThe dictator of the prison wears a heroic wig.",
    "Novel: The Ferry\nWhen the liberators come, they take a wrong turning.",
    "Game: Siege of Tarn\nThe mercenaries can be bribed. The regime is called the Tithe.",
    "The Ferry\nThe soprano is a clerk, the tenor a spy. In the libretto they serve a dictator. One aria is late.",
    "Television: The Salt Line\nThe regime that rules the island is never shown.",
    "Theatre: A cold winter\nThe regime of the play has no name.",
    "The novelist has made a film of it. The actor plays a clerk, the soprano a spy. They serve a regime.",
    "Mercenaries of the 15th century fought for the duke.",
    "The mercenaries of the dugout went home with the striker.",
    "An eco-terrorist goose has moved in by the pond.",
    "The council claims handlers are on strike.",
    "The keeper claimed a corner at the near post.",
    "Drivers claimed 3 million euros for bent rims.",
    "Doses of the vaccine kill the parasite in a week.",
]


@pytest.mark.parametrize(("text", "words"), FIRING)
def test_a_word_of_a_family_fires(text: str, words: list[str]) -> None:
    assert_fires(text, *words, language="en")


@pytest.mark.parametrize("text", SILENT)
def test_a_plain_sense_is_silent(text: str) -> None:
    assert_silent(text, language="en")


def test_a_paragraph_on_the_stage_that_is_appended_silences_nothing_before_it() -> None:
    news = "The mercenaries took the town at dawn."
    stage = "The novel became a film, then an opera with a soprano, a tenor and a libretto about mercenaries."

    assert_fires(f"{news}\n{stage}", "mercenaries", language="en")
