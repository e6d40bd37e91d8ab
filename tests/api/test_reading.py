"""Reading by program: lists, pages, filters, fields; and never another desk's copy."""

from __future__ import annotations

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from articles.models import Article
from moderation.models import LexiconRelease, RunState, ScreeningRun
from tests.api.conftest import COPY, Program, give_token, person
from tests.workflow.newsroom import NOW, publish_words

pytestmark = pytest.mark.usefixtures("eager_tasks")

SILENT = {**COPY, "headline": "Fair", "text": "The fair opened on Monday with music and soup."}


@pytest.fixture
def filed(program: Program, django_capture_on_commit_callbacks) -> list[int]:
    """File three articles of which the second is clean, and return their numbers."""
    with django_capture_on_commit_callbacks(execute=True):
        return [
            program.post("articles?wait=0", copy).json()["article"]
            for copy in (COPY, SILENT, {**COPY, "slugline": "STORM", "text": COPY["text"] + " More follows."})
        ]


def numbers(answer) -> list[int]:
    return [row["id"] for row in answer.json()["results"]]


def test_the_last_filed_comes_first(program: Program, filed: list[int]) -> None:
    assert numbers(program.get("articles")) == filed[::-1]


def test_pages_follow_each_other(program: Program, filed: list[int]) -> None:
    first = program.get("articles", limit=2)
    address = first.json()["next"].partition("/api/v1/")[2]
    rest = program.client.get(f"/api/v1/{address}", headers={"Authorization": f"Bearer {program.secret}"})

    assert numbers(first) + numbers(rest) == filed[::-1]
    assert rest.json()["next"] is None


@pytest.mark.parametrize("place", ["articles", "flags", "changes", "lexicons", "articles/{}/versions"])
def test_every_list_says_what_its_limit_takes(program: Program, filed: list[int], place: str) -> None:
    refused = program.get(place.format(filed[0]), limit="few").json()

    assert [one["pointer"] for one in refused["errors"]] == ["?limit"]
    assert "whole number from 1" in refused["detail"]
    assert "“few”" in refused["detail"]


@pytest.mark.parametrize("limit", ["", "100", "101", "9" * 40])
def test_a_limit_above_the_most_gives_the_most(program: Program, filed: list[int], limit: str) -> None:
    assert numbers(program.get("articles", limit=limit)) == filed[::-1]


@pytest.mark.parametrize(
    ("query", "places"),
    [
        ({"slugline": "storm"}, [2]),
        ({"flagged": "true"}, [2, 0]),
        ({"flagged": "false"}, [1]),
        ({"flagged": "True"}, [2, 0]),
        ({"flagged": "0"}, [1]),
        ({"flagged": ""}, [2, 1, 0]),
        ({"state": "waiting"}, [2, 1, 0]),
        ({"state": "approved"}, []),
        ({"wire": "northgate", "language": "en"}, [2, 1, 0]),
        ({"language": "en-GB"}, [2, 1, 0]),
        ({"language": "EN"}, [2, 1, 0]),
        ({"language": "eng"}, [2, 1, 0]),
        ({"language": ""}, [2, 1, 0]),
        ({"language": "fr"}, []),
        ({"language": "fr-CA"}, []),
        ({"language": "de"}, []),
        ({"filed_after": "2020-01-01T00:00:00Z"}, [2, 1, 0]),
        ({"filed_before": "2020-01-01T00:00:00Z"}, []),
    ],
)
def test_lists_are_narrowed(program: Program, filed: list[int], query: dict[str, str], places: list[int]) -> None:
    assert numbers(program.get("articles", **query)) == [filed[place] for place in places]


@pytest.mark.parametrize(
    "query",
    [
        {"state": "asleep"},
        {"wire": "a\x00b"},
        {"filed_after": "soon"},
        {"cursor": "zzz"},
        {"fields": "soul"},
        {"language": "xx"},
        {"language": "english"},
        {"flagged": "yes"},
        {"flagged": "open"},
        {"fields": ""},
        {"limit": "abc"},
        {"limit": "0"},
        {"limit": "-1"},
        {"limit": "2.5"},
        {"limit": "\u0663"},
    ],
)
def test_a_query_that_cannot_be_read_is_refused(program: Program, query: dict[str, str]) -> None:
    refused = program.get("articles", **query)

    assert refused.status_code == 400
    assert refused.json()["code"] in {"bad_filter", "bad_cursor"}


def test_a_refusal_names_every_filter_that_cannot_be_read(program: Program) -> None:
    refused = program.get("articles", flagged="open", state="asleep").json()

    assert {one["pointer"]: one["detail"].partition(":")[0] for one in refused["errors"]} == {
        "?flagged": "flagged",
        "?state": "state",
    }
    assert "flagged: true or false is asked for, not “open”" in refused["detail"]


@pytest.mark.parametrize(
    ("place", "query"),
    [
        ("articles", {"langauge": "fr"}),
        ("articles", {"state": "waiting", "severity": "high"}),
        ("flags", {"status": "open"}),
        ("changes", {"since": "3"}),
        ("lexicons", {"number": "1"}),
        ("reports/morning_brief", {"wires": "northgate"}),
        ("articles/{}/flags", {"state": "open"}),
        ("articles/{}/versions", {"number": "1"}),
    ],
)
def test_a_filter_that_no_list_knows_is_refused_by_its_name(
    program: Program, filed: list[int], place: str, query: dict[str, str]
) -> None:
    refused = program.get(place.format(filed[0]), **query)

    unknown = list(query)[-1]
    assert (refused.status_code, refused.json()["code"]) == (400, "bad_filter")
    assert [one["pointer"] for one in refused.json()["errors"]] == [f"?{unknown}"]
    assert f"no such filter: {unknown}" in refused.json()["detail"]


def test_an_article_says_whose_it_is_and_what_may_be_done_with_it(program: Program, filed: list[int]) -> None:
    item = {"uri": "urn:1", "headline": "Fair", "body_text": "The fair opened.", "language": "en"}
    rights = {"copyrightHolder": "Northgate", "usageTerms": "Not for use in Orvane."}
    item = {"wire": "northgate", "desk": "world", "ninjs": {**item, **rights}}

    number = program.post("articles?wait=0", item).json()["article"]

    names = ("copyrightHolder", "copyrightNotice", "usageTerms")
    said = program.get(f"articles/{number}", fields=",".join(names)).json()
    unsaid = program.get(f"articles/{filed[0]}").json()
    assert said == {**rights, "copyrightNotice": ""}
    assert [unsaid[name] for name in names] == ["", "", ""]


def test_only_the_fields_that_are_wanted_come(program: Program, filed: list[int]) -> None:
    row = program.get("articles", fields="id,headline").json()["results"][0]

    assert row == {"id": filed[2], "headline": "Storm over Velmar bay"}


def test_an_article_is_read_with_its_tag(program: Program, filed: list[int]) -> None:
    answer = program.get(f"articles/{filed[0]}")

    body = answer.json()
    assert answer["ETag"].startswith('"')
    assert (body["version"]["number"], body["review"]["state"], body["pubStatus"]) == (1, "waiting", "usable")


def test_tolls_are_those_of_the_reading(program: Program, filed: list[int]) -> None:
    with CaptureQueriesContext(connection) as asked:
        tolls = program.get(f"articles/{filed[0]}/tolls").json()

    assert len([query for query in asked if 'FROM "moderation_screeningrun"' in query["sql"]]) == 1
    assert tolls["screened"]
    assert [(toll["text"], toll["effect"], toll["min"]) for toll in tolls["tolls"]] == [
        ("Twelve", "killed", 12),
        ("30", "injured", 30),
    ]


@pytest.mark.parametrize("state", [RunState.FAILED, RunState.QUEUED])
def test_tolls_of_an_older_reading_are_not_screened(program: Program, filed: list[int], state: str) -> None:
    version = Article.objects.get(pk=filed[0]).latest_version
    older = version.runs.get()
    error, ended = ("broken", NOW) if state == RunState.FAILED else ("", None)
    newer = version.runs.create(release=publish_words(99), engine_version="x", cause="rescreen", queued_at=NOW)
    ScreeningRun.objects.filter(pk=newer.pk).update(state=state, error=error, finished_at=ended)

    tolls = program.get(f"articles/{filed[0]}/tolls").json()

    assert not tolls["screened"]
    assert [toll["text"] for toll in tolls["tolls"]] == [toll["text"] for toll in older.reading["tolls"]]


def test_a_reading_that_failed_under_an_older_release_takes_nothing_from_tolls(
    program: Program, filed: list[int]
) -> None:
    version = Article.objects.get(pk=filed[0]).latest_version
    older = version.runs.create(release=publish_words(0), engine_version="x", cause="rescreen", queued_at=NOW)
    ScreeningRun.objects.filter(pk=older.pk).update(state="failed", error="broken", finished_at=NOW)

    assert program.get(f"articles/{filed[0]}/tolls").json()["screened"]


def test_flags_are_narrowed_and_read_alone(program: Program, filed: list[int]) -> None:
    high = program.get("flags", severity="high", check="unattributed_toll").json()["results"]

    one = program.get(f"flags/{high[0]['id']}")
    assert {flag["check_id"] for flag in high} == {"unattributed_toll"}
    assert one.json()["evidence"]["toll"]["text"] == "Twelve"


def test_releases_are_listed_and_read(program: Program) -> None:
    listed = program.get("lexicons").json()["results"]

    whole = program.get(f"lexicons/{listed[0]['number']}").json()
    assert listed[0]["digest"] == LexiconRelease.objects.without_words().first().digest
    assert whole["tables"]["en"]["terms"]
    assert program.get("lexicons/99999999999").status_code == 404


def places_of(number: int, flag: int, run: int) -> list[str]:
    of_article = ["", "/versions", "/versions/1", "/versions/1/difference", "/flags", "/tolls", "/audit", "/decisions"]
    return [f"articles/{number}{tail}" for tail in of_article] + [
        f"flags/{flag}",
        f"flags/{flag}/dispositions",
        f"runs/{run}",
    ]


def test_another_desks_copy_is_not_there(program: Program, foreign: Program, filed: list[int]) -> None:
    flag = program.get("flags").json()["results"][0]["id"]
    run = Article.objects.get(pk=filed[0]).latest_version.runs.get().pk
    places = places_of(filed[0], flag, run)

    seen = {place: foreign.get(place).status_code for place in places}

    assert set(seen.values()) == {404}
    assert numbers(foreign.get("articles")) == numbers(foreign.get("flags")) == []
    assert {program.get(place).status_code for place in places if "difference" not in place} == {200}


def test_a_token_limited_to_a_desk_sees_no_other_of_its_user(seeded: None, program: Program, filed: list[int]) -> None:
    user = person("both", "standards_editor", "world", "monde")

    wide, narrow = give_token(user), give_token(user, desks=("monde",))

    assert numbers(wide.get("articles")) == filed[::-1]
    assert numbers(narrow.get("articles")) == []
    assert narrow.post("articles?wait=0", COPY).json()["errors"][0]["pointer"] == "/desk"


def test_a_limit_to_a_desk_that_is_not_the_users_opens_nothing(program: Program, filed: list[int]) -> None:
    stray = give_token(person("alix", "standards_editor", "monde"), desks=("world",))

    assert numbers(stray.get("articles")) == []


@pytest.mark.parametrize("path", ["articles", "flags"])
def test_a_list_costs_the_same_however_long(
    program: Program, filed: list[int], path: str, django_assert_max_num_queries
) -> None:
    with django_assert_max_num_queries(8):
        answer = program.get(path)

    assert len(answer.json()["results"]) >= 3


def test_the_audit_is_for_who_may_read_it(seeded: None, program: Program, filed: list[int]) -> None:
    filer = give_token(person("stringer", "filer", "world"))

    refused = filer.get(f"articles/{filed[0]}/audit")

    assert (refused.status_code, refused.json()["code"]) == (403, "permission_denied")


def test_reports_are_those_of_the_role_and_the_desks(program: Program, filed: list[int]) -> None:
    listed = [one["kind"] for one in program.get("reports").json()["reports"]]

    brief = program.get("reports/morning_brief", language="fr").json()
    assert "audit_letter" not in listed
    assert program.get("reports/audit_letter").status_code == 404
    assert "3 articles" in brief["lead"]
    assert brief["attachments"][0]["filename"] == "flagged-and-waiting.csv"


@pytest.mark.parametrize(
    "query", [{"desk": "monde"}, {"wire": "nobody"}, {"first": "2026-03-02", "last": "2026-03-01"}]
)
def test_a_report_on_what_is_not_there_is_refused(program: Program, query: dict[str, str]) -> None:
    refused = program.get("reports/morning_brief", **query)

    assert (refused.status_code, refused.json()["code"]) == (400, "bad_filter")


def test_a_report_of_a_desk_limited_token_tells_of_that_desk_only(
    seeded: None, program: Program, filed: list[int]
) -> None:
    admin = person("root", "administrator")

    limited = give_token(admin, desks=("monde",))

    kinds = [one["kind"] for one in limited.get("reports").json()["reports"]]
    assert "audit_letter" not in kinds
    assert "audit_letter" in [one["kind"] for one in give_token(admin).get("reports").json()["reports"]]
    assert limited.get("reports/morning_brief").json()["lead"].startswith("0 articles")


def test_what_one_token_sees_is_not_for_caches(program: Program) -> None:
    assert "no-store" in program.get("articles")["Cache-Control"]


def test_the_reference_page_shows_every_operation(client, seeded: None) -> None:
    page = client.get("/api/")

    schema = client.get("/api/schema").json()
    operations = [
        one["operationId"] for methods in schema["paths"].values() for one in methods.values() if "operationId" in one
    ]
    html = page.content.decode()
    assert schema["openapi"].startswith("3.1")
    assert [name for name in operations if f'id="{name}"' not in html] == []
    assert "unsafe" not in page["Content-Security-Policy"]
