"""Tell whether a named source is itself a party to the event it speaks of.

Whoever is named in ``seeds/parties`` is a party to its conflict, and rebels are one by nature; the forces of a state
are one where a war is told, for soldiers die in accidents too; a ministry or a governor is one where its state is at
war; the police are where they fired, and whoever says to have killed or captured is one by its own word. On an accident
nobody is.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from functools import cached_property, lru_cache
from math import inf
from operator import attrgetter
from pathlib import Path

from moderation.screening.attribution.forms import Tails, match_tail, tails_of
from moderation.screening.attribution.words import TOKEN
from moderation.screening.lexicon import LanguagePack, Row, parse_table
from moderation.screening.values import Layout, Span


class Role(StrEnum):
    """What the words of a language say about who is a party; the table ``party_words`` lists them."""

    NAMED = "named"
    ARMED = "armed"
    REGULAR = "regular"
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
    HUMAN = "human"  # words of war that fall to accidents too
    VIOLENCE = "violence"
    OWN = "own"
    BETWEEN = "between"


# Where two nouns of a source are as long, the first of these says what it is.
_ORDER = (Role.NEUTRAL, Role.ARMED, Role.REGULAR, Role.POLICE, Role.AUTHORITY, Role.RANK)


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

# Between a source and the phrase that tells of its own deed stand so many words at most: "said on Friday they shot".
FARTHEST_DEED = 4

NO_PARTIES = Parties()


@dataclass(frozen=True, eq=False)
class Roles:
    """Source nouns and names by first token, each as tail, rank and role; and the words that tell of an event."""

    nouns: Mapping[str, tuple[tuple[tuple[str, ...], int, Role], ...]]
    words: Mapping[Role, Tails]
    parties: Parties


class Telling:
    """Where a text first uses each of its words: what it has told up to a place, what follows does not change."""

    def __init__(self, folded: str, roles: Roles) -> None:
        self._roles = roles
        tokens = [(found[0], found.end()) for found in TOKEN.finditer(folded)]
        self._words, self._ends = [word for word, _ in tokens], [end for _, end in tokens]
        self._first = dict(reversed(tokens))
        self._places: dict[Role, list[int]] = {}

    def count(self, role: Role, upto: int) -> int:
        """Return how many different words of *role* are used before *upto*."""
        if role not in self._places:
            words = self._roles.words.get(role, {}).keys()
            self._places[role] = sorted(self._first[word] for word in words & self._first.keys())
        return bisect_right(self._places[role], upto)

    def names(self, words: Collection[str], upto: int) -> bool:
        """Say whether one of *words* is used before *upto*."""
        return any(self._first.get(word, upto + 1) <= upto for word in words)

    def has_shots(self, upto: int) -> bool:
        """Say whether a phrase for shots that the police fired, of more words than one, is used before *upto*."""
        return self._first_shots <= upto

    @cached_property
    def _first_shots(self) -> float:
        return min((self._ends[after - 1] for after in find_shots(self._words, self._roles, shortest=1)), default=inf)


@dataclass(eq=False)
class Partisanship:
    """Judges the sources of one text, each by what is told up to the end of its paragraph."""

    layout: Layout
    roles: Roles

    def judge(self, source: Span, sentence: Span) -> bool | None:
        """Say whether *source* is a party to what *sentence* tells; nothing where its words do not tell."""
        words = self._words(source)
        role = self._role(words)
        if role is Role.NEUTRAL:
            return False
        if self._did_it(source, sentence):
            return True
        return None if role is None else self._takes_part(role, words, self._words(sentence), self._upto(sentence))

    def _upto(self, sentence: Span) -> int:
        """Return where the paragraph of *sentence* ends."""
        at = bisect_right(self.layout.paragraphs, sentence.start, key=attrgetter("start"))
        return max(sentence.end, self.layout.paragraphs[at - 1].end if at else 0)

    def _takes_part(self, role: Role, words: list[str], sentence: list[str], upto: int) -> bool:
        """Say whether a source of *role*, called by *words*, takes part in what *sentence* tells."""
        told = frozenset(sentence)
        war, peace = self._weigh(told, upto)
        if role in (Role.NAMED, Role.ARMED):
            return war >= peace
        if role is Role.REGULAR:
            if not war and not peace:
                return self._count(told, Role.VIOLENCE) > 0
            return war > 0 and (not peace or war - self._count(told, Role.HUMAN) >= peace)
        if role is not Role.STATE and self._met_force(sentence, role, upto) and not peace:
            return True
        if role in (Role.RANK, Role.STATE):
            return war > peace
        return role is Role.AUTHORITY and war > peace and self._is_at_war(words, told, upto)

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

    def _did_it(self, source: Span, sentence: Span) -> bool:
        """Say whether *source* tells of its own deed: "police said they had shot two men", "dit avoir tué"."""
        deeds, stops = self.roles.words.get(Role.OWN, {}), self.roles.words.get(Role.BETWEEN, {})
        words = self._words(Span(source.end, max(source.end, sentence.end)))
        for at, word in enumerate(words[: FARTHEST_DEED + 1]):
            if any(match_tail(words, at + 1, tail) is not None for tail in deeds.get(word, ())):
                return True
            if word in stops:
                return False
        return False

    def _weigh(self, told: frozenset[str], upto: int) -> tuple[int, int]:
        """Count the words of war and of accidents: in the sentence, or where they are even in the text so far."""
        war, peace = self._count(told, Role.WAR), self._count(told, Role.PEACE)
        if war == peace:
            war, peace = self._telling.count(Role.WAR, upto), self._telling.count(Role.PEACE, upto)
        return war, peace

    def _count(self, told: frozenset[str], role: Role) -> int:
        return len(told & self.roles.words.get(role, {}).keys())

    def _is_at_war(self, words: list[str], told: frozenset[str], upto: int) -> bool:
        """Say whether the source's state is at war: by the places in its own words, its sentence, the text so far."""
        parties, telling = self.roles.parties, self._telling
        own = frozenset(words)
        if not own.isdisjoint(parties.strangers):
            return False
        for named in (own, told):
            if not named.isdisjoint(parties.bystanders):
                return False
            if not named.isdisjoint(parties.places) or self._count(named, Role.CIVIL):
                return True
        if telling.names(parties.bystanders, upto):
            return False
        if telling.names(parties.places, upto) or telling.count(Role.CIVIL, upto):
            return True
        return telling.count(Role.BATTLE, upto) >= FEWEST_BATTLE_WORDS

    def _met_force(self, sentence: list[str], role: Role, upto: int) -> bool:
        """Say whether the police fired, or a crowd and those who govern stand against each other."""
        if role in (Role.POLICE, Role.RANK) and any(find_shots(sentence, self.roles, shortest=0)):
            return True
        # "Police opened fire" tells of the whole event, "militant" of one sentence.
        is_shot = any(find_shots(sentence, self.roles, shortest=1))
        if is_shot or (role is not Role.AUTHORITY and self._telling.has_shots(upto)):
            return True
        return role is not Role.RANK and self._telling.count(Role.RIOT, upto) >= FEWEST_RIOT_WORDS

    def _words(self, span: Span) -> list[str]:
        return TOKEN.findall(self.layout.folded, *span)

    @cached_property
    def _telling(self) -> Telling:
        return Telling(self.layout.folded, self.roles)


def find_shots(words: list[str], roles: Roles, *, shortest: int) -> Iterator[int]:
    """Yield where phrases for shots that the police fired end, those of *shortest* words behind their first."""
    shots = roles.words.get(Role.SHOT, {})
    for at, word in enumerate(words):
        for tail in shots.get(word, ()):
            after = match_tail(words, at + 1, tail) if len(tail) >= shortest else None
            if after is not None:
                yield after


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


@lru_cache(maxsize=12)
def read_roles(pack: LanguagePack, parties: Parties) -> Roles:
    """Compile *pack*'s table ``party_words`` together with the names of *parties*."""
    forms: dict[Role, list[str]] = {}
    for row in pack.rows("party_words"):
        forms.setdefault(Role(row["kind"]), []).extend(row["forms"].split("|"))
    words = {role: tails_of(found) for role, found in forms.items()}
    ranked = [
        (Role.NAMED, parties.names),
        (Role.STATE, parties.states),
        *((role, words.get(role, {})) for role in _ORDER),
    ]
    nouns: dict[str, list[tuple[tuple[str, ...], int, Role]]] = {}
    for rank, (role, tails) in enumerate(ranked):
        for first, found in tails.items():
            nouns.setdefault(first, []).extend((tail, rank, role) for tail in found)
    return Roles({first: tuple(found) for first, found in nouns.items()}, words, parties)
