"""A file that cannot be read or moved stops none of the others, and is told of until it can."""

import io
import os
from pathlib import Path
from typing import Any

import pytest
from celery.exceptions import SoftTimeLimitExceeded
from django.contrib import admin
from django.core.management import CommandError, call_command
from django.db import OperationalError

from articles.admin.wire import WireAdmin
from articles.feeds import folder
from articles.feeds.folder import look
from articles.models import Upload, Wire
from tests.articles.feeds.conftest import TEXT, Clock, names, settle, state_of


class TestAFileThatCannotBeTaken:
    @pytest.fixture
    def stuck(self, place: Path, monkeypatch: pytest.MonkeyPatch) -> set[str]:
        """Return the names that nobody may open; they are old."""
        names = {f"locked-{number}.txt" for number in range(3)}
        for name in names:
            (place / name).write_text(name)
            os.utime(place / name, (1, 1))
        opened = os.open

        def refuse(name: Any, *args: Any, **kwargs: Any) -> int:
            if name in names:
                raise PermissionError(13, "Permission denied", name)
            return opened(name, *args, **kwargs)

        monkeypatch.setattr(os, "open", refuse)
        return names

    def test_it_bars_none_of_the_others(self, watched: Wire, place: Path, clock: Clock, stuck: set[str]) -> None:
        (place / "kill.txt").write_text(TEXT)

        seen = settle(watched, clock)

        assert (seen.filed, set(seen.stuck)) == (["kill.txt"], stuck)
        assert state_of(watched).folder_trouble == seen.trouble
        assert "3 files cannot be taken" in seen.trouble
        assert "Permission denied" in seen.trouble

    def test_the_wires_page_and_the_command_name_it(
        self, watched: Wire, place: Path, clock: Clock, stuck: set[str]
    ) -> None:
        settle(watched, clock)
        page = WireAdmin(Wire, admin.site)

        wire = Wire.objects.select_related("state").get()
        assert page.stands(wire).startswith("failing: 3 files cannot be taken")
        assert "Permission denied" in page.folder_stands(wire)
        with pytest.raises(CommandError, match="not everything"):
            call_command("watch_folder", stdout=io.StringIO())

    def test_it_comes_after_the_others_at_the_next_look(
        self, watched: Wire, place: Path, clock: Clock, stuck: set[str], monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr(folder, "MOST_FILES", 2)
        (place / "kill.txt").write_text(TEXT)

        filed = [settle(watched, clock).filed for _turn in range(3)]

        assert ["kill.txt"] in filed

    def test_its_trouble_stays_until_it_is_mended(
        self, watched: Wire, place: Path, clock: Clock, stuck: set[str]
    ) -> None:
        troubles = [settle(watched, clock).trouble for _turn in range(2)]
        troubles.append(look(watched.pk, clock=clock).trouble)  # type: ignore[union-attr]
        stuck.clear()

        mended = look(watched.pk, clock=clock)

        assert all("3 files" in trouble for trouble in troubles)
        assert mended is not None
        assert (len(mended.filed), mended.trouble, state_of(watched).folder_trouble) == (3, "", "")

    def test_it_leaves_no_reasons_behind(
        self, watched: Wire, place: Path, clock: Clock, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        def refuse(*args: Any, **kwargs: Any) -> None:
            raise PermissionError(1, "Operation not permitted")

        monkeypatch.setattr(os, "rename", refuse)
        (place / "photo.jpeg").write_bytes(b"\xff\xd8\xff\xe0")

        seen = settle(watched, clock)

        assert (seen.refused, list(seen.stuck)) == ({}, ["photo.jpeg"])
        assert names(place / "refused") == []
        assert Upload.objects.count() == 1


class TestAFileThatTakesTooLong:
    @pytest.fixture(autouse=True)
    def heavy(self, place: Path, monkeypatch: pytest.MonkeyPatch) -> set[str]:
        """Return the names whose reading goes on until the worker is told to stop; the first is old."""
        heavy = {"heavy.txt"}
        genuine = folder.file_piece

        def read(content: bytes, *, filename: str, **heads: Any) -> Any:
            if filename in heavy:
                raise SoftTimeLimitExceeded
            return genuine(content, filename=filename, **heads)

        monkeypatch.setattr(folder, "file_piece", read)
        (place / "heavy.txt").write_text(TEXT)
        os.utime(place / "heavy.txt", (1, 1))
        return heavy

    def broken_off(self, watched: Wire, clock: Clock) -> None:
        with pytest.raises(SoftTimeLimitExceeded):
            look(watched.pk, clock=clock)

    def test_it_comes_last_at_the_next_look_which_need_not_wait(self, watched: Wire, place: Path, clock: Clock) -> None:
        (place / "une.txt").write_text(TEXT)
        look(watched.pk, clock=clock)
        clock.turn(seconds=11)

        self.broken_off(watched, clock)
        told = state_of(watched).folder_trouble
        self.broken_off(watched, clock)

        assert told == "heavy.txt cannot be taken: it takes too long to be read"
        assert names(place / "filed") == ["une.txt"]

    def test_it_is_refused_after_three_tries(self, watched: Wire, place: Path, clock: Clock) -> None:
        look(watched.pk, clock=clock)
        clock.turn(seconds=11)
        for _try in range(3):
            self.broken_off(watched, clock)

        seen = look(watched.pk, clock=clock)

        assert seen is not None
        assert seen.refused == {"heavy.txt": "it takes too long to be read: 3 tries were broken off"}
        assert Upload.objects.get().reason == seen.refused["heavy.txt"]
        assert (names(place / "refused"), seen.trouble) == (["heavy.txt", "heavy.txt.txt"], "")
        assert state_of(watched).sightings == {}

    def test_one_that_comes_anew_under_its_name_is_tried_anew(
        self, watched: Wire, place: Path, clock: Clock, heavy: set[str]
    ) -> None:
        look(watched.pk, clock=clock)
        clock.turn(seconds=11)
        for _try in range(3):
            self.broken_off(watched, clock)
        (place / "heavy.txt").write_text("Un mort.")
        heavy.clear()

        assert settle(watched, clock).filed == ["heavy.txt"]

    def test_a_worker_that_is_killed_has_noted_its_try(
        self, watched: Wire, place: Path, clock: Clock, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        noted: list[Any] = []

        def die(*args: Any, **heads: Any) -> None:
            noted.append(state_of(watched).sightings["heavy.txt"]["tries"])
            raise KeyboardInterrupt

        monkeypatch.setattr(folder, "file_piece", die)
        look(watched.pk, clock=clock)
        clock.turn(seconds=11)

        with pytest.raises(KeyboardInterrupt):
            look(watched.pk, clock=clock)

        assert noted == [1]

    def test_a_database_that_was_away_is_no_try(
        self, watched: Wire, place: Path, clock: Clock, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        def away(*args: Any, **heads: Any) -> None:
            raise OperationalError("the server closed the connection")

        monkeypatch.setattr(folder, "file_piece", away)
        look(watched.pk, clock=clock)
        clock.turn(seconds=11)

        for _look in range(5):
            with pytest.raises(OperationalError):
                look(watched.pk, clock=clock)

        assert "tries" not in state_of(watched).sightings["heavy.txt"]
        assert names(place) == ["filed", "heavy.txt", "refused"]


@pytest.mark.parametrize("name", ["filed", "refused"])
def test_a_file_under_the_name_of_our_own_folders_is_filed_under_another(
    watched: Wire, place: Path, clock: Clock, name: str
) -> None:
    (place / name).write_text("Douze morts.")
    (place / f"{name}-2").write_text("Treize morts.")
    (place / "une.txt").write_text(TEXT)

    seen = settle(watched, clock)

    assert (sorted(seen.filed), seen.trouble) == ([f"{name}-2", f"{name}-3", "une.txt"], "")
    assert names(place) == ["filed", "refused"]
    assert (place / "filed" / f"{name}-3").read_text() == "Douze morts."


def test_folders_inside_hide_no_file(watched: Wire, place: Path, clock: Clock, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(folder, "MOST_FILES", 3)
    for number in range(3):
        (place / f"old{number}").mkdir()
        os.utime(place / f"old{number}", (1, 1))
    (place / "une.txt").write_text(TEXT)

    assert settle(watched, clock).filed == ["une.txt"]


def test_a_file_that_is_taken_back_meanwhile_is_no_trouble(
    watched: Wire, place: Path, clock: Clock, monkeypatch: pytest.MonkeyPatch
) -> None:
    stat = os.stat

    def vanish(name: Any, *args: Any, **kwargs: Any) -> Any:
        if name == "une.txt":
            raise FileNotFoundError
        return stat(name, *args, **kwargs)

    (place / "une.txt").write_text(TEXT)
    (place / "deux.txt").write_text(TEXT)
    monkeypatch.setattr(os, "stat", vanish)

    seen = settle(watched, clock)

    assert (seen.filed, seen.trouble) == (["deux.txt"], "")
