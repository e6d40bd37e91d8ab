"""What a wire says reaches the review: withheld, released, killed, replaced, joined with its original."""

from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any

import pytest

from articles.actor import Actor
from articles.intake import Copy, Link, Said
from articles.intake.draft import STATUS_UNREAD
from articles.models import Article, Desk, Wire
from articles.operations import NothingToSettle, Receipt, receive_copy
from articles.operations.correcting import correct_language
from moderation.models import AuditEvent, Case, LexiconRelease, Review, ScreeningRun
from moderation.workflow.acting import ReasonMissing, RoleMayNot
from moderation.workflow.deciding import approve, hold, obstacles_to_approval, resume, spike
from moderation.workflow.reviewing import lapse_holds
from moderation.workflow.timeline import timeline
from moderation.workflow.withholding import settle
from tests.workflow.newsroom import NOW, SOON, TOLL, review_of, screened

pytestmark = pytest.mark.django_db

COPY = Copy(text="Rain is expected in Orvane.", headline="Rain", language="en", uri="urn:n:1", version="1")


@pytest.fixture
def heads(house: LexiconRelease, wire: Wire, desk: Desk, filer: Actor) -> dict[str, Any]:
    """Return the heads under which copy comes in."""
    return {"wire": wire, "desk": desk, "actor": filer, "now": NOW}


@pytest.fixture
def approved(heads: dict[str, Any], editor: Actor) -> Article:
    """Return copy that came in and was approved."""
    article = receive_copy(copy=COPY, **heads).article
    review = screened(article)
    approve(review=review, content_hash=review.version.content_hash, actor=editor, now=SOON)
    return article


def receive(heads: dict[str, Any], **changes: Any) -> Receipt:
    return receive_copy(copy=replace(COPY, **changes), **heads)


def test_withheld_copy_is_held_without_an_end(heads: dict[str, Any]) -> None:
    article = receive(heads, pub_status="withheld").article

    review = screened(article)
    assert (review.state, review.held_until, review.due_at) == ("held", None, None)


def test_what_was_approved_is_taken_back_when_the_wire_withholds_it(approved: Article, heads: dict[str, Any]) -> None:
    receive(heads, pub_status="withheld", version="2")

    review = review_of(approved)
    assert (review.state, review.cycle) == ("held", 2)


def test_the_wires_release_puts_it_back_on_its_desk(heads: dict[str, Any]) -> None:
    article = receive(heads, pub_status="withheld").article
    screened(article)

    receive(heads, version="2")

    assert review_of(article).state == "waiting"
    assert review_of(article).due_at is not None


UNTIL = NOW + timedelta(hours=2)
LATER = NOW + timedelta(hours=3)


@pytest.fixture
def held_twice(heads: dict[str, Any], editor: Actor) -> Article:
    """Return copy that an editor holds until a moment, and then its wire withholds."""
    article = receive(heads).article
    hold(review=screened(article), reason="calling the prefecture", until=UNTIL, actor=editor, now=SOON)
    receive(heads, pub_status="withheld", version="2")
    return article


def test_a_wires_hold_outlasts_a_persons(held_twice: Article, heads: dict[str, Any]) -> None:
    lapse_holds(now=LATER)

    assert (review_of(held_twice).state, review_of(held_twice).held_until) == ("held", None)
    assert lapse_holds(now=LATER) == 0
    receive(heads, version="3", pub_status="usable")
    assert review_of(held_twice).state == "waiting"


def test_a_persons_hold_outlasts_a_wires(held_twice: Article, heads: dict[str, Any]) -> None:
    receive(heads, version="3", pub_status="usable")

    assert (review_of(held_twice).state, review_of(held_twice).held_until) == ("held", UNTIL)
    lapse_holds(now=LATER)
    assert review_of(held_twice).state == "waiting"


def test_an_editor_takes_up_what_the_wire_withholds(heads: dict[str, Any], editor: Actor) -> None:
    article = receive(heads, pub_status="withheld").article
    review = screened(article)

    resume(review=review, actor=editor, now=SOON, reason="cleared by phone")

    article.refresh_from_db()
    assert (article.pub_status, review_of(article).state) == ("usable", "waiting")


def test_a_kill_reaches_the_review(approved: Article, heads: dict[str, Any]) -> None:
    receive(heads, pub_status="canceled", text="", version="2", ed_note="KILL – legal")

    assert review_of(approved).state == "killed"


def test_a_late_arrival_leaves_an_approval_alone(approved: Article, heads: dict[str, Any]) -> None:
    receive(heads, version="0", text="Sun is expected in Orvane.")

    review = review_of(approved)
    assert (review.state, review.version.number) == ("approved", 1)
    assert not ScreeningRun.objects.filter(version__origin="late").exists()
    assert timeline(approved)[-1].action == "version.late"


def test_a_correction_reopens_an_approval(approved: Article, heads: dict[str, Any]) -> None:
    receive(heads, version="2", text="Snow is expected in Orvane.", ed_note="CORRECTION")

    assert (review_of(approved).state, review_of(approved).version.number) == ("screening", 2)


def test_heads_that_change_are_recorded(approved: Article, heads: dict[str, Any]) -> None:
    receive(heads, version="2", urgency=2)

    event = AuditEvent.objects.get(action="copy.changed")
    assert (event.before["urgency"], event.after["urgency"]) == (5, 2)
    assert review_of(approved).state == "approved"


def test_the_same_text_of_greater_urgency_is_due_sooner(heads: dict[str, Any]) -> None:
    article = receive(heads).article
    before = screened(article).due_at

    receive_copy(copy=replace(COPY, version="2", urgency=1), **{**heads, "now": SOON})

    assert review_of(article).due_at == SOON + timedelta(minutes=15) < before
    event = AuditEvent.objects.get(action="review.hastened")
    assert datetime.fromisoformat(event.after["due_at"]) == review_of(article).due_at


@pytest.mark.parametrize("urgency", [5, 9])
def test_the_same_text_of_no_greater_urgency_is_due_when_it_was(heads: dict[str, Any], urgency: int) -> None:
    article = receive(heads).article
    before = screened(article).due_at

    receive_copy(copy=replace(COPY, version="2", urgency=urgency), **{**heads, "now": SOON})

    assert review_of(article).due_at == before


def test_what_is_held_is_not_due_for_being_more_urgent(heads: dict[str, Any], editor: Actor) -> None:
    article = receive(heads).article
    hold(review=screened(article), reason="calling", until=NOW + timedelta(hours=2), actor=editor, now=SOON)

    receive(heads, version="2", urgency=1)

    assert (review_of(article).state, review_of(article).due_at) == ("held", None)


def test_a_replacement_opens_a_case_on_what_it_replaces_and_what_was_made_from_that(
    approved: Article, heads: dict[str, Any]
) -> None:
    made = Copy(text="Pluie à Orvane.", uri="urn:n:fr", language="fr", links=(Link("derivedfrom", "urn:n:1"),))
    derived = receive_copy(copy=made, **heads).article

    receive(heads, uri="urn:n:2", text="Snow is expected.", links=(Link("replaces", "urn:n:1"),))

    cases = Case.objects.order_by("article_id")
    assert [case.article for case in cases] == [approved, derived]
    assert {(case.cause, case.of_article.external_id) for case in cases} == {("correction", "urn:n:2")}


@pytest.mark.parametrize(("status", "state"), [("withheld", "held"), ("usable", "screening")])
def test_what_comes_back_from_the_spike_is_held_while_its_wire_withholds_it(
    heads: dict[str, Any], editor: Actor, status: str, state: str
) -> None:
    article = receive(heads, pub_status="withheld").article
    spike(review=screened(article), reason="No room", actor=editor, now=SOON)

    receive(heads, pub_status=status, version="2", text="Snow is expected in Orvane.")

    assert review_of(article).state == state
    after = screened(article)
    assert (after.state, after.due_at is None) == (("held", True) if state == "held" else ("waiting", False))


def test_an_original_that_comes_later_keeps_the_approval_and_opens_no_case(
    heads: dict[str, Any], editor: Actor
) -> None:
    article = receive(heads, links=(Link("translatedfrom", "urn:n:fr"),)).article
    review = screened(article)
    approve(review=review, content_hash=review.version.content_hash, actor=editor, now=SOON)

    receive_copy(copy=Copy(text="Pluie à Orvane.", uri="urn:n:fr", language="fr"), **heads)

    review = review_of(article)
    assert (review.state, review.version.number, review.version.origin) == ("approved", 2, "linked")
    assert review.version.original is not None
    assert not Case.objects.exists()


def test_an_original_that_comes_later_brings_nothing_back_that_was_spiked(heads: dict[str, Any], editor: Actor) -> None:
    article = receive(heads, links=(Link("translatedfrom", "urn:n:fr"),)).article
    spike(review=screened(article), reason="No room", actor=editor, now=SOON)

    receive_copy(copy=Copy(text="Pluie à Orvane.", uri="urn:n:fr", language="fr"), **heads)

    review = screened(article)
    assert (review.state, review.version.origin) == ("spiked", "linked")


def test_a_language_put_right_brings_nothing_back_that_was_spiked(heads: dict[str, Any], editor: Actor) -> None:
    article = receive(heads).article
    spike(review=screened(article), reason="No room", actor=editor, now=SOON)

    correct_language(article=article, language="fr", actor=editor, now=SOON)

    review = screened(article)
    assert (review.state, review.version.number, review.version.language) == ("spiked", 2, "fr")


def test_a_language_put_right_is_told_as_that_and_opens_no_case(
    approved: Article, heads: dict[str, Any], editor: Actor
) -> None:
    receive(heads, uri="urn:n:2", text="Pluie.", language="fr", links=(Link("translatedfrom", "urn:n:1"),))

    correct_language(article=approved, language="de", actor=editor, now=SOON)

    assert not Case.objects.exists()
    assert AuditEvent.objects.filter(article_id=approved.pk, action="version.reread").count() == 1
    assert not AuditEvent.objects.filter(action="version.corrected").exists()


def test_drift_that_the_late_original_shows_reopens_the_approval(heads: dict[str, Any], editor: Actor) -> None:
    text = "Twelve people were hurt in Orvane."
    article = receive(heads, text=text, links=(Link("translatedfrom", "urn:n:fr"),)).article
    review = screened(article)
    approve(review=review, content_hash=review.version.content_hash, actor=editor, now=SOON)
    receive_copy(copy=Copy(text="Neuf blessés à Orvane.", uri="urn:n:fr", language="fr"), **heads)

    review = screened(article, TOLL)

    assert review.state == "waiting"


UNREAD = {"embargo_note": "noon", "hold_reason": Said("the embargo cannot be read")}


def test_an_embargo_that_cannot_be_read_is_settled_with_a_moment(heads: dict[str, Any], editor: Actor) -> None:
    article = receive(heads, **UNREAD).article
    review = screened(article)
    assert review.state == "held"

    settle(review=review, until=NOW + timedelta(hours=3), reason="their desk, by phone", actor=editor, now=SOON)

    review = review_of(article)
    assert (review.state, review.article.embargoed_until) == ("waiting", NOW + timedelta(hours=3))
    assert obstacles_to_approval(review) == []
    assert AuditEvent.objects.get(action="copy.changed").reason == "their desk, by phone"


def test_the_same_note_again_unsettles_nothing(heads: dict[str, Any], editor: Actor) -> None:
    article = receive(heads, **UNREAD).article
    settle(review=screened(article), until=None, reason="there is none", actor=editor, now=SOON)

    receipt = receive(heads, **UNREAD)

    assert receipt.outcome == "unchanged"
    assert review_of(article).state == "waiting"


def test_the_same_note_with_a_newer_text_holds_nothing(heads: dict[str, Any], editor: Actor) -> None:
    article = receive(heads, **UNREAD).article
    settle(review=screened(article), until=None, reason="there is none", actor=editor, now=SOON)

    receive(heads, **UNREAD, version="2", text="Snow is expected in Orvane.")

    review = screened(article)
    assert (review.state, review.article.pub_status, review.article.embargo_note) == ("waiting", "usable", "")


@pytest.mark.parametrize(
    "changes",
    [{"pub_status": "withheld"}, {"ed_note": "HOLD FOR RELEASE"}, {"hold_reason": Said(STATUS_UNREAD, {"said": "?"})}],
)
def test_what_else_holds_beside_a_settled_note_still_does(
    heads: dict[str, Any], editor: Actor, changes: dict[str, Any]
) -> None:
    article = receive(heads, **UNREAD).article
    settle(review=screened(article), until=None, reason="there is none", actor=editor, now=SOON)

    receive(heads, **{**UNREAD, **changes}, version="2", text="Snow is expected in Orvane.")

    assert review_of(article).state == "held"


def test_another_note_holds_again(heads: dict[str, Any], editor: Actor) -> None:
    article = receive(heads, **UNREAD).article
    settle(review=screened(article), until=None, reason="there is none", actor=editor, now=SOON)

    receive(heads, **{**UNREAD, "embargo_note": "after the speech"})

    assert review_of(article).state == "held"
    assert [obstacle.code for obstacle in obstacles_to_approval(review_of(article))] == ["withheld", "embargo"]


def test_what_the_wire_withholds_besides_stays_held(heads: dict[str, Any], editor: Actor) -> None:
    article = receive(heads, pub_status="withheld", **UNREAD).article

    settle(review=screened(article), until=None, reason="there is none", actor=editor, now=SOON)

    assert review_of(article).state == "held"


def test_only_an_editor_with_a_reason_settles_what_is_unsettled(
    heads: dict[str, Any], editor: Actor, filer: Actor
) -> None:
    review = screened(receive(heads).article)

    with pytest.raises(NothingToSettle):
        settle(review=review, until=None, reason="why not", actor=editor, now=SOON)
    with pytest.raises(ReasonMissing):
        settle(review=review, until=None, reason=" ", actor=editor, now=SOON)
    with pytest.raises(RoleMayNot):
        settle(review=review, until=None, reason="why not", actor=filer, now=SOON)


def test_a_mere_original_that_its_wire_files_gets_its_review(heads: dict[str, Any]) -> None:
    article = receive_copy(copy=COPY, kind="original", **heads).article
    assert not Review.objects.filter(article=article).exists()

    receive(heads)

    review = screened(article)
    assert (review.state, review.version.number) == ("waiting", 2)


def test_who_brings_the_original_may_still_approve_the_translation(heads: dict[str, Any], editor: Actor) -> None:
    article = receive(heads, links=(Link("translatedfrom", "urn:n:fr"),)).article
    original = Copy(text="Pluie à Orvane.", uri="urn:n:fr", language="fr")
    receive_copy(copy=original, **{**heads, "actor": editor})

    review = screened(article)
    approve(review=review, content_hash=review.version.content_hash, actor=editor, now=SOON)

    assert review_of(article).state == "approved"


def test_copy_that_comes_canceled_is_killed_as_it_comes(heads: dict[str, Any]) -> None:
    receipt = receive(heads, pub_status="canceled")

    assert (receipt.outcome, review_of(receipt.article).state) == ("killed", "killed")
    assert screened(receipt.article).state == "killed"


def test_a_kill_of_what_never_came_is_recorded_and_opens_no_review(heads: dict[str, Any]) -> None:
    receipt = receive(heads, text="", pub_status="canceled")
    receive(heads)

    assert not Review.objects.filter(article=receipt.article).exists()
    assert [entry.action for entry in timeline(receipt.article)] == ["copy.killed", "version.late"]


def test_a_kill_opens_a_case_on_what_was_made_from_the_copy(approved: Article, heads: dict[str, Any]) -> None:
    made = Copy(text="Pluie à Orvane.", uri="urn:n:fr", language="fr", links=(Link("translatedfrom", "urn:n:1"),))
    translated = receive_copy(copy=made, **heads).article

    receive(heads, version="2", ed_note="KILL – legal")

    case = Case.objects.get()
    assert (case.article, case.of_article, case.cause) == (translated, approved, "kill")
    assert "legal" in case.reason
