"""Deliveries that name each other's articles, and people at work on them, all at the same moment: no deadlock."""

from __future__ import annotations

import random
from functools import partial

import pytest

from articles.actor import Actor
from articles.intake import Copy, Link
from articles.models import Article, ArticleLink, Desk, Wire
from articles.operations import receive_copy
from moderation.models import LexiconRelease, Review
from moderation.workflow.reviewing import claim
from moderation.workflow.states import Role
from moderation.workflow.verification import verify_chain
from tests.workflow.newsroom import NOW, person
from tests.workflow.test_concurrency import at_once

pytestmark = pytest.mark.django_db(transaction=True)

ROUNDS = 25
HANDS = 4
NAMES = [f"urn:n:{number}" for number in range(5)]
RELATIONS = ("translatedfrom", "derivedfrom", "replaces", "mainpic")


def any_copy(chance: random.Random, round_: int) -> Copy:
    name = chance.choice(NAMES)
    return Copy(
        text=f"Rain is expected in {name}, said {chance.randrange(3)}.",
        language=chance.choice(["en", "fr"]),
        uri=name,
        version=str(round_ + chance.randrange(-1, 3)),
        pub_status=chance.choices(["usable", "withheld", "canceled"], [20, 3, 1])[0],
        ed_note=chance.choice(["", "CORRECTION", "HOLD FOR RELEASE"]),
        links=tuple(Link(chance.choice(RELATIONS), chance.choice(NAMES)) for _link in range(chance.randrange(3))),
    )


def test_many_deliveries_at_once_all_end(house: LexiconRelease, wire: Wire, desk: Desk, filer: Actor) -> None:
    chance = random.Random(11)
    editor = person("p", Role.DESK_EDITOR, desk=desk)
    heads = {"wire": wire, "desk": desk, "actor": filer, "now": NOW}

    for round_ in range(ROUNDS):
        works = [partial(receive_copy, copy=any_copy(chance, round_), **heads) for _hand in range(HANDS)]
        reviews = list(Review.objects.all())
        if reviews:
            works.append(partial(claim, review=chance.choice(reviews), actor=editor, now=NOW))

        ends = at_once(*works)

        assert [end for end in ends[:HANDS] if end != "done"] == []
        assert not any(end.startswith(("broke", "never")) for end in ends)
    settle(wire)


def settle(wire: Wire) -> None:
    """Check that every article stands on its own newest version, and that no link is left open that could be known."""
    articles = Article.objects.filter(wire=wire, latest_version__isnull=False)
    for article in articles.select_related("latest_version"):
        assert article.latest_version == article.versions.in_line().latest("number")
        assert Review.objects.get(article=article).version == article.latest_version
    known = set(Article.objects.values_list("external_id", flat=True))
    unknown = ArticleLink.objects.filter(target=None, uri__in=known).select_related("article")
    assert all(link.uri == link.article.external_id for link in unknown)
    assert verify_chain().is_whole
