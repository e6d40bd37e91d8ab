"""Read bytes as copy: which reader takes which file, and the limits all of them share."""

from collections.abc import Callable, Mapping
from pathlib import PurePath
from types import MappingProxyType

from articles.intake.copy import Copy, UnreadableCopy, gettext_noop
from articles.intake.plaintext import read_plaintext

MAX_BYTES = 2 * 1024 * 1024
# By the end of the file's name; a name without one is plain text.
FORMATS: Mapping[str, Callable[[bytes], Copy]] = MappingProxyType(
    {"": read_plaintext, ".txt": read_plaintext, ".text": read_plaintext}
)

__all__ = ["FORMATS", "MAX_BYTES", "Copy", "UnreadableCopy", "read_copy"]


def read_copy(content: bytes, *, filename: str) -> Copy:
    """Read a file's bytes as copy, by the reader of its name's ending.

    :raises UnreadableCopy: empty, too large, of no known format, or not what its name says
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
