"""The queue shows what waits on the person's desks, most urgent first, and finds what is asked for."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from urllib.parse import quote

import pytest
from django.test import Client
from django.utils import timezone

from articles.actor import Actor
from articles.intake import Copy
from articles.models import Article, Desk, Wire
from articles.operations import file_copy
from moderation.admin import queue
from moderation.admin.queue_filters import read_filters
from moderation.models import Carried, Flag, Review, ReviewState, ScreeningRun
from moderation.workflow.answering import dismiss, uphold
from moderation.workflow.deciding import hold, spike
from moderation.workflow.reviewing import claim
from tests.workflow.newsroom import LABEL, NOW, TEXT, TOLL, edit, flag_on, read_again, review_of, screened

SignIn = Callable[[Actor], Client]
ADDRESS = "/admin/moderation/review/"


@pytest.fixture
def three(make: Callable[..., Article]) -> list[Article]:
    """Return three articles, due one after the other."""
    words = ("one", "two", "three")
    articles = [make(text=f"Story {word} of the day. Twelve died.", slugline=f"story-{word}") for word in words]
    for hours, article in enumerate(articles, start=1):
        screened(article)
        Review.objects.filter(article=article).update(due_at=timezone.now() + timedelta(hours=hours))
    return articles


def rows(client: Client, query: str = "") -> list[str]:
    page = client.get(ADDRESS + query).context["page"]
    return [row.review.article.slugline for row in page.rows]


def states(client: Client) -> list[str]:
    return [row.run_state for row in client.get(ADDRESS).context["page"].rows]


def test_the_most_urgent_stands_first(sign_in: SignIn, editor: Actor, three: list[Article]) -> None:
    Review.objects.filter(article=three[2]).update(due_at=timezone.now() - timedelta(hours=1))

    assert rows(sign_in(editor)) == ["story-three", "story-one", "story-two"]


def test_other_desks_articles_are_not_listed(sign_in: SignIn, stranger: Actor, three: list[Article]) -> None:
    assert rows(sign_in(stranger)) == []


def test_an_auditor_sees_every_desk(sign_in: SignIn, auditor: Actor, three: list[Article]) -> None:
    assert len(rows(sign_in(auditor))) == 3


def test_pages_follow_each_other_and_lose_nothing(editor: Actor, three: list[Article]) -> None:
    now = timezone.now()
    filters = read_filters({})
    seen, after = [], ""
    for _page in range(3):
        page = queue.read_page(editor.user, filters, after=after, now=now, length=1)
        seen += [row.review.article.slugline for row in page.rows]
        after = page.following

    assert seen == ["story-one", "story-two", "story-three"]
    assert after == ""


def test_articles_due_at_one_moment_are_all_shown(editor: Actor, three: list[Article]) -> None:
    moment = timezone.now()
    Review.objects.update(due_at=moment)
    filters = read_filters({})

    first = queue.read_page(editor.user, filters, after="", now=moment, length=2)
    second = queue.read_page(editor.user, filters, after=first.following, now=moment, length=2)

    assert len(first.rows) + len(second.rows) == 3


def test_articles_without_a_due_time_stand_last(editor: Actor, three: list[Article]) -> None:
    Review.objects.filter(article=three[0]).update(due_at=None)
    filters, now = read_filters({}), timezone.now()

    first = queue.read_page(editor.user, filters, after="", now=now, length=2)
    second = queue.read_page(editor.user, filters, after=first.following, now=now, length=2)

    assert [row.review.article.slugline for row in second.rows] == ["story-one"]


@pytest.mark.parametrize(
    "query",
    [
        "?after=nonsense",
        "?after=2026-99-99~1",
        "?after=~9999999999999999999999",
        "?view=nowhere",
        "?desk=x",
        "?urgency=-1",
        "?q=%00",
    ],
)
def test_nonsense_in_the_address_asks_for_everything(
    sign_in: SignIn, editor: Actor, three: list[Article], query: str
) -> None:
    assert len(rows(sign_in(editor), query)) == 3


def test_words_find_a_slugline(sign_in: SignIn, editor: Actor, three: list[Article]) -> None:
    assert rows(sign_in(editor), "?q=story-two") == ["story-two"]


@pytest.fixture
def found_with(sign_in: SignIn, editor: Actor, wire: Wire, desk: Desk, house: object) -> Callable[..., list[str]]:
    """Return what files a text beside another and searches for words."""

    def search(text: str, language: str, words: str) -> list[str]:
        for slugline, body in (("found", text), ("other", "Nothing of that kind.")):
            copy = Copy(text=body, headline=slugline, slugline=slugline)
            file_copy(copy=copy, wire=wire, desk=desk, language=language, kind="syndicated", actor=editor, now=NOW)
        return rows(sign_in(editor), "?q=" + quote(words))

    return search


@pytest.mark.parametrize(
    ("language", "text", "words"),
    [
        ("en", "Rebels fled across the border at dawn.", "rebel border"),
        ("en", "Rebels fled across the border at dawn.", '"the border"'),
        ("fr", "Les blessés ont été évacués vers l'hôpital.", "blesse hopital"),
        ("fr", "Les blessés ont été évacués vers l'hôpital.", "évacuée"),
        ("de", "Zwölf Menschen starben.", "zwolf"),
    ],
)
def test_words_find_a_text_whatever_their_ending_and_accents(
    found_with: Callable[..., list[str]], language: str, text: str, words: str
) -> None:
    assert found_with(text, language, words) == ["found"]


def test_words_of_an_older_version_find_nothing(
    sign_in: SignIn, editor: Actor, second: Actor, article: Article
) -> None:
    Article.objects.filter(pk=article.pk).update(slugline="moved")
    edit(article, "Twelve people died in Sorvan.", by=second)

    assert (rows(sign_in(editor), "?q=Orvane"), rows(sign_in(editor), "?q=Sorvan")) == ([], ["moved"])


@pytest.mark.parametrize("words", ["' OR 1=1 --", "100%", "a_b", "\\", '"', "(", "&|!"])
def test_odd_words_find_nothing_and_break_nothing(
    sign_in: SignIn, editor: Actor, three: list[Article], words: str
) -> None:
    assert rows(sign_in(editor), "?q=" + quote(words)) == []


def test_a_search_says_where_it_looked_and_leads_to_everything(
    sign_in: SignIn, editor: Actor, three: list[Article]
) -> None:
    Review.objects.filter(article=three[1]).update(state=ReviewState.KILLED)
    client = sign_in(editor)

    here, everywhere = (client.get(ADDRESS + query).content.decode() for query in ("?q=story", "?q=story&view=all"))

    assert "Searched in “On hand” only." in here
    assert 'href="?view=all&amp;q=story"' in here
    assert "story-two" not in here
    assert "story-two" in everywhere
    assert "Searched in" not in everywhere


def test_a_clean_article_is_told_from_one_whose_flags_are_answered(
    sign_in: SignIn, editor: Actor, make: Callable[..., Article], article: Article
) -> None:
    screened(make(text="Nobody was hurt."))
    for flag in Flag.objects.filter(article=article):
        dismiss(flag=flag, reason_code="quotation", actor=editor, now=timezone.now())

    html = sign_in(editor).get(ADDRESS).content.decode()

    assert f"{Flag.objects.filter(article=article).count()} flags, all answered" in html
    assert html.count("no flags") == 1


def test_a_severity_finds_articles_with_such_open_flags(
    sign_in: SignIn, editor: Actor, three: list[Article], article: Article
) -> None:
    Article.objects.filter(pk=article.pk).update(slugline="flagged")

    assert rows(sign_in(editor), "?severity=high") == ["flagged"]
    assert rows(sign_in(editor), "?severity=low") == []


def mark_in_queue(client: Client) -> tuple[list[str], bool]:
    """Return the worst severity of each row of copy with high flags, and whether the row says that all is answered."""
    answer = client.get(ADDRESS, {"severity": "high"})
    whole = client.get(ADDRESS).content.decode()
    return [row.worst for row in answer.context["page"].rows], "answered" in whole


def test_a_high_flag_that_must_be_fixed_is_shown(sign_in: SignIn, editor: Actor, article: Article) -> None:
    dismiss(flag=flag_on(article, "mercenaries"), reason_code="quotation", actor=editor, now=NOW)
    uphold(flag=flag_on(article, "Twelve"), actor=editor, now=NOW)

    assert mark_in_queue(sign_in(editor)) == (["high"], False)


def test_a_high_flag_whose_dismissal_is_to_be_confirmed_is_shown(
    sign_in: SignIn, editor: Actor, article: Article
) -> None:
    dismiss(flag=flag_on(article, "Twelve"), reason_code="verified", actor=editor, now=NOW)
    edit(article, f"{TEXT[:35]} at dawn{TEXT[35:]}", by=editor)
    screened(article, TOLL)
    assert flag_on(article, "Twelve").carried == Carried.CONFIRM

    assert mark_in_queue(sign_in(editor)) == (["high"], False)


def test_a_high_flag_that_was_dismissed_or_is_gone_is_not_shown(
    sign_in: SignIn, editor: Actor, make: Callable[..., Article], article: Article
) -> None:
    for words in ("Twelve", "mercenaries"):
        dismiss(flag=flag_on(article, words), reason_code="quotation", actor=editor, now=NOW)
    fixed = make(text="Twelve people were killed in Lome.")
    screened(fixed, TOLL)
    edit(fixed, "The mayor said that twelve people were killed in Lome.", by=editor)
    screened(fixed)

    assert mark_in_queue(sign_in(editor)) == ([], True)


def test_the_languages_offered_are_those_of_copy_that_the_person_sees(
    sign_in: SignIn, editor: Actor, stranger: Actor, auditor: Actor, make: Callable[..., Article]
) -> None:
    heads = {"wire": make().wire, "desk": make().desk, "kind": "syndicated", "actor": editor, "now": NOW}
    file_copy(copy=Copy(text="Zwölf Menschen starben."), language="de", **heads)

    offered = [
        [code for code, _name in sign_in(actor).get(ADDRESS).context["languages"]]
        for actor in (editor, auditor, stranger)
    ]

    assert offered == [["de", "en"], ["de", "en"], []]


def test_mine_is_what_i_have_in_hand(sign_in: SignIn, editor: Actor, three: list[Article]) -> None:
    claim(review=review_of(three[1]), actor=editor, now=timezone.now())

    assert rows(sign_in(editor), "?view=mine") == ["story-two"]


@pytest.mark.parametrize(
    ("view", "changes"),
    [
        ("overdue", {"due_at": timezone.now() - timedelta(hours=1)}),
        ("returned", {"state": ReviewState.RETURNED}),
        ("held", {"state": ReviewState.HELD}),
        ("decided", {"state": ReviewState.SPIKED}),
    ],
)
def test_each_view_shows_its_own(
    sign_in: SignIn, editor: Actor, three: list[Article], view: str, changes: dict[str, object]
) -> None:
    Review.objects.filter(article=three[0]).update(**changes)

    assert rows(sign_in(editor), f"?view={view}") == ["story-one"]


@pytest.mark.parametrize("state", ["failed", "unsupported"])
@pytest.mark.parametrize("view", ["unscreened", "failed"], ids=["today", "in-mails-sent-before"])
def test_what_nobody_read_and_embargoes_have_views(
    sign_in: SignIn, editor: Actor, three: list[Article], state: str, view: str
) -> None:
    ScreeningRun.objects.filter(version__article=three[0]).update(state=state, error="why")
    Article.objects.filter(pk=three[1].pk).update(embargoed_until=timezone.now() + timedelta(days=1))
    client = sign_in(editor)

    assert (rows(client, f"?view={view}"), rows(client, "?view=embargo")) == (["story-one"], ["story-two"])


def test_a_failure_that_a_later_reading_made_good_is_told_no_more(
    sign_in: SignIn, editor: Actor, three: list[Article]
) -> None:
    ScreeningRun.objects.filter(version__article=three[0]).update(state="failed", error="why")
    client = sign_in(editor)
    assert (rows(client, "?view=failed"), states(client)) == (["story-one"], ["failed", "", ""])

    read_again(three[0], 2)

    assert (rows(client, "?view=failed"), states(client)) == ([], ["", "", ""])


def test_the_queue_names_who_has_an_article(
    sign_in: SignIn, editor: Actor, second: Actor, three: list[Article]
) -> None:
    claim(review=review_of(three[0]), actor=second, now=timezone.now())

    html = sign_in(editor).get(ADDRESS).content.decode()

    assert '<span class="badge warn">second</span>' in html


def test_a_headline_with_html_is_text(sign_in: SignIn, editor: Actor, make: Callable[..., Article]) -> None:
    screened(make(text="<script>alert(1)</script> <b>died</b>."))

    html = sign_in(editor).get(ADDRESS).content.decode()

    assert "<script>alert" not in html
    assert "<b>died" not in html


def test_the_next_article_is_the_one_that_waits_after_this(
    sign_in: SignIn, editor: Actor, second: Actor, three: list[Article]
) -> None:
    claim(review=review_of(three[1]), actor=second, now=timezone.now())

    answer = sign_in(editor).get(f"{ADDRESS}{review_of(three[0]).pk}/next/")

    assert answer["Location"] == f"{ADDRESS}{review_of(three[2]).pk}/change/"


def test_the_next_article_is_of_the_queue_that_was_narrowed(
    sign_in: SignIn, editor: Actor, three: list[Article]
) -> None:
    first, _second, third = (review_of(article) for article in three)
    Article.objects.filter(pk__in=[first.article_id, third.article_id]).update(urgency=1)
    client = sign_in(editor)

    html = client.get(ADDRESS, {"view": "waiting", "urgency": "1"}).content.decode()
    answer = client.get(f"{ADDRESS}{first.pk}/next/", {"queue": "urgency=1&view=waiting"})

    inside = "?queue=urgency%3D1%26view%3Dwaiting"
    assert f'{ADDRESS}{first.pk}/change/{inside}"' in html
    assert answer["Location"] == f"{ADDRESS}{third.pk}/change/{inside}"
    assert f'data-next-url="{ADDRESS}{third.pk}/next/{inside}"' in client.get(answer["Location"]).content.decode()


def test_after_a_decision_comes_the_most_urgent_that_waits(editor: Actor, three: list[Article]) -> None:
    urgent, held, decided = (review_of(article) for article in three)
    now = timezone.now()
    hold(review=held, reason="Wait.", until=now + timedelta(days=1), actor=editor, now=now)
    spike(review=decided, reason="Old.", actor=editor, now=now)
    on_hand = read_filters({"wire": str(decided.article.wire_id)})

    following = [
        queue.next_in_queue(editor.user, review_of(three[2]), now=now, filters=filters)
        for filters in (on_hand, queue.WAITING)
    ]

    assert following == [urgent.pk, urgent.pk]


def test_whoever_skips_an_article_goes_on_from_it(editor: Actor, three: list[Article]) -> None:
    one, two, last = (review_of(article) for article in three)
    now = timezone.now()

    following = [queue.next_in_queue(editor.user, review, now=now) for review in (one, two, last)]

    assert following == [two.pk, last.pk, one.pk]


def test_after_the_last_article_comes_the_queue(sign_in: SignIn, editor: Actor, article: Article) -> None:
    answer = sign_in(editor).get(f"{ADDRESS}{review_of(article).pk}/next/")

    assert answer["Location"] == ADDRESS


def test_the_queue_asks_as_often_for_many_rows_as_for_few(
    sign_in: SignIn, editor: Actor, make: Callable[..., Article], django_assert_max_num_queries: Callable[..., object]
) -> None:
    for number in range(12):
        screened(make(text=f"Story {number}. Twelve met mercenaries."), TOLL, LABEL)
    client = sign_in(editor)

    with django_assert_max_num_queries(15):  # type: ignore[attr-defined]
        client.get(ADDRESS)


def test_somebody_without_a_role_has_no_queue(sign_in: SignIn, editor: Actor, desk: Desk) -> None:
    editor.user.groups.clear()

    assert sign_in(editor).get(ADDRESS).status_code == 403
