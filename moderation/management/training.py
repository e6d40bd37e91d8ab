"""Learn what makes a figure a toll from annotated copy: the weights that `tolls.estimate` reads."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any

from moderation.screening.lexicon import LanguagePack
from moderation.screening.sieve import words_of
from moderation.screening.text import read_layout
from moderation.screening.tolls.chunks import read_row
from moderation.screening.tolls.estimate import NO_TOLL
from moderation.screening.tolls.hearing import HEARD, read_sentence, victims_of
from moderation.screening.tolls.lexemes import read_lexemes
from moderation.screening.tolls.traits import Told, traits_of
from moderation.screening.values import Effect, Layout, Span

# Sentences over which a toll's figure is still understood, as the reader itself takes it.
_REACH = 4
# Weights are kept as whole numbers of this; smaller ones say nothing.
SCALE = 100
# How strongly large weights are held down: found by cross-validation over the corpus.
STRENGTH = 0.5

Example = tuple[list[str], str]


class UnfitCorpus(ValueError):
    """A corpus holds no annotated text of a language; the message names it."""


def read_corpus(folder: Path, language: str) -> list[Mapping[str, Any]]:
    """Read ``<folder>/<language>/*.jsonl``; a line without text is a note.

    :raises UnfitCorpus: there is none
    """
    lines = [line for path in sorted((folder / language).glob("*.jsonl")) for line in path.open(encoding="utf-8")]
    texts = [text for line in lines if line.strip() and "text" in (text := json.loads(line))]
    if not texts:
        raise UnfitCorpus(f"{folder / language} holds no annotated text; see the README there")
    return texts


def gather(text: Mapping[str, Any], pack: LanguagePack) -> list[Example]:
    """Return the traits of each figure that an estimator would be asked about, with what it is by annotation."""
    layout = read_layout(text["text"], pack)
    gate = read_lexemes(pack).gate
    reader = _AnnotatedReader(layout, pack, sorted(text["tolls"], key=lambda toll: toll["start"]))
    for span in layout.sentences:
        is_silent = gate.holds_back(words_of(layout.folded, *span))
        reader.read(span, is_silent=is_silent)
    return reader.examples


def train(examples: Iterable[Example]) -> dict[str, Any]:
    """Fit a log-linear model and return it as an estimator's file holds it, but for its thresholds."""
    # A tool of the workshop, not of the house: only this command needs it.
    from sklearn.feature_extraction import DictVectorizer  # noqa: PLC0415
    from sklearn.linear_model import LogisticRegression  # noqa: PLC0415

    traits, classes = zip(*examples, strict=True)
    vectorizer = DictVectorizer()
    table = vectorizer.fit_transform([dict.fromkeys(row, 1.0) for row in traits])
    model = LogisticRegression(C=STRENGTH, max_iter=3000).fit(table, classes)
    weights = {trait: _whole(model.coef_[:, column]) for trait, column in sorted(vectorizer.vocabulary_.items())}
    return {
        "classes": list(model.classes_),
        "scale": SCALE,
        "bias": _whole(model.intercept_),
        "weights": {trait: row for trait, row in weights.items() if any(row)},
    }


class _AnnotatedReader:
    """Reads a text as the toll reader does, with the annotation in the place of the constructions."""

    def __init__(self, layout: Layout, pack: LanguagePack, waiting: list[Mapping[str, Any]]) -> None:
        self._layout, self._pack, self._waiting = layout, pack, waiting
        self._told: Told | None = None
        self.examples: list[Example] = []

    def read(self, span: Span, *, is_silent: bool) -> None:
        """Read one sentence, if it holds a casualty word or follows a toll closely."""
        if self._told is not None:
            self._told = Told(self._told.ago + 1, self._told.index, self._told.effect)
        if is_silent and (self._told is None or self._told.ago > _REACH):
            return
        row = read_row(self._layout, span, self._pack)
        sentence = read_sentence(row, self._layout)
        for index, chunk in enumerate(row.chunks):
            if chunk.figure is None:
                continue
            effect = self._take(chunk.span)
            if row.letters[index] in HEARD:
                traits = traits_of(sentence, index, victims_of(chunk, self._layout), self._told)
                self.examples.append((traits, effect))
            if effect != NO_TOLL:
                self._told = Told(0, index, Effect(effect))

    def _take(self, span: Span) -> str:
        """Return the effect of the annotated toll that stands at *span*, and cross it out."""
        for toll in self._waiting:
            if min(toll["end"], span.end) > max(toll["start"], span.start):
                self._waiting.remove(toll)
                return str(toll["effect"])
        return NO_TOLL


def _whole(row: Sequence[float]) -> list[int]:
    return [round(float(weight) * SCALE) for weight in row]
