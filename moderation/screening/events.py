"""Tell which casualty figures of one text count the same people in the same event, and differ.

Figures that exclude each other are paired only where the text itself ties them: a headline and the lead under it,
or a sentence that points back ("the blast", "le bilan"). Another day, another event, what was "a week after" it, or a
revised count unties them. Figures that add up to the other contradict nothing, nor does one that counts others.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

from moderation.screening.lexicon import LanguagePack
from moderation.screening.sieve import words_of
from moderation.screening.values import Layout, Modality, Precision, Span, Toll

# A pointing word stands at most this many words before its noun ("the deadly car bomb attack").
_POINTER_REACH = 3
# More tolls than this in one text is a table, not a story; pairing them is noise and costs the square.
_MOST_TOLLS = 60
# Where the word before or behind a figure is looked for, in code points.
_WORD_REACH = 24
# Families whose nouns point to whatever event was told ("the tragedy"), or to its count ("the toll").
_ANY_EVENT = frozenset({"any", "toll"})
# An approximation stands for a tenth more or less: "about 100" of 98.
_ROUNDING = 10


_Bounds = tuple[int | None, int | None]


@dataclass(frozen=True, slots=True)
class _Words:
    """A language's event words: word → kind, and event noun → family."""

    kinds: Mapping[str, str]
    families: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class _Clues:
    """What a toll's sentence says about which event it counts."""

    sentence: int
    paragraph: int
    families: frozenset[str]
    pointed: frozenset[str]
    times: frozenset[str]
    is_untied: bool


def pair_tolls(layout: Layout, tolls: Sequence[Toll], pack: LanguagePack) -> tuple[tuple[int, int], ...]:
    """Return the pairs (earlier, later) of indexes into *tolls* that count the same people, and differ."""
    counted = [i for i, toll in enumerate(tolls) if _counts_a_whole(toll)]
    if not 2 <= len(counted) <= _MOST_TOLLS:
        return ()
    pairer = _Pairer(layout, tolls, _compile(pack))
    pairs = ((pairer.antecedent(counted[:place], later), later) for place, later in enumerate(counted))
    return tuple((earlier, later) for earlier, later in pairs if earlier is not None)


def differ(first: Toll, second: Toll) -> bool:
    """Say whether two tolls of one effect exclude each other: no number could make both true."""
    return first.effect is second.effect and _exclude(_bounds(first), _bounds(second))


def may_count_the_same(layout: Layout, pack: LanguagePack, first: Toll, second: Toll) -> bool:
    """Say whether two tolls may count the same people: both are news or both history, and the victims' nouns agree."""
    kinds = {_kind_of_victims(layout, toll, _compile(pack)) for toll in (first, second)} - {""}
    return first.modality is second.modality and len(kinds) < 2


class _Pairer:
    """One text's tolls, with the clues of the sentences they stand in."""

    def __init__(self, layout: Layout, tolls: Sequence[Toll], words: _Words) -> None:
        self._layout, self._tolls, self._words = layout, tolls, words
        self._clues: dict[int, _Clues] = {}

    def antecedent(self, earlier: Sequence[int], later: int) -> int | None:
        """Return the nearest toll of *earlier* that is tied to *later*, if they differ and count alike."""
        toll = self._tolls[later]
        if not any(differ(self._tolls[one], toll) for one in earlier) or self._counts_others(toll):
            return None
        for one in reversed(earlier):
            told = self._tolls[one]
            if told.effect is toll.effect and _are_tied(self._layout, self._read(one), self._read(later)):
                is_same = differ(told, toll) and _count_alike(self._layout, told, toll, self._words)
                return one if is_same and not self._adds_up(one, later) else None
        return None

    def _adds_up(self, one: int, other: int) -> bool:
        """Say whether the wholes of either toll's sentence come to the other toll, or to the wholes of its sentence."""
        totals = [{_bounds(self._tolls[index]), self._total(index)} for index in (one, other)]
        return any(not _exclude(first, second) for first in totals[0] for second in totals[1])

    def _counts_others(self, toll: Toll) -> bool:
        """Say whether a toll comes on top of what was told: "a further 15 people", "15 others"."""
        folded, span = self._layout.folded, toll.span
        before = words_of(folded, max(span.start - _WORD_REACH, 0), span.start)[-1:]
        after = words_of(folded, span.end, span.end + _WORD_REACH)[:1]
        victims = words_of(folded, *toll.victims) if toll.victims else []
        return any(self._words.kinds.get(word) == "further" for word in (*before, *after, *victims))

    def _total(self, index: int) -> _Bounds:
        """Return the sum of the wholes that befell the same in one toll's sentence."""
        toll, sentence = self._tolls[index], self._read(index).sentence
        wholes = [
            _bounds(other)
            for at, other in enumerate(self._tolls)
            if other.effect is toll.effect and _counts_a_whole(other) and self._read(at).sentence == sentence
        ]
        lows, highs = zip(*wholes, strict=True)
        return sum(filter(None, lows)), None if None in highs else sum(filter(None, highs))

    def _read(self, index: int) -> _Clues:
        if index not in self._clues:
            self._clues[index] = _read_clues(self._layout, self._tolls[index].span, self._words)
        return self._clues[index]


def _counts_a_whole(toll: Toll) -> bool:
    return toll.part_of is None and toll.modality is Modality.ASSERTED and toll.precision is not Precision.VAGUE


def _bounds(toll: Toll) -> _Bounds:
    """Return what a toll allows: an approximation a little more and less than it says."""
    if toll.precision is not Precision.APPROXIMATE or toll.min is None or toll.max is None:
        return toll.min, toll.max
    return toll.min - toll.min // _ROUNDING, toll.max + toll.max // _ROUNDING


def _exclude(first: _Bounds, second: _Bounds) -> bool:
    return _is_below(first, second) or _is_below(second, first)


def _is_below(lesser: _Bounds, greater: _Bounds) -> bool:
    return lesser[1] is not None and greater[0] is not None and lesser[1] < greater[0]


def _are_tied(layout: Layout, first: _Clues, second: _Clues) -> bool:
    if first.sentence == second.sentence or first.is_untied or second.is_untied:
        return False
    if first.times and second.times and not first.times & second.times:
        return False
    is_lead = first.paragraph == 0 and second.paragraph == 1 and _is_headline(layout)
    return is_lead or _points_back(first, second)


def _points_back(first: _Clues, second: _Clues) -> bool:
    """Say whether a pointing noun can mean the event that *first* tells, which may be told by verbs alone."""
    return bool(second.pointed) and (not first.families or bool(second.pointed & (first.families | _ANY_EVENT)))


def _is_headline(layout: Layout) -> bool:
    first = layout.paragraphs[0]
    return len(layout.paragraphs) > 1 and layout.text[first.end - 1] not in '.!?…»”"'


def _count_alike(layout: Layout, first: Toll, second: Toll, words: _Words) -> bool:
    """Say whether the two count the same kind of people, or one counts more of some than there were in all."""
    one, other = (_kind_of_victims(layout, toll, words) for toll in (first, second))
    if one == other:
        return True
    if "" not in (one, other):
        return False
    everyone, some = (first, second) if one == "" else (second, first)
    return _is_below(_bounds(everyone), _bounds(some))


def _kind_of_victims(layout: Layout, toll: Toll, words: _Words) -> str:
    """Return the first noun of the victims, or nothing where they are just people."""
    if toll.victims is None:
        return ""
    for word in words_of(layout.folded, *toll.victims):
        if words.kinds.get(word) not in ("pointer", "linking", "further"):
            return "" if words.kinds.get(word) == "person" else word
    return ""


def _read_clues(layout: Layout, span: Span, words: _Words) -> _Clues:
    at = bisect_right(layout.sentences, span.start, key=lambda sentence: sentence.start) - 1
    paragraph = bisect_right(layout.paragraphs, span.start, key=lambda part: part.start) - 1
    found = words_of(layout.folded, *layout.sentences[at])
    kinds = [words.kinds.get(word, "") for word in found]
    nouns = [(i, words.families[word]) for i, word in enumerate(found) if word in words.families]
    pointed = {family for i, family in nouns if "pointer" in kinds[max(i - _POINTER_REACH, 0) : i]}
    is_revised = "other" in kinds or "change" in kinds
    return _Clues(
        sentence=at,
        paragraph=paragraph,
        families=frozenset(family for _, family in nouns),
        pointed=frozenset(pointed),
        times=frozenset(word for word, kind in zip(found, kinds, strict=True) if kind == "time"),
        is_untied=is_revised or _is_of_another_time(layout, layout.sentences[at], span, words),
    )


def _is_of_another_time(layout: Layout, sentence: Span, span: Span, words: _Words) -> bool:
    """Say whether a figure stands behind "after" or "before": "the attack came a week after 20 people were killed"."""
    stretch = layout.folded[sentence.start : span.start].rpartition(",")[2]
    return any(words.kinds.get(word) == "temporal" for word in words_of(stretch))


@lru_cache(maxsize=12)
def _compile(pack: LanguagePack) -> _Words:
    kinds: dict[str, str] = {}
    families: dict[str, str] = {}
    for row in pack.rows("event_words"):
        for form in row["forms"].split("|"):
            kinds[form] = row["kind"]
            if row["kind"] == "event":
                families[form] = row["family"]
    return _Words(kinds, families)
