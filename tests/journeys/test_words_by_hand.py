"""Two standards editors change the house's words in a browser: drafted, tried, previewed, published; no barrier."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from django.contrib.auth.models import Group, User
from playwright.sync_api import Page, expect

from moderation.models import LexiconDraft, LexiconRelease
from moderation.workflow.states import Role
from tests.journeys.conftest import PASSWORD, Newsroom
from tests.journeys.test_no_barriers import complaints, complaints_in_the_dark, complaints_on_a_tablet

pytestmark = [pytest.mark.browser, pytest.mark.usefixtures("screened_at_once")]

SitDown = Callable[..., Page]

CELLS = {"lemma": "zorbist", "inflect": "s", "suggestions": "fighter", "source": "house style"}
CHOICES = {"category": "proxy", "severity": "high", "rule": "acts-first"}


@pytest.fixture
def second(newsroom: Newsroom) -> str:
    """Seat a second standards editor on the desk."""
    user = User.objects.create_user("karl", password=PASSWORD, is_staff=True)
    user.groups.add(Group.objects.get(name=Role.STANDARDS_EDITOR))
    newsroom.desk.memberships.create(user=user)
    return user.username


def begin(page: Page, newsroom: Newsroom) -> LexiconDraft:
    page.goto(f"{newsroom.address}/admin/moderation/lexicondraft/add/")
    page.get_by_label("Reason").fill("A new name")
    page.keyboard.press("Tab")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    page.wait_for_url("**/change/")
    return LexiconDraft.objects.get()


def put_term(page: Page, draft: LexiconDraft, newsroom: Newsroom) -> None:
    page.goto(f"{newsroom.address}{address_of(draft, 'table/en/terms/row')}")
    for name, value in CELLS.items():
        page.fill(f"[name={name}]", value)
    for name, value in CHOICES.items():
        page.select_option(f"[name={name}]", value)
    page.get_by_role("button", name="Keep in the draft").press("Enter")
    page.wait_for_url("**/change/")


def address_of(draft: LexiconDraft, part: str = "change") -> str:
    return f"/admin/moderation/lexicondraft/{draft.pk}/{part}/"


def test_words_go_from_a_draft_to_a_release(sit_down: SitDown, newsroom: Newsroom, second: str) -> None:
    newsroom.file()
    ingrid, karl = sit_down("ingrid"), sit_down(second)
    draft = begin(ingrid, newsroom)
    put_term(ingrid, draft, newsroom)

    ingrid.get_by_role("link", name="Try on a text").click()
    ingrid.locator("[name=text]").fill("The zorbists fled.")
    ingrid.get_by_role("button", name="Try").press("Enter")
    expect(ingrid.locator(".sides .badge.good")).to_have_text("new")

    ingrid.goto(newsroom.address + address_of(draft))
    ingrid.get_by_role("button", name="Make an impact preview").press("Enter")
    expect(ingrid.locator("#progress[data-state=done]")).to_be_visible()

    karl.goto(newsroom.address + address_of(draft))
    karl.get_by_label("Reason").fill("Agreed")
    karl.get_by_role("button", name="Publish").press("Enter")
    expect(karl.locator(".notices .success")).to_contain_text("Published.")
    assert LexiconRelease.objects.first().reason == "Agreed"  # type: ignore[union-attr]


def test_no_page_of_the_words_keeps_anybody_out(sit_down: SitDown, newsroom: Newsroom) -> None:
    page = sit_down("ingrid", listens=False)
    draft = begin(page, newsroom)
    put_term(page, draft, newsroom)
    page.get_by_role("button", name="Make an impact preview").press("Enter")
    page.wait_for_url("**/previews/*/")
    preview, release = page.url, LexiconRelease.objects.get()

    found = []
    places = {
        "drafts": "/admin/moderation/lexicondraft/",
        "start": "/admin/moderation/lexicondraft/add/",
        "draft": address_of(draft),
        "table": address_of(draft, "table/en/terms"),
        "row": address_of(draft, "table/en/terms/row"),
        "try": address_of(draft, "try"),
        "preview": preview.removeprefix(newsroom.address),
        "releases": "/admin/moderation/lexiconrelease/",
        "release": f"/admin/moderation/lexiconrelease/{release.pk}/change/",
    }
    for name, place in places.items():
        page.goto(newsroom.address + place)
        if name == "try":
            page.locator("[name=text]").fill("The zorbists and the terrorists fled.")
            page.get_by_role("button", name="Try").press("Enter")
            page.locator(".sides").wait_for()
        found += complaints(page, name) + complaints_in_the_dark(page, name) + complaints_on_a_tablet(page, name)

    assert found == []
