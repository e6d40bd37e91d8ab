"""Files by their names, and the limits that all share."""

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from articles.intake import FORMATS, MAX_BYTES, UnreadableCopy, read_copy


@pytest.mark.parametrize("filename", ["story.txt", "STORY.TXT", "depeche.text", "depeche", "a.b/depeche"])
def test_plain_text_is_known_by_its_name(filename: str) -> None:
    copy = read_copy(b"Nine hurt, police said.", filename=filename)

    assert copy.text == "Nine hurt, police said."


def test_a_file_of_another_format_is_refused_by_name() -> None:
    with pytest.raises(UnreadableCopy, match=r"^story\.docx is no format read here; save it as plain text"):
        read_copy(b"PK\x03\x04", filename="story.docx")


@pytest.mark.parametrize("content", [b"", b"  \r\n\t"])
def test_an_empty_file_is_refused_by_name(content: bytes) -> None:
    with pytest.raises(UnreadableCopy, match=r"^story\.txt is empty"):
        read_copy(content, filename="story.txt")


def test_a_file_of_the_largest_size_is_read() -> None:
    copy = read_copy(b"a" * MAX_BYTES, filename="story.txt")

    assert len(copy.text) == MAX_BYTES


def test_a_file_one_byte_over_is_refused() -> None:
    with pytest.raises(UnreadableCopy, match=r"^story\.txt is over 2 MiB"):
        read_copy(b"a" * (MAX_BYTES + 1), filename="story.txt")


def test_a_refusal_names_the_file_and_keeps_its_template() -> None:
    with pytest.raises(UnreadableCopy) as refused:
        read_copy(b"\x00\x01", filename="in/story.txt")

    assert str(refused.value).startswith("story.txt is no text file")
    assert (
        refused.value.template % {"name": "X"}
        == "X is no text file; save the article as plain text (.txt) or paste the text"
    )


def test_every_ending_is_in_small_letters() -> None:
    assert all(ending == ending.lower() for ending in FORMATS)


@given(st.binary(max_size=400))
@example(b"\xff\xfe\x00\x00")
@example(b"\x00\x00\xfe\xff\x00\x00\xd8\x00")
def test_any_bytes_give_copy_or_a_reason(content: bytes) -> None:
    try:
        outcome = read_copy(content, filename="story.txt").text
    except UnreadableCopy as refusal:
        outcome = str(refusal)

    assert outcome.strip()
    assert outcome.encode("utf-8")
