"""Which constructions a sentence may match at all."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from moderation.screening.lexicon import LanguagePack, read_lexicon
from moderation.screening.tolls.constructions import possible, read_grammar
from moderation.screening.tolls.lexemes import LETTER

PACKS = read_lexicon(Path(__file__).parents[2] / "seeds" / "lexicons").packs


def _pack(pattern: str) -> LanguagePack:
    row = {"id": "x.1", "step": "link", "name": "", "pattern": pattern, "effect": "", "part": ""}
    return LanguagePack("en", {"constructions": (row,)})


def _is_possible(pattern: str, names: str) -> bool:
    letters = "".join(LETTER[name] for name in names.split())
    return bool(possible(read_grammar(_pack(pattern)).link, letters))


@pytest.mark.parametrize(
    ("pattern", "names"),
    [
        ("w=LOSS OF n=NUM", "LOSS OF NUM"),
        ("n=NUM (?: BE ){0,2} w=PAST", "NUM PAST"),
        ("n=NUM BE? w=PAST", "NUM PAST"),
        ("n=NUM (?: BE | HAVE ) w=PAST", "NUM HAVE PAST"),
        ("n=NUM w=PAST (?! OF )", "NUM PAST"),
        ("n=NUM w=PAST (?= OF | $ )", "NUM PAST"),
        ("n=NUM USED w=PAST", "NUM PAST"),  # linking may turn a word into a used one yet
    ],
)
def test_what_may_match_is_tried(pattern: str, names: str) -> None:
    assert _is_possible(pattern, names)


@pytest.mark.parametrize(
    ("pattern", "names"),
    [
        ("w=LOSS OF n=NUM", "LOSS NUM"),
        ("n=NUM (?: HAVE? BE ) w=PAST", "NUM HAVE PAST"),
        ("n=NUM (?: BE ){1,2} w=PAST", "NUM PAST"),
        ("n=NUM (?: DET | BE ) AT w=PAST", "NUM DET PAST"),
        ("n=NUM w=PAST", "PAST"),
    ],
)
def test_what_lacks_a_needed_class_is_passed_over(pattern: str, names: str) -> None:
    assert not _is_possible(pattern, names)


@pytest.mark.parametrize("language", sorted(PACKS))
def test_each_construction_is_possible_where_all_classes_stand(language: str) -> None:
    grammar = read_grammar(PACKS[language])

    assert possible(grammar.link, "".join(LETTER.values())) == list(grammar.link)


@pytest.mark.parametrize("language", ["en", "fr"])
def test_nothing_is_repeated_possessively(language: str) -> None:
    grammar = read_grammar(PACKS[language])

    patterns = [one.pattern.pattern for step in grammar.__slots__ for one in getattr(grammar, step)]

    assert any("(?>" in pattern for pattern in patterns)
    assert [pattern for pattern in patterns if re.search(r"[?*+}]\+", pattern)] == []
