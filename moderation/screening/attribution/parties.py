"""Tell whether a named source is itself a party to the event it speaks of.

Whoever is named in ``seeds/parties`` is a party to its conflict; an army is one by nature; a ministry or a
governor is one where its state is at war; the police are where they fired. On an accident nobody is.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from functools import lru_cache
from pathlib import Path

from moderation.screening.attribution.forms import Tails, match_tail, tails_of
from moderation.screening.attribution.words import TOKEN
from moderation.screening.lexicon import LanguagePack, Row, parse_table
from moderation.screening.values import Layout, Span


class Role(StrEnum):
    """What the words of a language say about who is a party; the table ``party_words`` lists them."""

    ARMED = "armed"
    AUTHORITY = "authority"
    POLICE = "police"
    RANK = "rank"
    NEUTRAL = "neutral"
    WAR = "war"
    PEACE = "peace"
    SHOT = "shot"
    RIOT = "riot"
    CIVIL = "civil"
    BATTLE = "battle"
    STATE = "state"


# Where two nouns of a source are as long, the first of these says what it is.
_ORDER = (Role.NEUTRAL, Role.ARMED, Role.POLICE, Role.AUTHORITY, Role.RANK)


@dataclass(frozen=True, eq=False)
class Parties:
    """The belligerents a desk knows: their armies and groups, their states, the places where each conflict is fought.

    A bystander lies in the midst of a conflict and takes no side; a stranger is any other state.
    """

    names: Tails = field(default_factory=dict)
    states: Tails = field(default_factory=dict)
    places: Collection[str] = frozenset()
    bystanders: Collection[str] = frozenset()
    strangers: frozenset[str] = frozenset()


# A text tells of protests and their repression where it holds this many of their words.
FEWEST_RIOT_WORDS = 1
# And of a war between armies, on whatever ground, where it holds this many words of one.
FEWEST_BATTLE_WORDS = 2
# What speaks for a state at war in the table of parties.
_OF_STATE = frozenset({"government", "governor", "state_media"})

NO_PARTIES = Parties()


@dataclass(frozen=True, eq=False)
class Roles:
    """Source nouns and names by first token, each as tail, rank and role; and the words that tell of an event."""

    nouns: Mapping[str, tuple[tuple[tuple[str, ...], int, Role], ...]]
    words: Mapping[Role, Tails]
    parties: Parties


@dataclass(eq=False)
class Partisanship:
    """Judges the sources of one text."""

    layout: Layout
    roles: Roles
    _tokens: list[str] | None = None
    _everything: frozenset[str] | None = None
    _counts: dict[Role, int] = field(default_factory=dict)

    def judge(self, source: Span, sentence: Span) -> bool | None:
        """Say whether *source* is a party to what *sentence* tells; nothing where its words do not tell."""
        words = self._words(source)
        role = self._role(words)
        if role is None:
            return None
        if role is Role.NEUTRAL:
            return False
        sentence_words = self._words(sentence)
        told = frozenset(sentence_words)
        war, peace = self._weigh(told)
        if role is Role.ARMED:
            return war >= peace
        if role is not Role.STATE and self._met_force(sentence_words, role) and not peace:
            return True
        if role in (Role.RANK, Role.STATE):
            return war > peace
        return role is Role.AUTHORITY and war > peace and self._is_at_war(words, told)

    def _role(self, words: list[str]) -> Role | None:
        """Return the role of a source: of its longest known name or noun, the first where two are as long."""
        found: list[tuple[int, int, Role]] = []
        for at, word in enumerate(words):
            for tail, rank, role in self.roles.nouns.get(word, ()):
                if match_tail(words, at + 1, tail) is not None:
                    found.append((-len(tail), rank, role))
        if found:
            return min(found)[2]
        return Role.AUTHORITY if self._is_metonym(words) else None

    def _is_metonym(self, words: list[str]) -> bool:
        """Say whether a state is called by its name or its capital: "Rwanda said"."""
        return bool(words) and all(word in self.roles.parties.places for word in words)

    def _weigh(self, told: frozenset[str]) -> tuple[int, int]:
        """Count the words of war and of accidents: in the sentence, or where they are even in the whole text."""
        war, peace = self._count(told, Role.WAR), self._count(told, Role.PEACE)
        if war == peace:
            war, peace = self._in_text(Role.WAR), self._in_text(Role.PEACE)
        return war, peace

    def _count(self, told: frozenset[str], role: Role) -> int:
        return len(told & self.roles.words.get(role, {}).keys())

    def _in_text(self, role: Role) -> int:
        if role not in self._counts:
            self._counts[role] = self._count(self._all(), role)
        return self._counts[role]

    def _is_at_war(self, words: list[str], told: frozenset[str]) -> bool:
        """Say whether the source's state is at war: by the places in its own words, its sentence, the text."""
        own = frozenset(words)
        if not own.isdisjoint(self.roles.parties.strangers):
            return False
        for named in (own, told, self._all()):
            if not named.isdisjoint(self.roles.parties.bystanders):
                return False
            if not named.isdisjoint(self.roles.parties.places) or self._count(named, Role.CIVIL):
                return True
        return self._in_text(Role.BATTLE) >= FEWEST_BATTLE_WORDS

    def _met_force(self, sentence: list[str], role: Role) -> bool:
        """Say whether the police fired, or a crowd and those who govern stand against each other."""
        if role in (Role.POLICE, Role.RANK) and self._tells_of_shots(sentence, shortest=0):
            return True
        # "Police opened fire" tells of the whole event, "militant" of one sentence.
        told = sentence if role is Role.AUTHORITY else self._text_words()
        if self._tells_of_shots(told, shortest=1):
            return True
        return role is not Role.RANK and self._in_text(Role.RIOT) >= FEWEST_RIOT_WORDS

    def _tells_of_shots(self, words: list[str], *, shortest: int) -> bool:
        """Say whether *words* hold a phrase for shots that the police fired, of *shortest* words behind its first."""
        shots = self.roles.words.get(Role.SHOT, {})
        return any(
            len(tail) >= shortest and match_tail(words, at + 1, tail) is not None
            for at, word in enumerate(words)
            for tail in shots.get(word, ())
        )

    def _words(self, span: Span) -> list[str]:
        return TOKEN.findall(self.layout.folded, *span)

    def _text_words(self) -> list[str]:
        if self._tokens is None:
            self._tokens = TOKEN.findall(self.layout.folded)
        return self._tokens

    def _all(self) -> frozenset[str]:
        if self._everything is None:
            self._everything = frozenset(self._text_words())
        return self._everything


def read_parties(folder: Path) -> Parties:
    """Read ``<folder>/parties.csv`` and ``<folder>/conflicts.csv``.

    :raises UnreadableLexicon: a table is no CSV, or a row lacks its id.
    """
    tables = {
        name: parse_table((folder / f"{name}.csv").read_text(encoding="utf-8"), name=f"{folder.name}/{name}.csv")
        for name in ("parties", "conflicts")
    }
    return build_parties(tables)


def build_parties(tables: Mapping[str, Sequence[Row]]) -> Parties:
    """Build the parties of the tables ``parties`` and ``conflicts``, as a release stores them."""
    places: dict[str, set[str]] = {"party": set(), "bystander": set(), "stranger": set()}
    for row in tables.get("conflicts", ()):
        places.setdefault(row["state"], set()).update(row["places"].split("|"))
    rows = tables.get("parties", ())
    names = tails_of(form for row in rows if row.get("kind") not in _OF_STATE for form in row["forms"].split("|"))
    states = tails_of(form for row in rows if row.get("kind") in _OF_STATE for form in row["forms"].split("|"))
    bystanders, strangers = places["bystander"] - places["party"], places["stranger"] - places["party"]
    return Parties(names, states, frozenset(places["party"]), frozenset(bystanders), frozenset(strangers))


@lru_cache(maxsize=8)
def read_roles(pack: LanguagePack, parties: Parties) -> Roles:
    """Compile *pack*'s table ``party_words`` together with the names of *parties*."""
    words = {Role(row["kind"]): tails_of(row["forms"].split("|")) for row in pack.rows("party_words")}
    ranked = [
        (Role.ARMED, parties.names),
        (Role.STATE, parties.states),
        *((role, words.get(role, {})) for role in _ORDER),
    ]
    nouns: dict[str, list[tuple[tuple[str, ...], int, Role]]] = {}
    for rank, (role, tails) in enumerate(ranked):
        for first, found in tails.items():
            nouns.setdefault(first, []).extend((tail, rank, role) for tail in found)
    return Roles({first: tuple(found) for first, found in nouns.items()}, words, parties)
