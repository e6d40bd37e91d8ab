"""Answers to flags, one by one and many at once."""

from collections.abc import Callable
from uuid import uuid4

import pytest
from django.core.management import call_command

from articles.actor import Actor
from articles.models import Article, Desk
from moderation.models import AuditEvent, DismissalBatch, Disposition, Flag, ScreeningRun
from moderation.workflow.acting import ClaimedByAnother, RoleMayNot
from moderation.workflow.answering import (
    BulkReceipt,
    DismissalNeedsReason,
    FlagAlreadyDecided,
    FlagNotOnHand,
    NothingToUndo,
    confirm,
    dismiss,
    dismiss_alike,
    reopen_flag,
    undo_alike,
    uphold,
)
from moderation.workflow.deciding import kill, spike
from moderation.workflow.precision import precision_of_checks, precision_of_terms
from moderation.workflow.reviewing import claim
from moderation.workflow.runs import claim_run, finish_run
from tests.workflow.newsroom import LABEL, NOW, SOON, TEXT, TOLL, edit, flag_on, found, lead_to, review_of, screened

pytestmark = pytest.mark.django_db


def test_a_dismissal_keeps_who_when_and_why(article: Article, editor: Actor) -> None:
    made = dismiss(
        flag=flag_on(article, "Twelve"), reason_code="attributed_elsewhere", note="Third line", actor=editor, now=SOON
    )

    assert flag_on(article, "Twelve").state == "dismissed"
    assert (made.actor, made.at, made.note, made.answerable) == (editor.user, SOON, "Third line", editor.user)
    event = AuditEvent.objects.latest("sequence")
    assert (event.action, event.before["state"], event.after["state"]) == ("flag.dismissed", "open", "dismissed")
    assert (event.actor_id, event.article_id, event.reason) == (editor.user.pk, article.pk, "Third line")


@pytest.mark.parametrize(("code", "note"), [("", ""), ("because", "so"), ("other", ""), ("other", "  ")])
def test_a_dismissal_without_a_reason_is_refused(article: Article, editor: Actor, code: str, note: str) -> None:
    with pytest.raises(DismissalNeedsReason):
        dismiss(flag=flag_on(article, "Twelve"), reason_code=code, note=note, actor=editor, now=SOON)


def test_a_filer_answers_no_flags(article: Article, filer: Actor) -> None:
    with pytest.raises(RoleMayNot):
        dismiss(flag=flag_on(article, "Twelve"), reason_code="verified", actor=filer, now=SOON)


def test_a_flag_is_not_dismissed_twice(article: Article, editor: Actor, second: Actor) -> None:
    flag = flag_on(article, "Twelve")
    dismiss(flag=flag, reason_code="verified", actor=editor, now=SOON)

    with pytest.raises(FlagAlreadyDecided, match="dismissed"):
        dismiss(flag=flag, reason_code="verified", actor=second, now=SOON)


def test_flags_of_what_somebody_else_has_in_hand_are_left(article: Article, editor: Actor, second: Actor) -> None:
    claim(review=review_of(article), actor=second, now=NOW)

    with pytest.raises(ClaimedByAnother, match="second"):
        dismiss(flag=flag_on(article, "Twelve"), reason_code="verified", actor=editor, now=SOON)


def test_a_flag_of_an_old_version_is_not_answered(article: Article, editor: Actor, second: Actor) -> None:
    old = flag_on(article, "Twelve")
    edit(article, TEXT + " More.", by=second)
    screened(article, TOLL)

    with pytest.raises(FlagNotOnHand, match="version 2"):
        dismiss(flag=old, reason_code="verified", actor=editor, now=SOON)


def test_a_flag_of_killed_copy_is_not_answered(article: Article, editor: Actor) -> None:
    flag = flag_on(article, "Twelve")
    kill(review=review_of(article), reason="False", actor=editor, now=SOON)

    with pytest.raises(FlagNotOnHand, match="killed"):
        dismiss(flag=flag, reason_code="verified", actor=editor, now=SOON)


def test_an_upheld_flag_stays_until_the_text_changes(article: Article, editor: Actor) -> None:
    uphold(flag=flag_on(article, "Twelve"), actor=editor, now=SOON, note="Ask the mayor")

    assert flag_on(article, "Twelve").state == "upheld"


def test_an_answer_can_be_taken_back(article: Article, editor: Actor) -> None:
    dismiss(flag=flag_on(article, "Twelve"), reason_code="verified", actor=editor, now=SOON)

    reopen_flag(flag=flag_on(article, "Twelve"), actor=editor, now=SOON)

    assert flag_on(article, "Twelve").state == "open"
    assert list(Disposition.objects.values_list("kind", flat=True)) == ["dismissed", "reopened"]


def test_only_a_dismissal_is_confirmed(article: Article, editor: Actor) -> None:
    with pytest.raises(FlagAlreadyDecided):
        confirm(flag=flag_on(article, "Twelve"), actor=editor, now=SOON)


@pytest.fixture
def alike(make: Callable[..., Article]) -> list[Article]:
    """Return three articles with the same label flagged."""
    made = [make(text=f"{TEXT} Number {number}.") for number in range(3)]
    for article in made:
        screened(article, LABEL)
    return made


def test_like_flags_are_dismissed_at_once_in_the_chosen_articles(alike: list[Article], editor: Actor) -> None:
    receipt = dismiss_alike(
        check_id="loaded_label",
        matched_text="Mercenaries",
        article_ids=[alike[0].pk, alike[1].pk],
        reason_code="quotation",
        actor=editor,
        session="s1",
        now=SOON,
    )

    assert (receipt.dismissed, receipt.left) == (2, ())
    assert [flag_on(one, "mercenaries").state for one in alike] == ["dismissed", "dismissed", "open"]
    assert AuditEvent.objects.filter(action="flag.dismissed", actor_id=editor.user.pk).count() == 2


def test_a_bulk_dismissal_leaves_what_others_have_in_hand(alike: list[Article], editor: Actor, second: Actor) -> None:
    claim(review=review_of(alike[1]), actor=second, now=NOW)

    receipt = dismiss_all(alike, editor)

    assert (receipt.dismissed, receipt.left) == (2, (alike[1].pk,))


def test_a_bulk_dismissal_is_undone_once_in_its_session(alike: list[Article], editor: Actor) -> None:
    receipt = dismiss_all(alike, editor)

    assert undo_alike(batch=receipt.batch, actor=editor, session="s1", now=SOON) == 3

    assert Flag.objects.open().count() == 3
    assert DismissalBatch.objects.get().undone_at == SOON
    with pytest.raises(NothingToUndo, match="before"):
        undo_alike(batch=receipt.batch, actor=editor, session="s1", now=SOON)


@pytest.mark.parametrize("session", ["s2", ""])
def test_another_session_undoes_nothing(alike: list[Article], editor: Actor, session: str) -> None:
    receipt = dismiss_all(alike, editor)

    with pytest.raises(NothingToUndo, match="session"):
        undo_alike(batch=receipt.batch, actor=editor, session=session, now=SOON)


def test_an_unknown_batch_undoes_nothing(editor: Actor) -> None:
    with pytest.raises(NothingToUndo):
        undo_alike(batch=uuid4(), actor=editor, session="s1", now=SOON)


def test_an_undo_leaves_what_was_answered_otherwise_since(alike: list[Article], editor: Actor, second: Actor) -> None:
    receipt = dismiss_all(alike, editor)
    uphold(flag=flag_on(alike[0], "mercenaries"), actor=second, now=SOON)

    assert undo_alike(batch=receipt.batch, actor=editor, session="s1", now=SOON) == 2

    assert flag_on(alike[0], "mercenaries").state == "upheld"


def test_an_undo_reaches_what_was_carried_over_to_the_next_versions(
    alike: list[Article], editor: Actor, second: Actor
) -> None:
    receipt = dismiss_all(alike, editor)
    for words in (" The river rose.", " The river fell."):
        edit(alike[0], TEXT + words, by=second)
        screened(alike[0], LABEL)
    assert flag_on(alike[0], "mercenaries").state == "dismissed"

    assert undo_alike(batch=receipt.batch, actor=editor, session="s1", now=SOON) == 3

    assert [flag_on(one, "mercenaries").state for one in alike] == ["open", "open", "open"]


def test_an_undo_reaches_what_a_version_still_to_be_read_would_take_over(
    alike: list[Article], editor: Actor, second: Actor
) -> None:
    receipt = dismiss_all(alike, editor)
    edit(alike[0], TEXT + " The river rose.", by=second)
    run = claim_run(run_id=ScreeningRun.objects.latest("pk").pk, now=SOON)

    assert undo_alike(batch=receipt.batch, actor=editor, session="s1", now=SOON) == 3
    finish_run(run=run, outcome=found(run.version.text, LABEL), now=SOON)

    assert flag_on(alike[0], "mercenaries").state == "open"


def test_an_undo_leaves_what_a_colleague_confirmed_and_what_was_decided(
    alike: list[Article], editor: Actor, second: Actor, chief: Actor
) -> None:
    receipt = dismiss_all(alike, editor)
    confirm(flag=flag_on(alike[0], "mercenaries"), actor=second, now=SOON)
    edit(alike[0], TEXT + " The river rose.", by=chief)
    screened(alike[0], LABEL)
    spike(review=review_of(alike[1]), reason="Old", actor=second, now=SOON)

    assert undo_alike(batch=receipt.batch, actor=editor, session="s1", now=SOON) == 1

    assert [flag_on(one, "mercenaries").state for one in alike] == ["dismissed", "dismissed", "open"]


def test_an_undo_leaves_what_a_colleague_has_in_hand(alike: list[Article], editor: Actor, second: Actor) -> None:
    receipt = dismiss_all(alike, editor)
    claim(review=review_of(alike[1]), actor=second, now=SOON)

    assert undo_alike(batch=receipt.batch, actor=editor, session="s1", now=SOON) == 2

    assert [flag_on(one, "mercenaries").state for one in alike] == ["open", "dismissed", "open"]


def test_an_undo_leaves_what_has_moved_out_of_sight(alike: list[Article], editor: Actor, war: Desk) -> None:
    receipt = dismiss_all(alike, editor)
    lead_to(alike[0], war)

    assert undo_alike(batch=receipt.batch, actor=editor, session="s1", now=SOON) == 2

    assert flag_on(alike[0], "mercenaries").state == "dismissed"


def test_who_is_no_editor_any_more_undoes_nothing(alike: list[Article], editor: Actor) -> None:
    receipt = dismiss_all(alike, editor)
    editor.user.groups.clear()

    with pytest.raises(RoleMayNot):
        undo_alike(batch=receipt.batch, actor=editor, session="s1", now=SOON)


def test_false_alarms_tell_how_often_a_check_and_a_term_are_right(alike: list[Article], editor: Actor) -> None:
    dismiss(flag=flag_on(alike[0], "mercenaries"), reason_code="false_alarm", actor=editor, now=SOON)
    dismiss(flag=flag_on(alike[1], "mercenaries"), reason_code="quotation", actor=editor, now=SOON)

    assert [(one.name, one.answered, one.share) for one in precision_of_checks()] == [("loaded_label", 2, 0.5)]
    assert [(one.name, one.false_alarms) for one in precision_of_terms(since=NOW)] == [("en.term.mercenary", 1)]


def test_an_answer_taken_back_tells_nothing_of_a_check(alike: list[Article], editor: Actor) -> None:
    dismiss(flag=flag_on(alike[0], "mercenaries"), reason_code="false_alarm", actor=editor, now=SOON)
    reopen_flag(flag=flag_on(alike[0], "mercenaries"), actor=editor, now=SOON)

    assert precision_of_checks() == precision_of_terms() == []


def test_the_command_prints_precision(alike: list[Article], editor: Actor, capsys: pytest.CaptureFixture[str]) -> None:
    call_command("precision")
    dismiss(flag=flag_on(alike[0], "mercenaries"), reason_code="false_alarm", actor=editor, now=SOON)

    call_command("precision", since="2026-03-10")

    said = capsys.readouterr().out
    assert "nothing was answered" in said
    assert "0.0%       1  loaded_label" in said
    assert "0.0%       1  en.term.mercenary" in said


def dismiss_all(articles: list[Article], actor: Actor) -> BulkReceipt:
    return dismiss_alike(
        check_id="loaded_label",
        matched_text="mercenaries",
        article_ids=[article.pk for article in articles],
        reason_code="quotation",
        actor=actor,
        session="s1",
        now=SOON,
    )
