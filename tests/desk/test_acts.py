"""What people do on the review page reaches the workflow, and a refusal is said in words."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from zoneinfo import ZoneInfo

import pytest
from django.test import Client
from django.utils import timezone
from django.utils.formats import date_format

from articles.actor import Actor
from articles.models import Article
from moderation.models import Flag, FlagState, Review, ReviewState, ScreeningRun
from moderation.workflow.answering import uphold
from moderation.workflow.readings import latest_run
from moderation.workflow.reviewing import claim
from tests.desk.conftest import PART, address, answering, dismiss
from tests.workflow.newsroom import LABEL, TOLL, flag_on, read_again, review_of, screened

SignIn = Callable[[Actor], Client]


def approval_of(review: Review) -> dict[str, object]:
    """Return what the page sends to approve what it shows."""
    run = latest_run(review)
    reading, heads = run.reading_id if run else "", review.article.heads_tag()
    return {"verb": "approve", "content_hash": review.version.content_hash, "reading": reading, "heads": heads}


def test_a_flag_is_dismissed_with_its_reason(desk_client: Client, review: Review, article: Article) -> None:
    flag = flag_on(article, "Twelve")

    dismiss(desk_client, review, flag, note="The mayor says so in line 2.")

    answer = flag.dispositions.latest("pk")
    assert (answer.reason_code, answer.note, answer.actor_label) == (
        "quotation",
        "The mayor says so in line 2.",
        "editor",
    )


@pytest.mark.parametrize("reason", ["", "no_such_reason", "other"])
def test_a_dismissal_without_a_fit_reason_is_refused_in_words(
    desk_client: Client, review: Review, article: Article, reason: str
) -> None:
    flag = flag_on(article, "Twelve")

    html = dismiss(desk_client, review, flag, reason_code=reason)

    flag.refresh_from_db()
    assert flag.state == FlagState.OPEN
    assert "Choose a reason for the dismissal" in html


def test_a_flag_is_marked_to_fix_and_the_answer_is_undone(
    desk_client: Client, review: Review, article: Article
) -> None:
    flag = flag_on(article, "mercenaries")

    states = []
    for act in ("uphold", "undo"):
        desk_client.post(address(review, "dispose"), answering(flag, act), **PART)
        flag.refresh_from_db()
        states.append(flag.state)

    assert states == [FlagState.UPHELD, FlagState.OPEN]


def test_without_a_script_the_answer_is_a_way_back_to_the_page(
    desk_client: Client, review: Review, article: Article
) -> None:
    flag = flag_on(article, "Twelve")

    answer = desk_client.post(address(review, "dispose"), answering(flag, "uphold"))

    assert (answer.status_code, answer["Location"]) == (302, address(review, "change"))


def test_a_flag_of_another_article_is_not_found(
    desk_client: Client, review: Review, make: Callable[..., Article]
) -> None:
    other = make(text="Twelve people were killed in Lome.")
    screened(other, TOLL)

    answer = desk_client.post(address(review, "dispose"), answering(flag_on(other, "Twelve"), "uphold"))

    assert answer.status_code == 404


@pytest.mark.parametrize(
    "fields", [{"act": "burn"}, {"act": "uphold", "flag": "x"}, {"act": "uphold", "flag": "9" * 40}]
)
def test_nonsense_is_not_found_and_never_an_error(desk_client: Client, review: Review, fields: dict[str, str]) -> None:
    assert desk_client.post(address(review, "dispose"), fields).status_code == 404


def seen_on(client: Client, review: Review, flag: Flag) -> str:
    """Return how the page names a flag as it shows it."""
    page = client.get(address(review, "change")).context["page"]
    return next(card.seen for card in page.flags if card.flag == flag)


@pytest.mark.parametrize("act", ["dismiss", "uphold"])
def test_a_flag_that_became_graver_since_it_was_read_is_shown_before_it_is_answered(
    desk_client: Client, review: Review, article: Article, act: str
) -> None:
    flag = flag_on(article, "mercenaries")
    fields = {"act": act, "flag": flag.pk, "reason_code": "quotation", "seen": seen_on(desk_client, review, flag)}
    read_again(article, 2, TOLL, replace(LABEL, severity="high"))

    answer = desk_client.post(address(review, "dispose"), fields, **PART)

    html = answer.content.decode()
    assert (answer.status_code, flag_on(article, "mercenaries").state) == (409, FlagState.OPEN)
    assert "This flag has changed since you read it" in html
    assert f'data-seen="{flag_on(article, "mercenaries").present_tag()}"' in html


def test_an_answer_that_a_colleague_gave_since_is_not_overwritten(
    desk_client: Client, review: Review, article: Article, second: Actor
) -> None:
    flag = flag_on(article, "mercenaries")
    fields = {"act": "dismiss", "flag": flag.pk, "reason_code": "quotation"}
    seen = seen_on(desk_client, review, flag)
    uphold(flag=flag, note="Must be fixed.", actor=second, now=timezone.now())

    refused = [
        desk_client.post(address(review, "dispose"), {**fields, **more}, **PART).status_code
        for more in ({"seen": seen}, {"seen": ""}, {})
    ]

    assert (refused, flag_on(article, "mercenaries").state) == ([409] * 3, FlagState.UPHELD)


def test_what_leaves_a_flag_as_it_was_read_leaves_its_answer_possible(
    desk_client: Client, review: Review, article: Article
) -> None:
    flag, other = flag_on(article, "mercenaries"), flag_on(article, "Twelve")
    seen = seen_on(desk_client, review, flag)
    dismiss(desk_client, review, other)
    read_again(article, 2, TOLL, LABEL)

    answer = desk_client.post(address(review, "dispose"), {"act": "uphold", "flag": flag.pk, "seen": seen}, **PART)

    assert (answer.status_code, flag_on(article, "mercenaries").state) == (200, FlagState.UPHELD)


def test_an_answer_shown_by_the_last_one_is_given_at_once(
    desk_client: Client, review: Review, article: Article
) -> None:
    flag = flag_on(article, "mercenaries")
    states = []

    seen = seen_on(desk_client, review, flag)
    for act in ("uphold", "undo", "uphold"):
        answer = desk_client.post(address(review, "dispose"), {"act": act, "flag": flag.pk, "seen": seen}, **PART)
        seen = next(card.seen for card in answer.context["page"].flags if card.flag == flag)
        states.append(flag_on(article, "mercenaries").state)

    assert states == [FlagState.UPHELD, FlagState.OPEN, FlagState.UPHELD]


def test_the_tab_counts_the_flags_that_are_open_of_all(desk_client: Client, review: Review, article: Article) -> None:
    total = Flag.objects.filter(article=article).count()

    html = dismiss(desk_client, review, flag_on(article, "Twelve"))

    assert f'<span class="number">{total - 1} open of {total}</span>' in html


def test_a_claimed_article_is_left_to_who_has_it(
    desk_client: Client, review: Review, article: Article, second: Actor
) -> None:
    claim(review=review, actor=second, now=timezone.now())

    html = dismiss(desk_client, review, flag_on(article, "Twelve"))

    assert "Second has this article in hand" in html
    assert flag_on(article, "Twelve").state == FlagState.OPEN


def test_an_article_is_taken_and_let_go(desk_client: Client, review: Review) -> None:
    desk_client.post(address(review, "decide"), {"verb": "claim"}, **PART)
    taken = review.claims.filter(ended_at=None).count()
    desk_client.post(address(review, "decide"), {"verb": "release"}, **PART)

    assert (taken, review.claims.filter(ended_at=None).count()) == (1, 0)


@pytest.mark.parametrize(
    ("verb", "state"),
    [("return", ReviewState.RETURNED), ("kill", ReviewState.KILLED), ("spike", ReviewState.SPIKED)],
)
def test_an_article_is_returned_killed_or_spiked_with_a_reason(
    desk_client: Client, review: Review, article: Article, verb: str, state: str
) -> None:
    fields = {"verb": verb, "reason": "Nobody counted.", "content_hash": review.version.content_hash}
    desk_client.post(address(review, "decide"), fields, **PART)

    decided = review_of(article)
    assert decided.state == state
    assert decided.decisions.latest("pk").reason == "Nobody counted."


@pytest.mark.parametrize("verb", ["return", "spike"])
@pytest.mark.parametrize("named", ["", "0" * 64])
def test_a_text_that_the_page_did_not_show_is_neither_returned_nor_spiked(
    desk_client: Client, review: Review, article: Article, verb: str, named: str
) -> None:
    fields = {"verb": verb, "reason": "Nobody counted.", "content_hash": named}

    answer = desk_client.post(address(review, "decide"), fields, **PART)

    assert answer.status_code == 409
    assert review_of(article).state == ReviewState.WAITING


@pytest.mark.parametrize("verb", ["return", "kill", "spike", "hold"])
def test_a_verb_that_needs_a_reason_is_refused_without_one(
    desk_client: Client, review: Review, article: Article, verb: str
) -> None:
    answer = desk_client.post(address(review, "decide"), {"verb": verb, "reason": "  "}, **PART)

    assert answer.status_code == 409
    assert "needs a reason" in answer.content.decode()
    assert review_of(article).state == ReviewState.WAITING


def test_a_hold_lasts_until_the_moment_given(desk_client: Client, review: Review, article: Article) -> None:
    until = (timezone.now() + timedelta(days=1)).replace(second=0, microsecond=0)

    on_the_wall = review.desk.localise(until).strftime("%Y-%m-%dT%H:%M")
    fields = {"verb": "hold", "reason": "Embargo", "until": on_the_wall}
    desk_client.post(address(review, "decide"), fields, **PART)

    assert review_of(article).held_until == until


@pytest.mark.parametrize("until", ["", "soon", "2020-01-01T10:00", "2026-99-99T10:00"])
def test_a_hold_without_an_end_in_the_future_is_refused(
    desk_client: Client, review: Review, article: Article, until: str
) -> None:
    answer = desk_client.post(address(review, "decide"), {"verb": "hold", "reason": "Wait", "until": until}, **PART)

    assert answer.status_code == 409
    assert review_of(article).state == ReviewState.WAITING


def test_open_high_flags_refuse_the_approval(desk_client: Client, review: Review, article: Article) -> None:
    answer = desk_client.post(address(review, "decide"), approval_of(review), **PART)

    assert answer.status_code == 409
    assert review_of(article).state == ReviewState.WAITING


def test_clean_copy_is_approved_by_somebody_else_than_its_filer(desk_client: Client, clean: Article) -> None:
    review = review_of(clean)

    desk_client.post(address(review, "decide"), approval_of(review), **PART)

    assert review_of(clean).state == ReviewState.APPROVED


def test_what_was_screened_again_meanwhile_is_looked_at_first(desk_client: Client, clean: Article) -> None:
    review = review_of(clean)
    seen = approval_of(review)
    read_again(clean, 2)

    answer = desk_client.post(address(review, "decide"), seen, **PART)

    assert answer.status_code == 409
    assert "has been screened again since you read it" in answer.content.decode()
    assert review_of(clean).state == ReviewState.WAITING


@pytest.mark.parametrize("said", [{"ed_note": "HOLD FOR LEGAL"}, {"urgency": 1}, {"slugline": "QUAY"}])
def test_nobody_approves_beside_a_note_that_they_have_not_seen(
    desk_client: Client, clean: Article, said: dict[str, object]
) -> None:
    review = review_of(clean)
    seen = approval_of(review)
    Article.objects.filter(pk=clean.pk).update(**said)

    answer = desk_client.post(address(review, "decide"), seen, **PART)

    assert answer.status_code == 409
    assert "What is said beside the text has changed since you read it" in answer.content.decode()
    assert review_of(clean).state == ReviewState.WAITING
    desk_client.post(address(review, "decide"), approval_of(review_of(clean)), **PART)
    assert review_of(clean).state == ReviewState.APPROVED


def test_a_text_that_moved_is_not_approved(desk_client: Client, clean: Article) -> None:
    answer = desk_client.post(address(review_of(clean), "decide"), {"verb": "approve", "content_hash": "0"}, **PART)

    assert answer.status_code == 409
    assert "The text has changed since you read it" in answer.content.decode()


def test_an_unknown_verb_is_not_found(desk_client: Client, review: Review) -> None:
    assert desk_client.post(address(review, "decide"), {"verb": "burn"}).status_code == 404


def test_nothing_is_done_by_a_get(desk_client: Client, review: Review) -> None:
    answers = [desk_client.get(address(review, name)) for name in ("dispose", "decide", "correct")]

    assert [answer.status_code for answer in answers] == [405, 405, 405]


def test_a_reason_with_html_is_shown_as_text(desk_client: Client, review: Review, article: Article) -> None:
    html = dismiss(desk_client, review, flag_on(article, "mercenaries"), note="<script>alert(1)</script>")

    assert "<script>alert" not in html
    assert "&lt;script&gt;" in html


def test_nul_signs_in_a_reason_do_no_harm(desk_client: Client, review: Review, article: Article) -> None:
    fields = {"verb": "return", "reason": "No\x00body", "content_hash": review.version.content_hash}
    desk_client.post(address(review, "decide"), fields, **PART)

    assert review_of(article).decisions.latest("pk").reason == "Nobody"


def test_a_failed_screening_is_queued_again(desk_client: Client, review: Review, article: Article) -> None:
    ScreeningRun.objects.filter(version=review.version).update(state="failed", error="why")

    html = desk_client.post(address(review, "screen"), **PART).content.decode()

    assert ScreeningRun.objects.get(version=review.version).state == "queued"
    assert "The text is being screened." in html or 'data-run="queued"' in html


def approve_button(client: Client, review: Review) -> str:
    html = client.get(address(review, "change")).content.decode()
    return next(piece.partition(">")[0] for piece in html.split("<button ") if 'data-verb="approve"' in piece)


def test_who_alone_dismissed_a_flag_is_told_so_before_they_press_approve(
    sign_in: SignIn, desk_client: Client, review: Review, article: Article, second: Actor
) -> None:
    for flag in Flag.objects.filter(article=article):
        dismiss(desk_client, review, flag)

    own, others = approve_button(desk_client, review), approve_button(sign_in(second), review)

    assert 'aria-disabled="true"' in own
    assert "You alone dismissed" in own
    assert "aria-disabled" not in others


def test_who_edited_the_copy_is_told_so_before_they_press_approve(
    desk_client: Client, review: Review, article: Article, second: Actor
) -> None:
    desk_client.post(address(review, "correct"), {"text": "Nobody died.\nAll is well.", "expected_version": 1}, **PART)
    screened(article)

    assert "You filed or edited this copy" in approve_button(desk_client, review)


def test_until_when_somebody_has_an_article_is_told_by_the_persons_clock(
    desk_client: Client, review: Review, article: Article, second: Actor
) -> None:
    made = claim(review=review, actor=second, now=timezone.now())

    html = dismiss(desk_client, review, flag_on(article, "Twelve"))

    until = date_format(timezone.localtime(made.until, ZoneInfo("Europe/Paris")), "TIME_FORMAT")
    assert f"in hand until {until};" in html
