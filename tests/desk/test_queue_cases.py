"""Copy whose original was killed or corrected is marked in the queue and at home until somebody has acknowledged it."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from articles.actor import Actor
from articles.models import Article
from moderation.workflow.aftermath import acknowledge
from moderation.workflow.deciding import approve
from tests.workflow.newsroom import NOW, case_on, review_of, screened

PLACES = ["/admin/moderation/review/", "/admin/"]
SignIn = Callable[[Actor], Client]


def marks(client: Client, place: str) -> tuple[int, int]:
    """Return how many rows of a page say that the original was killed, and how many that it was corrected."""
    html = client.get(place).content.decode()
    return html.count(">original killed<"), html.count(">original corrected<")


@pytest.mark.parametrize("place", PLACES)
@pytest.mark.parametrize(("cause", "marked"), [("kill", (1, 0)), ("correction", (0, 1))])
def test_a_row_is_marked_until_its_case_is_acknowledged(
    desk_client: Client, article: Article, clean: Article, editor: Actor, place: str, cause: str,
    marked: tuple[int, int],
) -> None:  # fmt: skip
    case = case_on(clean, article, cause=cause)
    before = marks(desk_client, place)

    acknowledge(case=case, actor=editor, now=NOW)

    assert (before, marks(desk_client, place)) == (marked, (0, 0))


@pytest.mark.parametrize("place", PLACES)
def test_a_row_with_both_names_the_kill(desk_client: Client, article: Article, clean: Article, place: str) -> None:
    for cause in ("correction", "kill"):
        case_on(clean, article, cause=cause)

    assert marks(desk_client, place) == (1, 0)


def test_what_is_approved_is_marked_as_well(
    desk_client: Client, article: Article, clean: Article, editor: Actor
) -> None:
    review = review_of(clean)
    approve(review=review, content_hash=review.version.content_hash, actor=editor, now=NOW)

    case_on(clean, article, cause="kill")

    assert marks(desk_client, f"{PLACES[0]}?view=decided") == (1, 0)


@pytest.mark.parametrize("place", PLACES)
def test_marks_ask_nothing_more(
    desk_client: Client, make: Callable[..., Article], article: Article, clean: Article, place: str
) -> None:
    made = [make(text=f"Story {number}.") for number in range(5)]
    for one in made:
        screened(one)
    desk_client.get(place)
    with CaptureQueriesContext(connection) as before:
        desk_client.get(place)
    for one in made:
        case_on(one, article, cause="kill")

    with CaptureQueriesContext(connection) as after:
        assert marks(desk_client, place) == (5, 0)

    assert len(after) == len(before)


def test_the_mark_is_french_for_who_reads_french(desk_client: Client, article: Article, clean: Article) -> None:
    case_on(clean, article, cause="kill")
    desk_client.post("/admin/language/", {"language": "fr", "next": "/admin/"})

    assert ">original annulé<" in desk_client.get(PLACES[0]).content.decode()
