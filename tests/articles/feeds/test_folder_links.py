"""No link leads out of a watched folder, wherever somebody puts it."""

import os
from pathlib import Path

import pytest

from articles.feeds.folder import look
from articles.models import Article, Wire
from tests.articles.feeds.conftest import TEXT, Clock, names, settle


def test_links_are_refused_and_never_followed(watched: Wire, place: Path, clock: Clock, tmp_path: Path) -> None:
    secret = tmp_path / "secret.txt"
    secret.write_text("the password")
    (place / "soft.txt").symlink_to(secret)
    (place / "hard.txt").hardlink_to(secret)
    os.mkfifo(place / "pipe.txt")

    seen = settle(watched, clock)

    assert (seen.filed, seen.trouble) == ([], "")
    assert names(place / "refused") == [
        "hard.txt",
        "hard.txt.txt",
        "pipe.txt",
        "pipe.txt.txt",
        "soft.txt",
        "soft.txt.txt",
    ]
    assert secret.read_text() == "the password"
    assert not Article.objects.exists()


def test_a_file_that_gets_its_name_by_a_second_link_is_waited_for(watched: Wire, place: Path, clock: Clock) -> None:
    (place / ".upload").write_text(TEXT)
    (place / "une.txt").hardlink_to(place / ".upload")

    seen = look(watched.pk, clock=clock)
    (place / ".upload").unlink()

    assert seen is not None
    assert seen.waiting == ["une.txt"]
    assert settle(watched, clock).filed == ["une.txt"]


@pytest.mark.parametrize("name", ["filed", "refused"])
def test_a_link_in_the_place_of_our_own_folders_leads_nowhere(
    watched: Wire, place: Path, clock: Clock, tmp_path: Path, name: str
) -> None:
    outside = tmp_path / "outside"
    outside.mkdir()
    (place / name).symlink_to(outside)
    (place / "une.txt").write_text(TEXT)

    seen = settle(watched, clock)

    assert list(outside.iterdir()) == []
    assert not (place / name).is_symlink()
    assert (seen.filed, seen.trouble) == (["une.txt"], "")
    assert names(place / "filed") == ["une.txt"]
    assert names(place / "refused") == [f"{name}-2", f"{name}-2.txt"]


def test_a_wires_folder_that_is_a_link_is_not_looked_into(
    watched: Wire, place: Path, clock: Clock, tmp_path: Path
) -> None:
    place.rmdir()
    outside = tmp_path / "outside"
    outside.mkdir()
    (outside / "une.txt").write_text(TEXT)
    place.symlink_to(outside)

    assert "cannot be used" in settle(watched, clock).trouble
    assert names(outside) == ["une.txt"]
