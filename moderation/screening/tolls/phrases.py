"""Find phrases of a lexicon in a text, ``#`` among them standing for any number: "# years ago"."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from moderation.screening.lexicon import LanguagePack

_PLAIN = re.compile(r"\w+")
_NUMBER = "#"
_SPELLED = ("unit", "hundred", "magnitude", "collective")


@dataclass(frozen=True, slots=True)
class Phrases:
    """Phrases by the longest word of each, without which it cannot stand: one pattern of them all would be slow."""

    patterns: Mapping[str, re.Pattern[str]]

    def find(self, folded: str, start: int, end: int, told: Iterable[str]) -> Iterator[re.Match[str]]:
        """Yield where phrases stand between *start* and *end*, whose words are those *told*; none within another."""
        patterns = [self.patterns[word] for word in self.patterns.keys() & set(told)]
        found = [match for pattern in patterns for match in pattern.finditer(folded, start, end)]
        reached = start
        for match in sorted(found, key=lambda match: (match.start(), -match.end())):
            if match.start() >= reached:
                reached = match.end()
                yield match


def read_phrases(forms: Iterable[str], number: str) -> Phrases:
    """Compile *forms*, in which the pattern *number* stands for any number."""
    kept: dict[str, list[str]] = defaultdict(list)
    for form in forms:
        kept[max(_PLAIN.findall(form), key=len)].append(form)
    return Phrases({word: any_of(having, number) for word, having in kept.items()})


def any_of(forms: Iterable[str], number: str = _NUMBER) -> re.Pattern[str]:
    """Compile a pattern that finds each of *forms* as whole words."""
    patterns = (
        number.join(re.escape(part) for part in form.split(_NUMBER))
        for form in sorted(sorted(forms), key=len, reverse=True)
    )
    return re.compile(rf"\b(?:{'|'.join(patterns) or '(?!)'})(?!\w)")


def number_of(pack: LanguagePack) -> str:
    """Return the pattern of a number in digits or in *pack*'s words."""
    numbers = {
        form for row in pack.rows("quantity_words") if row["kind"] in _SPELLED for form in row["forms"].split("|")
    }
    spelled = "|".join(re.escape(form) for form in sorted(sorted(numbers), key=len, reverse=True))
    return rf"(?:\d+|(?:{spelled or '(?!)'})(?:[ -]\w+)?)"
