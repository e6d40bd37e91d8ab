"""German figures and their sources: verbs that part, auxiliaries far off, sources before their preposition."""

import pytest

from tests.screening.speaking import grade_of


@pytest.mark.parametrize(
    "marked",
    [
        "[Neun] Menschen starben, teilte die Polizei am Montag mit.",
        "Am Montag teilte ein Sprecher der Polizei mit, [neun] Menschen seien gestorben.",
        "Die Polizei hat am Montag [neun] Tote bestätigt.",
        "Inzwischen haben die Ermittler in der Hafenstadt [neun] Todesfälle bestätigt.",
        "[Neun] Todesfälle wurden von der Staatsanwaltschaft bestätigt.",
        "Wie die Feuerwehr am Abend mitteilte, starben [neun] Menschen.",
        "Wie die Feuerwehr am Abend mitgeteilt hat, starben [neun] Menschen.",
        "Dem Innenministerium zufolge starben [neun] Menschen.",
        "Dabei starben Angaben der Küstenwache zufolge [neun] Menschen.",
        "[Neun] Menschen starben, so die Feuerwehr.",
        "Wie die Armee mitteilte, wurden sechs Soldaten getötet, [neun] verwundet und drei gefangen genommen.",
        "Das Ministerium, das der Präsident leitet, bezifferte die Zahl der Toten auf [neun].",
        "Zwölf Menschen starben, teilte die Feuerwehr mit; [neun] davon seien Kinder.",
        "Das bestätigte die Feuerwehr: Es habe [neun] Tote gegeben.",
        "Laut Polizei starben neun Menschen und [drei] wurden verletzt.",
        "Nach Polizeiangaben starben [neun] Menschen.",
        "Die Feuerwehr sprach am Abend von einem Schwelbrand. [Neun] Menschen seien gestorben.",
        "Die Feuerwehr sprach von einem Schwelbrand. Er sei spät bemerkt worden. [Neun] Menschen seien gestorben.",
    ],
)
def test_somebody_who_can_be_called_back_vouches(marked: str) -> None:
    assert grade_of(marked, "de") == "named"


@pytest.mark.parametrize(
    "marked",
    [
        "Ein Mann, der den Angriff sah, sagte, [neun] Menschen seien gestorben.",
        "Ein Bäcker sagte, [neun] Menschen seien gestorben.",
        "Anwohnern zufolge starben [neun] Menschen.",
        "Nach Angaben örtlicher Behörden starben [neun] Menschen.",
    ],
)
def test_a_capital_makes_no_noun_a_name(marked: str) -> None:
    assert grade_of(marked, "de") == "unnamed"


@pytest.mark.parametrize(
    ("marked", "grade"),
    [
        ("Die Feuerwehr sprach von einem Schwelbrand. [Neun] Menschen sind gestorben.", "none"),
        ("Es war ein Schwelbrand. [Neun] Menschen seien gestorben.", "hedged"),
        ("[Neun] Menschen sollen gestorben sein.", "hedged"),
        ("Das Haus brannte, sodass [neun] Menschen starben.", "none"),
    ],
)
def test_the_mood_of_report_belongs_to_whoever_spoke(marked: str, grade: str) -> None:
    assert grade_of(marked, "de") == grade
