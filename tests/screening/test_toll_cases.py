"""Invented sentences with their tolls marked, one a line: what fires, and at least as much that must not."""

import re
from pathlib import Path

import pytest

from moderation.screening.lexicon import read_lexicon
from moderation.screening.text import read_layout
from moderation.screening.tolls import find_tolls

PACKS = read_lexicon(Path(__file__).parents[2] / "seeds" / "lexicons").packs
CASES = Path(__file__).parent / "toll_cases"
MARK = re.compile(r"\{(?P<effect>\w+) (?P<low>\d*)\.\.(?P<high>\d*) (?P<span>[^}]*)\}")

Marked = tuple[int, int, str, int | None, int | None]


def lines(language: str) -> list[str]:
    texts = [path.read_text(encoding="utf-8") for path in sorted(CASES.glob(f"{language}*.txt"))]
    return [line for text in texts for line in text.splitlines() if line and not line.startswith("#")]


def unmark(line: str) -> tuple[str, list[Marked]]:
    """Return the sentence without its marks, and the tolls that it marks."""
    text, marked, at = "", [], 0
    for match in MARK.finditer(line):
        text += line[at : match.start()]
        bounds = [int(match[name]) if match[name] else None for name in ("low", "high")]
        marked.append((len(text), len(text) + len(match["span"]), match["effect"], *bounds))
        text, at = text + match["span"], match.end()
    return text + line[at:], marked


@pytest.mark.parametrize(
    ("language", "line"), [(language, line) for language in ("en", "fr") for line in lines(language)]
)
def test_the_tolls_of_a_sentence_are_those_marked(language: str, line: str) -> None:
    text, marked = unmark(line)

    found = find_tolls(read_layout(text, PACKS[language]), PACKS[language])

    assert [(toll.span.start, toll.span.end, toll.effect.value, toll.min, toll.max) for toll in found] == marked
