"""Filing by program."""

from __future__ import annotations

import pytest

from articles.models import Article, ArticleVersion
from tests.api.conftest import COPY, TEXT, Program

pytestmark = pytest.mark.usefixtures("eager_tasks")


def test_copy_is_filed_and_screened(program: Program, django_capture_on_commit_callbacks) -> None:
    with django_capture_on_commit_callbacks(execute=True):
        filed = program.post("articles?wait=0", COPY)

    body = filed.json()
    assert (filed.status_code, body["outcome"], body["version"]) == (202, "filed", 1)
    assert filed["Location"] == f"/api/v1/runs/{body['screening']['id']}"
    run = program.get(f"runs/{body['screening']['id']}").json()
    assert (run["state"], run["article"]) == ("done", body["article"])
    flags = program.get(f"articles/{body['article']}/flags").json()
    assert [flag["matched_text"] for flag in flags][:2] == ["Twelve", "foreign mercenaries"]
    version = ArticleVersion.objects.get()
    assert version.text == TEXT
    assert version.text[flags[0]["start"] : flags[0]["end"]] == "Twelve"


def test_the_program_stands_in_the_history(program: Program) -> None:
    number = program.post("articles?wait=0", COPY).json()["article"]

    events = program.get(f"articles/{number}/audit").json()["results"]

    assert {"token", "cms"} <= {events[0]["actor_kind"], events[0]["actor_label"]}
    assert "version.filed" in {event["action"] for event in events}


def test_a_headline_that_the_text_lacks_leads_it(program: Program) -> None:
    number = program.post("articles?wait=0", {**COPY, "text": "One sentence."}).json()["article"]

    version = program.get(f"articles/{number}").json()["version"]

    assert version["text"] == "Storm over Velmar bay\nOne sentence."


@pytest.mark.parametrize("version", [2, 2.0, "2"])
def test_a_version_is_kept_as_the_wire_counts(program: Program, version: object) -> None:
    program.post("articles?wait=0", {**COPY, "uri": "urn:1", "version": version})

    assert Article.objects.get().wire_version == "2"


def test_a_version_with_a_fraction_is_refused_by_name(program: Program) -> None:
    answer = program.post("articles?wait=0", {**COPY, "uri": "urn:1", "version": 1.1})

    fault = answer.json()["errors"][0]
    assert (answer.status_code, fault["pointer"]) == (422, "/version")
    assert "1.1 is no whole number" in fault["detail"]


@pytest.mark.parametrize("member", ["embargoedUntil", "pubStatus", "ednote", "head_line"])
def test_a_member_that_is_unknown_is_refused_and_nothing_filed(program: Program, member: str) -> None:
    answer = program.post("articles?wait=0", {**COPY, member: "2026-12-24T00:00:00Z"})

    fault = answer.json()["errors"][0]
    assert (answer.status_code, fault["pointer"]) == (422, f"/{member}")
    assert "a ninjs item carries embargo" in fault["detail"]
    assert not Article.objects.exists()


def test_a_member_whose_name_cannot_be_kept_is_refused_in_a_batch_too(program: Program) -> None:
    answer = program.post("articles/batch", {"articles": [{**COPY, "\ud800": 1}]})

    assert (answer.status_code, answer.json()["articles"][0]["status"]) == (207, 422)


def test_a_ninjs_item_is_taken_as_it_is(program: Program) -> None:
    item = {
        "uri": "urn:northgate:7",
        "type": "text",
        "version": "2",
        "language": "en-GB",
        "headline": "Storm",
        "body_text": "Nine people drowned off Velmar.",
        "urgency": 3,
    }

    filed = program.post("articles?wait=0", {"wire": "northgate", "desk": "world", "ninjs": item})

    article = Article.objects.get(pk=filed.json()["article"])
    assert (article.external_id, article.urgency, article.language) == ("urn:northgate:7", 3, "en")


def test_a_ninjs_item_may_be_the_whole_body(program: Program) -> None:
    item = {"uri": "urn:northgate:8", "type": "text", "headline": "Storm", "body_text": "Nine people drowned."}

    filed = program.post("articles?wait=0&wire=northgate&desk=world", item)
    unplaced = program.post("articles?wire=northgate", item)

    assert (filed.status_code, filed.json()["outcome"]) == (202, "filed")
    assert Article.objects.get().external_id == "urn:northgate:8"
    assert (unplaced.status_code, unplaced.json()["errors"][0]["pointer"]) == (422, "/desk")


def test_a_file_of_any_format_is_filed(program: Program, tmp_path) -> None:
    path = tmp_path / "storm.html"
    path.write_text("<html lang=en><h1>Storm</h1><p>Nine people drowned off Velmar.</p></html>")

    with path.open("rb") as file:
        filed = program.client.post(
            "/api/v1/articles?wait=0",
            {"wire": "northgate", "desk": "world", "file": file},
            headers={"Authorization": f"Bearer {program.secret}", "Idempotency-Key": "file-1"},
        )

    assert filed.status_code == 202
    assert "Nine people drowned" in ArticleVersion.objects.get().text


def test_the_same_copy_again_is_unchanged(program: Program) -> None:
    copy = {**COPY, "uri": "urn:x:1"}
    first = program.post("articles?wait=0", copy).json()

    again = program.post("articles?wait=0", copy)

    assert again.json()["outcome"] == "unchanged"
    assert again.json()["article"] == first["article"]
    assert Article.objects.count() == 1


@pytest.mark.parametrize(
    ("changes", "code", "pointer"),
    [
        ({"text": "… 12 …"}, "invalid", "/text"),
        ({"wire": "nobody"}, "invalid", "/wire"),
        ({"desk": "monde"}, "invalid", "/desk"),
        ({"urgency": 12}, "invalid", "/urgency"),
        ({"language": "english please"}, "invalid", "/language"),
        ({"text": "a\x00b"}, "invalid", "/text"),
        ({"headline": "\ud800"}, "invalid", "/headline"),
        ({"ninjs": {}}, "invalid", ""),
    ],
)
def test_what_is_unfit_is_refused_with_a_pointer(program: Program, changes, code: str, pointer: str) -> None:
    refused = program.post("articles?wait=0", {**COPY, **changes})

    problem = refused.json()
    assert refused.status_code == 422
    assert refused["Content-Type"] == "application/problem+json"
    assert (problem["code"], problem["errors"][0]["pointer"]) == (code, pointer)
    assert Article.objects.count() == 0


def test_what_cannot_be_read_is_refused(program: Program) -> None:
    broken = program.post("articles?wait=0", "{")
    odd = program.post("articles?wait=0", {"wire": "northgate", "desk": "world", "ninjs": {"headline": 7}})

    assert (broken.status_code, broken.json()["code"]) == (400, "parse_error")
    assert (odd.status_code, odd.json()["code"]) == (422, "unreadable_copy")


def test_a_batch_answers_each_for_itself(program: Program) -> None:
    good, bad = COPY, {**COPY, "wire": "nobody"}
    other = {**COPY, "text": "Another story of Velmar.", "headline": "Another"}

    answered = program.post("articles/batch", {"articles": [good, bad, other]})

    answers = answered.json()["articles"]
    assert answered.status_code == 207
    assert [answer["status"] for answer in answers] == [202, 422, 202]
    assert answers[1]["body"]["errors"][0]["pointer"] == "/wire"
    run = answers[0]["body"]["screening"]["id"]
    assert answers[0]["body"]["location"] == f"/api/v1/runs/{run}"
    assert Article.objects.count() == 2


@pytest.mark.parametrize(
    ("unfit", "status", "code"),
    [
        ({"original": 999_999}, 404, "not_found"),
        ({"language": "xx"}, 422, "unknown_language"),
        ({"ninjs": {"headline": 7}}, 422, "unreadable_copy"),
        ({"text": "… 12 …"}, 422, "invalid"),
    ],
)
def test_a_refusal_of_any_kind_stops_none_of_a_batch(program: Program, unfit: dict, status: int, code: str) -> None:
    texts = ("One man drowned off Velmar.", "Two men drowned off Velmar.", "Three men drowned off Velmar.")
    first, bad, last = ({**COPY, "headline": "", "text": text} for text in texts)
    bad = {"wire": "northgate", "desk": "world", **unfit} if "ninjs" in unfit else {**bad, **unfit}

    answered = program.post("articles/batch", {"articles": [first, bad, last]})

    answers = answered.json()["articles"]
    assert [answer["status"] for answer in answers] == [202, status, 202]
    assert answers[1]["body"]["code"] == code
    assert Article.objects.count() == 2


@pytest.mark.parametrize("count", [0, 101])
def test_a_batch_holds_one_to_a_hundred(program: Program, count: int) -> None:
    assert program.post("articles/batch", {"articles": [COPY] * count}).status_code == 422


def test_a_key_is_needed_for_every_write(program: Program) -> None:
    refused = program.post("articles?wait=0", COPY, Idempotency_Key="")

    assert (refused.status_code, refused.json()["code"]) == (400, "idempotency_key_required")
    assert Article.objects.count() == 0


def test_a_repeat_is_answered_as_before_and_done_once(program: Program) -> None:
    first = program.post("articles?wait=0", COPY, Idempotency_Key="once")

    again = program.post("articles?wait=0", COPY, Idempotency_Key="once")

    assert again.json() == first.json()
    assert (again.status_code, again["Location"]) == (first.status_code, first["Location"])
    assert again["Idempotency-Replayed"] == "true"
    assert ArticleVersion.objects.count() == 1


def test_a_key_of_another_request_is_refused(program: Program) -> None:
    program.post("articles?wait=0", COPY, Idempotency_Key="once")

    refused = program.post("articles?wait=0", {**COPY, "urgency": 2}, Idempotency_Key="once")

    assert (refused.status_code, refused.json()["code"]) == (422, "key_used_otherwise")


def test_a_refused_request_gives_its_key_back(program: Program) -> None:
    program.post("articles?wait=0", {**COPY, "wire": "nobody"}, Idempotency_Key="once")

    assert program.post("articles?wait=0", COPY, Idempotency_Key="once").status_code == 202


def test_a_translation_names_its_original(program: Program) -> None:
    original = program.post(
        "articles?wait=0", {**COPY, "language": "fr", "text": "Douze morts à Velmar.", "headline": "V"}
    )
    number = original.json()["article"]

    filed = program.post("articles?wait=0", {**COPY, "original": number})

    article = Article.objects.get(pk=filed.json()["article"])
    assert (article.original_id, article.kind) == (number, "translated")


def test_waiting_is_bounded(program: Program) -> None:
    for given in ("-1", "21", "x", "nan"):
        assert program.post(f"articles?wait={given}", COPY).json()["code"] == "bad_wait"


@pytest.mark.parametrize("heads", [{"uri": "urn:x:1"}, {"uri": "urn:x:1", "text": "Nobody died in Velmar."}, {}])
def test_copy_that_another_desk_has_is_neither_changed_nor_told(program: Program, foreign: Program, heads) -> None:
    program.post("articles?wait=0", {**COPY, **({"uri": "urn:x:1"} if heads else {})})
    before = list(ArticleVersion.objects.values_list("pk", flat=True))

    refused = foreign.post("articles?wait=0", {**COPY, "desk": "monde", **heads})

    assert (refused.status_code, refused.json()["code"]) == (409, "filed_elsewhere")
    assert str(Article.objects.get().pk) not in refused.json()["detail"]
    assert list(ArticleVersion.objects.values_list("pk", flat=True)) == before
