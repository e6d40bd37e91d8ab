"""Very many flags are shown a stretch at a time; what is counted and decided knows of all of them."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from django.test import Client
from django.utils import timezone

from articles.actor import Actor
from articles.models import Desk, Wire
from moderation.admin.flag_window import MOST_SHOWN, open_window
from moderation.management.archive_making import make_long_article
from moderation.models import Flag, LexiconRelease, Review

SignIn = Callable[[Actor], Client]
MANY = MOST_SHOWN + 50


@pytest.fixture
def flooded(house: LexiconRelease, desk: Desk, wire: Wire) -> Review:
    """Return the review of an article with more flags than a page shows."""
    pk = make_long_article(words=4000, flags=MANY, desks=[desk], wires=[wire], now=timezone.now())
    return Review.objects.select_related("version").get(pk=pk)


def page(client: Client, review: Review, query: str = "") -> str:
    return client.get(f"/admin/moderation/review/{review.pk}/change/{query}").content.decode()


def test_few_flags_are_all_shown(review: Review) -> None:
    window = open_window(review.version, {})

    assert (window.total, len(window.shown), window.is_partial) == (2, 2, False)


def test_of_many_flags_the_first_are_shown(flooded: Review) -> None:
    window = open_window(flooded.version, {})

    assert (window.total, window.first, window.last) == (MANY, 1, MOST_SHOWN)
    assert (window.before, window.following) == (0, MOST_SHOWN + 1)


def test_the_rest_follows_in_reading_order(flooded: Review) -> None:
    starts = [flag.start for place in ("1", str(MOST_SHOWN + 1)) for flag in _shown(flooded, place)]

    assert starts == list(
        Flag.objects.filter(version=flooded.version).in_reading_order().values_list("start", flat=True)
    )


@pytest.mark.parametrize(("asked", "first"), [("nonsense", 1), ("0", 1), ("-4", 1), ("999999", MANY), ("²", 1)])
def test_a_place_that_is_none_is_the_nearest(flooded: Review, asked: str, first: int) -> None:
    assert open_window(flooded.version, {"flags": asked}).first == first


def test_the_page_says_which_are_shown_and_leads_to_the_others(sign_in: SignIn, editor: Actor, flooded: Review) -> None:
    client = sign_in(editor)

    first, rest = page(client, flooded), page(client, flooded, f"?flags={MOST_SHOWN + 1}")

    assert f"Flags 1 to {MOST_SHOWN} of {MANY}" in first
    assert first.count('class="flag-pick"') == MOST_SHOWN
    assert rest.count('class="flag-pick"') == MANY - MOST_SHOWN
    assert 'id="flags-following"' in first
    assert 'id="flags-before"' in rest


def test_all_flags_bar_the_approval_and_not_only_those_shown(sign_in: SignIn, editor: Actor, flooded: Review) -> None:
    high = Flag.objects.filter(version=flooded.version).blocking().count()

    assert f"{high} high flags must be settled first" in page(sign_in(editor), flooded)


def test_very_many_flags_take_hardly_more_questions(
    sign_in: SignIn, editor: Actor, flooded: Review, django_assert_max_num_queries: Callable[..., object]
) -> None:
    client = sign_in(editor)
    page(client, flooded)  # a release's rules are read once a process

    with django_assert_max_num_queries(17):  # type: ignore[attr-defined]
        page(client, flooded)


def _shown(review: Review, place: str) -> list[Flag]:
    return list(open_window(review.version, {"flags": place}).shown)
