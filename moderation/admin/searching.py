"""Find reviews by words: PostgreSQL's own search, stemmed in French and English, without accents."""

from __future__ import annotations

from django.db.models.expressions import RawSQL

from moderation.models.review import ReviewQuerySet

# Two ways in, each with an index of its own: the version's words, and a piece of the slugline.
_FOUND = """
    SELECT id FROM articles_articleversion
    WHERE moderation_search(language, headline, text) @@ moderation_search_query(%s)
    UNION
    SELECT latest_version_id FROM articles_article WHERE lower(slugline) LIKE %s
"""


def search_reviews(reviews: ReviewQuerySet, words: str) -> ReviewQuerySet:
    """Return the reviews whose version holds all the words, or whose slugline holds them as they stand.

    `"in quotation marks"` asks for a phrase, `-word` leaves articles out, `or` asks for either.
    """
    piece = words.lower().replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_")
    return reviews.filter(version_id__in=RawSQL(_FOUND, (words, f"%{piece}%")))  # noqa: S611 - words are parameters
