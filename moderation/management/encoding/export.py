"""Write a fitted network as the files that screening runs: ONNX."""

from __future__ import annotations

from pathlib import Path
from tempfile import TemporaryDirectory

import onnx
import torch

from moderation.management.encoding.base import Base
from moderation.management.encoding.eight_bits import reduce_matrices
from moderation.management.encoding.halves import halve_matrices
from moderation.management.encoding.network import FROZEN, Network, Reader
from moderation.screening.encoder.blocks import write_packed
from moderation.screening.encoder.encoder import JUDGES, NETWORK, PACKED, TOLLS, VECTORS
from moderation.screening.encoder.told import UNTOLD

_OPSET = 18
_FROZEN_LAYERS = tuple(f"l{layer}." for layer in range(FROZEN))


def write_network(network: Network, base: Base, folder: Path) -> None:
    """Write *network*, which began as *base*, into *folder*; it reads one window of any length."""
    reader, answers = Reader(network).eval(), [TOLLS, VECTORS]
    with TemporaryDirectory() as aside:
        whole = Path(aside) / "whole.onnx"
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
    blocks = {name: kept for name, kept in base.blocks.items() if name.startswith(_FROZEN_LAYERS)}
    reduce_matrices(model, {base.tensors[name].tobytes(): name for name in blocks})
    halve_matrices(model)
    onnx.save(model, folder / NETWORK)
    outputs = {name: base.tensors[name.removesuffix("w") + "b"].size for name in blocks}
    rows = {name: kept.reshape(outputs[name], -1) for name, kept in blocks.items()}
    write_packed({name: (kept["pairs"], kept["scale"]) for name, kept in rows.items()}, folder / PACKED)


def write_judges(network: Network, folder: Path) -> None:
    """Write the judges of *network* into *folder*; each reads one figure or label at a time."""
    for judged, judge in network.judges.items():
        told = torch.zeros(len(UNTOLD[judged]))
        vector, cue = torch.zeros(judge.inner.in_features - len(told)).chunk(2)
        torch.onnx.export(
            judge.eval(),
            (vector, cue, told),
            folder / JUDGES[judged],
            input_names=["vector", "cue", "told"],
            output_names=[judged],
            opset_version=_OPSET,
            dynamo=False,
        )
        model = onnx.load(folder / JUDGES[judged])
        halve_matrices(model)
        onnx.save(model, folder / JUDGES[judged])
