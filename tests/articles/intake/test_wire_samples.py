"""Real agencies' files and IPTC's samples, kept beside the checkout."""

from pathlib import Path

import pytest

from articles.intake import Copy, UnreadableCopy, read_copies, read_copy

pytestmark = pytest.mark.shared

NO_ARTICLES = {"002_renditions_example.json": "holds no words", "008_event.json": "holds no article but this: event"}


@pytest.fixture(scope="module")
def samples(cases_dir: Path) -> Path:
    """Return the folder of wire samples."""
    return cases_dir.parent / "wire_samples"


def files_of(samples: Path) -> list[Path]:
    found = [path for path in samples.rglob("*.*") if path.suffix in {".json", ".xml"}]
    return sorted(path for path in found if path.parent.name != "schemas")


def read(path: Path) -> Copy:
    return read_copy(path.read_bytes(), filename=path.name)


def test_every_sample_is_copy_or_refused_with_its_reason(samples: Path) -> None:
    refused = {}

    for path in files_of(samples):
        try:
            read_copies(path.read_bytes(), filename=path.name)
        except UnreadableCopy as refusal:
            refused[path.name] = str(refusal)

    assert len(files_of(samples)) >= 24
    assert refused.keys() == NO_ARTICLES.keys()
    assert all(NO_ARTICLES[name] in reason for name, reason in refused.items())


@pytest.mark.parametrize("name", ["004_simple_text_article.json", "005_complex_text_article.json"])
def test_the_three_generations_of_ninjs_say_the_same(samples: Path, name: str) -> None:
    copies = [read(samples / "ninjs" / version / name) for version in ("1.6", "2.2", "3.1")]

    assert {copy.text for copy in copies} == {copies[0].text}
    assert {copy.byline for copy in copies} == {"Paulo Santalucia and Frances d'Emilio"}
    assert copies[0].text.count("\n") == 4


@pytest.mark.parametrize("version", ["1.6", "2.2", "3.1"])
def test_a_picture_alone_is_its_caption_and_a_story_links_its_pictures(samples: Path, version: str) -> None:
    picture = read(samples / "ninjs" / version / "006_photo_only.json")
    story = read(samples / "ninjs" / version / "007_multimedia.json")

    assert "early" in picture.text
    assert picture.warnings
    assert [link.relation for link in story.links] == ["mainpic", "portrait"]
    assert "portrait" in str(story.extra["associations"])


def test_an_agencys_newsml_g2_message_holds_one_story(samples: Path) -> None:
    copy = read(samples / "tt_newsml_g2.xml")

    assert (copy.format, copy.language, copy.version, copy.urgency) == ("NewsML-G2", "sv", "1", 3)
    assert copy.headline in copy.text
    assert copy.text.count(copy.headline) == 1
    assert copy.rights.holder == "TT"


def test_an_agencys_nitf_is_read_to_its_last_paragraph(samples: Path) -> None:
    copy = read(samples / "ntb_nitf.xml")

    assert (copy.format, copy.language, copy.dateline, copy.byline) == ("NITF", "nb-NO", "Unnao", "NTB-AFP-DPA")
    assert "(©NTB)" in copy.body
    assert "kenneth" not in copy.text
