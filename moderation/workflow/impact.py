"""Count what a lexicon change does to the articles looked at: flags that would be new, gone or changed."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Self

from articles.models import ArticleVersion
from moderation.models import standing_desk
from moderation.workflow.carrying import Match, Tie, match_all
from moderation.workflow.engine import Outcome
from moderation.workflow.precision import precision_of_terms

MOST_SHOWN = 20  # flags of each desk in the sample: who reads one desk's copy sees examples of that one


@dataclass(frozen=True, slots=True)
class Effect:
    """One finding under old and new words; one side is None where only the other has it."""

    kind: str
    old: int | None
    new: int | None


@dataclass(slots=True)
class Tally:
    """What a change does to the articles looked at."""

    kinds: Counter[str] = field(default_factory=Counter)
    desks: Counter[str] = field(default_factory=Counter)
    sample: list[dict[str, Any]] = field(default_factory=list)

    @classmethod
    def read(cls, kept: Mapping[str, Any]) -> Self:
        """Return a tally as its row keeps it."""
        return cls(Counter(kept.get("kinds")), Counter(kept.get("desks")), list(kept.get("sample", ())))

    def write(self) -> dict[str, Any]:
        """Return the tally as its row keeps it."""
        return {"kinds": dict(self.kinds), "desks": dict(self.desks), "sample": self.sample}

    def count(self, version: ArticleVersion, old: Outcome, new: Outcome) -> None:
        """Count one article, read under the old words and under the new ones."""
        effects = [effect for effect in compare_outcomes(old, new) if effect.kind != "same"]
        desk = standing_desk(version.article).code if effects else ""
        for effect in effects:
            self.kinds[effect.kind] += 1
            self.desks[desk] += {"new": 1, "vanished": -1}.get(effect.kind, 0)
            self._show(effect, version, desk, old, new)
        self.desks = Counter({desk: count for desk, count in self.desks.items() if count})

    def _show(self, effect: Effect, version: ArticleVersion, desk: str, old: Outcome, new: Outcome) -> None:
        if sum(one.get("desk") == desk for one in self.sample) >= MOST_SHOWN:
            return
        finding = old.findings[effect.old or 0] if effect.new is None else new.findings[effect.new]
        self.sample.append(
            {
                "kind": effect.kind,
                "article": version.article_id,
                "desk": desk,
                "headline": version.headline,
                "check": finding.check_id,
                "text": finding.text,
                "message": finding.message,
            }
        )


def compare_outcomes(old: Outcome, new: Outcome) -> list[Effect]:
    """Return each finding of two readings of one text: new, vanished, changed or the same."""
    matches = match_all(old.sightings, new.sightings)
    matched = {match.new: match for match in matches}
    effects = [
        Effect(_kind(matched[index], old, new), matched[index].old, index)
        if index in matched
        else Effect("new", None, index)
        for index in range(len(new.findings))
    ]
    gone = set(range(len(old.findings))) - {match.old for match in matches}
    return [*effects, *(Effect("vanished", index, None) for index in sorted(gone))]


def describe_impact(
    tally: Tally, term_ids: Sequence[str], *, scale: float, looked_at: int, days: int
) -> dict[str, Any]:
    """Return the impact as a preview keeps it; counts of a sample are scaled to the whole."""
    return {
        "looked_at": looked_at,
        "new": round(tally.kinds["new"] * scale),
        "vanished": round(tally.kinds["vanished"] * scale),
        "changed": round(tally.kinds["changed"] * scale),
        "a_desk_a_day": {desk: round(count * scale / max(days, 1), 2) for desk, count in sorted(tally.desks.items())},
        "precision": _precision(term_ids),
        "sample": tally.sample,
    }


def figures_of(impact: Mapping[str, Any]) -> dict[str, Any]:
    """Return the figures of an impact without their sample."""
    return {name: impact[name] for name in ("looked_at", "new", "vanished", "changed")}


def _kind(match: Match, old: Outcome, new: Outcome) -> str:
    is_graver = old.findings[match.old].severity != new.findings[match.new].severity
    return "changed" if match.tie is Tie.CHANGED or is_graver else "same"


def _precision(term_ids: Sequence[str]) -> dict[str, Any]:
    """Estimate from past answers how often flags on these terms were right."""
    judged = precision_of_terms(only=term_ids)
    answered = sum(one.answered for one in judged)
    false_alarms = sum(one.false_alarms for one in judged)
    return {
        "answered": answered,
        "false_alarms": false_alarms,
        "precision": round(1 - false_alarms / answered, 3) if answered else None,
    }
