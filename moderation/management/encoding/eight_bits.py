"""Multiply by a network's matrices in whole numbers of eight bits: a quarter the size, twice the speed.

A matrix has one scale a column. What is multiplied by it gets its scale row by row, that is piece by piece; the
usual way of one scale for all rows would let appended text change what stands before it. Rows are kept without a sign
and matrices with one, which processors multiply twice as fast as two of a kind; the numbers of a matrix end at 64, for
processors without VNNI add two products in sixteen bits and cut what does not fit. Matrices that are kept in four bits
elsewhere are left to whoever loads the graph.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

import numpy as np
from onnx import TensorProto, helper, numpy_helper

from moderation.screening.encoder.blocks import reduce

_RUNTIME, _RUNTIMES_VERSION = "com.microsoft", 1  # onnxruntime's own steps
_MOST = 127  # of a row, beside the byte that stands for zero
_ZERO = 128
_LEAST = 1e-9
_ELSEWHERE = "given by whoever loads the graph"
_CONSTANTS = {
    "eight.axis": np.array([-1], np.int64),
    "eight.least": np.array(_LEAST, np.float32),
    "eight.most": np.array(_MOST, np.float32),
    "eight.none": np.array(0, np.int8),
    "eight.one": np.array(1, np.float32),
    "eight.zero": np.array(_ZERO, np.uint8),
}


def reduce_matrices(model: Any, packed: Mapping[bytes, str]) -> None:
    """Replace every product by a kept matrix in *model*'s graph with one in whole numbers.

    *packed* names matrices, by the numbers of their outputs, that are kept elsewhere.
    """
    model.opset_import.append(helper.make_opsetid(_RUNTIME, _RUNTIMES_VERSION))
    graph = model.graph
    kept = {tensor.name: tensor for tensor in graph.initializer}
    nodes: list[Any] = []
    names: dict[str, str] = {}
    scaled: set[str] = set()
    added = [numpy_helper.from_array(values, name) for name, values in _CONSTANTS.items()]
    for node in graph.node:
        if node.op_type != "MatMul" or node.input[1] not in kept:
            nodes.append(node)
            continue
        rows, matrix = node.input
        if rows not in scaled:
            scaled.add(rows)
            nodes += _scale_rows(rows)
        if matrix not in names:
            values = numpy_helper.to_array(kept[matrix])
            elsewhere = packed.get(outputs_of(values))
            names[matrix] = elsewhere or matrix
            numbers, scales = reduce(values)
            added.append(_elsewhere(elsewhere, numbers) if elsewhere else numpy_helper.from_array(numbers, matrix))
            added.append(numpy_helper.from_array(scales, f"{names[matrix]}.scales"))
        nodes += _multiply(rows, names[matrix], node.output[0])
    _replace(graph.node, nodes)
    _replace(graph.initializer, [*(tensor for name, tensor in kept.items() if name not in names), *added])


def outputs_of(matrix: Any) -> bytes:
    """Return the numbers of *matrix*, a column an output, as a base keeps them: a row an output."""
    return np.ascontiguousarray(matrix.T).tobytes()


def _elsewhere(name: str, numbers: Any) -> Any:
    """Return a tensor without its *numbers*."""
    tensor = TensorProto(name=name, data_type=TensorProto.INT8, dims=numbers.shape)
    tensor.data_location = TensorProto.EXTERNAL
    tensor.external_data.add(key="location", value=_ELSEWHERE)
    return tensor


def _scale_rows(rows: str) -> Iterator[Any]:
    """Yield the steps that make whole numbers from 1 to 255 of each row, and its scale."""
    yield helper.make_node("Abs", [rows], [f"{rows}.sizes"])
    yield helper.make_node("ReduceMax", [f"{rows}.sizes", "eight.axis"], [f"{rows}.largest"], keepdims=1)
    yield helper.make_node("Max", [f"{rows}.largest", "eight.least"], [f"{rows}.bound"])
    yield helper.make_node("Div", [f"{rows}.bound", "eight.most"], [f"{rows}.scale"])
    yield helper.make_node("Div", [rows, f"{rows}.scale"], [f"{rows}.scaled"])
    yield helper.make_node("QuantizeLinear", [f"{rows}.scaled", "eight.one", "eight.zero"], [f"{rows}.whole"])


def _multiply(rows: str, matrix: str, product: str) -> Iterator[Any]:
    """Yield the steps from whole rows and a whole matrix to their product."""
    fed = [f"{rows}.whole", matrix, "eight.one", f"{matrix}.scales", "eight.zero", "eight.none"]
    yield helper.make_node("MatMulIntegerToFloat", fed, [f"{product}.by_column"], domain=_RUNTIME)
    yield helper.make_node("Mul", [f"{product}.by_column", f"{rows}.scale"], [product])


def _replace(field: Any, values: list[Any]) -> None:
    del field[:]
    field.extend(values)
