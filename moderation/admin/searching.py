"""Find reviews by words: PostgreSQL's own search, stemmed in French and English, without accents."""

from __future__ import annotations

import re
from dataclasses import dataclass

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

# Whole words of the text or of the slugline, whose parts stand between hyphens: a piece of a word leaves nothing out.
_LEFT_OUT = """
    SELECT v.searched @@ left_out
        OR moderation_search(v.language, regexp_replace(a.slugline, '[^[:alnum:]]+', ' ', 'g'), '') @@ left_out
    FROM articles_articleversion v JOIN articles_article a ON a.id = v.article_id, moderation_search_query(%s) left_out
    WHERE v.id = moderation_review.version_id
"""

# Typewriters' and printers' quotation marks ask for the same.
_QUOTATION_MARKS = str.maketrans(dict.fromkeys("“”„‟«»", '"'))
_TERM = re.compile(r'-?"[^"]*"?|\S+')


@dataclass(frozen=True, slots=True)
class Asked:
    """What a search asks for: words that are wanted, and words that leave an article out."""

    wanted: str
    left_out: tuple[str, ...]


def search_reviews(reviews: ReviewQuerySet, words: str) -> ReviewQuerySet:
    """Return the reviews whose version holds all the words, or whose slugline holds them as they stand.

    `"in quotation marks"`, of whichever kind, asks for a phrase, `or` asks for either. `-word` leaves out what holds
    the word in its text or its slugline.
    """
    asked = read_words(words)
    if asked.wanted:
        reviews = _holding(reviews, asked.wanted)
    if asked.left_out:
        either = " or ".join(asked.left_out)
        reviews = reviews.exclude(RawSQL(_LEFT_OUT, (either,), BooleanField()))  # noqa: S611 - words are parameters
    return reviews


def read_words(words: str) -> Asked:
    """Return what is asked for, apart from what leaves articles out."""
    terms = _TERM.findall(words.translate(_QUOTATION_MARKS))
    unwanted = [term.lstrip("-").replace('"', " ").strip() for term in terms if term.startswith("-")]
    return Asked(
        wanted=" ".join(term for term in terms if not term.startswith("-")),
        left_out=tuple(f'"{words}"' for words in unwanted if words),
    )


def _holding(reviews: ReviewQuerySet, words: str) -> ReviewQuerySet:
    piece = words.lower().replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_")
    with connection.cursor() as cursor:
        cursor.execute(_FOUND, [words, FEW + 1, f"%{piece}%", FEW + 1])
        found = [row[0] for row in cursor.fetchall()]
    if len(found) <= FEW:
        return reviews.filter(version_id__in=found)
    return reviews.filter(RawSQL(_HOLDS, (words, f"%{piece}%"), BooleanField()))  # noqa: S611 - words are parameters
