"""Tie the figures of one sentence to casualty words, by the language's constructions."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field

from moderation.screening.tolls.chunks import Chunk, Row
from moderation.screening.tolls.constructions import Construction, Grammar, possible
from moderation.screening.tolls.lexemes import FORCE, HARM, LETTER
from moderation.screening.values import Effect, Precision

_LINKED, _SUBSET, _USED, _VERB = LETTER["LINKED"], LETTER["SUBSET"], LETTER["USED"], LETTER["VERB"]
_SEEK = LETTER["SEEK"]
_GUARD, _NUM = LETTER["GUARD"], LETTER["NUM"]
_SPARED, _HELD = LETTER["SPARED"], LETTER["HELD"]
_KNOWN_PEOPLE = frozenset(LETTER[n] for n in ("PEOPLE", "HELD", "MOVED", "ZERO"))
_PERSON, _AND = LETTER["PERSON"], LETTER["AND"]
_COUNTS = frozenset(LETTER[n] for n in ("NUM", "PEOPLE", "COUNTED", "HELD", "MOVED", "SPARED"))
_FREE = _COUNTS | frozenset(LETTER[n] for n in ("ONE", "LONE", "ZERO", "NOSUCH", "NOT", "SUBSET"))
_OFTHEM, _MOVED, _OTHER = LETTER["OFTHEM"], LETTER["MOVED"], LETTER["OTHER"]
_WHOLE = frozenset((LETTER["INCL"], _OFTHEM))
_OPENERS = frozenset(LETTER[name] for name in ("AND", "STOP", "COLON", "SAY", "WHO", "SUB"))
_RECALLED = frozenset((_NUM, LETTER["PEOPLE"]))
_ACT, _COMMA, _OF = LETTER["ACT"], LETTER["COMMA"], LETTER["OF"]
_LIGHT = LETTER["DET"] + LETTER["ADJ"]
_LIGHTS = 4  # small words and the noun behind "of": "of the first nine climbers"
# What only carried people off says nothing of those who came back.
_TAKEN = (Effect.KILLED, Effect.MISSING)
_ROUNDS = 8  # longest list that shares one casualty word


@dataclass(slots=True)
class Link:
    """A figure's casualty word and effect; ``whole`` is the chunk that it breaks down.

    ``likelihood`` is the estimator's, where no construction but the estimator tied the figure.
    """

    figure: int
    word: int
    effect: Effect
    whole: int | None = None
    outside: bool = False  # the whole stands in an earlier sentence
    likelihood: float | None = None


@dataclass(frozen=True, slots=True)
class Before:
    """What earlier sentences leave to this one: the effect of the toll last told, and the effects of exact counts."""

    effect: Effect | None = None
    counts: Mapping[int, Effect] = field(default_factory=dict)


class Linker:
    """One sentence while its figures are being tied."""

    def __init__(self, row: Row, grammar: Grammar, before: Before) -> None:
        self._chunks = row.chunks
        self._letters = row.letters
        self._grammar = grammar
        self._before = before
        self._wholes: dict[int, int | None] = {}
        self._refused = False
        self.links: dict[int, Link] = {}

    @property
    def letters(self) -> str:
        """Return one letter a chunk, as linking has turned them."""
        return self._letters

    def run(self) -> dict[int, Link]:
        """Return the links by the index of their figure's chunk."""
        self.veto()
        self._mark_subsets()
        links = possible(self._grammar.link, self._letters)
        for construction in links:
            self._link(construction)
        if self._refused and self.links:  # "one died and three are in hospital": told by now
            for construction in links:
                self._link(construction)
        self._take_back()
        self._share()
        if self._follow() or self._recall():
            self._share()
        self._break_down()
        return self.links

    def _matches(self, construction: Construction) -> list[re.Match[str]]:
        return list(construction.pattern.finditer(self._letters))

    def _turn(self, index: int, letter: str) -> None:
        """Give one chunk another class."""
        self._letters = self._letters[:index] + letter + self._letters[index + 1 :]

    def veto(self) -> None:
        """Turn casualty words into plain verbs where they are wished, feared, threatened or denied."""
        for construction in possible(self._grammar.veto, self._letters):
            for _ in range(_ROUNDS):
                matches = [match for match in self._matches(construction) if not self._only_hurt(match)]
                for match in matches:
                    index = match.start("v")
                    self._turn(index, _VERB if self._chunks[index].figure is None else _GUARD)
                if not matches:
                    break

    def _only_hurt(self, match: re.Match[str]) -> bool:
        """Say whether those who turn up alive were told to be hurt: "nine injured passengers were led to safety"."""
        harm = match.groupdict().get("h")
        return harm is not None and self._chunk_effect(match.start("h")) is Effect.INJURED

    def _mark_subsets(self) -> None:
        for construction in possible(self._grammar.subset, self._letters):
            for match in self._matches(construction):
                index = match.start("n")
                self._turn(index, _SUBSET)
                self._wholes[index] = self._whole_before(index)

    def _whole_before(self, index: int) -> int | None:
        """Return the nearest figure before *index* that breaks nothing down itself."""
        for earlier in range(index - 1, -1, -1):
            if self._letters[earlier] in _COUNTS:
                return earlier
        return None

    def _link(self, construction: Construction) -> None:
        for match in self._matches(construction):
            figure = match.start("n")
            word = match.start("w") if "w" in construction.pattern.groupindex else figure
            if self._chunks[figure].figure is None or figure in self.links or self._letters[word] == _USED:
                continue
            effect = construction.effect or self._effect(word)
            if self._refuses(match, figure, word, effect):
                self._refused = True
                continue
            whole = self._wholes.get(figure)
            self.links[figure] = Link(figure, word, effect, whole)
            if self._letters[figure] != _SUBSET:
                self._turn(figure, _LINKED)
            if word != figure:
                self._turn(word, _USED)

    def _take_back(self) -> None:
        """Untie those of whom the sentence goes on to say how many died: "swept away four skiers, killing two"."""
        for death in [link for link in self.links.values() if self._is_death_of_some(link)]:
            whole = max((at for at in self.links if at < death.word), default=None)
            taken = self.links.get(whole) if whole is not None else None
            if whole is None or taken is None or taken.word > whole or taken.effect not in _TAKEN:
                continue
            if self._counts_fewer(death.figure, whole) and HARM.isdisjoint(self._letters[whole + 1 : death.word]):
                del self.links[whole]
                self._turn(whole, _GUARD)

    def _is_death_of_some(self, link: Link) -> bool:
        """Say whether a verb of killing, set off by a comma, has the figure as its object."""
        return (
            link.effect is Effect.KILLED
            and self._chunks[link.word].letter == _ACT
            and link.word < link.figure
            and _COMMA in self._letters[max(0, link.word - 2) : link.word]
        )

    def _counts_fewer(self, figure: int, whole: int) -> bool:
        one, other = self._chunks[figure].figure, self._chunks[whole].figure
        return one is not None and other is not None and (one.max or 0) < (other.min or 0)

    def _seeks_others(self, figure: Chunk, word: int, effect: Effect) -> bool:
        """Say whether those counted are wanted by police, or by whom they shall work for, and so not lost."""
        is_search = self._letters[word] == _SEEK
        return (effect is Effect.MISSING and figure.counts_wanted(effect)) or (is_search and figure.counts_recruits())

    def _refuses(self, match: re.Match[str], figure: int, word: int, effect: Effect) -> bool:
        """Say whether the casualty word needs people, and none are counted."""
        letter = self._chunks[figure].letter
        lexeme = self._chunks[word].lexeme
        needs = lexeme.needs if lexeme is not None and lexeme.needs != FORCE else ""
        if self._seeks_others(self._chunks[figure], word, effect):
            return True
        if needs == "sound":
            return letter in (_MOVED, _SPARED)  # patients in hospital, evacuees in shock
        if letter == _SPARED:
            return bool(needs) or effect not in (Effect.KILLED, Effect.MISSING)
        if needs == "subject" and figure > word:
            return True
        is_before = figure < word and (needs == "object" or self._is_of_people(figure))
        if not needs or letter in _KNOWN_PEOPLE or is_before:
            return False
        told = self._before.effect is not None or bool(self.links) or self._counts_people_before(figure)
        bare = self._chunks[figure].victims is None and (figure < word or effect is Effect.KILLED)
        of_them = effect is Effect.KILLED and _OFTHEM in match[0]
        return not (_PERSON in match[0] or of_them or (told and (bare or self._is_of_others(figure))))

    def _is_of_people(self, figure: int) -> bool:
        """Say whether a figure is one of people counted behind it: "two of the nine climbers"."""
        if self._letters[figure + 1 : figure + 2] != _OF:
            return False
        behind = self._letters[figure + 2 : figure + 2 + _LIGHTS].lstrip(_LIGHT)
        return behind[:1] in _KNOWN_PEOPLE

    def _counts_people_before(self, figure: int) -> bool:
        """Say whether people were counted earlier in the sentence: "54 rebels were arrested and 84 surrendered"."""
        return any(chunk.letter in _KNOWN_PEOPLE and chunk.figure is not None for chunk in self._chunks[:figure])

    def _is_of_others(self, figure: int) -> bool:
        """Say whether "others", "more" or "of them" stands behind a bare figure."""
        return self._letters[figure + 1 : figure + 2] in (_OTHER, _OFTHEM) and self._chunks[figure].victims is None

    def _effect(self, word: int) -> Effect:
        """Return the word's effect; "killed and wounded" is casualties, "shot and killed" is killed."""
        effect = self._chunk_effect(word) or Effect.CASUALTIES
        for neighbour, between in ((word + 2, word + 1), (word - 2, word - 1)):
            if 0 <= neighbour < len(self._letters) and self._letters[between] == _AND:
                other = self._chunk_effect(neighbour)
                if other is None or other is effect or self._chunks[neighbour].letter != self._chunks[word].letter:
                    continue
                told = {effect, other} - {Effect.CASUALTIES}
                return told.pop() if len(told) == 1 else Effect.CASUALTIES
        return effect

    def _chunk_effect(self, index: int) -> Effect | None:
        lexeme = self._chunks[index].lexeme
        return lexeme.effect if lexeme is not None else None

    def _share(self) -> None:
        """Let unlinked figures of a list share the effect of a linked neighbour."""
        if not self.links or not any(letter in _FREE for letter in self._letters):
            return
        for _ in range(_ROUNDS):
            found = [(c, m) for c in possible(self._grammar.share, self._letters) for m in self._matches(c)]
            grown = False
            for construction, match in found:
                grown |= self._share_one(construction, match.start("t"), match.start("n"))
            if not grown:
                return

    def _share_one(self, construction: Construction, told: int, figure: int) -> bool:
        if figure in self.links or told not in self.links or self._letters[figure] not in _FREE:
            return False
        source = self.links[told]
        whole = told if construction.part else source.whole
        taken = self._letters[figure] == _HELD and figure > told  # "51 dead and 19 prisoners"
        effect = Effect.CAPTURED if taken else construction.effect or source.effect
        self.links[figure] = Link(figure, source.word, effect, whole)
        if self._letters[figure] != _SUBSET:
            self._turn(figure, _SUBSET if construction.part or source.whole is not None else _LINKED)
        return True

    def _break_down(self) -> None:
        """Give subsets without a word of their own the effect of their whole."""
        for index, whole in self._wholes.items():
            figure = self._chunks[index].figure
            if index in self.links or figure is None or figure.precision is Precision.VAGUE:
                continue  # "dont plusieurs étrangers" states no figure of its own
            if whole is not None and whole in self.links:
                link = self.links[whole]
                self.links[index] = Link(index, link.word, link.effect, whole)
            elif whole is None and self._before.effect is not None and self._opens(index):
                self.links[index] = Link(index, index, self._before.effect, None, outside=True)

    def _opens(self, index: int) -> bool:
        """Say whether a clause begins at *index*: only there does "two of them" look back a sentence."""
        return index == 0 or self._letters[index - 1] in _OPENERS or (index <= 2 and self._letters[0] in _WHOLE)

    def _recall(self) -> bool:
        """Read bare figures that name an earlier toll's people: "the nine were brothers"."""
        found = len(self.links)
        for construction in possible(self._grammar.recall, self._letters):
            for match in self._matches(construction):
                index = match.start("n")
                figure = self._chunks[index].figure
                effect = self._before.counts.get(figure.max or 0) if figure is not None else None
                if effect is not None and index not in self.links and self._letters[index] in _RECALLED:
                    self.links[index] = Link(index, index, effect)
                    self._turn(index, _LINKED)
        return len(self.links) > found

    def _follow(self) -> bool:
        """Read figures that only an earlier toll explains: "a nurse put it at 40"."""
        told = next(iter(self.links.values())).effect if self.links else self._before.effect
        if told is None:
            return False
        found = len(self.links)
        for construction in possible(self._grammar.follow, self._letters):
            for match in self._matches(construction):
                figure = match.start("n")
                if figure not in self.links and self._letters[figure] in _FREE:
                    effect = construction.effect or told
                    self.links[figure] = Link(figure, figure, effect, None, outside=construction.part)
                    self._turn(figure, _LINKED)
        return len(self.links) > found
