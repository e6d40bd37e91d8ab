"""Describe a figure and what stands around it, as the traits that an estimator weighs.

A trait is a short string, such as ``r0=PAST:2`` (the nearest casualty word on the right is a past form, two chunks
away); the same traits are read in training and in screening.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property

from moderation.screening.tolls.chunks import Chunk, Row
from moderation.screening.tolls.lexemes import HARM, LETTER
from moderation.screening.tolls.linking import Link
from moderation.screening.values import Effect

# By which name a class is known to the estimator; the mood of an auxiliary tells it nothing.
# The living are among the verbs that harm nobody.
_NAMES = {letter: name.removeprefix("WOULD_") for name, letter in LETTER.items()}
_NAMES |= {LETTER["ALIVE"]: "VERB", LETTER["FOR"]: "IN", LETTER["BACK"]: "WORD"}
_SMALL = frozenset(
    [
        "OF",
        "DET",
        "COMMA",
        "STOP",
        "IN",
        "AT",
        "OTHER",
        "BE",
        "HAVE",
        "AND",
        "WITH",
        "FROM",
        "COLON",
        "OPEN",
        "CLOSE",
        "WHO",
        "SUB",
        "NOT",
        "AMONG",
    ]
)
# What between a figure and a casualty word may part them.
_PARTING = ("AND", "BE", "COLON", "COMMA", "COUNTED", "HAVE", "MODAL", "NOT", "NUM", "OF", "PEOPLE", "SAY", "STOP")
_SORTED_PARTING = (*_PARTING, "SUB", "WHO")
# What the traits begin with that say what the constructions made of a figure.
TIED = "tied="
_STEM = 5  # letters that tell a word's family
_NEAR = 5  # chunks between a figure and a word, up to which the whole path is a trait
_WINDOW = 6  # chunks on either side whose words are traits whatever their place
_NEIGHBOURS = 3
_PLACES = tuple((f"L{step}=", f"w{step}=", step + _NEIGHBOURS) for step in range(-_NEIGHBOURS, _NEIGHBOURS + 1) if step)
_HARMS = 2  # casualty words looked at on each side
_EDGE = "<>"
_BOUNDS = ((0, "0"), (1, "1"), (2, "2"), (9, "9"), (31, "31"), (99, "99"), (999, "999"), (1899, "k"), (2100, "year"))
_FEW = ((0, "0"), (1, "1"), (2, "2"), (4, "4"), (8, "8"))


@dataclass(frozen=True, slots=True)
class Told:
    """A toll already read: how many sentences ago, at which chunk of its sentence, with what effect."""

    ago: int
    index: int
    effect: Effect


@dataclass(frozen=True, slots=True)
class Surroundings:
    """What a text has told up to a sentence.

    ``counts`` are the effects of its exact tolls by their number, ``scene`` and ``genre`` how many words of police and
    hospital, and of one stage or field, it has used, and ``harm`` the effect of the last casualty word before.
    """

    counts: Mapping[int, Effect] = field(default_factory=dict)
    scene: int = 0
    genre: int = 0
    harm: Effect | None = None


NOWHERE = Surroundings()


@dataclass
class Sentence:
    """One sentence, read once for all of its figures; ``form`` gives a chunk's folded words."""

    row: Row
    form: Callable[[Chunk], str]

    @cached_property
    def names(self) -> list[str]:
        """Return each chunk's class by name."""
        return [_NAMES[letter] for letter in self.row.letters]

    @cached_property
    def words(self) -> list[str]:
        """Return each chunk's word, a content word by its first letters, a figure by a sign."""
        return [self._word(chunk, name) for chunk, name in zip(self.row.chunks, self.names, strict=True)]

    @cached_property
    def harms(self) -> list[int]:
        """Return where the casualty words stand."""
        return [at for at, letter in enumerate(self.row.letters) if letter in HARM]

    @cached_property
    def spread(self) -> list[str]:
        """Return the traits that all figures of the sentence share."""
        shared = {f"s={word}" for word, name in zip(self.words, self.names, strict=True) if name not in _SMALL}
        return [*sorted(shared), f"harms={_step(len(self.harms), _FEW)}"]

    def _word(self, chunk: Chunk, name: str) -> str:
        if chunk.figure is not None:
            return "#"
        word = self.form(chunk)
        return word if name in _SMALL or " " in word else stem(word)


def stem(word: str) -> str:
    """Return the letters by which a word's family is known."""
    return word if len(word) <= _STEM or word[0].isdigit() else word[:_STEM]


def traits_of(
    sentence: Sentence, index: int, victims: str, told: Told | None, around: Surroundings = NOWHERE
) -> list[str]:
    """Return the traits of the figure at *index*; *victims* are the words it counts, *told* the toll before it."""
    return [
        *_of_itself(sentence, index, victims),
        *_of_neighbours(sentence, index),
        *_of_window(sentence, index),
        *_of_harms(sentence, index, "l"),
        *_of_harms(sentence, index, "r"),
        *_of_nearest(sentence, index),
        *_of_told(sentence, index, told),
        *_of_surroundings(sentence, index, around),
        *sentence.spread,
    ]


def traits_of_tie(sentence: Sentence, index: int, link: Link | None) -> list[str]:
    """Return the traits of what a construction tied the figure at *index* to; each begins with TIED."""
    if link is None:
        return [f"{TIED}no"]
    word, own = sentence.names[link.word], sentence.names[index]
    part = "part" if link.whole is not None else "whole"
    return [f"{TIED}yes", f"{TIED}{word}", f"{TIED}{link.effect}", f"{TIED}{own}:{word}", f"{TIED}{part}"]


def _of_itself(sentence: Sentence, index: int, victims: str) -> Iterator[str]:
    chunk, own = sentence.row.chunks[index], sentence.names[index]
    figure = chunk.figure
    assert figure is not None
    size = _step(figure.min, _BOUNDS)
    yield from (f"me={own}", f"min={size}", f"me+min={own}{size}", f"prec={figure.precision}", f"sort={figure.sort}")
    if index == 0:
        yield "first"
    words = victims.split()
    if not words:
        yield "bare"
        return
    yield from (f"head={words[-1]}", f"hst={stem(words[-1])}", f"v0={words[0]}")
    yield from {f"vs={stem(word)}" for word in words}


def _of_neighbours(sentence: Sentence, index: int) -> Iterator[str]:
    name = _around(sentence.names, index)
    word = _around(sentence.words, index)
    for sign_of_name, sign_of_word, place in _PLACES:
        yield sign_of_name + name[place]
        yield sign_of_word + word[place]
    me = _NEIGHBOURS
    yield f"L-2-1={name[me - 2]}_{name[me - 1]}"
    yield f"L12={name[me + 1]}_{name[me + 2]}"
    yield f"w-2-1={word[me - 2]}_{word[me - 1]}"
    yield f"w12={word[me + 1]}_{word[me + 2]}"
    yield f"L-11={name[me - 1]}_{name[me]}_{name[me + 1]}"


def _of_window(sentence: Sentence, index: int) -> Iterator[str]:
    names, words = sentence.names, sentence.words
    for at in range(max(0, index - _WINDOW), index):
        if names[at] not in _SMALL:
            yield "wl=" + words[at]
    for at in range(index + 1, min(len(names), index + _WINDOW + 1)):
        if names[at] not in _SMALL:
            yield "wr=" + words[at]


def _of_harms(sentence: Sentence, index: int, side: str) -> Iterator[str]:
    on_side = (
        [at for at in reversed(sentence.harms) if at < index]
        if side == "l"
        else [at for at in sentence.harms if at > index]
    )
    for rank, at in enumerate(on_side[:_HARMS]):
        yield from _of_harm(sentence, index, at, f"{side}{rank}")
    if not on_side:
        yield f"{side}=none"


def _of_harm(sentence: Sentence, index: int, at: int, tag: str) -> Iterator[str]:
    names, chunk = sentence.names, sentence.row.chunks[at]
    between = names[min(index, at) + 1 : max(index, at)]
    far, own, harm = _step(abs(at - index), _FEW), names[index], names[at]
    effect = chunk.lexeme.effect if chunk.lexeme else None
    met = set(between)
    yield f"{tag}={harm}:{far}"
    yield f"{tag}e={effect or '?'}:{far}"
    yield f"{tag}w={sentence.words[at]}"
    yield f"{tag}b={harm}:{''.join([name for name in _SORTED_PARTING if name in met])}"
    yield f"{tag}m={harm}:{own}:{far}"
    if len(between) < _NEAR:
        yield f"{tag}q={harm}:{'_'.join(between)}"
    chunks = sentence.row.chunks[min(index, at) + 1 : max(index, at)]
    figures = sum([chunk.figure is not None for chunk in chunks])
    yield f"{tag}n={min(figures, 3)}:{harm}"


def _of_nearest(sentence: Sentence, index: int) -> Iterator[str]:
    if sentence.harms:
        at = min(sentence.harms, key=lambda harm: abs(harm - index))
        side = "l" if at < index else "r"
        yield f"h={sentence.names[at]}:{side}"
        yield f"hm={sentence.words[at]}:{side}:{sentence.names[index]}"


def _of_surroundings(sentence: Sentence, index: int, around: Surroundings) -> Iterator[str]:
    own, figure = sentence.names[index], sentence.row.chunks[index].figure
    assert figure is not None
    scene, genre = _step(around.scene, _FEW), _step(around.genre, _FEW)
    yield from (f"scene={scene}", f"genre={genre}", f"sg={scene}:{genre}")
    yield from (f"harm={around.harm}", f"harmm={around.harm}:{own}")
    if figure.max is None or figure.max != figure.min or not around.counts:
        return
    if figure.max in around.counts:
        yield f"again={own}"
        yield f"againe={around.counts[figure.max]}:{own}:{_at(sentence.names, index - 1)}"
    most = max(around.counts)
    yield f"most={own}:{'less' if figure.max < most else 'more' if figure.max > most else 'same'}"


def _of_told(sentence: Sentence, index: int, told: Told | None) -> Iterator[str]:
    own, before = sentence.names[index], _at(sentence.names, index - 1)
    if told is None:
        yield "pt=never"
    elif told.ago:
        close = "1" if told.ago == 1 else "4" if told.ago <= 4 else "far"
        yield f"pt=earlier:{close}"
        if told.ago <= 4:
            yield f"pte={told.effect}:{own}"
            yield f"ptl={own}:{before}:{_at(sentence.names, index + 1)}"
    else:
        yield f"pt=same:{told.effect}"
        yield f"ptd={_step(index - told.index, _FEW)}"
        yield f"ptme={own}:{before}"
        if index - told.index <= _WINDOW:
            path = "_".join(sentence.names[told.index + 1 : index])
            yield f"ptq={path}"
            yield f"ptqm={path}:{own}"
            yield f"ptw={'_'.join(sentence.words[told.index + 1 : index])}"


def _around(row: list[str], index: int) -> list[str]:
    """Return what stands at *index* and beside it, an edge for what is not there."""
    first, after = index - _NEIGHBOURS, index + _NEIGHBOURS + 1
    found = row[max(0, first) : after]
    return [_EDGE] * -first + found + [_EDGE] * (after - len(row))


def _at(row: list[str], index: int) -> str:
    return row[index] if 0 <= index < len(row) else _EDGE


def _step(number: int | None, steps: tuple[tuple[int, str], ...]) -> str:
    if number is None:
        return "none"
    return next((name for top, name in steps if number <= top), "more")
