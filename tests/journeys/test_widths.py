"""No page is wider than its window, on a phone, on a tablet and on a desk, in either language."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from playwright.sync_api import Page

from tests.journeys.conftest import Newsroom
from tests.workflow.newsroom import case_on

pytestmark = [pytest.mark.browser, pytest.mark.usefixtures("screened_at_once")]

SitDown = Callable[..., Page]
WIDTHS = (360, 390, 600, 768, 861, 900, 1024, 1100, 1181, 1280, 1440, 1920)
HEIGHT = 800
PLACES = ("/admin/", "/admin/moderation/review/", "{review}", "/admin/articles/upload/add/", "/admin/house/")

# What stands out of the page or of the header's bar, and by how far.
STICKING_OUT = """() => {
    const bar = document.querySelector("#header").getBoundingClientRect();
    const wide = document.documentElement.scrollWidth - innerWidth;
    const low = Math.max(...[...document.querySelectorAll("#header a, #header button")]
        .filter((one) => one.checkVisibility())
        .map((one) => one.getBoundingClientRect().bottom - bar.bottom));
    return [Math.max(wide, 0), Math.max(Math.ceil(low), 0)];
}"""


@pytest.mark.parametrize("tongue", ["en", "fr"])
@pytest.mark.parametrize("name", ["otto", "ada"])
def test_no_page_is_wider_than_its_window(sit_down: SitDown, newsroom: Newsroom, name: str, tongue: str) -> None:
    filed = newsroom.file()
    case_on(filed.article, filed.article)
    review = newsroom.page_of(filed).removeprefix(newsroom.address)
    page = sit_down(name, by_form=True)
    if tongue == "fr":
        page.locator('form.language button[value="fr"]').click()

    found = {}
    for place in PLACES:
        page.goto(newsroom.address + place.format(review=review))
        for width in WIDTHS:
            page.set_viewport_size({"width": width, "height": HEIGHT})
            found[place, width] = page.evaluate(STICKING_OUT)

    assert {place: out for place, out in found.items() if out != [0, 0]} == {}


@pytest.mark.parametrize("width", [900, 1024, 1280, 1440])
def test_the_review_page_is_as_high_as_its_window(sit_down: SitDown, newsroom: Newsroom, width: int) -> None:
    page = sit_down("otto", viewport={"width": width, "height": HEIGHT})
    page.goto(newsroom.page_of(newsroom.file()))
    page.locator("#key-hints kbd").first.wait_for()

    page.keyboard.press("j")

    assert page.evaluate("() => [document.documentElement.scrollHeight, scrollX, scrollY]") == [HEIGHT, 0, 0]
