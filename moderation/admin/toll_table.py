"""Every toll of an article in one table, as its reading holds them. Values in, values out."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from moderation.admin.evidence import state_value
from moderation.admin.marking import Paragraph, paragraph_at
from moderation.admin.words import EFFECTS, GRADES, word

_LONGEST_QUOTE = 90


@dataclass(frozen=True, slots=True)
class TollRow:
    """One toll: its words, what it counts, who says so, where it stands."""

    number: int
    start: int
    words: str
    value: str
    effect: str
    victims: str
    source: str
    grade: str
    grade_words: str
    is_party: bool
    is_background: bool
    paragraph: int
    part_of: int | None
    is_in_conflict: bool


def list_tolls(
    reading: Mapping[str, Any], text: str, paragraphs: Sequence[Paragraph], conflicting: frozenset[int]
) -> tuple[TollRow, ...]:
    """Return the tolls in reading order; *conflicting* are the offsets of those that contradict another."""
    rows = []
    for number, toll in enumerate(reading.get("tolls") or (), start=1):
        whole = toll.get("part_of")
        rows.append(
            TollRow(
                number=number,
                start=toll["start"],
                words=text[toll["start"] : toll["end"]],
                value=state_value(toll),
                effect=word(EFFECTS, toll.get("effect", "")),
                victims=_words(toll.get("victims"), text),
                source=_words(toll.get("source") or toll.get("cue"), text),
                grade=str(toll.get("grade", "none")),
                grade_words=word(GRADES, toll.get("grade", "none")),
                is_party=bool(toll.get("party")),
                is_background=toll.get("modality") == "background",
                paragraph=paragraph_at(paragraphs, toll["start"]),
                part_of=None if whole is None else whole + 1,
                is_in_conflict=toll["start"] in conflicting,
            )
        )
    return tuple(rows)


def conflicting_starts(evidences: Sequence[Mapping[str, Any]]) -> frozenset[int]:
    """Return where the tolls stand that `conflicting_tolls` flags name, both sides of each conflict."""
    sides = (evidence.get(side) for evidence in evidences for side in ("toll", "earlier"))
    return frozenset(side["start"] for side in sides if isinstance(side, Mapping) and "start" in side)


def _words(span: object, text: str) -> str:
    if not isinstance(span, Mapping):
        return ""
    words = " ".join(text[span["start"] : span["end"]].split())
    return words if len(words) <= _LONGEST_QUOTE else f"{words[: _LONGEST_QUOTE - 1]}…"
