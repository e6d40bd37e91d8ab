"""After release: corrections and kills reach what was made from the copy."""

from datetime import timedelta

import pytest
from django.contrib.auth.models import User
from django.db import IntegrityError, transaction

from articles.actor import Actor
from articles.intake import Copy
from articles.models import Article, Desk, Wire
from articles.operations import correct_copy, file_copy, hold_copy, kill_copy, release_copy
from moderation.models import AuditEvent, Case, LexiconRelease, Notice, Review, ReviewPlan, Route
from moderation.workflow.acting import RoleMayNot
from moderation.workflow.aftermath import CaseAcknowledged, acknowledge, derived_from, escalate_cases
from moderation.workflow.clock import due_at
from moderation.workflow.configuring import save_plan
from moderation.workflow.deciding import ApprovalRefused, approve, kill
from moderation.workflow.reviewing import claim
from moderation.workflow.sight import visible_cases
from moderation.workflow.states import Role
from tests.workflow.newsroom import NOW, SOON, edit, file, lead_to, person, review_of, screened

pytestmark = pytest.mark.django_db


@pytest.fixture
def original(house: LexiconRelease, wire: Wire, desk: Desk, filer: Actor) -> Article:
    """Return copy in another language that others translate."""
    copy = Copy(text="Doce muertos en Orvane.", headline="Doce muertos")
    return file_copy(copy=copy, wire=wire, desk=desk, language="es", kind="original", actor=filer, now=NOW)


def translate(original: Article, language: str, by: Actor) -> Article:
    copy = Copy(text=f"Twelve dead in Orvane ({language}).", headline="Twelve dead")
    return file_copy(
        copy=copy, wire=original.wire, desk=original.desk, language=language, kind="translated", actor=by, now=NOW,
        original=original,
    )  # fmt: skip


def correct(article: Article, by: Actor) -> None:
    copy = Copy(text="Trece muertos en Orvane.", headline="Trece muertos")
    correct_copy(article=article, copy=copy, actor=by, now=SOON, expected_version=1)


def test_a_correction_opens_a_case_on_every_translation(original: Article, filer: Actor, chief: Actor) -> None:
    made = [translate(original, language, filer) for language in ("en", "fr")]

    correct(original, filer)

    cases = Case.objects.order_by("article_id")
    assert [case.article for case in cases] == made
    assert {case.cause for case in cases} == {"correction"}
    assert cases[0].due_at == SOON + timedelta(minutes=120)
    assert Notice.objects.filter(kind="case", recipient=chief.user).count() == 2


def test_what_was_made_from_a_translation_gets_a_case_too(original: Article, filer: Actor) -> None:
    english = translate(original, "en", filer)
    french = translate(english, "fr", filer)

    assert derived_from(original) == [english, french]
    assert derived_from(french) == []


def test_the_same_correction_opens_no_second_case(original: Article, filer: Actor) -> None:
    translate(original, "en", filer)
    correct(original, filer)

    correct_copy(
        article=original, copy=Copy(text="Trece muertos en Orvane."), actor=filer, now=SOON, expected_version=2
    )

    assert Case.objects.count() == 1


def test_a_kill_by_the_wire_overrides_claims_and_opens_cases(
    house: LexiconRelease, wire: Wire, desk: Desk, filer: Actor, editor: Actor
) -> None:
    article = file(wire, desk, by=filer)
    screened(article)
    made = translate(article, "fr", filer)
    claim(review=review_of(article), actor=editor, now=NOW)

    kill_copy(article=article, actor=Actor.token(None, "Northgate"), reason="Hoax", now=SOON)

    assert review_of(article).state == "killed"
    case = Case.objects.get()
    assert (case.article, case.cause, case.due_at) == (made, "kill", SOON + timedelta(minutes=30))
    actions = AuditEvent.objects.filter(article_id=article.pk).values_list("action", flat=True)
    assert {"copy.killed", "version.killed", "claim.ended"} <= set(actions)


def test_a_kill_of_an_original_reaches_its_translations(original: Article, filer: Actor) -> None:
    made = translate(original, "en", filer)

    kill_copy(article=original, actor=filer, reason="Hoax", now=SOON)

    assert Case.objects.get().article == made


def test_a_kill_by_an_editor_after_approval_opens_cases_once(clean: Article, filer: Actor, editor: Actor) -> None:
    made = translate(clean, "fr", filer)
    review = review_of(clean)
    approve(review=review, content_hash=review.version.content_hash, actor=editor, now=SOON)

    kill(review=review_of(clean), reason="The mayor is alive", actor=editor, now=SOON)

    assert [case.article for case in Case.objects.all()] == [made]


def test_a_case_is_acknowledged_once(original: Article, filer: Actor, editor: Actor, second: Actor) -> None:
    translate(original, "en", filer)
    correct(original, filer)
    with pytest.raises(RoleMayNot):
        acknowledge(case=Case.objects.get(), actor=filer, now=SOON)

    acknowledge(case=Case.objects.get(), actor=editor, now=SOON, note="Corrected here too")

    case = Case.objects.get()
    assert (case.acknowledged_by, case.acknowledged_at, case.note) == (editor.user, SOON, "Corrected here too")
    with pytest.raises(CaseAcknowledged, match="editor"):
        acknowledge(case=case, actor=second, now=SOON)


def test_a_late_case_goes_to_the_chiefs_once(original: Article, filer: Actor, chief: Actor) -> None:
    translate(original, "en", filer)
    correct(original, filer)
    Notice.objects.all().delete()
    late = SOON + timedelta(hours=3)

    assert [escalate_cases(now=SOON), escalate_cases(now=late), escalate_cases(now=late)] == [0, 1, 0]

    assert Notice.objects.get().recipient == chief.user


@pytest.mark.parametrize("why", ["none", "left the house", "no address"])
@pytest.mark.parametrize("told", [Role.STANDARDS_EDITOR, Role.ADMINISTRATOR])
def test_a_late_case_of_a_desk_without_a_chief_is_told_all_the_same(
    original: Article, filer: Actor, desk: Desk, chief: Actor, why: str, told: Role
) -> None:
    other = person("other", told, desk=desk if told == Role.STANDARDS_EDITOR else None)
    translate(original, "en", filer)
    correct(original, filer)
    Notice.objects.all().delete()
    if why == "none":
        chief.user.desk_memberships.all().delete()
    User.objects.filter(pk=chief.user.pk).update(
        is_active=why != "left the house", email="" if why == "no address" else "chief@example.org"
    )

    escalate_cases(now=SOON + timedelta(hours=3))

    assert Notice.objects.get().recipient == other.user


def test_a_late_case_is_not_told_to_others_where_a_chief_can_be(original: Article, filer: Actor, chief: Actor) -> None:
    for number, role in enumerate((Role.STANDARDS_EDITOR, Role.ADMINISTRATOR)):
        person(f"other-{number}", role, desk=original.desk)
    translate(original, "en", filer)
    correct(original, filer)
    Notice.objects.all().delete()

    escalate_cases(now=SOON + timedelta(hours=3))

    assert Notice.objects.get().recipient == chief.user


def test_a_case_is_of_the_desk_where_the_article_stands(
    original: Article, filer: Actor, chief: Actor, war: Desk
) -> None:
    made = translate(original, "en", filer)
    lead_to(made, war)
    leader = person("leader", Role.DESK_CHIEF, desk=war)

    correct(original, filer)

    case = Case.objects.get()
    assert (case.desk, case.due_at) == (war, due_at(SOON, minutes=120, hours=war))
    assert case.due_at != due_at(SOON, minutes=120, hours=made.desk)
    assert Notice.objects.get(kind="case").recipient == leader.user
    assert (visible_cases(leader.user).count(), visible_cases(chief.user).count()) == (1, 0)


def test_a_late_case_goes_to_the_chiefs_of_the_desk_that_has_the_article_by_then(
    original: Article, filer: Actor, chief: Actor, war: Desk
) -> None:
    made = translate(original, "en", filer)
    correct(original, filer)
    Notice.objects.all().delete()
    leader = person("leader", Role.DESK_CHIEF, desk=war)
    lead_to(made, war)

    escalate_cases(now=SOON + timedelta(hours=3))

    assert Notice.objects.get().recipient == leader.user


@pytest.fixture
def waiting(original: Article, filer: Actor) -> Article:
    """Return a translation that was read and waits on its desk without a flag."""
    made = translate(original, "en", filer)
    screened(made)
    return made


def approve_as(actor: Actor, article: Article) -> Review:
    review = review_of(article)
    return approve(review=review, content_hash=review.version.content_hash, actor=actor, now=SOON)


class TestApprovalBesideACase:
    """What was made from killed or corrected copy is approved by nobody who has not seen that."""

    @pytest.mark.parametrize("act", ["kill", "correct"])
    def test_a_translation_waits_until_somebody_has_acknowledged_it(
        self, original: Article, waiting: Article, filer: Actor, editor: Actor, act: str
    ) -> None:
        if act == "kill":
            kill_copy(article=original, actor=filer, reason="False", now=SOON)
        else:
            correct(original, filer)

        with pytest.raises(ApprovalRefused, match="waits to be acknowledged") as refusal:
            approve_as(editor, waiting)
        acknowledge(case=Case.objects.get(article=waiting), actor=editor, now=SOON)

        assert [obstacle.code for obstacle in refusal.value.obstacles] == ["case"]
        assert approve_as(editor, waiting).state == "approved"

    def test_the_text_that_stands_beside_the_corrected_original_is_approved(
        self, original: Article, waiting: Article, filer: Actor, editor: Actor
    ) -> None:
        correct(original, filer)
        edit(waiting, "Thirteen dead in Orvane.", by=filer)
        screened(waiting)

        assert approve_as(editor, waiting).state == "approved"

    def test_beside_a_killed_original_no_edit_is_approved_unseen(
        self, original: Article, waiting: Article, filer: Actor, editor: Actor
    ) -> None:
        kill_copy(article=original, actor=filer, reason="False", now=SOON)
        edit(waiting, "Thirteen dead in Orvane.", by=filer)
        screened(waiting)

        with pytest.raises(ApprovalRefused, match="waits to be acknowledged"):
            approve_as(editor, waiting)

    def test_other_copy_is_approved_as_ever(
        self, original: Article, waiting: Article, clean: Article, filer: Actor, editor: Actor
    ) -> None:
        kill_copy(article=original, actor=filer, reason="False", now=SOON)

        assert approve_as(editor, clean).state == "approved"

    @pytest.mark.parametrize(("is_killed", "state"), [(True, "waiting"), (False, "approved")])
    def test_no_plan_approves_what_was_made_from_killed_copy(
        self, original: Article, filer: Actor, is_killed: bool, state: str
    ) -> None:
        plan = save_plan(
            plan=ReviewPlan(code="quick", name="Quick"),
            steps=[{"step": "desk", "roles": ["desk_editor"], "when": [{"severities": ["high"]}]}],
            actor=Actor.system(),
            now=NOW,
        ).plan
        Route.objects.filter(is_default=True).update(plan=plan)
        made = translate(original, "en", filer)
        if is_killed:
            kill_copy(article=original, actor=filer, reason="False", now=NOW)

        screened(made)

        assert review_of(made).state == state


def test_nobody_acknowledges_namelessly(original: Article, filer: Actor) -> None:
    translate(original, "en", filer)
    correct(original, filer)

    with pytest.raises(IntegrityError, match="acknowledged_by_somebody"), transaction.atomic():
        Case.objects.update(acknowledged_at=NOW)


def test_holding_and_releasing_copy_is_recorded(clean: Article, filer: Actor) -> None:
    hold_copy(article=clean, actor=filer, reason="Wait", now=SOON)
    release_copy(article=clean, actor=filer, reason="Confirmed", now=SOON)

    events = AuditEvent.objects.filter(article_id=clean.pk, action__startswith="copy.").order_by("sequence")
    assert [(event.action, event.reason) for event in events] == [("copy.held", "Wait"), ("copy.released", "Confirmed")]
