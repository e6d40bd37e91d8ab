"""Pair the tolls of a translation with those of its original, by value, effect, order and place.

First what says the same, the closest first, unless two figures changed places; then sums and parts told as one; then,
among what is left, a toll that was changed on its way. What is left after that is a figure told once more, a figure
that stands in the other text though nobody read it as a toll there, or else missing or added.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import cached_property

from moderation.screening.drift.agreement import counts_alike, differences, is_plain, is_same_number
from moderation.screening.drift.comparison import Aspect, TollPair
from moderation.screening.drift.exchanges import find_swapped, is_exchanged
from moderation.screening.drift.places import Bridge, Side
from moderation.screening.drift.words import drift_words
from moderation.screening.sieve import words_of
from moderation.screening.values import Precision, Quantity, Span, Toll

# How close two places must be (from 0 to 1) for what stands there to be one toll, by what else they have in common.
_FIRMNESS_CHANGED = 0.15
_EFFECT_CHANGED = 0.35
_VALUE_CHANGED = 0.5
_VALUE_CHANGED_IN_ORDER = 0.3
_REPEAT_CHANGED = 0.75
_STANDS = 0.3
_MOST_SUMMANDS = 3
_ONE_BREATH = 250  # code points over which figures are added up


@dataclass(frozen=True, slots=True)
class PairedTolls:
    """Which toll renders which; ``missing`` are of the original, ``added`` of the translation."""

    pairs: tuple[TollPair, ...]
    missing: tuple[int, ...]
    added: tuple[int, ...]


def pair_tolls(bridge: Bridge) -> PairedTolls:
    """Return which toll renders which, and the tolls that stand in one text only."""
    pairing = _Pairing(bridge)
    pairing.take(pairing.faithful())
    pairing.cross_swapped()
    pairing.take_sums()
    pairing.take(pairing.exchanged())
    pairing.pass_over_numbers()
    pairing.take(pairing.changed())
    pairing.pass_over_repeats()
    pairing.pass_over_soft_ones()
    return PairedTolls(
        pairs=tuple(sorted(pairing.pairs, key=lambda pair: (pair.translation, pair.original))),
        missing=tuple(sorted(pairing.left_original)),
        added=tuple(sorted(pairing.left_translation)),
    )


@dataclass
class _Pairing:
    """The work in hand: what is paired, and what is left of each side."""

    bridge: Bridge
    pairs: list[TollPair] = field(default_factory=list)
    left_original: set[int] = field(init=False)
    left_translation: set[int] = field(init=False)

    def __post_init__(self) -> None:
        self.left_original = set(range(len(self.originals)))
        self.left_translation = set(range(len(self.translations)))

    @property
    def originals(self) -> Sequence[Toll]:
        return self.bridge.original.reading.tolls

    @property
    def translations(self) -> Sequence[Toll]:
        return self.bridge.translation.reading.tolls

    @cached_property
    def _free(self) -> tuple[list[Quantity], list[Quantity]]:
        """Return the figures of the original and of the translation that no toll was read from."""
        return _free_figures(self.bridge.original), _free_figures(self.bridge.translation)

    def take(self, candidates: Iterator[tuple[float, TollPair]]) -> None:
        """Take the best candidates first; each toll is taken once."""
        for _, pair in sorted(candidates, key=lambda one: (-one[0], one[1].translation, one[1].original)):
            if pair.original in self.left_original and pair.translation in self.left_translation:
                self._settle(pair)

    def faithful(self) -> Iterator[tuple[float, TollPair]]:
        """Yield the pairs that say the same, with how close they stand."""
        for pair, closeness in self._all():
            if not pair.differs:
                one, other = self.originals[pair.original], self.translations[pair.translation]
                is_equal = (one.effect, one.min, one.max) == (other.effect, other.min, other.max)
                yield closeness + is_equal, pair

    def cross_swapped(self) -> None:
        """Pair two figures that changed places with what stands in each other's place."""
        for one, other in list(find_swapped(self.bridge, self.pairs)):
            if one in self.pairs and other in self.pairs:
                self.pairs = [pair for pair in self.pairs if pair not in (one, other)]
                self.pairs.append(self._pair(one.original, other.translation))
                self.pairs.append(self._pair(other.original, one.translation))

    def exchanged(self) -> Iterator[tuple[float, TollPair]]:
        """Yield the pairs whose numbers count something else, each in the other text."""
        for pair, closeness in self._all():
            one, other = self.originals[pair.original], self.translations[pair.translation]
            if is_exchanged(self.bridge, one, other, self._free):
                yield closeness, pair

    def changed(self) -> Iterator[tuple[float, TollPair]]:
        """Yield the pairs that stand where one toll should render the other, and differ."""
        for pair, closeness in self._all():
            rank = self._rank_change(pair, closeness)
            if rank is not None:
                yield rank + closeness, pair

    def take_sums(self) -> None:
        """Pair a toll with those that it adds up: "three men and two women" told as five people.

        The summands may have renderings of their own: "five people, three men and two women".
        """
        for index in sorted(self.left_translation):
            summands = _summands(self.translations[index], self.originals)
            self.pairs += [TollPair(one, index) for one in summands if one in self.left_original]
            if summands:
                self.left_original -= set(summands)
                self.left_translation.discard(index)
        for index in sorted(self.left_original):
            summands = _summands(self.originals[index], self.translations)
            self.pairs += [TollPair(index, one) for one in summands if one in self.left_translation]
            if summands:
                self.left_translation -= set(summands)
                self.left_original.discard(index)

    def pass_over_numbers(self) -> None:
        """Pass over tolls whose number stands in the other text as well, though it was not read as a toll there."""
        here, there = self._free
        closeness = self.bridge.closeness
        self.left_original = {
            index for index in self.left_original if not _stands(self.originals[index], there, closeness)
        }
        self.left_translation = {
            index
            for index in self.left_translation
            if not _stands(self.translations[index], here, lambda mine, other: closeness(other, mine))
        }

    def pass_over_repeats(self) -> None:
        """Pass over tolls that tell once more, or once less, what both texts tell, or what was changed already."""
        there = {pair.original for pair in self.pairs}
        here = {pair.translation for pair in self.pairs}
        self.left_original = {
            index
            for index in self.left_original
            if all(self._differences(index, other) for other in range(len(self.translations)))
            and all(differences(self.originals[index], self.originals[other]) for other in there)
        }
        self.left_translation = {
            index
            for index in self.left_translation
            if all(self._differences(other, index) for other in range(len(self.originals)))
            and all(differences(self.translations[index], self.translations[other]) for other in here)
        }

    def pass_over_soft_ones(self) -> None:
        """Pass over "one", "nobody" and "several" where the other text speaks of that harm without a count."""
        bridge, there, here = self.bridge, self.originals, self.translations
        self.left_original = {
            index
            for index in self.left_original
            if is_plain(there[index]) or not bridge.is_harm_rendered(there[index].span)
        }
        self.left_translation = {
            index
            for index in self.left_translation
            if is_plain(here[index]) or not bridge.turned.is_harm_rendered(here[index].span)
        }

    def _all(self) -> Iterator[tuple[TollPair, float]]:
        for one in sorted(self.left_original):
            for other in sorted(self.left_translation):
                closeness = self.bridge.closeness(self.originals[one].span, self.translations[other].span)
                yield self._pair(one, other), closeness

    def _pair(self, original: int, translation: int) -> TollPair:
        return TollPair(original, translation, self._differences(original, translation))

    def _differences(self, original: int, translation: int) -> tuple[Aspect, ...]:
        toll, side = self.originals[original], self.bridge.original
        words = [word for span in (toll.word, toll.victims) if span for word in words_of(span.of(side.layout.folded))]
        is_victims = not drift_words(side.pack).victims.isdisjoint(words)
        other = self.translations[translation]
        stated = toll.span.of(side.layout.text) + other.span.of(self.bridge.translation.layout.text)
        in_words = not any(map(str.isdigit, stated))
        return differences(toll, other, is_victims=is_victims, in_words=in_words)

    def _rank_change(self, pair: TollPair, closeness: float) -> int | None:
        """Return how well the two fit beside their difference, None where they are not one toll."""
        if self._is_told_elsewhere(pair) and closeness < _REPEAT_CHANGED:
            return None
        if pair.differs == (Aspect.PRECISION,):
            return 3 if closeness >= _FIRMNESS_CHANGED else None
        if Aspect.VALUE not in pair.differs:
            return 2 if closeness >= _EFFECT_CHANGED else None
        if Aspect.EFFECT in pair.differs or not self._are_numbers(pair):
            return None
        needed = _VALUE_CHANGED_IN_ORDER if self._is_in_order(pair) else _VALUE_CHANGED
        return 1 if closeness >= needed else None

    def _are_numbers(self, pair: TollPair) -> bool:
        return Precision.ZERO not in (
            self.originals[pair.original].precision,
            self.translations[pair.translation].precision,
        )

    def _is_told_elsewhere(self, pair: TollPair) -> bool:
        """Say whether either toll has its faithful rendering in another place already."""
        return any(
            not done.differs
            and (
                not self._differences(pair.original, done.translation)
                or not self._differences(done.original, pair.translation)
            )
            for done in self.pairs
        )

    def _is_in_order(self, pair: TollPair) -> bool:
        """Say whether the tolls before and behind the two render each other, ends of the texts included."""
        known = {done.original: done.translation for done in self.pairs}
        before = _neighbour(known, pair.original, -1, len(self.originals))
        behind = _neighbour(known, pair.original, 1, len(self.originals))
        is_behind = before is None or before < pair.translation
        is_before = behind is None or pair.translation < behind
        return is_behind and is_before

    def _settle(self, pair: TollPair) -> None:
        self.pairs.append(pair)
        self.left_original.discard(pair.original)
        self.left_translation.discard(pair.translation)


def _summands(whole: Toll, tolls: Sequence[Toll]) -> tuple[int, ...]:
    """Return which of *tolls*, told in one breath, add up to *whole*."""
    if whole.precision is not Precision.EXACT or whole.min is None:
        return ()
    alike = [i for i, toll in enumerate(tolls) if toll.effect is whole.effect and toll.precision is Precision.EXACT]
    for count in range(2, _MOST_SUMMANDS + 1):
        for start in range(len(alike) - count + 1):
            some = alike[start : start + count]
            is_sum = sum(tolls[i].min or 0 for i in some) == whole.min
            if is_sum and tolls[some[-1]].span.start - tolls[some[0]].span.start < _ONE_BREATH:
                return tuple(some)
    return ()


def _neighbour(known: dict[int, int], index: int, step: int, count: int) -> int | None:
    at = index + step
    while 0 <= at < count:
        if at in known:
            return known[at]
        at += step
    return None


def _free_figures(side: Side) -> list[Quantity]:
    taken = [toll.span for toll in side.reading.tolls]
    return [figure for figure in side.figures if not any(span.overlaps(figure.span) for span in taken)]


def _stands(toll: Toll, figures: Sequence[Quantity], closeness: Callable[[Span, Span], float]) -> bool:
    return is_plain(toll) and any(
        (is_same_number(toll, figure) or counts_alike(toll, figure)) and closeness(toll.span, figure.span) >= _STANDS
        for figure in figures
    )
