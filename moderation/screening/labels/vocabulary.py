"""The loaded labels of a language, compiled once a pack: every form of every term in one automaton."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Any, NamedTuple

import ahocorasick

from moderation.screening.inflection import inflect, read_paradigms, unaccented
from moderation.screening.labels.contexts import Context, read_context, read_contexts, read_word_sets
from moderation.screening.labels.plain_words import PlainWords, read_plain_words
from moderation.screening.lexicon import LanguagePack, Row, UnreadableLexicon
from moderation.screening.values import Severity

# The contexts' names for the ways of naming in which somebody else is the one who says the label, and for what
# shows whose words the marks around a label hold.
NAMED_BY_OTHERS = "named_by_others"
QUOTED_FROM_OTHERS = "quoted_from_others"
# And for the ways of calling somebody names, where a word of many senses is a label.
CALLED = "called"


@dataclass(frozen=True, slots=True, eq=False)
class Exemption:
    """A rule that clears a label: a name, a charge, a designation, another sense."""

    id: str
    kind: str
    context: Context


@dataclass(frozen=True, slots=True, eq=False)
class Term:
    """One loaded label; ``requires`` are alternatives, ``()`` where it is a label wherever it stands."""

    id: str
    lemma: str
    category: str
    severity: Severity
    plain: PlainWords
    rule: str
    requires: tuple[Context, ...]
    exemptions: tuple[Exemption, ...]
    says_marks: bool = False  # one of its rows says where marks around it alone make it a label


class Form(NamedTuple):
    """One inflected form; *accented* is the proper spelling where the form has lost its accents."""

    term: Term
    accented: str | None = None


Forms = tuple[int, tuple[Form, ...]]


class ReviewWords(NamedTuple):
    """Words that tell copy about a work: kinds in its kicker, words by their number; and what says it is of facts."""

    kinds: frozenset[str]
    works: frozenset[str]
    facts: frozenset[str]


@dataclass(frozen=True, slots=True, eq=False)
class Vocabulary:
    """Every term, and the automaton that finds their forms: form → (its length, its terms)."""

    terms: tuple[Term, ...]
    automaton: Any
    named_by_others: tuple[Context, ...]
    quoted_from_others: tuple[Context, ...]
    called: tuple[Context, ...]
    review_words: ReviewWords


@lru_cache(maxsize=12)
def compile_vocabulary(pack: LanguagePack) -> Vocabulary:
    """Compile *pack*'s labels.

    :raises UnreadableLexicon: a row names an inflection class, word set, context or term that is not there.
    """
    terms = tuple(_read_terms(pack))
    automaton = ahocorasick.Automaton()
    for text, forms in _collect_forms(pack, terms).items():
        automaton.add_word(text, (len(text), tuple(forms)))
    if terms:
        automaton.make_automaton()
    sets = read_word_sets(pack)
    contexts = read_contexts(pack, sets)
    return Vocabulary(
        terms,
        automaton,
        named_by_others=contexts.get(NAMED_BY_OTHERS, ()),
        quoted_from_others=contexts.get(QUOTED_FROM_OTHERS, ()),
        called=contexts.get(CALLED, ()),
        review_words=ReviewWords(*(sets.get(name, frozenset()) for name in ("work_kinds", "work_words", "fact_kinds"))),
    )


def spell_forms(row: Row, pack: LanguagePack) -> tuple[str, ...]:
    """Return every form that one row of table ``terms`` stands for, accents in place, sorted.

    A variant is inflected like its lemma, or as it says itself: ``merc:s``.
    """
    paradigms = read_paradigms(pack)
    forms: set[str] = set()
    for spelling, classes in _spellings(row).items():
        forms.update(inflect(spelling, classes, paradigms))
    return tuple(sorted(forms))


def _spellings(row: Row) -> dict[str, str]:
    """Return the lemma and its variants, each with the classes of its words."""
    variants = (variant.partition(":") for variant in row["variants"].split("|") if variant)
    return {row["lemma"]: row["inflect"]} | {spelling: classes or row["inflect"] for spelling, _, classes in variants}


def _read_terms(pack: LanguagePack) -> Iterator[Term]:
    sets = read_word_sets(pack)
    contexts = read_contexts(pack, sets)
    rules = {row["name"]: row["text"] for row in pack.rows("label_rules")}
    paradigms = read_paradigms(pack)
    exemptions = [(row["terms"].split("|"), _exemption(row, sets)) for row in pack.rows("exemptions")]
    for row in pack.rows("terms"):
        keys = {row["lemma"], row["id"], f"@{row['category']}"}
        try:
            requires = tuple(context for name in row["requires"].split() for context in contexts[name])
            yield Term(
                id=row["id"],
                lemma=row["lemma"],
                category=row["category"],
                severity=Severity(row["severity"]),
                plain=read_plain_words(row["suggestions"], _spellings(row), paradigms),
                rule=rules[row["rule"]] if row["rule"] else "",  # who reads originals only advises nobody
                requires=requires,
                exemptions=tuple(rule for names, rule in exemptions if not keys.isdisjoint(names)),
                says_marks=any(context.asks_for_marks for context in requires),
            )
        except (KeyError, ValueError) as error:
            raise UnreadableLexicon(f"{row['id']}: no such severity, rule or context: {error}") from error


def _exemption(row: Row, sets: Mapping[str, frozenset[str]]) -> Exemption:
    return Exemption(row["id"], row["kind"], read_context(row, sets))


def _collect_forms(pack: LanguagePack, terms: tuple[Term, ...]) -> dict[str, list[Form]]:
    collected: dict[str, list[Form]] = {}
    for row, term in zip(pack.rows("terms"), terms, strict=True):
        for form in spell_forms(row, pack):
            collected.setdefault(form, []).append(Form(term))
            bare = unaccented(form)
            if bare != form:
                collected.setdefault(bare, []).append(Form(term, accented=form))
    return collected
