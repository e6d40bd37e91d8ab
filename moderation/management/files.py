"""Files that commands write: where one cannot be, that is said in a line."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from django.core.management.base import CommandError


def need_folder_of(path: Path) -> None:
    """Refuse a file whose folder is missing, before anything is done that the history keeps.

    :raises CommandError: it is
    """
    if not path.parent.is_dir():
        raise CommandError(f"there is no folder {path.parent}: make it, or write elsewhere")


@contextmanager
def telling_of(path: Path) -> Iterator[None]:
    """Say in a line why a file cannot be written.

    :raises CommandError: it cannot
    """
    try:
        yield
    except OSError as error:
        raise CommandError(f"{path} cannot be written: {error.strerror or error}") from error
