"""Weigh figures and labels by a small transformer, from their paragraph and what stands before it."""

from __future__ import annotations

import json
from bisect import bisect_right
from collections.abc import Mapping, Sequence
from functools import cache, cached_property
from pathlib import Path
from typing import Any

import numpy as np

from moderation.screening.encoder.pieces import Cutter
from moderation.screening.encoder.windows import Window, lay_windows
from moderation.screening.values import Layout, Span

FOLDER = Path(__file__).parent / "weights"
NETWORK, VOCABULARY, NOTE = "encoder.onnx", "pieces.model", "note.json"


class Encoder:
    """The network and its vocabulary, for all of its languages; loaded once a process."""

    def __init__(self, folder: Path = FOLDER) -> None:
        note = json.loads((folder / NOTE).read_text(encoding="utf-8"))
        self.classes: Mapping[str, Sequence[str]] = note["classes"]
        self.languages = frozenset(note["languages"])
        self.cutter = Cutter(folder / VOCABULARY)
        # Imported before a fork it would break the child's exit.
        import onnxruntime  # noqa: PLC0415

        self._session = onnxruntime.InferenceSession(folder / NETWORK, _options(onnxruntime), ["CPUExecutionProvider"])

    def read(self, window: Window) -> Mapping[str, Any]:
        """Return what each head says: a row of log-likelihoods, one a class, for each piece of *window*."""
        fed = {"numbers": np.array(window.numbers, np.int64), "rows": np.array(window.rows, np.int64)}
        return dict(zip(self.classes, self._session.run(list(self.classes), fed), strict=True))


def has_encoder() -> bool:
    """Say whether an encoder is kept beside this module."""
    return (FOLDER / NETWORK).exists()


@cache
def load_encoder() -> Encoder | None:
    """Load the encoder that is kept beside this module, once a process; None where nobody trained one."""
    return Encoder() if has_encoder() else None


class EncodedText:
    """One text as the encoder reads it: nothing is read before a figure is asked about, and no window twice."""

    def __init__(self, encoder: Encoder, layout: Layout) -> None:
        self._encoder, self._layout = encoder, layout
        self._answers: dict[int, Mapping[str, Any]] = {}

    def figure_at(self, span: Span) -> Mapping[str, float] | None:
        """Return the log-likelihood of each effect, and of no toll, for the figure at *span*."""
        return self._ask("tolls", span)

    def label_at(self, span: Span) -> Mapping[str, float] | None:
        """Return the log-likelihood of each voice, and of no label, for the words at *span*."""
        return self._ask("labels", span)

    def _ask(self, head: str, span: Span) -> Mapping[str, float] | None:
        """Return what *head* says of the first piece at *span*, None where no piece stands."""
        at = bisect_right(self._ends, span.start)
        window = self._windows[at] if at < len(self._windows) else None
        place = window.place_of(span) if window else None
        if window is None or place is None:
            return None
        if at not in self._answers:
            self._answers[at] = self._encoder.read(window)
        return dict(zip(self._encoder.classes[head], map(float, self._answers[at][head][place]), strict=True))

    @cached_property
    def _windows(self) -> list[Window]:
        rows = self._encoder.cutter.cut(self._layout.plain, self._layout.paragraphs)
        return list(lay_windows(rows))

    @cached_property
    def _ends(self) -> list[int]:
        """Return where the own pieces of each window end."""
        return [window.own[-1][1].end if window.own else 0 for window in self._windows]


def _options(onnxruntime: Any) -> Any:
    """Return how the network runs: alone on its processor, for workers are many, and holding no memory back."""
    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = options.inter_op_num_threads = 1
    options.execution_mode = onnxruntime.ExecutionMode.ORT_SEQUENTIAL
    options.enable_cpu_mem_arena = False
    options.log_severity_level = 3
    return options
