"""Score screenings against annotated texts, and lay out every error in its context.

A found span matches an annotated one that it overlaps, one to one, largest overlap first. Annotated spans
marked ``edge`` or ``listed: false`` are neither asked for nor held against the engine. An exempt label
counts as no label on both sides.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import chain
from typing import Any

Mark = Mapping[str, Any]  # an annotated or a found span, with its fields
Pairs = list[tuple[Mark, Mark]]

CONTEXT = 70  # code points shown on either side of an error


@dataclass(frozen=True, slots=True)
class Tally:
    """How many were right, annotated and found."""

    hit: int
    gold: int
    found: int

    @property
    def precision(self) -> float:
        """Return the share of the found that is right; nothing found of nothing is perfect."""
        return self.hit / self.found if self.found else float(self.gold == 0)

    @property
    def recall(self) -> float:
        """Return the share of the annotated that was found."""
        return self.hit / self.gold if self.gold else 1.0

    @property
    def f1(self) -> float:
        """Return the harmonic mean of precision and recall."""
        return 2 * self.hit / (self.gold + self.found) if self.hit else 0.0


@dataclass(frozen=True, slots=True)
class Error:
    """One thing the engine got wrong: its class, the text's id, and the words around it."""

    kind: str
    identity: str
    context: str
    wanted: str
    got: str


@dataclass(frozen=True, slots=True)
class Case:
    """One annotated text beside what the engine found in it, optional spans set aside."""

    identity: str
    text: str
    status: str
    tolls: tuple[list[Mark], list[Mark]]
    labels: tuple[list[Mark], list[Mark]]
    alarms: int


def read_case(gold: Mapping[str, Any], answer: Mapping[str, Any] | None) -> Case:
    """Put one line of gold beside the engine's *answer*, None where it gave none."""
    found = answer or {}
    tolls, labels = list(found.get("tolls") or []), _live(found.get("labels") or [])
    return Case(
        identity=str(gold["id"]),
        text=gold["text"],
        status=str(found.get("status", "missing")),
        tolls=_asked(gold["tolls"], tolls),
        labels=_asked(_live(gold["labels"]), labels),
        alarms=0 if gold["tolls"] or _live(gold["labels"]) else len(tolls) + len(labels),
    )


def score(cases: Sequence[Case]) -> dict[str, Tally | float | int | None]:
    """Return the table of scores, in the order of a report."""
    tolls, labels = [case.tolls for case in cases], [case.labels for case in cases]
    toll_pairs = list(chain.from_iterable(pair(*marks) for marks in tolls))
    label_pairs = list(chain.from_iterable(pair(*marks) for marks in labels))
    silent = [case for case in cases if not case.tolls[0] and not case.labels[0]]
    words = sum(len(case.text.split()) for case in silent)
    return {
        "texts": len(cases),
        "not done": sum(case.status != "done" for case in cases),
        "toll": _tally(tolls, lambda mark: True),
        "toll exact span": _share(toll_pairs, lambda mark: (mark["start"], mark["end"])),
        "toll effect": _share(toll_pairs, lambda mark: mark["effect"]),
        "toll value": _share(toll_pairs, lambda mark: (mark["min"], mark["max"])),
        "toll precision": _share(toll_pairs, lambda mark: mark["precision"]),
        "grade": _share(toll_pairs, lambda mark: mark["grade"]),
        "party": _share([both for both in toll_pairs if both[0]["grade"] == "named"], lambda mark: mark["party"]),
        "modality": _share(_dated(toll_pairs), lambda mark: mark["modality"]),
        "background": Tally(
            sum(_is_background(wanted) and _is_background(got) for wanted, got in _dated(toll_pairs)),
            sum(_is_background(wanted) for wanted, _ in _dated(toll_pairs)),
            sum(_is_background(got) for _, got in _dated(toll_pairs)),
        ),
        "open toll": _tally(tolls, lambda mark: mark["grade"] in ("none", "hedged")),
        "label": _tally(labels, lambda mark: True),
        "label category": _share(label_pairs, lambda mark: mark["category"]),
        "label voice": _share(label_pairs, lambda mark: mark["voice"]),
        "own label": _tally(labels, lambda mark: mark["voice"] == "own"),
        "alarms per 1,000 silent words": 1000 * sum(case.alarms for case in silent) / words if words else None,
    }


def find_errors(cases: Sequence[Case]) -> Iterator[Error]:
    """Yield every miss, false alarm and wrong field, text by text."""
    for case in cases:
        yield from _errors_of(
            case, "toll", case.tolls, ("min", "max", "effect", "precision", "grade", "party", "modality")
        )
        yield from _errors_of(case, "label", case.labels, ("category", "voice"))


def pair(gold: Sequence[Mark], found: Sequence[Mark]) -> Pairs:
    """Return the one-to-one pairs of annotated and found spans, largest overlap first."""
    overlaps = sorted(
        ((_overlap(wanted, got), i, j) for i, wanted in enumerate(gold) for j, got in enumerate(found)), reverse=True
    )
    used_gold: set[int] = set()
    used_found: set[int] = set()
    pairs = []
    for shared, i, j in overlaps:
        if shared > 0 and i not in used_gold and j not in used_found:
            used_gold.add(i)
            used_found.add(j)
            pairs.append((gold[i], found[j]))
    return pairs


def _dated(pairs: Pairs) -> Pairs:
    """Return the pairs whose annotation says whether they are history."""
    return [both for both in pairs if "modality" in both[0]]


def _is_background(mark: Mark) -> bool:
    return bool(mark["modality"] == "background")


def _errors_of(case: Case, kind: str, marks: tuple[list[Mark], list[Mark]], fields: Sequence[str]) -> Iterator[Error]:
    gold, found = marks
    pairs = pair(gold, found)
    met = [id(mark) for both in pairs for mark in both]
    for mark in gold:
        if id(mark) not in met:
            yield _error(f"{kind} missed", case, mark, _brief(mark), "-")
    for mark in found:
        if id(mark) not in met:
            yield _error(f"{kind} false alarm", case, mark, "-", _brief(mark))
    for wanted, got in pairs:
        for name in fields:
            if name == "modality" and name not in wanted:
                continue  # annotated before anybody asked
            if wanted.get(name) != got.get(name) and (name != "party" or wanted["grade"] == "named"):
                change = f" {wanted[name]} as {got[name]}" if name in ("grade", "voice", "effect", "modality") else ""
                yield _error(f"{kind} {name}{change}", case, wanted, str(wanted.get(name)), str(got.get(name)))


def _error(kind: str, case: Case, mark: Mark, wanted: str, got: str) -> Error:
    start, end = mark["start"], mark["end"]
    before, after = case.text[max(start - CONTEXT, 0) : start], case.text[end : end + CONTEXT]
    context = f"{before}⟦{case.text[start:end]}⟧{after}".replace("\n", " ¶ ")
    return Error(kind, case.identity, context, wanted, got)


def _brief(mark: Mark) -> str:
    names = ("effect", "min", "max", "grade", "category", "voice")
    return " ".join(str(mark[name]) for name in names if name in mark)


def _live(labels: Sequence[Mark]) -> list[Mark]:
    return [mark for mark in labels if not mark.get("exempt")]


def _asked(gold: Sequence[Mark], found: Sequence[Mark]) -> tuple[list[Mark], list[Mark]]:
    """Set optional annotations aside, and what was found that meets nothing but them."""
    loose = [mark for mark in gold if mark.get("edge") or mark.get("listed") is False]
    firm = [mark for mark in gold if mark not in loose]
    return firm, [mark for mark in found if _meets(mark, firm) or not _meets(mark, loose)]


def _meets(mark: Mark, others: Sequence[Mark]) -> bool:
    return any(_overlap(mark, other) > 0 for other in others)


def _overlap(one: Mark, other: Mark) -> int:
    return int(min(one["end"], other["end"]) - max(one["start"], other["start"]))


def _tally(rows: Sequence[tuple[list[Mark], list[Mark]]], is_wanted: Callable[[Mark], bool]) -> Tally:
    hit = gold = found = 0
    for all_gold, all_found in rows:
        wanted, got = list(filter(is_wanted, all_gold)), list(filter(is_wanted, all_found))
        hit, gold, found = hit + len(pair(wanted, got)), gold + len(wanted), found + len(got)
    return Tally(hit, gold, found)


def _share(pairs: Pairs, key: Callable[[Mark], Any]) -> float | None:
    return sum(key(wanted) == key(got) for wanted, got in pairs) / len(pairs) if pairs else None
