"""Files that an agency pushes are filed when they are whole, and nothing leaves the folder."""

import io
import os
from pathlib import Path
from typing import Any

import pytest
from django.core.management import CommandError, call_command

from articles.feeds import filing, folder
from articles.feeds.folder import look, watched_wires
from articles.models import Article, Upload, Wire
from tests.articles.feeds.conftest import TEXT, Clock, names, settle, state_of


def test_a_whole_file_is_filed_and_moved(watched: Wire, place: Path, clock: Clock) -> None:
    (place / "une.txt").write_text(TEXT)

    seen = settle(watched, clock)

    assert (seen.filed, seen.refused, seen.news) == (["une.txt"], {}, 1)
    article = Article.objects.get()
    assert (article.wire, article.desk) == (watched, watched.files_to)
    assert names(place) == ["filed", "refused"]
    assert (place / "filed" / "une.txt").read_text() == TEXT
    assert state_of(watched).heard_at == clock.now


def test_a_file_that_grows_is_left_until_it_rests(watched: Wire, place: Path, clock: Clock) -> None:
    for part in ("Trois morts", " à Orvane", ", dit la police."):
        with (place / "une.txt").open("a") as file:
            file.write(part)
        seen = look(watched.pk, clock=clock)
        assert seen is not None
        assert (seen.filed, seen.waiting) == ([], ["une.txt"])
        clock.turn(seconds=60)

    seen = look(watched.pk, clock=clock)

    assert seen is not None
    assert seen.filed == ["une.txt"]
    assert Article.objects.get().latest_version.text.endswith("dit la police.")


def test_one_look_alone_takes_nothing(watched: Wire, place: Path, clock: Clock) -> None:
    (place / "une.txt").write_text(TEXT)

    look(watched.pk, clock=clock)
    clock.turn(seconds=5)
    look(watched.pk, clock=clock)

    assert not Article.objects.exists()
    assert "une.txt" in names(place)


def test_unfinished_and_hidden_names_are_left(watched: Wire, place: Path, clock: Clock) -> None:
    left = [".hidden.txt", "une.txt.part", "UNE.TMP", "deux.filepart"]
    for name in left:
        (place / name).write_text(TEXT)
    (place / "folder.txt").mkdir()

    seen = settle(watched, clock)

    assert (seen.filed, seen.refused, seen.waiting) == ([], {}, [])
    assert names(place) == sorted([*left, "folder.txt", "filed", "refused"])


def test_what_is_no_copy_is_moved_with_its_reason(watched: Wire, place: Path, clock: Clock) -> None:
    (place / "photo.jpeg").write_bytes(b"\xff\xd8\xff\xe0")

    seen = settle(watched, clock)

    reason = seen.refused["photo.jpeg"]
    assert names(place / "refused") == ["photo.jpeg", "photo.jpeg.txt"]
    assert (place / "refused" / "photo.jpeg.txt").read_text().strip() == reason
    upload = Upload.objects.get()
    assert (upload.state, upload.reason, upload.filename) == ("refused", reason, "photo.jpeg")


def test_one_refused_file_stops_none_of_the_others(watched: Wire, place: Path, clock: Clock) -> None:
    (place / "a.txt").write_bytes(b"")
    (place / "b.txt").write_text(TEXT)

    seen = settle(watched, clock)

    assert (seen.filed, list(seen.refused)) == (["b.txt"], ["a.txt"])


def test_a_refused_file_whose_name_leaves_no_room_for_its_reason_is_cut_and_moved(
    watched: Wire, place: Path, clock: Clock
) -> None:
    long = "é" * 125 + ".pdf"
    for _time in range(2):
        (place / long).write_bytes(b"%PDF-1.4 nothing")
        settle(watched, clock)

    kept = names(place / "refused")
    assert names(place) == ["filed", "refused"]
    assert sorted(kept) == sorted(
        ["é" * 123 + ".pdf", "é" * 123 + ".pdf.txt", "é" * 122 + "-2.pdf", "é" * 122 + "-2.pdf.txt"]
    )


def test_a_reason_is_never_written_over_refused_copy(watched: Wire, place: Path, clock: Clock) -> None:
    for name in ("photo.txt", "photo"):
        (place / name).write_bytes(b"\xff\xd8\xff\xe0" + name.encode())
        settle(watched, clock)

    assert (place / "refused" / "photo.txt").read_bytes() == b"\xff\xd8\xff\xe0photo.txt"
    assert names(place / "refused") == ["photo-2", "photo-2.txt", "photo.txt", "photo.txt.txt"]


def test_a_file_over_the_limit_is_refused(watched: Wire, place: Path, clock: Clock) -> None:
    (place / "long.txt").write_text("Trois morts. " * 200_000)

    assert "MiB" in settle(watched, clock).refused["long.txt"]


def test_a_name_used_again_overwrites_nothing(watched: Wire, place: Path, clock: Clock) -> None:
    for text in (TEXT, "Deux morts.", "Un mort."):
        (place / "une.txt").write_text(text)
        settle(watched, clock)

    assert names(place / "filed") == ["une-2.txt", "une-3.txt", "une.txt"]
    assert (place / "filed" / "une.txt").read_text() == TEXT
    assert Article.objects.count() == 3


def test_a_crash_between_filing_and_moving_files_nothing_twice_and_loses_nothing(
    watched: Wire, place: Path, clock: Clock, monkeypatch: pytest.MonkeyPatch
) -> None:
    (place / "une.txt").write_text(TEXT)
    look(watched.pk, clock=clock)
    clock.turn(seconds=11)

    def die(*args: Any, **kwargs: Any) -> None:
        raise KeyboardInterrupt

    with monkeypatch.context() as crash:
        crash.setattr(os, "rename", die)
        with pytest.raises(KeyboardInterrupt):
            look(watched.pk, clock=clock)
    assert Article.objects.count() == 1
    assert "une.txt" in names(place)

    clock.turn(minutes=6)  # the dead worker's claim runs out
    seen = look(watched.pk, clock=clock)

    assert seen is not None
    assert (seen.filed, seen.news) == (["une.txt"], 0)
    assert Article.objects.count() == 1
    assert names(place / "filed") == ["une.txt"]


def test_a_crash_before_filing_loses_nothing(
    watched: Wire, place: Path, clock: Clock, monkeypatch: pytest.MonkeyPatch
) -> None:
    (place / "une.txt").write_text(TEXT)
    look(watched.pk, clock=clock)
    clock.turn(seconds=11)

    def die(**kwargs: Any) -> None:
        raise KeyboardInterrupt

    with monkeypatch.context() as crash:
        crash.setattr(filing, "receive_copy", die)
        with pytest.raises(KeyboardInterrupt):
            look(watched.pk, clock=clock)
    clock.turn(minutes=6)
    seen = look(watched.pk, clock=clock)

    assert seen is not None
    assert (seen.filed, seen.news) == (["une.txt"], 1)


def test_a_file_that_changes_while_it_is_read_waits(
    watched: Wire, place: Path, clock: Clock, monkeypatch: pytest.MonkeyPatch
) -> None:
    (place / "une.txt").write_text(TEXT)
    look(watched.pk, clock=clock)
    clock.turn(seconds=11)
    fdopen = os.fdopen

    def write_meanwhile(number: int, *args: Any, **kwargs: Any) -> Any:
        with (place / "une.txt").open("a") as file:
            file.write(" Suite.")
        return fdopen(number, *args, **kwargs)

    with monkeypatch.context() as meanwhile:
        meanwhile.setattr(os, "fdopen", write_meanwhile)
        seen = look(watched.pk, clock=clock)

    assert seen is not None
    assert (seen.filed, seen.waiting) == ([], ["une.txt"])
    assert not Article.objects.exists()


def test_a_name_that_is_no_text_is_filed_too(watched: Wire, place: Path, clock: Clock) -> None:
    Path(os.fsdecode(os.fsencode(place) + b"/une-\xff.txt")).write_text(TEXT)

    assert settle(watched, clock).news == 1


def test_the_command_says_a_name_that_is_no_text(watched: Wire, place: Path) -> None:
    Path(os.fsdecode(os.fsencode(place) + b"/d\xe9p\xeache.txt")).write_text(TEXT)
    terminal = io.TextIOWrapper(io.BytesIO(), encoding="utf-8")

    call_command("watch_folder", stdout=terminal)

    terminal.seek(0)
    assert "d\\udce9p\\udceache.txt is not yet whole" in terminal.read()


def test_a_house_without_folders_watches_none(watched: Wire, clock: Clock, settings: Any) -> None:
    assert watched_wires() == [watched.pk]
    settings.WATCHED_FOLDERS = None

    assert (watched_wires(), look(watched.pk, clock=clock)) == ([], None)


class TestTheCommand:
    def run(self, *words: str) -> str:
        said = io.StringIO()
        call_command("watch_folder", *words, stdout=said)
        return said.getvalue()

    def test_it_says_what_became_of_each_file(
        self, watched: Wire, place: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr(folder, "SETTLED_AFTER", folder.SETTLED_AFTER * 0)
        (place / "une.txt").write_text(TEXT)
        (place / "photo.jpeg").write_bytes(b"\xff")

        said = self.run("meridien")

        assert "meridien: filed une.txt" in said
        assert "meridien: refused photo.jpeg: " in said
        assert self.run() == "meridien: nothing there\n"

    def test_it_says_what_is_not_yet_whole(self, watched: Wire, place: Path) -> None:
        (place / "une.txt").write_text(TEXT)

        assert self.run() == "meridien: une.txt is not yet whole\n"

    def test_it_fails_where_a_folder_cannot_be_used(self, watched: Wire, place: Path) -> None:
        place.rmdir()
        place.write_text("in the way")

        with pytest.raises(CommandError, match="not everything"):
            self.run()

    def test_it_says_what_is_missing(self, watched: Wire, settings: Any) -> None:
        with pytest.raises(CommandError, match="meridien"):
            self.run("nobody")
        settings.WATCHED_FOLDERS = None
        with pytest.raises(CommandError, match="WATCHED_FOLDERS"):
            self.run()
