"""Which words a lexicon change is about, and so which articles it can touch at all. Pure.

A label stands where one of its forms stands: a change to terms, or to exemptions of named terms, can touch only
articles that hold one of those forms. Any other table says how the language is read: every article may change.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from moderation.screening.inflection import unaccented
from moderation.screening.labels.vocabulary import spell_forms
from moderation.screening.lexicon import LanguagePack, Row
from moderation.workflow.wording import EVERYWHERE

# Letter for letter, as the database's index folds (migration 0006).
WITH_ACCENT = "àáâãäåāăąçćčďđèéêëēėęěğìíîïīįıłñńňòóôõöøōőřśšşťùúûüūůűýÿžźżÀÁÂÃÄÅÇČÈÉÊËÌÍÎÏÑÒÓÔÕÖØŠÙÚÛÜÝŽ’ʼ‘"
WITHOUT = "aaaaaaaaacccddeeeeeeeegiiiiiiilnnnoooooooorssstuuuuuuuyyzzzaaaaaacceeeeiiiinoooooosuuuuyz'''"

SHORTEST = 3  # letters that the index can look for

# Language → alternatives, each the words that must all stand in the text; None: every article in that language.
Needles = Mapping[str, Sequence[Sequence[str]] | None]
Tables = Mapping[str, Mapping[str, Sequence[Row]]]

_FOLDING = str.maketrans(WITH_ACCENT, WITHOUT)
_WORDS = re.compile(r"\w+")


def fold(text: str) -> str:
    """Return *text* as the index keeps it: small letters, no accents."""
    return text.lower().translate(_FOLDING)


def find_needles(changes: Iterable[Mapping[str, Any]], old: Tables, new: Tables) -> dict[str, list[list[str]] | None]:
    """Return what to look for: the words of every row that the changes put in, change or take out."""
    needles: dict[str, list[list[str]] | None] = {}
    for change in changes:
        language = change["language"]
        if language == EVERYWHERE:
            # Who is a party says how a source is graded, whatever the language.
            needles.update(dict.fromkeys(new, None))
            continue
        forms = _forms(change, old.get(language, {}), new.get(language, {}), language)
        known = needles.setdefault(language, [])
        if forms is None or known is None:
            needles[language] = None
        else:
            known.extend(_words(form) for form in forms)
    return {language: None if found is None else _fewest(found) for language, found in needles.items()}


def _forms(
    change: Mapping[str, Any], old: Mapping[str, Sequence[Row]], new: Mapping[str, Sequence[Row]], language: str
) -> set[str] | None:
    forms: set[str] = set()
    for tables in (old, new):
        pack = LanguagePack(language, {name: tuple(rows) for name, rows in tables.items()})
        rows = [row for row in tables.get(change["table"], ()) if row["id"] == change["id"]]
        if change["table"] == "exemptions":
            rows = [term for row in rows for term in _terms_of(row, pack)]
        elif change["table"] != "terms":
            return None
        forms.update(form for row in rows for form in spell_forms(row, pack))
    return forms


def _terms_of(exemption: Row, pack: LanguagePack) -> list[Row]:
    """Return the terms that an exemption names: by lemma, by id or by category."""
    names = set(exemption["terms"].split("|"))
    return [row for row in pack.rows("terms") if {row["lemma"], row["id"], f"@{row['category']}"} & names]


def _words(form: str) -> list[str]:
    """Return the words of a form that the index can look for, accents gone: capitals may have lost them."""
    words = _WORDS.findall(fold(unaccented(form)))
    return sorted({word for word in words if len(word) >= SHORTEST} or set(words))


def _fewest(alternatives: Iterable[Sequence[str]]) -> list[list[str]]:
    """Leave out what another alternative finds too: "terrorists" where "terrorist" is looked for."""
    kept: list[list[str]] = []
    for words in sorted(
        {tuple(words) for words in alternatives if words}, key=lambda words: (sum(map(len, words)), words)
    ):
        if not any(all(any(need in word for word in words) for need in fewer) for fewer in kept):
            kept.append(list(words))
    return kept
