"""A word that stands in one desk's copy, and in all that is said of it, is read nowhere by another desk's people."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC
from typing import Any

import pytest
from django.apps import apps
from django.contrib import admin
from django.contrib.auth.models import User
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db.models import ForeignKey
from django.test import Client
from django.urls import reverse

from articles.actor import Actor
from articles.admin import seen
from articles.models import Article, Desk, DeskMembership, Upload, Wire
from articles.operations import issue_token
from config.api import urlpatterns as api
from moderation.models import Flag, LexiconRelease, ScreeningRun
from moderation.models.report import ReportKind
from moderation.reports.asking import Request, answer
from tests.desk.test_doors import taken_back
from tests.desk.two_desks import Door, House, doors, seat
from tests.workflow.newsroom import NOW, SOON, file, lead_to, screened

WORD = "zorvexil"
DAYS = {"first": "2026-03-09", "last": "2026-03-11", "story": "Storm over"}
OF_A_DESK = ("filer", "desk_editor", "standards_editor", "desk_chief")
# A search shows again what it was asked for: it is asked for a part of the word.
LISTS = ({}, {"q": WORD[:-1]}, {"_popup": 1, "_to_field": "id"}, {"all": ""}, {"_facets": "True"})
# Where somebody who reads all does find the word: else this would look at empty pages.
SPOKEN = {
    "admin/",
    "admin/articles/article/",
    "admin/articles/article/<path:object_id>/change/",
    "admin/articles/article/<path:object_id>/history/",
    "admin/articles/articleversion/",
    "admin/articles/articleversion/<path:object_id>/change/",
    "admin/articles/upload/",
    "admin/articles/upload/<path:object_id>/change/",
    "admin/autocomplete/",
    "admin/moderation/auditevent/",
    "admin/moderation/auditevent/<path:object_id>/change/",
    "admin/moderation/lexicondraft/<int:pk>/previews/<int:number>/",
    "admin/moderation/reportdelivery/",
    "admin/moderation/reportsubscription/",
    "admin/moderation/reportsubscription/<int:pk>/mail/",
    "admin/moderation/reportsubscription/<int:pk>/preview/",
    "admin/moderation/review/",
    "admin/moderation/review/<int:pk>/change/",
    "admin/moderation/review/<int:pk>/history/",
    "admin/moderation/screeningrun/",
    "admin/reports/<slug:kind>/",
    "api/v1/articles",
    "api/v1/articles/<int:pk>",
    "api/v1/articles/<int:pk>/audit",
    "api/v1/articles/<int:pk>/versions",
    "api/v1/flags",
    "api/v1/reports/<slug:kind>",
}


@pytest.fixture
def rows(house: LexiconRelease, wire: Wire, desk: Desk) -> dict[str, Any]:
    """File copy on another desk that says the word everywhere; return its rows."""
    other = Desk.objects.create(code="sport", name="Sport", language="en", time_zone="Europe/Paris")
    return House(wire, house).rows(other, WORD)


@pytest.mark.parametrize("role", OF_A_DESK)
def test_nobody_of_another_desk_reads_the_word(rows: dict[str, Any], desk: Desk, role: str) -> None:
    user = seat(role, desk)

    assert {route for route, page in read_everything(user, rows) if WORD in page} == set()


def test_who_reads_all_reads_the_word(rows: dict[str, Any], desk: Desk) -> None:
    user = seat("auditor", desk)

    spoken = {route for route, page in read_everything(user, rows) if WORD in page}

    assert spoken >= SPOKEN


def test_copy_that_is_routed_to_a_desk_is_that_desks(article: Article, desk: Desk) -> None:
    other = Desk.objects.create(code="sport", name="Sport", language="en", time_zone="Europe/Paris")
    lead_to(article, other)
    addresses = [
        reverse("admin:articles_article_change", args=[article.pk]),
        reverse("admin:articles_articleversion_change", args=[article.latest_version_id]),
        reverse("admin:moderation_screeningrun_change", args=[ScreeningRun.objects.get().pk]),
    ]

    client = signed_in(seat("desk_editor", desk))

    from_first = [client.get(address).status_code for address in addresses]
    DeskMembership.objects.update(desk=other)
    from_other = [client.get(address).status_code for address in addresses]

    assert (from_first, from_other) == ([302, 302, 302], [200, 200, 200])


def test_copy_that_is_routed_away_stands_in_no_report_of_its_first_desk(article: Article, desk: Desk) -> None:
    other = Desk.objects.create(code="sport", name="Sport", language="en", time_zone="Europe/Paris")
    lead_to(article, other)

    leads = [answer(asked(one), now=SOON, zone=UTC, language="en").lead for one in (desk, other)]

    assert [lead.split(" came in")[0] for lead in leads] == ["0 articles", "1 article"]


def test_who_files_for_another_desk_sees_their_file_and_not_the_article(
    house: LexiconRelease, wire: Wire, desk: Desk
) -> None:
    other = Desk.objects.create(code="sport", name="Sport", language="en", time_zone="Europe/Paris")
    client = signed_in(seat("filer", desk))

    said = file_for(other, wire, client, f"{WORD} on the pier\nNobody was hurt.").content.decode()
    Article.objects.update(headline="Changed by the desk")
    page = client.get(reverse("admin:articles_upload_change", args=[Upload.objects.get().pk])).content.decode()

    assert "Filed as an article of another desk." in said
    assert "copy.txt" in page
    assert "Changed by the desk" not in page
    assert client.get(reverse("admin:articles_article_change", args=[Article.objects.get().pk])).status_code == 302


def test_the_same_bytes_tell_nothing_of_another_desks_article(rows: dict[str, Any], wire: Wire, desk: Desk) -> None:
    text = f"Storm over {WORD}\nTwelve people were killed in {WORD}. The mayor spoke of {WORD}."
    Article.objects.filter(pk=rows["articles.article"]).update(headline="Changed by the desk")

    page = file_for(desk, wire, signed_in(seat("filer", desk)), text).content.decode()

    assert "an article of another desk" in page
    assert "Changed by the desk" not in page


def test_an_article_of_another_desk_is_no_original_and_is_not_named(
    rows: dict[str, Any], wire: Wire, desk: Desk
) -> None:
    client = signed_in(seat("filer", desk))
    form = {"text": "Mots.", "kind": "translated", "language": "fr", "wire": wire.pk, "desk": desk.pk}

    answered = client.post(reverse("admin:articles_upload_add"), {**form, "original_article": rows["articles.article"]})

    (told,) = answered.context["form"].errors["original_article"]
    assert "ask somebody who sits on both desks" in told
    assert WORD not in answered.content.decode()


def test_a_chief_takes_no_seat_on_another_desk(rows: dict[str, Any], desk: Desk) -> None:
    chief = seat("desk_chief", desk)
    page = reverse("admin:articles_desk_change", args=[rows["articles.desk"]])
    form = {"memberships-TOTAL_FORMS": 1, "memberships-INITIAL_FORMS": 0, "memberships-0-user": chief.pk}

    refused = signed_in(chief).post(page, form).status_code

    assert refused == 403
    assert list(chief.desks.all()) == [desk]


def test_a_long_list_is_paged_to_its_end(article: Article, editor: Actor, monkeypatch: pytest.MonkeyPatch) -> None:
    assert editor.user is not None
    monkeypatch.setattr(seen, "COUNTED_AHEAD", 2)
    rows = [Article(wire=article.wire, desk=article.desk, headline=f"A{n}", filed_at=NOW) for n in range(4)]
    Article.objects.bulk_create(rows)
    monkeypatch.setattr(admin.site.get_model_admin(Article), "list_per_page", 1)
    client, place = signed_in(editor.user), reverse("admin:articles_article_changelist")

    counted = [client.get(f"{place}?p={page}").context["cl"].paginator.count for page in (1, 2, 4, 5)]
    beyond = client.get(f"{place}?p=9")

    assert counted == [2, 3, 5, 5]
    assert beyond.status_code in {200, 302}


def test_a_list_asks_as_often_for_many_articles_as_for_few(
    house: LexiconRelease, wire: Wire, desk: Desk, filer: Actor, django_assert_max_num_queries: Any
) -> None:
    for number in range(12):
        screened(file(wire, desk, by=filer, text=f"Story {number}. Twelve were killed."))
    client = signed_in(seat("desk_chief", desk))
    names = ("articles_article", "articles_articleversion", "moderation_screeningrun", "moderation_auditevent")

    for name in names:
        with django_assert_max_num_queries(14):
            client.get(reverse(f"admin:{name}_changelist"))


def read_everything(user: User, rows: dict[str, Any]) -> Iterator[tuple[str, str]]:
    """Yield each page that there is to ask for, with its route."""
    client = signed_in(user)
    for door in doors():
        address = door.address(rows)
        for query in LISTS if door.name.endswith("_changelist") else ({},):
            with taken_back():
                visitor = Client()
                visitor.cookies = client.cookies.copy()
                yield door.route, text_of(visitor.get(address, query, follow=door.name == ""))
    yield from (("admin/autocomplete/", text_of(client.get("/admin/autocomplete/", asked))) for asked in lookups())
    for kind in ReportKind:
        yield from read_report(client, kind)
    yield from read_api(user, rows)


def read_report(client: Client, kind: str) -> Iterator[tuple[str, str]]:
    page = client.get(f"/admin/reports/{kind}/", DAYS)
    yield "admin/reports/<slug:kind>/", text_of(page)
    digest = page.context.get("digest") if page.status_code == 200 and page.context else None
    for file_ in digest.attachments if digest else ():
        found = client.get(f"/admin/reports/{kind}/", {**DAYS, "file": file_.filename})
        yield "admin/reports/<slug:kind>/", text_of(found)


def read_api(user: User, rows: dict[str, Any]) -> Iterator[tuple[str, str]]:
    """Yield what a program reads that acts as the person, at each address for programs that has a method GET."""
    secret = issue_token(name="p", user=user, scopes=["read", "screen"], actor=Actor.system(), now=NOW).secret
    numbers = {
        "flags": Flag.objects.filter(matched_text=WORD)[0].pk,
        "runs": rows["moderation.screeningrun"],
        "articles": rows["articles.article"],
    }
    client = Client(headers={"Authorization": f"Bearer {secret}"})
    for route in api_routes():
        parts = route.split("/")
        found = {"pk": numbers.get(parts[2] if len(parts) > 2 else "", 0), "number": 1}
        for kind in ReportKind if "<slug:kind>" in route else ("",):
            address = route.replace("<int:pk>", str(found["pk"])).replace("<int:number>", "1")
            address = address.replace("<slug:kind>", kind).replace("<str:token>", secret)
            query = {name: day for name, day in DAYS.items() if "reports" in route}
            yield route, text_of(client.get(f"/{address}", query))


def api_routes() -> list[str]:
    return [door.route for door in _routes_below(api)]


def _routes_below(patterns: Any, before: str = "") -> Iterator[Door]:
    for pattern in patterns:
        route = f"{before}{pattern.pattern}"
        if hasattr(pattern, "url_patterns"):
            yield from _routes_below(pattern.url_patterns, route)
        elif "(" not in route:
            yield Door(route, "", ())


def lookups() -> Iterator[dict[str, str]]:
    """Yield what each look-up of a related row asks."""
    for model in apps.get_models():
        for field in model._meta.get_fields():
            if isinstance(field, ForeignKey) and admin.site.is_registered(field.related_model):  # type: ignore[arg-type]
                yield {
                    "app_label": model._meta.app_label,
                    "model_name": model._meta.model_name or "",
                    "field_name": field.name,
                    "term": "",
                }


def asked(desk: Desk) -> Request:
    return Request(ReportKind.MORNING_BRIEF, NOW.date(), NOW.date(), [desk])


def file_for(desk: Desk, wire: Wire, client: Client, text: str) -> Any:
    form = {"kind": "syndicated", "language": "en", "wire": wire.pk, "desk": desk.pk}
    copy = SimpleUploadedFile("copy.txt", text.encode())
    return client.post(reverse("admin:articles_upload_add"), {**form, "file": copy}, follow=True)


def signed_in(user: User) -> Client:
    client = Client()
    client.force_login(user)
    return client


def text_of(answered: Any) -> str:
    """Return an answer's words, and its title and address where it leads on."""
    body = b"".join(answered.streaming_content) if answered.streaming else answered.content
    return f"{answered.headers.get('Location', '')} {answered.headers.get('Content-Disposition', '')} {body.decode()}"
