"""What nobody hopes for: huge copy, countless flags, letters from both sides, two tabs, a long slugline."""

from __future__ import annotations

import json
from collections.abc import Callable

import pytest
from django.contrib.auth.models import User
from django.utils import timezone
from playwright.sync_api import Page, expect

from articles.actor import Actor
from articles.operations import receive_upload
from moderation.admin.flag_window import MOST_SHOWN
from moderation.management.archive_making import make_long_article
from moderation.models import Flag, FlagState, Review
from moderation.workflow.answering import dismiss
from tests.journeys.conftest import Newsroom, open_review

pytestmark = [pytest.mark.browser, pytest.mark.usefixtures("screened_at_once")]

SitDown = Callable[..., Page]
SCRIPT = "<script>window.harmed = 1</script><img src=x onerror='window.harmed=1'>"
ARABIC = "قتل 12 شخصا في فلمار"
MIXED = f"Storm over Velmar bay\n\nThe paper wrote: {ARABIC}, and 14 people were killed.\n\n{ARABIC} (Velmar).\n"
MANY = 10_000


def file_ninjs(newsroom: Newsroom, **fields: str) -> Review:
    receipt = receive_upload(
        content=json.dumps({"uri": "tag:northgate,1", "type": "text", "language": "en", **fields}).encode(),
        filename="item.json",
        wire=newsroom.wire,
        desk=newsroom.desk,
        language="en",
        kind="syndicated",
        original=None,
        actor=Actor.person(User.objects.get(username="nadia")),
        now=timezone.now(),
    )
    assert receipt.article is not None, receipt.upload.reason
    return newsroom.review(receipt.article)


def fits(page: Page) -> bool:
    return bool(page.evaluate("document.documentElement.scrollWidth <= innerWidth"))


def test_scripts_in_slugline_headline_copy_and_reason_are_read_and_not_run(
    sit_down: SitDown, newsroom: Newsroom
) -> None:
    review = file_ninjs(
        newsroom,
        slugline=f"storm {SCRIPT}",
        headline=f"Storm {SCRIPT}",
        body_text=f"Twelve people were killed in Velmar. {SCRIPT}",
    )
    flag = Flag.objects.filter(version=review.version).first()
    assert flag is not None
    emil = Actor.person(User.objects.get(username="emil"))
    dismiss(flag=flag, reason_code="other", note=SCRIPT, actor=emil, now=timezone.now())
    page = sit_down("sofia")

    for address in (f"{newsroom.address}/admin/", f"{newsroom.address}/admin/moderation/review/?q=storm"):
        page.goto(address)
        expect(page.locator("#content")).to_contain_text("<script>window.harmed")
    open_review(page, newsroom, review)
    page.locator(f"#flag-{flag.pk} .flag-pick").click()
    expect(page.locator(f"#flag-{flag.pk} .story")).to_contain_text("<script>window.harmed")
    page.click("#tab-timeline")
    expect(page.locator(".timeline")).to_contain_text("<script>window.harmed")

    assert page.evaluate("window.harmed") is None


def test_two_megabytes_of_copy_are_read_and_edited(sit_down: SitDown, newsroom: Newsroom) -> None:
    line = "The committee met in the old town hall and spoke at length about the harbour and its gates.\n"
    head = "Storm over Velmar bay\n\nTwelve people were killed in Velmar on Monday.\n"
    review = newsroom.file((head + line * 30_000)[: 2 * 1024 * 1024])
    page = sit_down("emil")
    page.set_default_timeout(60_000)

    open_review(page, newsroom, review)
    page.keyboard.press("j")
    expect(page.locator("#flags .flag.current")).to_have_count(1)
    page.keyboard.press("e")
    area = page.locator("#draft")
    area.evaluate(
        "(area) => { area.setRangeText('Thirteen', 0, 5); area.dispatchEvent(new Event('input', {bubbles: true})); }"
    )
    with page.expect_response("**/correct/"):
        page.keyboard.press("Control+s")

    expect(page.locator("#bench-state")).to_have_attribute("data-version", "2")
    assert newsroom.review(review.article).version.text.startswith("Thirteen over Velmar bay")


def test_ten_thousand_flags_are_walked_through_a_stretch_at_a_time(sit_down: SitDown, newsroom: Newsroom) -> None:
    pk = make_long_article(words=90_000, flags=MANY, desks=[newsroom.desk], wires=[newsroom.wire], now=timezone.now())
    page = sit_down("emil")
    page.set_default_timeout(60_000)

    open_review(page, newsroom, Review.objects.get(pk=pk))

    expect(page.locator("#flags .flag")).to_have_count(MOST_SHOWN)
    expect(page.locator("#tab-flags")).to_contain_text(str(MANY))
    page.keyboard.press("j")
    expect(page.locator("#flags .flag.current")).to_have_count(1)
    page.locator("#flags .flag-pick").last.click()
    page.keyboard.press("j")
    expect(page.locator(".window").first).to_contain_text(f"Flags {MOST_SHOWN + 1} to {2 * MOST_SHOWN}")


def test_an_answer_among_ten_thousand_flags_is_kept(sit_down: SitDown, newsroom: Newsroom) -> None:
    pk = make_long_article(
        words=9_000, flags=MOST_SHOWN + 20, desks=[newsroom.desk], wires=[newsroom.wire], now=timezone.now()
    )
    review = Review.objects.get(pk=pk)
    page = sit_down("emil")
    page.goto(f"{newsroom.page_of(review)}?flags={MOST_SHOWN + 1}")
    page.locator("#key-hints kbd").first.wait_for()
    flag = page.locator('#flags .flag[data-state="open"]').first
    key = int(flag.get_attribute("data-flag") or 0)
    flag.locator(".flag-pick").click()

    with page.expect_response("**/dispose/?flags=*"):
        page.keyboard.press("f")

    expect(page.locator(f"#flag-{key}")).to_have_attribute("data-state", "upheld")
    assert Flag.objects.get(pk=key).state == FlagState.UPHELD


def test_letters_from_both_sides_keep_their_direction_and_their_marks(sit_down: SitDown, newsroom: Newsroom) -> None:
    review = newsroom.file(MIXED)
    page = sit_down("emil")
    open_review(page, newsroom, review)

    directions = page.eval_on_selector_all(
        "#text p", "(lines) => lines.filter((one) => one.textContent).map((one) => getComputedStyle(one).direction)"
    )
    marked = page.eval_on_selector_all("#text mark", "(marks) => marks.map((one) => one.textContent)")

    assert directions == ["ltr", "ltr", "rtl"]
    assert {flag.matched_text for flag in Flag.objects.filter(version=review.version)} == set(marked)
    assert fits(page)


def test_a_slugline_of_five_hundred_signs_is_cut_and_widens_nothing(sit_down: SitDown, newsroom: Newsroom) -> None:
    review = file_ninjs(newsroom, slugline="storm" * 100, headline="Storm", body_text="Twelve people were killed.")
    page = sit_down("emil")

    page.goto(f"{newsroom.address}/admin/moderation/review/")
    assert fits(page)
    open_review(page, newsroom, review)

    assert fits(page)
    assert len(page.locator("h1").inner_text()) == 120
    expect(page.locator('[data-verb="approve"]')).to_be_in_viewport()


def test_two_tabs_of_one_person_overwrite_nothing(sit_down: SitDown, newsroom: Newsroom) -> None:
    review = newsroom.file()
    one = sit_down("emil")
    open_review(one, newsroom, review)
    other = one.context.new_page()
    open_review(other, newsroom, review)
    for page, old, new in ((one, "The rebels", "The fighters"), (other, "at dawn", "at night")):
        page.bring_to_front()
        page.keyboard.press("e")
        area = page.locator("#draft")
        area.fill(area.input_value().replace(old, new))

    one.bring_to_front()
    with one.expect_response("**/correct/"):
        one.keyboard.press("Control+s")
    other.bring_to_front()
    with other.expect_response("**/correct/"):
        other.keyboard.press("Control+s")

    expect(other.locator(".conflict-sheet")).to_contain_text("was saved meanwhile")
    assert "at night" in other.locator("#draft").input_value()
    text = newsroom.review(review.article).version.text
    assert ("The fighters" in text, "at night" in text) == (True, False)


def test_an_answer_after_the_session_has_ended_is_said_to_be_lost_on_nobody(
    sit_down: SitDown, newsroom: Newsroom
) -> None:
    page = sit_down("emil")
    open_review(page, newsroom, newsroom.file())
    page.keyboard.press("j")
    page.context.clear_cookies()

    page.keyboard.press("f")

    expect(page.locator(".bench-notices")).to_contain_text("Your session has ended")
    assert not Flag.objects.exclude(state=FlagState.OPEN).exists()
