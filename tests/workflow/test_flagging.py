"""What becomes of flags and their answers when a text is read again."""

from collections.abc import Callable
from dataclasses import replace

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from articles.actor import Actor
from articles.models import Article
from moderation.models import AuditEvent, Disposition, Flag, Review, ScreeningRun
from moderation.workflow.answering import confirm, dismiss, uphold
from moderation.workflow.approving import dismissed_alone
from moderation.workflow.deciding import ApprovalRefused, approve
from moderation.workflow.runs import claim_run, finish_run, queue_again
from tests.workflow.newsroom import LABEL, NOW, SOON, TEXT, TOLL, Seen, edit, flag_on, found, review_of, screened

pytestmark = pytest.mark.django_db


def dismiss_toll(article: Article, actor: Actor, code: str = "verified") -> Flag:
    flag = flag_on(article, "Twelve")
    dismiss(flag=flag, reason_code=code, actor=actor, now=SOON)
    return flag


def test_a_finding_becomes_an_open_flag(article: Article) -> None:
    flag = flag_on(article, "Twelve")

    assert (flag.state, flag.severity, flag.check_id, flag.carried) == ("open", "high", "unattributed_toll", "")
    assert flag.version.text[flag.start : flag.end] == "Twelve"
    assert flag_on(article, "mercenaries").term_id == "en.term.mercenary"
    assert AuditEvent.objects.filter(action="flag.raised", article_id=article.pk).count() == 2


def test_an_answer_on_untouched_words_is_carried_over_and_said_so(
    article: Article, editor: Actor, second: Actor
) -> None:
    old = dismiss_toll(article, editor)

    edit(article, TEXT + " The river rose.", by=second)
    screened(article, TOLL, LABEL)

    new = flag_on(article, "Twelve")
    assert (new.state, new.carried, new.previous_id) == ("dismissed", "carried", old.pk)
    carried = Disposition.objects.get(flag=new)
    assert (carried.kind, carried.reason_code, carried.answerable) == ("carried", "verified", editor.user)
    assert AuditEvent.objects.filter(action="flag.carried", object_id=str(new.pk)).exists()


def test_who_dismissed_before_the_edit_is_still_answerable(article: Article, editor: Actor, second: Actor) -> None:
    dismiss_toll(article, editor)

    edit(article, TEXT + " The river rose.", by=second)
    screened(article, TOLL, LABEL)

    assert [flag.matched_text for flag in dismissed_alone(review_of(article), editor.user)] == ["Twelve"]


def test_a_confirmation_is_carried_with_the_answer(
    article: Article, editor: Actor, second: Actor, chief: Actor
) -> None:
    dismiss_toll(article, editor)
    confirm(flag=flag_on(article, "Twelve"), actor=second, now=SOON)

    edit(article, TEXT + " The river rose.", by=chief)
    screened(article, TOLL, LABEL)

    assert dismissed_alone(review_of(article), editor.user) == []


def test_other_words_around_ask_to_confirm_and_bar_the_approval(
    article: Article, editor: Actor, second: Actor, chief: Actor
) -> None:
    dismiss_toll(article, editor)
    edit(article, TEXT.replace("killed in Orvane", "killed in the port of Orvane"), by=second)
    review = screened(article, TOLL, LABEL)
    flag = flag_on(article, "Twelve")
    assert (flag.state, flag.carried, flag.is_blocking) == ("dismissed", "confirm", True)
    with pytest.raises(ApprovalRefused):
        approve(review=review, content_hash=review.version.content_hash, actor=chief, now=SOON)

    confirm(flag=flag, actor=chief, now=SOON)

    flag.refresh_from_db()
    assert (flag.state, flag.carried, flag.is_blocking) == ("dismissed", "carried", False)


def test_another_number_reopens_and_shows_the_difference(article: Article, editor: Actor, second: Actor) -> None:
    old = dismiss_toll(article, editor)
    more = replace(TOLL, words="Thirty", facts={"toll": {"min": 30, "max": 30}, "attribution": {"grade": "none"}})

    edit(article, TEXT.replace("Twelve", "Thirty"), by=second)
    screened(article, more, LABEL)

    flag = flag_on(article, "Thirty")
    old.refresh_from_db()
    assert (flag.state, flag.carried, flag.previous_id) == ("open", "reopened", old.pk)
    assert flag.difference["toll.min"] == [12, 30]
    assert old.state == "superseded"


def test_another_source_reopens_under_another_check(article: Article, editor: Actor, second: Actor) -> None:
    dismiss_toll(article, editor)
    sourced = replace(
        TOLL, check_id="vague_attribution", severity="medium", facts={"attribution": {"grade": "unnamed"}}
    )

    edit(article, TEXT.replace("in Orvane", "in Orvane, officials said"), by=second)
    screened(article, sourced, LABEL)

    flag = flag_on(article, "Twelve")
    assert (flag.check_id, flag.state, flag.carried) == ("vague_attribution", "open", "reopened")
    assert flag.difference["attribution.grade"] == ["none", "unnamed"]


def test_a_finding_that_is_gone_is_fixed_by_the_version(article: Article, editor: Actor, second: Actor) -> None:
    old = flag_on(article, "Twelve")
    uphold(flag=old, actor=editor, now=SOON)

    edit(article, TEXT.replace("Twelve people were killed in Orvane. ", ""), by=second)
    screened(article, LABEL)

    old.refresh_from_db()
    assert old.state == "fixed"
    assert Disposition.objects.filter(flag=old).latest("pk").note == "v2"


def test_a_dismissed_finding_that_is_gone_is_superseded_and_kept(
    article: Article, editor: Actor, second: Actor
) -> None:
    old = dismiss_toll(article, editor)

    edit(article, TEXT.replace("Twelve people were killed in Orvane. ", ""), by=second)
    screened(article, LABEL)

    old.refresh_from_db()
    assert old.state == "superseded"
    assert list(old.dispositions.order_by("pk").values_list("kind", flat=True)) == ["dismissed", "superseded"]


def test_an_open_flag_is_replaced_by_its_successor(article: Article, second: Actor) -> None:
    old = flag_on(article, "Twelve")

    edit(article, TEXT + " The river rose.", by=second)
    screened(article, TOLL, LABEL)

    old.refresh_from_db()
    assert old.state == "superseded"
    assert Flag.objects.filter(article=article).open().count() == 2


def test_answers_survive_a_version_that_could_not_be_read(article: Article, editor: Actor, second: Actor) -> None:
    dismiss_toll(article, editor)
    edit(article, TEXT + " The river rose.", by=second)
    ScreeningRun.objects.filter(version__number=2).update(state="failed", error="broken", finished_at=NOW)

    edit(article, TEXT + " The river fell.", by=second)
    screened(article, TOLL, LABEL)

    assert (flag_on(article, "Twelve").state, flag_on(article, "Twelve").carried) == ("dismissed", "carried")


def test_answers_survive_a_version_that_was_overtaken_while_it_was_read(
    article: Article, editor: Actor, second: Actor
) -> None:
    old = dismiss_toll(article, editor)
    label = flag_on(article, "mercenaries")
    overtaken = edit(article, TEXT + " The river rose.", by=second)
    run = claim_run(run_id=ScreeningRun.objects.latest("pk").pk, now=NOW)
    edit(article, TEXT + " The river rose. It fell.", by=second)
    finish_run(run=run, outcome=found(overtaken.version.text, TOLL, LABEL), now=NOW)

    screened(article, TOLL, LABEL)

    flag = flag_on(article, "Twelve")
    assert (flag.state, flag.carried, flag.previous_id) == ("dismissed", "carried", old.pk)
    label.refresh_from_db()
    assert label.state == "superseded"
    assert list(ScreeningRun.objects.order_by("pk").values_list("is_applied", flat=True)) == [True, False, True]


def test_answers_survive_a_version_whose_second_reading_failed(article: Article, editor: Actor, second: Actor) -> None:
    dismiss_toll(article, editor)
    read = ScreeningRun.objects.get()
    queue_again(run=read, actor=editor, now=SOON)
    ScreeningRun.objects.filter(pk=read.pk).update(state="failed", error="broken", finished_at=SOON)

    edit(article, TEXT + " The river fell.", by=second)
    screened(article, TOLL, LABEL)

    assert (flag_on(article, "Twelve").state, flag_on(article, "Twelve").carried) == ("dismissed", "carried")


def test_reading_the_same_text_again_changes_nothing(article: Article, editor: Actor) -> None:
    dismiss_toll(article, editor)
    flags = list(Flag.objects.order_by("pk").values())
    answers = Disposition.objects.count()
    reviews = list(Review.objects.values())
    last = AuditEvent.objects.latest("sequence").sequence

    screened(article, TOLL, LABEL, now=SOON)

    assert list(Flag.objects.order_by("pk").values()) == flags
    assert Disposition.objects.count() == answers
    assert list(Review.objects.values()) == reviews
    since = AuditEvent.objects.filter(sequence__gt=last).values_list("action", flat=True)
    assert set(since) <= {"run.queued", "run.done"}


def test_a_new_severity_under_a_new_release_is_noted_and_the_answer_stands(article: Article, editor: Actor) -> None:
    dismiss_toll(article, editor)

    screened(article, replace(TOLL, severity="medium"), LABEL)

    flag = flag_on(article, "Twelve")
    assert (flag.state, flag.severity) == ("dismissed", "medium")
    assert AuditEvent.objects.filter(action="flag.changed", object_id=str(flag.pk)).exists()


def test_what_is_high_only_now_wants_its_dismissal_confirmed(article: Article, editor: Actor, second: Actor) -> None:
    dismiss_toll(article, editor)
    dismiss(flag=flag_on(article, "mercenaries"), reason_code="quotation", actor=editor, now=SOON)

    review = screened(article, TOLL, replace(LABEL, severity="high"))

    flag = flag_on(article, "mercenaries")
    assert (flag.state, flag.carried, flag_on(article, "Twelve").carried) == ("dismissed", "confirm", "")
    with pytest.raises(ApprovalRefused):
        approve(review=review, content_hash=review.version.content_hash, actor=second, now=SOON)
    confirm(flag=flag, actor=second, now=SOON)
    assert not Flag.objects.filter(pk=flag.pk).blocking().exists()


def test_what_is_high_only_in_the_next_version_wants_its_dismissal_confirmed(
    article: Article, editor: Actor, second: Actor
) -> None:
    dismiss(flag=flag_on(article, "mercenaries"), reason_code="quotation", actor=editor, now=SOON)

    edit(article, TEXT + " The river rose.", by=second)
    screened(article, TOLL, replace(LABEL, severity="high"))

    assert flag_on(article, "mercenaries").carried == "confirm"


def test_other_facts_under_a_new_release_reopen_the_flag_itself(article: Article, editor: Actor) -> None:
    flag = dismiss_toll(article, editor)

    screened(article, replace(TOLL, facts={**TOLL.facts, "attribution": {"grade": "hedged"}}), LABEL)

    flag.refresh_from_db()
    assert (flag.state, flag.carried) == ("open", "reopened")
    assert flag.difference == {"attribution.grade": ["none", "hedged"]}


def test_an_open_flag_costs_no_question_when_it_is_read_again(make: Callable[..., Article]) -> None:
    few, many = make(text="Mercenaries came."), make(text=" ".join(f"Mercenaries came {n} times." for n in range(20)))
    label = replace(LABEL, words="Mercenaries")
    costs = []
    for made, number in ((few, 1), (many, 20)):
        screened(made, *[label] * number)
        with CaptureQueriesContext(connection) as asked:
            screened(made, *[label] * number)
        costs.append(len(asked))

    assert Flag.objects.open().filter(article=many).count() == 20
    assert costs[1] <= costs[0]


def test_a_high_flag_found_later_reopens_approved_copy(make: Callable[..., Article], editor: Actor) -> None:
    article = make()
    review = screened(article)
    approve(review=review, content_hash=review.version.content_hash, actor=editor, now=SOON)

    review = screened(article, TOLL)

    assert (review.state, review.cycle) == ("waiting", 2)


def test_two_like_findings_are_two_flags(make: Callable[..., Article]) -> None:
    article = make(text="The regime and again the regime. Rain fell.")
    regime = replace(LABEL, words="regime")

    screened(article, regime, regime)

    assert Flag.objects.filter(article=article).values("fingerprint").distinct().count() == 2


@pytest.mark.parametrize(("cut", "left"), [("Kerem", "Orvane"), ("Orvane", "Kerem")])
@pytest.mark.parametrize("dismissed", ["Kerem", "Orvane"])
def test_a_dismissal_answers_no_twin(
    make: Callable[..., Article], editor: Actor, second: Actor, cut: str, left: str, dismissed: str
) -> None:
    four = Seen("vague_attribution", "four", "medium", facts={"toll": {"min": 4, "max": 4}})
    both = make(text="In Kerem officials said four died and in Orvane officials said four died. Rain fell.")
    screened(both, four, four)
    flags = dict(zip(("Kerem", "Orvane"), Flag.objects.filter(article=both).order_by("start"), strict=True))
    dismiss(flag=flags[dismissed], reason_code="verified", actor=editor, now=NOW)

    edit(both, f"In {left} officials said four died. Rain fell.", by=second)
    screened(both, four)

    stays = flag_on(both, "four")
    assert stays.previous_id == flags[left].pk
    assert (stays.state, stays.carried) == (("dismissed", "confirm") if left == dismissed else ("open", "carried"))
    flags[cut].refresh_from_db()
    assert flags[cut].state == ("superseded" if cut == dismissed else "fixed")


def test_a_sentence_that_stood_twice_and_stands_once_still_asks(
    make: Callable[..., Article], editor: Actor, second: Actor
) -> None:
    """Cut is the one that was answered, or the one that was not: nothing tells them apart."""
    twice = make(text="The regime fell. Rain came. The regime fell. Snow came.")
    regime = replace(LABEL, words="regime", severity="high")
    screened(twice, regime, regime)
    answered, asking = Flag.objects.filter(article=twice).order_by("start")
    dismiss(flag=answered, reason_code="verified", actor=editor, now=NOW)

    edit(twice, "Rain came. The regime fell. Snow came.", by=second)
    screened(twice, regime)

    stays = flag_on(twice, "regime")
    assert (stays.state, stays.previous_id) == ("open", asking.pk)
    answered.refresh_from_db()
    assert answered.state == "superseded"
