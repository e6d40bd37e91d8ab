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
from moderation.screening.encoder.told import GRADES, LABELS, traits_of_label, traits_of_source
from moderation.screening.encoder.windows import Window, lay_windows
from moderation.screening.values import Attribution, Layout, Span, Voice

FOLDER = Path(__file__).parent / "weights"
NETWORK, PACKED, VOCABULARY, NOTE = "encoder.onnx", "layers.npz", "pieces.model", "note.json"
_PROVIDERS = ["CPUExecutionProvider"]
# What the network answers of each piece: the log-likelihoods of each effect, and a vector that the judges read.
TOLLS, VECTORS = "tolls", "vectors"
JUDGES = {GRADES: "grader.onnx", LABELS: "voicer.onnx"}
# Behind so many windows, some 1,900 words, the encoder is not asked: a book filed as one article must not hold up the
# others, and the end of a text must not decide what is asked of its beginning.
MOST_WINDOWS = 12


class Encoder:
    """The network, its judges and its vocabulary, for all of its languages; loaded once a process."""

    def __init__(self, folder: Path = FOLDER) -> None:
        note = json.loads((folder / NOTE).read_text(encoding="utf-8"))
        self.classes: Mapping[str, Sequence[str]] = note["classes"]
        self.languages = frozenset(note["languages"])
        self.terms = frozenset(note["terms"])  # of the lexicon, that it met in the corpus
        self.cutter = Cutter(folder / VOCABULARY)
        # Imported before a fork it would break the child's exit.
        import onnxruntime  # noqa: PLC0415

        options = _options(onnxruntime)
        self._judges = {
            judged: onnxruntime.InferenceSession(folder / file, options, _PROVIDERS) for judged, file in JUDGES.items()
        }
        packed = read_packed(folder / PACKED)
        values = [onnxruntime.OrtValue.ortvalue_from_numpy(numbers) for numbers in packed.values()]
        options.add_external_initializers(list(packed), values)
        self._network = onnxruntime.InferenceSession(folder / NETWORK, options, _PROVIDERS)

    def read(self, window: Window) -> Mapping[str, Any]:
        """Return for each piece of *window* the log-likelihood of each effect and of no toll, and its vector."""
        fed = {"numbers": np.array(window.numbers, np.int64), "rows": np.array(window.rows, np.int64)}
        asked = [TOLLS, VECTORS]
        return dict(zip(asked, self._network.run(asked, fed), strict=True))

    def judge(self, judged: str, vector: Any, cue: Any | None, traits: Sequence[float]) -> Mapping[str, float]:
        """Return the log-likelihood of each class of what is *judged*.

        *vector* is that of its first piece, *cue* that of the words which tell it to the rules; *traits* are what the
        rules said.
        """
        no_cue = np.zeros_like(vector)
        fed = {"vector": vector, "cue": no_cue if cue is None else cue, "told": np.array(traits, np.float32)}
        (said,) = self._judges[judged].run([judged], fed)
        return dict(zip(self.classes[judged], map(float, said), strict=True))


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
        place = self._place_of(span)
        if place is None:
            return None
        said = self._read(place.window)[TOLLS][place.piece]
        return dict(zip(self._encoder.classes[TOLLS], map(float, said), strict=True))

    def label_at(self, span: Span, voice: Voice | None, speaker: Span | None = None) -> Mapping[str, float] | None:
        """Return the log-likelihood of each voice, and of no label, for the words at *span*.

        The rules hear them in the *voice* of a *speaker*; None where they hold them back.
        """
        return self._judge(LABELS, span, speaker, traits_of_label(voice))

    def has_met(self, term_id: str) -> bool:
        """Say whether the corpus held a term of the lexicon: of others nobody learned when they are no labels."""
        return term_id in self._encoder.terms

    def grade_at(self, span: Span, attribution: Attribution) -> Mapping[str, float] | None:
        """Return the log-likelihood of each grade for the figure at *span*, of which the rules say *attribution*."""
        return self._judge(GRADES, span, attribution.cue, traits_of_source(attribution))

    def _judge(self, judged: str, span: Span, cue: Span | None, traits: Sequence[float]) -> Mapping[str, float] | None:
        """Return what the judge says of the first piece at *span*, None where no piece stands."""
        place = self._place_of(span)
        if place is None:
            return None
        vectors = self._read(place.window)[VECTORS]
        at = self._windows[place.window].place_of(cue) if cue else None
        return self._encoder.judge(judged, vectors[place.piece], None if at is None else vectors[at], traits)

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
