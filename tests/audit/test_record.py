"""What is recorded, of whom, and what the rows that people configure keep of themselves."""

from typing import Any

import pytest
import structlog
from django.apps import apps
from django.contrib.auth.models import Group, User
from django.db import connection
from django.test import Client
from django.utils.translation import gettext_lazy

from articles.actor import Actor
from articles.models import Article, Desk, Wire
from articles.operations import receive_upload
from moderation.models import CONFIGURED, AuditEvent, Route
from moderation.workflow.audit import Event, article_of, record, record_all
from tests.audit.conftest import NOW
from tests.workflow.newsroom import flag_on, review_of

pytestmark = pytest.mark.django_db


def actions() -> list[str]:
    return list(AuditEvent.objects.order_by("sequence").values_list("action", flat=True))


def test_an_event_keeps_actor_request_and_reason(somebody: User) -> None:
    with structlog.contextvars.bound_contextvars(request_id="r-1"):
        record(action="a.b", actor=Actor.token(somebody, "CMS"), obj=somebody, now=NOW, reason="So")

    event = AuditEvent.objects.get()
    assert (event.actor_kind, event.actor_id, event.actor_label) == ("token", somebody.pk, "CMS")
    assert (event.request_id, event.object_type, event.reason) == ("r-1", "auth.user", "So")


@pytest.mark.parametrize(
    ("value", "kept"),
    [
        (NOW, "2026-03-10T09:00:00Z"),
        ("a\x00b", "ab"),
        ("\ud800", "?"),
        (gettext_lazy("approved"), "approved"),
        ((1, 2), [1, 2]),
        ({"x": {"y": None}}, {"x": {"y": None}}),
        (True, True),
    ],
)
def test_any_value_can_be_kept(somebody: User, value: Any, kept: Any) -> None:
    record(action="a.b", actor=Actor.system(), obj=somebody, now=NOW, after={"value": value})

    assert AuditEvent.objects.get().after == {"value": kept}


def test_events_of_a_batch_are_kept_in_order(somebody: User) -> None:
    record_all((Event(f"a.{number}", somebody) for number in range(4)), actor=Actor.system(), now=NOW)

    assert actions() == ["a.0", "a.1", "a.2", "a.3"]


def test_an_event_knows_the_article_it_is_about(article: Article) -> None:
    review = review_of(article)
    flag = flag_on(article, "Twelve")

    assert {article_of(row) for row in (article, review, flag, review.version, flag.run)} == {article.pk}
    assert article_of(Route.objects.first()) is None


def test_sign_ins_and_failed_sign_ins_are_events(client: Client, somebody: User) -> None:
    somebody.is_staff = True
    somebody.set_password("a long pass phrase")
    somebody.save()

    client.post("/admin/login/", {"username": "somebody", "password": "wrong"})
    client.post("/admin/login/", {"username": "somebody", "password": "a long pass phrase"})
    client.logout()

    events = AuditEvent.objects.filter(action__startswith="user.").order_by("sequence")
    assert [event.action for event in events] == ["user.sign_in_failed", "user.signed_in", "user.signed_out"]
    assert events[0].after == {"username": "somebody"}
    assert events[0].object_id == str(somebody.pk)
    assert "wrong" not in str(list(events.values()))


def test_a_failed_sign_in_of_nobody_is_an_event_too(client: Client, db: None) -> None:
    client.post("/admin/login/", {"username": "no\x00body", "password": "x"})
    client.post("/admin/login/", {"username": "nobody", "password": "x"})

    assert "user.sign_in_failed" in actions()
    assert AuditEvent.objects.latest("sequence").object_id == ""


def test_uploads_are_events_whatever_became_of_them(house: object, wire: Wire, desk: Desk, editor: Actor) -> None:
    for content in (b"Il pleut sur Orvane depuis hier.", b""):
        receive_upload(
            content=content, filename="a.txt", wire=wire, desk=desk, language="fr", kind="syndicated", actor=editor,
            now=NOW,
        )  # fmt: skip

    assert {"upload.received", "upload.refused", "version.filed"} <= set(actions())
    refusal = AuditEvent.objects.get(action="upload.refused")
    assert refusal.reason


@pytest.mark.parametrize("model", [apps.get_model("moderation", name) for name in CONFIGURED.values()])
def test_every_configured_row_has_a_history_that_only_grows(model: Any) -> None:
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT count(*) FROM pg_trigger WHERE tgrelid = %s::regclass AND tgname LIKE '%%append_only%%'",
            [model._meta.db_table],
        )
        guards = cursor.fetchone()[0]

    assert guards == 1


def test_a_change_by_sql_shows_in_the_history(desk: Desk, house: object) -> None:
    history = apps.get_model("moderation", "RouteHistory")
    route = Route.objects.get(name="Flashes")
    before = history.objects.filter(pgh_obj_id=route.pk).count()

    with connection.cursor() as cursor:
        cursor.execute("UPDATE moderation_route SET max_urgency = 3 WHERE id = %s", [route.pk])
        cursor.execute("UPDATE articles_desk SET name = 'Elsewhere' WHERE id = %s", [desk.pk])

    assert history.objects.filter(pgh_obj_id=route.pk).count() == before + 1
    assert history.objects.filter(pgh_obj_id=route.pk).latest("pgh_id").max_urgency == 3
    assert apps.get_model("moderation", "DeskHistory").objects.filter(name="Elsewhere").exists()


def test_a_role_given_and_taken_shows_in_the_history(somebody: User) -> None:
    history = apps.get_model("moderation", "RoleHistory")
    role = Group.objects.create(name="desk_editor")

    somebody.groups.add(role)
    somebody.groups.remove(role)

    assert history.objects.filter(user_id=somebody.pk).count() == 2
