"""Gauges for the bench: words a second, memory, and the copy that is measured."""

from __future__ import annotations

import statistics
import time
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path

ROUNDS = 5
# One heavy text in so many of the mixed wire.
WIRE_SHARE = 10
_TEXTS_A_ROUND = 200


class NoCopyToMeasure(ValueError):
    """A file of copy is missing or empty; the message names it."""


def read_copy(folder: Path, name: str) -> list[str]:
    """Return the texts of ``<folder>/<name>.txt``, which blank lines part.

    :raises NoCopyToMeasure: naming the file
    """
    path = folder / f"{name}.txt"
    texts = path.read_text(encoding="utf-8").strip().split("\n\n") if path.exists() else []
    if not texts:
        raise NoCopyToMeasure(f"{path} holds no text to measure; run from a full checkout")
    return texts


def heavy_copy(texts: Sequence[str], count: int = _TEXTS_A_ROUND) -> list[str]:
    """Return *count* texts of two paragraphs each, no two alike in a round of all pairs."""
    size = len(texts)
    return [f"{texts[i % size]}\n{texts[(i + 1 + i // size) % size]}" for i in range(count)]


def mixed_wire(ordinary: Sequence[str], heavy: Sequence[str], count: int = _TEXTS_A_ROUND) -> list[str]:
    """Return *count* texts, one in ten of them heavy."""
    calm, hot = heavy_copy(ordinary, count), heavy_copy(heavy, count)
    return [hot[i] if i % WIRE_SHARE == 0 else calm[i] for i in range(count)]


def long_text(texts: Sequence[str], words: int) -> str:
    """Return one text of at least *words* words, made of *texts* over and over."""
    paragraphs: list[str] = []
    counted = 0
    while counted < words:
        paragraph = texts[len(paragraphs) % len(texts)]
        paragraphs.append(paragraph)
        counted += count_words([paragraph])
    return "\n".join(paragraphs)


def count_words(texts: Iterable[str]) -> int:
    """Return how many words, parted by spaces, *texts* hold."""
    return sum(len(text.split()) for text in texts)


def measure(work: Callable[[], object]) -> float:
    """Return the seconds that *work* takes once."""
    started = time.perf_counter()
    work()
    return time.perf_counter() - started


def compare(ours: Callable[[], object], theirs: Callable[[], object], *, rounds: int = ROUNDS) -> tuple[float, float]:
    """Return the median seconds of both, measured in turns so that a busy machine slows both alike."""
    ours()
    theirs()
    pairs = [(measure(ours), measure(theirs)) for _ in range(rounds)]
    return statistics.median(mine for mine, _ in pairs), statistics.median(its for _, its in pairs)


def resident_mib() -> float:
    """Return the memory this process holds, in MiB (Linux)."""
    for line in Path("/proc/self/status").read_text(encoding="ascii").splitlines():
        if line.startswith("VmRSS:"):
            return int(line.split()[1]) / 1024
    return 0.0


def adversarial_texts(size: int) -> dict[str, str]:
    """Return texts of *size* code points made to drive a careless pattern mad."""
    seeds = {
        "one line of casualties": "12 people were killed and 13 hurt, ",
        "digits": "1",
        "grouped digits": "1 000 ",
        "number words": "vingt-deux mille deux cents ",
        "hyphens": "quatre-",
        "open quotations": "« “ ",
        "apostrophes": "l'",
        "spaces": " ",
        "stops": ". ",
        "cues": "selon said according to ",
        "one word": "a",
        "capitals": "KILLED TUÉS ",
        "line breaks": "12 dead\n",
        "commas": "2 killed, selon, ",
    }
    return {name: (seed * (size // len(seed) + 1))[:size] for name, seed in seeds.items()}
