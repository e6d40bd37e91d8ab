"""Standing exceptions: this wire, this term, until this date, with an owner and a reason."""

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta

import pytest

from articles.actor import Actor
from articles.models import Article, Wire
from moderation.models import AuditEvent, Carried, Disposition, Review, StandingException
from moderation.workflow import standing
from moderation.workflow.acting import RoleMayNot, lock_review_of
from moderation.workflow.answering import dismiss, reopen_flag
from moderation.workflow.approving import FourEyes
from moderation.workflow.deciding import approve
from moderation.workflow.standing import Pass, UnfitException, end_exception, expire_exceptions, grant_exception
from tests.workflow.newsroom import LABEL, NOW, SOON, TEXT, edit, file, flag_on, read_again, review_of, screened

pytestmark = pytest.mark.django_db
TERM = Pass("loaded_label", term_id="en.term.mercenary")
MONTH = NOW + timedelta(days=30)


@pytest.fixture
def exception(wire: Wire, standards: Actor) -> StandingException:
    """Return an exception for the label on the wire."""
    return grant_exception(wire=wire, passing=TERM, until=MONTH, reason="A court's word", actor=standards, now=NOW)


def flagged(make: Callable[..., Article]) -> Article:
    article = make()
    screened(article, LABEL)
    return article


def test_what_it_covers_is_dismissed_in_its_owners_name(
    make: Callable[..., Article], exception: StandingException, standards: Actor
) -> None:
    article = flagged(make)

    flag = flag_on(article, "mercenaries")
    answer = Disposition.objects.get(flag=flag)
    assert (flag.state, flag.exception) == ("dismissed", exception)
    assert (answer.reason_code, answer.answerable, answer.actor_kind) == ("house_exception", standards.user, "rule")


def test_its_owner_does_not_approve_what_it_covers(
    make: Callable[..., Article], exception: StandingException, standards: Actor, editor: Actor
) -> None:
    article = flagged(make)
    review = review_of(article)
    with pytest.raises(FourEyes, match="mercenaries"):
        approve(review=review, content_hash=review.version.content_hash, actor=standards, now=SOON)

    approve(review=review, content_hash=review.version.content_hash, actor=editor, now=SOON)

    assert review_of(article).state == "approved"


@pytest.mark.parametrize("passing", [Pass("hedged_toll", matched_text="mercenaries"), Pass("loaded_label", "another")])
def test_another_check_or_term_is_not_covered(
    make: Callable[..., Article], wire: Wire, standards: Actor, passing: Pass
) -> None:
    grant_exception(wire=wire, passing=passing, until=MONTH, reason="So", actor=standards, now=NOW)

    assert flag_on(flagged(make), "mercenaries").state == "open"


def test_another_wire_is_not_covered(
    exception: StandingException, house: object, filer: Actor, make: Callable[..., Article]
) -> None:
    other = Wire.objects.create(code="other", name="Other", kind="partner", language="en")
    article = file(other, make().desk, by=filer, text="The mayor spoke of mercenaries.")

    screened(article, LABEL)

    assert flag_on(article, "mercenaries").state == "open"


def test_what_was_open_is_let_pass_when_it_is_read_again(
    make: Callable[..., Article], wire: Wire, standards: Actor, editor: Actor
) -> None:
    untouched, opened = flagged(make), flagged(make)
    flag = flag_on(opened, "mercenaries")
    dismiss(flag=flag, reason_code="quotation", actor=editor, now=SOON)
    reopen_flag(flag=flag, actor=editor, now=SOON)
    grant_exception(wire=wire, passing=TERM, until=MONTH, reason="A court's word", actor=standards, now=NOW)

    screened(untouched, LABEL)
    screened(opened, LABEL)

    assert (flag_on(untouched, "mercenaries").state, flag_on(opened, "mercenaries").state) == ("dismissed", "open")


@pytest.mark.parametrize("texts", [(f"{TEXT} More.",), (f"{TEXT} More.", f"{TEXT} More. And more.")])
def test_what_somebody_has_opened_by_hand_stays_open_in_later_versions(
    make: Callable[..., Article], exception: StandingException, editor: Actor, second: Actor, texts: tuple[str, ...]
) -> None:
    article = flagged(make)
    reopen_flag(flag=flag_on(article, "mercenaries"), actor=editor, now=SOON)

    for text in texts:
        edit(article, text, by=second)
        screened(article, LABEL, now=SOON)

    assert (flag_on(article, "mercenaries").state, flag_on(article, "mercenaries").exception) == ("open", None)


def test_what_somebody_has_opened_by_hand_is_open_when_it_is_found_again(
    make: Callable[..., Article], exception: StandingException, editor: Actor
) -> None:
    article = flagged(make)
    reopen_flag(flag=flag_on(article, "mercenaries"), actor=editor, now=SOON)

    read_again(article, 2)
    read_again(article, 3, LABEL)

    assert flag_on(article, "mercenaries").state == "open"


def test_what_is_open_by_nobodys_word_is_let_pass_in_the_next_version(
    make: Callable[..., Article], wire: Wire, standards: Actor, second: Actor
) -> None:
    article = flagged(make)
    grant_exception(wire=wire, passing=TERM, until=MONTH, reason="A court's word", actor=standards, now=NOW)
    edit(article, f"{TEXT} More.", by=second)

    screened(article, LABEL, now=SOON)

    assert flag_on(article, "mercenaries").state == "dismissed"


def test_its_end_reopens_what_it_let_pass(make: Callable[..., Article], exception: StandingException) -> None:
    article = flagged(make)
    assert expire_exceptions(now=MONTH - timedelta(days=1)) == 0

    assert expire_exceptions(now=MONTH) == 1

    assert flag_on(article, "mercenaries").state == "open"
    assert expire_exceptions(now=MONTH) == 0
    assert AuditEvent.objects.filter(action="exception.ended").count() == 1


def test_an_expiry_that_was_cut_short_is_ended_by_the_next(
    make: Callable[..., Article], exception: StandingException
) -> None:
    article = flagged(make)
    StandingException.objects.update(ended_at=MONTH)

    assert expire_exceptions(now=MONTH) == 1

    assert flag_on(article, "mercenaries").state == "open"


def test_decided_articles_stay_decided(
    make: Callable[..., Article], exception: StandingException, editor: Actor
) -> None:
    article = flagged(make)
    review = review_of(article)
    approve(review=review, content_hash=review.version.content_hash, actor=editor, now=SOON)

    assert expire_exceptions(now=MONTH) == 0

    assert review_of(article).state == "approved"


def test_what_is_decided_while_an_exception_ends_stays_decided(
    make: Callable[..., Article], exception: StandingException, editor: Actor, monkeypatch: pytest.MonkeyPatch
) -> None:
    article = flagged(make)

    def lock_late(article_id: int) -> Review:
        review = review_of(article)
        approve(review=review, content_hash=review.version.content_hash, actor=editor, now=MONTH)
        return lock_review_of(article_id)

    monkeypatch.setattr(standing, "lock_review_of", lock_late)

    assert expire_exceptions(now=MONTH) == 0

    assert (review_of(article).state, flag_on(article, "mercenaries").state) == ("approved", "dismissed")


@pytest.mark.parametrize("text", [f"{TEXT} More.", TEXT.replace("The mayor spoke", "The mayor of Orvane spoke")])
def test_what_an_ended_exception_let_pass_is_not_carried_on(
    make: Callable[..., Article], exception: StandingException, standards: Actor, text: str
) -> None:
    article = flagged(make)
    edit(article, text, by=standards)
    end_exception(exception=exception, actor=standards, now=SOON)

    screened(article, LABEL, now=SOON)

    flag = flag_on(article, "mercenaries")
    assert (flag.state, flag.carried, flag.exception) == ("open", Carried.SAME, None)


def test_what_an_exception_in_force_let_pass_is_carried_on(
    make: Callable[..., Article], exception: StandingException, standards: Actor
) -> None:
    article = flagged(make)
    edit(article, f"{TEXT} More.", by=standards)

    screened(article, LABEL, now=SOON)

    assert flag_on(article, "mercenaries").exception == exception


def test_it_covers_what_another_release_reads_otherwise(
    make: Callable[..., Article], exception: StandingException
) -> None:
    article = flagged(make)

    read_again(article, 2, replace(LABEL, facts={"voice": "reported"}))

    flag = flag_on(article, "mercenaries")
    assert (flag.state, flag.exception, flag.carried) == ("dismissed", exception, Carried.REOPENED)


def test_it_can_be_ended_early_by_a_senior_editor(
    make: Callable[..., Article], exception: StandingException, editor: Actor, chief: Actor
) -> None:
    flagged(make)
    with pytest.raises(RoleMayNot):
        end_exception(exception=exception, actor=editor, now=SOON)

    assert end_exception(exception=exception, actor=chief, now=SOON, reason="The court spoke") == 1


@pytest.mark.parametrize(
    ("passing", "until", "reason"),
    [(TERM, NOW, "So"), (TERM, MONTH, " "), (Pass("loaded_label"), MONTH, "So")],
)
def test_an_exception_without_end_reason_or_subject_is_refused(
    wire: Wire, standards: Actor, passing: Pass, until: object, reason: str
) -> None:
    with pytest.raises(UnfitException):
        grant_exception(wire=wire, passing=passing, until=until, reason=reason, actor=standards, now=NOW)


def test_a_desk_editor_grants_none(wire: Wire, editor: Actor) -> None:
    with pytest.raises(RoleMayNot):
        grant_exception(wire=wire, passing=TERM, until=MONTH, reason="So", actor=editor, now=NOW)
