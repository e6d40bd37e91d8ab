"""Any bytes, and every sample with some of its bytes changed, give copy or a reason, and nothing else."""

import io
import json
import time
import zipfile
from contextlib import suppress
from typing import Any

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from articles.intake import UnreadableCopy, read_copies
from articles.intake.reading import FORMATS, MEDIA_TYPES
from tests.articles.intake.reading import SAMPLES
from tests.articles.intake.test_docx import document

ORDINARY = settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.too_slow])
LONGEST = 5  # seconds of work for one small file, on a busy machine
FILES = {path.name: path.read_bytes() for path in sorted(SAMPLES.iterdir())} | {"story.docx": document()}
_KEYS = """
uri type version urgency pubstatus pubStatus embargoed embargoedUntil language headline headlines body_html bodies
body_text descriptions description_text associations infosource infoSources by byline signals edNote standard
"""
KEYS = _KEYS.split()
PARTS = ["word/document.xml", "word/styles.xml", "[Content_Types].xml", "_rels/.rels"]
JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=20),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(max_size=8), inner, max_size=4),
    max_leaves=12,
)


def settle(content: bytes, filename: str, media_type: str = "") -> None:
    """Read bytes; what comes of them is whole copy, or a reason that names the file, in bounded work."""
    began = time.process_time()
    try:
        copies, reason = read_copies(content, filename=filename, media_type=media_type), ""
    except UnreadableCopy as refusal:
        copies, reason = (), refusal.template % {**refusal.details, "name": "X"}
    assert time.process_time() - began < LONGEST
    assert bool(copies) != bool(reason)
    reason.encode("utf-8")
    for copy in copies:
        assert copy.text or copy.pub_status == "canceled" or copy.ed_note
        assert 1 <= copy.urgency <= 9
        assert not copy.embargo_note or copy.hold_reason
        kept = json.dumps([copy.text, copy.headline, copy.uri, copy.extra, [body.value for body in copy.bodies]])
        assert "\\u0000" not in kept
        assert all(str(said).encode("utf-8") for said in copy.warnings)


@pytest.mark.parametrize("ending", sorted(FORMATS))
@given(content=st.binary(max_size=600))
@example(content=b"\xff\xfe<\x00a\x00")
@example(content=b"\x00<\x00?")
@example(content=b"---\n\n---")
@example(content=b"[]")
@ORDINARY
def test_any_bytes_of_any_name_are_settled(ending: str, content: bytes) -> None:
    settle(content, f"story{ending}")


@pytest.mark.parametrize("media_type", sorted(MEDIA_TYPES))
@given(content=st.text(max_size=300))
@ORDINARY
def test_any_text_of_any_type_is_settled(media_type: str, content: str) -> None:
    settle(content.encode("utf-8", errors="surrogatepass"), "-", media_type)


@pytest.mark.parametrize("name", sorted(FILES))
@given(data=st.data())
@ORDINARY
def test_a_sample_with_some_bytes_changed_is_settled(name: str, data: st.DataObject) -> None:
    content = bytearray(FILES[name])
    for _change in range(data.draw(st.integers(1, 4))):
        at = data.draw(st.integers(0, len(content)))
        content[at : at + data.draw(st.integers(0, 30))] = data.draw(st.binary(max_size=12))

    settle(bytes(content), name)


@pytest.mark.parametrize("name", [name for name in sorted(FILES) if name.endswith((".xml", ".html", ".json", ".md"))])
@given(data=st.data())
@ORDINARY
def test_a_sample_with_words_moved_is_settled(name: str, data: st.DataObject) -> None:
    text = FILES[name].decode("utf-8", errors="replace")
    pieces = [">", "<", '"', "&x;", "<![CDATA[", "]]>", "<!DOCTYPE x>", "null", "[", "{", "\x00", "\ud800", "<p>", "  "]
    for _change in range(data.draw(st.integers(1, 5))):
        at = data.draw(st.integers(0, len(text)))
        text = text[:at] + data.draw(st.sampled_from(pieces)) + text[at + data.draw(st.integers(0, 60)) :]

    settle(text.encode("utf-8", errors="surrogatepass"), name)


@given(item=st.dictionaries(st.sampled_from(KEYS), JSON, max_size=8))
@settings(ORDINARY, max_examples=250)
def test_ninjs_with_values_of_any_kind_is_settled(item: dict[str, Any]) -> None:
    settle(json.dumps({"uri": "urn:1", **item}).encode(), "item.json")
    settle(json.dumps([{"uri": "urn:1", "body_text": "x", **item}, item]).encode(), "item.json")


@given(
    part=st.sampled_from(["word/document.xml", "word/styles.xml", "[Content_Types].xml", "_rels/.rels"]), data=st.data()
)
@ORDINARY
def test_a_document_with_one_part_changed_is_settled(part: str, data: st.DataObject) -> None:
    stream = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(FILES["story.docx"])) as old, zipfile.ZipFile(stream, "w") as new:
        for entry in old.infolist():
            inner = old.read(entry)
            if entry.filename == part:
                at = data.draw(st.integers(0, len(inner)))
                inner = inner[:at] + data.draw(st.sampled_from([b"", b"<w:p/>", b"x", b"&lt;"])) + inner[at + 20 :]
            new.writestr(entry.filename, inner)

    settle(stream.getvalue(), "story.docx")


@pytest.mark.parametrize(
    "content",
    [
        b"[" * 1_000_000,
        b'{"a":' * 200_000,
        b'{"uri":"x","bodies":' + b"[" * 90 + b"]" * 90 + b"}",
        b"<nitf>" + b"<p>" * 400_000,
        b"<rss><channel>" + b"<item><title>x</title></item>" * 60_000 + b"</channel></rss>",
        b"---\n" + b"a: b\n" * 3000 + b"---\nx",
        b"---\n" + b"-" * 1_000_000,
        b"*" * 300_000 + b" x",
        b"[" * 1_000 + b"x" + b"](" * 100_000,
        b"_a" * 500_000,
        b"> " * 500_000 + b"x",
        b"<!DOCTYPE" * 200_000,
        b"<?xml " * 300_000,
    ],
    ids=lambda content: content[:12].decode("latin-1"),
)
@pytest.mark.parametrize("ending", [".md", ".xml", ".json", ".html", ".txt"])
def test_large_hostile_files_take_bounded_work(content: bytes, ending: str) -> None:
    began = time.process_time()

    with suppress(UnreadableCopy):
        read_copies(content, filename=f"story{ending}")

    assert time.process_time() - began < 15


def _nested(inner: str) -> bytes:
    return f"<NewsML><NewsItem>{'<NewsComponent>' * 200}{inner}{'</NewsComponent>' * 200}</NewsItem></NewsML>".encode()


@pytest.mark.parametrize(
    "inner",
    [
        "".join(f"<ContentItem><DataContent>{one} hurt.</DataContent></ContentItem>" for one in range(20_000)),
        "".join(f'<Metadata><Provider><Party FormalName="{one}"/></Provider></Metadata>' for one in range(20_000)),
    ],
    ids=["texts", "parties"],
)
def test_components_inside_each_other_take_bounded_work(inner: str) -> None:
    text = "<ContentItem><DataContent>Nine hurt.</DataContent></ContentItem>"
    began = time.process_time()

    read_copies(_nested(inner + text), filename="story.xml")

    assert time.process_time() - began < LONGEST
