"""Files by their names, and the limits that all share."""

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from articles.intake import FORMATS, MAX_BYTES, UnreadableCopy, read_copy
from tests.articles.intake.reading import read_one, sample


@pytest.mark.parametrize("filename", ["story.txt", "STORY.TXT", "depeche.text", "depeche", "a.b/depeche"])
def test_plain_text_is_known_by_its_name(filename: str) -> None:
    copy = read_copy(b"Nine hurt, police said.", filename=filename)

    assert copy.text == "Nine hurt, police said."


def test_a_file_of_another_format_is_refused_by_name() -> None:
    with pytest.raises(UnreadableCopy, match=r"^story\.doc is no format read here; save it as plain text"):
        read_copy(b"Nine hurt.", filename="story.doc")


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (b"%PDF-1.7", "is a PDF; save the article as .docx"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1", "is a Word file of the old kind; save it as .docx"),
        (b"{\\rtf1 Nine hurt.}", "is rich text"),
        (b"PK\x03\x04", "is no Word document that can be opened"),
    ],
)
@pytest.mark.parametrize("filename", ["story", "story.txt", "story.docx", "story.json"])
def test_what_many_try_is_refused_with_what_to_do(content: bytes, reason: str, filename: str) -> None:
    with pytest.raises(UnreadableCopy, match=reason):
        read_copy(content, filename=filename)


@pytest.mark.parametrize("filename", ["", "story", "story.txt", "story.bin", "story.json", "story.xml"])
@pytest.mark.parametrize("name", ["ninjs_3.json", "message_g2.xml", "story_nitf.xml", "newsml_1_2.xml", "page.html"])
def test_a_format_is_known_by_what_it_holds(name: str, filename: str) -> None:
    as_named, as_found = read_one(name), read_copy(sample(name), filename=filename)

    assert as_found == as_named


@pytest.mark.parametrize(
    ("content", "media_type", "form"),
    [
        (b"Nine *hurt*.", "text/markdown; charset=utf-8", "Markdown"),
        (b"Nine <hurt.", "text/html", "HTML"),
        (b"Nine hurt.", "text/plain", "plain text"),
        (b"Nine hurt.", "application/octet-stream", "plain text"),
    ],
)
def test_a_media_type_counts_where_the_content_shows_nothing(content: bytes, media_type: str, form: str) -> None:
    assert read_copy(content, filename="story", media_type=media_type).format == form


@pytest.mark.parametrize("content", [b"[Corrected] Nine hurt.", b"{Nine hurt}", b"< 3 hurt", b"--- nine hurt"])
def test_a_text_that_only_begins_like_a_format_is_a_text(content: bytes) -> None:
    assert read_copy(content, filename="story.txt").text == content.decode()


def test_marked_up_text_that_was_pasted_is_read_as_such() -> None:
    assert read_copy(b"<p>Nine <b>hurt</b>.</p>", filename="pasted.txt").text == "Nine hurt."


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
