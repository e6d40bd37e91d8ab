"""A draft that is not saved yet outlives whatever else happens to the article, and stays exact."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from django.contrib.auth.models import User
from django.utils import timezone
from playwright.sync_api import Page, expect

from articles.actor import Actor
from moderation.models import Flag, Review
from moderation.workflow.deciding import reopen, spike
from tests.browsing import slow_line
from tests.journeys.conftest import Newsroom, look_again, open_review
from tests.journeys.test_two_people import save, write

pytestmark = [pytest.mark.browser, pytest.mark.usefixtures("screened_at_once")]

SitDown = Callable[..., Page]

# Two labels with words to put in, and a toll between them.
TWO_LABELS = """Storm over Velmar bay

The terrorists left the town at dawn. Twelve people were killed in Velmar on Monday.
The terrorists returned on Tuesday.
"""


def flags_of(review: Review) -> tuple[Flag, Flag, Flag]:
    """Return the label, the toll and the other label, in the order of the text."""
    flags = list(Flag.objects.filter(version=review.version).in_reading_order())
    one, other = (flag for flag in flags if flag.suggestions)
    return one, next(flag for flag in flags if not flag.suggestions), other


def choose(page: Page, flag: Flag) -> None:
    item = page.locator(f"#flag-{flag.pk}")
    if "current" not in (item.get_attribute("class") or "").split():
        item.locator(".flag-pick").click()


def put_in(page: Page, flag: Flag, key: str) -> str:
    """Put the suggestion of that number in, and return its words."""
    choose(page, flag)
    page.keyboard.press(key)
    expect(page.locator("#said")).to_contain_text(flag.suggestions[int(key) - 1])
    return flag.suggestions[int(key) - 1]


def answer(page: Page, flag: Flag) -> None:
    """Mark a flag to be fixed, and wait until the page says so."""
    choose(page, flag)
    page.keyboard.press("f")
    expect(page.locator(f"#flag-{flag.pk}")).to_have_attribute("data-state", "upheld")
    expect(page.locator("#bench")).not_to_have_attribute("aria-busy", "true")


def text_of(newsroom: Newsroom, review: Review) -> str:
    return newsroom.review(review.article).version.text


def test_an_answer_to_another_flag_leaves_the_draft(sit_down: SitDown, newsroom: Newsroom) -> None:
    review = newsroom.file(TWO_LABELS)
    page = sit_down("emil")
    open_review(page, newsroom, review)
    one, toll, other = flags_of(review)
    first = put_in(page, one, "1")

    answer(page, toll)
    expect(page.locator("#draft-bar")).to_be_visible()
    expect(page.locator("#editor")).to_be_hidden()
    expect(page.locator(f'mark[data-flags="{one.pk}"]')).to_have_text(first)
    second = put_in(page, other, "2")
    save(page)

    expect(page.locator("#bench-state")).to_have_attribute("data-version", "2")
    changed = review.version.text.replace("terrorists", first, 1).replace("terrorists", second, 1)
    assert text_of(newsroom, review) == changed
    expect(page.locator("#draft-bar")).to_be_hidden()
    assert [name for name in page.evaluate("Object.keys(localStorage)") if "draft" in name] == []


def test_places_stay_exact_where_two_changes_stand_apart(sit_down: SitDown, newsroom: Newsroom) -> None:
    review = newsroom.file(TWO_LABELS + "Much later the terrorists left.\n")
    page = sit_down("emil")
    open_review(page, newsroom, review)
    flags = list(Flag.objects.filter(version=review.version).in_reading_order())
    one, middle, last = (flag for flag in flags if flag.suggestions)
    first, third = put_in(page, one, "1"), put_in(page, last, "2")

    answer(page, next(flag for flag in flags if not flag.suggestions))
    second = put_in(page, middle, "1")
    save(page)

    expect(page.locator("#bench-state")).to_have_attribute("data-version", "2")
    words = iter((first, second, third))
    parts = review.version.text.split("terrorists")
    assert text_of(newsroom, review) == parts[0] + "".join(next(words) + part for part in parts[1:])


def test_an_answer_of_a_colleague_leaves_the_draft(sit_down: SitDown, newsroom: Newsroom) -> None:
    review = newsroom.file(TWO_LABELS)
    page, colleague = sit_down("emil"), sit_down("sofia")
    open_review(page, newsroom, review)
    open_review(colleague, newsroom, review)
    one, toll, other = flags_of(review)
    first = put_in(page, one, "1")

    answer(colleague, toll)
    look_again(page)
    expect(page.locator(f"#flag-{toll.pk}")).to_have_attribute("data-state", "upheld")
    expect(page.locator("#draft-bar")).to_be_visible()
    second = put_in(page, other, "1")
    save(page)

    expect(page.locator("#bench-state")).to_have_attribute("data-version", "2")
    assert first + " left the town" in text_of(newsroom, review)
    assert second + " returned" in text_of(newsroom, review)


def test_a_version_of_a_colleague_leaves_the_draft_and_is_not_overwritten(
    sit_down: SitDown, newsroom: Newsroom
) -> None:
    review = newsroom.file(TWO_LABELS)
    page, colleague = sit_down("emil"), sit_down("sofia")
    open_review(page, newsroom, review)
    open_review(colleague, newsroom, review)
    one, toll, _ = flags_of(review)
    first = put_in(page, one, "1")
    write(colleague, "at dawn", "at noon")
    save(colleague)
    look_again(page)
    expect(page.locator(".bench-notices")).to_contain_text("Version 2 was saved meanwhile")

    choose(page, toll)
    with page.expect_response("**/dispose/"):
        page.keyboard.press("f")
    expect(page.locator("#bench-state")).to_have_attribute("data-version", "2")
    expect(page.locator("#draft-bar")).to_contain_text("Version 2 was saved meanwhile")
    save(page)

    expect(page.locator(".conflict-sheet")).to_be_visible()
    assert first in page.locator("#draft").input_value()
    assert "at noon" in text_of(newsroom, review)
    save(page)
    expect(page.locator("#bench-state")).to_have_attribute("data-version", "3")
    assert first + " left the town at dawn" in text_of(newsroom, review)


def test_a_draft_waits_while_a_colleague_has_the_article_in_hand(sit_down: SitDown, newsroom: Newsroom) -> None:
    review = newsroom.file(TWO_LABELS)
    page, colleague = sit_down("emil"), sit_down("sofia")
    open_review(page, newsroom, review)
    open_review(colleague, newsroom, review)
    first = put_in(page, flags_of(review)[0], "1")
    with colleague.expect_response("**/decide/"):
        colleague.keyboard.press("t")
    look_again(page)
    expect(page.locator("#draft-bar")).to_contain_text("kept in this browser")
    expect(page.locator("#draft-save")).to_be_hidden()

    with colleague.expect_response("**/decide/"):
        colleague.keyboard.press("t")
    look_again(page)
    expect(page.locator("#draft-save")).to_be_visible()
    save(page)

    expect(page.locator("#bench-state")).to_have_attribute("data-version", "2")
    assert first + " left the town" in text_of(newsroom, review)


def test_what_is_typed_while_a_save_is_on_its_way_is_not_lost(sit_down: SitDown, newsroom: Newsroom) -> None:
    review = newsroom.file(TWO_LABELS)
    page = sit_down("emil")
    open_review(page, newsroom, review)
    write(page, "at dawn", "at noon")

    with slow_line(page, "**/correct/"):
        page.keyboard.press("Control+s")
        expect(page.locator("#bench")).to_have_attribute("aria-busy", "true")
        write(page, "on Tuesday", "on Friday")
    expect(page.locator("#bench-state")).to_have_attribute("data-version", "2")
    expect(page.locator("#draft")).to_be_visible()
    save(page)

    expect(page.locator("#bench-state")).to_have_attribute("data-version", "3")
    text = text_of(newsroom, review)
    assert "at noon" in text
    assert "on Friday" in text


def test_a_draft_of_what_was_spiked_waits_until_it_is_reopened(sit_down: SitDown, newsroom: Newsroom) -> None:
    review = newsroom.file(TWO_LABELS)
    page = sit_down("emil")
    open_review(page, newsroom, review)
    write(page, "at dawn", "at noon")
    chief, now = Actor.person(User.objects.get(username="otto")), timezone.now()
    spike(review=review, reason="a hoax", actor=chief, now=now)

    save(page)
    expect(page.locator(".bench-notices")).to_contain_text("This article was spiked, and nothing was saved")
    expect(page.locator("#draft-bar")).to_contain_text("kept in this browser")
    reopen(review=review, reason="no hoax", actor=chief, now=now)
    look_again(page)
    expect(page.locator("#draft-save")).to_be_visible()
    save(page)

    expect(page.locator("#bench-state")).to_have_attribute("data-version", "2")
    assert "at noon" in text_of(newsroom, review)
