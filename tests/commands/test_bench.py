"""The gauges of the bench, and the bench itself in small."""

from __future__ import annotations

import io
import subprocess
import sys
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command

from moderation.management import gauges

ROOT = Path(__file__).parents[2]
TEXTS = ["Yesterday Greta Holm opened the library of Lomar at 10 o'clock.", "The orchestra plays tonight in Dorun."]


def test_copy_is_parted_at_blank_lines(tmp_path: Path) -> None:
    (tmp_path / "en_heavy.txt").write_text("one\n\ntwo\n", encoding="utf-8")

    assert gauges.read_copy(tmp_path, "en_heavy") == ["one", "two"]


@pytest.mark.parametrize("content", [None, "", "\n\n"])
def test_copy_that_is_missing_or_empty_is_named(tmp_path: Path, content: str | None) -> None:
    if content is not None:
        (tmp_path / "en_heavy.txt").write_text(content, encoding="utf-8")

    with pytest.raises(gauges.NoCopyToMeasure, match=r"en_heavy\.txt holds no text"):
        gauges.read_copy(tmp_path, "en_heavy")


def test_drawn_copy_is_the_same_for_the_same_seed_and_new_for_another() -> None:
    once, again, other = (gauges.draw_copy(TEXTS, 3, seed) for seed in (1, 1, 2))

    assert once == again
    assert once != other


def test_a_name_keeps_its_new_name_within_a_text() -> None:
    (text,) = gauges.draw_copy(["We saw Lomar and Lomar saw us."], 1, 0)

    words = text.split("\n")[0].split()
    assert words[2] == words[4] != "Lomar"


def test_heavy_copy_keeps_its_plain_words() -> None:
    (text,) = gauges.draw_copy(TEXTS, 1, 0)

    assert "opened the library of" in text


def test_varied_copy_holds_many_more_different_words() -> None:
    plain, varied = (gauges.draw_copy(TEXTS, 50, 0, is_varied=varied) for varied in (False, True))

    assert len(set(" ".join(varied).split())) > 1.5 * len(set(" ".join(plain).split()))


def test_one_text_in_ten_of_the_wire_is_heavy() -> None:
    wire = gauges.draw_wire(["Calm all day."], ["Heavy fire."], 30, 0)

    assert sum("Heavy" in text for text in wire) == 3


def test_a_long_text_has_the_words_asked_for() -> None:
    assert 100 <= gauges.count_words([gauges.long_text(TEXTS, 100)]) < 120


def test_a_race_returns_words_a_second_of_both() -> None:
    drawn: list[int] = []

    def draw(number: int) -> list[str]:
        drawn.append(number)
        return ["a b c"] * 10

    ours, theirs = gauges.race(lambda texts: None, lambda texts: sum(range(200_000)), draw, rounds=3)

    assert ours > theirs > 0
    assert drawn == [-1, -1, 0, 1, 2]


def test_odd_texts_have_the_size_asked_for() -> None:
    assert {len(text) for text in gauges.adversarial_texts(5000).values()} == {5000}


def test_memory_is_read_in_mebibytes() -> None:
    assert 10 < gauges.resident_mib() < 10_000


def test_the_bench_names_what_it_measured() -> None:
    # A process of its own: this one holds what a thousand other tests have loaded.
    command = [sys.executable, "manage.py", "bench", "--only", "memory", "--articles", "40"]

    told = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)

    assert told.returncode == 0, told.stderr
    assert "resident MiB, both languages" in told.stdout
    assert "growth over 40 articles" in told.stdout


def test_a_bench_without_copy_says_so(tmp_path: Path) -> None:
    with pytest.raises(CommandError, match="run from a full checkout"):
        call_command("bench", "--only", "memory", "--copy", str(tmp_path), stdout=io.StringIO())
