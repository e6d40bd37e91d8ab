"""The mails about decisions: what happened, by whom, why, to which article, and where to go on."""

from datetime import timedelta

import pytest
from django.contrib.auth.models import User
from django.core.mail import EmailMultiAlternatives

from articles.actor import Actor
from articles.models import Article, Desk, Wire
from moderation.models import LexiconRelease, Notice, Preference
from moderation.reports.notices import write_notice
from moderation.workflow.aftermath import escalate_cases
from moderation.workflow.deciding import kill, return_
from moderation.workflow.reviewing import assign, escalate, escalate_overdue
from tests.workflow.newsroom import SOON, review_of
from tests.workflow.test_aftermath import correct, translate

pytestmark = pytest.mark.django_db


def mail_of(kind: str, to: User) -> EmailMultiAlternatives:
    """Return the mail of somebody's one notice of a kind."""
    return write_notice(Notice.objects.get(kind=kind, recipient=to), now=SOON)


def test_a_return_says_who_what_why_and_where(clean: Article, editor: Actor, filer: Actor) -> None:
    User.objects.filter(pk=filer.user.pk).update(first_name="Ada", last_name="Lovelace")
    return_(review=review_of(clean), reason="Name who counted.", actor=editor, now=SOON)

    mail = mail_of("returned", filer.user)

    review = review_of(clean)
    assert mail.subject == f"Returned: {clean.headline}"
    assert "Hello Ada Lovelace. editor returned an article that you worked on" in mail.body
    assert "Name who counted." in mail.body
    assert f"{clean.headline} (Northgate Wire)" in mail.body
    assert f"{review.desk} · urgency {clean.urgency} · returned" in mail.body
    assert mail.body.count(f"/admin/moderation/review/{review.pk}/change/") == 2
    assert "You get this because you worked on this article." in mail.body
    page = str(mail.alternatives[0][0])
    assert "Name who counted." in page
    assert "You get this because you worked on this article." in page


def test_a_program_is_named_with_the_person_it_acts_for(clean: Article, editor: Actor, filer: Actor) -> None:
    program = Actor.token(editor.user, "cms")
    return_(review=review_of(clean), reason="Name who counted.", actor=program, now=SOON)

    assert "editor (by the program “cms”) returned" in mail_of("returned", filer.user).body


def test_the_clock_escalates_what_is_overdue(clean: Article, chief: Actor) -> None:
    late = review_of(clean).due_at + timedelta(minutes=1)
    escalate_overdue(now=late)

    notice = Notice.objects.get(recipient=chief.user)
    mail = write_notice(notice, now=late + timedelta(minutes=4))

    assert mail.subject == f"Overdue: {clean.headline}"
    assert "Nobody decided this article in time; you are asked to." in mail.body
    assert "waiting · due 10 March 14:00 · 5 minutes late" in mail.body
    assert "clock" not in mail.body


def test_escalated_by_hand_it_is_not_called_overdue(clean: Article, editor: Actor, chief: Actor) -> None:
    escalate(review=review_of(clean), reason="Two sources differ", actor=editor, now=SOON)

    mail = mail_of("escalated", chief.user)

    assert mail.subject == f"Escalated to you: {clean.headline}"
    assert "editor asks you to decide this article." in mail.body
    assert "Two sources differ" in mail.body


def test_it_is_written_as_its_reader_has_chosen(clean: Article, chief: Actor, second: Actor) -> None:
    Preference.objects.create(user=second.user, language="fr", time_zone="Asia/Tokyo")
    assign(review=review_of(clean), to=second.user, actor=chief, now=SOON)

    mail = mail_of("assigned", second.user)

    assert mail.extra_headers["Content-Language"] == "fr"
    assert "mardi 10 mars 2026, 18:05" in mail.body
    assert "10 mars 22:00" in mail.body  # due at 14:00 in Paris


def test_who_made_copy_from_it_hears_of_a_correction(
    house: LexiconRelease, wire: Wire, desk: Desk, filer: Actor, chief: Actor, clean: Article
) -> None:
    made = translate(clean, "fr", filer)
    clean.refresh_from_db()
    correct(clean, filer)

    mail = mail_of("case", chief.user)
    assert mail.subject == f"To check after a correction: {made.headline}"
    assert "filer corrected the copy that this article was made from" in mail.body
    assert "What it was made from" in mail.body

    escalate_cases(now=SOON + timedelta(hours=9))
    late = Notice.objects.filter(kind="case", recipient=chief.user).latest("pk")
    assert write_notice(late, now=SOON).subject == f"Not acknowledged in time: {made.headline}"


def test_a_kill_says_that_the_copy_must_not_be_used(clean: Article, chief: Actor, filer: Actor) -> None:
    kill(review=review_of(clean), reason="It is false", actor=chief, now=SOON)

    assert "chief killed an article that you worked on: it must not be used" in mail_of("killed", filer.user).body
