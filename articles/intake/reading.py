"""Choose the reader of a file: by what it holds, then by its media type, then by the end of its name."""

from collections.abc import Callable, Mapping
from dataclasses import replace
from pathlib import PurePath
from types import MappingProxyType

from articles.intake.copy import Copy, UnreadableCopy, gettext_noop
from articles.intake.plaintext import read_plaintext

Reader = Callable[[bytes], tuple[Copy, ...]]

MAX_BYTES = 2 * 1024 * 1024


def _read_plain(content: bytes) -> tuple[Copy, ...]:
    return (replace(read_plaintext(content), format="plain text"),)


# By the end of the file's name; a name without one is plain text.
FORMATS: Mapping[str, Reader] = MappingProxyType({"": _read_plain, ".txt": _read_plain, ".text": _read_plain})


def read_copy(content: bytes, *, filename: str = "", media_type: str = "") -> Copy:
    """Read a file that holds exactly one article.

    :raises UnreadableCopy: empty, too large, of no known format, not what it says, or more than one article
    """
    copies = read_copies(content, filename=filename, media_type=media_type)
    if len(copies) > 1:
        raise UnreadableCopy(
            gettext_noop("%(name)s holds %(count)s articles; file them one by one, or through the API's batch"),
            name=PurePath(filename).name or "-",
            count=str(len(copies)),
        )
    return copies[0]


def read_copies(content: bytes, *, filename: str = "", media_type: str = "") -> tuple[Copy, ...]:
    """Read every article of a file, at least one, by the reader of its format.

    :raises UnreadableCopy: empty, too large, of no known format, or not what it says
    """
    name = PurePath(filename).name or "-"
    if len(content) > MAX_BYTES:
        raise UnreadableCopy(
            gettext_noop("%(name)s is over %(limit)s MiB; file the article alone, without pictures or annexes"),
            name=name,
            limit=str(MAX_BYTES // (1024 * 1024)),
        )
    if not content.strip():
        raise UnreadableCopy(gettext_noop("%(name)s is empty; choose the file that holds the article"), name=name)
    ending = PurePath(name).suffix.lower()
    if ending not in FORMATS:
        raise UnreadableCopy(
            gettext_noop("%(name)s is no format read here; save it as plain text (.txt) or paste the text"), name=name
        )
    try:
        return FORMATS[ending](content)
    except UnreadableCopy as error:
        raise error.of_file(name) from None
