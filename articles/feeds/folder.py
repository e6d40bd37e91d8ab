"""Look into the folders that agencies put files into: whole files are filed and moved, and nothing leaves the folder.

Every path is taken from an open folder, and no link is followed: whoever may write into the folder chooses names,
not places. A file is filed before it is moved. Whoever dies in between finds it again, and files it a second time to
no effect. A file that cannot be read or moved is told of, tried again after the others, and bars none of them. Each
try is noted before it is made, so that a file which takes the worker down with it comes last, and is refused at last.
"""

from __future__ import annotations

import os
import stat
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from pathlib import Path, PurePath
from typing import Any, TypeAlias

from celery.exceptions import SoftTimeLimitExceeded
from django.conf import settings
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from articles.actor import Actor
from articles.feeds.claiming import claim_wire, give_back
from articles.feeds.filing import file_piece
from articles.intake import MAX_BYTES
from articles.models import Wire, WireState
from articles.operations import keep_refused

WATCHER = Actor.task("watch_folders")
# A file that has not changed for so long is whole.
SETTLED_AFTER = timedelta(seconds=10)
FILED, REFUSED = "filed", "refused"
# The names under which programs write what is not yet whole.
UNFINISHED = (".part", ".tmp", ".filepart", ".crdownload")
# One look takes so many files; the next goes on.
MOST_FILES = 100
# So many tries of one file are broken off before it is refused.
MOST_TRIES = 3
REASON = ".txt"
# In bytes, so that the name of the reason fits in the 255 that a file system gives.
LONGEST_NAME = 255 - len(REASON)
# Whatever is longer is no ending but a part of the name.
_LONGEST_ENDING = 16

_FOLDER = os.O_RDONLY | os.O_DIRECTORY | os.O_NOFOLLOW | os.O_CLOEXEC
# Without waiting: a pipe that nobody writes to must not hold up the house.
_FILE = os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK | os.O_CLOEXEC

Clock = Callable[[], datetime]
# How a file looked, since when, and what became of it: whether it was stuck, how many tries were broken off.
_Sighting: TypeAlias = dict[str, Any]


class FolderUnusable(RuntimeError):
    """Say that a wire's folder cannot be looked into."""


@dataclass(slots=True)
class Look:
    """What one look into a folder came to."""

    filed: list[str] = field(default_factory=list)
    refused: dict[str, str] = field(default_factory=dict)
    waiting: list[str] = field(default_factory=list)
    stuck: dict[str, str] = field(default_factory=dict)
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
    try:
        with _open(state.wire) as folder:
            _take_all(folder, state, seen, clock)
    except (OSError, FolderUnusable) as error:
        seen.trouble = _("the folder %(name)s cannot be used: %(error)s") % {
            "name": state.wire.folder,
            "error": error,
        }
    finally:
        # A look that is broken off frees the wire too: what was in its way comes last at the next.
        seen.trouble = seen.trouble or _tell(seen.stuck)
        changes: dict[str, object] = {"sightings": state.sightings, "folder_trouble": seen.trouble}
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
    """Make a folder of our own; what an agency has put there under its name gets another, and is a file like others."""
    with suppress(FileExistsError):
        os.mkdir(name, mode=0o750, dir_fd=folder)
        return
    if not stat.S_ISDIR(os.stat(name, dir_fd=folder, follow_symlinks=False).st_mode):
        os.rename(name, _free_name(folder, name), src_dir_fd=folder, dst_dir_fd=folder)
        os.mkdir(name, mode=0o750, dir_fd=folder)
    # It must be a folder of its own, and not a link that leads somewhere else.
    os.close(os.open(name, _FOLDER, dir_fd=folder))


def _take_all(folder: int, state: WireState, seen: Look, clock: Clock) -> None:
    """Take what is whole, and note how the rest was seen: what still grows, is stuck, or is left to the next look."""
    names = _names(folder, state.sightings)
    there = set(map(printable, names))
    state.sightings = {name: sighting for name, sighting in state.sightings.items() if name in there}
    for name in names[:MOST_FILES]:
        try:
            sighting = _look_at(folder, name, state, seen, clock)
        except FileNotFoundError:
            sighting = None  # whoever put it there has taken it back
        except OSError as error:
            seen.stuck[name] = error.strerror or str(error)
            sighting = {**state.sightings.get(printable(name), {}), "stuck": True}
        state.sightings.pop(printable(name), None)
        if sighting is not None:
            state.sightings[printable(name)] = sighting


def _look_at(folder: int, name: str, state: WireState, seen: Look, clock: Clock) -> _Sighting | None:
    """Take one file, or return how it was seen where it is not yet whole."""
    status = os.stat(name, dir_fd=folder, follow_symlinks=False)
    if not stat.S_ISREG(status.st_mode):
        _refuse(folder, name, _("it is no file of its own but a link or a device"), seen)
        return None
    sighting = _sight(status, state.sightings.get(printable(name)), clock())
    if not _is_settled(sighting, clock()):
        seen.waiting.append(name)
        return sighting
    if status.st_nlink > 1:
        # Not before it has settled: some servers give a file its name by a second link, and then remove the first.
        _refuse(folder, name, _("it is no file of its own but a link or a device"), seen)
        return None
    return _take(folder, name, status, state, sighting, seen, clock())


def _names(folder: int, sightings: Mapping[str, Any]) -> list[str]:
    """Return the names that are to be looked at, the oldest first; what was stuck or broken off comes after them."""
    found = []
    with os.scandir(folder) as entries:
        for entry in entries:
            if _is_left(entry):
                continue
            with suppress(FileNotFoundError):
                age = entry.stat(follow_symlinks=False).st_mtime_ns
                before = sightings.get(printable(entry.name), {})
                found.append(("stuck" in before or "tries" in before, age, entry.name))
    return [name for _is_late, _age, name in sorted(found)]


def _is_left(entry: os.DirEntry[str]) -> bool:
    """Tell whether something in the folder is nobody's copy: hidden, not yet whole, a folder."""
    is_unfinished = entry.name.startswith(".") or entry.name.lower().endswith(UNFINISHED)
    return is_unfinished or entry.is_dir(follow_symlinks=False) or entry.name in (FILED, REFUSED)


def _tell(stuck: Mapping[str, str]) -> str:
    """Say which file could not be taken and why; of several, how many they are and the first."""
    if not stuck:
        return ""
    name, error = next(iter(stuck.items()))
    words = ngettext(
        "%(name)s cannot be taken: %(error)s",
        "%(count)s files cannot be taken, the first of them %(name)s: %(error)s",
        len(stuck),
    )
    return words % {"count": len(stuck), "name": printable(name), "error": error}


def _sight(status: os.stat_result, before: object, now: datetime) -> _Sighting:
    """Return how a file looks, since the look at which it began to look so."""
    looks = [status.st_size, status.st_mtime_ns, status.st_ino]
    if isinstance(before, dict) and before.get("looks") == looks:
        return before
    return {"looks": looks, "since": now.isoformat()}


def _is_settled(sighting: _Sighting, now: datetime) -> bool:
    return now - datetime.fromisoformat(str(sighting["since"])) >= SETTLED_AFTER


def _take(
    folder: int, name: str, status: os.stat_result, state: WireState, sighting: _Sighting, seen: Look, now: datetime
) -> _Sighting | None:
    """Take a whole file; return how it was seen where it is not what it was, and is left to the next look."""
    content = _read(folder, name, status)
    if content is None:
        seen.waiting.append(name)
        return sighting
    refusal = _file(name, content, state, sighting, seen, now)
    if refusal:
        _refuse(folder, name, refusal, seen)
    else:
        _move(folder, name)
        seen.filed.append(name)
    return None


def _file(name: str, content: bytes, state: WireState, sighting: _Sighting, seen: Look, now: datetime) -> str:
    """File what a file holds; return why it is refused, if it is."""
    heads: dict[str, Any] = {"filename": printable(name), "wire": state.wire, "actor": WATCHER, "now": now}
    tries = sighting.get("tries", 0)
    if tries >= MOST_TRIES:
        reason = _("it takes too long to be read: %(count)s tries were broken off") % {"count": tries}
        keep_refused(content=content, desk=state.wire.files_to, reason=reason, **heads)
        return reason
    tried = {**state.sightings, printable(name): {**sighting, "tries": tries + 1}}
    WireState.objects.filter(pk=state.pk, claim=state.claim).update(sightings=tried)
    try:
        outcome = file_piece(content, media_type="", **heads)
    except SoftTimeLimitExceeded:
        state.sightings = tried
        seen.stuck[name] = _("it takes too long to be read")
        raise
    seen.news += outcome.news
    return outcome.refusal


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
        try:
            _write(place, f"{target}{REASON}", reason)
            os.rename(name, target, src_dir_fd=folder, dst_dir_fd=place)
        except OSError:
            with suppress(OSError):
                os.unlink(f"{target}{REASON}", dir_fd=place)
            raise
    seen.refused[name] = reason


def _write(place: int, name: str, reason: str) -> None:
    flags = os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_NOFOLLOW | os.O_CLOEXEC
    with os.fdopen(os.open(name, flags, 0o640, dir_fd=place), "w", encoding="utf-8") as file:
        file.write(reason + "\n")


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
    """Return a name that no file has there, nor its reason: an agency may use one again."""
    with os.scandir(place) as entries:
        taken = {entry.name for entry in entries}
    number, target = 1, _fit(name, "")
    while target in taken or f"{target}{REASON}" in taken:
        number += 1
        target = _fit(name, f"-{number}")
    return target


def _fit(name: str, mark: str) -> str:
    """Return a name with a mark before its ending, cut where it would be too long to stand beside its reason."""
    ending = PurePath(name).suffix
    if len(os.fsencode(ending)) > _LONGEST_ENDING:
        ending = ""
    stem, tail = name.removesuffix(ending), mark + ending
    room = LONGEST_NAME - len(os.fsencode(tail))
    if len(os.fsencode(stem)) > room:
        stem = os.fsencode(stem)[:room].decode("utf-8", "ignore")
    return stem + tail


def printable(name: str) -> str:
    """Return a name that can be kept and shown, whatever bytes it is made of."""
    return name.encode("utf-8", "backslashreplace").decode()
