"""Write a fitted network as the files that screening runs: ONNX."""

from __future__ import annotations

from pathlib import Path
from tempfile import TemporaryDirectory

import onnx
import torch

from moderation.management.encoding.eight_bits import reduce_matrices
from moderation.management.encoding.network import Network, Reader
from moderation.screening.encoder.encoder import GRADES, HEADS, VECTORS
from moderation.screening.encoder.told import UNTOLD

_OPSET = 18


def write_network(network: Network, path: Path) -> None:
    """Write *network* to *path*; it reads one window of any length."""
    reader, answers = Reader(network).eval(), [*HEADS, VECTORS]
    with TemporaryDirectory() as folder:
        whole = Path(folder) / "whole.onnx"
        torch.onnx.export(
            reader,
            (torch.tensor([0, 5, 6, 2]), torch.tensor([-1, 0, 0, 0])),
            whole,
            input_names=["numbers", "rows"],
            output_names=answers,
            dynamic_axes={name: {0: "pieces"} for name in ("numbers", "rows", *answers)},
            opset_version=_OPSET,
            dynamo=False,
        )
        model = onnx.load(whole)
    reduce_matrices(model.graph)
    onnx.checker.check_model(model)
    onnx.save(model, path)


def write_grader(network: Network, path: Path) -> None:
    """Write the grader of *network* to *path*; it reads one figure at a time."""
    vector = torch.zeros(network.grader.inner.in_features - len(UNTOLD)).chunk(2)
    torch.onnx.export(
        network.grader.eval(),
        (*vector, torch.zeros(len(UNTOLD))),
        path,
        input_names=["figure", "cue", "told"],
        output_names=[GRADES],
        opset_version=_OPSET,
        dynamo=False,
    )
