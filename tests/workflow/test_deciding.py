"""What is decided about a version, and what bars it."""

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta

import pytest

from articles.actor import Actor
from articles.models import Article, PubStatus
from moderation.models import AuditEvent, Claim, Decision, Notice, Review, RunState, ScreeningRun, StepApproval
from moderation.workflow import deciding
from moderation.workflow.acting import NoWayFrom, ReasonMissing, RoleMayNot
from moderation.workflow.answering import confirm, dismiss, reopen_flag, uphold
from moderation.workflow.approving import FourEyes, NoStepForYou, sign_step
from moderation.workflow.deciding import (
    ApprovalRefused,
    ContentMoved,
    HoldNeedsEnd,
    approve,
    hold,
    kill,
    reopen,
    resume,
    return_,
    spike,
)
from moderation.workflow.reviewing import claim, lapse_holds
from tests.workflow.newsroom import LABEL, NOW, SOON, TEXT, TOLL, edit, flag_on, review_of, screened

pytestmark = pytest.mark.django_db


def approve_as(actor: Actor, article: Article) -> None:
    review = review_of(article)
    approve(review=review, content_hash=review.version.content_hash, actor=actor, now=SOON)


def answer_high(article: Article, actor: Actor) -> None:
    dismiss(flag=flag_on(article, "Twelve"), reason_code="verified", actor=actor, now=SOON)


def test_clean_copy_is_approved_by_one_editor(clean: Article, editor: Actor) -> None:
    approve_as(editor, clean)

    review = review_of(clean)
    assert review.state == "approved"
    assert Decision.objects.get(review=review).content_hash == review.version.content_hash


def test_an_open_high_flag_bars_the_approval(article: Article, editor: Actor) -> None:
    with pytest.raises(ApprovalRefused) as refusal:
        approve_as(editor, article)

    assert [obstacle.code for obstacle in refusal.value.obstacles] == ["high_flags"]
    assert review_of(article).state == "waiting"


def test_a_high_flag_to_be_fixed_bars_it_until_the_text_is(article: Article, editor: Actor, second: Actor) -> None:
    uphold(flag=flag_on(article, "Twelve"), actor=editor, now=SOON)

    with pytest.raises(ApprovalRefused) as refusal:
        approve_as(editor, article)

    assert [obstacle.code for obstacle in refusal.value.obstacles] == ["high_flags"]
    edit(article, TEXT.replace("Twelve", "According to the mayor, twelve"), by=second)
    screened(article, LABEL)
    approve_as(editor, article)
    assert review_of(article).state == "approved"


def test_an_open_medium_flag_does_not_bar_it(make: Callable[..., Article], editor: Actor) -> None:
    made = make()
    screened(made, LABEL)

    approve_as(editor, made)

    assert review_of(made).state == "approved"


@pytest.mark.parametrize("state", [RunState.FAILED, RunState.UNSUPPORTED, RunState.QUEUED])
def test_a_version_that_was_not_read_to_the_end_is_not_approved(clean: Article, editor: Actor, state: str) -> None:
    ScreeningRun.objects.update(state=state, error="broken" if state != RunState.QUEUED else "")

    with pytest.raises(ApprovalRefused) as refusal:
        approve_as(editor, clean)

    assert refusal.value.obstacles[0].code == "screening"


def test_a_screening_queued_while_somebody_approves_bars_the_approval(
    clean: Article, editor: Actor, monkeypatch: pytest.MonkeyPatch
) -> None:
    guard = deciding.guard_approver

    def queue_and_guard(review: Review, actor: Actor) -> None:
        ScreeningRun.objects.filter(version=review.version).update(state=RunState.QUEUED)
        guard(review, actor)

    monkeypatch.setattr(deciding, "guard_approver", queue_and_guard)

    with pytest.raises(ApprovalRefused) as refusal:
        approve_as(editor, clean)

    assert [obstacle.code for obstacle in refusal.value.obstacles] == ["screening"]
    assert (review_of(clean).state, StepApproval.objects.count()) == ("waiting", 0)


def test_an_embargo_that_cannot_be_read_bars_the_approval(make: Callable[..., Article], editor: Actor) -> None:
    made = make(embargo_note="not before the speech")
    screened(made)

    with pytest.raises(ApprovalRefused, match="not before the speech"):
        approve_as(editor, made)


def test_copy_under_embargo_is_approved_and_says_until_when(make: Callable[..., Article], editor: Actor) -> None:
    made = make(embargoed_until=NOW + timedelta(days=1))
    screened(made)

    approve_as(editor, made)

    review = review_of(made)
    assert review.state == "approved"
    assert review.is_embargoed(SOON)
    assert not review.is_embargoed(NOW + timedelta(days=2))


def test_who_filed_does_not_approve(clean: Article, filer: Actor) -> None:
    filer.user.groups.add(filer.user.groups.model.objects.get_or_create(name="desk_editor")[0])

    with pytest.raises(FourEyes, match="filed"):
        approve_as(filer, clean)


def test_an_approval_refused_for_the_same_eyes_stands_in_the_audit_history(clean: Article, filer: Actor) -> None:
    filer.user.groups.add(filer.user.groups.model.objects.get_or_create(name="desk_editor")[0])

    with pytest.raises(FourEyes):
        approve_as(filer, clean)

    event = AuditEvent.objects.get(action="approval.refused")
    assert (event.actor_id, event.article_id) == (filer.user.pk, clean.pk)
    assert "filed this article" in event.reason


def test_who_edited_does_not_approve(clean: Article, editor: Actor) -> None:
    edit(clean, TEXT + " More follows.", by=editor)
    screened(clean)

    with pytest.raises(FourEyes, match="edited"):
        approve_as(editor, clean)


def test_who_dismissed_alone_does_not_approve(make: Callable[..., Article], editor: Actor) -> None:
    made = make()
    screened(made, LABEL)
    dismiss(flag=flag_on(made, "mercenaries"), reason_code="quotation", actor=editor, now=SOON)

    with pytest.raises(FourEyes, match="mercenaries"):
        approve_as(editor, made)


def test_who_dismissed_may_approve_once_a_second_has_confirmed(
    make: Callable[..., Article], editor: Actor, second: Actor
) -> None:
    made = make()
    screened(made, LABEL)
    dismiss(flag=flag_on(made, "mercenaries"), reason_code="quotation", actor=editor, now=SOON)
    confirm(flag=flag_on(made, "mercenaries"), actor=second, now=SOON)

    approve_as(editor, made)

    assert review_of(made).state == "approved"


def test_a_confirmation_counts_for_no_later_dismissal(
    make: Callable[..., Article], editor: Actor, second: Actor
) -> None:
    made = make()
    screened(made, LABEL)
    flag = flag_on(made, "mercenaries")
    dismiss(flag=flag, reason_code="quotation", actor=editor, now=SOON)
    confirm(flag=flag, actor=second, now=SOON)
    reopen_flag(flag=flag, actor=second, now=SOON)
    dismiss(flag=flag, reason_code="false_alarm", actor=editor, now=SOON)

    with pytest.raises(FourEyes, match="mercenaries"):
        approve_as(editor, made)
    confirm(flag=flag, actor=second, now=SOON)
    approve_as(editor, made)

    assert review_of(made).state == "approved"


def test_a_confirmation_of_what_a_release_reopened_counts_no_more(
    make: Callable[..., Article], editor: Actor, second: Actor
) -> None:
    made = make()
    screened(made, LABEL)
    flag = flag_on(made, "mercenaries")
    dismiss(flag=flag, reason_code="quotation", actor=editor, now=SOON)
    confirm(flag=flag, actor=second, now=SOON)
    screened(made, replace(LABEL, facts={"voice": "reported"}))
    dismiss(flag=flag, reason_code="false_alarm", actor=editor, now=SOON)

    with pytest.raises(FourEyes, match="mercenaries"):
        approve_as(editor, made)


def test_a_dismissed_high_flag_asks_for_a_standards_editor(
    article: Article, editor: Actor, second: Actor, standards: Actor
) -> None:
    answer_high(article, editor)
    approve_as(second, article)
    assert review_of(article).state == "waiting"

    approve_as(standards, article)

    assert review_of(article).state == "approved"
    assert list(StepApproval.objects.values_list("step", flat=True)) == ["desk", "standards"]
    assert list(Decision.objects.values_list("verb", flat=True)) == ["passed", "approved"]


def test_nobody_takes_two_steps(article: Article, editor: Actor, standards: Actor) -> None:
    answer_high(article, editor)
    approve_as(standards, article)

    with pytest.raises(NoStepForYou, match="other eyes"):
        approve_as(standards, article)


def test_a_step_of_another_role_is_refused(article: Article, editor: Actor, second: Actor, chief: Actor) -> None:
    answer_high(article, editor)
    approve_as(second, article)

    with pytest.raises(NoStepForYou, match="Standards editor"):
        approve_as(chief, article)


def test_a_flag_reopened_after_a_step_bars_the_next(
    article: Article, editor: Actor, second: Actor, standards: Actor
) -> None:
    answer_high(article, editor)
    approve_as(second, article)
    reopen_flag(flag=flag_on(article, "Twelve"), actor=standards, now=SOON)

    with pytest.raises(ApprovalRefused):
        approve_as(standards, article)


def test_a_text_that_moved_is_not_approved(clean: Article, editor: Actor, second: Actor) -> None:
    seen = review_of(clean).version.content_hash
    edit(clean, TEXT + " More follows.", by=editor)
    screened(clean)

    with pytest.raises(ContentMoved, match="version 2"):
        approve(review=review_of(clean), content_hash=seen, actor=second, now=SOON)


def test_an_edit_after_approval_begins_a_new_cycle(clean: Article, editor: Actor, second: Actor) -> None:
    approve_as(editor, clean)

    review = edit(clean, TEXT + " More follows.", by=second)

    assert (review.state, review.cycle) == ("screening", 2)


def test_an_edit_reopens_only_the_steps_it_touches(
    article: Article, editor: Actor, second: Actor, chief: Actor, standards: Actor
) -> None:
    answer_high(article, editor)
    approve_as(second, article)
    approve_as(standards, article)
    assert review_of(article).state == "approved"
    reopen(review=review_of(article), reason="A typo", actor=chief, now=SOON)
    approve_as(second, article)
    sign_step(review_of(article), "standards", actor=standards, now=SOON)

    edit(article, TEXT + " Rain fell later.", by=editor)
    screened(article, TOLL, LABEL)

    kept = StepApproval.objects.filter(version=review_of(article).version)
    assert [(one.step, one.approver.username) for one in kept] == [("standards", "standards")]
    approve_as(second, article)
    assert review_of(article).state == "approved"


def test_an_edit_of_what_a_step_is_about_reopens_that_step(article: Article, editor: Actor, standards: Actor) -> None:
    answer_high(article, editor)
    sign_step(review_of(article), "standards", actor=standards, now=SOON)

    edit(article, TEXT.replace("in Orvane", "in the port of Orvane"), by=editor)
    screened(article, TOLL, LABEL)

    assert not StepApproval.objects.filter(version=review_of(article).version).exists()


def test_a_return_says_why_and_tells_those_who_took_part(
    article: Article, filer: Actor, editor: Actor, second: Actor, standards: Actor
) -> None:
    dismiss(flag=flag_on(article, "mercenaries"), reason_code="quotation", actor=second, now=SOON)
    standards.user.is_superuser = True
    standards.user.save()

    return_(review=review_of(article), reason="Who counted?", actor=editor, now=SOON)

    assert review_of(article).state == "returned"
    told = Notice.objects.filter(kind="returned").values_list("recipient__username", flat=True)
    assert set(told) == {"filer", "second"}


def test_a_return_without_a_reason_is_refused(article: Article, editor: Actor) -> None:
    with pytest.raises(ReasonMissing):
        return_(review=review_of(article), reason=" ", actor=editor, now=SOON)


def test_a_hold_ends_in_the_future(article: Article, editor: Actor) -> None:
    with pytest.raises(HoldNeedsEnd):
        hold(review=review_of(article), reason="Waiting for the ministry", until=NOW, actor=editor, now=SOON)


def test_a_hold_that_has_run_out_puts_the_article_back(article: Article, editor: Actor) -> None:
    hold(review=review_of(article), reason="Ministry", until=NOW + timedelta(hours=2), actor=editor, now=SOON)
    assert lapse_holds(now=NOW + timedelta(hours=1)) == 0

    assert lapse_holds(now=NOW + timedelta(hours=3)) == 1

    review = review_of(article)
    assert (review.state, review.held_until) == ("waiting", None)


def test_what_was_returned_can_be_taken_up_again(article: Article, editor: Actor) -> None:
    return_(review=review_of(article), reason="Who counted?", actor=editor, now=SOON)

    resume(review=review_of(article), actor=editor, now=SOON)

    assert review_of(article).state == "waiting"


def test_a_spiked_article_is_reopened_by_a_senior_editor_only(article: Article, editor: Actor, chief: Actor) -> None:
    spike(review=review_of(article), reason="Overtaken", actor=editor, now=SOON)
    with pytest.raises(RoleMayNot):
        reopen(review=review_of(article), reason="Still news", actor=editor, now=SOON)

    reopen(review=review_of(article), reason="Still news", actor=chief, now=SOON)

    assert review_of(article).state == "waiting"


def test_approvals_given_before_a_reopening_count_no_more(clean: Article, editor: Actor, chief: Actor) -> None:
    approve_as(editor, clean)
    reopen(review=review_of(clean), reason="A reader called", actor=chief, now=SOON)

    approve_as(editor, clean)

    assert StepApproval.objects.count() == 2
    assert review_of(clean).cycle == 2


def test_a_kill_overrides_claims_and_holds_and_withdraws_the_copy(
    article: Article, editor: Actor, second: Actor
) -> None:
    hold(review=review_of(article), reason="Ministry", until=NOW + timedelta(hours=2), actor=editor, now=SOON)
    claim(review=review_of(article), actor=editor, now=SOON)

    kill(review=review_of(article), reason="False", actor=second, now=SOON)

    article.refresh_from_db()
    assert review_of(article).state == "killed"
    assert article.pub_status == PubStatus.CANCELED
    assert Claim.objects.get().ended_by == "overridden"


def test_nothing_more_is_done_with_what_was_killed(article: Article, editor: Actor, chief: Actor) -> None:
    kill(review=review_of(article), reason="False", actor=editor, now=SOON)

    with pytest.raises(NoWayFrom):
        reopen(review=review_of(article), reason="True after all", actor=chief, now=SOON)
