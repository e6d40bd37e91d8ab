"""A text edited on the desk, as copy: its headline stays its headline."""

from __future__ import annotations

from articles.intake import Copy
from articles.intake.normalise import canonical_text
from articles.models import ArticleVersion


class EmptyEdit(ValueError):
    """Refuse an edit that leaves no words; the message names the remedy."""


def edit_copy(version: ArticleVersion, text: str, *, refusal: str) -> Copy:
    """Return *version* with another text: a headline that led the old text is taken from the new one.

    :raises EmptyEdit: with *refusal*, where no letter is left
    """
    canonical = canonical_text(text)
    if not any(map(str.isalpha, canonical)):
        raise EmptyEdit(refusal)
    first = canonical.partition("\n")[0]
    headline = first if _leads(version) else _given_headline(version)
    return Copy(text=canonical, headline=headline[:300], summary=version.summary)


def _leads(version: ArticleVersion) -> bool:
    return version.text.partition("\n")[0] == version.headline


def _given_headline(version: ArticleVersion) -> str:
    """Return the headline that was filed apart from the text; one made of its first words is made anew."""
    made = version.headline.removesuffix("…")
    return "" if version.text.startswith(made) else version.headline
