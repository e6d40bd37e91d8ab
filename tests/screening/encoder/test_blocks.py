"""Matrices in four bits a number: what they stand for, and how they are kept and read again."""

from pathlib import Path

import numpy as np

from moderation.screening.encoder.blocks import MOST, read_packed, reduce, unpack, write_packed

CHANCE = np.random.default_rng(7)


def test_a_block_holds_its_low_halves_before_its_high_ones() -> None:
    pairs = np.zeros((1, 16), np.uint8)
    pairs[0, :2] = (0x8A, 0x78)

    numbers = unpack(pairs, np.array([0.5], np.float16))[0]

    assert numbers[:3].tolist() == [1.0, 0.0, -4.0]
    assert numbers[16:19].tolist() == [0.0, -0.5, -4.0]


def test_a_column_is_reduced_by_its_largest_number() -> None:
    numbers, scales = reduce(np.array([[1.28, 0.0], [-0.64, 0.5]], np.float32))

    assert numbers.tolist() == [[64, 0], [-32, 64]]
    assert np.allclose(scales, [0.02, 0.5 / 64])


def test_a_column_of_nothing_is_nothing() -> None:
    numbers, scales = reduce(np.zeros((2, 1), np.float32))

    assert numbers.tolist() == [[0], [0]]
    assert scales[0] > 0


def test_a_matrix_is_read_as_it_would_have_been_reduced(tmp_path: Path) -> None:
    pairs = CHANCE.integers(0, 256, (6, 2, 16), np.uint8)  # six outputs of 64 inputs
    steps = CHANCE.random((6, 2)).astype(np.float16)

    write_packed({"a": (pairs, steps), "b": (pairs[:3], steps[:3])}, tmp_path / "layers.npz")
    read = read_packed(tmp_path / "layers.npz")

    expected, _ = reduce(unpack(pairs, steps).reshape(6, 64).T)
    assert set(read) == {"a", "b"}
    # Larger ones, and some processors would cut the sums of their products by bytes.
    assert read["a"].dtype == np.int8
    assert 2 * 255 * MOST < 2**15
    assert np.abs(read["a"]).max() <= MOST
    assert read["a"].tolist() == expected.tolist()
    assert read["b"].tolist() == expected[:, :3].tolist()
