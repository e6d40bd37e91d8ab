"""Every act of the desk on a tablet: no key is pressed but those that write words."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from moderation.models import Flag, FlagState, ReviewState
from tests.journeys.conftest import Newsroom

pytestmark = [pytest.mark.browser, pytest.mark.usefixtures("screened_at_once")]

SitDown = Callable[..., Page]
TABLET = {"viewport": {"width": 1024, "height": 768}, "has_touch": True, "is_mobile": True}
UPRIGHT = {"viewport": {"width": 768, "height": 1024}, "has_touch": True, "is_mobile": True}


def tap_through(page: Page, action: str, selector: str) -> None:
    """Tap, wait for what the server answers, and until the page has put it in."""
    with page.expect_response(f"**/{action}/"):
        page.locator(selector).first.tap()
    settle(page)


def settle(page: Page) -> None:
    expect(page.locator("#bench:not([aria-busy])")).to_be_attached()


def dismiss(page: Page, flag: Flag) -> None:
    pick(page, flag)
    page.locator(f'#flag-{flag.pk} [data-act="dismiss"]').tap()
    page.locator('#dismiss-form input[value="verified"]').tap()
    tap_through(page, "dispose", '#dismiss-form button[type="submit"]')


def pick(page: Page, flag: Flag) -> None:
    settle(page)
    more = page.locator(f"#flag-{flag.pk} .flag-more")
    if not more.is_visible():  # a second tap would fold it again
        page.locator(f"#flag-{flag.pk} .flag-pick").tap()
    expect(more).to_be_visible()


@pytest.mark.parametrize("screen", [TABLET, UPRIGHT], ids=["lying", "upright"])
def test_an_article_is_answered_edited_and_approved_by_hand(
    sit_down: SitDown, newsroom: Newsroom, screen: dict[str, object]
) -> None:
    review = newsroom.file()
    editor = sit_down("emil", by_form=True, **screen)
    editor.get_by_role("link", name="Queue", exact=True).tap()
    editor.locator("#queue tbody th a").first.tap()
    wait_for_script(editor)

    tap_through(editor, "decide", '[data-verb="claim"]')
    first = Flag.objects.filter(version=review.version).in_reading_order()[0]
    pick(editor, first)
    tap_through(editor, "dispose", f'#flag-{first.pk} [data-act="uphold"]')
    pick(editor, first)
    tap_through(editor, "dispose", f'#flag-{first.pk} [data-act="undo"]')
    expect(editor.locator(f"#flag-{first.pk}")).to_have_attribute("data-state", "open")

    suggested = next(flag for flag in Flag.objects.filter(version=review.version) if flag.suggestions)
    pick(editor, suggested)
    editor.locator(f"#flag-{suggested.pk} [data-suggestion]").first.tap()
    tap_through(editor, "correct", "#draft-save")
    expect(editor.locator("#bench-state")).to_have_attribute("data-run", "done")
    for flag in Flag.objects.filter(version=newsroom.review(review.article).version).open():
        dismiss(editor, flag)
    tap_through(editor, "decide", '[data-verb="release"]')

    for name in ("sofia", "ingrid"):
        approver = sit_down(name, **screen)
        approver.goto(newsroom.page_of(review))
        tap_through(approver, "decide", '[data-verb="approve"]')
    assert newsroom.review(review.article).state == ReviewState.APPROVED


def test_a_mark_in_the_text_is_tapped(sit_down: SitDown, newsroom: Newsroom) -> None:
    page = sit_down("emil", **TABLET)
    page.goto(newsroom.page_of(newsroom.file()))
    wait_for_script(page)

    page.locator("#text mark").first.tap()

    expect(page.locator("#flags .flag.current .flag-more")).to_be_visible()


def test_every_key_of_the_page_has_a_button(sit_down: SitDown, newsroom: Newsroom) -> None:
    review = newsroom.file()
    page = sit_down("otto", **TABLET)
    page.goto(newsroom.page_of(review))
    wait_for_script(page)
    flag = Flag.objects.filter(version=review.version).in_reading_order()[0]
    pick(page, flag)

    for selector in (
        "#edit",
        "#help-open",
        '[data-verb="approve"]',
        '[data-verb="return"]',
        '[data-verb="hold"]',
        '[data-verb="claim"]',
        f'#flag-{flag.pk} [data-act="dismiss"]',
        f'#flag-{flag.pk} [data-act="uphold"]',
    ):
        expect(page.locator(selector).first).to_be_visible()
    expect(page.get_by_role("link", name="Next article")).to_be_visible()


@pytest.mark.parametrize("screen", [TABLET, UPRIGHT], ids=["lying", "upright"])
def test_buttons_are_large_enough_for_a_finger(
    sit_down: SitDown, newsroom: Newsroom, screen: dict[str, object]
) -> None:
    review = newsroom.file()
    page = sit_down("emil", **screen)
    page.goto(newsroom.page_of(review))
    wait_for_script(page)
    pick(page, Flag.objects.filter(version=review.version).in_reading_order()[0])

    small = page.evaluate(
        """() => [...document.querySelectorAll("button.act, a.act, .flag-pick, [role=tab]")]
            .filter((one) => one.checkVisibility())
            .map((one) => [one.textContent.trim(), one.getBoundingClientRect()])
            .filter(([, box]) => box.height < 32 || box.width < 32)
            .map(([words, box]) => `${words}: ${box.width}×${box.height}`)"""
    )

    assert small == []


def test_an_answer_given_by_hand_is_kept(sit_down: SitDown, newsroom: Newsroom) -> None:
    review = newsroom.file()
    page = sit_down("emil", **UPRIGHT)
    page.goto(newsroom.page_of(review))
    wait_for_script(page)
    flag = Flag.objects.filter(version=review.version).in_reading_order()[0]

    dismiss(page, flag)

    flag.refresh_from_db()
    assert flag.state == FlagState.DISMISSED


def wait_for_script(page: Page) -> None:
    """Wait until the page's script listens."""
    # The policy lets no test run a string as script while it waits; on a tablet the keys are there and not shown.
    page.locator("#key-hints > *").first.wait_for(state="attached")
