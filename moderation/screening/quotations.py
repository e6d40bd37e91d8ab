"""Find quotations: every pair of marks, nested, over sentences and paragraphs, closed or not.

One pass over the marks; an apostrophe is told from a single mark by its neighbours. A quotation that
runs over several paragraphs repeats its opening mark at each of them, or is closed in a later one;
any other that stays open ends with its paragraph.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

from .characters import turn_marks
from .values import Quotation, Span

# Deeper nesting than this is noise; the limit keeps the search for an opening mark constant.
DEEPEST = 6
# How many paragraphs on a closing mark may still answer an opening one.
FARTHEST = 3
# How far the thing possessed and the closing mark may lie behind a plural's apostrophe.
LONGEST_PHRASE = 200

# A mark, or the same mark repeated (''so''); apostrophes inside a word are passed over at once.
_MARK = re.compile(r"""([«»“”„"‹›‘’‚'])(?<!\w['’](?=\w))\1*""")

# Marks that close one another share a kind.
_KINDS = {"«": "«", "»": "«", "‹": "‹", "›": "‹", "“": "“", "”": "“", "„": "“", '"': '"', "''": '"'}
_KINDS |= dict.fromkeys("‘’‚'", "'")
# Marks that may also be an apostrophe, or open; the others are what they look like.
_ALIKE = frozenset("'’“")
_POSSESSIVE = re.compile(r" [a-z][^\n'’‘“”\"]*[^\s'’‘“”\"]['’](?!\w)")
_OPENERS = frozenset("«‹“„‘‚")
_STOPS = frozenset(" \u00a0\u202f\n\t.,;:!?)")
_INDENT = " \u00a0\u202f–—-"


@dataclass(slots=True)
class _Open:
    """An opening mark that waits for its closing one."""

    kind: str
    mark: str
    outer: int
    inner: int


def find_quotations(text: str, paragraphs: Iterable[Span]) -> tuple[Quotation, ...]:
    """Return the quotations of *text* in reading order, an outer one before those inside it."""
    if not _MARK.search(text):
        return ()
    scan = _Scan(turn_marks(text))
    for number, paragraph in enumerate(paragraphs):
        scan.read(paragraph, number)
    scan.give_up(0)
    return tuple(sorted(scan.found, key=lambda quotation: quotation.outer.start))


class _Scan:
    """The marks read so far: those that still wait, and the quotations found."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.found: list[Quotation] = []
        self.waiting: list[_Open] = []
        self.end = 0
        # What a paragraph left open: the mark, its place in `found`, the number of the next paragraph.
        self.late: tuple[_Open, int, int] | None = None

    def read(self, paragraph: Span, number: int) -> None:
        """Read the marks of one paragraph."""
        marks = _MARK.finditer(self.text, *paragraph)
        if self.waiting:
            first = next(marks, None)
            if first is None or not self._runs_on(first, paragraph):
                self.give_up(number)
                marks = _MARK.finditer(self.text, *paragraph)
        self.end = paragraph.end
        for mark in marks:
            self._take(mark, number)

    def give_up(self, number: int) -> None:
        """End with the paragraph before *number* what still waits there."""
        if self.waiting:
            bottom = self.waiting[0]
            self._drop_above(0, self.end)
            is_kept = bool(self.found) and self.found[-1].outer.start == bottom.outer
            self.late = (bottom, len(self.found) - 1, number) if is_kept else None

    def _runs_on(self, first: re.Match[str], paragraph: Span) -> bool:
        """Say whether the paragraph begins with the mark of the quotation that is still open."""
        bottom = self.waiting[0]
        is_repeated = first[1] == bottom.mark or (first[1] == "»" and bottom.kind == "«")
        if not is_repeated or self.text[paragraph.start : first.start()].strip(_INDENT):
            return False
        self._drop_above(1, self.end)
        return True

    def _take(self, mark: re.Match[str], number: int) -> None:
        char = mark[1]
        kind = _KINDS["''" if char == "'" and mark.end() - mark.start() > 1 else char]
        place = next((i for i, opened in enumerate(self.waiting) if opened.kind == kind), None)
        before = self.text[mark.start() - 1 : mark.start()] or " "
        after = self.text[mark.end() : mark.end() + 1] or " "
        if place is None and char == '"' and not before.isspace() and self.waiting and self.waiting[-1].mark == "„":
            place = len(self.waiting) - 1  # closed as a keyboard can: „so"
        if place is not None and (char not in _ALIKE or self._closes(mark, char, before, after)):
            self._drop_above(place + 1, mark.start())
            self._close(self.waiting.pop(), mark)
        elif char in "»›":
            self._close_late(mark, kind, number)
        elif char in _OPENERS or self._opens(mark, char, before, after):
            if len(self.waiting) < DEEPEST:
                self.waiting.append(_Open(kind, char, mark.start(), mark.end()))
            self.late = None

    def _closes(self, mark: re.Match[str], char: str, before: str, after: str) -> bool:
        """Say whether a mark that could be an apostrophe, or open another quotation, closes this one."""
        if char == "“":
            return self.waiting[-1].mark == "„"
        if before.isspace() or after.isalnum():
            return False
        # The plural possessive: "the soldiers' fault'"; the mark that closes is the next one.
        possessive = before in "sS" and _POSSESSIVE.match(self.text, mark.end(), mark.end() + LONGEST_PHRASE)
        return not possessive

    def _opens(self, mark: re.Match[str], char: str, before: str, after: str) -> bool:
        """Say whether a mark that looks the same on both sides opens a quotation here."""
        if char == '"':
            return after not in _STOPS or not (before.isalnum() or mark.end() - mark.start() > 1)
        if char == "”":
            return before.isspace()
        return char == "'" and not before.isalnum() and after.isalpha()

    def _close(self, opened: _Open, mark: re.Match[str]) -> None:
        # One letter between single marks is an elision: rock 'n' roll.
        if mark.start() - opened.inner > (opened.kind == "'"):
            outer, inner = Span(opened.outer, mark.end()), Span(opened.inner, mark.start())
            self.found.append(Quotation(outer, inner, depth=len(self.waiting)))

    def _drop_above(self, height: int, end: int) -> None:
        """Give up on the open marks above *height*: they reach to *end*, unless they were apostrophes."""
        while len(self.waiting) > height:
            opened = self.waiting.pop()
            if opened.kind != "'" and end > opened.inner:
                outer, inner = Span(opened.outer, end), Span(opened.inner, end)
                self.found.append(Quotation(outer, inner, depth=len(self.waiting), closed=False))

    def _close_late(self, mark: re.Match[str], kind: str, number: int) -> None:
        """Join a closing mark to what an earlier paragraph left open."""
        late, self.late = self.late, None
        if late is not None and late[0].kind == kind and number - late[2] < FARTHEST:
            opened, place, _ = late
            outer, inner = Span(opened.outer, mark.end()), Span(opened.inner, mark.start())
            self.found[place] = Quotation(outer, inner)
