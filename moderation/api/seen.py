"""What a program has seen of an article: its ETag, and changes by none but who has seen what stands there."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Iterator
from contextlib import contextmanager

from django.db import transaction
from django.utils import timezone
from rest_framework.request import Request
from rest_framework.utils.encoders import JSONEncoder

from articles.api.views import check_match
from articles.models import Article
from moderation.api.reach import find_flag, lock_article
from moderation.api.shapes import ArticleOut, FlagOut
from moderation.models import DecisionVerb, Flag, Review
from moderation.workflow.readings import latest_run
from moderation.workflow.refusal import Refusal

# Who has the copy in hand says nothing of the copy, and the verbs look after claims themselves: so a program may
# claim an article and decide on it by what it read before.
_OF_HANDS = (DecisionVerb.CLAIMED, DecisionVerb.RELEASED)


def tag_of(article: Article) -> str:
    """Return the ETag of an article: it changes with all that is shown of it, every decision, screening and case."""
    review = getattr(article, "review", None)
    with timezone.override("UTC"):
        shown = json.dumps(ArticleOut(article).data, cls=JSONEncoder, sort_keys=True)
    happened = f"{_last_decision(review)}\n{_last_reading(review)}\n{_last_case(article)}"
    digest = hashlib.sha256(f"{happened}\n{shown}".encode()).hexdigest()
    return f'"{article.pk}.{digest[:32]}"'


def tag_of_flag(flag: Flag) -> str:
    """Return the ETag of a flag: it changes with every answer, and with all that a screening changes of it."""
    return f'"{flag.present_tag()}"'


@contextmanager
def article_as_seen(request: Request, pk: int) -> Iterator[Article]:
    """Lock an article that stands as If-Match says: nothing comes in between what was seen and what is done.

    :raises Http404: there is none that this token may see
    :raises Problem: no If-Match, or another than the present one
    """
    with held_still():
        article = lock_article(request, pk)
        check_match(request, tag_of(article), shown=lambda: ArticleOut(article).data)
        yield article


@contextmanager
def flag_as_seen(request: Request, pk: int, *, beside: Iterable[int] = ()) -> Iterator[Flag]:
    """Lock the article of a flag that stands as If-Match says, and those *beside* it that the answer touches too.

    :raises Http404: there is none that this token may see
    :raises Problem: no If-Match, or another than the present one
    """
    with held_still():
        # In one order, whichever flag a request names: two of them never wait for each other in a circle.
        for number in sorted({find_flag(request, pk).article_id, *beside}):
            lock_article(request, number)
        flag = find_flag(request, pk)
        check_match(request, tag_of_flag(flag), shown=lambda: FlagOut(flag).data)
        yield flag


@contextmanager
def held_still() -> Iterator[None]:
    """Keep the locks that are taken inside until what is done there is committed.

    A verb that refuses has undone itself, and may have recorded who tried what: that stays.
    """
    refused = None
    with transaction.atomic():
        try:
            yield
        except Refusal as refusal:
            refused = refusal
    if refused is not None:
        raise refused


def _last_decision(review: Review | None) -> int:
    """Return the number of the last decision that is about the copy; 0 where there is none."""
    if review is None:
        return 0
    about_copy = review.decisions.exclude(verb__in=_OF_HANDS)
    return about_copy.order_by("-pk").values_list("pk", flat=True).first() or 0


def _last_case(article: Article) -> int:
    """Return the number of the last case on an article, which may be acknowledged since; 0 where there is none."""
    return article.cases.order_by("-pk").values_list("pk", flat=True).first() or 0


def _last_reading(review: Review | None) -> str:
    """Return the name of the reading whose flags stand; an empty one where there is none."""
    run = latest_run(review) if review else None
    return run.reading_id if run else ""
