"""Parties: belligerents by name and by nature, police who fired, states at war; nobody on an accident."""

from pathlib import Path

import pytest

from moderation.screening.attribution import build_parties, read_parties, read_speech
from moderation.screening.lexicon import parse_table
from moderation.screening.text import read_layout
from tests.screening.speaking import SEEDS, attribution_of, lexicon, listen, parties, unmark


@pytest.mark.parametrize(
    ("marked", "language"),
    [
        ("The army said [six] rebels were killed in the raid.", "en"),
        ("The rebels said [six] soldiers were killed in an ambush.", "en"),
        ("[Six] soldiers died in the ambush, the defence ministry said.", "en"),
        ("Hezbollah said [six] of its fighters were killed in a strike.", "en"),
        ("[Six] civilians died in a drone strike on Kherson, the regional governor said.", "en"),
        ("The Malian foreign ministry said [two] Poles were killed in the attack in Bamako.", "en"),
        ("Shelling killed [six] in Gaza, the Gaza health ministry said.", "en"),
        ("Police said officers shot dead [six] protesters.", "en"),
        ("[Six] terrorists were neutralised in a gun duel, police said.", "en"),
        ("L'armée affirme que [six] rebelles ont été tués dans une embuscade.", "fr"),
        ("[Six] soldats ont été tués par une mine, selon l'état-major.", "fr"),
        ("Les houthis annoncent la mort de [six] combattants dans une frappe.", "fr"),
        ("[Six] habitants de Kherson sont morts dans une frappe, a dit le gouverneur.", "fr"),
        ("[Six] assaillants ont été abattus, a précisé la police, qui a riposté.", "fr"),
        ("[Six] robbers died when officers returned fire, police said.", "en"),
        ("[Six] men were killed in a police raid, police said.", "en"),
        ("[Six] soldiers died in the shelling at the border, Bangkok says.", "en"),
        ("[Six] trafiquants ont été tués lors d'une opération de police, selon la police.", "fr"),
        ("[Six] habitants sont morts dans une frappe, ont annoncé les gouverneurs de Kherson et de Soumy.", "fr"),
        ("[Six] marins ont péri sous les tirs, indique l'amirauté.", "fr"),
        ("L'artillerie et les obus de l'ennemi ont tué [six] civils, a dit le vice-gouverneur.", "fr"),
        ("Le chef rebelle a parlé de [six] soldats tués.", "fr"),
    ],
)
def test_a_belligerent_is_a_party(marked: str, language: str) -> None:
    assert attribution_of(marked, language).party


@pytest.mark.parametrize(
    ("marked", "language"),
    [
        ("[Six] people died in a bus accident, police said.", "en"),
        ("[Six] marins ont péri dans un naufrage, indique l'amirauté.", "fr"),
        ("Des pluies ont noyé [six] civils, a dit le vice-gouverneur.", "fr"),
        ("[Six] touristes ont péri sous les tirs, indique la brigade fluviale.", "fr"),
        ("[Six] people drowned in the floods, the interior ministry said.", "en"),
        ("The army said [six] hikers died in an avalanche.", "en"),
        ("[Six] people were killed by shelling, the Red Cross said.", "en"),
        ("[Six] wounded were brought in after the airstrike, the hospital said.", "en"),
        ("[Six] people died in the raid, the United Nations said.", "en"),
        ("The Polish foreign ministry said [two] Poles were killed in the attack in Bamako.", "en"),
        ("Japan's prime minister said [two] Japanese hostages were killed in the raid in Mali.", "en"),
        ("[Six] civils sont morts dans une frappe, selon la Croix-Rouge.", "fr"),
        ("[Six] personnes sont mortes dans un carambolage, a indiqué la police.", "fr"),
        ("Le séisme a fait [six] morts, selon le gouvernement.", "fr"),
        ("[Six] morts dans une frappe, selon le ministère libanais de la Santé.", "fr"),
        ("[Six] personnes sont mortes dans une frappe.", "fr"),
        ("[Six] morts dans une embuscade, selon des témoins.", "fr"),
        ("Shells hit a bakery, killing [six], the Brill resistance committee said.", "en"),
        ("Shells hit a bakery, killing [six], the White Helmets said.", "en"),
        ("The army shelled the town. Her father had buried [six] there, Ana Brill said.", "en"),
        (
            "Hamas kept silent. The Committee to Protect Journalists said [six] reporters were killed in the strike.",
            "en",
        ),
        ("[Six] robbers fled; two drowned, police said.", "en"),
        ("La frappe a tué [six] personnes, selon les Casques blancs.", "fr"),
        ("L'immeuble effondré a tué [six] ouvriers, selon les sapeurs-pompiers militaires.", "fr"),
        ("Le ministère houthi a parlé. Le Comité pour la protection des journalistes recense [six] morts.", "fr"),
    ],
)
def test_a_rescuer_a_bystander_and_anybody_on_an_accident_are_none(marked: str, language: str) -> None:
    assert not attribution_of(marked, language).party


def test_a_later_bare_name_is_judged_by_its_introduction() -> None:
    marked = "Force Commander Ana Brill led the raid on the militia. [Six] gunmen were killed, Brill said."

    assert attribution_of(marked, "en").party


def test_without_parties_an_army_still_is_one() -> None:
    text, (span,) = unmark("The army said [six] rebels were killed in the raid.")
    pack = lexicon().packs["en"]

    attribution = read_speech(read_layout(text, pack), pack, wanted=[span]).of(span)

    assert attribution.party


def test_parties_are_read_from_tables_and_from_their_folder_alike(tmp_path: Path) -> None:
    columns = "id,conflict,kind,forms,source,added,withdrawn,note\n"
    (tmp_path / "parties.csv").write_text(columns + "party.1,c.1,army,blue guard,here,2026-11-24,,\n")
    (tmp_path / "conflicts.csv").write_text(
        "id,name,since,until,state,places,source,added,withdrawn,note\nc.1,war,2026-01-01,,party,merrin,here,2026-11-24,,\n"
    )

    read = read_parties(tmp_path)
    built = build_parties({"parties": [{"forms": "blue guard"}], "conflicts": [{"state": "party", "places": "merrin"}]})

    assert read.names == built.names == {"blue": (("guard",),)}
    assert set(read.places) == set(built.places) == {"merrin"}


def test_every_party_names_its_conflict_and_its_source() -> None:
    tables = {
        name: parse_table((SEEDS / "parties" / f"{name}.csv").read_text(), name=name)
        for name in ("parties", "conflicts")
    }
    conflicts = {row["id"] for row in tables["conflicts"]}

    assert conflicts
    for row in tables["parties"]:
        assert row["conflict"] in conflicts, row["id"]
        assert row["source"], row["id"]
        assert row["kind"] in {
            "army",
            "armed_group",
            "government",
            "ministry",
            "governor",
            "state_media",
            "coordination",
        }, row["id"]


def test_the_seeded_parties_hold_names_in_both_languages() -> None:
    names = parties().names

    assert "hezbollah" in names
    assert ("soudanaise",) in names["armée"]


def test_the_same_source_of_the_same_sentence_is_judged_once() -> None:
    _, speech, spans = listen("The army said [six] rebels died and [nine] were captured in the raid.", "en")

    assert [speech.of(span).party for span in spans] == [True, True]
