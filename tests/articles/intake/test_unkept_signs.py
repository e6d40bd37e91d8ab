"""What no database keeps stands in no field of a copy, in whatever field of the file it stood."""

import json
from typing import Any

import pytest

from articles.intake import Copy, read_copies
from articles.intake.packing import pack
from tests.articles.intake.reading import read_all, sample

# A program's mistakes: the end of a string in C, half of a sign outside the plane that was cut off.
UNKEPT = ["\x00", "\ud83d"]
NINJS = ["ninjs_1.json", "ninjs_2.json", "ninjs_3.json", "collection.json"]


def spoilt(value: Any, sign: str) -> Any:
    """Return JSON with a sign at the end of every text in it, the names of fields and their codes left alone."""
    if isinstance(value, dict):
        return {name: spoilt(one, sign) for name, one in value.items()}
    if isinstance(value, list):
        return [spoilt(one, sign) for one in value]
    return value + sign if isinstance(value, str) else value


def read_spoilt(name: str, sign: str) -> tuple[Copy, ...]:
    document = spoilt(json.loads(sample(name)), sign)
    return read_copies(json.dumps(document).encode(), filename=name)


def strings_of(value: Any) -> list[str]:
    """Return every text in plain values, and every name."""
    if isinstance(value, dict):
        return [*map(str, value), *(one for inner in value.values() for one in strings_of(inner))]
    if isinstance(value, list | tuple):
        return [one for inner in value for one in strings_of(inner)]
    return [value] if isinstance(value, str) else []


@pytest.mark.parametrize("sign", UNKEPT, ids=["nul", "surrogate"])
@pytest.mark.parametrize("name", NINJS)
def test_a_sign_that_no_database_keeps_is_in_none_of_the_fields(name: str, sign: str) -> None:
    packed = [pack(copy) for copy in read_spoilt(name, sign)]

    assert packed
    assert [words for words in strings_of(packed) if sign in words] == []


@pytest.mark.parametrize("name", NINJS)
def test_the_copy_is_read_as_if_the_sign_were_not_there(name: str) -> None:
    assert list(map(pack, read_spoilt(name, "\x00"))) == list(map(pack, read_all(name)))
