"""`manage.py file_copy`."""

from io import StringIO
from pathlib import Path
from typing import Any

import pytest
from django.contrib.auth.models import User
from django.core.management import CommandError, call_command

from articles.models import Article, Desk, Upload, Wire
from tests.articles.intake.reading import SAMPLES


@pytest.fixture
def file(tmp_path: Path) -> Path:
    """Return a French file."""
    path = tmp_path / "depeche.txt"
    path.write_text("Neuf blessés à Port-Alban\n\nUne passerelle s'est effondrée.\n")
    return path


def file_copy(file: Path, *words: str, **options: Any) -> str:
    output = StringIO()
    heads = {"language": "fr", "wire": "meridien", "desk": "monde", **options}
    call_command("file_copy", str(file), *words, stdout=output, **heads)
    return output.getvalue()


@pytest.mark.parametrize(("wire_name", "desk_name"), [("meridien", "monde"), ("agence méridien", "MONDE")])
def test_a_file_is_filed_under_wire_and_desk_by_name_or_code(
    file: Path, wire: Wire, desk: Desk, wire_name: str, desk_name: str
) -> None:
    output = file_copy(file, wire=wire_name, desk=desk_name)

    article = Article.objects.get()
    assert output == f"Filed as article {article.pk}: Neuf blessés à Port-Alban\n"
    assert (article.wire, article.desk, article.kind, article.filed_by) == (wire, desk, "syndicated", None)


def test_the_same_bytes_twice_are_said_to_be_the_same(file: Path, wire: Wire, desk: Desk) -> None:
    file_copy(file)

    output = file_copy(file)

    assert output.startswith(f"The same bytes were filed before, as article {Article.objects.get().pk}")


def test_an_original_and_a_person_may_be_named(file: Path, tmp_path: Path, wire: Wire, desk: Desk, filer: User) -> None:
    original = tmp_path / "story.txt"
    original.write_text("Nine people were hurt when a footbridge fell.")

    file_copy(file, original=str(original), original_language="en", kind="translated", user="filer")

    article = Article.objects.get(kind="translated")
    assert article.original.language == "en"
    assert article.filed_by == filer


def test_an_article_may_be_the_original(file: Path, tmp_path: Path, wire: Wire, desk: Desk) -> None:
    story = tmp_path / "story.txt"
    story.write_text("Nine people were hurt when a footbridge fell.")
    file_copy(story, language="en")
    original = Article.objects.get()

    file_copy(file, original_article=original.pk, kind="translated")

    assert Article.objects.get(kind="translated").original == original


@pytest.mark.parametrize(
    ("options", "reason"),
    [
        ({"language": "klingon"}, "nothing was filed: “klingon” is no language"),
        ({"wire": "nobody"}, "no wire is named “nobody”; there are: meridien"),
        ({"desk": "nobody"}, "no desk is named “nobody”; there are: monde"),
        ({"user": "nobody"}, "nobody signs in as “nobody”"),
        ({"original": "/nowhere.txt"}, "--original needs --original-language"),
        ({"original": "/nowhere.txt", "original_language": "en"}, "/nowhere.txt cannot be read: No such file"),
        ({"original": "/nowhere.txt", "original_article": 1}, "give either --original or --original-article"),
        ({"original_article": 77}, "there is no article 77"),
    ],
)
def test_a_wrong_word_is_named_and_files_nothing(
    file: Path, wire: Wire, desk: Desk, options: dict[str, Any], reason: str
) -> None:
    with pytest.raises(CommandError) as refused:
        file_copy(file, **options)

    assert str(refused.value).startswith(reason)
    assert not Article.objects.exists()


def test_a_refused_file_is_kept_with_its_reason(tmp_path: Path, wire: Wire, desk: Desk) -> None:
    empty = tmp_path / "empty.txt"
    empty.touch()

    with pytest.raises(CommandError, match=r"nothing was filed: empty\.txt is empty"):
        file_copy(empty)

    assert Upload.objects.get().reason.startswith("empty.txt is empty")


def test_every_format_is_filed_in_the_language_it_says(wire: Wire, desk: Desk) -> None:
    output = file_copy(SAMPLES / "ninjs_2.json", language="")

    article = Article.objects.get()
    assert output.splitlines() == [
        f"Filed as article {article.pk}: Quay at Port-Alban sinks",
        "  held: withheld by the wire",
    ]
    assert article.language == "en"


def test_a_file_of_several_articles_names_each(wire: Wire, desk: Desk) -> None:
    output = file_copy(SAMPLES / "collection.json", language="en")

    assert output.count("Filed as article") == 2
    assert "item 2 was left out" in output


def test_what_is_known_or_late_is_said(wire: Wire, desk: Desk, tmp_path: Path) -> None:
    file = tmp_path / "item.json"
    outputs = []
    for version, text in (("2", "Deux."), ("2", "Deux. "), ("1", "Un."), ("3", "Trois.")):
        file.write_text(f'{{"uri": "urn:1", "version": "{version}", "body_text": "{text}"}}')
        outputs.append(file_copy(file).partition(" article")[0])

    assert outputs == [
        "Filed as",
        "Filed before, and the same now:",
        "Kept as a late arrival with",
        "Brought up to date:",
    ]


def test_nothing_is_filed_on_a_wire_from_which_no_copy_may_come(file: Path, wire: Wire, desk: Desk) -> None:
    Wire.objects.create(code="northgate", name="Northgate", kind="agency", language="en")
    Wire.objects.filter(pk=wire.pk).update(is_active=False)

    with pytest.raises(CommandError, match="no wire is named “meridien”; there are: northgate"):
        file_copy(file)

    assert not Article.objects.exists()
