"""Inflection: forms come from an entry's class, joints are free, and a class that does not fit is refused."""

import pytest

from moderation.screening.inflection import Paradigm, inflect, read_paradigms, unaccented
from moderation.screening.lexicon import UnreadableLexicon
from tests.screening.labelling import PACKS, pack_of

PARADIGMS = {"s": Paradigm("", ("", "s")), "er": Paradigm("er", ("er", "e", "é"))}


def test_a_class_strips_its_ending_and_adds_its_own() -> None:
    assert inflect("rayer", "er", PARADIGMS) == ("raye", "rayer", "rayé")


def test_each_word_of_a_phrase_takes_its_own_class() -> None:
    forms = inflect("tir ami", "s s", PARADIGMS)

    assert {"tir ami", "tirs amis", "tir-ami", "tirs-amis"} <= set(forms)


def test_classes_count_from_the_last_word() -> None:
    assert inflect("pseudo roi", "s", PARADIGMS) == ("pseudo roi", "pseudo rois", "pseudo-roi", "pseudo-rois")


def test_a_dash_leaves_a_word_as_it_stands() -> None:
    assert inflect("valet de pied", "s - -", PARADIGMS)[0] == "valet de pied"
    assert "valet des pied" not in inflect("valet de pied", "s - -", PARADIGMS)


def test_a_hyphen_may_be_a_space_or_nothing() -> None:
    assert inflect("anti-feu", "-", PARADIGMS) == ("anti feu", "anti-feu", "antifeu")


def test_forms_are_in_lower_case() -> None:
    assert inflect("Roi", "s", PARADIGMS) == ("roi", "rois")


def test_an_unknown_class_is_refused() -> None:
    with pytest.raises(UnreadableLexicon, match=r"no inflection class 'zz'; add it to inflections\.csv"):
        inflect("roi", "zz", PARADIGMS)


def test_a_class_that_does_not_fit_its_word_is_refused() -> None:
    with pytest.raises(UnreadableLexicon, match="'roi' does not end in 'er'"):
        inflect("roi", "er", PARADIGMS)


def test_accents_go_without_changing_the_length() -> None:
    assert unaccented("éradiqué") == "eradique"
    assert unaccented("cœur") == "cœur"


def test_paradigms_are_read_from_the_pack() -> None:
    pack = pack_of(inflections=[{"id": "1", "name": "x", "strip": "au", "endings": "au|aux"}])

    assert read_paradigms(pack)["x"].forms("tyranneau") == ("tyranneau", "tyranneaux")


@pytest.mark.parametrize(
    ("language", "lemma", "name", "wanted"),
    [
        (
            "fr",
            "éliminer",
            "er",
            {"élimine", "éliminent", "éliminé", "éliminées", "éliminait", "éliminera", "éliminant"},
        ),
        ("fr", "prétendre", "re", {"prétend", "prétendent", "prétendu", "prétendait", "prétendrait"}),
        ("fr", "marteler", "eler", {"martèle", "martelé", "martelait", "martèlera"}),
        ("fr", "fustiger", "ger", {"fustige", "fustigeait", "fustigeant", "fustigé"}),
        ("fr", "admettre", "ettre", {"admet", "admis", "admettait", "admettra"}),
        ("fr", "libérer", "érer", {"libère", "libéré", "libérait", "libéreront"}),
        ("fr", "nettoyer", "oyer", {"nettoie", "nettoyé", "nettoiera"}),
        ("en", "neutralise", "ve", {"neutralises", "neutralised", "neutralising"}),
        ("en", "admit", "vt", {"admits", "admitted", "admitting"}),
        ("en", "lackey", "s", {"lackeys"}),
        ("en", "crony", "y", {"cronies"}),
    ],
)
def test_the_house_classes_know_their_forms(language: str, lemma: str, name: str, wanted: set[str]) -> None:
    assert wanted <= set(inflect(lemma, name, read_paradigms(PACKS[language])))
