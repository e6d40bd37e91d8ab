"""The walls between the rooms, and the house's figures."""

import ast
import shutil
import statistics
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
ROOMS = ("articles", "config", "moderation")
LONGEST_FILE = 400
LONGEST_FUNCTION = 40
LEAST_TESTS = 0.75  # lines of test to a line of code; the aim is 1, this only keeps it from falling
Function = ast.FunctionDef | ast.AsyncFunctionDef


@pytest.fixture(scope="module")
def copied_house(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Copy the rooms and the walls' description, to plant breaches in."""
    copy = tmp_path_factory.mktemp("house")
    for room in ROOMS:
        shutil.copytree(ROOT / room, copy / room, ignore=shutil.ignore_patterns("__pycache__"))
    shutil.copy(ROOT / "pyproject.toml", copy)
    return copy


def look_at_walls(house: Path) -> subprocess.CompletedProcess[str]:
    lint = "from importlinter.cli import lint_imports_command as lint; lint()"
    command = [sys.executable, "-c", lint, "--no-cache"]
    return subprocess.run(command, cwd=house, capture_output=True, text=True, check=False)


def test_the_walls_stand(copied_house: Path) -> None:
    seen = look_at_walls(copied_house)

    assert seen.returncode == 0, seen.stdout


@pytest.mark.parametrize(
    ("room", "breach"),
    [
        ("moderation/screening", "import django"),
        ("moderation/screening", "import logging"),
        ("moderation/checks", "from time import monotonic"),
        ("articles/intake", "from celery import shared_task"),
        ("articles", "import moderation"),
        ("articles", "from moderation.models import Flag"),
        ("moderation/screening", "import moderation.checks"),
        ("moderation/models", "from config import celery"),
    ],
)
def test_a_planted_breach_is_found(copied_house: Path, room: str, breach: str) -> None:
    planted = copied_house / room / "planted.py"
    planted.write_text(f"{breach}\n")

    seen = look_at_walls(copied_house)

    planted.unlink()
    assert seen.returncode != 0, f"{breach} in {room} passed"
    assert "planted" in seen.stdout


# In a process of its own: modules are forgotten between two imports.
IMPORT_EACH_FIRST = """
import importlib, sys
for name in sys.argv[1:]:
    for known in [known for known in sys.modules if known.split(".")[0] in ("moderation", "articles")]:
        del sys.modules[known]
    try:
        importlib.import_module(name)
    except ImportError as error:
        print(name, error)
"""


def test_each_part_of_the_engine_can_be_the_first_that_is_imported() -> None:
    parts = sorted(part.stem for part in (ROOT / "moderation" / "screening").iterdir() if not part.name.startswith("_"))

    command = [sys.executable, "-c", IMPORT_EACH_FIRST, *(f"moderation.screening.{part}" for part in parts)]
    answer = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)

    assert "text" in parts
    assert (answer.stdout, answer.returncode) == ("", 0), answer.stderr


def test_no_file_is_longer_than_four_hundred_lines() -> None:
    long = {str(file): count for file in house_files() if (count := len(file.read_text().splitlines())) > LONGEST_FILE}

    assert long == {}


def test_no_function_is_longer_than_forty_lines() -> None:
    long = {place: length for place, length in functions() if length > LONGEST_FUNCTION}

    assert long == {}


def test_half_of_all_functions_are_short_and_nine_in_ten_fit_a_hand() -> None:
    lengths = [length for _, length in functions()]

    tenths = statistics.quantiles(lengths, n=10)

    assert statistics.median(lengths) <= 8
    assert tenths[-1] <= 25


def test_every_public_function_says_what_it_takes_and_returns() -> None:
    untyped = [place(file, node) for file, node in walk_functions() if is_public(node) and not is_typed(node)]

    assert untyped == []


def test_every_module_says_what_it_is_for() -> None:
    silent = [str(file) for file in house_files() if file.read_text() and not ast.get_docstring(parsed(file))]

    assert silent == []


def test_the_tests_keep_up_with_the_code() -> None:
    tests = sum(len(file.read_text().splitlines()) for file in (ROOT / "tests").rglob("*.py"))

    code = sum(len(file.read_text().splitlines()) for file in house_files())

    assert tests >= LEAST_TESTS * code


def house_files() -> list[Path]:
    found = [file for room in ROOMS for file in (ROOT / room).rglob("*.py")]
    return [file for file in found if "migrations" not in file.parts]


def functions() -> list[tuple[str, int]]:
    return [(place(file, node), (node.end_lineno or 0) - node.lineno + 1) for file, node in walk_functions()]


def walk_functions() -> Iterator[tuple[Path, Function]]:
    for file in house_files():
        for node in ast.walk(parsed(file)):
            if isinstance(node, Function):
                yield file, node


def parsed(file: Path) -> ast.Module:
    return ast.parse(file.read_text())


def place(file: Path, node: Function) -> str:
    return f"{file.relative_to(ROOT)}:{node.lineno} {node.name}"


def is_public(node: Function) -> bool:
    return not node.name.startswith("_")


def is_typed(node: Function) -> bool:
    taken = [*node.args.posonlyargs, *node.args.args, *node.args.kwonlyargs]
    named = [argument for argument in taken if argument.arg not in {"self", "cls"}]
    return node.returns is not None and all(argument.annotation for argument in named)
