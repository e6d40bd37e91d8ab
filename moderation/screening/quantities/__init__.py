"""Quantities: every number a text states, with its bounds and how firmly it is stated."""

from __future__ import annotations

from moderation.screening.lexicon import LanguagePack
from moderation.screening.quantities.figures import Figure, Sort, read_figures
from moderation.screening.quantities.tokens import Tokens, cut
from moderation.screening.quantities.words import quantity_words, small_words, stating_forms
from moderation.screening.values import Layout, Quantity, Span

__all__ = [
    "Figure",
    "Sort",
    "Tokens",
    "cut",
    "find_quantities",
    "quantity_words",
    "read_figures",
    "small_words",
    "stating_forms",
]


def find_quantities(layout: Layout, pack: LanguagePack) -> tuple[Quantity, ...]:
    """Return what *layout* counts, in reading order; dates, ages, measures and sums are left out."""
    phrases = quantity_words(pack)
    found = []
    for sentence in layout.sentences:
        tokens = cut(layout.folded, sentence.start, sentence.end, pack)
        for figure in read_figures(tokens.words, phrases):
            if figure.sort in (Sort.NUMBER, Sort.ARTICLE, Sort.ZERO):
                span = Span(tokens.starts[figure.first], tokens.ends[figure.after - 1])
                found.append(Quantity(span, figure.min, figure.max, figure.precision))
    return tuple(found)
