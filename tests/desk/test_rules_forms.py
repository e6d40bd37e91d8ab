"""Routes, plans and exceptions as forms: what they refuse, what they say they would change, who may."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone

from articles.actor import Actor
from articles.models import Article, Desk, Wire
from moderation.models import AuditEvent, Flag, ReviewPlan, Route, StandingException
from moderation.workflow.foreseeing import Look, foresee_routes, in_order, with_route
from moderation.workflow.routing import Freight, weigh_routes
from moderation.workflow.standing import Pass, grant_exception
from moderation.workflow.states import Role
from tests.desk.conftest import staff
from tests.workflow.newsroom import LABEL, NOW, TOLL, file, review_of, screened

ROUTES, PLANS, EXCEPTIONS = (f"/admin/moderation/{name}/" for name in ("route", "reviewplan", "standingexception"))
SignIn = Callable[[Actor], Client]


@pytest.fixture
def administrator(roles: None) -> Actor:
    """Return an administrator who is on no desk."""
    return staff("administrator", Role.ADMINISTRATOR, None)


@pytest.fixture
def chief(desk: Desk, roles: None) -> Actor:
    """Return the desk's chief."""
    return staff("chief", Role.DESK_CHIEF, desk)


@pytest.fixture
def admin(administrator: Actor, sign_in: SignIn, article: Article) -> Client:
    """Return the administrator's browser, in a house with one article."""
    return sign_in(administrator)


def route_form(**changes: object) -> dict[str, object]:
    plan = ReviewPlan.objects.get(code="flash").pk
    form = {"name": "Northgate first", "position": 5, "is_active": "on", "wires": ["northgate"], "plan": plan}
    return {**form, "reason": "So that it is seen.", **changes}


def exception_form(wire: Wire, **changes: object) -> dict[str, object]:
    until = timezone.now() + timedelta(days=9)
    form = {"wire": wire.pk, "check_id": "loaded_label", "matched_text": "Mercenaries", "reason": "A name."}
    return {**form, "until_0": until.date().isoformat(), "until_1": "12:00", **changes}


def plan_form(plan: ReviewPlan, **changes: object) -> dict[str, object]:
    return {
        "name": plan.name,
        "is_active": "on",
        "seen": plan.latest().number,
        "step0_code": "desk",
        "step0_name": "Desk editor",
        "step0_roles": ["desk_editor"],
        "step0_quorum": 1,
        "step0_place": 1,
        "reason": "Two see more.",
        **changes,
    }


def said(answer: object) -> str:
    return re.sub(r"\s+", " ", answer.content.decode())  # type: ignore[attr-defined]


def test_a_route_says_what_it_would_change_and_saves_nothing(admin: Client, article: Article) -> None:
    page = said(admin.post(f"{ROUTES}add/", {**route_form(reason=""), "_foresee": "1"}))

    assert "1 article." in page
    assert "Monde, by the plan “Flash: one pair of eyes" in page
    assert article.headline in page
    assert "errornote" not in page
    assert not Route.objects.filter(position=5).exists()


def test_a_route_is_saved_with_its_reason_and_recorded(admin: Client) -> None:
    answer = admin.post(f"{ROUTES}add/", route_form())

    assert answer.status_code == 302, said(answer)
    route = Route.objects.get(position=5)
    assert (route.wires, route.check_ids, route.version) == (["northgate"], None, 1)
    event = AuditEvent.objects.get(action="route.added", object_id=route.pk)
    assert (event.actor_label, event.reason) == ("administrator", "So that it is seen.")


def test_a_route_moved_further_up_says_what_that_would_change(admin: Client) -> None:
    figures, party = Route.objects.get(position=20), Route.objects.get(position=30)
    party.plan, party.check_ids = ReviewPlan.objects.get(code="flash"), ["loaded_label"]
    party.save()
    form = route_form(name=party.name, position=15, wires=[], check_ids=["loaded_label"], plan=party.plan_id)

    page = said(admin.post(f"{ROUTES}{party.pk}/change/", {**form, "_foresee": "1"}))

    assert "1 article." in page
    assert figures.position == 20
    assert Route.objects.get(pk=party.pk).position == 30


def test_a_removal_says_what_it_would_change_and_is_recorded_with_its_reason(admin: Client) -> None:
    admin.post(f"{ROUTES}add/", route_form())
    route = Route.objects.get(position=5)

    page = said(admin.get(f"{ROUTES}{route.pk}/delete/"))
    admin.post(f"{ROUTES}{route.pk}/delete/", {"post": "yes", "reason": "Over."})

    assert "1 article." in page
    assert not Route.objects.filter(pk=route.pk).exists()
    assert AuditEvent.objects.get(action="route.removed").reason == "Over."


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"wires": []}, "This route asks nothing"),
        ({"position": 10}, "The route “Flashes” stands at 10 already"),
        ({"reason": ""}, "This field is required"),
        ({"max_urgency": 12}, "less than or equal to 9"),
        ({"wires": ["nobody"]}, "nobody is not one of the available choices"),
    ],
)
def test_an_unfit_route_is_refused_with_culprit_and_remedy(
    admin: Client, changes: dict[str, object], words: str
) -> None:
    page = said(admin.post(f"{ROUTES}add/", route_form(**changes)))

    assert words in page
    assert Route.objects.count() == 5


def test_the_default_route_asks_no_condition_and_cannot_be_removed(admin: Client) -> None:
    route = Route.objects.get(is_default=True)

    page = said(admin.get(f"{ROUTES}{route.pk}/change/"))

    assert "takes all copy that no other route takes" in page
    assert 'name="wires"' not in page
    assert admin.get(f"{ROUTES}{route.pk}/delete/").status_code == 403


def test_who_only_reads_routes_is_shown_no_way_to_save(sign_in: SignIn, editor: Actor, article: Article) -> None:
    client = sign_in(editor)

    page = said(client.get(f"{ROUTES}{Route.objects.first().pk}/change/"))

    assert "_foresee" not in page
    assert client.post(f"{ROUTES}add/", route_form()).status_code == 403


ASKED = (
    {"wires": ["northgate"]},
    {"wires": ["elsewhere"]},
    {"languages": ["en"], "kinds": ["syndicated"]},
    {"desks": ["sport"]},
    {"max_urgency": 3},
    {"check_ids": ["unattributed_toll"], "severities": ["high"]},
    {"check_ids": ["unattributed_toll"], "severities": ["medium"]},
    {"severities": ["medium"]},
)


@pytest.mark.parametrize("asked", ASKED)
def test_the_database_routes_as_the_router_does(
    administrator: Actor, article: Article, clean: Article, asked: dict[str, object]
) -> None:
    route = Route(name="New", position=1, plan=ReviewPlan.objects.get(code="flash"), **asked)
    routes = with_route(route)

    forecast = foresee_routes(routes, look=Look(administrator.user, 14, NOW))

    before, after = [
        {one.pk: weigh_routes(Freight.of(review_of(one)), list(order))[-1].route.plan_id for one in (article, clean)}
        for order in (in_order(list(Route.objects.all())), routes)
    ]
    assert forecast.looked_at == 2
    assert forecast.count == sum(before[pk] != after[pk] for pk in before)


def test_copy_of_another_desk_is_counted_and_not_shown(stranger: Actor, article: Article) -> None:
    route = Route(name="New", position=1, plan=ReviewPlan.objects.get(code="flash"), wires=["northgate"])

    forecast = foresee_routes(with_route(route), look=Look(stranger.user, 14, NOW))

    assert [(change.count, change.hidden, change.samples) for change in forecast.changes] == [(1, 1, ())]


def test_a_plan_says_which_copy_would_take_other_steps(admin: Client, article: Article) -> None:
    plan = ReviewPlan.objects.get(code="desk")
    form = plan_form(plan, step1_name="Second pair", step1_roles=["desk_chief"], step1_when0_check_ids=[TOLL.check_id])

    page = said(admin.post(f"{PLANS}{plan.pk}/change/", {**form, "_foresee": "1"}))

    assert "1 article." in page
    assert "Second pair (one of desk chief)" in page
    assert plan.latest().number == 1


def test_a_changed_plan_is_a_new_version_and_keeps_what_its_steps_ask(admin: Client) -> None:
    plan = ReviewPlan.objects.get(code="desk")
    form = plan_form(
        plan,
        step0_quorum=2,
        step1_code="standards",
        step1_name="Standards editor",
        step1_roles=["standards_editor"],
        step1_when0_severities=["high"],
        step1_when0_states=["dismissed"],
    )

    answer = admin.post(f"{PLANS}{plan.pk}/change/", form)

    assert answer.status_code == 302, said(answer)
    latest = plan.latest()
    assert latest.number == 2
    assert latest.steps == [
        {"step": "desk", "name": "Desk editor", "roles": ["desk_editor"], "quorum": 2},
        {
            "step": "standards",
            "name": "Standards editor",
            "roles": ["standards_editor"],
            "quorum": 1,
            "when": [{"severities": ["high"], "states": ["dismissed"]}],
        },
    ]
    assert AuditEvent.objects.get(action="plan.changed").reason == "Two see more."


def test_a_new_step_may_bear_the_name_that_another_one_had(admin: Client) -> None:
    plan = ReviewPlan.objects.get(code="desk")
    new = {"step1_name": "Desk", "step1_roles": ["standards_editor"], "step1_quorum": 1, "step1_place": 2}

    answer = admin.post(f"{PLANS}{plan.pk}/change/", plan_form(plan, step0_name="First look", **new))

    assert answer.status_code == 302, said(answer)
    assert [(step["step"], step["name"]) for step in plan.latest().steps] == [
        ("desk", "First look"),
        ("desk-2", "Desk"),
    ]


def test_a_plans_form_folds_what_is_not_in_use(admin: Client) -> None:
    plan = ReviewPlan.objects.get(code="desk")
    steps = plan.latest().steps
    asked = sum(len(step.get("when", ())) for step in steps)

    parts = list(admin.get(f"{PLANS}{plan.pk}/change/").context["adminform"])

    conditions = [part for part in parts if "step-condition" in part.classes]
    assert len([part for part in conditions if "collapse" not in part.classes]) == asked
    assert [part.classes for part in parts if part.name == "One more step"] != []
    assert all("collapse" in part.classes for part in parts if part.name == "One more step")


def test_a_plan_shown_and_saved_as_it_is_stays_in_its_version(admin: Client) -> None:
    plan = ReviewPlan.objects.get(code="desk")
    form = admin.get(f"{PLANS}{plan.pk}/change/").context["adminform"].form
    shown = {name: value for name in form.fields if (value := form[name].value()) not in (None, "")}

    answer = admin.post(f"{PLANS}{plan.pk}/change/", {**plan_form(plan), **shown, "reason": "Looked."})

    assert answer.status_code == 302, said(answer)
    assert plan.versions.count() == 1


def test_a_renamed_plan_is_recorded(admin: Client) -> None:
    plan = ReviewPlan.objects.get(code="desk")
    steps = plan.latest().steps
    form = admin.get(f"{PLANS}{plan.pk}/change/").context["adminform"].form
    shown = {name: value for name in form.fields if (value := form[name].value()) not in (None, "")}

    admin.post(f"{PLANS}{plan.pk}/change/", {**plan_form(plan), **shown, "name": "The desk's", "reason": "Clearer."})

    assert plan.latest().steps == steps
    assert AuditEvent.objects.get(action="plan.changed").after == {"name": "The desk's", "is_active": True}


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"step0_roles": []}, "Nobody could take “Desk editor”: tick a role."),
        ({"step0_name": ""}, "Name the step; or empty all of it to leave it out."),
        ({"step0_name": "", "step0_roles": []}, "would approve all copy unread"),
        ({"step1_name": "desk editor", "step1_roles": ["desk_chief"]}, "Two steps are called “desk editor”: name them"),
        ({"is_active": ""}, "Routes lead to this plan: Figures without a source"),
        ({"seen": 7}, "Somebody changed this plan since the form was opened"),
    ],
)
def test_an_unfit_plan_is_refused_with_culprit_and_remedy(
    admin: Client, changes: dict[str, object], words: str
) -> None:
    plan = ReviewPlan.objects.get(code="desk")

    page = said(admin.post(f"{PLANS}{plan.pk}/change/", plan_form(plan, **changes)))

    assert words in page
    assert plan.versions.count() == 1


def test_the_door_to_exceptions_is_the_workflows_rule(
    sign_in: SignIn, administrator: Actor, chief: Actor, wire: Wire, article: Article
) -> None:
    at_door, within = sign_in(administrator), sign_in(chief)

    assert "addlink" not in said(at_door.get(EXCEPTIONS))
    assert at_door.get(f"{EXCEPTIONS}add/").status_code == 403
    assert within.get(f"{EXCEPTIONS}add/").status_code == 200
    answer = within.post(f"{EXCEPTIONS}add/", exception_form(wire))
    assert answer.status_code == 302, said(answer)
    assert StandingException.objects.get().owner == chief.user
    assert AuditEvent.objects.filter(action="exception.granted", actor_label="chief").count() == 1


def test_an_exception_says_what_it_would_let_pass(
    sign_in: SignIn, chief: Actor, stranger: Actor, wire: Wire, article: Article, filer: Actor
) -> None:
    elsewhere = file(wire, Desk.objects.get(code="sport"), by=filer, text="The mercenaries left on Monday. All did.")
    screened(elsewhere, LABEL)

    page = said(sign_in(chief).post(f"{EXCEPTIONS}add/", {**exception_form(wire), "_foresee": "1"}))

    assert "2 articles." in page
    assert article.headline in page
    assert elsewhere.headline not in page
    assert "1 on a desk that is not yours" in page
    assert not StandingException.objects.exists()


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"until_0": "2020-01-01"}, "This is past: choose a later date"),
        ({"matched_text": " "}, "Choose a term or write the words"),
        ({"reason": ""}, "This field is required"),
    ],
)
def test_an_unfit_exception_is_refused_with_culprit_and_remedy(
    sign_in: SignIn, chief: Actor, wire: Wire, changes: dict[str, object], words: str
) -> None:
    page = said(sign_in(chief).post(f"{EXCEPTIONS}add/", exception_form(wire, **changes)))

    assert words in page
    assert not StandingException.objects.exists()


def test_an_exception_is_ended_by_who_may_after_a_look_at_what_opens(
    sign_in: SignIn, administrator: Actor, chief: Actor, wire: Wire, desk: Desk, filer: Actor, article: Article
) -> None:
    until = timezone.now() + timedelta(days=9)
    granted = grant_exception(
        wire=wire,
        passing=Pass(LABEL.check_id, matched_text=LABEL.words),
        until=until,
        reason="So.",
        actor=chief,
        now=NOW,
    )
    later = file(wire, desk, by=filer, text="The mercenaries left on Monday. All of them did.")
    screened(later, LABEL)
    end = f"{EXCEPTIONS}{granted.pk}/end/"

    page = said(sign_in(chief).get(end))
    refused = sign_in(administrator).post(end, {"reason": "Mine."})
    sign_in(chief).post(end, {"reason": "It is no name."})

    assert "1 article." in page
    assert later.headline in page
    assert refused.status_code == 403
    assert Flag.objects.get(article=later).state == "open"
    assert AuditEvent.objects.get(action="exception.ended").reason == "It is no name."


def test_a_second_look_at_one_exception_in_force_is_refused(sign_in: SignIn, chief: Actor, wire: Wire) -> None:
    client = sign_in(chief)
    client.post(f"{EXCEPTIONS}add/", exception_form(wire))

    page = said(client.post(f"{EXCEPTIONS}add/", exception_form(wire)))

    assert "The same exception is in force already" in page
    assert StandingException.objects.count() == 1
