"""Receipts: what became of copy that came in."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from django.db import models
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from articles.intake.copy import Said
from articles.models import Article, ArticleVersion


class Outcome(models.TextChoices):
    """What became of copy that came in."""

    FILED = "filed", gettext_lazy("filed")
    UPDATED = "updated", gettext_lazy("updated")
    UNCHANGED = "unchanged", gettext_lazy("unchanged")
    LATE = "late", gettext_lazy("kept as a late arrival")
    KILLED = "killed", gettext_lazy("killed by the wire")


@dataclass(frozen=True, slots=True)
class Receipt:
    """Tell what became of copy: its article, the version that it added, if it did, and what to look at."""

    article: Article
    version: ArticleVersion | None
    outcome: Outcome
    warnings: tuple[str, ...] = ()


def say(sentences: Iterable[Said]) -> tuple[str, ...]:
    """Return sentences in the language of whoever asks."""
    return tuple(map(_say, sentences))


def _say(sentence: Said) -> str:
    details = {name: _say(one) if isinstance(one, Said) else one for name, one in sentence.details.items()}
    return _(sentence.template) % details
