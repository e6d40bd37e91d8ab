"""Each person has their own clock, keys and views of the queue; nobody has another's."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import UTC, datetime

import pytest
from django.test import Client

from articles.actor import Actor
from articles.models import Article
from moderation.admin.keys import KEYS, read_keys
from moderation.admin.own import read_own, zone_of
from moderation.admin.queue_filters import clean_query
from moderation.models import Preference, Review, SavedView
from moderation.workflow import preferences
from moderation.workflow.preferences import MOST_VIEWS, UnfitPreference

SignIn = Callable[[Actor], Client]
QUEUE = "/admin/moderation/review/"


def test_times_are_shown_by_the_clock_of_the_persons_desk(sign_in: SignIn, editor: Actor, review: Review) -> None:
    Review.objects.filter(pk=review.pk).update(due_at=datetime(2026, 7, 1, 12, 0, tzinfo=UTC))

    html = sign_in(editor).get(QUEUE).content.decode()

    assert 'title="07/01/2026 2 p.m."' in html


def test_times_are_shown_by_the_clock_that_a_person_chose(sign_in: SignIn, editor: Actor, review: Review) -> None:
    Review.objects.filter(pk=review.pk).update(due_at=datetime(2026, 7, 1, 12, 0, tzinfo=UTC))
    client = sign_in(editor)

    client.post("/admin/own/", {"time_zone": "Asia/Beirut"})

    assert 'title="07/01/2026 3 p.m."' in client.get(QUEUE).content.decode()


def test_a_hold_ends_by_the_persons_clock(sign_in: SignIn, editor: Actor, review: Review) -> None:
    preferences.choose_time_zone(user=editor.user, name="Asia/Tokyo")

    sign_in(editor).post(
        f"{QUEUE}{review.pk}/decide/", {"verb": "hold", "reason": "Wait.", "until": "2040-01-01T09:00"}
    )

    review.refresh_from_db()
    assert review.held_until == datetime(2040, 1, 1, 0, 0, tzinfo=UTC)


@pytest.mark.parametrize("name", ["Moon/Base", "../etc/passwd", "x\ny"])
def test_a_zone_that_does_not_exist_is_refused_in_words(sign_in: SignIn, editor: Actor, name: str) -> None:
    answer = sign_in(editor).post("/admin/own/", {"time_zone": name}, follow=True)

    assert "is no time zone" in answer.content.decode()
    assert not Preference.objects.exists()


def test_no_choice_is_the_desks_zone_again(editor: Actor) -> None:
    preferences.choose_time_zone(user=editor.user, name="Asia/Tokyo")

    preferences.choose_time_zone(user=editor.user, name="")

    assert str(zone_of(read_own(editor.user))) == "Europe/Paris"


def test_a_zone_that_this_machine_forgot_is_the_houses_own(editor: Actor) -> None:
    Preference.objects.create(user=editor.user, time_zone="Gone/Place")

    assert zone_of(read_own(editor.user)) is None


def test_a_key_is_kept_for_the_person_and_no_other(
    sign_in: SignIn, editor: Actor, second: Actor, review: Review
) -> None:
    client = sign_in(editor)

    answer = client.post(f"{QUEUE}keys/", {"keys": json.dumps({"following": "l", "before": "k"})})

    assert answer.json() == {"keys": {"following": "l"}}
    page = f"{QUEUE}{review.pk}/change/"
    assert 'data-letter="l" data-verb-key="following"' in client.get(page).content.decode()
    assert 'data-letter="j" data-verb-key="following"' in sign_in(second).get(page).content.decode()


@pytest.mark.parametrize(
    "given",
    [
        None,
        [],
        {"following": ""},
        {"following": "k"},
        {"following": "7"},
        {"following": "ll"},
        {"following": " "},
        {"following": "\n"},
    ],
)
def test_letters_that_would_not_work_are_refused(given: object) -> None:
    assert read_keys(given) is None


def test_two_keys_may_change_places() -> None:
    assert read_keys({"following": "k", "before": "j"}) == {"following": "k", "before": "j"}


def test_what_is_no_key_is_left_out() -> None:
    assert read_keys({"nonsense": "x", "edit": 4}) == {}


def test_the_houses_letters_are_no_choice() -> None:
    assert read_keys({key.code: key.letter for key in KEYS}) == {}


def test_nonsense_as_keys_is_refused_in_words(sign_in: SignIn, editor: Actor) -> None:
    answer = sign_in(editor).post(f"{QUEUE}keys/", {"keys": "{"})

    assert (answer.status_code, answer.json()["problem"][:9]) == (400, "Every key")


def test_a_view_is_kept_and_leads_back_to_what_it_asks_for(sign_in: SignIn, editor: Actor, article: Article) -> None:
    client = sign_in(editor)

    answer = client.post(
        f"{QUEUE}views/", {"name": " Grave  ones ", "query": "severity=high&view=hand&after=x&q="}, follow=True
    )

    view = SavedView.objects.get(user=editor.user)
    assert (view.name, view.query) == ("Grave ones", "severity=high&view=hand")
    html = answer.content.decode()
    assert '<a href="?severity=high&amp;view=hand" aria-current="page">Grave ones</a>' in html


def test_a_view_is_seen_by_nobody_else_and_removed_by_nobody_else(
    sign_in: SignIn, editor: Actor, second: Actor
) -> None:
    view = preferences.keep_view(user=editor.user, name="Mine", query="view=mine")
    other = sign_in(second)

    other.post(f"{QUEUE}views/", {"forget": view.pk})

    assert "?view=mine&quot;" not in other.get(QUEUE).content.decode()
    assert SavedView.objects.filter(pk=view.pk).exists()


def test_a_view_is_removed_by_its_owner(sign_in: SignIn, editor: Actor) -> None:
    view = preferences.keep_view(user=editor.user, name="Mine", query="view=mine")

    sign_in(editor).post(f"{QUEUE}views/", {"forget": view.pk})

    assert not SavedView.objects.exists()


def test_the_same_name_takes_the_new_way(editor: Actor) -> None:
    preferences.keep_view(user=editor.user, name="Now", query="view=held")

    preferences.keep_view(user=editor.user, name="Now", query="view=overdue")

    assert list(SavedView.objects.values_list("query", flat=True)) == ["view=overdue"]


def test_a_view_without_a_name_is_refused_in_words(sign_in: SignIn, editor: Actor) -> None:
    answer = sign_in(editor).post(f"{QUEUE}views/", {"name": "  ", "query": "view=held"}, follow=True)

    assert "A view to keep needs a name" in answer.content.decode()


def test_so_many_views_and_no_more_are_kept(editor: Actor) -> None:
    for number in range(MOST_VIEWS):
        preferences.keep_view(user=editor.user, name=f"View {number}", query="view=held")

    with pytest.raises(UnfitPreference, match="remove one first"):
        preferences.keep_view(user=editor.user, name="One more", query="view=held")


def test_a_view_that_asks_for_too_much_is_refused(editor: Actor) -> None:
    with pytest.raises(UnfitPreference, match="shorten"):
        preferences.keep_view(user=editor.user, name="Long", query="q=" + "x" * 600)


def test_a_name_with_html_is_text(sign_in: SignIn, editor: Actor) -> None:
    preferences.keep_view(user=editor.user, name="<script>alert(1)</script>", query="view=held")

    assert "<script>alert" not in sign_in(editor).get(QUEUE).content.decode()


def test_equal_views_have_equal_queries() -> None:
    assert clean_query("view=held&q=&desk=2") == clean_query("desk=2&view=held&after=2026~4") == "desk=2&view=held"


def test_the_settings_page_names_the_zone_that_holds(sign_in: SignIn, editor: Actor) -> None:
    html = sign_in(editor).get("/admin/own/").content.decode()

    assert "That of my desk (Europe/Paris)" in html
    assert '<option value="Europe/Paris">' in html


def test_the_language_goes_with_the_account_to_another_browser(sign_in: SignIn, editor: Actor, review: Review) -> None:
    sign_in(editor).post("/admin/language/", {"language": "fr", "next": "/admin/"})

    answer = sign_in(editor).get(QUEUE, headers={"accept-language": "en"})

    assert '<html lang="fr"' in answer.content.decode()
    assert answer.headers["Content-Language"] == "fr"


def test_who_chose_no_language_is_spoken_to_as_the_browser_asks(sign_in: SignIn, editor: Actor) -> None:
    client = sign_in(editor)

    answers = [client.get(QUEUE, headers={"accept-language": one}).headers["Content-Language"] for one in ("fr", "en")]

    assert answers == ["fr", "en"]


def test_a_language_that_the_house_does_not_speak_is_not_kept(sign_in: SignIn, editor: Actor) -> None:
    sign_in(editor).post("/admin/language/", {"language": "tlh", "next": "/admin/"})

    assert not Preference.objects.exists()
    with pytest.raises(UnfitPreference, match="does not speak"):
        preferences.choose_language(user=editor.user, language="tlh")


def test_the_language_is_changed_on_the_sign_in_page_too(db: None) -> None:
    client = Client()

    client.post("/admin/language/", {"language": "fr", "next": "/admin/login/"})

    assert '<html lang="fr"' in client.get("/admin/login/").content.decode()
    assert not Preference.objects.exists()
