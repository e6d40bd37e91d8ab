"""The inbox: what has come is filed once, in its order, at its own time, and is never lost."""

from __future__ import annotations

import json
import threading
from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any

import pytest
from django.db import connection
from django.utils import timezone

from articles.actor import Actor
from articles.intake import Copy, Link
from articles.intake.languages import UnknownLanguage
from articles.models import (
    ApiToken,
    Arrival,
    ArrivalState,
    Article,
    ArticleKind,
    ArticleVersion,
    Desk,
    Upload,
    UploadState,
    Wire,
)
from articles.operations import UnfitOriginal, file_copy, inbox, issue_token
from articles.operations.inbox import (
    MOST_ATTEMPTS,
    SETTLED_KEPT_FOR,
    file_earlier,
    file_next,
    is_waited_for,
    sweep_arrivals,
)
from articles.signals import upload_refused, version_filed

Bring = Callable[..., Arrival]


def anybody(_token: ApiToken, _article: Article) -> bool:
    return True


def nobody(_token: ApiToken, _article: Article) -> bool:
    return False


def file_all(now: datetime, may_touch: inbox.MayTouch = anybody) -> list[Arrival]:
    filed = []
    while (arrival := file_next(may_touch=may_touch, now=now)) is not None:
        filed.append(arrival)
    return filed


@pytest.fixture
def token(filer: Any, now: datetime) -> ApiToken:
    """Return the filer's program."""
    return issue_token(name="cms", user=filer, scopes=["file"], actor=Actor.system(), now=now).token


@pytest.fixture
def bring(wire: Wire, desk: Desk, token: ApiToken, now: datetime) -> Bring:
    """Return what brings copy into the inbox."""

    def bring(text: str = "Neuf blessés.", at: datetime = now, heads: dict[str, Any] | None = None, **copy: Any) -> Any:
        given = {"kind": ArticleKind.SYNDICATED, "language": None, "original": None, **(heads or {})}
        arrival = inbox.make_arrival(
            copy=Copy(text=text, headline=text, **copy), wire=wire, desk=desk, token=token, now=at, **given
        )
        arrival.save()
        return arrival

    return bring


def texts() -> list[str]:
    return list(ArticleVersion.objects.order_by("pk").values_list("text", flat=True))


def test_an_arrival_becomes_an_article_of_its_own_time_and_filer(bring: Bring, now: datetime, filer: Any) -> None:
    bring(at=now - timedelta(minutes=3))

    (filed,) = file_all(now)

    article = Article.objects.get()
    assert (filed.state, filed.outcome, filed.article, filed.version) == (
        "filed",
        "filed",
        article,
        article.latest_version,
    )
    assert (article.filed_at, article.filed_by) == (now - timedelta(minutes=3), filer)
    assert (filed.arrived_at, filed.settled_at) == (now - timedelta(minutes=3), now)


def test_the_program_and_the_time_of_arrival_are_told(bring: Bring, now: datetime) -> None:
    told = []
    version_filed.connect(lambda **said: told.append((said["actor"].label, said["now"])), weak=False)
    bring(at=now - timedelta(minutes=3))

    file_all(now)

    assert told == [("cms", now - timedelta(minutes=3))]


def test_what_came_first_is_filed_first(bring: Bring, now: datetime) -> None:
    for text in ("Un.", "Deux.", "Trois."):
        bring(text)

    file_all(now)

    assert texts() == ["Un.", "Deux.", "Trois."]


@pytest.mark.parametrize(
    "grave",
    [
        {"ed_note": "CORRECTION"},
        {"pub_status": "withheld"},
        {"pub_status": "canceled"},
        {"version": "2"},
        {"links": (Link("replaces", "urn:x:0"),)},
    ],
)
def test_what_takes_back_holds_or_corrects_goes_first(bring: Bring, now: datetime, grave: dict[str, Any]) -> None:
    bring("Un.", version="1")
    later = bring("Deux.", uri="urn:x:2", **grave)

    assert file_all(now)[0].pk == later.pk


def test_nothing_overtakes_what_came_earlier_under_its_id(bring: Bring, now: datetime) -> None:
    bring("Ailleurs.")
    bring("Neuf.", uri="urn:x:1")
    bring("Dix.", uri="urn:x:1", ed_note="CORRECTION")

    file_all(now)

    assert texts() == ["Neuf.", "Dix.", "Ailleurs."]
    assert Article.objects.get(external_id="urn:x:1").latest_version.text == "Dix."


def test_a_filing_that_does_not_wait_finds_the_earlier_one_filed(bring: Bring, wire: Wire, now: datetime) -> None:
    bring("Ailleurs.")
    bring("Neuf.", uri="urn:x:1")

    filed = file_earlier(wire=wire, uri="urn:x:1", may_touch=anybody, now=now)

    assert filed is not None
    assert texts() == ["Neuf."]
    assert file_earlier(wire=wire, uri="urn:x:1", may_touch=anybody, now=now) is None
    assert file_earlier(wire=wire, uri="", may_touch=anybody, now=now) is None


def test_the_same_copy_twice_is_one_article(bring: Bring, now: datetime) -> None:
    bring(uri="urn:x:1")
    bring(uri="urn:x:1")

    filed = file_all(now)

    assert [one.outcome for one in filed] == ["filed", "unchanged"]
    assert filed[0].article == filed[1].article


def test_warnings_are_in_the_language_of_the_request(bring: Bring, now: datetime) -> None:
    Arrival.objects.filter(pk=bring(pub_status="withheld").pk).update(told_in="fr")

    (filed,) = file_all(now)

    assert filed.warnings == ["suspendu : retenu par le fil"]


def test_what_can_be_refused_is_refused_before_it_is_kept(
    bring: Bring, wire: Wire, desk: Desk, actor: Actor, now: datetime
) -> None:
    heads = {"wire": wire, "desk": desk, "language": "fr", "kind": "syndicated", "actor": actor, "now": now}
    original = file_copy(copy=Copy(text="Neuf.", headline="Neuf"), **heads)

    with pytest.raises(UnknownLanguage):
        bring(heads={"language": "xx"})
    with pytest.raises(UnfitOriginal):
        bring(heads={"language": "fr", "original": original})
    assert not Arrival.objects.exists()


def test_a_refusal_is_kept_with_the_copy_where_the_desk_sees_it(bring: Bring, now: datetime) -> None:
    told = []
    upload_refused.connect(lambda **said: told.append((said["actor"].label, said["upload"].reason)), weak=False)
    bring("Neuf.", uri="urn:x:1")
    bring("Dix.", uri="urn:x:1")

    filed = file_all(now, nobody)

    refused = filed[1]
    upload = Upload.objects.get()
    assert (refused.state, refused.code, refused.article) == ("refused", "filed_elsewhere", None)
    assert (upload.state, upload.reason, upload.uploaded_at) == (UploadState.REFUSED, refused.reason, now)
    assert json.loads(bytes(upload.content))["text"] == "Dix."
    assert told == [("cms", refused.reason)]
    assert texts() == ["Neuf."]


def break_filing(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(inbox, "receive_copy", lambda **_: 1 / 0)


def test_a_fault_loses_nothing_and_is_tried_again(bring: Bring, now: datetime, monkeypatch: pytest.MonkeyPatch) -> None:
    bring("Neuf.")
    with monkeypatch.context() as broken:
        break_filing(broken)
        failed = file_all(now)

    early, later = file_all(now), file_all(now + timedelta(seconds=2))

    assert [(one.state, one.attempts) for one in failed] == [("received", 1)]
    assert "ZeroDivisionError" in failed[0].reason
    assert (early, [one.state for one in later]) == ([], ["filed"])
    assert texts() == ["Neuf."]


def test_a_fault_of_one_does_not_bar_the_others(bring: Bring, now: datetime, monkeypatch: pytest.MonkeyPatch) -> None:
    bring("Neuf.")
    with monkeypatch.context() as broken:
        break_filing(broken)
        file_all(now)
    bring("Dix.")

    file_all(now)

    assert texts() == ["Dix."]


def break_filing_of(monkeypatch: pytest.MonkeyPatch, text: str) -> None:
    receive = inbox.receive_copy
    monkeypatch.setattr(
        inbox, "receive_copy", lambda **given: 1 / 0 if given["copy"].text == text else receive(**given)
    )


@pytest.mark.parametrize("ed_note", ["", "CORRECTION"])
def test_what_came_later_under_an_id_waits_behind_what_is_put_off(
    bring: Bring, now: datetime, monkeypatch: pytest.MonkeyPatch, ed_note: str
) -> None:
    first = bring("Neuf.", uri="urn:x:1")
    bring("Dix.", uri="urn:x:1", ed_note=ed_note)
    bring("Ailleurs.")
    with monkeypatch.context() as broken:
        break_filing_of(broken, "Neuf.")
        file_all(now)
    first.refresh_from_db()
    at_once = texts()

    file_all(now + timedelta(seconds=2))

    assert (first.state, first.attempts) == ("received", 1)
    assert at_once == ["Ailleurs."]
    assert texts() == ["Ailleurs.", "Neuf.", "Dix."]


def test_copy_without_an_id_waits_behind_nothing(bring: Bring, now: datetime, monkeypatch: pytest.MonkeyPatch) -> None:
    bring("Neuf.")
    bring("Dix.")
    break_filing_of(monkeypatch, "Neuf.")

    file_all(now)

    assert texts() == ["Dix."]


def test_a_filing_that_does_not_wait_tries_what_is_put_off_once(
    bring: Bring, wire: Wire, now: datetime, monkeypatch: pytest.MonkeyPatch
) -> None:
    first = bring("Neuf.", uri="urn:x:1")
    break_filing(monkeypatch)

    tried = [file_earlier(wire=wire, uri="urn:x:1", may_touch=anybody, now=now) for _turn in range(3)]

    first.refresh_from_db()
    assert [one is not None for one in tried] == [True, False, False]
    assert (first.state, first.attempts) == ("received", 1)
    assert is_waited_for(wire=wire, uri="urn:x:1")
    assert not is_waited_for(wire=wire, uri="urn:x:2")
    assert not is_waited_for(wire=wire, uri="")


def test_what_fails_again_and_again_is_shown_to_the_desk(
    bring: Bring, now: datetime, monkeypatch: pytest.MonkeyPatch
) -> None:
    bring("Neuf.")
    break_filing(monkeypatch)

    turns = [file_all(now + timedelta(minutes=turn)) for turn in range(MOST_ATTEMPTS + 1)]

    failed = Arrival.objects.get()
    assert [len(turn) for turn in turns] == [1] * MOST_ATTEMPTS + [0]
    assert (failed.state, failed.code, failed.attempts) == ("failed", "failed", MOST_ATTEMPTS)
    assert "ZeroDivisionError" in Upload.objects.get(state=UploadState.REFUSED).reason


def test_settled_arrivals_go_after_their_time_and_waiting_ones_never(bring: Bring, now: datetime) -> None:
    bring("Neuf.")
    file_all(now)
    bring("Dix.")
    later = now + SETTLED_KEPT_FOR + timedelta(seconds=1)

    swept = sweep_arrivals(now=later)

    assert swept == 1
    assert [one.state for one in Arrival.objects.all()] == [ArrivalState.RECEIVED]


@pytest.mark.django_db(transaction=True)
def test_many_workers_file_each_arrival_once_and_in_order(transactional_db: None, bring: Bring, now: datetime) -> None:
    wanted = [f"Nouvelle {number}." for number in range(20)]
    for text in wanted:
        bring(text)

    def work() -> None:
        file_all(timezone.now())
        connection.close()

    workers = [threading.Thread(target=work) for _turn in range(3)]
    for worker in workers:
        worker.start()
    for worker in workers:
        worker.join(60)

    assert texts() == wanted
    assert not Arrival.objects.waiting().exists()
