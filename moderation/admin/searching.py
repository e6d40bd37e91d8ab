"""Find reviews by words: PostgreSQL's own search, stemmed in French and English, without accents."""

from __future__ import annotations

from django.db import connection
from django.db.models import BooleanField
from django.db.models.expressions import RawSQL

from moderation.models.review import ReviewQuerySet

# Words that stand in more texts than this are looked for in the queue's own order, which soon fills a page;
# rarer ones are looked up in the indexes. Either way the work does not grow with the archive.
FEW = 1000

# Two ways in, each with an index of its own: the version's words, and a piece of the slugline.
_FOUND = """
    (SELECT id FROM articles_articleversion WHERE searched @@ moderation_search_query(%s) LIMIT %s)
    UNION ALL
    (SELECT latest_version_id FROM articles_article WHERE lower(slugline) LIKE %s LIMIT %s)
"""

_HOLDS = """
    (SELECT v.searched @@ moderation_search_query(%s) FROM articles_articleversion v
        WHERE v.id = moderation_review.version_id)
    OR (SELECT lower(a.slugline) LIKE %s FROM articles_article a WHERE a.id = moderation_review.article_id)
"""


def search_reviews(reviews: ReviewQuerySet, words: str) -> ReviewQuerySet:
    """Return the reviews whose version holds all the words, or whose slugline holds them as they stand.

    `"in quotation marks"` asks for a phrase, `-word` leaves articles out, `or` asks for either.
    """
    piece = words.lower().replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_")
    with connection.cursor() as cursor:
        cursor.execute(_FOUND, [words, FEW + 1, f"%{piece}%", FEW + 1])
        found = [row[0] for row in cursor.fetchall()]
    if len(found) <= FEW:
        return reviews.filter(version_id__in=found)
    return reviews.filter(RawSQL(_HOLDS, (words, f"%{piece}%"), BooleanField()))  # noqa: S611 - words are parameters
