"""When a word is a label, or is none: conditions on its form and on the words around it, from rows.

The columns of a row all have to hold, an empty one asks for nothing:
``forms`` the label's own words · ``casing`` how it is written · ``before`` and ``after`` phrases right
beside it · ``near`` a word of its sentence · ``without`` no such word in its sentence.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass

from moderation.screening.labels.surroundings import (
    Element,
    Phrases,
    Surroundings,
    Word,
    WordSets,
    look_around,
    read_phrases,
    read_words,
)
from moderation.screening.lexicon import LanguagePack, Row, UnreadableLexicon
from moderation.screening.values import Layout, Span

_NEAR_WORDS = 14  # words on either side that count as near
_MARKS = ('""', "''", "\u00ab\u00bb")
_TITLED = 0.6  # share of capitals that makes a line a headline in title case


@dataclass(frozen=True, slots=True)
class Sighting:
    """A label as it stands in the text: its words, and those around it."""

    words: str
    surroundings: Surroundings
    opens_sentence: bool
    is_singled_out: bool  # it stands alone between quotation marks


def sight(layout: Layout, span: Span) -> Sighting:
    """Return what the conditions ask about the label at *span*."""
    surroundings = look_around(layout, span)
    marks = (
        layout.plain[max(0, span.start - 2) : span.start].rstrip()[-1:]
        + layout.plain[span.end : span.end + 2].lstrip()[:1]
    )
    return Sighting(
        words=span.of(layout.plain),
        surroundings=surroundings,
        opens_sentence=not surroundings.before,
        is_singled_out=marks in _MARKS,
    )


@dataclass(frozen=True, slots=True)
class Context:
    """One row's conditions; all that are given must hold."""

    forms: frozenset[str]
    casing: Callable[[Sighting], bool] | None
    before: Phrases | None
    after: Phrases | None
    near: Element | None
    without: Element | None

    def holds(self, sighting: Sighting) -> bool:
        """Say whether the label stands in this context."""
        around = sighting.surroundings
        return (
            (not self.forms or sighting.words.lower() in self.forms)
            and (self.casing is None or self.casing(sighting))
            and (self.before is None or self.before.open(around.before))
            and (self.after is None or self.after.open(around.after))
            and (self.near is None or _is_near(self.near, around))
            and (self.without is None or not _is_near(self.without, around))
        )


def read_context(row: Row, sets: WordSets) -> Context:
    """Return the conditions of one row.

    :raises UnreadableLexicon: the row names a casing or a word set that is not there, or asks for nothing.
    """
    casing = row.get("casing", "")
    if casing and casing not in _CASINGS:
        raise UnreadableLexicon(f"{row['id']}: no casing {casing!r}; use one of {', '.join(_CASINGS)}")
    try:
        return Context(
            forms=frozenset(filter(None, row.get("forms", "").split("|"))),
            casing=_CASINGS.get(casing),
            before=read_phrases(row.get("before", ""), sets, backwards=True),
            after=read_phrases(row.get("after", ""), sets),
            near=read_words(row.get("near", ""), sets),
            without=read_words(row.get("without", ""), sets),
        )
    except KeyError as error:
        raise UnreadableLexicon(f"{row['id']}: no word set {error}; add it to label_words.csv") from error
    except ValueError as error:
        raise UnreadableLexicon(f"{row['id']}: {error}") from error


def read_word_sets(pack: LanguagePack) -> WordSets:
    """Return the named sets of words that conditions refer to as ``@name``."""
    sets: dict[str, frozenset[str]] = {}
    for row in pack.rows("label_words"):
        sets[row["name"]] = sets.get(row["name"], frozenset()) | frozenset(row["words"].split("|"))
    return sets


def read_contexts(pack: LanguagePack, sets: WordSets) -> Mapping[str, tuple[Context, ...]]:
    """Return the named contexts of table ``label_contexts``: rows of one name are alternatives."""
    named: dict[str, tuple[Context, ...]] = {}
    for row in pack.rows("label_contexts"):
        named[row["name"]] = (*named.get(row["name"], ()), read_context(row, sets))
    return named


def _is_near(element: Element, around: Surroundings) -> bool:
    return _any_meets(element, around.before[:_NEAR_WORDS]) or _any_meets(element, around.after[:_NEAR_WORDS])


def _any_meets(element: Element, words: Iterable[Word]) -> bool:
    return any(map(element.meets, words))


def _is_in_name(sighting: Sighting) -> bool:
    """Say whether the label is part of a capitalised name, outside headlines that capitalise every word."""
    around = sighting.surroundings
    if not sighting.words[0].isupper() or sighting.words.isupper():
        return False
    neighbours = (*around.before[:1], *around.after[:1])
    if not any(word.written[0].isupper() for word in neighbours):
        return False
    others = [word.written for word in (*around.before[1:-1], *around.after[1:]) if len(word.written) > 3]
    return sum(word[0].isupper() for word in others) < _TITLED * len(others) or not others


def _is_capitalised(sighting: Sighting) -> bool:
    return sighting.words[0].isupper() and not sighting.opens_sentence


def _is_opening(sighting: Sighting) -> bool:
    return sighting.opens_sentence


_CASINGS: Mapping[str, Callable[[Sighting], bool]] = {
    "name": _is_in_name,
    "capital": _is_capitalised,
    "opening": _is_opening,
}
