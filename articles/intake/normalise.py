"""One text, one form: the canonical text into which every offset of the house points."""

import re
import unicodedata

_BREAKS = re.compile("\r\n|[\r\v\f\x1c\x1d\x1e\x85\u2028\u2029]")
# Controls no database keeps, and marks that hide inside words: soft hyphen, byte order mark.
_HIDDEN = re.compile("[\x00-\x08\x0e-\x1b\x1f\x7f-\x84\x86-\x9f\u00ad\ufeff]")
_SURROGATES = re.compile("[\ud800-\udfff]")


def canonical_text(text: str) -> str:
    """Return *text* in NFC, its paragraphs trimmed and separated by single line feeds.

    Spaces inside a paragraph stay as they came: editors quote them, and offsets point at them.
    """
    visible = _HIDDEN.sub("", _BREAKS.sub("\n", text))
    whole = unicodedata.normalize("NFC", _SURROGATES.sub("\ufffd", visible))
    return "\n".join(line for line in map(str.strip, whole.split("\n")) if line)


def count_words(text: str) -> int:
    """Count the words of *text*, as a desk counts them: what stands between spaces and holds a letter or digit."""
    return sum(any(map(str.isalnum, word)) for word in text.split())
