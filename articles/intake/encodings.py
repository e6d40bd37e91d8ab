"""Read a text in the encoding that it declares, by the labels that browsers know, and see where that gives nonsense."""

from __future__ import annotations

import codecs
import re
from itertools import pairwise

from articles.intake.normalise import windows_signs

_HIGH_CONTROLS = re.compile(rb"[\x80-\x9f]")
# The encodings that wires and pages are in, by Python's names; Python knows others that are no text at all.
_KNOWN = re.compile(r"ascii|iso8859|cp125|cp437|cp85|cp86|cp874|cp9|koi8|mac|gb|big5|shift|euc|iso2022_jp\Z|tis")
# Browsers read the wider of two encodings that share a name: https://encoding.spec.whatwg.org/#names-and-labels
_WIDER = {
    "gb2312": "gb18030",
    "gbk": "gb18030",
    "shift_jis": "cp932",
    "euc_kr": "cp949",
    "big5": "big5hkscs",
    "tis-620": "cp874",
    "iso8859-11": "cp874",
}
_SAMPLE = 20_000  # code points that are looked at for nonsense
_WORD = re.compile(r"[^\W\d_]+")
_FOREIGN = "\u0370-\u052f\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af\uff66-\uff9f"  # Greek, Cyrillic, of East Asia
_FOREIGN_IN_LATIN = re.compile(f"[a-z][{_FOREIGN}][a-z]")
# Signs that stand inside no word: currencies, marks, frames, controls.
_SIGNS = (
    "\x80-\x9f\u00a4\u00a6-\u00a9\u00ac\u00ae-\u00b1\u00b6\u00b8\u02c6\u02dc\u2020\u2021\u2030\u20ac\u2116\u2122"
    "\u2200-\u23ff\u2500-\u25ff"
)
# These stand between no two letters at all: Polish read as Western has `by³o` and `mo¿e`, French of DOS `bless‚s`.
_MARKS = "³¿‚„†‡ˆ‰"
_SIGN_IN_WORD = re.compile(rf"(?:(?![A-Za-z])[^\W\d_][{_SIGNS}]|[^\W\d_][{_MARKS}])(?=[^\W\d_])")
_SIGNS_ON_END = re.compile("[\xa1-\xaa\xac-\xba\xbc-\xbf]{3}")  # Cyrillic of DOS read as Western: `¢¥\xad`
# Czech read as Western: `devìt` beside an `ø`.
_CZECH = re.compile(r"[^\W\d_]ì[^\W\d_]")
_ACCENTED = "\u00aa\u00b5\u00ba\u00c0-\u024f\u1e00-\u1eff"  # letters of the Latin script outside ASCII
_ACCENTED_LETTER = re.compile(f"[{_ACCENTED}]")
_ACCENTED_ALONE = re.compile(f"[{_ACCENTED}]{{3,}}")
_MOST_GARBLED = 0.25  # of the words that hold a letter outside ASCII
_MOST_SIGNS = 0.05  # of them
_MOST_ACCENTED = 0.2  # of all letters; French has 0.05, Cyrillic read as Western 1


def codec_of(label: str) -> str | None:
    """Return Python's name of the encoding that browsers read under a label; None for what is no such encoding.

    Those of Unicode are none: a text is in them by its bytes, whatever it says.
    """
    said = label.lower()
    for name in (said, said.removeprefix("x-"), said.replace("windows-", "cp"), said.removesuffix("-i")):
        try:
            known = codecs.lookup(name).name
        except LookupError:
            continue
        return _WIDER.get(known, known) if _KNOWN.match(known) else None
    return None


def decode_declared(content: bytes, codec: str) -> str:
    """Return a text in an encoding of Python's name; Latin-1, its kin and ASCII are read as Windows means them.

    Latin-2 with bytes that are controls there is Windows-1250, whose letters stand elsewhere.

    :raises UnicodeDecodeError: it is not in that encoding
    """
    if codec == "ascii":
        return windows_signs(content.decode("latin-1"))
    if codec == "iso8859-2" and _HIGH_CONTROLS.search(content):
        return content.decode("cp1250", errors="replace")
    text = content.decode(codec)
    return windows_signs(text) if codec.startswith("iso8859") else text


def is_utf8(content: bytes) -> bool:
    """Tell whether bytes are UTF-8 beyond chance: whole, and with letters outside ASCII."""
    try:
        return not content.decode("utf-8").isascii()
    except UnicodeDecodeError:
        return False


def is_garbled(text: str) -> bool:
    """Tell whether letters came out as nonsense, in the encoding that a text declares as in the one that is supposed.

    Any bytes are letters of some encoding. Read as another one, Cyrillic changes its case or becomes words of accents
    alone, an accent eats the letter beside it, and signs or another script come to stand within words.
    """
    sample = text[:_SAMPLE]
    words = [word for word in _WORD.findall(sample) if not word.isascii()]
    garbled = sum(_is_mixed(word) or _FOREIGN_IN_LATIN.search(word) is not None for word in words)
    signs = len(_SIGN_IN_WORD.findall(sample)) + len(_SIGNS_ON_END.findall(sample))
    letters = [letter for word in words for letter in word if not letter.isascii()]
    capitals = sum(map(str.isupper, letters))
    is_swapped = garbled > 0 and 2 * capitals > len(letters)
    is_mangled = garbled > _MOST_GARBLED * len(words) or signs > _MOST_SIGNS * len(words)
    is_czech = "ø" in sample and _CZECH.search(sample) is not None
    return is_swapped or is_mangled or is_czech or _is_of_accents(sample, words)


def _is_of_accents(sample: str, words: list[str]) -> bool:
    """Tell whether words are accents alone, as no language writes them, and too many for the few that name some."""
    alone = sum(_ACCENTED_ALONE.fullmatch(word) is not None for word in words)
    accented = len(_ACCENTED_LETTER.findall(sample))
    return alone > _MOST_GARBLED * len(words) and accented > _MOST_ACCENTED * sum(map(str.isalpha, sample))


def _is_mixed(word: str) -> bool:
    return any(first.islower() and second.isupper() and not second.isascii() for first, second in pairwise(word))
