"""Originals in languages that only their translations are screened for: what is read in them, and what is not.

A line of ``tests/corpus/originals/<language>.jsonl`` holds a ``text``, the ``tolls`` to be read in it, in order, each
as ``[words, effect, min, max, grade]``, and, where it is about labels, the ``labels`` as ``[words, category, voice]``.
"""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from django.conf import settings

from moderation.screening.attribution import read_parties
from moderation.screening.characters import fold
from moderation.screening.languages import ORIGINAL_TABLES, complete_packs, legible_packs
from moderation.screening.lexicon import read_lexicon
from moderation.screening.reading import read

LEXICON = read_lexicon(settings.SEEDS_DIR / "lexicons")
PARTIES = read_parties(settings.SEEDS_DIR / "parties")
CORPUS = Path(__file__).parents[1] / "corpus" / "originals"
LANGUAGES = sorted(legible_packs(LEXICON).keys() - complete_packs(LEXICON).keys())
CASES = [
    pytest.param(path.stem, json.loads(line), id=f"{path.stem}-{number}")
    for path in sorted(CORPUS.glob("*.jsonl"))
    for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), start=1)
]


@pytest.mark.parametrize(("language", "case"), CASES)
def test_what_is_told_in_an_original_is_read(language: str, case: dict[str, list[list[object]]]) -> None:
    text = str(case["text"])
    reading = read(text, language=language, lexicon=LEXICON, parties=PARTIES, is_original=True)

    tolls = [
        [toll.span.of(text), toll.effect.value, toll.min, toll.max, vouching.attribution.grade.value]
        for toll, vouching in zip(reading.tolls, reading.vouchings, strict=True)
    ]
    labels = [[label.span.of(text), label.category, label.voice.value] for label in reading.labels]
    assert tolls == case["tolls"]
    assert labels == case.get("labels", labels)


@pytest.mark.parametrize("language", LANGUAGES)
def test_each_such_language_has_as_many_silent_examples_as_telling_ones(language: str) -> None:
    told = [bool(case.values[1]["tolls"]) for case in CASES if case.values[0] == language]

    assert sum(told) >= 40
    assert len(told) - sum(told) >= 40


@pytest.mark.parametrize("language", LANGUAGES)
def test_words_are_listed_as_text_is_folded(language: str) -> None:
    rows = [row for table in ORIGINAL_TABLES if table != "constructions" for row in LEXICON.packs[language].rows(table)]
    listed = [row[column] for row in rows for column in ("forms", "words", "phrase", "noun", "cue") if row.get(column)]

    assert [words for words in listed if fold(words) != words] == []
