"""Read what is set above or below the line: a mark that leads to a note is no digit of the figure before it.

Builders put a sign on either side of such words while they gather a paragraph, and settle the whole when it is at hand:
what the words are is told by what stands before and behind them.
"""

from __future__ import annotations

import re

# Signs that no text holds: Unicode keeps them free for the inside of programs.
RAISED = ("\ufdd0", "\ufdd1")
LOWERED = ("\ufdd2", "\ufdd3")
_SIGNS = "".join(RAISED + LOWERED)
_NO_SIGNS = dict.fromkeys(map(ord, _SIGNS))
_REACH = 16  # signs before, by which a raised one is told
_FRACTION = re.compile(
    rf"(?P<whole>\d?){RAISED[0]}(?P<over>\d{{1,3}}){RAISED[1]}[/\u2044]"
    rf"(?:{LOWERED[0]}(?P<under>\d{{1,3}}){LOWERED[1]}|(?P<plain>\d{{1,3}}))"
)
_SET = re.compile(rf"(?P<sign>[{RAISED[0]}{LOWERED[0]}])(?P<words>[^{_SIGNS}]{{0,200}})[{RAISED[1]}{LOWERED[1]}]")
_ASTERISKS = re.compile(r"[*\u2020\u2021\u00a7\u00b6#]{1,4}")
_NOTE_NAME = r"(?:[0-9]{1,3}|[A-Za-z]|(?:notes?|nb|n|fn|r\u00e9f|ref)\.?\s?(?:[0-9]{1,3}|[A-Za-z]))"
_BRACKETED = re.compile(rf"\[{_NOTE_NAME}\](?:[\s,;]{{0,3}}\[{_NOTE_NAME}\]){{0,9}}", re.I)
_NUMBERS = re.compile(r"[0-9]{1,3}(?:\s?[,;\u2013-]\s?[0-9]{1,3}){0,9}|\([0-9]{1,3}\)|[0-9]{1,3}\)")
# On these, and on nothing, no mark hangs: what follows is a figure of the text.
_OPENING = re.compile(
    r"(?:\s|(?<![^\s(\[])[\u00ab\u2039\u201c\u201e\u2018\"']|[(\[{$\u20ac\u00a3~<>=+/\u2013\u2014-])\Z"
)
# Two figures follow each other only where the first is a year; any other second one is a mark set apart.
_GAP = r"(?:[^\S\n]|\n(?!\n)){1,8}"
_FIGURE = re.compile(rf"[0-9]{_GAP}\Z")
_YEAR = re.compile(rf"(?<![0-9.,])(?:1[5-9]|20)[0-9]{{2}}{_GAP}\Z")
_MARK_APART = re.compile(r"[0-9]{1,2}(?:\s?[,;\u2013-]\s?[0-9]{1,2}){0,9}|\([0-9]{1,2}\)|[0-9]{1,2}\)")
_POWER = re.compile(r"[-\u2212]?[0-9]{1,2}")
_TEN = re.compile(r"(?<![\d.,])10\Z")
# Behind these a raised figure is a power: square metres, cubic feet, a letter of a formula.
_UNIT = re.compile(r"(?<![^\W_])(?:[^\W\d_]|[kcmdh\u00b5]m|dam|ft|in|yd|mi)\Z")
_ABOVE = str.maketrans("0123456789-\u2212", "⁰¹²³⁴⁵⁶⁷⁸⁹⁻⁻")


def settle_raised(text: str) -> str:
    """Return a text without the signs around raised and lowered words, and without those that only lead to a note."""
    if not any(map(text.__contains__, _SIGNS)):
        return text
    joined = text.replace(RAISED[1] + RAISED[0], "").replace(LOWERED[1] + LOWERED[0], "")
    marked = _FRACTION.sub(_write_fraction, joined)
    settled: list[str] = []
    # What is set apart hangs on what is left of the text before it: of two marks the second on the figure too.
    before, at = "", 0
    for found in _SET.finditer(marked):
        between = marked[at : found.start()].translate(_NO_SIGNS)
        kept = _settle(found, (before + between)[-_REACH:])
        settled += (between, kept)
        before, at = (before + between + kept)[-_REACH:], found.end()
    return "".join(settled) + marked[at:].translate(_NO_SIGNS)


def _write_fraction(found: re.Match[str]) -> str:
    whole = f"{found['whole']} " if found["whole"] else ""
    return f"{whole}{found['over']}/{found['under'] or found['plain']}"


def _settle(found: re.Match[str], before: str) -> str:
    words = found["words"].strip()
    behind = found.string[found.end() : found.end() + 1]
    if found["sign"] == LOWERED[0]:
        # Of a formula (CO2) it is a part; behind a figure it is none.
        return "" if before[-1:].isdigit() and words.isdigit() else found["words"]
    if not before.strip():
        return found["words"]  # it begins the note itself, or stands before a letter of a formula
    if _TEN.search(before) and _POWER.fullmatch(words) and words not in {"0", "1"}:
        return words.translate(_ABOVE)
    if found["words"][:1].isspace():
        before += " "
    return "" if _leads_to_note(words, before, behind) else found["words"]


def _leads_to_note(words: str, before: str, behind: str) -> bool:
    """Tell whether raised words are the mark of a note, and no figure, power, ordinal's ending or number of a nuclide.

    A bare number is one where it hangs on what stands before it. Behind a space it may be a toll that a page shows
    raised: it is a mark only behind another figure, which would be read wrong with it.
    """
    if _ASTERISKS.fullmatch(words) or _BRACKETED.fullmatch(words):
        return True
    if _FIGURE.search(before) and not _YEAR.search(before):
        return _MARK_APART.fullmatch(words) is not None and not behind.isalpha()
    is_of_the_text = _OPENING.search(before) is not None or _UNIT.search(before) is not None
    return _NUMBERS.fullmatch(words) is not None and not is_of_the_text
