"""Tell whether a named source is itself a party to the event it speaks of.

Whoever is named in ``seeds/parties`` is a party to its conflict; an army is one by nature; a ministry or a
governor is one where its state is at war; the police are where they fired. On an accident nobody is.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from functools import lru_cache
from pathlib import Path

from moderation.screening.attribution.vocabulary import TOKEN, Tails, match_tail, tails_of
from moderation.screening.lexicon import LanguagePack, parse_table
from moderation.screening.values import Layout, Span


class Role(StrEnum):
    """What the words of a language say about who is a party; the table ``party_words`` lists them."""

    ARMED = "armed"
    AUTHORITY = "authority"
    POLICE = "police"
    NEUTRAL = "neutral"
    WAR = "war"
    PEACE = "peace"
    SHOT = "shot"
    RIOT = "riot"
    POINTER = "pointer"


@dataclass(frozen=True, eq=False)
class Parties:
    """The belligerents a desk knows: their names, and the places where each conflict is fought."""

    names: Tails = field(default_factory=dict)
    places: Collection[str] = frozenset()


NO_PARTIES = Parties()


@dataclass(eq=False)
class Partisanship:
    """Judges the sources of one text."""

    layout: Layout
    parties: Parties
    roles: Mapping[Role, Tails]
    _everything: frozenset[str] | None = None

    def judge(self, source: Span, sentence: Span) -> bool | None:
        """Say whether *source* is a party to what *sentence* tells; nothing where its words do not tell."""
        words = self._words(source)
        role = self._role(words)
        if role is None:
            return None
        if role is Role.NEUTRAL:
            return False
        told = frozenset(self._words(sentence))
        if role is Role.POLICE:
            return self._met_force(told)
        if not self._is_war(told):
            return False
        return role is Role.ARMED or self._is_at_war(words, told)

    def _role(self, words: list[str]) -> Role | None:
        """Return the role of a source: of its longest known name or noun, the first where two are as long."""
        found: list[tuple[int, int, Role]] = []
        for at, word in enumerate(words):
            for rank, (role, tails) in enumerate(self._tables()):
                ends = [match_tail(words, at + 1, tail) for tail in tails.get(word, ())]
                end = max((end for end in ends if end is not None), default=None)
                if end is not None:
                    found.append((at - end, rank, role))
        return min(found)[2] if found else None

    def _tables(self) -> list[tuple[Role, Tails]]:
        order = (Role.NEUTRAL, Role.ARMED, Role.POLICE, Role.AUTHORITY)
        return [(Role.ARMED, self.parties.names), *((role, self.roles.get(role, {})) for role in order)]

    def _is_war(self, told: frozenset[str]) -> bool:
        """Say whether the sentence, or else the whole text, tells of war rather than of an accident."""
        war, peace = (len(told & self.roles.get(role, {}).keys()) for role in (Role.WAR, Role.PEACE))
        if war == peace:
            war, peace = (len(self._all() & self.roles.get(role, {}).keys()) for role in (Role.WAR, Role.PEACE))
        return war > peace

    def _is_at_war(self, words: list[str], told: frozenset[str]) -> bool:
        places = self.parties.places
        return any(word in places for word in words) or any(word in places for word in told | self._all())

    def _met_force(self, told: frozenset[str]) -> bool:
        return any(told & self.roles.get(role, {}).keys() for role in (Role.SHOT, Role.RIOT)) and not self._is_peace(told)

    def _is_peace(self, told: frozenset[str]) -> bool:
        return bool(told & self.roles.get(Role.PEACE, {}).keys())

    def _words(self, span: Span) -> list[str]:
        return TOKEN.findall(self.layout.folded, *span)

    def _all(self) -> frozenset[str]:
        if self._everything is None:
            self._everything = frozenset(TOKEN.findall(self.layout.folded))
        return self._everything


def read_parties(folder: Path) -> Parties:
    """Read ``<folder>/parties.csv`` and ``<folder>/conflicts.csv``.

    :raises UnreadableLexicon: a table is no CSV, or a row lacks its id.
    """
    tables = {
        name: parse_table((folder / f"{name}.csv").read_text(encoding="utf-8"), name=f"{folder.name}/{name}.csv")
        for name in ("parties", "conflicts")
    }
    places = {place for row in tables["conflicts"] for place in row["places"].split("|")}
    return Parties(tails_of(form for row in tables["parties"] for form in row["forms"].split("|")), frozenset(places))


@lru_cache(maxsize=64)
def read_roles(pack: LanguagePack) -> Mapping[Role, Tails]:
    """Compile *pack*'s table ``party_words``."""
    return {Role(row["kind"]): tails_of(row["forms"].split("|")) for row in pack.rows("party_words")}
