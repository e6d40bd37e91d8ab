"""Who has an article in hand, and what time does to it."""

from datetime import timedelta

import pytest
from django.contrib.auth.models import User
from django.db import IntegrityError, transaction

from articles.actor import Actor
from articles.models import Article, Desk
from moderation.models import AuditEvent, Claim, Notice, Review
from moderation.workflow.acting import ClaimedByAnother, NoWayFrom, ReasonMissing, live_claim
from moderation.workflow.deciding import approve, spike
from moderation.workflow.reviewing import (
    NoClaim,
    TopLevel,
    UnfitAssignee,
    assign,
    claim,
    escalate,
    escalate_overdue,
    expire_claims,
    release,
)
from moderation.workflow.states import Role
from tests.workflow.newsroom import NOW, SOON, edit, person, review_of, screened

pytestmark = pytest.mark.django_db


def test_a_claim_keeps_others_from_deciding(clean: Article, editor: Actor, second: Actor) -> None:
    claim(review=review_of(clean), actor=editor, now=NOW)

    with pytest.raises(ClaimedByAnother, match="editor"):
        spike(review=review_of(clean), reason="Old", actor=second, now=SOON)


def test_a_claim_runs_out(clean: Article, editor: Actor, second: Actor) -> None:
    claim(review=review_of(clean), actor=editor, now=NOW)
    later = NOW + timedelta(hours=1)

    claim(review=review_of(clean), actor=second, now=later)

    assert live_claim(review_of(clean), later).holder == second.user
    assert list(Claim.objects.order_by("pk").values_list("ended_by", flat=True)) == ["expired", ""]


def test_ones_own_claim_is_prolonged(clean: Article, editor: Actor) -> None:
    claim(review=review_of(clean), actor=editor, now=NOW)

    claim(review=review_of(clean), actor=editor, now=SOON)

    assert Claim.objects.get().until == SOON + timedelta(minutes=30)


def test_the_database_holds_one_claim_at_a_time(clean: Article, editor: Actor, second: Actor) -> None:
    made = claim(review=review_of(clean), actor=editor, now=NOW)

    with pytest.raises(IntegrityError, match="one_claim_at_a_time"), transaction.atomic():
        Claim.objects.create(review=made.review, holder=second.user, claimed_at=NOW, until=SOON)


def test_a_decision_ends_the_claim(clean: Article, editor: Actor) -> None:
    claim(review=review_of(clean), actor=editor, now=NOW)
    review = review_of(clean)

    approve(review=review, content_hash=review.version.content_hash, actor=editor, now=SOON)

    assert Claim.objects.get().ended_by == "decided"


def test_what_nobody_has_cannot_be_released(clean: Article, editor: Actor) -> None:
    with pytest.raises(NoClaim):
        release(review=review_of(clean), actor=editor, now=NOW)


def test_a_claim_is_given_back_by_its_holder_or_a_senior(
    clean: Article, editor: Actor, second: Actor, chief: Actor
) -> None:
    claim(review=review_of(clean), actor=editor, now=NOW)
    with pytest.raises(ClaimedByAnother):
        release(review=review_of(clean), actor=second, now=SOON)

    release(review=review_of(clean), actor=chief, now=SOON)

    assert live_claim(review_of(clean), SOON) is None
    assert Claim.objects.get().ended_by == "overridden"


def test_claims_that_ran_out_are_ended_by_the_clock(clean: Article, editor: Actor) -> None:
    claim(review=review_of(clean), actor=editor, now=NOW)

    assert expire_claims(now=NOW + timedelta(minutes=29)) == 0
    assert expire_claims(now=NOW + timedelta(minutes=31)) == 1
    assert Claim.objects.get().ended_by == "expired"


def test_an_assignment_ends_anothers_claim_and_tells_the_assignee(
    clean: Article, editor: Actor, second: Actor, chief: Actor
) -> None:
    claim(review=review_of(clean), actor=editor, now=NOW)

    assign(review=review_of(clean), to=second.user, actor=chief, now=SOON)

    assert review_of(clean).assigned_to == second.user
    assert Claim.objects.get().ended_by == "overridden"
    assert Notice.objects.get(kind="assigned").recipient == second.user


def test_only_an_editor_is_assigned(clean: Article, filer: Actor, chief: Actor) -> None:
    with pytest.raises(UnfitAssignee, match="filer"):
        assign(review=review_of(clean), to=filer.user, actor=chief, now=SOON)


def test_an_editor_of_another_desk_is_not_assigned(clean: Article, chief: Actor, war: Desk) -> None:
    outsider = person("outsider", Role.DESK_EDITOR, desk=war)

    with pytest.raises(UnfitAssignee, match="outsider"):
        assign(review=review_of(clean), to=outsider.user, actor=chief, now=SOON)

    assert not Notice.objects.exists()


def test_an_editor_who_sees_every_desk_is_assigned(clean: Article, chief: Actor) -> None:
    minder = person("minder", Role.DESK_EDITOR, Role.ADMINISTRATOR)

    assign(review=review_of(clean), to=minder.user, actor=chief, now=SOON)

    assert review_of(clean).assigned_to == minder.user


def test_an_escalation_tells_the_next_level(clean: Article, editor: Actor, chief: Actor, standards: Actor) -> None:
    escalate(review=review_of(clean), reason="Two sources differ", actor=editor, now=SOON)
    escalate(review=review_of(clean), reason="Nobody answers", actor=editor, now=SOON)

    told = Notice.objects.filter(kind="escalated").order_by("pk").values_list("recipient__username", flat=True)
    assert list(told) == ["chief", "standards"]
    with pytest.raises(TopLevel):
        escalate(review=review_of(clean), reason="Still", actor=editor, now=SOON)


def test_an_escalation_asks_no_standards_editor_of_another_desk(
    clean: Article, editor: Actor, chief: Actor, war: Desk
) -> None:
    person("outsider", Role.STANDARDS_EDITOR, desk=war)

    for reason in ("Two sources differ", "Nobody answers"):
        escalate(review=review_of(clean), reason=reason, actor=editor, now=SOON)

    told = Notice.objects.filter(kind="escalated").values_list("recipient__username", "reason").order_by("pk")
    assert list(told) == [("chief", "Two sources differ"), ("chief", "Nobody answers")]


def test_an_escalation_says_why(clean: Article, editor: Actor) -> None:
    with pytest.raises(ReasonMissing):
        escalate(review=review_of(clean), reason="", actor=editor, now=SOON)


def test_what_is_overdue_is_escalated_once_a_level(clean: Article, chief: Actor, standards: Actor) -> None:
    first_due = review_of(clean).due_at
    assert not review_of(clean).is_overdue(first_due)

    late = first_due + timedelta(minutes=1)
    assert escalate_overdue(now=late) == 1
    assert escalate_overdue(now=late) == 0

    assert review_of(clean).level == 1
    assert escalate_overdue(now=late + timedelta(hours=4)) == 0
    assert escalate_overdue(now=late + timedelta(hours=4, minutes=1)) == 1
    assert escalate_overdue(now=late + timedelta(days=30)) == 0
    assert AuditEvent.objects.filter(action="review.escalated", actor_kind="rule").count() == 2


def test_what_is_late_stays_late_however_often_it_is_escalated(
    clean: Article, editor: Actor, chief: Actor, standards: Actor
) -> None:
    first_due = review_of(clean).due_at
    late = first_due + timedelta(minutes=1)

    escalate_overdue(now=late)
    escalate(review=review_of(clean), reason="Nobody answers", actor=editor, now=late)

    assert (review_of(clean).level, review_of(clean).due_at) == (2, first_due)
    assert list(Review.objects.overdue(late)) == [review_of(clean)]


@pytest.mark.parametrize("minutes", [-1, 1])
def test_an_edit_makes_no_article_wait_longer(clean: Article, editor: Actor, minutes: int) -> None:
    first_due = review_of(clean).due_at
    now = first_due + timedelta(minutes=minutes)

    edit(clean, "Six people were hurt on Tuesday.", by=editor, now=now)
    after = screened(clean, now=now)

    assert (after.state, after.due_at) == ("waiting", first_due)


def test_who_was_asked_by_hand_has_the_desks_time_before_the_next_level_is(
    clean: Article, editor: Actor, chief: Actor, standards: Actor
) -> None:
    asked = review_of(clean).due_at - timedelta(minutes=1)
    escalate(review=review_of(clean), reason="Two sources differ", actor=editor, now=asked)

    assert escalate_overdue(now=asked + timedelta(hours=4)) == 0
    assert escalate_overdue(now=asked + timedelta(hours=4, minutes=1)) == 1


def test_what_is_decided_is_not_overdue(clean: Article, editor: Actor) -> None:
    spike(review=review_of(clean), reason="Old", actor=editor, now=SOON)

    assert not Review.objects.overdue(NOW + timedelta(days=9)).exists()
    with pytest.raises(NoWayFrom):
        claim(review=review_of(clean), actor=editor, now=SOON)


def test_late_copy_of_a_desk_without_a_chief_is_told_at_once(clean: Article, standards: Actor) -> None:
    escalate_overdue(now=review_of(clean).due_at + timedelta(minutes=1))

    assert Notice.objects.get().recipient == standards.user


def test_nobody_is_told_of_their_own_step(clean: Article, chief: Actor) -> None:
    User.objects.filter(pk=chief.user.pk).update(is_active=True)

    escalate(review=review_of(clean), reason="Look", actor=chief, now=SOON)

    assert not Notice.objects.exists()
