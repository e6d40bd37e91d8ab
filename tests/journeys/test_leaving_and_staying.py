"""What happens to a page meanwhile: another version under an open question, a link, a page that is put anew."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import pytest
from django.contrib.auth.models import User
from django.utils import timezone
from playwright.sync_api import Page, expect

from articles.actor import Actor
from articles.intake import Copy
from articles.models import Article, Desk
from articles.operations import correct_copy
from moderation.models import Flag, FlagState, Review
from moderation.workflow.answering import uphold
from tests.browsing import slow_line
from tests.journeys.conftest import COPY, Newsroom, open_review
from tests.journeys.test_two_people import save, write
from tests.workflow.newsroom import lead_to

pytestmark = [pytest.mark.browser, pytest.mark.usefixtures("screened_at_once")]

SitDown = Callable[..., Page]


def correct(review: Review) -> None:
    """Let the wire send a newer text."""
    correct_copy(
        article=review.article,
        copy=replace(Copy(text=COPY.replace("Twelve", "Eleven").strip()), headline="Storm over Velmar bay"),
        actor=Actor.task("feed"),
        now=timezone.now(),
        expected_version=1,
    )


@pytest.mark.parametrize("verb", ["return", "spike"])
def test_no_version_is_turned_down_that_came_while_the_reason_was_written(
    sit_down: SitDown, newsroom: Newsroom, verb: str
) -> None:
    page, review = sit_down("emil"), newsroom.file()
    open_review(page, newsroom, review)

    page.locator(f'[data-verb="{verb}"]').click()
    correct(review)
    page.fill("#decide-reason", "Who counted them?")
    with page.expect_response("**/decide/"):
        page.click("#decide-submit")

    expect(page.locator(".bench-notices")).to_contain_text("The text has changed since you read it")
    expect(page.locator("#bench-state")).to_have_attribute("data-version", "2")
    assert newsroom.review(review.article).state == "waiting"


def test_every_link_waits_for_the_answer_that_is_on_its_way(sit_down: SitDown, newsroom: Newsroom) -> None:
    page, review = sit_down("emil"), newsroom.file()
    open_review(page, newsroom, review)
    here = newsroom.page_of(review)

    with slow_line(page, "**/dispose/"):
        page.keyboard.press("j")
        page.keyboard.press("f")
        page.locator(".rooms a").first.click(no_wait_after=True)
        page.wait_for_timeout(500)
        assert page.url == here

    page.wait_for_url(lambda address: address != here)
    assert Flag.objects.filter(state=FlagState.UPHELD).count() == 1


def test_a_link_is_not_followed_where_the_answer_is_refused(sit_down: SitDown, newsroom: Newsroom) -> None:
    page, review = sit_down("emil"), newsroom.file()
    open_review(page, newsroom, review)
    first = Flag.objects.filter(version=review.version).in_reading_order().first()
    assert first is not None

    with slow_line(page, "**/dispose/"):
        page.keyboard.press("j")
        page.keyboard.press("f")
        page.locator(".rooms a").first.click(no_wait_after=True)
        uphold(flag=first, actor=Actor.person(User.objects.get(username="sofia")), now=timezone.now())

    expect(page.locator(".bench-notices")).to_contain_text("This flag has changed since you read it")
    page.wait_for_timeout(500)
    assert page.url == newsroom.page_of(review)


@pytest.mark.parametrize("name", ["Français", "Log out"])
def test_what_leaves_the_page_waits_for_the_answer_that_is_on_its_way(
    sit_down: SitDown, newsroom: Newsroom, name: str
) -> None:
    page, review = sit_down("emil"), newsroom.file()
    open_review(page, newsroom, review)

    with slow_line(page, "**/dispose/"):
        page.keyboard.press("j")
        page.keyboard.press("f")
        page.get_by_role("button", name=name).click(no_wait_after=True)
        page.wait_for_timeout(500)
        expect(page.locator("#bench")).to_have_attribute("aria-busy", "true")

    if name == "Français":
        expect(page.locator("html")).to_have_attribute("lang", "fr")
    else:
        page.wait_for_url("**/logout/")
    assert Flag.objects.filter(state=FlagState.UPHELD).count() == 1


def test_whom_an_article_may_be_given_to_changes_with_its_desk(sit_down: SitDown, newsroom: Newsroom) -> None:
    page, review = sit_down("otto"), newsroom.file()
    monde = Desk.objects.get(code="monde")
    monde.memberships.create(user=User.objects.get(username="otto"))
    open_review(page, newsroom, review)

    page.locator('[data-verb="assign"]').click()
    expect(page.locator("#decide-whom option")).to_have_text(["", "emil", "ingrid", "otto", "sofia"])
    page.keyboard.press("Escape")
    with page.expect_response("**part=bench**"):
        lead_to(review.article, monde)
    expect(page.locator("#bench")).not_to_have_attribute("aria-busy", "true")
    page.locator('[data-verb="assign"]').click()

    expect(page.locator("#decide-whom option")).to_have_text(["", "otto"])


def test_after_a_text_is_saved_the_keyboard_stands_at_the_button_that_edits(
    sit_down: SitDown, newsroom: Newsroom
) -> None:
    page, review = sit_down("emil"), newsroom.file()
    open_review(page, newsroom, review)

    write(page, "at dawn", "at noon")
    save(page)

    expect(page.locator("#bench-state")).to_have_attribute("data-version", "2")
    expect(page.locator("#edit")).to_be_focused()


@pytest.mark.parametrize("place", ["#tab-why", ".views a >> nth=0", "#flags .flag >> nth=2 >> .flag-pick"])
def test_the_focus_stays_where_it_was_when_a_colleague_answers(
    sit_down: SitDown, newsroom: Newsroom, place: str
) -> None:
    page, review = sit_down("emil"), newsroom.file()
    open_review(page, newsroom, review)
    last = Flag.objects.filter(version=review.version).in_reading_order().last()
    assert last is not None
    page.locator(place).focus()

    uphold(flag=last, actor=Actor.person(User.objects.get(username="sofia")), now=timezone.now())

    expect(page.locator('#flags .flag[data-state="upheld"]')).to_have_count(1)
    expect(page.locator(place)).to_be_focused()


def test_the_focus_stays_on_the_button_that_takes_and_lets_go(sit_down: SitDown, newsroom: Newsroom) -> None:
    page, review = sit_down("emil"), newsroom.file()
    open_review(page, newsroom, review)

    page.locator('[data-verb="claim"]').focus()
    page.keyboard.press("Enter")

    expect(page.locator('[data-verb="release"]')).to_be_focused()


def test_what_may_be_done_with_the_copy_stands_above_the_text(sit_down: SitDown, newsroom: Newsroom) -> None:
    page, review = sit_down("emil"), newsroom.file()
    rights = {"holder": "Northgate", "notice": "© Northgate 2026", "usage": "Not for use in Orvane."}
    Article.objects.filter(pk=review.article_id).update(rights=rights)

    open_review(page, newsroom, review)

    expect(page.locator(".text-pane .rights")).to_have_text(
        "Rights: Northgate · © Northgate 2026 · Not for use in Orvane."
    )
    Article.objects.filter(pk=review.article_id).update(rights={"usage": "Not for use before noon."})
    expect(page.locator(".text-pane .rights")).to_have_text("Rights: Not for use before noon.")
