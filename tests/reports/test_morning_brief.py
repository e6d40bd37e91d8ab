"""The morning brief as its reader reads it."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

import pytest

from articles.actor import Actor
from articles.models import Article
from articles.operations import hold_copy
from moderation.models import Case, ReportSubscription, Review, ScreeningRun
from moderation.reports.digest import Digest, Section
from moderation.reports.making import make_digest
from moderation.reports.plain import write_plain
from moderation.reports.sending import send_one
from moderation.workflow.deciding import approve, hold, reopen
from moderation.workflow.states import Role
from tests.reports.conftest import Mailbox
from tests.reports.house import BEGIN, END, House, open_house
from tests.workflow.newsroom import NOW, TEXT, TOLL, Seen, edit, person, read_again, review_of, screened

LATER = NOW + timedelta(days=2)


def brief_of(subscription: ReportSubscription, now: datetime = LATER) -> Digest:
    return make_digest(subscription, since=NOW - timedelta(days=1), until=now, now=now)


def section(digest: Digest, title: str) -> Section:
    return next(section for section in digest.sections if section.title == title)


@pytest.fixture
def desk_brief(subscription: ReportSubscription, article: Article) -> ReportSubscription:
    """Return a brief for the desk on which a flagged article waits."""
    subscription.desks.set([article.desk])
    return subscription


def test_a_flagged_article_is_told_with_its_sentence_and_the_reason(
    desk_brief: ReportSubscription, article: Article, settings: Any
) -> None:
    settings.SITE_ADDRESS = "https://house.example"

    (item,) = section(brief_of(desk_brief), "Flagged and waiting, worst first").items

    review = Review.objects.get(article=article)
    assert item.title == f"{article.headline} ({article.wire.name})"
    assert item.link == f"https://house.example/admin/moderation/review/{review.pk}/change/"
    assert [(point.severity, point.words) for point in item.points] == [
        ("high", "Look at Twelve."),
        ("medium", "Look at mercenaries."),
    ]
    assert str(item.points[0].excerpt) == TEXT.replace("Twelve", "[Twelve]")


def test_what_waits_past_its_time_is_overdue_and_in_the_subject(desk_brief: ReportSubscription) -> None:
    digest = brief_of(desk_brief)

    (item,) = section(digest, "Overdue").items
    assert item.is_late
    assert " late · assigned to nobody" in item.note
    assert digest.subject == "Monde: 1 flagged, 1 overdue"
    assert digest.lead == "1 article came in. 1 waits for the desk, 1 with open flags. 1 is overdue."


def test_a_run_that_failed_is_told_as_not_clean(desk_brief: ReportSubscription, article: Article) -> None:
    ScreeningRun.objects.update(state="failed", error="the parser broke")

    found = section(brief_of(desk_brief), "Not screened")

    assert found.intro == "Nobody has read these for the desk: they are not clean."
    assert found.items[0].points[0].words == "the parser broke"


def test_a_decision_is_told_with_who_and_why(desk_brief: ReportSubscription, article: Article, editor: Any) -> None:
    review = Review.objects.get(article=article)
    hold(review=review, reason="Ask the hospital.", until=LATER + timedelta(days=1), actor=editor, now=NOW)

    found = section(brief_of(desk_brief), "What was decided")

    assert [(figure.name, figure.value) for figure in found.figures] == [("held", "1")]
    assert found.items[0].note.startswith("held · editor · ")
    assert found.items[0].points[0].words == "Ask the hospital."


def test_an_edit_is_told_as_a_new_version_and_not_as_reopened(
    desk_brief: ReportSubscription, article: Article, editor: Any
) -> None:
    edit(article, "Six people were hurt in Orvane.", by=editor)

    found = section(brief_of(desk_brief), "What was decided")

    assert [(figure.name, figure.value) for figure in found.figures] == [("new version", "1")]
    assert found.items[0].note.startswith("new version · editor · ")


def test_what_the_house_held_on_arrival_was_held_by_nobody(
    desk_brief: ReportSubscription, article: Article, editor: Any
) -> None:
    hold_copy(article=article, reason="the embargo cannot be read", actor=editor, now=NOW)

    found = section(brief_of(desk_brief), "What was decided")

    assert [(figure.name, figure.value) for figure in found.figures] == [("held on arrival", "1")]
    assert found.items[0].note.startswith("held on arrival · 1")
    assert found.items[0].points[0].words == "the embargo cannot be read"


@pytest.mark.parametrize("by", [Actor.task("poll_wire"), Actor.token(None, "Northgate"), None])
def test_an_approval_that_the_wire_took_back_was_taken_back_by_nobody(
    desk_brief: ReportSubscription, clean: Article, editor: Actor, filer: Actor, by: Actor | None
) -> None:
    _approved(clean, editor)

    hold_copy(article=clean, reason="withheld by the wire", actor=by or filer, now=NOW)

    found = section(brief_of(desk_brief), "What was decided")
    counted = {figure.name: figure.value for figure in found.figures}
    assert counted == {"approved": "1", "held on arrival": "1", "approval taken back": "1"}
    assert [item.note.split(" · ")[0] for item in found.items] == [
        "held on arrival", "approval taken back", "approved",
    ]  # fmt: skip
    assert [item.note for item in found.items if (by or filer).label in item.note] == []


def test_an_approval_that_a_rule_took_back_is_no_decision_either(
    desk_brief: ReportSubscription, clean: Article, editor: Actor
) -> None:
    _approved(clean, editor)

    read_again(clean, 2, TOLL)

    counted = {figure.name: figure.value for figure in section(brief_of(desk_brief), "What was decided").figures}
    assert counted == {"approved": "1", "approval taken back": "1"}


def test_an_editor_who_reopens_decides(desk_brief: ReportSubscription, clean: Article, editor: Actor) -> None:
    _approved(clean, editor)
    senior = person("senior", Role.STANDARDS_EDITOR, desk=clean.desk)

    reopen(review=review_of(clean), reason="The mayor called.", actor=senior, now=NOW)

    found = section(brief_of(desk_brief), "What was decided")
    assert {figure.name: figure.value for figure in found.figures} == {"approved": "1", "reopened": "1"}
    assert found.items[0].note.startswith("reopened · senior · ")


def test_an_editor_who_reopens_and_holds_until_a_moment_decides_twice(
    desk_brief: ReportSubscription, clean: Article, editor: Actor
) -> None:
    _approved(clean, editor)
    senior = person("senior", Role.STANDARDS_EDITOR, desk=clean.desk)
    reopen(review=review_of(clean), reason="The mayor called.", actor=senior, now=NOW)

    hold(review=review_of(clean), reason="Ask.", until=NOW + timedelta(hours=1), actor=senior, now=NOW)

    counted = {figure.name: figure.value for figure in section(brief_of(desk_brief), "What was decided").figures}
    assert counted == {"approved": "1", "held": "1", "reopened": "1"}


def _approved(article: Article, editor: Actor) -> None:
    review = review_of(article)
    approve(review=review, content_hash=review.version.content_hash, actor=editor, now=NOW)


def test_a_correction_nobody_acknowledged_is_told(desk_brief: ReportSubscription, article: Article) -> None:
    Case.objects.create(
        article=article,
        of_article=article,
        of_version=article.latest_version,
        cause="kill",
        reason="withdrawn by the wire",
        desk=article.desk,
        opened_at=NOW,
        due_at=NOW + timedelta(hours=1),
    )

    (item,) = section(brief_of(desk_brief), "Corrections and kills not acknowledged").items

    assert item.is_late
    assert item.points[0].words == "withdrawn by the wire"


def test_a_quiet_desk_is_told_that_it_was_quiet(subscription: ReportSubscription) -> None:
    digest = brief_of(subscription)

    assert digest.is_empty
    assert [section.nothing for section in digest.shown()] == [
        "Nothing on hand has an open flag.",
        "Nothing came in.",
        "Nothing waits.",
        "Nothing was decided.",
    ]


def test_another_desks_copy_is_not_told(subscription: ReportSubscription, article: Article) -> None:
    other = article.desk.__class__.objects.create(code="world", name="World")
    subscription.desks.set([other])

    assert brief_of(subscription).is_empty


def test_long_lists_end_with_how_many_more_and_where(subscription: ReportSubscription) -> None:
    house: House = open_house(articles=45)
    subscription.desks.set(house.desks)

    digest = make_digest(subscription, since=BEGIN, until=END, now=END + timedelta(days=4))

    flagged = section(digest, "Flagged and waiting, worst first")
    assert len(flagged.items) == 10
    assert flagged.more is not None
    assert flagged.more.words.startswith("and ")
    assert "/admin/moderation/review/" in flagged.more.address


def test_hours_are_those_of_the_readers_wall(desk_brief: ReportSubscription) -> None:
    texts = {}

    for zone in ("Europe/Paris", "Asia/Kathmandu"):
        desk_brief.time_zone = zone
        texts[zone] = write_plain(brief_of(desk_brief), footer="")

    assert "10:00" in texts["Europe/Paris"]
    assert "14:45" in texts["Asia/Kathmandu"]


def test_the_brief_costs_as_many_queries_for_one_article_as_for_many(
    subscription: ReportSubscription, django_assert_max_num_queries: Any
) -> None:
    house = open_house(articles=30)
    subscription.desks.set(house.desks)

    with django_assert_max_num_queries(20):
        make_digest(subscription, since=BEGIN, until=END, now=END + timedelta(days=4))


def test_the_mail_of_a_real_brief_arrives_whole(desk_brief: ReportSubscription, mailbox: Mailbox) -> None:
    send_one(desk_brief, now=LATER)

    mail = mailbox.mails[0]
    assert mail["Subject"] == "Monde: 1 flagged, 1 overdue"
    for part in ("plain", "html"):
        text = mail.get_body((part,)).get_content()
        assert "Look at Twelve." in text
        assert "mercenaries" in text


def test_figures_come_before_words_and_the_same_words_once(
    subscription: ReportSubscription, make: Any, desk: Any
) -> None:
    text = "The mercenaries fled. The mercenaries came back. Twelve died."
    label = Seen("loaded_label", "mercenaries", "high", {"voice": "own"})
    screened(make(text=text), label, label, Seen("unattributed_toll", "Twelve", "high"))

    (item,) = section(brief_of(subscription), "Flagged and waiting, worst first").items

    assert [point.words for point in item.points] == ["Look at Twelve.", "Look at mercenaries.", "and 1 more flag"]
