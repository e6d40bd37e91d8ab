"""Classify the words of a sentence: casualty words, victims, and the small words between them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache

from moderation.screening.lexicon import LanguagePack
from moderation.screening.values import Effect

# One letter a class, so that a sentence becomes a string that constructions match as patterns.
CLASSES = (
    # figures: bare, of people, of something unknown, of captives, of the displaced, of people whose hurts are no
    # news (athletes, the sick), an article's one (bare, with a noun), nobody, no such thing, not a count; then
    # linked, subset
    *("NUM", "PEOPLE", "COUNTED", "HELD", "MOVED", "SPARED", "ONE", "LONE", "ZERO", "NOSUCH", "GUARD", "LINKED", "SUBSET"),
    # casualty words; used: already tied to a figure
    *("ACT", "INF", "PAST", "PART", "DIE", "DEAD", "NOUN", "HURT", "LOSS", "LIVES", "STATE", "TOLL", "USED"),
    # nouns
    *("PERSON", "CAPTIVE", "DISPLACED", "PLAYER", "THING", "BEAST", "NAME", "WORD"),
    # small words and marks
    *("BE", "HAVE", "MODAL", "NOT", "AND", "OF", "AT", "IN", "AMONG", "DET", "ADJ", "ADV", "WHO", "SUB", "OTHER"),
    *("OFTHEM", "INCL", "COUNT", "RISE", "EXCEED", "VERSUS", "VERB", "DOES", "TAKE", "SUFFER", "NUMBEROF", "PER", "ENABLE"),
    *("SAY", "FROM", "WITH", "CLAIM", "PASTYEAR", "SINCE", "COMMA", "COLON", "STOP", "OPEN", "CLOSE", "UNREAL"),
)
LETTER = {name: chr(0xA1 + place) for place, name in enumerate(CLASSES)}  # none is special in a pattern
_MARKS = {
    **dict.fromkeys(",-\u2013\u2014", "COMMA"),
    **dict.fromkeys(".;!?\u2026", "STOP"),
    **dict.fromkeys("([", "OPEN"),
    **dict.fromkeys(")]", "CLOSE"),
    ":": "COLON",
}


@dataclass(frozen=True, slots=True)
class Lexeme:
    """A word or phrase with its class.

    A frame that ``needs`` "people" harms nobody unless people are counted, one that needs them as
    "object" takes any figure before it ("five stabbed"); a noun of ``single`` makes even an article
    a count ("une personne a été tuée").
    """

    letter: str
    effect: Effect | None = None
    needs: str = ""
    single: bool = False


@dataclass(frozen=True, slots=True)
class Lexemes:
    """Every classified word of a language, under its first token, longest phrase first."""

    under: dict[str, tuple[tuple[tuple[str, ...], Lexeme], ...]]
    gate: frozenset[str]  # first words of frames
    unreal: frozenset[str]  # words of stage, game and drill
    head_last: bool

    def at(self, words: Sequence[str], index: int, end: int) -> tuple[Lexeme, int] | None:
        """Return the longest lexeme that begins at *index* and stops before *end*, and its length."""
        for phrase, lexeme in self.under.get(words[index], ()):
            length = len(phrase)
            if length == 1 or (index + length <= end and tuple(words[index : index + length]) == phrase):
                return lexeme, length
        return None


@lru_cache(maxsize=64)
def read_lexemes(pack: LanguagePack) -> Lexemes:
    """Compile *pack*'s frames, victims and link words, once; earlier tables win over later ones."""
    under: dict[str, dict[tuple[str, ...], Lexeme]] = {}
    gate: set[str] = set()
    unreal: set[str] = set()
    for kind, forms, lexeme in _entries(pack):
        for form in forms.split("|"):
            phrase = tuple(form.split())
            under.setdefault(phrase[0], {}).setdefault(phrase, lexeme)
            if kind == "gate":
                gate.add(phrase[0])
            elif lexeme.letter == LETTER["UNREAL"] and len(phrase) == 1:
                unreal.add(phrase[0])
    head = next((row["forms"] for row in pack.rows("link_words") if row["kind"] == "head"), "last")
    ordered = {word: tuple(sorted(found.items(), key=lambda item: -len(item[0]))) for word, found in under.items()}
    return Lexemes(ordered, frozenset(gate), frozenset(unreal), head == "last")


def unknown(word: str, *, capital: bool) -> str:
    """Return the letter of a token that no table lists."""
    if word in _MARKS:
        return LETTER[_MARKS[word]]
    return LETTER["NAME" if capital else "WORD"]


def _entries(pack: LanguagePack) -> Iterator[tuple[str, str, Lexeme]]:
    for row in pack.rows("frames"):
        lexeme = Lexeme(LETTER[row["kind"].upper()], Effect(row["effect"]), row["needs"])
        yield "gate", row["forms"], lexeme
    for row in pack.rows("victims"):
        yield "noun", row["forms"], Lexeme(LETTER[row["kind"].upper()], single=row["single"] == "yes")
    for row in pack.rows("link_words"):
        if row["kind"] != "head":
            yield "link", row["forms"], Lexeme(LETTER[row["kind"].upper()])
