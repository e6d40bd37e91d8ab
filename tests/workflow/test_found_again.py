"""A finding that a later reading of the same version lost, and a still later one finds again."""

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta

import pytest

from articles.actor import Actor
from articles.models import Article
from moderation.models import AuditEvent, Flag, RunCause
from moderation.workflow.answering import confirm, dismiss, dismiss_alike, reopen_flag, undo_alike, uphold
from moderation.workflow.approving import dismissed_alone
from moderation.workflow.deciding import approve
from moderation.workflow.engine import Outcome
from moderation.workflow.runs import claim_run, finish_run, queue_run
from moderation.workflow.standing import Pass, end_exception, grant_exception
from tests.workflow.newsroom import (
    LABEL,
    NOW,
    SOON,
    TOLL,
    Seen,
    flag_on,
    found,
    publish_words,
    read_again,
    review_of,
    screened,
)

pytestmark = pytest.mark.django_db
HEDGED = replace(TOLL, facts={**(TOLL.facts or {}), "attribution": {"grade": "hedged"}})
VAGUE = replace(TOLL, check_id="vague_attribution", facts={"attribution": {"grade": "unnamed"}})


def lose_and_find(article: Article, *seen: Seen) -> Flag:
    """Let one release lose the toll and the next one find it again."""
    read_again(article, 2, LABEL)
    assert not Flag.objects.standing().filter(version=review_of(article).version, matched_text="Twelve").exists()
    read_again(article, 3, *(seen or (TOLL, LABEL)))
    return flag_on(article, "Twelve")


def read(article: Article, number: int, outcome: Outcome) -> None:
    """Let the next release read this."""
    publish_words(number)
    version = review_of(article).version
    run = queue_run(version=version, cause=RunCause.RESCREEN, actor=Actor.system(), now=NOW)
    claimed = claim_run(run_id=run.pk, now=NOW)
    assert claimed is not None
    assert finish_run(run=claimed, outcome=outcome, now=NOW)


def read_more_words(article: Article, number: int) -> None:
    """Let the next release look at the whole text for each finding."""
    text = review_of(article).version.text
    outcome = found(text, TOLL, LABEL)
    wide = tuple(replace(sighting, window=text) for sighting in outcome.sightings)
    read(article, number, replace(outcome, sightings=wide))


def kinds(flag: Flag) -> list[str]:
    return list(flag.dispositions.order_by("pk").values_list("kind", flat=True))


def test_an_open_flag_is_open_again(article: Article) -> None:
    flag = flag_on(article, "Twelve")

    assert lose_and_find(article) == flag

    assert (flag_on(article, "Twelve").state, kinds(flag)) == ("open", ["superseded", "reopened"])


def test_its_dismissal_stands_again_with_who_answers_for_it(article: Article, editor: Actor) -> None:
    dismiss(flag=flag_on(article, "Twelve"), reason_code="verified", note="Rang", actor=editor, now=SOON)

    flag = lose_and_find(article)

    assert (flag.state, flag.carried, kinds(flag)) == ("dismissed", "carried", ["dismissed", "superseded", "carried"])
    carried = flag.dispositions.latest("pk")
    assert (carried.reason_code, carried.note, carried.answerable) == ("verified", "Rang", editor.user)
    assert [one.pk for one in dismissed_alone(review_of(article), editor.user)] == [flag.pk]
    assert AuditEvent.objects.filter(action="flag.carried", object_id=str(flag.pk)).exists()


def test_it_is_lost_and_found_as_often_as_releases_say(article: Article, editor: Actor) -> None:
    dismiss(flag=flag_on(article, "Twelve"), reason_code="verified", actor=editor, now=SOON)
    lose_and_find(article)

    read_again(article, 4, LABEL)
    read_again(article, 5, TOLL, LABEL)

    assert flag_on(article, "Twelve").state == "dismissed"


def test_its_confirmation_stands_again(article: Article, editor: Actor, second: Actor) -> None:
    dismiss(flag=flag_on(article, "Twelve"), reason_code="verified", actor=editor, now=SOON)
    confirm(flag=flag_on(article, "Twelve"), actor=second, now=SOON)

    lose_and_find(article)

    assert dismissed_alone(review_of(article), editor.user) == []


def test_a_flag_that_was_upheld_is_upheld_again(article: Article, editor: Actor) -> None:
    uphold(flag=flag_on(article, "Twelve"), actor=editor, now=SOON)

    assert lose_and_find(article).state == "upheld"


def test_an_answer_that_was_taken_back_stays_so(article: Article, editor: Actor) -> None:
    dismiss(flag=flag_on(article, "Twelve"), reason_code="verified", actor=editor, now=SOON)
    reopen_flag(flag=flag_on(article, "Twelve"), actor=editor, now=SOON)

    assert lose_and_find(article).state == "open"


def test_other_facts_open_it_and_show_the_difference(article: Article, editor: Actor) -> None:
    dismiss(flag=flag_on(article, "Twelve"), reason_code="verified", actor=editor, now=SOON)

    flag = lose_and_find(article, HEDGED, LABEL)

    assert (flag.state, flag.carried, flag.severity) == ("open", "reopened", "high")
    assert flag.difference == {"attribution.grade": ["none", "hedged"]}


def test_what_was_dismissed_with_others_and_undone_meanwhile_is_open(article: Article, editor: Actor) -> None:
    receipt = dismiss_alike(
        check_id="unattributed_toll",
        matched_text="Twelve",
        article_ids=[article.pk],
        reason_code="verified",
        actor=editor,
        session="s1",
        now=SOON,
    )
    read_again(article, 2, LABEL)
    undo_alike(batch=receipt.batch, actor=editor, session="s1", now=SOON)

    read_again(article, 3, TOLL, LABEL)

    assert flag_on(article, "Twelve").state == "open"


@pytest.mark.parametrize(("has_ended", "state"), [(False, "dismissed"), (True, "open")])
def test_an_exception_lets_it_pass_again_while_it_stands(
    article: Article, chief: Actor, has_ended: bool, state: str
) -> None:
    passing = Pass("unattributed_toll", matched_text="Twelve")
    until = NOW + timedelta(days=1)
    exception = grant_exception(wire=article.wire, passing=passing, until=until, reason="Known", actor=chief, now=NOW)
    read_again(article, 2, LABEL)
    read_again(article, 3, TOLL, LABEL)
    read_again(article, 4, LABEL)
    if has_ended:
        end_exception(exception=exception, actor=chief, now=NOW)

    read_again(article, 5, TOLL, LABEL)

    flag = flag_on(article, "Twelve")
    assert (flag.state, flag.exception) == (state, None if has_ended else exception)


def test_its_own_answer_stands_again_where_another_flag_had_taken_its_place(article: Article, editor: Actor) -> None:
    old = flag_on(article, "Twelve")
    dismiss(flag=old, reason_code="verified", actor=editor, now=SOON)
    read_again(article, 2, VAGUE, LABEL)
    between = flag_on(article, "Twelve")
    assert (between.check_id, between.state, between.carried) == ("vague_attribution", "open", "reopened")

    read_again(article, 3, TOLL, LABEL)

    between.refresh_from_db()
    assert (flag_on(article, "Twelve"), flag_on(article, "Twelve").state) == (old, "dismissed")
    assert between.state == "superseded"


def test_the_answer_given_meanwhile_to_a_flag_on_more_words_holds(article: Article, editor: Actor) -> None:
    old = flag_on(article, "Twelve")
    dismiss(flag=old, reason_code="verified", actor=editor, now=SOON)
    read_more_words(article, 2)
    uphold(flag=flag_on(article, "Twelve"), actor=editor, now=SOON)

    read_again(article, 3, TOLL, LABEL)

    assert (flag_on(article, "Twelve"), flag_on(article, "Twelve").state) == (old, "upheld")


def test_a_high_flag_found_again_reopens_approved_copy(article: Article, editor: Actor) -> None:
    read_again(article, 2)
    review = review_of(article)
    approve(review=review, content_hash=review.version.content_hash, actor=editor, now=SOON)

    read_again(article, 3, TOLL)

    assert (review_of(article).state, flag_on(article, "Twelve").state) == ("waiting", "open")


@pytest.mark.parametrize("dismissed", [0, 1])
def test_a_twin_that_a_release_loses_hands_its_answer_to_nobody(
    make: Callable[..., Article], editor: Actor, dismissed: int
) -> None:
    text = "In Kerem officials said four died and in Orvane officials said four died. Rain fell."
    four = Seen("vague_attribution", "four", "medium", facts={"toll": {"min": 4}})
    article = make(text=text)
    screened(article, four, four)
    flags = list(Flag.objects.filter(article=article).order_by("start"))
    dismiss(flag=flags[dismissed], reason_code="verified", actor=editor, now=SOON)
    both = found(text, four, four)
    # Counted in a reading of its own, the twin that is left is the first.
    second_alone = replace(both, findings=both.findings[1:], sightings=both.sightings[:1])

    read(article, 2, second_alone)
    assert flag_on(article, "four") == flags[1]
    read(article, 3, second_alone)
    read(article, 4, both)

    stand = list(Flag.objects.standing().filter(article=article).order_by("start"))
    assert stand == flags
    assert [flag.state for flag in stand] == ["dismissed" if at == dismissed else "open" for at in (0, 1)]
