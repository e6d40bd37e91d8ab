"""Weigh figures, their sources and labels by a small transformer, from their paragraph and what stands before it."""

from __future__ import annotations

import json
from bisect import bisect_right
from collections.abc import Mapping, Sequence
from functools import cache, cached_property
from itertools import islice
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np

from moderation.screening.encoder.blocks import read_packed
from moderation.screening.encoder.pieces import Cutter
from moderation.screening.encoder.told import traits_of
from moderation.screening.encoder.windows import Window, lay_windows
from moderation.screening.values import Attribution, Layout, Span

FOLDER = Path(__file__).parent / "weights"
NETWORK, PACKED, GRADER, VOCABULARY, NOTE = "encoder.onnx", "layers.npz", "grader.onnx", "pieces.model", "note.json"
_PROVIDERS = ["CPUExecutionProvider"]
# What the network answers of each piece: log-likelihoods by head, and a vector that the grader reads.
HEADS, VECTORS = ("tolls", "labels"), "vectors"
GRADES = "grades"
# Behind so many windows, some 1,900 words, the encoder is not asked: a book filed as one article must not hold up the
# others, and the end of a text must not decide what is asked of its beginning.
MOST_WINDOWS = 12


class Encoder:
    """The network, its grader and its vocabulary, for all of its languages; loaded once a process."""

    def __init__(self, folder: Path = FOLDER) -> None:
        note = json.loads((folder / NOTE).read_text(encoding="utf-8"))
        self.classes: Mapping[str, Sequence[str]] = note["classes"]
        self.languages = frozenset(note["languages"])
        self.terms = frozenset(note["terms"])  # of the lexicon, that it met in the corpus
        self.cutter = Cutter(folder / VOCABULARY)
        # Imported before a fork it would break the child's exit.
        import onnxruntime  # noqa: PLC0415

        options = _options(onnxruntime)
        self._grader = onnxruntime.InferenceSession(folder / GRADER, options, _PROVIDERS)
        packed = read_packed(folder / PACKED)
        values = [onnxruntime.OrtValue.ortvalue_from_numpy(numbers) for numbers in packed.values()]
        options.add_external_initializers(list(packed), values)
        self._network = onnxruntime.InferenceSession(folder / NETWORK, options, _PROVIDERS)

    def read(self, window: Window) -> Mapping[str, Any]:
        """Return for each piece of *window* what each head says, a log-likelihood for each class, and its vector."""
        fed = {"numbers": np.array(window.numbers, np.int64), "rows": np.array(window.rows, np.int64)}
        asked = [*HEADS, VECTORS]
        return dict(zip(asked, self._network.run(asked, fed), strict=True))

    def grade(self, figure: Any, cue: Any | None, traits: Sequence[float]) -> Any:
        """Return the log-likelihood of each grade, from the vectors of a figure and its cue and what the rules said."""
        no_cue = np.zeros_like(figure)
        fed = {"figure": figure, "cue": no_cue if cue is None else cue, "told": np.array(traits, np.float32)}
        return self._grader.run([GRADES], fed)[0]


def has_encoder() -> bool:
    """Say whether an encoder is kept beside this module."""
    return (FOLDER / NETWORK).exists()


@cache
def load_encoder() -> Encoder | None:
    """Load the encoder that is kept beside this module, once a process; None where nobody trained one."""
    return Encoder() if has_encoder() else None


class _Place(NamedTuple):
    """Where a piece stands: the number of its window, and its place there."""

    window: int
    piece: int


class EncodedText:
    """One text as the encoder reads it: nothing is read before a figure is asked about, and no window twice."""

    def __init__(self, encoder: Encoder, layout: Layout) -> None:
        self._encoder, self._layout = encoder, layout
        self._answers: dict[int, Mapping[str, Any]] = {}

    def figure_at(self, span: Span) -> Mapping[str, float] | None:
        """Return the log-likelihood of each effect, and of no toll, for the figure at *span*; None where too far on."""
        return self._ask("tolls", span)

    def label_at(self, span: Span) -> Mapping[str, float] | None:
        """Return the log-likelihood of each voice, and of no label, for the words at *span*."""
        return self._ask("labels", span)

    def has_met(self, term_id: str) -> bool:
        """Say whether the corpus held a term of the lexicon: of others nobody learned when they are no labels."""
        return term_id in self._encoder.terms

    def grade_at(self, span: Span, attribution: Attribution) -> Mapping[str, float] | None:
        """Return the log-likelihood of each grade for the figure at *span*, of which the rules say *attribution*."""
        place = self._place_of(span)
        if place is None:
            return None
        vectors = self._read(place.window)[VECTORS]
        cue = self._windows[place.window].place_of(attribution.cue) if attribution.cue else None
        said = self._encoder.grade(vectors[place.piece], None if cue is None else vectors[cue], traits_of(attribution))
        return dict(zip(self._encoder.classes[GRADES], map(float, said), strict=True))

    def _ask(self, head: str, span: Span) -> Mapping[str, float] | None:
        """Return what *head* says of the first piece at *span*, None where no piece stands."""
        place = self._place_of(span)
        if place is None:
            return None
        said = self._read(place.window)[head][place.piece]
        return dict(zip(self._encoder.classes[head], map(float, said), strict=True))

    def _place_of(self, span: Span) -> _Place | None:
        at = bisect_right(self._ends, span.start)
        piece = self._windows[at].place_of(span) if at < len(self._windows) else None
        return None if piece is None else _Place(at, piece)

    def _read(self, at: int) -> Mapping[str, Any]:
        if at not in self._answers:
            self._answers[at] = self._encoder.read(self._windows[at])
        return self._answers[at]

    @cached_property
    def _windows(self) -> list[Window]:
        """Return the windows that are asked; what stands behind them is not even cut into pieces."""
        rows = self._encoder.cutter.cut(self._layout.plain, self._layout.paragraphs)
        return list(islice(lay_windows(rows), MOST_WINDOWS))

    @cached_property
    def _ends(self) -> list[int]:
        """Return where the own pieces of each window end."""
        return [window.own[-1][1].end if window.own else 0 for window in self._windows]


def _options(onnxruntime: Any) -> Any:
    """Return how the network runs: alone on its processor, for workers are many."""
    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = options.inter_op_num_threads = 1
    options.execution_mode = onnxruntime.ExecutionMode.ORT_SEQUENTIAL
    options.log_severity_level = 3
    return options
