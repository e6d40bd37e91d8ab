"""Read the samples beside the tests."""

from pathlib import Path

from articles.intake import Copy, read_copies, read_copy

SAMPLES = Path(__file__).parent / "samples"


def sample(name: str) -> bytes:
    """Return a sample's bytes."""
    return (SAMPLES / name).read_bytes()


def read_one(name: str) -> Copy:
    """Read a sample that holds one article."""
    return read_copy(sample(name), filename=name)


def read_all(name: str) -> tuple[Copy, ...]:
    """Read a sample's articles."""
    return read_copies(sample(name), filename=name)


def said(copy: Copy) -> list[str]:
    """Return a copy's warnings in words."""
    return [str(warning) for warning in copy.warnings]
