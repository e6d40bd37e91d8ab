"""Desks and wires as forms: what they refuse, what an address answers, how a feed stands."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from articles.actor import Actor
from articles.models import Article, Desk, Wire, WireState
from moderation.models import AuditEvent
from moderation.workflow.clock import due_at
from moderation.workflow.states import Role
from tests.desk.conftest import staff
from tests.listening import Listener, Reply, listening

DESKS, WIRES = "/admin/articles/desk/", "/admin/articles/wire/"
FEED = b"""<rss version="2.0"><channel><title>T</title>
<item><title>Nine hurt in Velmar</title><guid>1</guid><description>Nine people were hurt.</description></item>
<item><title></title><guid>2</guid><description></description></item></channel></rss>"""


@pytest.fixture
def admin(roles: None, sign_in: Callable[[Actor], Client]) -> Client:
    """Return an administrator's browser."""
    return sign_in(staff("administrator", Role.ADMINISTRATOR, None))


@pytest.fixture
def listener(settings: Any) -> Iterator[Listener]:
    """Return a server on this machine that calls may go to."""
    with listening() as made:
        settings.OUTGOING_ALLOWED_NETWORKS = ["127.0.0.0/8"]
        settings.OUTGOING_PORTS = [made.port]
        yield made


def said(answer: Any) -> str:
    return re.sub(r"\s+", " ", answer.content.decode())


def told(kind: str, pk: int) -> list[AuditEvent]:
    return list(AuditEvent.objects.filter(object_type=kind, object_id=str(pk)).order_by("sequence"))


def desk_form(**changes: object) -> dict[str, object]:
    hours = {"opens_at": "07:00", "closes_at": "20:00", "working_days": [1, 2, 3]}
    form = {"name": "Culture", "code": "culture", "language": "fr", "house_style": "wire", "time_zone": "Europe/Paris"}
    return {**form, **hours, "memberships-TOTAL_FORMS": 0, "memberships-INITIAL_FORMS": 0, **changes}


def wire_form(desk: Desk, **changes: object) -> dict[str, object]:
    form = {"name": "Sol", "code": "sol", "kind": "agency", "language": "fr", "is_active": "on", "feed_minutes": 10}
    return {**form, "files_to": desk.pk, **changes}


def test_a_desk_is_made_with_its_style(admin: Client) -> None:
    answer = admin.post(f"{DESKS}add/", desk_form())

    assert answer.status_code == 302, said(answer)
    assert Desk.objects.get(code="culture").house_style == "wire"
    assert Desk.objects.get(code="culture").working_days == [1, 2, 3]


def test_a_desk_may_keep_universal_time(admin: Client) -> None:
    answer = admin.post(f"{DESKS}add/", desk_form(time_zone="UTC"))

    assert answer.status_code == 302, said(answer)
    assert Desk.objects.get(code="culture").time_zone == "UTC"


@pytest.mark.parametrize("hour", ["00:00", "07:00"])
def test_a_desk_whose_two_hours_are_one_is_open_round_the_clock(admin: Client, hour: str) -> None:
    every = {"working_days": [1, 2, 3, 4, 5, 6, 7], "time_zone": "Europe/Paris"}

    answer = admin.post(f"{DESKS}add/", desk_form(opens_at=hour, closes_at=hour, **every))

    assert answer.status_code == 302, said(answer)
    night = datetime(2026, 3, 7, 23, 30, tzinfo=UTC)
    assert due_at(night, minutes=1440, hours=Desk.objects.get(code="culture")) == night + timedelta(days=1)


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"closes_at": ""}, "This field is required."),
        ({"working_days": []}, "Tick one day at least"),
        ({"house_style": "tabloid"}, "tabloid is not one of the available choices"),
        ({"time_zone": "Moon/Base"}, "Moon/Base is not one of the available choices"),
        ({"code": "Culture!"}, "Use small letters, digits and hyphens."),
    ],
)
def test_an_unfit_desk_is_refused_with_a_word(admin: Client, changes: dict[str, object], words: str) -> None:
    assert words in said(admin.post(f"{DESKS}add/", desk_form(**changes)))
    assert not Desk.objects.filter(code="culture").exists()


def test_a_desk_shows_what_styles_weigh_and_the_roles_of_its_members(admin: Client, editor: Actor, desk: Desk) -> None:
    page = said(admin.get(f"{DESKS}{desk.pk}/change/"))

    assert "<td>in full</td>" in page
    assert "<td>no flag</td>" in page
    assert ">desk editor</div>" in page


def test_what_becomes_of_a_desk_stands_in_the_history(admin: Client) -> None:
    admin.post(f"{DESKS}add/", desk_form())
    desk = Desk.objects.get(code="culture")
    admin.post(f"{DESKS}{desk.pk}/change/", desk_form())
    admin.post(f"{DESKS}{desk.pk}/change/", desk_form(name="Arts"))
    admin.post(f"{DESKS}{desk.pk}/delete/", {"post": "yes"})

    added, changed, removed = told("articles.desk", desk.pk)
    assert (added.action, added.after["working_days"], added.actor_label) == ("desk.added", [1, 2, 3], "administrator")
    assert (changed.action, changed.before["name"], changed.after["name"]) == ("desk.changed", "Culture", "Arts")
    assert (removed.action, removed.before["members"], removed.after) == ("desk.removed", [], None)


def test_who_is_given_a_place_on_a_desk_stands_in_the_history(admin: Client, editor: Actor, stranger: Actor) -> None:
    desk = Desk.objects.get(code="sport")
    assert editor.user is not None
    assert stranger.user is not None
    place = desk.memberships.get()
    form = desk_form(name="Sport", code="sport", **{"memberships-TOTAL_FORMS": 2, "memberships-INITIAL_FORMS": 1})
    form |= {"memberships-0-id": place.pk, "memberships-0-desk": desk.pk, "memberships-0-DELETE": "on"}
    form |= {"memberships-1-desk": desk.pk, "memberships-1-user": editor.user.pk}

    answer = admin.post(f"{DESKS}{desk.pk}/change/", form)

    assert answer.status_code == 302, said(answer)
    assert list(desk.members.all()) == [editor.user]
    events = {event.action: event for event in told("articles.desk", desk.pk)}
    assert events["desk.seated"].after == {"person": "editor"}
    assert events["desk.unseated"].before == {"person": "stranger"}


def test_the_hours_of_a_desk_are_asked_by_its_own_clock(admin: Client, desk: Desk) -> None:
    page = said(admin.get(f"{DESKS}{desk.pk}/change/"))

    assert '<input type="time" name="opens_at" value="07:00"' in page
    assert "vTimeField" not in page


def test_a_style_that_was_taken_away_is_named_and_refused(admin: Client, desk: Desk) -> None:
    Desk.objects.filter(pk=desk.pk).update(house_style="gone")

    page = said(admin.post(f"{DESKS}{desk.pk}/change/", desk_form(house_style="gone")))

    assert "Nobody has described the style “gone”" in page


def test_an_address_is_tried_and_nothing_is_filed_or_saved(admin: Client, desk: Desk, listener: Listener) -> None:
    listener.answer(Reply(200, FEED, {"content-type": "application/rss+xml"}))

    page = said(admin.post(f"{WIRES}add/", wire_form(desk, feed_url=listener.url("/une"), _try="1")))

    assert "2 items." in page
    assert "Nine hurt in Velmar" in page
    assert "would be kept as refused" in page
    assert len(listener.heard) == 1
    assert (Wire.objects.count(), Article.objects.count()) == (0, 0)


@pytest.mark.parametrize(
    ("reply", "words"),
    [
        (Reply(404), "The feed answers 404"),
        (Reply(301, headers={"location": "https://new.example/"}), "The feed has moved to https://new.example/"),
        (Reply(200, b"", {"content-type": "application/rss+xml"}), "errornote"),
        (Reply(200, b"[]", {"content-type": "application/json"}), "holds nothing now"),
    ],
)
def test_what_an_address_lacks_is_said(admin: Client, desk: Desk, listener: Listener, reply: Reply, words: str) -> None:
    listener.answer(reply)

    page = said(admin.post(f"{WIRES}add/", wire_form(desk, feed_url=listener.url("/une"), _try="1")))

    assert words in page
    assert not Wire.objects.exists()


def test_an_address_within_the_house_is_never_asked(admin: Client, desk: Desk) -> None:
    page = said(admin.post(f"{WIRES}add/", wire_form(desk, feed_url="http://127.0.0.1/une", _try="1")))

    assert "errorlist" in page
    assert "What the address answered" not in page


def test_who_may_not_change_wires_tries_none(
    sign_in: Callable[[Actor], Client], editor: Actor, wire: Wire, listener: Listener
) -> None:
    client = sign_in(editor)

    answer = client.post(f"{WIRES}{wire.pk}/change/", {"feed_url": listener.url("/une"), "_try": "1"})

    assert answer.status_code == 403
    assert listener.heard == []


def test_a_wire_shows_how_its_feed_stands(admin: Client, wire: Wire, desk: Desk) -> None:
    Wire.objects.filter(pk=wire.pk).update(feed_url="https://wire.example/une", files_to=desk)
    asked_at = timezone.make_aware(datetime(2026, 3, 14, 15, 9))  # an hour written in figures: noon is "noon"
    WireState.objects.create(
        wire=wire, watched_since=asked_at, asked_at=asked_at, failures=3, trouble="the feed answers 500"
    )

    page, listed = said(admin.get(f"{WIRES}{wire.pk}/change/")), said(admin.get(WIRES))

    assert "3:09 p.m.: the feed answers 500" in page
    assert "failing: the feed answers 500" in listed


def test_the_code_of_a_wire_that_has_filed_stays(admin: Client, desk: Desk, article: Article) -> None:
    wire = article.wire

    page = said(admin.post(f"{WIRES}{wire.pk}/change/", wire_form(desk, code="other")))

    assert "Copy has come by “northgate”: the code stays" in page


def test_what_becomes_of_a_wire_stands_in_the_history_and_its_key_does_not(admin: Client, desk: Desk) -> None:
    address = "https://wire.example/une?key=a-long-secret"
    admin.post(f"{WIRES}add/", wire_form(desk, feed_url=address))
    wire = Wire.objects.get(code="sol")
    admin.post(f"{WIRES}{wire.pk}/change/", wire_form(desk, feed_url=address))
    admin.post(f"{WIRES}{wire.pk}/change/", wire_form(desk, feed_url=f"{address}er"))
    admin.post(WIRES, {"action": "delete_selected", "_selected_action": [wire.pk], "post": "yes"})

    events = told("articles.wire", wire.pk)
    assert [event.action for event in events] == ["wire.added", "wire.changed", "wire.removed"]
    assert events[0].after["files_to"] == desk.code
    assert events[1].before["feed_url"] != events[1].after["feed_url"]
    assert "a-long-secret" not in str([(event.before, event.after) for event in events])


def test_a_language_is_named_by_its_code(admin: Client, desk: Desk) -> None:
    page = said(admin.post(f"{WIRES}add/", wire_form(desk, language="French")))

    assert "is no code of a language" in page
