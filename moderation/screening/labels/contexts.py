"""When a word is a label, or is none: conditions on its form and on the words around it, from rows.

The columns of a row all have to hold, an empty one asks for nothing:
``forms`` the label's own words · ``casing`` how it is written · ``before`` and ``after`` phrases right
beside it · ``near`` a word of its sentence · ``without`` no such word in its sentence.

``casing`` says how the label is set: ``capital``, part of a ``name``, ``opening`` its sentence, ``alone`` between
quotation marks, so and with a capital like a ``title``, in the ``company`` of two other words that take sides,
or in a ``review``, copy about a work of stage, screen or page.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from moderation.screening.labels.phrases import Element, Phrases, WordSets, read_phrases, read_words
from moderation.screening.labels.surroundings import Surroundings, Word
from moderation.screening.lexicon import LanguagePack, Row, UnreadableLexicon

_LINKS = 2  # short words that may stand between the parts of a name
_SHORT = 3  # their longest
_ALONE = "alone"
_TITLED = 0.6  # share of capitals that makes a line a headline in title case


@dataclass(frozen=True, slots=True)
class Context:
    """One row's conditions; all that are given must hold."""

    forms: frozenset[str]
    casing: Callable[[Surroundings], bool] | None
    before: Phrases | None
    after: Phrases | None
    near: Element | None
    without: Element | None
    asks_for_marks: bool = False

    def holds(self, around: Surroundings) -> bool:
        """Say whether the label stands in this context."""
        return (
            (not self.forms or around.words.lower() in self.forms)
            and (self.casing is None or self.casing(around))
            and (self.before is None or self.before.open(around.before))
            and (self.after is None or self.after.open(around.after))
            and (self.near is None or self.near.is_near(around))
            and not self.is_barred(around)
        )

    def is_barred(self, around: Surroundings) -> bool:
        """Say whether a word stands near the label that tells of another sense."""
        return self.without is not None and self.without.is_near(around)


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
            asks_for_marks=casing == _ALONE,
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


def _is_in_name(around: Surroundings) -> bool:
    """Say whether the label is part of a capitalised name, outside headlines that capitalise every word."""
    if not around.words[0].isupper() or around.words.isupper():
        return False
    # A label that opens its clause has its capital for that: only a name right behind it makes it one.
    before, behind = ((), around.after[:1]) if around.opens_clause else (around.before, around.after)
    if not (_is_capital_beside(before) or _is_capital_beside(behind)):
        return False
    others = [word.written for word in (*around.before[1:-1], *around.after[1:]) if len(word.written) > 3]
    return sum(word[0].isupper() for word in others) < _TITLED * len(others) or not others


def _is_capital_beside(words: Sequence[Word]) -> bool:
    """Say whether the next word has a capital, short ones between left out ("War on …", "… de la Paix")."""
    for place, word in enumerate(words[: _LINKS + 1]):
        if word.written[0].isupper():
            # Beyond a short word, the sentence's first word has its capital for another reason.
            return place == 0 or place < len(words) - 1
        if len(word.written) > _SHORT:
            return False
    return False


def _is_capitalised(around: Surroundings) -> bool:
    return around.words[0].isupper() and not around.opens_clause


def _is_opening(around: Surroundings) -> bool:
    return around.opens_sentence


def _is_alone(around: Surroundings) -> bool:
    return around.is_singled_out


def _is_title(around: Surroundings) -> bool:
    return around.is_singled_out and around.words[0].isupper()


def _is_in_company(around: Surroundings) -> bool:
    return around.in_company


def _is_in_review(around: Surroundings) -> bool:
    return around.in_review


_CASINGS: Mapping[str, Callable[[Surroundings], bool]] = {
    "name": _is_in_name,
    "capital": _is_capitalised,
    "opening": _is_opening,
    _ALONE: _is_alone,
    "title": _is_title,
    "company": _is_in_company,
    "review": _is_in_review,
}
