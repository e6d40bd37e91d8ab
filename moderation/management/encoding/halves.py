"""Keep a network's matrices in sixteen bits a number; it reckons in thirty-two, as before."""

from __future__ import annotations

from typing import Any

import numpy as np
from onnx import TensorProto, helper, numpy_helper


def halve_matrices(model: Any) -> None:
    """Replace each whole matrix in *model*'s graph with one of half the size, and a step that makes it whole."""
    graph = model.graph
    steps = []
    for tensor in graph.initializer:
        if tensor.data_type == TensorProto.FLOAT and len(tensor.dims) > 1:
            name, half = tensor.name, f"{tensor.name}.half"
            tensor.CopyFrom(numpy_helper.from_array(numpy_helper.to_array(tensor).astype(np.float16), half))
            steps.append(helper.make_node("Cast", [half], [name], to=TensorProto.FLOAT))
    nodes = [*steps, *graph.node]
    del graph.node[:]
    graph.node.extend(nodes)
