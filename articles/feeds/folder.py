"""Look into the folders that agencies put files into: whole files are filed and moved, and nothing leaves the folder.

Every path is taken from an open folder, and no link is followed: whoever may write into the folder chooses names,
not places. A file is filed before it is moved. Whoever dies in between finds it again, and files it a second time to
no effect.
"""

from __future__ import annotations

import os
import stat
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from pathlib import Path, PurePath

from django.conf import settings
from django.utils import timezone
from django.utils.translation import gettext as _

from articles.actor import Actor
from articles.feeds.claiming import claim_wire, give_back
from articles.feeds.filing import file_piece
from articles.intake import MAX_BYTES
from articles.models import Wire, WireState

WATCHER = Actor.task("watch_folders")
# A file that has not changed for so long is whole.
SETTLED_AFTER = timedelta(seconds=10)
FILED, REFUSED = "filed", "refused"
# The names under which programs write what is not yet whole.
UNFINISHED = (".part", ".tmp", ".filepart", ".crdownload")
# One look takes so many files; the next goes on.
MOST_FILES = 100

_FOLDER = os.O_RDONLY | os.O_DIRECTORY | os.O_NOFOLLOW | os.O_CLOEXEC
# Without waiting: a pipe that nobody writes to must not hold up the house.
_FILE = os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK | os.O_CLOEXEC

Clock = Callable[[], datetime]


class FolderUnusable(RuntimeError):
    """Say that a wire's folder cannot be looked into."""


@dataclass(slots=True)
class Look:
    """What one look into a folder came to."""

    filed: list[str] = field(default_factory=list)
    refused: dict[str, str] = field(default_factory=dict)
    waiting: list[str] = field(default_factory=list)
    news: int = 0
    trouble: str = ""


def look(wire_id: int, *, clock: Clock = timezone.now) -> Look | None:
    """File the whole files of a wire's folder; None where it has none, or another worker looks."""
    if not settings.WATCHED_FOLDERS:
        return None
    state = claim_wire(wire_id, now=clock(), is_due=lambda state: bool(state.wire.folder))
    if state is None:
        return None
    seen = Look()
    sightings: dict[str, object] = dict(state.sightings)
    try:
        with _open(state.wire) as folder:
            sightings = _take_all(folder, state, seen, clock)
    except (OSError, FolderUnusable) as error:
        seen.trouble = _("the folder %(name)s cannot be used: %(error)s") % {
            "name": state.wire.folder,
            "error": error,
        }
    changes: dict[str, object] = {"sightings": sightings}
    if not state.wire.feed_url:
        changes["trouble"] = seen.trouble
    give_back(state, news=seen.news, actor=WATCHER, now=clock(), changes=changes)
    return seen


def watched_wires() -> list[int]:
    """Return the wires that have a folder, where the house has folders at all."""
    return list(Wire.objects.watched().values_list("pk", flat=True)) if settings.WATCHED_FOLDERS else []


@contextmanager
def _open(wire: Wire) -> Iterator[int]:
    root = Path(settings.WATCHED_FOLDERS)
    (root / wire.folder).mkdir(parents=True, exist_ok=True)
    folder = os.open(root / wire.folder, _FOLDER)
    try:
        for name in (FILED, REFUSED):
            _make(folder, name)
        yield folder
    finally:
        os.close(folder)


def _make(folder: int, name: str) -> None:
    try:
        os.mkdir(name, mode=0o750, dir_fd=folder)
    except FileExistsError:
        # It must be a folder of its own, and not a link that leads somewhere else.
        os.close(os.open(name, _FOLDER, dir_fd=folder))


def _take_all(folder: int, state: WireState, seen: Look, clock: Clock) -> dict[str, object]:
    """Take what is whole, and return what is still growing as it was seen."""
    growing: dict[str, object] = {}
    for name in _names(folder)[:MOST_FILES]:
        status = os.stat(name, dir_fd=folder, follow_symlinks=False)
        if stat.S_ISDIR(status.st_mode):
            continue
        if not stat.S_ISREG(status.st_mode):
            _refuse(folder, name, _("it is no file of its own but a link or a device"), seen)
            continue
        sighting = _sight(status, state.sightings.get(_printable(name)), clock())
        if not _is_settled(sighting, clock()):
            growing[_printable(name)] = sighting
            seen.waiting.append(name)
            continue
        if status.st_nlink > 1:
            # Not before it has settled: some servers give a file its name by a second link, and then remove the first.
            _refuse(folder, name, _("it is no file of its own but a link or a device"), seen)
            continue
        _take(folder, name, status, state.wire, seen, clock())
    return growing


def _names(folder: int) -> list[str]:
    """Return the names that are to be looked at, the oldest first."""
    with os.scandir(folder) as entries:
        found = [
            (entry.stat(follow_symlinks=False).st_mtime_ns, entry.name)
            for entry in entries
            if not entry.name.startswith(".")
            and not entry.name.lower().endswith(UNFINISHED)
            and entry.name not in (FILED, REFUSED)
        ]
    return [name for _mtime, name in sorted(found)]


def _sight(status: os.stat_result, before: object, now: datetime) -> dict[str, object]:
    """Return how a file looks, since the look at which it began to look so."""
    looks = [status.st_size, status.st_mtime_ns, status.st_ino]
    if isinstance(before, dict) and before.get("looks") == looks:
        return before
    return {"looks": looks, "since": now.isoformat()}


def _is_settled(sighting: dict[str, object], now: datetime) -> bool:
    return now - datetime.fromisoformat(str(sighting["since"])) >= SETTLED_AFTER


def _take(folder: int, name: str, seen_as: os.stat_result, wire: Wire, seen: Look, now: datetime) -> None:
    content = _read(folder, name, seen_as)
    if content is None:
        seen.waiting.append(name)
        return
    outcome = file_piece(content, filename=_printable(name), media_type="", wire=wire, actor=WATCHER, now=now)
    seen.news += outcome.news
    if outcome.refusal:
        _refuse(folder, name, outcome.refusal, seen)
        return
    _move(folder, name)
    seen.filed.append(name)


def _read(folder: int, name: str, seen_as: os.stat_result) -> bytes | None:
    """Return a file's bytes, up to just past the limit; None where it is not what was seen any more."""
    number = os.open(name, _FILE, dir_fd=folder)
    with os.fdopen(number, "rb") as file:
        before = os.fstat(number)
        content = file.read(MAX_BYTES + 1)
        after = os.fstat(number)
    looks = {(one.st_ino, one.st_size, one.st_mtime_ns, one.st_nlink) for one in (seen_as, before, after)}
    return content if len(looks) == 1 else None


def _refuse(folder: int, name: str, reason: str, seen: Look) -> None:
    """Move a file to the refused ones, the reason beside it; the reason first, so that no file lies there without."""
    with _inside(folder, REFUSED) as place:
        target = _free_name(place, name)
        flags = os.O_WRONLY | os.O_CREAT | os.O_TRUNC | os.O_NOFOLLOW | os.O_CLOEXEC
        with os.fdopen(os.open(f"{target}.txt", flags, 0o640, dir_fd=place), "w", encoding="utf-8") as file:
            file.write(reason + "\n")
        os.rename(name, target, src_dir_fd=folder, dst_dir_fd=place)
    seen.refused[name] = reason


def _move(folder: int, name: str) -> None:
    with _inside(folder, FILED) as place:
        os.rename(name, _free_name(place, name), src_dir_fd=folder, dst_dir_fd=place)


@contextmanager
def _inside(folder: int, name: str) -> Iterator[int]:
    place = os.open(name, _FOLDER, dir_fd=folder)
    try:
        yield place
    finally:
        os.close(place)


def _free_name(place: int, name: str) -> str:
    """Return a name that no file has there: an agency may use one again."""
    with os.scandir(place) as entries:
        taken = {entry.name for entry in entries}
    number, target = 1, name
    while target in taken:
        number += 1
        target = f"{PurePath(name).stem}-{number}{PurePath(name).suffix}"
    return target


def _printable(name: str) -> str:
    """Return a name that can be kept and shown, whatever bytes it is made of."""
    return name.encode("utf-8", "backslashreplace").decode()
