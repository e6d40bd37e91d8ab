"""Gauges for the bench: words a second, memory, and the copy that is measured."""

from __future__ import annotations

import random
import re
import statistics
import time
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path

ROUNDS = 5
# One heavy text in so many of the mixed wire.
WIRE_SHARE = 10
# A capitalised word within a sentence, or a number of two digits.
_NAME_OR_FIGURE = re.compile(r"(?<=[a-zé,] )[A-Z][a-zé]{3,}|(?<= )\d\d(?= )")
_NAME_OR_LONG_WORD = re.compile(_NAME_OR_FIGURE.pattern + r"|(?<= )[a-zà-ÿ]{6,}")
_SYLLABLES = (
    "ba",
    "co",
    "dar",
    "el",
    "fin",
    "gor",
    "hul",
    "is",
    "ka",
    "lem",
    "mor",
    "na",
    "or",
    "pel",
    "ro",
    "sun",
    "ti",
    "ul",
    "vam",
    "zed",
)


class NoCopyToMeasure(ValueError):
    """A file of copy is missing or empty; the message names it."""


def read_copy(folder: Path, name: str) -> list[str]:
    """Return the texts of ``<folder>/<name>.txt``, which blank lines part.

    :raises NoCopyToMeasure: naming the file
    """
    path = folder / f"{name}.txt"
    content = path.read_text(encoding="utf-8").strip() if path.exists() else ""
    texts = content.split("\n\n") if content else []
    if not texts:
        raise NoCopyToMeasure(f"{path} holds no text to measure; run from a full checkout")
    return texts


def draw_copy(texts: Sequence[str], count: int, seed: int, *, is_varied: bool = False) -> list[str]:
    """Return *count* texts of two paragraphs each, with names and figures drawn anew for every one.

    Twenty thousand words of a wire hold 6,600 different ones, fourteen paragraphs over and over a tenth of that;
    *is_varied* draws long plain words anew too, so that a tokenizer which remembers words meets as many new ones.
    """
    size = len(texts)
    pattern = _NAME_OR_LONG_WORD if is_varied else _NAME_OR_FIGURE
    return [
        _redraw(f"{texts[i % size]}\n{texts[(i + 1 + i // size) % size]}", pattern, random.Random(f"{seed}.{i}"))  # noqa: S311
        for i in range(count)
    ]


def draw_wire(ordinary: Sequence[str], heavy: Sequence[str], count: int, seed: int) -> list[str]:
    """Return *count* texts with new names and figures, one in ten of them heavy."""
    calm, hot = draw_copy(ordinary, count, seed, is_varied=True), draw_copy(heavy, count, seed)
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
    """Return the seconds of processor that *work* takes once; what else the machine does in between counts less."""
    started = time.process_time()
    work()
    return time.process_time() - started


def race(
    ours: Callable[[list[str]], object],
    theirs: Callable[[list[str]], object],
    draw: Callable[[int], list[str]],
    *,
    rounds: int = ROUNDS,
) -> tuple[float, float]:
    """Return the median words a second of both on freshly drawn copy, in turns, so that a busy machine slows both."""
    ours(draw(-1))
    theirs(draw(-1))
    speeds = []
    for number in range(rounds):
        texts = draw(number)
        count = count_words(texts)
        speeds.append((count / measure(lambda: ours(texts)), count / measure(lambda: theirs(texts))))  # noqa: B023
    return statistics.median(mine for mine, _ in speeds), statistics.median(its for _, its in speeds)


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


def _redraw(text: str, pattern: re.Pattern[str], lottery: random.Random) -> str:
    """Give *text* new names, figures or words; the same one stays the same within it."""
    drawn: dict[str, str] = {}

    def draw(match: re.Match[str]) -> str:
        old = match[0]
        if old not in drawn:
            syllables = "".join(lottery.choice(_SYLLABLES) for _ in range(max(2, len(old) // 3)))
            word = syllables.capitalize() if old[0].isupper() else old[:2] + syllables
            drawn[old] = str(lottery.randint(11, 98)) if old.isdigit() else word
        return drawn[old]

    return pattern.sub(draw, text)
