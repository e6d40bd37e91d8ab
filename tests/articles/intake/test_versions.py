"""A wire's own version numbers."""

import pytest

from articles.intake.versions import is_older, written_version


@pytest.mark.parametrize(("version", "than"), [("9", "10"), ("1.2", "1.10"), ("1", "1.0.1"), ("0", "1")])
def test_versions_are_compared_as_numbers(version: str, than: str) -> None:
    assert is_older(version, than)
    assert not is_older(than, version)


@pytest.mark.parametrize(
    ("version", "than"),
    [
        ("1", "1"),
        ("1", "1.0"),
        ("", "1"),
        ("1", ""),
        ("a", "b"),
        ("2026-01-01", "2026-01-02"),
        ("٣", "4"),
        ("1\n", "2"),
    ],
)
def test_what_is_no_number_is_never_older(version: str, than: str) -> None:
    assert not is_older(version, than)


@pytest.mark.parametrize(
    ("said", "version"),
    [(2, "2"), (2.0, "2"), ("2", "2"), (" 2 ", "2"), ("1.10", "1.10"), (0, "0"), (1e20, "1" + "0" * 20)],
)
def test_a_whole_number_is_read_however_it_is_written(said: object, version: str) -> None:
    assert written_version(said) == version


@pytest.mark.parametrize("said", [1.1, True, None, [2], {"number": 2}, float("inf"), float("nan")])
def test_what_is_neither_a_whole_number_nor_words_is_no_version(said: object) -> None:
    assert written_version(said) is None
