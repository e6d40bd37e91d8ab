"""Write a fitted network as the file that screening runs: ONNX, its matrices in eight bits."""

from __future__ import annotations

import logging
from pathlib import Path
from tempfile import TemporaryDirectory

import onnx
import torch
from onnxruntime.quantization import QuantType, quantize_dynamic
from onnxruntime.quantization.shape_inference import quant_pre_process

from moderation.management.encoding.network import Network, Reader

_OPSET = 18


def write_network(network: Network, path: Path) -> None:
    """Write *network* to *path*; it reads one window of any length."""
    logging.getLogger("root").setLevel(logging.ERROR)  # the quantizer advises what is done here already
    reader = Reader(network).eval()
    with TemporaryDirectory() as folder:
        whole, plain = Path(folder) / "whole.onnx", Path(folder) / "plain.onnx"
        torch.onnx.export(
            reader,
            (torch.tensor([0, 5, 6, 2]), torch.tensor([-1, 0, 0, 0])),
            whole,
            input_names=["numbers", "rows"],
            output_names=["tolls"],
            dynamic_axes={"numbers": {0: "pieces"}, "rows": {0: "pieces"}, "tolls": {0: "pieces"}},
            opset_version=_OPSET,
            dynamo=False,
        )
        quant_pre_process(str(whole), str(plain), skip_symbolic_shape=True)
        quantize_dynamic(plain, path, weight_type=QuantType.QInt8, per_channel=True, op_types_to_quantize=["MatMul"])
    onnx.checker.check_model(str(path))
