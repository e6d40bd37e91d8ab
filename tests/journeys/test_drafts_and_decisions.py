"""Where a draft stands: nothing is decided past it, nobody leaves it unasked, and it is its writer's alone."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from playwright.sync_api import Dialog, Page, expect

from moderation.models import Review, ReviewState
from tests.journeys.conftest import Newsroom, open_review, sign_in
from tests.journeys.test_drafts import put_in
from tests.journeys.test_two_people import save, write

pytestmark = [pytest.mark.browser, pytest.mark.usefixtures("screened_at_once")]

SitDown = Callable[..., Page]

CALM = "Storm over Velmar bay\n\nThe rain in Velmar is expected on Monday, the mayor said.\n"
LABELLED = "Storm over Velmar bay\n\nThe regime said in the town at dawn that rain is expected.\n"
SECOND = "Second story\n\nForty people were killed in Lome.\n"
FIRST = "Save or drop your changes first"


def draft_over(page: Page, newsroom: Newsroom, review: Review) -> None:
    """Open a review, change a word, and go back to the text without saving."""
    open_review(page, newsroom, review)
    write(page, "rain", "snow")
    page.keyboard.press("Escape")


def drafts_in(page: Page) -> dict[str, str]:
    """Return what the browser keeps, by name."""
    kept: dict[str, str] = page.evaluate("({ ...localStorage })")
    return {name: text for name, text in kept.items() if "draft" in name}


@pytest.fixture
def asked(sit_down: SitDown) -> Callable[[Page, str], list[str]]:
    """Return what lets a page's questions be answered "stay" or "go", and keeps what it asked."""

    def listen(page: Page, answer: str) -> list[str]:
        questions: list[str] = []

        def hear(dialog: Dialog) -> None:
            questions.append(dialog.message)
            dialog.accept() if answer == "go" else dialog.dismiss()

        page.on("dialog", hear)
        return questions

    return listen


def test_the_text_is_not_approved_without_the_suggestion_that_the_page_shows(
    sit_down: SitDown, newsroom: Newsroom
) -> None:
    review = newsroom.file(LABELLED)
    page = sit_down("emil")
    open_review(page, newsroom, review)
    flag = review.version.flags.get(severity="medium")
    put_in(page, flag, "1")

    page.keyboard.press("a")

    expect(page.locator(".bench-notices")).to_contain_text(FIRST)
    assert newsroom.review(review.article).state == ReviewState.WAITING


@pytest.mark.parametrize("verb", ["approve", "return", "hold", "escalate", "spike", "kill", "assign"])
def test_nothing_is_decided_past_a_draft(sit_down: SitDown, newsroom: Newsroom, verb: str) -> None:
    review = newsroom.file(CALM)
    page = sit_down("otto")
    draft_over(page, newsroom, review)

    page.locator(f'[data-verb="{verb}"]').click()
    expect(page.locator(".bench-notices")).to_contain_text(FIRST)
    expect(page.locator("#decide-dialog")).to_be_hidden()
    page.locator("#edit-drop").click()
    expect(page.locator("#draft-bar")).to_be_hidden()
    page.locator(f'[data-verb="{verb}"]').click()

    if verb == "approve":
        expect(page.locator('[data-verb="reopen"]')).to_be_visible()
    else:
        expect(page.locator("#decide-dialog")).to_be_visible()


def test_who_has_a_draft_takes_the_article_and_lets_it_go(sit_down: SitDown, newsroom: Newsroom) -> None:
    review = newsroom.file(CALM)
    page = sit_down("emil")
    draft_over(page, newsroom, review)

    page.keyboard.press("t")
    expect(page.locator('[data-verb="release"]')).to_be_visible()
    page.keyboard.press("t")
    expect(page.locator('[data-verb="claim"]')).to_be_visible()

    assert review.claims.count() == 1
    expect(page.locator("#draft-bar")).to_be_visible()


def test_the_way_past_a_draft_is_told_in_the_readers_language(sit_down: SitDown, newsroom: Newsroom) -> None:
    page = sit_down("emil", by_form=True)
    page.get_by_role("button", name="Français").click()
    page.wait_for_load_state()
    draft_over(page, newsroom, newsroom.file(CALM))

    page.keyboard.press("r")

    expect(page.locator(".bench-notices")).to_contain_text("Enregistrez ou abandonnez d'abord vos changements")


def test_a_draft_that_was_saved_bars_nothing(sit_down: SitDown, newsroom: Newsroom) -> None:
    page = sit_down("emil")
    draft_over(page, newsroom, newsroom.file(CALM))
    save(page)
    expect(page.locator("#bench-state")).to_have_attribute("data-version", "2")

    page.keyboard.press("r")

    expect(page.locator("#decide-dialog")).to_be_visible()


def test_who_stays_with_a_draft_keeps_the_keys(
    sit_down: SitDown, newsroom: Newsroom, asked: Callable[[Page, str], list[str]]
) -> None:
    review, _other = newsroom.file(CALM), newsroom.file(SECOND)
    page = sit_down("emil")
    draft_over(page, newsroom, review)
    questions = asked(page, "stay")

    page.keyboard.press("n")
    page.keyboard.press("e")
    expect(page.locator("#editor")).to_be_visible()
    save(page)

    expect(page.locator("#bench-state")).to_have_attribute("data-version", "2")
    assert len(questions) == 1
    assert "kept in this browser" in questions[0]
    assert page.url == newsroom.page_of(review)


def test_who_goes_on_from_a_draft_is_asked_once_and_finds_it_again(
    sit_down: SitDown, newsroom: Newsroom, asked: Callable[[Page, str], list[str]]
) -> None:
    review, other = newsroom.file(CALM), newsroom.file(SECOND)
    page = sit_down("emil")
    draft_over(page, newsroom, review)
    questions = asked(page, "go")

    page.keyboard.press("n")
    page.wait_for_url(newsroom.page_of(other))
    assert len(questions) == 1
    open_review(page, newsroom, review)

    expect(page.locator("#draft")).to_have_value(review.version.text.replace("rain", "snow"))


def test_who_goes_on_without_a_draft_is_not_asked(
    sit_down: SitDown, newsroom: Newsroom, asked: Callable[[Page, str], list[str]]
) -> None:
    review, other = newsroom.file(CALM), newsroom.file(SECOND)
    page = sit_down("emil")
    open_review(page, newsroom, review)
    questions = asked(page, "stay")

    page.keyboard.press("n")

    page.wait_for_url(newsroom.page_of(other))
    assert questions == []


def test_a_draft_is_nobody_elses_who_sits_down_at_the_same_machine(
    sit_down: SitDown, newsroom: Newsroom, asked: Callable[[Page, str], list[str]]
) -> None:
    review = newsroom.file(CALM)
    page = sit_down("emil")
    draft_over(page, newsroom, review)
    asked(page, "go")

    found = []
    for name in ("sofia", "emil"):
        page.context.clear_cookies()
        sign_in(page, newsroom, name)
        open_review(page, newsroom, review)
        found.append("snow" in page.locator("#draft").input_value())

    assert found == [False, True]


def test_a_page_left_open_is_not_written_on_by_who_signs_in_next(sit_down: SitDown, newsroom: Newsroom) -> None:
    review = newsroom.file(CALM)
    page = sit_down("emil")
    draft_over(page, newsroom, review)
    page.evaluate("location.hash = 'p-2'")  # a way within the page is no way to see it anew
    kept = drafts_in(page)
    page.context.clear_cookies()
    other = page.context.new_page()
    sign_in(other, newsroom, "sofia")

    page.bring_to_front()

    expect(page.locator("#draft")).to_have_value(review.version.text)
    assert drafts_in(page) == kept


@pytest.mark.parametrize(("answer", "is_open"), [("go", True), ("stay", False)], ids=["mine", "not-mine"])
def test_a_draft_without_a_name_is_given_to_who_says_that_it_is_theirs(
    sit_down: SitDown, newsroom: Newsroom, asked: Callable[[Page, str], list[str]], answer: str, is_open: bool
) -> None:
    review = newsroom.file(CALM)
    page = sit_down("emil")
    draft_over(page, newsroom, review)
    questions = asked(page, answer)
    ((name, text),) = drafts_in(page).items()
    nameless = f"second-source.draft.{review.pk}"
    page.evaluate(
        "([old, name, text]) => { localStorage.removeItem(old); localStorage[name] = text; }", [name, nameless, text]
    )

    page.evaluate("document.getElementById('draft').value = document.getElementById('draft').defaultValue")
    open_review(page, newsroom, review)

    assert ["whose they are" in question for question in questions] == [True]
    assert ("snow" in page.locator("#draft").input_value()) is is_open
    assert list(drafts_in(page)) == [name if is_open else nameless]
