"""Learn from annotated copy what makes a figure a toll, and what makes a toll history: what the estimators read."""

from __future__ import annotations

import hashlib
import json
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import chain
from pathlib import Path
from typing import Any, NamedTuple

from moderation.screening.lexicon import LanguagePack
from moderation.screening.text import read_layout
from moderation.screening.tolls import THIS_YEAR, find_tolls
from moderation.screening.tolls.estimate import NO_TOLL, Estimate
from moderation.screening.tolls.hindsight import RULED
from moderation.screening.tolls.traits import TIED
from moderation.screening.values import Effect, Modality, Span

# Weights are kept as whole numbers of this; smaller ones say nothing.
SCALE = 100
# How strongly large weights are held down: found by cross-validation over the corpus.
STRENGTH = 0.5
# What a figure counts for where constructions were written with its copy in sight: found in the same way.
SEEN = 0.4
# The same for what tells history from news, where words say more and examples are fewer.
HINDSIGHT = 0.1
# In how many figures a trait must stand to be learned: one of a single figure fills the file and teaches nothing.
LEAST = 2


class Example(NamedTuple):
    """One figure: where it stands, its traits, what the annotation says that it is, how much it counts."""

    span: Span
    traits: list[str]
    truth: str
    weight: float


class UnfitCorpus(ValueError):
    """A corpus holds no annotated text of a language; the message names it."""


def read_corpus(folder: Path, language: str) -> list[Mapping[str, Any]]:
    """Read ``<folder>/<language>/*.jsonl``; the first line of a file is a note on all of its texts.

    The note says whether they are ``blind``, and what their figures count for (``weight``).

    :raises UnfitCorpus: there is none
    """
    texts = [text for path in sorted((folder / language).glob("*.jsonl")) for text in _read_file(path)]
    if not texts:
        raise UnfitCorpus(f"{folder / language} holds no annotated text; see the README there")
    return texts


def digest_of(folder: Path, languages: Sequence[str]) -> str:
    """Return the SHA-256 over the corpus' files: what was learned keeps it, so that a test sees when they part."""
    digest = hashlib.sha256()
    for language in sorted(languages):
        for path in sorted((folder / language).glob("*.jsonl")):
            digest.update(f"{language}/{path.name}\n".encode() + path.read_bytes())
    return digest.hexdigest()


def _read_file(path: Path) -> Iterator[Mapping[str, Any]]:
    with path.open(encoding="utf-8") as rows:
        note, *lines = map(json.loads, rows)
    for text in lines:
        yield {"is_blind": note.get("blind", False), "weight": note.get("weight", 1.0), **text}


class Gathered(NamedTuple):
    """What one text teaches: of its figures which are tolls, of its tolls which are history."""

    figures: list[Example]
    tolls: list[Example]


def gather(text: Mapping[str, Any], pack: LanguagePack) -> Gathered:
    """Return the traits of each figure and toll that an estimator would be asked about, with what it is by annotation.

    What rules make of copy that they were written for says too much for them: only a figure of a text that was written
    blind has the traits of its tie, and a toll that of its date. A toll whose annotation leaves its age open is none.
    """
    is_blind, weight = text.get("is_blind", False), text.get("weight", 1.0)
    annotation = _Annotation(text["tolls"], is_blind=is_blind, weight=weight)
    history = _History(text["tolls"], is_blind=is_blind, weight=weight)
    find_tolls(read_layout(text["text"], pack), pack, None, annotation, THIS_YEAR, history)
    return Gathered(annotation.examples, history.examples)


def train(examples: Iterable[Example], strength: float = STRENGTH, least: int = 1) -> dict[str, Any]:
    """Fit a log-linear model and return it as an estimator's file holds it, but for its thresholds.

    Weights below *least* hundredths are left out.
    """
    # A tool of the workshop, not of the house: only this command needs it.
    from sklearn.feature_extraction import DictVectorizer  # noqa: PLC0415
    from sklearn.linear_model import LogisticRegression  # noqa: PLC0415

    _, traits, classes, weights = zip(*examples, strict=True)
    counts = Counter(chain.from_iterable(map(set, traits)))
    known = {trait for trait, count in counts.items() if count >= LEAST}
    vectorizer = DictVectorizer()
    table = vectorizer.fit_transform([{trait: 1.0 for trait in row if trait in known} for row in traits])
    model = LogisticRegression(C=strength, max_iter=3000).fit(table, classes, sample_weight=weights)
    rows = {trait: _whole(model.coef_[:, column]) for trait, column in sorted(vectorizer.vocabulary_.items())}
    return {
        "classes": list(model.classes_),
        "scale": SCALE,
        "bias": _whole(model.intercept_),
        "weights": {trait: row for trait, row in rows.items() if max(map(abs, row)) >= least},
    }


class _Annotation:
    """Stands in the estimator's place and knows the truth; keeps what it was asked."""

    stands = 0.5

    def __init__(self, tolls: Iterable[Mapping[str, Any]], *, is_blind: bool, weight: float) -> None:
        self._waiting = sorted(tolls, key=lambda toll: toll["start"])
        self._is_blind = is_blind
        self._weight = weight
        self.examples: list[Example] = []

    def weigh(self, span: Span, traits: Sequence[str]) -> Estimate:
        """Return the annotated effect of the figure at *span*, and keep the figure as an example."""
        effect = self._take(span)
        if self._is_blind:
            self.examples.append(Example(span, list(traits), effect, self._weight))
        else:
            self.examples.append(Example(span, [trait for trait in traits if not trait.startswith(TIED)], effect, SEEN))
        return Estimate(0.0, Effect.KILLED) if effect == NO_TOLL else Estimate(1.0, Effect(effect))

    def _take(self, span: Span) -> str:
        """Return the effect of the annotated toll that stands at *span*, and cross it out."""
        for toll in self._waiting:
            if min(toll["end"], span.end) > max(toll["start"], span.start):
                self._waiting.remove(toll)
                return str(toll["effect"])
        return NO_TOLL


class _History:
    """Stands in the historian's place and knows the truth; keeps what it was asked."""

    def __init__(self, tolls: Iterable[Mapping[str, Any]], *, is_blind: bool, weight: float) -> None:
        self._tolls = [toll for toll in tolls if toll.get("modality")]
        self._is_blind = is_blind
        self._weight = weight
        self.examples: list[Example] = []

    def recall(self, span: Span, traits: Sequence[str]) -> float | None:
        """Return 1 where the annotation calls the toll at *span* history, and keep the toll as an example."""
        toll = next((one for one in self._tolls if min(one["end"], span.end) > max(one["start"], span.start)), None)
        if toll is None:
            return None
        known = list(traits) if self._is_blind else [trait for trait in traits if not trait.startswith(RULED)]
        self.examples.append(Example(span, known, toll["modality"], self._weight if self._is_blind else SEEN))
        return 1.0 if toll["modality"] == Modality.BACKGROUND else None


def _whole(row: Sequence[float]) -> list[int]:
    return [round(float(weight) * SCALE) for weight in row]
