"""Measure the engine's speed and memory, as ratios within one run."""

from __future__ import annotations

import platform
import statistics
from argparse import ArgumentParser
from dataclasses import replace
from functools import partial
from importlib.metadata import version
from pathlib import Path
from typing import Any

import spacy
from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from moderation.management import gauges
from moderation.management.words import Words, load_words
from moderation.screening.parser import MODELS, ParserMissing, load_model

# What must be reached: ratio to the parser, ratio to the blank tokenizer, seconds, spread, MiB, growth.
PARSER_RATIO = 10.0
TOKENIZER_RATIO = 2.0
LONGEST_SECONDS = 2.0
SPREAD = 0.2
MOST_MIB = 500
GROWTH = 0.05

# All of it is read: some 30,000 words of such a wire hold more words of harm than one reading takes.
_LENGTHS = (1_000, 3_000, 10_000, 25_000)
_HEAVY_TEXTS = 40
_WIRE_TEXTS = 200
_LEAST_WORDS = 20_000
_ADVERSARIAL_SIZE = 1_000_000
_WARM_ARTICLES = 0.1  # the share of the articles after which memory must stay flat


class Command(BaseCommand):
    """Run every gauge and fail if one misses its mark."""

    help = "Measures speed against spaCy, linearity, odd input and memory; fails where a mark is missed."
    requires_system_checks = ()

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Add how much to measure."""
        parser.add_argument("--articles", type=int, default=10_000, help="articles screened for the memory gauge")
        parser.add_argument("--rounds", type=int, default=gauges.ROUNDS, help="rounds of which the median counts")
        parser.add_argument(
            "--only", nargs="+", choices=["speed", "length", "odd", "memory"], help="leave out the rest"
        )
        parser.add_argument("--copy", type=Path, default=Path(settings.BASE_DIR) / "tests" / "corpus")

    def handle(self, *args: Any, **options: Any) -> None:
        """Measure, print a line a gauge, and name what misses."""
        self.missed: list[str] = []
        words = load_words()
        words.warm()
        self.stdout.write(f"{platform.machine()}, Python {platform.python_version()}, spaCy {version('spacy')}")
        gauged = {
            "speed": lambda: self._measure_speeds(words, options["copy"], options["rounds"]),
            "length": lambda: self._measure_length(words, options["copy"], options["rounds"]),
            "odd": lambda: self._measure_odd_input(words),
            "memory": lambda: self._measure_memory(words, options["copy"], options["articles"]),
        }
        try:
            for name in options["only"] or gauged:
                gauged[name]()
        except (gauges.NoCopyToMeasure, ParserMissing) as error:
            raise CommandError(str(error)) from error
        if self.missed:
            raise CommandError("missed: " + "; ".join(self.missed))

    def _measure_speeds(self, words: Words, folder: Path, rounds: int) -> None:
        alone = replace(words, weighers=replace(words.weighers, with_encoder=False))
        for language in sorted(MODELS):
            self._measure_speed(words, language, folder, rounds)
            self._measure_speed(alone, language, folder, rounds, note=" without the encoder")

    def _measure_speed(self, words: Words, language: str, folder: Path, rounds: int, note: str = "") -> None:
        heavy = gauges.read_copy(folder, f"{language}_heavy")
        ordinary = gauges.read_copy(folder, f"{language}_ordinary")
        model, blank = load_model(language), spacy.blank(language)
        self._race(
            f"{language} heavy copy / parser{note}",
            gauges.race(
                lambda texts: [words.screen(text, language) for text in texts],
                lambda texts: _drain(model.pipe(texts)),
                lambda number: gauges.draw_copy(heavy, _HEAVY_TEXTS, number),
                rounds=rounds,
            ),
            PARSER_RATIO,
        )
        self._race(
            f"{language} mixed wire / blank tokenizer{note}",
            gauges.race(
                lambda texts: [words.screen(text, language) for text in texts],
                lambda texts: _drain(map(blank, texts)),
                lambda number: gauges.draw_wire(ordinary, heavy, _WIRE_TEXTS, number),
                rounds=rounds,
            ),
            TOKENIZER_RATIO,
        )

    def _race(self, name: str, speeds: tuple[float, float], mark: float) -> None:
        ours, theirs = speeds
        note = f"{ours:,.0f} words/s against {theirs:,.0f}"
        self._report(name, ours / theirs, f">= {mark:g}", is_met=ours / theirs >= mark, note=note)

    def _measure_length(self, words: Words, folder: Path, rounds: int) -> None:
        texts = gauges.draw_wire(
            gauges.read_copy(folder, "en_ordinary"), gauges.read_copy(folder, "en_heavy"), _WIRE_TEXTS, 0
        )
        long_texts = [gauges.long_text(texts, length) for length in _LENGTHS]
        if _is_cut_short(words, long_texts[-1]):
            raise CommandError("the longest text is not read to its end; measure shorter ones")
        speeds = [_speed(words, text, rounds) for text in long_texts]
        spread = max(speeds) / min(speeds) - 1
        note = ", ".join(f"{length:,}: {speed:,.0f}" for length, speed in zip(_LENGTHS, speeds, strict=True))
        self._report("spread over lengths", spread, f"<= {SPREAD:g}", is_met=spread <= SPREAD, note=f"words/s {note}")

    def _measure_odd_input(self, words: Words) -> None:
        for name, text in gauges.adversarial_texts(_ADVERSARIAL_SIZE).items():
            for language in sorted(MODELS):
                seconds = gauges.measure(partial(words.screen, text, language))
                self._report(
                    f"1 MB of {name} ({language})",
                    seconds,
                    f"< {LONGEST_SECONDS:g} s",
                    is_met=seconds < LONGEST_SECONDS,
                )

    def _measure_memory(self, words: Words, folder: Path, articles: int) -> None:
        wires = {
            language: gauges.draw_wire(
                gauges.read_copy(folder, f"{language}_ordinary"),
                gauges.read_copy(folder, f"{language}_heavy"),
                _WIRE_TEXTS,
                0,
            )
            for language in sorted(MODELS)
        }
        warm = 0.0
        for at in range(articles):
            language = sorted(wires)[at % len(wires)]
            words.screen(f"{wires[language][at % _WIRE_TEXTS]}\nNumber {at}.", language)
            if at == int(articles * _WARM_ARTICLES):
                warm = gauges.resident_mib()
        held = gauges.resident_mib()
        self._report("resident MiB, both languages", held, f"< {MOST_MIB}", is_met=held < MOST_MIB)
        growth = held / warm - 1 if warm else 0.0
        self._report(f"growth over {articles:,} articles", growth, f"<= {GROWTH:g}", is_met=growth <= GROWTH)

    def _report(self, name: str, value: float, mark: str, *, is_met: bool, note: str = "") -> None:
        self.stdout.write(f"{'ok  ' if is_met else 'MISS'} {name:44} {value:10.2f}  {mark:10} {note}")
        if not is_met:
            self.missed.append(name)


def _is_cut_short(words: Words, text: str) -> bool:
    """Say whether the end of *text* is left unread, which would pass for speed."""
    reading = words.screen(text, "en").reading
    return reading is None or bool(reading.unread)


def _speed(words: Words, text: str, rounds: int) -> float:
    """Return the words a second of one long English text, short ones screened several times."""
    count = gauges.count_words([text])
    repeats = max(1, _LEAST_WORDS // count)
    seconds = statistics.median(
        gauges.measure(lambda: [words.screen(text, "en") for _ in range(repeats)]) for _ in range(rounds)
    )
    return repeats * count / seconds


def _drain(made: Any) -> None:
    for _ in made:
        pass
