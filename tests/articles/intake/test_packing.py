"""What is packed comes out as it went in, from every format."""

import json
from datetime import UTC, datetime
from pathlib import Path

import pytest

from articles.intake import Body, Copy, InfoSource, Link, Rights, Said, UnreadableCopy, read_copies
from articles.intake.packing import pack, unpack

SAMPLES = sorted(path for path in (Path(__file__).parent / "samples").rglob("*") if path.is_file())
FULL = Copy(
    text="Storm\nNine drowned.",
    headline="Storm",
    language="en",
    uri="urn:x:1",
    version="2",
    pub_status="withheld",
    embargoed_until=datetime(2026, 3, 10, 8, 0, tzinfo=UTC),
    hold_reason=Said("held: %(reason)s", {"reason": Said("an embargo that %(name)s gives", {"name": "it"})}),
    rights=Rights(holder="Agency", usage="no resale"),
    info_sources=(InfoSource("Agency", ("originator", "carrier"), "urn:a"),),
    links=(Link("replaces", "urn:x:0", title="Before"),),
    bodies=(Body("<p>Nine drowned.</p>", "text/html", "main"),),
    warnings=(Said("%(count)s pictures were left out", {"count": "3"}),),
    extra={"place": [{"name": "Velmar"}]},
)


def through_json(copy: Copy) -> Copy:
    return unpack(json.loads(json.dumps(pack(copy))))


@pytest.mark.parametrize("copy", [FULL, Copy(text="Nine drowned.")], ids=["full", "bare"])
def test_copy_comes_out_as_it_went_in(copy: Copy) -> None:
    assert through_json(copy) == copy


def test_copy_of_every_sample_comes_out_as_it_went_in() -> None:
    read = []
    for path in SAMPLES:
        try:
            read += read_copies(path.read_bytes(), filename=path.name)
        except UnreadableCopy:
            continue

    assert len(read) > 3
    assert [copy for copy in read if through_json(copy) != copy] == []
