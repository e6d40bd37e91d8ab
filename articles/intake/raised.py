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
_FRACTION = re.compile(
    rf"(?P<whole>\d?){RAISED[0]}(?P<over>\d{{1,3}}){RAISED[1]}[/\u2044]"
    rf"(?:{LOWERED[0]}(?P<under>\d{{1,3}}){LOWERED[1]}|(?P<plain>\d{{1,3}}))"
)
_SET = re.compile(rf"(?P<sign>[{RAISED[0]}{LOWERED[0]}])(?P<words>[^{_SIGNS}]{{0,200}})[{RAISED[1]}{LOWERED[1]}]")
_ASTERISKS = re.compile(r"[*\u2020\u2021\u00a7\u00b6#]{1,4}")
_BRACKETED = re.compile(r"(?:\[[^\[\]]{1,40}\]|\([0-9]{1,3}\)|[0-9]{1,3}\))(?:[\s,;]{0,3}\[[^\[\]]{1,40}\]){0,9}")
_NUMBERS = re.compile(r"[0-9]{1,3}(?:\s?[,;\u2013-]\s?[0-9]{1,3}){0,9}")
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
    settled = _SET.sub(_settle, _FRACTION.sub(_write_fraction, joined))
    return settled.translate(dict.fromkeys(map(ord, _SIGNS)))


def _write_fraction(found: re.Match[str]) -> str:
    whole = f"{found['whole']} " if found["whole"] else ""
    return f"{whole}{found['over']}/{found['under'] or found['plain']}"


def _settle(found: re.Match[str]) -> str:
    words = found["words"].strip()
    before = found.string[max(0, found.start() - 12) : found.start()]
    behind = found.string[found.end() : found.end() + 1]
    if found["sign"] == LOWERED[0]:
        # Of a formula (CO2) it is a part; behind a figure it is none.
        return "" if before[-1:].isdigit() and words.isdigit() else found["words"]
    if not before.strip():
        return found["words"]  # it begins the note itself, or stands before a letter of a formula
    if _TEN.search(before) and _POWER.fullmatch(words) and words not in {"0", "1"}:
        return words.translate(_ABOVE)
    return "" if _leads_to_note(words, before, behind) else found["words"]


def _leads_to_note(words: str, before: str, behind: str) -> bool:
    """Tell whether raised words are the mark of a note, and no power, ordinal's ending or number of a nuclide."""
    if _ASTERISKS.fullmatch(words) or _BRACKETED.fullmatch(words):
        return True
    is_of_a_formula = _UNIT.search(before) is not None or (before[-1].isspace() and behind.isalpha())
    return _NUMBERS.fullmatch(words) is not None and not is_of_a_formula
