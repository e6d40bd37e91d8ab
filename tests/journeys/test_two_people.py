"""Two people at one article, a session that ends, a line that breaks: nothing is lost, nothing overwritten."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from moderation.models import Flag, FlagState
from tests.journeys.conftest import Newsroom, open_review, sign_in, wait_for_keys

pytestmark = [pytest.mark.browser, pytest.mark.usefixtures("screened_at_once")]

SitDown = Callable[..., Page]


def write(page: Page, old: str, new: str) -> None:
    """Change words in the editor, as typing them would."""
    if page.locator("#draft").is_hidden():
        page.keyboard.press("e")
    area = page.locator("#draft")
    area.fill(area.input_value().replace(old, new))


def save(page: Page) -> None:
    with page.expect_response("**/correct/"):
        page.keyboard.press("Control+s")


def test_what_one_answers_the_other_sees_without_reloading(sit_down: SitDown, newsroom: Newsroom) -> None:
    review = newsroom.file()
    one, other = sit_down("emil"), sit_down("sofia")
    open_review(one, newsroom, review)
    open_review(other, newsroom, review)

    one.keyboard.press("j")
    with one.expect_response("**/dispose/"):
        one.keyboard.press("f")

    expect(other.locator('#flags .flag[data-state="upheld"]')).to_have_count(1)
    expect(other.locator("#readers")).to_contain_text("emil")


def test_what_one_has_taken_the_other_cannot_answer(sit_down: SitDown, newsroom: Newsroom) -> None:
    review = newsroom.file()
    one, other = sit_down("emil"), sit_down("sofia")
    open_review(one, newsroom, review)
    open_review(other, newsroom, review)
    other.keyboard.press("j")
    with one.expect_response("**/decide/"):
        one.keyboard.press("t")

    with other.expect_response("**/dispose/"):
        other.keyboard.press("f")

    expect(other.locator(".bench-notices")).to_contain_text("has this article in hand")
    assert not Flag.objects.exclude(state=FlagState.OPEN).exists()


def test_a_newer_version_of_somebody_else_is_shown_as_a_difference(sit_down: SitDown, newsroom: Newsroom) -> None:
    review = newsroom.file()
    one, other = sit_down("emil"), sit_down("sofia")
    open_review(one, newsroom, review)
    open_review(other, newsroom, review)
    write(one, "The rebels", "The fighters")
    write(other, "at dawn", "at night")
    save(one)

    save(other)

    expect(other.locator(".conflict-sheet ins").first).to_be_visible()
    expect(other.locator("#draft")).to_be_visible()
    assert "at night" in other.locator("#draft").input_value()
    assert "The fighters" in newsroom.review(review.article).version.text

    write(other, "The rebels", "The fighters")
    save(other)

    expect(other.locator("#bench-state")).to_have_attribute("data-version", "3")
    text = newsroom.review(review.article).version.text
    assert "The fighters" in text
    assert "at night" in text


def test_a_draft_outlives_a_closed_page(sit_down: SitDown, newsroom: Newsroom) -> None:
    review = newsroom.file()
    page = sit_down("emil")
    open_review(page, newsroom, review)
    write(page, "at dawn", "at noon")
    page.on("dialog", lambda dialog: dialog.accept())

    page.goto(f"{newsroom.address}/admin/")
    open_review(page, newsroom, review)

    expect(page.locator("#draft")).to_be_visible()
    assert "at noon" in page.locator("#draft").input_value()


def test_a_draft_outlives_the_end_of_the_session(sit_down: SitDown, newsroom: Newsroom) -> None:
    review = newsroom.file()
    page = sit_down("emil")
    open_review(page, newsroom, review)
    write(page, "at dawn", "at noon")
    page.context.clear_cookies()

    page.keyboard.press("Control+s")
    expect(page.locator(".bench-notices")).to_contain_text("Your session has ended")
    again = page.context.new_page()
    sign_in(again, newsroom, "emil")
    page.bring_to_front()
    page.keyboard.press("Control+s")

    expect(page.locator("#bench-state")).to_have_attribute("data-version", "2")
    assert "at noon" in newsroom.review(review.article).version.text


def test_a_broken_line_is_said_and_the_draft_stays(sit_down: SitDown, newsroom: Newsroom) -> None:
    review = newsroom.file()
    page = sit_down("emil")
    open_review(page, newsroom, review)
    write(page, "at dawn", "at noon")
    page.context.set_offline(True)

    page.keyboard.press("Control+s")
    expect(page.locator(".bench-notices")).to_contain_text("The server cannot be reached")
    page.context.set_offline(False)
    save(page)

    expect(page.locator("#bench-state")).to_have_attribute("data-version", "2")


def test_scripts_in_copy_are_read_and_not_run(sit_down: SitDown, newsroom: Newsroom) -> None:
    text = (
        "A <script>window.harmed = 1</script> headline\n\nTwelve <img src=x onerror='window.harmed=1'> were killed.\n"
    )
    page = sit_down("emil")

    open_review(page, newsroom, newsroom.file(text))
    page.keyboard.press("j")

    expect(page.locator("#text")).to_contain_text("<script>window.harmed = 1</script>")
    assert page.evaluate("window.harmed") is None


def test_the_desk_speaks_french_to_who_asks(sit_down: SitDown, newsroom: Newsroom) -> None:
    page = sit_down("emil", by_form=True)
    page.get_by_role("button", name="Français").click()
    page.wait_for_load_state()

    open_review(page, newsroom, newsroom.file())
    page.keyboard.press("j")

    expect(page.locator("html")).to_have_attribute("lang", "fr")
    expect(page.locator("#tab-flags")).to_contain_text("Signalements")
    expect(page.locator("#flags .flag.current")).to_contain_text("Bilan")


@pytest.mark.parametrize("width", [1366, 1024, 820])
def test_nothing_is_cut_off_on_the_screens_that_desks_have(sit_down: SitDown, newsroom: Newsroom, width: int) -> None:
    page = sit_down("emil", viewport={"width": width, "height": 768})

    open_review(page, newsroom, newsroom.file())
    wait_for_keys(page)

    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    expect(page.get_by_role("link", name="Queue")).to_be_visible()
    expect(page.locator('[data-verb="approve"]')).to_be_in_viewport()


def test_on_paper_the_text_stands_whole_with_its_flags_and_without_buttons(
    sit_down: SitDown, newsroom: Newsroom
) -> None:
    page = sit_down("emil")
    open_review(page, newsroom, newsroom.file())

    page.emulate_media(media="print")

    for shown in ("h1", "#text", "#flags", "#flags .message", "#toll-table"):
        expect(page.locator(shown).first).to_be_visible()
    for hidden in (".verbs", ".tabs", ".toolbar", "#key-hints", "#header"):
        expect(page.locator(hidden).first).to_be_hidden()
    cut = page.eval_on_selector_all(".scroller", "(all) => all.filter((one) => one.scrollHeight > one.clientHeight)")
    assert cut == []
