"""The mails about decisions: what happened, by whom, why, to which article, and where to go on."""

from datetime import datetime, timedelta
from smtplib import SMTPRecipientsRefused

import pytest
from django.contrib.auth.models import User
from django.core.mail import EmailMessage, EmailMultiAlternatives

from articles.actor import Actor
from articles.models import Article, Desk, Wire
from moderation import tasks
from moderation.models import AuditEvent, LexiconRelease, Notice, Preference
from moderation.reports.notices import write_notice
from moderation.workflow.aftermath import escalate_cases
from moderation.workflow.answering import dismiss
from moderation.workflow.deciding import kill, return_
from moderation.workflow.notices import due_notices, mail_notice, put_off_notice
from moderation.workflow.reviewing import assign, claim, escalate, escalate_overdue
from moderation.workflow.states import Role
from tests.workflow.newsroom import SOON, flag_on, lead_to, person, review_of
from tests.workflow.test_aftermath import correct, translate

pytestmark = pytest.mark.django_db


def mail_of(kind: str, to: User) -> EmailMultiAlternatives:
    """Return the mail of somebody's one notice of a kind."""
    return write_notice(Notice.objects.get(kind=kind, recipient=to), now=SOON)


def lead(desk: Desk) -> Actor:
    """Make somebody who leads a desk."""
    return person(f"{desk.code}-chief", Role.DESK_CHIEF, desk=desk)


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


def test_it_is_written_in_the_words_of_the_desk_that_has_the_article(clean: Article, filer: Actor, war: Desk) -> None:
    lead_to(clean, war)
    return_(review=review_of(clean), reason="Who counted?", actor=lead(war), now=SOON)

    mail = mail_of("returned", filer.user)

    assert mail.extra_headers["Content-Language"] == "fr"
    assert "mardi 10 mars 2026, 18:05" in mail.body
    assert f"War · urgence {clean.urgency}" in mail.body


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


def test_nobody_of_another_desk_is_told_but_who_filed(
    article: Article, editor: Actor, second: Actor, filer: Actor, war: Desk
) -> None:
    dismiss(flag=flag_on(article, "mercenaries"), reason_code="quotation", actor=second, now=SOON)
    lead_to(article, war)

    return_(review=review_of(article), reason="Our source called", actor=lead(war), now=SOON)
    kill(review=review_of(article), reason="Our source lied", actor=editor, now=SOON)

    assert set(Notice.objects.values_list("kind", "recipient__username")) == {
        ("returned", "filer"),
        ("killed", "filer"),
        ("killed", "war-chief"),
    }


def test_who_went_to_the_other_desk_with_the_copy_is_told(
    article: Article, editor: Actor, second: Actor, war: Desk
) -> None:
    dismiss(flag=flag_on(article, "mercenaries"), reason_code="quotation", actor=second, now=SOON)
    lead_to(article, war)
    war.memberships.create(user=second.user)

    return_(review=review_of(article), reason="Who counted?", actor=editor, now=SOON)

    assert mail_of("returned", second.user).body.count("Who counted?") == 1


def test_what_went_to_another_desk_before_the_mail_is_not_mailed(
    clean: Article, second: Actor, chief: Actor, war: Desk, mailoutbox: list[EmailMessage]
) -> None:
    assign(review=review_of(clean), to=second.user, actor=chief, now=SOON)
    lead_to(clean, war)

    is_mailed = mail_notice(notice_id=Notice.objects.get().pk, write=write_notice, now=SOON)

    assert (is_mailed, mailoutbox) == (False, [])


def test_a_kill_says_that_the_copy_must_not_be_used(clean: Article, chief: Actor, filer: Actor) -> None:
    kill(review=review_of(clean), reason="It is false", actor=chief, now=SOON)

    assert "chief killed an article that you worked on: it must not be used" in mail_of("killed", filer.user).body


class TestMailsThatFail:
    """A mail that the server does not take, and a message that the broker loses."""

    @pytest.fixture
    def notices(self, clean: Article, editor: Actor, second: Actor) -> list[Notice]:
        """Return the notices of a kill: the filer's, then the second editor's."""
        claim(review=review_of(clean), actor=second, now=SOON)
        kill(review=review_of(clean), reason="False", actor=editor, now=SOON)
        return list(Notice.objects.order_by("recipient__username"))

    def test_one_that_fails_holds_up_no_other(
        self, notices: list[Notice], monkeypatch: pytest.MonkeyPatch, mailoutbox: list[EmailMessage]
    ) -> None:
        refuse(monkeypatch, notices[0])

        assert tasks.mail_notices([notice.pk for notice in notices]) == 1

        assert [one.to for one in mailoutbox] == [["second@example.org"]]

    def test_it_is_tried_again_after_a_pause_and_mailed_once(
        self, notices: list[Notice], mailoutbox: list[EmailMessage]
    ) -> None:
        put_off_notice(notice=notices[0], reason="451 later", now=SOON)
        soonest = SOON + timedelta(minutes=1)

        sent = [mail_notice(notice_id=notices[0].pk, write=write_notice, now=now) for now in (SOON, soonest, soonest)]

        assert sent == [False, True, False]
        assert len(mailoutbox) == 1
        assert due_notices(now=SOON + timedelta(days=1)) == [notices[1].pk]

    def test_the_sweep_mails_what_was_lost_and_leaves_what_is_under_way(
        self, notices: list[Notice], eager_tasks: None, mailoutbox: list[EmailMessage]
    ) -> None:
        assert due_notices(now=SOON) == []

        for _ in range(2):
            tasks.sweep_runs()

        assert sorted(one.to[0] for one in mailoutbox) == ["filer@example.org", "second@example.org"]

    def test_it_is_given_up_within_a_day_and_the_history_says_so(self, notices: list[Notice]) -> None:
        now, tries = SOON, 0
        while notices[0].pk in due_notices(now=now + timedelta(minutes=1)):
            put_off_notice(notice=Notice.objects.get(pk=notices[0].pk), reason="550 no such box", now=now)
            now, tries = Notice.objects.get(pk=notices[0].pk).next_attempt_at or now, tries + 1

        assert (tries, now - SOON < timedelta(days=1)) == (9, True)
        event = AuditEvent.objects.get(action="notice.failed")
        assert (event.reason, event.after["attempts"]) == ("550 no such box", 9)

    def test_who_has_no_address_is_not_tried_again(self, notices: list[Notice]) -> None:
        User.objects.update(email="")

        sent = [mail_notice(notice_id=notice.pk, write=write_notice, now=SOON) for notice in notices]

        assert (sent, due_notices(now=SOON + timedelta(days=1))) == ([False, False], [])


def refuse(monkeypatch: pytest.MonkeyPatch, refused: Notice) -> None:
    """Let the server refuse one notice's mail."""

    def write(notice: Notice, *, now: datetime) -> EmailMessage:
        if notice == refused:
            raise SMTPRecipientsRefused({notice.recipient.email: (550, b"no such box")})
        return write_notice(notice, now=now)

    monkeypatch.setattr(tasks, "write_notice", write)


def test_whoever_has_lost_their_account_meanwhile_is_mailed_nothing(
    clean: Article, editor: Actor, filer: Actor, mailoutbox: list[EmailMessage]
) -> None:
    return_(review=review_of(clean), reason="Name who counted.", actor=editor, now=SOON)
    User.objects.filter(pk=filer.user.pk).update(is_active=False)

    is_mailed = mail_notice(notice_id=Notice.objects.get().pk, write=write_notice, now=SOON)

    assert (is_mailed, mailoutbox) == (False, [])
