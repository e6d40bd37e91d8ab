"""Whether one toll says what another says: values, not glyphs."""

from __future__ import annotations

from moderation.screening.drift.comparison import Aspect
from moderation.screening.values import Effect, Precision, Quantity, Toll

# How far a rounding that keeps its hedge may stray from the exact figure: "2,013" → "about 2,000".
_ROUNDING = 0.05
_LOOSE_ROUNDING = 0.1  # … and a bound: "2,150" → "more than 2,000"
# Dozens here are tens there: rounded words that languages do not share.
_DOZEN, _TEN = 12, 10
_MOST_DOZENS = 5
_COUPLE = 2

Counted = Toll | Quantity


def differences(
    original: Toll, translation: Toll, *, is_victims: bool = False, in_words: bool = False
) -> tuple[Aspect, ...]:
    """Return in what *translation* differs from *original*; nothing where it says the same.

    ``is_victims`` says that the original's word is "victims", which may well mean the dead, ``in_words`` that neither
    text states the figure in digits.
    """
    is_alike = counts_alike(original, translation) or (in_words and _are_loose_words(original, translation))
    differs = [] if is_alike else [_how(original, translation)]
    if not _befell_alike(original.effect, translation.effect, is_victims=is_victims):
        differs.append(Aspect.EFFECT)
    return tuple(differs)


def counts_alike(original: Counted, translation: Counted) -> bool:
    """Say whether the two quantities are one, or the second a rounding of the first that says so."""
    if is_same_number(original, translation):
        return _is_as_firm(original, translation)
    return _is_hedged_rounding(original, translation) or _are_round_words(original, translation)


def is_same_number(one: Counted, other: Counted) -> bool:
    """Say whether the two name one number, however firmly; words without a number name the same."""
    if Precision.ZERO in (one.precision, other.precision):
        return one.precision is other.precision
    return _number(one) == _number(other)


def is_plain(counted: Counted) -> bool:
    """Say whether the quantity is more than "one", "nobody" or "several", which need no number in a translation."""
    return counted.precision not in (Precision.ZERO, Precision.VAGUE) and _number(counted) not in ((None,), (1,))


def _number(counted: Counted) -> tuple[int | None, ...]:
    """Return what stands in the text: the one number, both ends of a range, or nothing."""
    if counted.precision is Precision.VAGUE:
        return (None,)
    ends = [end for end in (counted.min, counted.max) if end is not None]
    return tuple(dict.fromkeys(ends)) or (None,)


def _is_as_firm(original: Counted, translation: Counted) -> bool:
    if original.precision is translation.precision:
        return True
    # A number called approximate is weaker and says so; one that was approximate and is firm now is a new claim.
    return original.precision is Precision.EXACT and translation.precision is Precision.APPROXIMATE


def _is_hedged_rounding(original: Counted, translation: Counted) -> bool:
    if original.precision is not Precision.EXACT or not original.min:
        return original.precision is Precision.APPROXIMATE is translation.precision and _is_within(
            original.min, translation.min, _ROUNDING
        )
    if translation.precision is Precision.APPROXIMATE:
        return _is_within(original.min, translation.min, _ROUNDING)
    if translation.precision is Precision.AT_LEAST:
        low = translation.min or 0
        return low < original.min and _is_within(original.min, low, _LOOSE_ROUNDING)
    if translation.precision is Precision.AT_MOST:
        high = translation.max or 0
        return high > original.min and _is_within(original.min, high, _LOOSE_ROUNDING)
    return False


def _are_round_words(one: Counted, other: Counted) -> bool:
    """Say whether the two are collectives of one size: "scores" and "des dizaines", "a dozen" and "une dizaine"."""
    if one.precision is Precision.RANGE is other.precision and one.max == other.max:
        return one.max in (99, 99_999) and 24 in (one.min, other.min)
    if one.precision is Precision.APPROXIMATE is other.precision:
        return (_is_spread(one) and _is_spread(other) and one.max == other.max) or _are_dozens(one.min, other.min)
    return False


def _are_loose_words(one: Counted, other: Counted) -> bool:
    """Say whether words bound or name one size: "more than a dozen" and "plus d'une dizaine", "a couple" and "deux"."""
    if one.precision is Precision.AT_LEAST is other.precision:
        return _are_dozens(one.min, other.min)
    return one.precision is Precision.APPROXIMATE and is_same_number(one, other) and one.min == one.max == _COUPLE


def _is_spread(counted: Counted) -> bool:
    return counted.min is not None and counted.max is not None and counted.min != counted.max


def _are_dozens(one: int | None, other: int | None) -> bool:
    """Say whether one number is as many dozens as the other is tens."""
    tens, dozens = sorted((one or 0, other or 0))
    return any((tens, dozens) == (number * _TEN, number * _DOZEN) for number in range(1, _MOST_DOZENS + 1))


def _is_within(exact: int | None, rounded: int | None, share: float) -> bool:
    return bool(exact and rounded) and abs((exact or 0) - (rounded or 0)) <= share * (exact or 0)


def _how(original: Toll, translation: Toll) -> Aspect:
    return Aspect.PRECISION if is_same_number(original, translation) else Aspect.VALUE


def _befell_alike(original: Effect, translation: Effect, *, is_victims: bool) -> bool:
    """Say whether the effect is the same; "casualties" leaves open what any effect says, but does not say dead."""
    if original is translation:
        return True
    if original is Effect.CASUALTIES:
        return is_victims or translation is Effect.INJURED
    return translation is Effect.CASUALTIES
