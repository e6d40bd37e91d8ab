"""Write a fitted network as the file that screening runs: ONNX."""

from __future__ import annotations

from pathlib import Path
from tempfile import TemporaryDirectory

import onnx
import torch

from moderation.management.encoding.eight_bits import reduce_matrices
from moderation.management.encoding.lessons import ASKED
from moderation.management.encoding.network import Network, Reader

_OPSET = 18


def write_network(network: Network, path: Path) -> None:
    """Write *network* to *path*; it reads one window of any length."""
    reader = Reader(network, ASKED).eval()
    with TemporaryDirectory() as folder:
        whole = Path(folder) / "whole.onnx"
        torch.onnx.export(
            reader,
            (torch.tensor([0, 5, 6, 2]), torch.tensor([-1, 0, 0, 0])),
            whole,
            input_names=["numbers", "rows"],
            output_names=list(ASKED),
            dynamic_axes={name: {0: "pieces"} for name in ("numbers", "rows", *ASKED)},
            opset_version=_OPSET,
            dynamo=False,
        )
        model = onnx.load(whole)
    reduce_matrices(model.graph)
    onnx.checker.check_model(model)
    onnx.save(model, path)
