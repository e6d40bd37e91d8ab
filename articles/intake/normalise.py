"""One text, one form: the canonical text into which every offset of the house points."""

import re
import unicodedata

_BREAKS = re.compile("\r\n|[\r\v\f\x1c\x1d\x1e\x85\u2028\u2029]")
# Between 80 and 9F no text holds controls: they are quotation marks, dashes and letters of Windows-1252.
_WINDOWS = {byte: bytes([byte]).decode("cp1252", errors="replace") for byte in range(0x80, 0xA0)}
_WINDOWS_BUT_BREAKS = {byte: sign for byte, sign in _WINDOWS.items() if byte != 0x85}
# Controls no database keeps, and marks that hide inside words: soft hyphen, byte order mark.
_HIDDEN = re.compile("[\x00-\x08\x0e-\x1b\x1f\x7f\u00ad\ufeff]")
_SURROGATES = re.compile("[\ud800-\udfff]")


def canonical_text(text: str) -> str:
    """Return *text* in NFC, its paragraphs trimmed and separated by single line feeds.

    Spaces inside a paragraph stay as they came: editors quote them, and offsets point at them.
    """
    visible = _HIDDEN.sub("", _BREAKS.sub("\n", text)).translate(_WINDOWS_BUT_BREAKS)
    whole = unicodedata.normalize("NFC", _SURROGATES.sub("\ufffd", visible))
    return "\n".join(line for line in map(str.strip, whole.split("\n")) if line)


def windows_signs(text: str) -> str:
    """Return a text that was read as Latin-1, with the signs of Windows that are meant where it has controls."""
    return text.translate(_WINDOWS)


def count_words(text: str) -> int:
    """Count the words of *text*, as a desk counts them: what stands between spaces and holds a letter or digit."""
    return sum(any(map(str.isalnum, word)) for word in text.split())
