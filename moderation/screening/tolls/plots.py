"""Know a plot by the title that it stands behind: 'In "The Weir", two sisters drown', '"Salt Road" opens with'.

Books, films, series and games are told in the present, and whom they kill is nobody. What is told in the past is left
to the others: books are written about real disasters too. Storms, camps and marches stand in quotation marks as well,
and headlines are told in the present: behind a title that nothing calls a novel or a film, only verbs are believed that
tell of works alone.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from dataclasses import dataclass
from functools import lru_cache

from moderation.screening.lexicon import LanguagePack
from moderation.screening.sieve import words_of
from moderation.screening.tolls.lexemes import forms_of
from moderation.screening.values import Layout, Quotation, Span

_LONGEST_TITLE = 60  # code points
_LONGEST_OPENING = 10  # words before the title: "in her third novel"
_SMALL = 3  # letters that a title's word may have without a capital
_WORD = re.compile(r"[^\W\d_]+")
# What may stand between a title and its verb: the author, the channel.
_ASIDE = re.compile(r" ?(?:\([^()\n]{1,80}\)|,[^,.:;\n]{1,80},)")
_MARKS = " ,"


@dataclass(frozen=True, slots=True)
class Titles:
    """The words around the titles of one language."""

    works: frozenset[str]  # "novel", "film"
    presenting: frozenset[str]  # what may stand before a title, these and "in", "her", "third"
    within: frozenset[str]  # "in": behind it and a title, a plot is told
    telling: frozenset[str]  # verbs by which works alone tell their plots: "centres on"
    staging: frozenset[str]  # verbs by which marches and storms begin and end too: "opens", "sees"
    bygone: frozenset[str]  # "were": a plot is told in the present
    participle: frozenset[str]  # "killed", which is past where nothing present stands before it
    present: frozenset[str]  # "are", "has"


@lru_cache(maxsize=12)
def read_titles(pack: LanguagePack) -> Titles:
    """Return the words around titles in *pack*, once."""
    works = forms_of(pack, "work")
    kinds = ("within", "telling", "staging", "bygone", "participle", "present")
    return Titles(works, works | forms_of(pack, "presenting"), *(forms_of(pack, kind) for kind in kinds))


def tells_plot(layout: Layout, sentence: Span, titles: Titles) -> bool:
    """Say whether a sentence tells, in the present, the plot of a work whose title stands in quotation marks."""
    title = _first_quotation(layout, sentence)
    if title is None or not _is_title(layout.plain[title.inner.start : title.inner.end]):
        return False
    opening = words_of(layout.folded, sentence.start, title.outer.start)
    if not _presents(layout.plain[sentence.start : title.outer.start], opening, titles):
        return False
    behind = layout.folded[title.outer.end : sentence.end]
    if _is_bygone(words_of(behind), titles):
        return False
    is_work = not titles.works.isdisjoint(opening)
    if opening and opening[0] in titles.within:
        # 'In "The Weir", …', but 'In "Camp Hope" fire', 'In the "Royal"', 'In Gaza, "Camp Hope" burns'
        return is_work or (len(opening) == 1 and _ends_in_comma(layout.plain, title))
    telling = titles.telling | titles.staging if is_work else titles.telling
    aside = _ASIDE.match(behind)
    return _begins_with(behind, telling) or (aside is not None and _begins_with(behind[aside.end() :], telling))


def _is_bygone(words: list[str], titles: Titles) -> bool:
    """Say whether words tell of the past: "drowned", "a fire killed 12", but not "two men are killed"."""
    pairs = zip(["", *words], words, strict=False)
    return any(
        word in titles.bygone or (word in titles.participle and before not in titles.present) for before, word in pairs
    )


def _ends_in_comma(plain: str, title: Quotation) -> bool:
    return plain[title.inner.end - 1] == "," or plain[title.outer.end : title.outer.end + 1] == ","


def _first_quotation(layout: Layout, sentence: Span) -> Quotation | None:
    at = bisect_left(layout.quotations, sentence.start, key=lambda quotation: quotation.outer.start)
    found = layout.quotations[at] if at < len(layout.quotations) else None
    return found if found is not None and found.closed and found.outer.end <= sentence.end else None


def _is_title(inner: str) -> bool:
    """Say whether words in quotation marks are a title: few, and all but the small ones with capitals."""
    words = _WORD.findall(inner)
    if not words or len(inner) > _LONGEST_TITLE or not words[0][0].isupper() or inner.rstrip()[-1] in ".!?":
        return False
    return all(word[0].isupper() or len(word) <= _SMALL for word in words)


def _presents(plain: str, folded: list[str], titles: Titles) -> bool:
    """Say whether nothing but a work, its kind or its author stands before the title: "in Ada Holm's third novel"."""
    words = _WORD.findall(plain)
    if len(words) > _LONGEST_OPENING or len(words) != len(folded):
        return False
    return all(word[0].isupper() or form in titles.presenting for word, form in zip(words, folded, strict=True))


def _begins_with(words: str, forms: frozenset[str]) -> bool:
    words = words.lstrip(_MARKS)
    return any(words.startswith(form) and not words[len(form) : len(form) + 1].isalnum() for form in forms)
