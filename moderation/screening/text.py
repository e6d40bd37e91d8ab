"""A text and its parts as a language knows them: folded form, sentences; every offset is the text's own."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from moderation.screening.accents import accent_capitals
from moderation.screening.characters import find_paragraphs, fold, smooth
from moderation.screening.lexicon import LanguagePack
from moderation.screening.quotations import find_quotations
from moderation.screening.values import Layout, Span

# A stop, the marks that close with it, and the gap before the next sentence.
_STOP = re.compile(r"[.!?\u2026](?: ?\u00bb|[\"')\]]){0,4} {1,9}(?=\S)")
_RUNS_ON = "\u00bb),;:"
_LAST_WORD = 24  # code points looked back for the word before a stop
_LONGEST_ORDINAL = 3  # digits
_INITIALS = re.compile(r"(?:\w\.-?)+\w")  # "M.S.", "J.-P."


def read_layout(text: str, pack: LanguagePack) -> Layout:
    """Read *text* into paragraphs, sentences and quotations, with *pack*'s abbreviations."""
    plain = smooth(text)
    paragraphs = find_paragraphs(plain)
    stops = _stops(pack)
    sentences = tuple(part for paragraph in paragraphs for part in _sentences(plain, paragraph, stops))
    return Layout(text, plain, fold_words(plain, pack), paragraphs, sentences, find_quotations(text, paragraphs))


def fold_words(plain: str, pack: LanguagePack) -> str:
    """Return *plain* in lower case, with the accents that *pack*'s words lack where they have capitals."""
    return accent_capitals(plain, fold(plain), pack)


@dataclass(frozen=True, slots=True)
class _Stops:
    """Words that say whether the point after them ends a sentence."""

    never: frozenset[str]  # "m", "dr": a name follows
    seldom: frozenset[str]  # "etc", "u.s": only before a word that opens sentences
    openers: frozenset[str]
    closers: frozenset[str]  # "on x": the letter is a name, and no initial
    ordinals: frozenset[str]  # "am #", "# mai": a day and its point, which no sentence ends with


@lru_cache(maxsize=12)
def _stops(pack: LanguagePack) -> _Stops:
    words: dict[str, set[str]] = {"never": set(), "seldom": set(), "opener": set(), "closer": set(), "ordinal": set()}
    for row in pack.rows("sentence_words"):
        words.setdefault(row["kind"], set()).update(row["forms"].split("|"))
    return _Stops(
        frozenset(words["never"]), *(frozenset(words[kind]) for kind in ("seldom", "opener", "closer", "ordinal"))
    )


def _sentences(plain: str, paragraph: Span, stops: _Stops) -> Iterator[Span]:
    start = paragraph.start
    for match in _STOP.finditer(plain, paragraph.start, paragraph.end):
        if _ends_sentence(plain, match.start(), match.end(), stops):
            yield Span(start, _trim(plain, match.start(), match.end()))
            start = match.end()
    yield Span(start, paragraph.end)


def _trim(plain: str, start: int, end: int) -> int:
    """Return where the stop that begins at *start* ends, without the gap before *end*."""
    return start + len(plain[start:end].rstrip())


def _ends_sentence(plain: str, stop: int, after: int, stops: _Stops) -> bool:
    if plain[after].islower() or plain[after] in _RUNS_ON:
        return False
    if plain[stop] != ".":
        return True
    word = plain[max(0, stop - _LAST_WORD) : stop].rpartition(" ")[2].lstrip("(\"'\u00ab[-")
    if len(word) == 1 and word.isupper():
        return " ".join(plain[max(0, stop - _LAST_WORD) : stop].lower().split()[-2:]) in stops.closers
    folded = word.lower()
    if folded in stops.never or (stops.ordinals and word.isdecimal() and _is_ordinal(plain, stop, after, stops)):
        return False
    is_doubtful = folded in stops.seldom or (word.isupper() and _INITIALS.fullmatch(word))
    return not is_doubtful or _opens(plain, after, stops)


def _is_ordinal(plain: str, stop: int, after: int, stops: _Stops) -> bool:
    """Say whether the point behind digits makes them an ordinal: "am 3. Mai", "der 14. Tote"."""
    words = plain[max(0, stop - _LAST_WORD) : stop].lower().split()
    behind = re.match(r"\w+", plain[after : after + _LAST_WORD])
    is_led = len(words) > 1 and f"{words[-2]} #" in stops.ordinals
    return len(words[-1]) <= _LONGEST_ORDINAL and (
        is_led or (behind is not None and f"# {behind[0].lower()}" in stops.ordinals)
    )


def _opens(plain: str, after: int, stops: _Stops) -> bool:
    word = re.match(r"[\"'\u00ab(]?\W?(\w+)", plain[after : after + _LAST_WORD])
    return word is not None and word[1].lower() in stops.openers
