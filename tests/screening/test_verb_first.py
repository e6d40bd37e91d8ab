"""Who speaks where verbs go before their subjects and no capitals tell names: Arabic."""

from __future__ import annotations

import pytest

from moderation.screening.attribution import NO_PARTIES
from moderation.screening.reading import read
from tests.screening.labelling import LEXICON


def grades(text: str) -> list[str]:
    reading = read(text, language="ar", lexicon=LEXICON, parties=NO_PARTIES, is_original=True)
    return [vouching.attribution.grade.value for vouching in reading.vouchings]


@pytest.mark.parametrize(
    "text",
    [
        "أعلنت وزارة الصحة مقتل 12 شخصا.",
        "قال المتحدث باسم الشرطة إن 12 شخصا قتلوا.",
        "قال سامر الخطيب إن 12 شخصا قتلوا.",
        "وزارة الصحة قالت إن 12 شخصا قتلوا.",
        "قتل 12 شخصا، وفق سامر الخطيب.",
    ],
)
def test_whoever_is_called_by_name_stands_behind_the_verb(text: str) -> None:
    assert grades(text) == ["named"]


@pytest.mark.parametrize(
    "text",
    [
        "قال مصدر أمني إن 12 شخصا قتلوا.",
        "أفاد شهود عيان بمقتل 12 شخصا.",
        "مسؤول محلي قال إن 12 شخصا قتلوا.",
    ],
)
def test_an_adjective_is_no_name(text: str) -> None:
    assert grades(text) == ["unnamed"]


def test_a_verb_without_a_subject_goes_on_with_the_one_before() -> None:
    assert grades("قال مصدر أمني إن 12 شخصا قتلوا. وأضاف أن 30 أصيبوا.") == ["unnamed", "unnamed"]


def test_what_was_carried_off_was_not_told() -> None:
    assert grades("نقلت 12 جثة إلى المشرحة.") == ["none"]


def test_what_a_measure_follows_was_not_announced() -> None:
    assert grades("أعلن حاكم الولاية الحداد بعد مصرع 13 طالبة.") == ["none"]
    assert grades("أعلن حاكم الولاية بعد ساعات مصرع 13 طالبة.") == ["named"]
