"""One article from its upload to its approval, in a browser, by keyboard."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from articles.models import Article
from moderation.models import Flag, FlagState, Review, ReviewState
from tests.journeys.conftest import COPY, Newsroom, open_review, wait_for_keys

pytestmark = [pytest.mark.browser, pytest.mark.usefixtures("screened_at_once")]

SitDown = Callable[..., Page]


# What the pages say on the way, in each of the two languages.
TOLD = {
    "en": (
        "Filed",
        "filed version 1",
        "screened version 2",
        "routed to the desk",
        "dismissed the flag on",
        "edited: version 2",
        "approved for release",
    ),
    "fr": (
        "Déposé",
        "a déposé la version 1",
        "a analysé la version 2",
        "acheminé au desk",
        "a écarté le signalement sur",
        "a modifié : version 2",
        "approuvé pour diffusion",
    ),
}


def speak(page: Page, tongue: str) -> Page:
    """Change the interface's language where it is another one."""
    button = page.locator(f'.language button[value="{tongue}"]')
    if button.count():
        button.click()
        expect(page.locator("html")).to_have_attribute("lang", tongue)
    return page


def dismiss_by_keyboard(page: Page, reason: str = "6") -> None:
    page.keyboard.press("d")
    expect(page.locator("#dismiss-dialog")).to_be_visible()
    with page.expect_response("**/dispose/"):
        page.keyboard.press(reason)
    expect(page.locator("#dismiss-dialog")).to_be_hidden()


def correct_by_keyboard(page: Page, words: str, better: str) -> None:
    page.keyboard.press("e")
    text = page.locator("#draft").input_value()
    page.locator("#draft").fill(text.replace(words, better))
    with page.expect_response("**/correct/"):
        page.keyboard.press("Control+s")
    expect(page.locator("#bench-state")).to_have_attribute("data-version", "2")
    expect(page.locator("#bench-state")).to_have_attribute("data-run", "done")
    expect(page.locator("#text")).to_contain_text(better)


def approve_by_keyboard(page: Page, newsroom: Newsroom, review: Review) -> Page:
    open_review(page, newsroom, review)
    with page.expect_response("**/decide/"):
        page.keyboard.press("a")
    return page


@pytest.mark.parametrize("tongue", TOLD)
def test_an_article_goes_from_upload_to_approval(
    sit_down: SitDown, newsroom: Newsroom, tmp_path: Path, tongue: str
) -> None:
    file = tmp_path / "velmar.txt"
    file.write_text(COPY)
    filer = speak(sit_down("nadia", by_form=True), tongue)
    file_by_hand(filer, newsroom, file)
    expect(filer.locator(".notices, .messagelist").first).to_contain_text(TOLD[tongue][0])

    editor = speak(sit_down("emil", by_form=True), tongue)
    editor.goto(f"{newsroom.address}/admin/moderation/review/")
    editor.keyboard.press("j")
    editor.keyboard.press("Enter")
    expect(editor.locator("h1")).to_contain_text("Storm over Velmar bay")
    wait_for_keys(editor)
    flags = editor.locator("#flags .flag")
    before = flags.count()
    assert before >= 4
    editor.keyboard.press("j")
    for _ in range(3):
        dismiss_by_keyboard(editor)
    expect(editor.locator('#flags .flag[data-state="dismissed"]')).to_have_count(3)

    correct_by_keyboard(editor, "The terrorists returned", "The fighters returned")
    expect(editor.locator('#flags .flag[data-state="dismissed"]')).to_have_count(3)
    review = newsroom.review(Article.objects.get())
    for flag in Flag.objects.filter(version=review.version).open():
        answer_in_list(editor, flag)

    approve_by_keyboard(speak(sit_down("sofia", by_form=True), tongue), newsroom, review)
    approver = approve_by_keyboard(speak(sit_down("ingrid", by_form=True), tongue), newsroom, review)
    assert newsroom.review(review.article).state == ReviewState.APPROVED

    approver.reload()
    wait_for_keys(approver)
    approver.locator("#tab-timeline").click()
    for sentence in TOLD[tongue][1:]:
        expect(approver.locator(".timeline")).to_contain_text(sentence)


def file_by_hand(filer: Page, newsroom: Newsroom, file: Path) -> None:
    filer.goto(f"{newsroom.address}/admin/articles/upload/add/")
    filer.set_input_files("#id_file", file)
    expect(filer.locator("#id_language")).to_have_value("en")
    filer.select_option("#id_wire", str(newsroom.wire.pk))
    filer.select_option("#id_desk", str(newsroom.desk.pk))
    filer.locator("#file-copy").click()


def answer_in_list(page: Page, flag: Flag) -> None:
    item = page.locator(f"#flag-{flag.pk}")
    if "current" not in (item.get_attribute("class") or "").split():
        item.locator(".flag-pick").click()
    dismiss_by_keyboard(page)


def test_j_and_k_walk_through_the_flags_in_reading_order(sit_down: SitDown, newsroom: Newsroom) -> None:
    page = sit_down("emil")
    open_review(page, newsroom, newsroom.file())

    starts = []
    for key in ("j", "j", "k"):
        page.keyboard.press(key)
        current = page.locator("#flags .flag.current")
        expect(current).to_have_count(1)
        starts.append(int(current.get_attribute("data-start") or -1))

    assert starts[0] == starts[2] < starts[1]
    expect(page.locator("#flags .flag.current .flag-pick")).to_be_focused()
    expect(page.locator("#flags .flag.current .flag-more")).to_be_visible()


def test_a_mark_in_the_text_opens_its_flag(sit_down: SitDown, newsroom: Newsroom) -> None:
    page = sit_down("emil")
    open_review(page, newsroom, newsroom.file())
    pin = page.locator(".pin").first

    pin.focus()
    page.keyboard.press("Enter")

    expect(page.locator("#flags .flag.current")).to_have_attribute("data-flag", pin.get_attribute("data-flag") or "")


def test_a_suggestion_is_put_in_with_one_key_and_saved(sit_down: SitDown, newsroom: Newsroom) -> None:
    review = newsroom.file()
    page = sit_down("emil")
    open_review(page, newsroom, review)
    flag = next(flag for flag in Flag.objects.filter(version=review.version) if flag.suggestions)
    page.locator(f"#flag-{flag.pk} .flag-pick").click()

    page.keyboard.press("1")
    expect(page.locator("#draft-bar")).to_be_visible()
    with page.expect_response("**/correct/"):
        page.keyboard.press("Control+s")

    expect(page.locator("#bench-state")).to_have_attribute("data-version", "2")
    text = newsroom.review(review.article).version.text
    assert text == review.version.text[: flag.start] + flag.suggestions[0] + review.version.text[flag.end :]


def test_an_answer_is_undone_with_one_key(sit_down: SitDown, newsroom: Newsroom) -> None:
    page = sit_down("emil")
    review = newsroom.file()
    open_review(page, newsroom, review)
    flag = Flag.objects.filter(version=review.version).in_reading_order()[0]
    page.keyboard.press("j")
    with page.expect_response("**/dispose/"):
        page.keyboard.press("f")
    expect(page.locator("#flags .flag.current")).not_to_have_id(f"flag-{flag.pk}")
    page.locator(f"#flag-{flag.pk} .flag-pick").click()

    with page.expect_response("**/dispose/"):
        page.keyboard.press("u")

    expect(page.locator(f"#flag-{flag.pk}")).to_have_attribute("data-state", "open")
    flag.refresh_from_db()
    assert flag.state == FlagState.OPEN


def test_a_key_can_be_another_one(sit_down: SitDown, newsroom: Newsroom) -> None:
    page = sit_down("emil")
    open_review(page, newsroom, newsroom.file())
    page.keyboard.press("?")
    page.fill("#key-following", "l")
    page.keyboard.press("Tab")
    page.keyboard.press("Escape")
    expect(page.locator("#help-dialog")).to_be_hidden()

    page.keyboard.press("l")

    expect(page.locator("#flags .flag.current")).to_have_count(1)
    expect(page.locator("#key-hints")).to_contain_text("l next")


def test_a_changed_key_is_there_on_the_next_machine(sit_down: SitDown, newsroom: Newsroom) -> None:
    review = newsroom.file()
    page = sit_down("emil")
    open_review(page, newsroom, review)
    page.keyboard.press("?")
    page.fill("#key-following", "l")
    with page.expect_response("**/keys/"):
        page.keyboard.press("Tab")

    elsewhere = sit_down("emil")
    open_review(elsewhere, newsroom, review)
    elsewhere.keyboard.press("l")

    expect(elsewhere.locator("#flags .flag.current")).to_have_count(1)


def test_a_letter_that_is_taken_stays_where_it_is(sit_down: SitDown, newsroom: Newsroom) -> None:
    page = sit_down("emil")
    open_review(page, newsroom, newsroom.file())
    page.keyboard.press("?")

    page.fill("#key-following", "k")
    page.keyboard.press("Tab")

    expect(page.locator("#key-following")).to_have_value("j")
    expect(page.locator(".bench-notices")).to_contain_text("a letter of its own")


def test_a_view_of_the_queue_is_kept_and_found_again(sit_down: SitDown, newsroom: Newsroom) -> None:
    newsroom.file()
    page = sit_down("emil")
    page.goto(f"{newsroom.address}/admin/moderation/review/")
    page.select_option('[name="severity"]', "high")
    page.get_by_role("button", name="Narrow").click()
    page.fill("#view-name", "Grave ones")
    page.press("#view-name", "Enter")

    page.goto(f"{newsroom.address}/admin/moderation/review/")
    page.get_by_role("link", name="Grave ones").click()

    expect(page.locator('[name="severity"]')).to_have_value("high")
    page.get_by_role("button", name="Remove the view Grave ones").click()
    expect(page.get_by_role("link", name="Grave ones")).to_have_count(0)


def test_n_leads_to_the_next_article(sit_down: SitDown, newsroom: Newsroom) -> None:
    first, second = newsroom.file(), newsroom.file("Second story\n\nForty people were killed in Lome.\n")
    page = sit_down("emil")
    open_review(page, newsroom, first)

    page.keyboard.press("n")

    page.wait_for_url(newsroom.page_of(second))
    expect(page.locator("h1")).to_contain_text("Second story")
