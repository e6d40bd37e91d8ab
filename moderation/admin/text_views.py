"""The three ways to see a text: marked, beside its original, against an earlier version."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import zip_longest
from typing import Any

from articles.models import Article, ArticleVersion
from moderation.admin.marking import Mark, Paragraph, Segment, Underlining, mark_text
from moderation.screening.quotations import find_quotations
from moderation.screening.values import Span
from moderation.workflow.differences import Row, compare_texts


@dataclass(frozen=True, slots=True)
class Pair:
    """A paragraph of the original beside the translation's."""

    original: tuple[Segment, ...]
    segments: tuple[Segment, ...]


@dataclass(frozen=True, slots=True)
class Compared:
    """Two versions, compared."""

    older: int
    newer: int
    rows: tuple[Row, ...]


def pair_paragraphs(
    original: ArticleVersion | None, paragraphs: Sequence[Paragraph], marks: Sequence[Mark] = ()
) -> tuple[Pair, ...]:
    """Return original and translation, paragraph by paragraph; *marks* are places of flags in the original."""
    before = mark_text(original.text, marks) if original else ()
    both = zip_longest(before, paragraphs)
    return tuple(Pair(one.segments if one else (), two.segments if two else ()) for one, two in both)


def compare_versions(article: Article, numbers: Sequence[int], asked: Mapping[str, str]) -> Compared:
    """Return two versions compared: those asked for, else the last two; *numbers* are newest first."""
    newer = _number(asked.get("to", ""), numbers, numbers[0])
    older = _number(asked.get("from", ""), numbers, max([one for one in numbers if one < newer], default=newer))
    texts = dict(article.versions.filter(number__in=(older, newer)).values_list("number", "text"))
    return Compared(older, newer, compare_texts(texts[older], texts[newer]))


def underline(version: ArticleVersion, reading: Mapping[str, Any]) -> list[Underlining]:
    """Return what is underlined on demand: quotations, and the words that attribute a toll."""
    lines = [Underlining(quote.outer.start, quote.outer.end, "quotation") for quote in _quotations(version.text)]
    for toll in reading.get("tolls") or ():
        for kind in ("cue", "source"):
            span = toll.get(kind)
            if isinstance(span, Mapping):
                lines.append(Underlining(span["start"], span["end"], kind))
    return lines


def _quotations(text: str) -> Sequence[Any]:
    paragraphs, at = [], 0
    for line in text.split("\n"):
        paragraphs.append(Span(at, at + len(line)))
        at += len(line) + 1
    return find_quotations(text, paragraphs)


def _number(given: str, numbers: Sequence[int], default: int) -> int:
    return int(given) if given.isdecimal() and int(given) in numbers else default
