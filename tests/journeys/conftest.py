"""A whole newsroom behind a real web server, and people who sit down before it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass

import pytest
from django.conf import settings
from django.contrib.auth.models import Group, User
from django.test import Client
from django.utils import timezone
from playwright.sync_api import Browser, ConsoleMessage, Page, expect
from pytest_django.live_server_helper import LiveServer

from articles.actor import Actor
from articles.models import Article, Desk, Wire
from articles.operations import IncomingOriginal, receive_upload
from config.celery import app
from moderation.models import Review
from moderation.workflow.states import Role
from tests.browsing import DESK_SCREEN
from tests.planting import plant_newsroom

PASSWORD = "paper and ink"

PEOPLE = {
    "nadia": Role.FILER,
    "emil": Role.DESK_EDITOR,
    "sofia": Role.DESK_EDITOR,
    "ingrid": Role.STANDARDS_EDITOR,
    "otto": Role.DESK_CHIEF,
    "ada": Role.ADMINISTRATOR,
}

COPY = """Storm over Velmar bay

Twelve people were killed in Velmar on Monday. The rebels, foreign mercenaries, left the town at dawn.
At least forty houses burned. The mayor, Anna Costa, said that 30 people were injured.
The terrorists returned on Tuesday. Thirteen people were killed in the second attack.
"""


@dataclass(frozen=True)
class Newsroom:
    """A desk, a wire, and the web server's address."""

    address: str
    desk: Desk
    wire: Wire

    def file(self, text: str = COPY, *, original: IncomingOriginal | None = None, **more: str) -> Review:
        """File copy as nadia, and return its review."""
        receipt = receive_upload(
            content=text.encode(),
            filename="copy.txt",
            wire=self.wire,
            desk=self.desk,
            language=more.get("language", "en"),
            kind="translated" if original else "syndicated",
            original=original,
            actor=Actor.person(User.objects.get(username="nadia")),
            now=timezone.now(),
        )
        assert receipt.article is not None, receipt.upload.reason
        return self.review(receipt.article)

    def review(self, article: Article) -> Review:
        """Return an article's review as it stands."""
        return Review.objects.select_related("version").get(article=article)

    def page_of(self, review: Review) -> str:
        """Return the address of a review."""
        return f"{self.address}/admin/moderation/review/{review.pk}/change/"


def open_review(page: Page, newsroom: Newsroom, review: Review) -> None:
    """Open a review and wait until its keys work."""
    page.goto(newsroom.page_of(review))
    wait_for_keys(page)


def sign_in(page: Page, newsroom: Newsroom, name: str) -> None:
    """Sign in by the form."""
    page.goto(f"{newsroom.address}/admin/login/")
    page.fill("#id_username", name)
    page.fill("#id_password", PASSWORD)
    page.press("#id_password", "Enter")
    page.wait_for_url("**/admin/")


def take_a_seat(page: Page, newsroom: Newsroom, name: str) -> None:
    """Be signed in without the form, which takes two pages."""
    client = Client()
    client.force_login(User.objects.get(username=name))
    key = client.cookies[settings.SESSION_COOKIE_NAME].value
    page.context.add_cookies([{"name": settings.SESSION_COOKIE_NAME, "value": key, "url": newsroom.address}])


def look_again(page: Page) -> None:
    """Let a page ask how things stand now, as it does whenever its window comes to the front."""
    page.evaluate("document.dispatchEvent(new Event('visibilitychange'))")


def wait_for_keys(page: Page) -> None:
    """Wait until the page's script has written its keys at the foot of the page."""
    expect(page.locator("#key-hints kbd").first).to_be_visible()


@pytest.fixture
def newsroom(transactional_db: None, live_server: LiveServer) -> Newsroom:
    """Seed a newsroom with one English desk and six people."""
    plant_newsroom()
    desk = Desk.objects.get(code="world")
    for name, role in PEOPLE.items():
        user = User.objects.create_user(name, password=PASSWORD, is_staff=True)
        user.groups.add(Group.objects.get(name=role))
        desk.memberships.create(user=user)
    return Newsroom(live_server.url, desk, Wire.objects.get(code="northgate"))


@pytest.fixture
def screened_at_once() -> Iterator[None]:
    """Run each task where it is sent, within the web server's own thread."""
    before = app.conf.task_always_eager
    app.conf.task_always_eager = True
    yield
    app.conf.task_always_eager = before


@pytest.fixture
def sit_down(browser: Browser, newsroom: Newsroom) -> Iterator[Callable[..., Page]]:
    """Return what gives somebody a browser of their own, signed in; none may break the content policy."""
    contexts, complaints = [], []

    def seated(name: str, *, listens: bool = True, by_form: bool = False, **screen: object) -> Page:
        context = browser.new_context(**{"viewport": DESK_SCREEN, **screen})
        contexts.append(context)
        page = context.new_page()
        if listens:
            page.on("console", lambda message: complaints.extend(_complaint(message)))
        page.on("pageerror", lambda error: complaints.append(str(error)))
        (sign_in if by_form else take_a_seat)(page, newsroom, name)
        return page

    yield seated
    for context in contexts:
        context.close()
    assert complaints == []


def _complaint(message: ConsoleMessage) -> list[str]:
    return [f"{message.page and message.page.url}: {message.text}"] if "Content Security Policy" in message.text else []
