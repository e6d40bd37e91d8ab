"""Make a sentence a row of chunks: figures with the noun they count, casualty words, small words."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cached_property
from typing import NamedTuple

from moderation.screening.lexicon import LanguagePack
from moderation.screening.quantities import Figure, Sort, Tokens, cut, quantity_words, read_figures
from moderation.screening.sieve import words_of
from moderation.screening.tolls.lexemes import FORCE, LETTER, SEEKING, Lexeme, Lexemes, read_lexemes
from moderation.screening.values import Effect, Layout, Span

_DIGIT = re.compile(r"\d")
_MARK_BEFORE = re.compile(r"[\"'\u00ab]\s?\Z")
_MARK_BEHIND = re.compile(r"\s?[\"'\u00bb]")
_LOOKBACK = 600  # code points before a sentence in which copy may have spoken of a war
_TRIBUTE_REACH = 9  # tokens from a work on within which a tribute opens or ends it
_SOUGHT_REACH = 8  # tokens behind a word of search among which it says who is sought
_NOUN_RUN = 6  # tokens looked through for the noun that a figure counts
_SKIPPED = frozenset(LETTER[name] for name in ("ADJ", "OTHER"))
_SKIPPED_BEHIND_OF = _SKIPPED | {LETTER["DET"]}
_NOMINAL = frozenset(
    LETTER[name]
    for name in ("PERSON", "CAPTIVE", "DISPLACED", "PLAYER", "THING", "BEAST", "NAME", "WORD", "ADJ", "OTHER")
)
# the letter of a figure, by that of the noun it counts
_COUNTED = {
    LETTER["PERSON"]: LETTER["PEOPLE"],
    LETTER["CAPTIVE"]: LETTER["HELD"],
    LETTER["DISPLACED"]: LETTER["MOVED"],
    LETTER["PLAYER"]: LETTER["SPARED"],
    LETTER["THING"]: LETTER["GUARD"],
    LETTER["BEAST"]: LETTER["BEAST"],
}
_KNOWN = frozenset(_COUNTED)
_PEOPLE = frozenset(LETTER[name] for name in ("PEOPLE", "HELD", "MOVED", "SPARED"))
_BEHIND = frozenset(LETTER[name] for name in ("PERSON", "ADJ", "NAME"))  # "soldats ukrainiens"
_SPARED, _PEOPLE_FOUND = LETTER["SPARED"], LETTER["PEOPLE"]
_NUM = LETTER["NUM"]
_PERSON, _OF, _GUARD = LETTER["PERSON"], LETTER["OF"], LETTER["GUARD"]
_LONE, _ALIVE = LETTER["LONE"], LETTER["ALIVE"]
_TELLING = frozenset((LETTER["TALE"], LETTER["SUPPOSE"]))
_THING, _NOUN, _WORD = LETTER["THING"], LETTER["NOUN"], LETTER["WORD"]
_SMALL = frozenset((_WORD, LETTER["ADJ"], LETTER["OTHER"]))
_OPEN, _CLOSE = LETTER["OPEN"], LETTER["CLOSE"]
_SORTS = {
    Sort.NUMBER: LETTER["NUM"],
    Sort.ARTICLE: LETTER["ONE"],
    Sort.ZERO: LETTER["ZERO"],
    Sort.NEGATION: LETTER["NOT"],
    Sort.BASE: LETTER["PER"],
    Sort.GROWN: _GUARD,
    Sort.YEAR: _GUARD,
    Sort.GUARDED: _GUARD,
}


@dataclass(slots=True)
class Chunk:
    """A figure with its noun, or one lexeme; it stands where the figure does, if there is one."""

    letter: str
    start: int
    end: int
    lexeme: Lexeme | None = None
    figure: Figure | None = None
    victims: Span | None = None
    noun: Lexeme | None = None  # of what the figure counts, where the lexicon lists it
    of_group: bool = False  # the figure says how many make a group: "a family of six"

    @property
    def span(self) -> Span:
        """Return where the chunk stands."""
        return Span(self.start, self.end)

    def counts_wanted(self, effect: Effect) -> bool:
        """Say whether whom the figure counts is looked for by police, and so no victim: "two suspects are missing"."""
        return effect in (Effect.MISSING, Effect.CAPTURED) and self.noun is not None and self.noun.sought

    def counts_recruits(self) -> bool:
        """Say whether whoever looks for those whom the figure counts wants to take them on: "60 volunteers"."""
        return self.noun is not None and self.noun.hired


class Row(NamedTuple):
    """A sentence as chunks, and as one letter a chunk."""

    letters: str
    chunks: list[Chunk]


@dataclass(frozen=True)
class _Setting:
    """What a sentence tells beside its words of harm: some of them harm nobody without a peril, or without a force."""

    layout: Layout
    tokens: Tokens
    lexemes: Lexemes

    def plain(self, index: int, lexeme: Lexeme, span: Span) -> str | None:
        """Return another letter for the word at *index*, where it means something else here than it might.

        A search is any word, losses are a thing counted, the "dead" of a drill are well, a film that opens with a
        tribute tells no tale, and models are no dummies.
        """
        if lexeme.letter in SEEKING and (not self._in_peril or self._hires(index)):
            return _WORD
        if lexeme.poses:
            return None if self.lexemes.catwalk.isdisjoint(self.tokens.words) else _PERSON
        if lexeme.needs == FORCE and not self._at_war:
            return _THING
        if lexeme.letter in _TELLING:
            behind = f" {' '.join(self.tokens.words[index : index + _TRIBUTE_REACH])} "
            return _WORD if any(f" {tribute} " in behind for tribute in self.lexemes.tributes) else None
        is_scared = self.tokens.words[index] in self.lexemes.scared
        return _ALIVE if is_scared and _stands_in_marks(self.layout.plain, *span) else None

    def _hires(self, index: int) -> bool:
        """Say whether who seeks at *index* only hires: the last seeker named before it looks for nobody lost.

        A school that looks for pupils after a flood has lost them.
        """
        if not self.lexemes.astray.isdisjoint(self.tokens.words[index : index + _SOUGHT_REACH]):
            return False
        hirers, searchers = self.lexemes.hirers, self.lexemes.searchers
        before = (word for word in reversed(self.tokens.words[:index]) if word in hirers or word in searchers)
        return next(before, "") in hirers

    @cached_property
    def _in_peril(self) -> bool:
        return not self.lexemes.perils.isdisjoint(self.tokens.words)

    @cached_property
    def _at_war(self) -> bool:
        """Say whether the sentence, or the copy right before it, speaks of those who fight."""
        start = max(0, self.tokens.starts[0] - _LOOKBACK)
        return not self.lexemes.forces.isdisjoint(words_of(self.layout.folded, start, self.tokens.ends[-1]))


# What a sentence without a figure says to constructions.
NOTHING = Row("", [])


def read_row(layout: Layout, sentence: Span, pack: LanguagePack) -> Row:
    """Chunk one sentence of *layout*."""
    lexemes = read_lexemes(pack)
    if not _DIGIT.search(layout.folded, *sentence) and lexemes.amounts.holds_back(words_of(layout.folded, *sentence)):
        return NOTHING
    tokens = cut(layout.folded, sentence.start, sentence.end, pack)
    figures = {figure.first: figure for figure in read_figures(tokens.words, quantity_words(pack))}
    if not figures and lexemes.questions.isdisjoint(tokens.words):
        return NOTHING
    pieces = _pieces(layout, tokens, figures, lexemes)
    chunks = _chunks(pieces, lexemes)
    if not lexemes.wrecks.isdisjoint(tokens.words):
        for chunk in chunks:
            chunk.letter = _PEOPLE_FOUND if chunk.letter == _SPARED else chunk.letter  # no injury of play
    return Row("".join([chunk.letter for chunk in chunks]), chunks)


def _pieces(layout: Layout, tokens: Tokens, figures: dict[int, Figure], lexemes: Lexemes) -> list[Chunk]:
    """Return one piece a figure, phrase or word, before figures take their nouns."""
    words, starts, ends = tokens.words, tokens.starts, tokens.ends
    under, at, unknown = lexemes.under, lexemes.at, lexemes.unknown
    pieces: list[Chunk] = []
    # a phrase may swallow an article ("dans un état grave"), never a number
    firsts = [first for first, figure in figures.items() if figure.sort not in (Sort.ARTICLE, Sort.NEGATION)]
    firsts.append(len(words))
    setting = _Setting(layout, tokens, lexemes)
    rank = after = 0
    for index, word in enumerate(words):
        if index < after:
            continue
        rank += firsts[rank] < index
        after = index + 1
        if index in figures:
            figure = figures[index]
            after = figure.after
            letter, of_group = _SORTS[figure.sort], _makes_group(words, index, lexemes)
            pieces.append(Chunk(letter, starts[index], ends[after - 1], None, figure, of_group=of_group))
            found = at(words, figure.noun, after) if figure.noun is not None else None
            if figure.noun is not None and found is not None:
                pieces.append(Chunk(found[0].letter, starts[figure.noun], ends[after - 1], found[0]))
        elif word in under and (found := at(words, index, firsts[rank])) is not None:
            lexeme, length = found
            after = index + length
            span = Span(starts[index], ends[after - 1])
            idle = setting.plain(index, lexeme, span)
            letter = idle or (_LONE if _is_another(word, lexeme, pieces, lexemes) else lexeme.letter)
            pieces.append(Chunk(letter, *span, None if idle else lexeme))
        elif word != "." or after == len(words):  # "Sgt. A., 21": no stop inside a sentence
            letter = unknown(word, capital=layout.plain[starts[index]].isupper())
            pieces.append(Chunk(letter, starts[index], ends[index]))
    return pieces


def _makes_group(words: list[str], index: int, lexemes: Lexemes) -> bool:
    """Say whether the figure at *index* says how many make a group of people: "a family of six"."""
    return " ".join(words[max(0, index - 2) : index]) in lexemes.groups


def _is_another(word: str, lexeme: Lexeme, before: list[Chunk], lexemes: Lexemes) -> bool:
    """Say whether one person stands behind two counted in one word: somebody else, for what tells of two agrees."""
    figure = before[-2].figure if len(before) > 1 else None
    return figure is not None and figure.noun is not None and lexeme.letter == _PERSON and lexemes.is_one(word)


def _stands_in_marks(plain: str, start: int, end: int) -> bool:
    """Say whether quotation marks stand around a word alone."""
    return (
        _MARK_BEFORE.search(plain, max(0, start - 2), start) is not None and _MARK_BEHIND.match(plain, end) is not None
    )


def _chunks(pieces: list[Chunk], lexemes: Lexemes) -> list[Chunk]:
    """Let every figure take the noun phrase that it counts."""
    chunks: list[Chunk] = []
    index = 0
    while index < len(pieces):
        piece, index = pieces[index], index + 1
        chunks.append(piece)
        if piece.figure is None or piece.figure.sort in (Sort.BASE, Sort.GUARDED, Sort.NEGATION):
            continue
        index += _repeated(piece.figure, pieces[index : index + 3])
        first, after, head = _noun_phrase(pieces, index, lexemes)
        if head is not None and lexemes.head_last and _belongs_to_harm(pieces, head, after):
            index = after  # "six fire deaths": deaths are counted, not fires
            continue
        piece.letter = _counted(piece, pieces[head] if head is not None else None)
        if piece.of_group and piece.letter == _NUM:
            piece.letter = _PEOPLE_FOUND
        piece.noun = pieces[head].lexeme if head is not None else None
        if after > first:
            piece.victims = Span(pieces[first].start, pieces[after - 1].end)
            index = after
    return chunks


def _belongs_to_harm(pieces: list[Chunk], head: int, after: int) -> bool:
    """Say whether a thing, the last word before *after*, only says which harm is counted behind it."""
    if pieces[head].letter != _THING or after == len(pieces):
        return False
    return pieces[after].letter == _NOUN


def _repeated(figure: Figure, behind: list[Chunk]) -> int:
    """Return how many pieces repeat the figure in brackets: "quatre (04) militaires"."""
    inner = behind[1].figure if len(behind) == 3 and behind[0].letter == _OPEN and behind[2].letter == _CLOSE else None
    return 3 if inner is not None and inner.min == figure.min else 0


def _counted(figure: Chunk, noun: Chunk | None) -> str:
    """Return a figure's letter once its noun is known."""
    if noun is None:
        return figure.letter
    counted = _COUNTED.get(noun.letter, LETTER["COUNTED"])
    people = counted in _PEOPLE
    if figure.letter == LETTER["ZERO"]:
        return figure.letter if people else LETTER["NOSUCH"]
    if counted in (_GUARD, LETTER["BEAST"]):
        return counted
    if figure.letter == LETTER["ONE"] and not (noun.lexeme is not None and noun.lexeme.single):
        return _LONE if people else _GUARD
    return counted if people or figure.letter != _GUARD else _GUARD


def _noun_phrase(pieces: list[Chunk], start: int, lexemes: Lexemes) -> tuple[int, int, int | None]:
    """Return the pieces ``[first, after)`` of the noun that begins at *start*, and where its head is."""
    head_last = lexemes.head_last
    first = start
    skipped = _SKIPPED
    if first < len(pieces) and pieces[first].letter == _OF:
        first, skipped = first + 1, _SKIPPED_BEHIND_OF
    while first < len(pieces) and pieces[first].letter in skipped:
        first += 1
    after, head = first, None
    known = False  # the head is a noun that the lexicon lists
    while after < len(pieces) and after - first < _NOUN_RUN and pieces[after].letter in _NOMINAL:
        letter = pieces[after].letter
        if known and letter not in (_KNOWN if head_last else _BEHIND):
            break
        if lexemes.capitals and letter in _SMALL:
            if head is not None:
                break
            after += 1
            continue
        if head is None or (letter in _KNOWN and (head_last or not known)):
            head, known = after, letter in _KNOWN
        after += 1
    if after == first or (head is None and lexemes.capitals):
        return start, start, None
    return first, after, head
