"""Tell the language of a text and of its paragraphs; say which languages have a pack, and what it is good for.

Most paragraphs are in the language that the article was filed in, and the everyday words of that language
say so at once; only a paragraph without them is shown to the detector. A short one, which no detector
can tell, keeps the article's language unless its script is another.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping, Sequence
from functools import cache, lru_cache
from importlib import import_module
from types import MappingProxyType
from typing import NamedTuple, Protocol

from moderation.screening.characters import find_paragraphs, fold
from moderation.screening.lexicon import LanguagePack, Lexicon
from moderation.screening.values import Span

# What it takes to read an original beside its translation: its figures, who vouches for them, its labels.
ORIGINAL_TABLES = (
    "common_words",
    "constructions",
    "cues",
    "frames",
    "hedges",
    "link_words",
    "quantity_words",
    "sentence_words",
    "sources",
    "speech_words",
    "terms",
    "victims",
)
# A pack that lacks one of these, or holds it empty, would screen in silence and call the copy clean.
REQUIRED_TABLES = (
    *ORIGINAL_TABLES,
    "conjugations",
    "event_words",
    "exemptions",
    "inflections",
    "label_contexts",
    "label_rules",
    "label_words",
    "party_words",
)

# The languages that wires file in: the detector chooses among these only.
PLAUSIBLE = (
    *("ar", "bg", "cs", "da", "de", "el", "en", "es", "et", "fa", "fi", "fr", "he", "hi", "hr", "hu", "hy"),
    *("id", "it", "ja", "ka", "ko", "lt", "lv", "nl", "no", "pl", "ps", "pt", "ro", "ru", "sk", "sl", "sq"),
    *("sr", "sv", "sw", "th", "tr", "uk", "ur", "vi", "zh"),
)

_WORD = re.compile(r"[^\W\d_]")
_LATIN_SCRIPT = re.compile("[A-Za-z\u00c0-\u024f]")
_OTHER_SCRIPT = re.compile("[\u0370-\u1dff\u2c00-\ud7ff]")  # Greek and all after it, signs left out
_SAMPLE = 1000  # code points of a text that the detector reads
_OPENING = 120  # code points of a paragraph that are looked at first
_COMMON = 0.16  # share of everyday words above which a paragraph is in the article's language
_FEWEST = 6  # words below which no detector is believed
_SHORTEST = 2 * _FEWEST - 1  # code points that so many words take at least
_SURE = 0.95
_PLAUSIBLE_SHARE = 0.2  # of the likeliest language's likelihood


class _Identifier(Protocol):
    """What is used of the detector."""

    def classify(self, text: str) -> tuple[str, float]: ...

    def rank(self, text: str) -> list[tuple[str, float]]: ...

    def set_languages(self, langs: list[str]) -> None: ...


class Detection(NamedTuple):
    """A language's code, and how sure the detector is of it, 0 to 1."""

    code: str
    confidence: float


def detect(text: str) -> Detection:
    """Return the language that *text* is most likely in; ``und`` where it holds no words."""
    sample = text[:_SAMPLE]
    if not _WORD.search(sample):
        return Detection("und", 0.0)
    code, confidence = _identifier().classify(sample)
    return Detection(code, float(confidence))


def detect_among(text: str, known: Collection[str], *, preferred: Sequence[str] = ()) -> Detection:
    """Return the language of *text*; of a few words, which no detector can tell, a *known* one that is as plausible.

    Of several such the first of the *preferred*, else the likeliest. Where none is plausible it is what was detected:
    “Zwölf Tote” is read as no English.
    """
    found = detect(text)
    sample = text[:_SAMPLE]
    if found.code == "und" or len(sample.split()) >= _FEWEST:
        return found
    ranked = _identifier().rank(sample)
    least = _PLAUSIBLE_SHARE * ranked[0][1]
    plausible = {code: float(share) for code, share in ranked if code in known and share >= least}
    chosen = next((code for code in (*preferred, *plausible) if code in plausible), None)
    return Detection(chosen, plausible[chosen]) if chosen else found


def languages_of_paragraphs(text: str, pack: LanguagePack) -> dict[Span, str]:
    """Return the language of each paragraph of *text*, filed in the language of *pack*."""
    return {paragraph: _language_of(paragraph.of(text), pack) for paragraph in find_paragraphs(text)}


@lru_cache(maxsize=12)
def complete_packs(lexicon: Lexicon) -> Mapping[str, LanguagePack]:
    """Return the packs that can be trusted to see everything: no required table is missing or empty."""
    return MappingProxyType({code: pack for code, pack in lexicon.packs.items() if not missing_tables(pack)})


@lru_cache(maxsize=12)
def legible_packs(lexicon: Lexicon) -> Mapping[str, LanguagePack]:
    """Return the packs that an original can be read with: the complete ones, and those made for originals alone.

    What the latter miss of an original is not asked of its translation: no copy is called clean for it.
    """
    return MappingProxyType(
        {code: pack for code, pack in lexicon.packs.items() if all(map(pack.rows, ORIGINAL_TABLES))}
    )


def missing_tables(pack: LanguagePack) -> tuple[str, ...]:
    """Return the required tables that *pack* lacks or holds empty."""
    return tuple(table for table in REQUIRED_TABLES if not pack.rows(table))


def _language_of(paragraph: str, pack: LanguagePack) -> str:
    opening = paragraph[:_OPENING]
    if _is_foreign(opening, pack):
        return detect(paragraph).code
    if len(opening) < _SHORTEST:
        return pack.language
    words = fold(opening).replace("'", " ").replace("\u2019", " ").split()
    common = _common_words(pack)
    if len(words) < _FEWEST or sum(map(common.__contains__, words)) >= _COMMON * len(words):
        return pack.language
    found = detect(paragraph)
    return found.code if found.confidence >= _SURE else pack.language


def _is_foreign(opening: str, pack: LanguagePack) -> bool:
    """Say whether a good part of *opening* is letters of another script than *pack*'s words."""
    if _is_latin(pack):
        return not opening.isascii() and 3 * len(_OTHER_SCRIPT.findall(opening)) > len(opening)
    return 3 * len(_LATIN_SCRIPT.findall(opening)) > len(opening)


@lru_cache(maxsize=12)
def _is_latin(pack: LanguagePack) -> bool:
    return not any(map(_OTHER_SCRIPT.search, _common_words(pack)))


@lru_cache(maxsize=12)
def _common_words(pack: LanguagePack) -> frozenset[str]:
    return frozenset(word for row in pack.rows("common_words") for word in row["words"].split("|"))


@cache
def _identifier() -> _Identifier:
    # Loaded at the first doubtful paragraph: reading the model takes a fifth of a second.
    langid = import_module("py3langid.langid")
    identifier: _Identifier = langid.LanguageIdentifier.from_model_file(langid.MODEL_FILE, norm_probs=True)
    identifier.set_languages(list(PLAUSIBLE))
    return identifier
