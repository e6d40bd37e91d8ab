"""Read the matrices of the layers that nobody fitted: they are kept as the base keeps them, in four bits a number.

A block of 32 numbers has one step, and its low halves of bytes come before the high ones. The network multiplies by
whole numbers from -64 to 64, with one scale an output; they are made here, once, when the network is loaded.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

import numpy as np

_MIDDLE = 8  # of sixteen numbers
# Two products by bytes then stay within sixteen bits, in which some processors add them: each reads the same.
MOST = 64
_LEAST = 1e-9
_PAIRS, _STEPS = ".pairs", ".steps"


def unpack(pairs: Any, steps: Any) -> Any:
    """Return the numbers of blocks, a row a block, from their *pairs* of four bits and the step of each block."""
    low = (pairs & 15).astype(np.float32) - _MIDDLE
    high = (pairs >> 4).astype(np.float32) - _MIDDLE
    return np.concatenate([low, high], axis=-1) * steps.astype(np.float32)[..., None]


def reduce(matrix: Any) -> tuple[Any, Any]:
    """Return *matrix*, a column an output, as whole numbers up to ``MOST``, and the scale of each column."""
    scales = (np.maximum(np.abs(matrix).max(axis=0), _LEAST) / MOST).astype(np.float32)
    return np.round(matrix / scales).astype(np.int8), scales


def write_packed(matrices: dict[str, tuple[Any, Any]], path: Path) -> None:
    """Write *matrices*, their pairs and steps with a row an output, to *path*."""
    pairs = {f"{name}{_PAIRS}": kept for name, (kept, _) in matrices.items()}
    np.savez_compressed(path, **pairs, **{f"{name}{_STEPS}": steps for name, (_, steps) in matrices.items()})


def read_packed(path: Path) -> dict[str, Any]:
    """Return the matrices in *path* in whole numbers, by their names."""
    with np.load(path) as kept:
        names = [name.removesuffix(_PAIRS) for name in kept.files if name.endswith(_PAIRS)]
        return {name: _read(kept[f"{name}{_PAIRS}"], kept[f"{name}{_STEPS}"]) for name in names}


def _read(pairs: Any, steps: Any) -> Any:
    rows = unpack(pairs, steps).reshape(len(pairs), -1)
    numbers, _ = reduce(rows.T)
    return np.ascontiguousarray(numbers)
