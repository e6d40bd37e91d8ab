"""What comparing a translation with its original came to: a value, made once and shared by the checks on drift."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from moderation.screening.values import Reading, Span


class Aspect(StrEnum):
    """In what two tolls that count the same people differ."""

    VALUE = "value"
    PRECISION = "precision"
    EFFECT = "effect"


@dataclass(frozen=True, slots=True)
class TollPair:
    """Indexes of a toll of the original and the one that renders it; ``differs`` is empty where it is faithful."""

    original: int
    translation: int
    differs: tuple[Aspect, ...] = ()


@dataclass(frozen=True, slots=True)
class LabelPair:
    """Indexes of a label of the original and the one of the same category that renders it."""

    original: int
    translation: int


@dataclass(frozen=True, slots=True)
class LostHedge:
    """A statement that the original hedges by ``cue`` and the translation, at ``span``, states as a fact.

    Where it is a toll, ``toll`` is its index in the translation, ``original_toll`` in the original.
    """

    cue: Span
    span: Span
    toll: int | None = None
    original_toll: int | None = None


@dataclass(frozen=True, slots=True)
class Comparison:
    """A translation beside its original: which toll and label renders which, and what stands in one text only.

    ``missing`` are tolls of the original, ``added`` tolls and ``added_labels`` labels of the translation; ``left_out``
    are those tolls missing from a mere extract whose passage was not taken over at all, ``sourceless`` those of
    ``tolls`` whose source was dropped or lost its name, ``unmarked`` those of ``labels`` that lost their quotation
    marks.
    """

    original: Reading
    translation: Reading
    tolls: tuple[TollPair, ...] = ()
    missing: tuple[int, ...] = ()
    left_out: tuple[int, ...] = ()
    added: tuple[int, ...] = ()
    labels: tuple[LabelPair, ...] = ()
    added_labels: tuple[int, ...] = ()
    unmarked: tuple[LabelPair, ...] = ()
    hedges: tuple[LostHedge, ...] = ()
    sourceless: tuple[TollPair, ...] = ()
