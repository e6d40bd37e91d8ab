"""An interview's answers are the word of whoever is interviewed; a list of questions alone makes no interview."""

import pytest

from moderation.screening.values import Grade, Scope
from tests.screening.speaking import attribution_of, grade_of

ENGLISH = """"I wash them"
Ana Brill ran the morgue at Arden for nine years.
How many came in that night?
I zipped up [forty] dead before the pen ran out.
Did the ministry ever call you?
Once. I let it ring."""

LABELLED = """Q: Were you there when the tower fell?
A: I stood by the gate. We carried out [nine] dead.
Q: Who paid you?
A: Nobody paid me."""

FRENCH = """Cinq questions à Ana Brill, directrice de la morgue d'Arden
Combien en avez-vous reçu ?
Officiellement, [quarante] morts. Dans mon cahier, davantage.
Que faites-vous le lendemain ?
Je lave le sol."""

# The desk asks its readers' questions and answers them itself.
EXPLAINER = """What happened at Arden?
A dam burst above the town and [forty] people died.
Who is to blame?
The dam was ninety years old.
What can you do to help?
The town hall takes blankets."""

RHETORICAL = """I live in Arden. Why would you build there?
[Forty] people died, and I knew four of them.
I moved away in June."""


@pytest.mark.parametrize(("marked", "language"), [(ENGLISH, "en"), (LABELLED, "en"), (FRENCH, "fr")])
def test_an_answer_is_the_word_of_whoever_is_interviewed(marked: str, language: str) -> None:
    attribution = attribution_of(marked, language)

    assert (attribution.grade, attribution.scope) == (Grade.NAMED, Scope.QUOTE)


@pytest.mark.parametrize("marked", [EXPLAINER, RHETORICAL])
def test_questions_alone_make_no_interview(marked: str) -> None:
    assert grade_of(marked, "en") == "none"


def test_a_source_in_an_answer_comes_first() -> None:
    assert grade_of(ENGLISH.replace("I zipped up [forty] dead", "Witnesses said [forty] died"), "en") == "unnamed"


def test_what_stands_before_the_first_question_is_the_article_s() -> None:
    assert grade_of(ENGLISH.replace("[", "").replace("]", "").replace("nine", "nine [dead]"), "en") == "none"
