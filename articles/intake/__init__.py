"""Read bytes as copy: which reader takes which file, and the limits all of them share."""

from articles.intake.copy import Body, Copy, InfoSource, Link, NoCopyInside, Rights, Said, UnreadableCopy
from articles.intake.reading import FORMATS, MAX_BYTES, read_copies, read_copy

__all__ = [
    "FORMATS",
    "MAX_BYTES",
    "Body",
    "Copy",
    "InfoSource",
    "Link",
    "NoCopyInside",
    "Rights",
    "Said",
    "UnreadableCopy",
    "read_copies",
    "read_copy",
]
