"""The home shows what waits for the person and how the desk has done."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone, translation

from articles.actor import Actor
from articles.models import Article, Desk
from moderation.admin.figures import draw_charts
from moderation.admin.home import count_tiles, drawn_charts
from moderation.models import Case, DismissalReason, Review, ScreeningRun
from moderation.workflow.answering import dismiss, reopen_flag
from moderation.workflow.deciding import hold, return_
from moderation.workflow.reviewing import claim
from tests.workflow.newsroom import NOW, SOON, flag_on, review_of, screened

SignIn = Callable[[Actor], Client]


def counts(actor: Actor) -> dict[str, int]:
    return {tile.view: tile.count for tile in count_tiles(actor.user, now=timezone.now())}


def test_the_counts_are_those_of_the_persons_desks(editor: Actor, stranger: Actor, article: Article) -> None:
    Review.objects.update(due_at=timezone.now() - timedelta(hours=1))

    assert (counts(editor)["waiting"], counts(editor)["overdue"]) == (1, 1)
    assert set(counts(stranger).values()) == {0}


def test_what_is_in_my_hands_stands_on_its_own(sign_in: SignIn, editor: Actor, article: Article) -> None:
    claim(review=review_of(article), actor=editor, now=timezone.now())

    context = sign_in(editor).get("/admin/").context

    assert [row.review.article for row in context["mine"]] == [article]


def test_a_correction_to_acknowledge_is_named_with_its_cause(
    sign_in: SignIn, editor: Actor, article: Article, clean: Article, desk: Desk
) -> None:
    Case.objects.create(
        article=article,
        of_article=clean,
        of_version=clean.latest_version,
        cause="kill",
        reason="The wire withdrew it.",
        desk=desk,
        opened_at=timezone.now(),
        due_at=timezone.now() + timedelta(hours=1),
    )

    html = sign_in(editor).get("/admin/").content.decode()

    assert "The wire withdrew it." in html


def test_home_leads_to_every_case_that_waits(
    sign_in: SignIn, editor: Actor, make: Callable[..., Article], article: Article, clean: Article, desk: Desk
) -> None:
    for number in range(10):
        Case.objects.create(
            article=article,
            of_article=make(text=f"Story {number}."),
            cause="kill",
            reason=f"Reason {number}.",
            desk=desk,
            opened_at=timezone.now(),
            due_at=timezone.now() + timedelta(hours=1 + number),
        )
    client = sign_in(editor)

    first = client.get("/admin/").content.decode()
    second = client.get("/admin/?cases=2").content.decode()

    assert ("Reason 7." in first, "Reason 8." in first, "?cases=2" in first) == (True, False, True)
    assert ("Reason 7." in second, "Reason 9." in second, "?cases=1" in second) == (False, True, True)
    assert "?cases=3" not in second


@pytest.mark.parametrize("asked", ["9", "0", "-1", "x", "９", "9" * 40])
def test_a_stretch_of_cases_that_is_none_is_the_first(
    sign_in: SignIn, editor: Actor, article: Article, clean: Article, desk: Desk, asked: str
) -> None:
    due = timezone.now() + timedelta(hours=1)
    heads = {"cause": "kill", "reason": "Withdrawn.", "desk": desk, "opened_at": timezone.now(), "due_at": due}
    Case.objects.create(article=article, of_article=clean, **heads)

    assert "Withdrawn." in sign_in(editor).get("/admin/", {"cases": asked}).content.decode()


def test_flags_are_counted_by_check_and_day(desk: Desk, article: Article) -> None:
    chart = draw_charts([desk], now=NOW + timedelta(hours=1))[0]

    assert chart.columns == ("Casualty figure without a source", "Loaded label")
    assert chart.rows[-1] == ("March 10", ("1", "1"))


def test_the_median_time_to_a_decision_is_in_minutes(desk: Desk, article: Article, editor: Actor) -> None:
    return_(review=review_of(article), reason="Who counted?", actor=editor, now=SOON)

    chart = draw_charts([desk], now=NOW + timedelta(hours=1))[1]

    assert chart.rows[-1] == ("March 10", ("5",))


def test_false_alarms_are_a_share_of_the_answers(desk: Desk, article: Article, editor: Actor) -> None:
    for words, reason in (("Twelve", DismissalReason.FALSE_ALARM), ("mercenaries", DismissalReason.QUOTATION)):
        dismiss(flag=flag_on(article, words), reason_code=reason, actor=editor, now=SOON)

    rows = dict(draw_charts([desk], now=NOW + timedelta(hours=1))[2].rows)

    assert rows == {"Casualty figure without a source": ("1", "1", "100 %"), "Loaded label": ("0", "1", "0 %")}


def test_of_a_flags_answers_only_the_one_that_stands_is_counted(desk: Desk, article: Article, editor: Actor) -> None:
    mistaken, taken_back = flag_on(article, "Twelve"), flag_on(article, "mercenaries")
    for flag in (mistaken, taken_back):
        dismiss(flag=flag, reason_code=DismissalReason.FALSE_ALARM, actor=editor, now=SOON)
        reopen_flag(flag=flag, actor=editor, now=SOON)
    dismiss(flag=mistaken, reason_code=DismissalReason.VERIFIED, actor=editor, now=SOON)

    rows = dict(draw_charts([desk], now=NOW + timedelta(hours=1))[2].rows)

    assert rows == {"Casualty figure without a source": ("0", "1", "0 %")}


def test_other_desks_figures_are_not_drawn(stranger: Actor, article: Article) -> None:
    desks = list(stranger.user.desks.all())

    charts = draw_charts(desks, now=NOW + timedelta(hours=1))

    assert all(chart.is_empty for chart in charts)


def test_every_chart_has_its_table(sign_in: SignIn, editor: Actor, article: Article) -> None:
    html = sign_in(editor).get("/admin/").content.decode()

    assert html.count('class="chart sheet"') == 3


def test_somebody_without_a_role_is_told_whom_to_ask(sign_in: SignIn, editor: Actor) -> None:
    editor.user.groups.clear()

    html = sign_in(editor).get("/admin/").content.decode()

    assert "Ask an administrator" in html


def test_what_failed_is_held_or_under_embargo_has_its_list(
    sign_in: SignIn, editor: Actor, article: Article, clean: Article
) -> None:
    ScreeningRun.objects.filter(version__article=clean).update(state="failed", error="why")
    Article.objects.filter(pk=clean.pk).update(embargoed_until=timezone.now() + timedelta(days=1))
    hold(review=review_of(article), reason="Wait.", until=timezone.now() + timedelta(hours=1), actor=editor, now=SOON)

    context = sign_in(editor).get("/admin/").context

    listed = {view: [row.review.article for row in context[view]] for view in ("unscreened", "held", "embargo")}
    assert listed == {"unscreened": [clean], "held": [article], "embargo": [clean]}


def test_a_day_is_written_as_the_reader_writes_it(desk: Desk, article: Article) -> None:
    with translation.override("fr"):
        chart = draw_charts([desk], now=NOW + timedelta(hours=1))[0]

    assert chart.rows[-1][0] == "10 mars"


def test_charts_are_drawn_once_in_a_while(desk: Desk, article: Article, editor: Actor) -> None:
    now = NOW + timedelta(hours=1)
    drawn = drawn_charts([desk], now=now)

    dismiss(flag=flag_on(article, "Twelve"), reason_code=DismissalReason.FALSE_ALARM, actor=editor, now=SOON)

    assert drawn_charts([desk], now=now + timedelta(minutes=1)) == drawn


def test_home_asks_as_often_for_many_articles_as_for_few(
    sign_in: SignIn, editor: Actor, make: Callable[..., Article], django_assert_max_num_queries: Callable[..., object]
) -> None:
    for number in range(12):
        screened(make(text=f"Story {number}. Twelve met mercenaries."))
    client = sign_in(editor)
    client.get("/admin/")

    with django_assert_max_num_queries(15):  # type: ignore[attr-defined]
        client.get("/admin/")
