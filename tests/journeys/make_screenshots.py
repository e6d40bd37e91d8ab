"""Make the pictures of docs/: `make screenshots`. Left out of the suite: it writes into the tree."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest
from django.conf import settings
from django.contrib.auth.models import User
from django.utils import timezone
from playwright.sync_api import Page

from articles.actor import Actor
from articles.models import Desk, Wire
from articles.operations import IncomingOriginal, receive_upload
from moderation.models import Flag, Review
from moderation.workflow.answering import dismiss, uphold
from moderation.workflow.reviewing import claim
from tests.journeys.conftest import Newsroom, wait_for_keys

pytestmark = [pytest.mark.browser, pytest.mark.usefixtures("screened_at_once")]

IMAGES = Path(settings.BASE_DIR) / "docs/images"
DEMO = Path(settings.SEEDS_DIR) / "demo"
SHOWN = "Nos forces"  # the demo article with most to ask
TRANSLATED = "Vingt et un"  # the one with an Arabic original

SitDown = Callable[..., Page]


@pytest.fixture
def busy(newsroom: Newsroom) -> Newsroom:
    """File the demo copy, put everybody on every desk, answer a few flags."""
    for user in User.objects.all():
        user.first_name, user.last_name = user.username.title(), "Maurel"
        user.save()
        for desk in Desk.objects.exclude(members=user):
            desk.memberships.create(user=user)
    for entry in json.loads((DEMO / "demo.json").read_text()):
        file_demo(entry)
    review = Review.objects.get(article__headline__startswith=SHOWN)
    emil = Actor.person(User.objects.get(username="emil"))
    first, second, *_rest = Flag.objects.filter(version=review.version).in_reading_order()
    dismiss(flag=first, reason_code="false_alarm", actor=emil, now=timezone.now())
    uphold(flag=second, actor=emil, now=timezone.now())
    claim(review=review, actor=emil, now=timezone.now())
    return newsroom


def file_demo(entry: dict[str, object]) -> None:
    """File one entry of the demo as nadia."""
    given = entry.get("original")
    original = None
    if isinstance(given, dict):
        original = IncomingOriginal((DEMO / given["file"]).read_bytes(), given["file"], given["language"])
    receive_upload(
        content=(DEMO / str(entry["file"])).read_bytes(),
        filename=str(entry["file"]),
        wire=Wire.objects.get(code=entry["wire"]),
        desk=Desk.objects.get(code=entry["desk"]),
        language=str(entry["language"]),
        kind=str(entry["kind"]),
        original=original,
        actor=Actor.person(User.objects.get(username="nadia")),
        now=timezone.now(),
    )


def take(page: Page, name: str) -> None:
    IMAGES.mkdir(parents=True, exist_ok=True)
    page.screenshot(path=IMAGES / f"{name}.png")
    assert (IMAGES / f"{name}.png").stat().st_size > 10_000


def open_article(page: Page, newsroom: Newsroom, headline: str, query: str = "") -> None:
    review = Review.objects.get(article__headline__startswith=headline)
    page.goto(newsroom.page_of(review) + query)
    wait_for_keys(page)


def test_the_pictures_of_the_docs_are_made(sit_down: SitDown, busy: Newsroom) -> None:
    page = sit_down("emil")
    take(page, "home")
    page.goto(f"{busy.address}/admin/moderation/review/")
    take(page, "queue")
    page.goto(f"{busy.address}/admin/articles/upload/add/")
    take(page, "upload")
    open_article(page, busy, SHOWN)
    for _press in range(3):
        page.keyboard.press("j")
    take(page, "review")
    page.click("#tab-tolls")
    take(page, "review-figures")
    open_article(page, busy, TRANSLATED, "?view=original")
    take(page, "review-original")

    dark = sit_down("emil", color_scheme="dark")
    open_article(dark, busy, SHOWN)
    for _press in range(3):
        dark.keyboard.press("j")
    take(dark, "review-dark")
