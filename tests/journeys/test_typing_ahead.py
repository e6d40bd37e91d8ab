"""Keys pressed before the last answer has come back: obeyed in their turn, or dropped, never spent on another flag."""

from __future__ import annotations

from collections.abc import Callable, Iterable

import pytest
from django.contrib.auth.models import User
from django.db import transaction
from django.utils import timezone
from playwright.sync_api import Page, expect

from articles.actor import Actor
from moderation.models import Flag, FlagState, Review, ReviewState, RunState, ScreeningRun
from moderation.workflow.audit import record
from moderation.workflow.reviewing import claim
from tests.browsing import slow_line
from tests.journeys.conftest import Newsroom, open_review
from tests.journeys.test_two_people import save, write
from tests.workflow.newsroom import wake

pytestmark = [pytest.mark.browser, pytest.mark.usefixtures("screened_at_once")]

SitDown = Callable[..., Page]


def in_order(review: Review) -> list[Flag]:
    return list(Flag.objects.filter(version=review.version).in_reading_order())


def type_keys(page: Page, keys: Iterable[str]) -> None:
    for key in keys:
        page.keyboard.press(key)


def test_three_flags_are_dismissed_while_the_line_is_slow(sit_down: SitDown, newsroom: Newsroom) -> None:
    page, review = sit_down("emil"), newsroom.file()
    open_review(page, newsroom, review)

    with slow_line(page, "**/dispose/"):
        type_keys(page, "jd6d6f")
        expect(page.locator("#bench")).to_have_attribute("aria-busy", "true")

    expect(page.locator('#flags .flag[data-state="upheld"]')).to_have_count(1)
    first, second, third, *rest = [flag.state for flag in in_order(review)]
    assert (first, second, third) == (FlagState.DISMISSED, FlagState.DISMISSED, FlagState.UPHELD)
    assert set(rest) == {FlagState.OPEN}


def test_the_reason_of_a_dismissal_that_is_not_asked_for_changes_no_word(sit_down: SitDown, newsroom: Newsroom) -> None:
    page, review = sit_down("emil"), newsroom.file()
    open_review(page, newsroom, review)
    label = next(flag for flag in in_order(review) if flag.matched_text == "terrorists")
    item, bar = page.locator(f"#flag-{label.pk}"), page.locator("#draft-bar")
    item.locator(".flag-pick").click()
    type_keys(page, "d6")
    expect(item).to_have_attribute("data-state", "dismissed")

    item.locator(".flag-pick").click()
    type_keys(page, "d1")

    expect(page.locator(".bench-notices")).to_contain_text("No flag is chosen that can be dismissed.")
    expect(bar).to_be_hidden()
    # A digit by itself is a suggestion as ever.
    type_keys(page, "1")
    expect(bar).to_be_visible()


def test_keys_meant_for_another_text_are_dropped(sit_down: SitDown, newsroom: Newsroom) -> None:
    page, other, review = sit_down("emil"), sit_down("sofia"), newsroom.file()
    open_review(page, newsroom, review)
    open_review(other, newsroom, review)

    with slow_line(page, "**/dispose/"):
        type_keys(page, "jfd6")
        write(other, "Twelve people", "Some people")
        save(other)

    expect(page.locator("#bench-state")).to_have_attribute("data-version", "2")
    expect(page.locator("#dismiss-dialog")).to_be_hidden()
    assert not Flag.objects.filter(state=FlagState.DISMISSED).exists()


def test_the_next_article_waits_for_the_answer_that_is_on_its_way(sit_down: SitDown, newsroom: Newsroom) -> None:
    page, review = sit_down("emil"), newsroom.file()
    open_review(page, newsroom, review)

    with slow_line(page, "**/dispose/"):
        type_keys(page, "jf")
        page.get_by_role("link", name="Next article").click(no_wait_after=True)
        page.wait_for_timeout(500)
        assert page.url == newsroom.page_of(review)

    page.wait_for_url(lambda address: "/change/" not in address)
    assert in_order(review)[0].state == FlagState.UPHELD


def test_a_flag_chosen_meanwhile_stays_the_current_one(sit_down: SitDown, newsroom: Newsroom) -> None:
    page, review = sit_down("emil"), newsroom.file()
    open_review(page, newsroom, review)
    last = in_order(review)[-1]

    with slow_line(page, "**/dispose/"):
        type_keys(page, "jf")
        page.locator(f"#flag-{last.pk} .flag-pick").click()

    expect(page.locator('#flags .flag[data-state="upheld"]')).to_have_count(1)
    expect(page.locator("#flags .flag.current")).to_have_id(f"flag-{last.pk}")


def test_the_dismissal_is_of_the_flag_that_was_shown(sit_down: SitDown, newsroom: Newsroom) -> None:
    page, review = sit_down("emil"), newsroom.file()
    open_review(page, newsroom, review)
    first, _, *_, last = in_order(review)

    with slow_line(page, "**/dispose/"):
        type_keys(page, "jf")
        page.locator(f"#flag-{last.pk} .flag-pick").click()
        page.locator(f'#flag-{last.pk} [data-act="dismiss"]').click()
    expect(page.locator(f"#flag-{first.pk}")).to_have_attribute("data-state", "upheld")
    page.keyboard.press("6")

    expect(page.locator(f"#flag-{last.pk}")).to_have_attribute("data-state", "dismissed")
    assert Flag.objects.filter(state=FlagState.DISMISSED).get() == last


def change(flag: Flag) -> None:
    """Let a screening find something else, as the page cannot know before it asks."""
    run = ScreeningRun.objects.filter(pk=flag.run_id)
    with transaction.atomic():
        woken = wake(run.get())
        run.update(state=RunState.RUNNING, lease_until=timezone.now())
        Flag.objects.filter(pk=flag.pk).update(message="Three sources differ.")
        record(action="run.done", actor=Actor.system(), obj=woken, now=timezone.now())
        run.update(state=RunState.DONE, lease_until=None)


def test_a_flag_that_changed_is_shown_before_it_is_answered(sit_down: SitDown, newsroom: Newsroom) -> None:
    page, review = sit_down("emil"), newsroom.file()
    open_review(page, newsroom, review)
    first, second, *_ = in_order(review)
    type_keys(page, "j")
    change(first)

    with page.expect_response("**/dispose/"):
        type_keys(page, "f")
    expect(page.locator(".bench-notices")).to_contain_text("This flag has changed since you read it")
    expect(page.locator("#flags .flag.current")).to_contain_text("Three sources differ.")
    assert set(Flag.objects.values_list("state", flat=True)) == {FlagState.OPEN}
    type_keys(page, "ff")

    expect(page.locator('#flags .flag[data-state="upheld"]')).to_have_count(2)
    assert set(Flag.objects.filter(state=FlagState.UPHELD)) == {first, second}


def test_keys_meant_for_a_flag_that_changed_meanwhile_are_dropped(sit_down: SitDown, newsroom: Newsroom) -> None:
    page, review = sit_down("emil"), newsroom.file()
    open_review(page, newsroom, review)
    first, second, *_ = in_order(review)

    with slow_line(page, "**/dispose/"):
        type_keys(page, "jff")
        change(second)

    expect(page.locator("#flags .flag.current")).to_contain_text("Three sources differ.")
    expect(page.locator("#bench")).not_to_have_attribute("aria-busy", "true")
    assert Flag.objects.get(state=FlagState.UPHELD) == first


def test_a_dismissal_is_of_the_flag_as_it_was_when_the_dialog_opened(sit_down: SitDown, newsroom: Newsroom) -> None:
    page, review = sit_down("emil"), newsroom.file()
    open_review(page, newsroom, review)
    first, *_, last = in_order(review)

    with slow_line(page, "**/dispose/"):
        type_keys(page, "jf")
        page.locator(f"#flag-{last.pk} .flag-pick").click()
        page.locator(f'#flag-{last.pk} [data-act="dismiss"]').click()
        change(last)
    expect(page.locator(f"#flag-{first.pk}")).to_have_attribute("data-state", "upheld")
    page.keyboard.press("6")

    expect(page.locator(".bench-notices")).to_contain_text("This flag has changed since you read it")
    assert not Flag.objects.filter(state=FlagState.DISMISSED).exists()


def return_it(page: Page) -> None:
    """Open the question why the article is returned, and answer it but for the last click."""
    page.keyboard.press("r")
    page.locator("#decide-reason").fill("Name who said so.")


def test_the_next_article_waits_for_a_return_on_its_way(sit_down: SitDown, newsroom: Newsroom) -> None:
    review, other = newsroom.file(), newsroom.file("Second story\n\nForty people were killed in Lome.\n")
    page = sit_down("emil")
    open_review(page, newsroom, review)
    return_it(page)

    with slow_line(page, "**/decide/"):
        page.locator("#decide-submit").click()
        page.keyboard.press("n")
        page.wait_for_timeout(300)  # in which the page would have been left
        assert page.url == newsroom.page_of(review)

    page.wait_for_url(newsroom.page_of(other))
    assert newsroom.review(review.article).state == ReviewState.RETURNED


def test_who_would_go_on_is_told_of_a_return_that_was_refused(sit_down: SitDown, newsroom: Newsroom) -> None:
    review, _other = newsroom.file(), newsroom.file("Second story\n\nForty people were killed in Lome.\n")
    page = sit_down("emil")
    open_review(page, newsroom, review)
    return_it(page)
    claim(review=review, actor=Actor.person(User.objects.get(username="sofia")), now=timezone.now())

    with slow_line(page, "**/decide/"):
        page.locator("#decide-submit").click()
        page.keyboard.press("n")

    expect(page.locator(".bench-notices")).to_contain_text("has this article in hand")
    assert page.url == newsroom.page_of(review)
    assert newsroom.review(review.article).state == ReviewState.WAITING


def test_the_next_article_waits_for_a_text_on_its_way(sit_down: SitDown, newsroom: Newsroom) -> None:
    review, other = newsroom.file(), newsroom.file("Second story\n\nForty people were killed in Lome.\n")
    page = sit_down("emil")
    open_review(page, newsroom, review)
    write(page, "at dawn", "at noon")
    page.keyboard.press("Escape")

    with slow_line(page, "**/correct/"):
        type_keys(page, ["Control+s", "n"])
        page.wait_for_timeout(300)  # in which the page would have been left
        assert page.url == newsroom.page_of(review)

    page.wait_for_url(newsroom.page_of(other))
    assert "at noon" in newsroom.review(review.article).version.text


def test_who_would_go_on_is_told_of_a_text_that_was_not_saved(sit_down: SitDown, newsroom: Newsroom) -> None:
    page, other, review = sit_down("emil"), sit_down("sofia"), newsroom.file()
    open_review(page, newsroom, review)
    open_review(other, newsroom, review)
    write(page, "at dawn", "at noon")
    page.keyboard.press("Escape")
    write(other, "Twelve people", "Some people")
    save(other)

    with slow_line(page, "**/correct/"):
        type_keys(page, ["Control+s", "n"])

    expect(page.locator(".conflict-sheet")).to_be_visible()
    assert page.url == newsroom.page_of(review)


def test_nothing_is_done_to_the_article_that_was_left(sit_down: SitDown, newsroom: Newsroom) -> None:
    first, second = newsroom.file(), newsroom.file("Second story\n\nForty people were killed in Lome.\n")
    page = sit_down("emil")
    open_review(page, newsroom, first)

    with slow_line(page, "**/next/**"):
        type_keys(page, "njft")
        page.wait_for_timeout(300)  # in which an answer would have been sent

    page.wait_for_url(newsroom.page_of(second))
    assert not Flag.objects.exclude(state=FlagState.OPEN).exists()
    assert not first.claims.exists()
