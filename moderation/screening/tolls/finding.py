"""Find the tolls of a text: gate by casualty words, chunk and link only the sentences that hold one."""

from __future__ import annotations

import re
from collections.abc import Iterator

from moderation.screening.lexicon import LanguagePack
from moderation.screening.tolls.chunks import Chunk, read_row
from moderation.screening.tolls.constructions import read_grammar
from moderation.screening.tolls.lexemes import LETTER, read_lexemes
from moderation.screening.tolls.linking import Before, Link, Linker
from moderation.screening.values import Effect, Layout, Modality, Precision, Span, Toll

_WORD = re.compile(r"[^\W\d_]+")
_STRETCH = 1500  # code points read as one sentence at most, so that odd input stays linear
_REACH = 2  # sentences over which a toll's effect is still understood


def has_candidates(folded: str, pack: LanguagePack) -> bool:
    """Say, at the price of one scan, whether *folded* holds a casualty word at all."""
    return not read_lexemes(pack).gate.isdisjoint(_WORD.findall(folded))


def find_tolls(layout: Layout, pack: LanguagePack) -> tuple[Toll, ...]:
    """Return the tolls of *layout* in reading order."""
    if not has_candidates(layout.folded, pack):
        return ()
    tolls: list[Toll] = []
    since, last = _REACH + 1, None
    gate = read_lexemes(pack).gate
    for sentence in layout.sentences:
        for stretch in _stretches(layout.folded, sentence):
            since += 1
            last = last if since <= _REACH else None
            if last is None and gate.isdisjoint(_WORD.findall(layout.folded, stretch.start, stretch.end)):
                continue
            found = list(_read(layout, stretch, pack, tolls, last))
            if found:
                tolls.extend(found)
                since, last = 0, _last_effect(tolls)
    return tuple(tolls)


def _stretches(folded: str, sentence: Span) -> Iterator[Span]:
    """Cut an endless sentence at spaces."""
    start = sentence.start
    while sentence.end - start > _STRETCH:
        cut = folded.rfind(" ", start + 1, start + _STRETCH)
        end = cut if cut > start else start + _STRETCH
        yield Span(start, end)
        start = end
    yield Span(start, sentence.end)


def _last_effect(tolls: list[Toll]) -> Effect:
    whole = [toll for toll in tolls if toll.part_of is None]
    return (whole or tolls)[-1].effect


def _read(
    layout: Layout, stretch: Span, pack: LanguagePack, told: list[Toll], effect: Effect | None
) -> Iterator[Toll]:
    row = read_row(layout, stretch, pack)
    links = Linker(row, read_grammar(pack), Before(effect)).run()
    order = sorted(links)
    place = {index: len(told) + rank for rank, index in enumerate(order)}
    whole_before = max((rank for rank, toll in enumerate(told) if toll.part_of is None), default=None)
    for index in order:
        link = links[index]
        part_of = place.get(link.whole) if link.whole is not None else whole_before if link.outside else None
        yield _toll(row.chunks, link, part_of)


def _toll(chunks: list[Chunk], link: Link, part_of: int | None) -> Toll:
    chunk, word = chunks[link.figure], chunks[link.word].span
    figure = chunk.figure
    if figure is None:
        raise ValueError(f"a construction captured {chunk.letter!r} as a figure: capture a figure class as n=")
    low, high, precision = figure.min, figure.max, figure.precision
    return Toll(chunk.span, link.effect, low, high, precision, word, chunk.victims, Modality.ASSERTED, part_of)
