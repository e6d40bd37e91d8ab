"""Know a plot by the title that it stands behind: 'In "The Weir", two sisters drown', '"Salt Road" opens with'.

Books, films, series and games are told in the present, and whom they kill is nobody. What is told in the past is left
to the others: books are written about real disasters too. Storms, camps and marches stand in quotation marks as well,
and headlines are told in the present: behind a title that nothing calls a novel or a film, only verbs are believed that
tell of works alone. Without a title, "The novel follows" tells a plot as well, and so does a clause that hangs on a
work: "the play, in which two sisters drown, is cancelled".
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from moderation.screening.lexicon import LanguagePack
from moderation.screening.sieve import words_of
from moderation.screening.tolls.lexemes import forms_of
from moderation.screening.tolls.phrases import any_of
from moderation.screening.tolls.tenses import Tenses, read_tenses
from moderation.screening.values import Layout, Quotation, Span

_LONGEST_TITLE = 60  # code points
_LONGEST_OPENING = 10  # words before the title: "in her third novel"
_SMALL = 3  # letters that a title's word may have without a capital
_WORD = re.compile(r"[^\W_]+")
# What may stand between a title and its verb: the author, the channel.
_ASIDE = re.compile(r" ?(?:\([^()\n]{1,80}\)|,[^,.:;\n]{1,80},)")
_MARKS = " ,"
_MARK = re.compile(r"[,;:.!?()\u2013\u2014]")  # what ends a clause


@dataclass(frozen=True, slots=True)
class Titles:
    """The words around the titles of one language."""

    fiction: frozenset[str]  # "novel": works that tell of nobody real even without a title
    works: frozenset[str]  # these, and such as have namesakes in the news: "series", "play"
    presenting: frozenset[str]  # what may stand before a title, these and "in", "her", "third"
    within: frozenset[str]  # "in": behind it and a title, a plot is told
    telling: frozenset[str]  # verbs by which works alone tell their plots: "centres on"
    staging: frozenset[str]  # verbs by which marches and storms begin and end too: "opens", "sees"
    plotting: frozenset[str]  # "follows": what such a work does with its people
    setting: frozenset[str]  # "set in": where a work plays, and no disaster does
    going_on: re.Pattern[str]  # what tells on of a work that is set somewhere, and of no film set that burns
    scenes: re.Pattern[str]  # "play, in which": what opens a clause that tells a plot
    parts: re.Pattern[str]  # "scene in which": the same beside a work or its public; police seal off scenes too
    public: frozenset[str]  # "novel", "reviewers"
    real: frozenset[str]  # "tribute", "on fire", "police say": what is no part of a plot
    all_capitals: bool  # every longer word of a title bears a capital; else the first alone does
    tenses: Tenses

    def is_real(self, words: Sequence[str]) -> bool:
        """Say whether *words* tell of what happened: in the past, or as somebody reports or mourns it."""
        pairs = zip(["", *words], words, strict=False)
        said = any(word in self.real or f"{before} {word}" in self.real for before, word in pairs)
        return said or self.tenses.is_past(words)


@dataclass(frozen=True, slots=True)
class Plot:
    """The part of a sentence that tells a plot; all of it, where it ``is_titled``."""

    span: Span
    is_titled: bool = False


@lru_cache(maxsize=12)
def read_titles(pack: LanguagePack) -> Titles:
    """Return the words around titles in *pack*, once."""
    fiction, clauses = forms_of(pack, "fiction"), forms_of(pack, "clause")
    works = fiction | forms_of(pack, "work")
    return Titles(
        fiction=fiction,
        works=works,
        presenting=works | forms_of(pack, "presenting"),
        within=forms_of(pack, "within"),
        telling=forms_of(pack, "telling"),
        staging=forms_of(pack, "staging"),
        plotting=forms_of(pack, "plotting"),
        setting=forms_of(pack, "setting"),
        going_on=any_of(forms_of(pack, "plotting") | forms_of(pack, "telling") | forms_of(pack, "relating")),
        scenes=_openings(fiction | forms_of(pack, "passage"), clauses),
        parts=_openings(forms_of(pack, "part"), clauses),
        public=fiction | forms_of(pack, "public"),
        real=forms_of(pack, "real") | forms_of(pack, "tribute"),
        all_capitals="first" not in forms_of(pack, "titled"),
        tenses=read_tenses(pack),
    )


def find_plot(layout: Layout, sentence: Span, titles: Titles) -> Plot | None:
    """Return what a sentence tells, in the present, of the plot of a work; None without one.

    All of it behind a title in quotation marks, else the rest of it behind "The novel follows", or a clause behind
    "the play, in which".
    """
    opening = _read_opening(layout, sentence, titles)
    if _is_behind_title(layout, sentence, opening, titles):
        return Plot(sentence, is_titled=True)
    found = _behind_work(layout, sentence, opening, titles) or _behind_scene(layout, sentence, titles)
    if found is None or titles.is_real(words_of(layout.folded, *found)):
        return None
    return Plot(found)


def _read_opening(layout: Layout, sentence: Span, titles: Titles) -> list[re.Match[str]]:
    """Return the words that open a sentence and present a work: its kind, its author, "in her third"."""
    opening: list[re.Match[str]] = []
    for word in _WORD.finditer(layout.folded, *sentence):
        is_presenting = layout.plain[word.start()].isupper() or word[0] in titles.presenting or word[0].isdecimal()
        if not is_presenting or len(opening) == _LONGEST_OPENING:
            break
        opening.append(word)
    return opening


def _is_behind_title(layout: Layout, sentence: Span, opening: Sequence[re.Match[str]], titles: Titles) -> bool:
    """Say whether a sentence tells the plot of a work whose title stands in quotation marks."""
    title = _first_quotation(layout, sentence)
    if title is None or not _is_title(layout.plain[title.inner.start : title.inner.end], titles):
        return False
    words = [word[0] for word in opening if word.end() <= title.outer.start]
    if len(words) != len(_WORD.findall(layout.folded, sentence.start, title.outer.start)):
        return False
    behind = layout.folded[title.outer.end : sentence.end]
    if titles.is_real(words_of(behind)):
        return False
    is_work = not titles.works.isdisjoint(words)
    if words and words[0] in titles.within:
        # 'In "The Weir", …', but 'In "Camp Hope" fire', 'In the "Royal"', 'In Gaza, "Camp Hope" burns'
        return is_work or (len(words) == 1 and _ends_in_comma(layout.plain, title))
    return _tells(behind, titles.telling | titles.staging if is_work else titles.telling)


def _behind_work(layout: Layout, sentence: Span, opening: Sequence[re.Match[str]], titles: Titles) -> Span | None:
    """Return what stands behind a work that opens a sentence and what it does: "Her latest thriller begins with"."""
    work = next((word for word in opening if word[0] in titles.works), None)
    if work is None:
        return None
    behind = layout.folded[work.end() : sentence.end]
    is_set, told = _begins_with(behind, titles.setting), _tells(behind, titles.plotting)
    # rooms and matches have the names of works: "la pièce située au sous-sol", "the series ends with"
    if is_set and not told and work[0] in titles.fiction:
        told = titles.going_on.search(behind) is not None  # "Film set at the mill collapses"
    is_plot = told if work[0] in titles.fiction else is_set and told
    return Span(work.end(), sentence.end) if is_plot else None


def _behind_scene(layout: Layout, sentence: Span, titles: Titles) -> Span | None:
    """Return the clause that hangs on a work or a scene of one, up to the next mark."""
    opening = titles.scenes.search(layout.folded, *sentence)
    if opening is None and not titles.public.isdisjoint(words_of(layout.folded, *sentence)):
        opening = titles.parts.search(layout.folded, *sentence)
    if opening is None:
        return None
    mark = _MARK.search(layout.folded, opening.end(), sentence.end)
    return Span(opening.end(), mark.start() if mark else sentence.end)


def _openings(nouns: frozenset[str], clauses: frozenset[str]) -> re.Pattern[str]:
    """Compile what opens a clause that tells a plot."""
    either = ("|".join(map(re.escape, sorted(forms, key=len, reverse=True))) or "(?!)" for forms in (nouns, clauses))
    return re.compile(r"\b(?:{}),? (?:{})(?!\w)".format(*either))


def _ends_in_comma(plain: str, title: Quotation) -> bool:
    return plain[title.inner.end - 1] == "," or plain[title.outer.end : title.outer.end + 1] == ","


def _first_quotation(layout: Layout, sentence: Span) -> Quotation | None:
    at = bisect_left(layout.quotations, sentence.start, key=lambda quotation: quotation.outer.start)
    found = layout.quotations[at] if at < len(layout.quotations) else None
    return found if found is not None and found.closed and found.outer.end <= sentence.end else None


def _is_title(inner: str, titles: Titles) -> bool:
    """Say whether words in quotation marks are a title: few, and with the capitals that the language gives one."""
    words = _WORD.findall(inner)
    if not words or len(inner) > _LONGEST_TITLE or not words[0][0].isupper() or inner.rstrip()[-1] in ".!?":
        return False
    return not titles.all_capitals or all(word[0].isupper() or len(word) <= _SMALL for word in words)


def _tells(behind: str, forms: frozenset[str]) -> bool:
    """Say whether one of *forms* stands behind a work or its title, perhaps after its author or channel."""
    aside = _ASIDE.match(behind)
    return _begins_with(behind, forms) or (aside is not None and _begins_with(behind[aside.end() :], forms))


def _begins_with(words: str, forms: frozenset[str]) -> bool:
    words = words.lstrip(_MARKS)
    return any(words.startswith(form) and not words[len(form) : len(form) + 1].isalnum() for form in forms)
