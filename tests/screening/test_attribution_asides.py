"""A source that is named in an aside speaks of the aside alone: "le conducteur, ivre selon la police, a tué"."""

import pytest

from tests.screening.speaking import grade_of


@pytest.mark.parametrize(
    "marked",
    [
        "Le séisme, de magnitude 7,2 selon l'USGS, a fait [quatorze] morts.",
        "Le conducteur, ivre selon les gendarmes, a tué [deux] cyclistes.",
        "Le bateau, surchargé selon les garde-côtes, a chaviré : [trente] passagers se sont noyés.",
        "L'immeuble, insalubre d'après la mairie, s'est effondré, tuant [cinq] locataires.",
    ],
)
def test_a_source_in_an_aside_vouches_for_no_figure_behind_it(marked: str) -> None:
    assert grade_of(marked, "fr") == "none"


@pytest.mark.parametrize(
    "marked",
    [
        "L'accident, selon la gendarmerie, a fait [quatre] morts.",
        "Selon l'AFP, l'attentat, le plus meurtrier depuis dix ans, a fait [trente] morts.",
        "L'attentat, qui a fait [trente] morts selon l'AFP, a été revendiqué.",
        "Le drame, survenu à l'aube, a fait [quatre] morts, selon les pompiers.",
        "[Trois] soldats ont été tués dans le sud, près de la frontière selon l'armée, lors d'une embuscade.",
    ],
)
def test_a_source_beside_the_figure_keeps_vouching(marked: str) -> None:
    assert grade_of(marked, "fr") == "named"
