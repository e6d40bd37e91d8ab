"""Plain text: find its encoding, undo its hard line breaks, see its headline."""

import codecs
import unicodedata
from collections.abc import Callable, Sequence
from itertools import pairwise

from articles.intake.copy import Copy, UnreadableCopy, gettext_noop
from articles.intake.encodings import is_garbled
from articles.intake.normalise import canonical_text
from articles.intake.wrapping import join_lines

_BYTE_ORDER_MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_WIDEST_WRAP = 100  # code points; a longer line is a paragraph, not a wrapped line
_WRAPPED_SHARE = 0.8
_LONGEST_HEADLINE = 150
_NO_TEXT = gettext_noop("%(name)s holds no text in an encoding read here; save it as UTF-8 and file it again")
_DAMAGED = gettext_noop(
    "%(name)s breaks off or is damaged inside a letter; ask for the file anew, or save it as UTF-8 and file it again"
)
_BINARY = gettext_noop("%(name)s is no text file; save the article as plain text (.txt) or paste the text")


def read_plaintext(content: bytes) -> Copy:
    """Read a plain text file: UTF-8, UTF-16 or UTF-32 with their marks, or plausible Windows-1252.

    :raises UnreadableCopy: binary, in no such encoding, or without a single letter
    """
    return read_text(decode_text(content))


def read_text(text: str) -> Copy:
    """Read a text that is decoded already, as pasted into a form.

    :raises UnreadableCopy: it holds no letter
    """
    canonical = canonical_text(unwrap(text))
    if not any(map(str.isalpha, canonical)):
        raise UnreadableCopy(gettext_noop("%(name)s holds no words; file the article's text"), name="-")
    headline = _headline(text, canonical)
    return Copy(text=canonical, headline=headline, body=canonical[len(headline) :].lstrip("\n"))


def split_headline(text: str) -> tuple[str, str]:
    """Return a text's headline, if its first line looks like one, and the rest."""
    canonical = canonical_text(text)
    headline = _headline(text, canonical) if canonical else ""
    return headline, canonical[len(headline) :].lstrip("\n")


def is_headline(paragraphs: Sequence[str]) -> bool:
    """Tell whether the first of several paragraphs is short and ends as no sentence does."""
    first = paragraphs[0]
    return len(paragraphs) > 1 and len(first) <= _LONGEST_HEADLINE and first[-1] not in ".;:,"


def decode_text(content: bytes, *, seen: Callable[[str], str] = str) -> str:
    """Return the text of a file in UTF-8, UTF-16 or UTF-32 with their marks, or plausible Windows-1252.

    *seen* returns what people see of it, by which Windows-1252 is judged: the letters of tags are right in any case.

    :raises UnreadableCopy: binary, or in no such encoding
    """
    for mark, encoding in _BYTE_ORDER_MARKS:
        if content.startswith(mark):
            return _decode_as(content, encoding)
    if b"\x00" in content:
        raise UnreadableCopy(_BINARY, name="-")
    try:
        text = content.decode("utf-8")
    except UnicodeDecodeError:
        if _is_damaged_utf8(content):
            raise UnreadableCopy(_DAMAGED, name="-") from None
        text = _decode_as(content, "cp1252")
        if is_garbled(seen(text)):
            raise UnreadableCopy(_NO_TEXT, name="-") from None
    if _is_binary(text):
        raise UnreadableCopy(_BINARY, name="-")
    return text


def _decode_as(content: bytes, encoding: str) -> str:
    try:
        return content.decode(encoding)
    except UnicodeDecodeError:
        raise UnreadableCopy(_NO_TEXT, name="-") from None


def _is_damaged_utf8(content: bytes) -> bool:
    """Tell whether most of the letters outside ASCII are whole ones of UTF-8: read as another, all would be wrong."""
    text = content.decode("utf-8", errors="replace")
    whole = sum(not letter.isascii() for letter in text)
    return whole > 2 * text.count("\ufffd")


def _is_binary(text: str) -> bool:
    return text.startswith("%PDF-") or any(
        unicodedata.category(letter) == "Cc" and letter not in "\t\n\r\v\f\x1a\x85" for letter in text
    )


def unwrap(text: str) -> str:
    """Join lines that were broken at a fixed width, in text whose paragraphs stand apart by empty lines."""
    blocks = [block for block in _blocks(text) if block]
    width = max((len(line) for block in blocks for line in block), default=0)
    breaks = [pair for block in blocks for pair in pairwise(block)]
    # A line was wrapped when the next line's first word had no room left on it.
    forced = sum(len(line) + 1 + len(following.split()[0]) > width for line, following in breaks)
    if len(blocks) < 2 or width > _WIDEST_WRAP or not breaks or forced < _WRAPPED_SHARE * len(breaks):
        return text
    return "\n\n".join(map(join_lines, blocks))


def plain_paragraphs(text: str) -> list[str]:
    """Return the paragraphs of a plain text, whose lines may be broken at a fixed width."""
    return unwrap(text).splitlines()


def _blocks(text: str) -> list[list[str]]:
    blocks: list[list[str]] = [[]]
    for line in map(str.strip, text.splitlines()):
        if line:
            blocks[-1].append(line)
        else:
            blocks.append([])
    return blocks


def _headline(text: str, canonical: str) -> str:
    """Return the first line where it stands apart, is short and ends as no sentence does; else nothing."""
    first, _, rest = canonical.partition("\n")
    lines = text.strip().splitlines()
    stands_apart = len(lines) > 1 and not lines[1].strip()
    return first if rest and stands_apart and is_headline((first, rest)) else ""
