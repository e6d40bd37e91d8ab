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
from dataclasses import dataclass
from functools import lru_cache
from itertools import islice

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
_MARK = re.compile(r"[,;:.!?()\u2013\u2014]")  # what ends a clause


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
    fiction: frozenset[str]  # "novel": works that tell of nobody real even without a title
    plotting: frozenset[str]  # "follows": what such a work does with its people
    setting: frozenset[str]  # "set in": where a work plays, and no disaster does
    scenes: re.Pattern[str]  # "play, in which": what opens a clause that tells a plot
    parts: re.Pattern[str]  # "scene in which": the same beside a work or its public; police seal off scenes too
    public: frozenset[str]  # "novel", "reviewers"
    all_capitals: bool  # every longer word of a title bears a capital; else the first alone does


@lru_cache(maxsize=12)
def read_titles(pack: LanguagePack) -> Titles:
    """Return the words around titles in *pack*, once."""
    works, fiction = forms_of(pack, "work"), forms_of(pack, "fiction")
    return Titles(
        works=works,
        presenting=works | fiction | forms_of(pack, "presenting"),
        within=forms_of(pack, "within"),
        telling=forms_of(pack, "telling"),
        staging=forms_of(pack, "staging"),
        bygone=forms_of(pack, "bygone"),
        participle=forms_of(pack, "participle"),
        present=forms_of(pack, "present"),
        fiction=fiction,
        plotting=forms_of(pack, "plotting"),
        setting=forms_of(pack, "setting"),
        scenes=_openings(fiction | forms_of(pack, "passage"), forms_of(pack, "clause")),
        parts=_openings(forms_of(pack, "part"), forms_of(pack, "clause")),
        public=fiction | forms_of(pack, "public"),
        all_capitals="first" not in forms_of(pack, "titled"),
    )


def tells_plot(layout: Layout, sentence: Span, titles: Titles) -> bool:
    """Say whether a sentence tells, in the present, the plot of a work whose title stands in quotation marks."""
    title = _first_quotation(layout, sentence)
    if title is None or not _is_title(layout.plain[title.inner.start : title.inner.end], titles):
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


def find_plot(layout: Layout, sentence: Span, titles: Titles) -> Span | None:
    """Return the part of a sentence that tells, in the present, the plot of a work without a title; None without one.

    The whole sentence behind "The novel follows", a clause behind "the play, in which".
    """
    found = _behind_work(layout, sentence, titles) or _behind_scene(layout, sentence, titles)
    if found is None or _is_bygone(words_of(layout.folded, *found), titles):
        return None
    return found


def _behind_work(layout: Layout, sentence: Span, titles: Titles) -> Span | None:
    """Return what stands behind a work that opens a sentence and what it does: "Her latest thriller begins with"."""
    opening: list[str] = []
    for word in islice(_WORD.finditer(layout.folded, *sentence), _LONGEST_OPENING):
        opening.append(word[0])
        if word[0] in titles.fiction or word[0] in titles.works:
            if not _presents(layout.plain[sentence.start : word.end()], opening, titles):
                return None
            behind = layout.folded[word.end() : sentence.end]
            aside = _ASIDE.match(behind)
            is_set = _begins_with(behind, titles.setting)
            told = _begins_with(behind, titles.plotting)
            told = told or (aside is not None and _begins_with(behind[aside.end() :], titles.plotting))
            # rooms and matches have the names of works: "la pièce située au sous-sol", "the series ends with"
            is_plot = is_set or told if word[0] in titles.fiction else is_set and told
            return Span(word.end(), sentence.end) if is_plot else None
    return None


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


def _is_bygone(words: list[str], titles: Titles) -> bool:
    """Say whether words tell of the past: "drowned", "sont morts", "a fire killed 12", but not "two men are killed"."""
    pairs = zip(["", *words], words, strict=False)
    return any(
        word in titles.bygone
        or f"{before} {word}" in titles.bygone
        or (word in titles.participle and before not in titles.present)
        for before, word in pairs
    )


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


def _presents(plain: str, folded: list[str], titles: Titles) -> bool:
    """Say whether nothing but a work, its kind or its author stands before the title: "in Ada Holm's third novel"."""
    words = _WORD.findall(plain)
    if len(words) > _LONGEST_OPENING or len(words) != len(folded):
        return False
    return all(word[0].isupper() or form in titles.presenting for word, form in zip(words, folded, strict=True))


def _begins_with(words: str, forms: frozenset[str]) -> bool:
    words = words.lstrip(_MARKS)
    return any(words.startswith(form) and not words[len(form) : len(form) + 1].isalnum() for form in forms)
