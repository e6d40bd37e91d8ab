"""Changing by program: versions, answers and decisions, each only by who has seen what is there."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest

from articles.models import ArticleVersion
from moderation.models import AuditEvent, EventType, Review
from moderation.reports.counts.scope import Scope
from moderation.reports.counts.wires import score_wires
from moderation.workflow.outbox import TOLD
from tests.api.conftest import COPY, TEXT, Program, give_token, person

pytestmark = pytest.mark.usefixtures("eager_tasks")

PLAIN = {**COPY, "text": "The fair opened on Monday with music and soup.", "headline": "Fair"}


@pytest.fixture
def run_callbacks(django_capture_on_commit_callbacks) -> Callable[[], Any]:
    """Return what runs the tasks that a write sends."""
    return lambda: django_capture_on_commit_callbacks(execute=True)


@pytest.fixture
def number(program: Program, run_callbacks) -> int:
    """File an article with flags, and return its number."""
    with run_callbacks():
        return program.post("articles?wait=0", COPY).json()["article"]


def tag(program: Program, place: str) -> str:
    return program.get(place)["ETag"]


def test_a_newer_text_is_a_new_version(program: Program, number: int, run_callbacks) -> None:
    place = f"articles/{number}"
    with run_callbacks():
        made = program.patch(place, {"text": TEXT.replace("Twelve", "Nine")}, If_Match=tag(program, place))

    assert (made.status_code, made.json()["outcome"], made.json()["version"]) == (202, "updated", 2)
    flags = program.get(f"{place}/flags").json()
    assert (flags[0]["matched_text"], flags[0]["version"]) == ("Nine", 2)
    changed = program.get(f"{place}/versions/2/difference").json()
    pieces = [piece for row in changed["paragraphs"] for piece in row if piece["change"] != "same"]
    assert pieces == [{"change": "removed", "text": "Twelve"}, {"change": "added", "text": "Nine"}]


def test_a_programs_correction_is_its_own_and_not_the_wires(program: Program) -> None:
    copy = {**COPY, "uri": "urn:northgate:1"}
    number = program.post("articles?wait=0", copy).json()["article"]
    place = f"articles/{number}"

    program.patch(place, {"text": TEXT.replace("Twelve", "Nine")}, If_Match=tag(program, place))
    repeated = program.post("articles?wait=0", copy).json()

    shown = program.get(place).json()["version"]
    assert (shown["origin"], repeated["outcome"]) == ("amended", "unchanged")
    assert "Nine people" in shown["text"]
    (event,) = AuditEvent.objects.filter(action="version.amended")
    assert TOLD[event.action] is EventType.CORRECTION_RECEIVED
    today = Scope(event.at - timedelta(days=1), event.at + timedelta(days=1))
    assert sum(one.corrections for one in score_wires(today)) == 0


def test_the_same_text_changes_nothing(program: Program, number: int) -> None:
    place = f"articles/{number}"

    same = program.patch(place, {"text": TEXT}, If_Match=tag(program, place))

    assert (same.status_code, same.json()["outcome"]) == (200, "unchanged")
    assert ArticleVersion.objects.count() == 1


def test_a_new_headline_on_the_same_text_is_a_version_that_is_read_anew(
    program: Program, number: int, run_callbacks
) -> None:
    place = f"articles/{number}"
    with run_callbacks():
        made = program.patch(
            place, {"text": TEXT, "headline": "Mercenaries strike Velmar"}, If_Match=tag(program, place)
        )

    assert (made.json()["outcome"], made.json()["version"]) == ("updated", 2)
    shown = program.get(place).json()
    assert shown["headline"] == shown["version"]["headline"] == "Mercenaries strike Velmar"
    assert shown["version"]["text"] == TEXT.replace("Storm over Velmar bay", "Mercenaries strike Velmar")
    assert "Mercenaries" in [flag["matched_text"] for flag in program.get(f"{place}/flags").json()]


def test_a_new_summary_on_the_same_text_is_read_and_screened(program: Program, number: int, run_callbacks) -> None:
    place = f"articles/{number}"
    summary = "Mercenaries have come back."

    with run_callbacks():
        made = program.patch(place, {"text": TEXT, "summary": summary}, If_Match=tag(program, place))
    shown = program.get(place).json()["version"]
    again = program.patch(place, {"text": shown["text"]}, If_Match=tag(program, place))

    assert (made.json()["outcome"], made.json()["version"], again.json()["outcome"]) == ("updated", 2, "unchanged")
    assert (shown["summary"], shown["text"].split("\n")[1]) == (summary, summary)
    assert "Mercenaries" in [flag["matched_text"] for flag in program.get(f"{place}/flags").json()]


@pytest.mark.parametrize(("match", "status", "code"), [("", 428, "if_match_required"), ('"old"', 412, "stale")])
def test_a_change_needs_the_tag_that_stands(program: Program, number: int, match: str, status: int, code: str) -> None:
    refused = program.patch(f"articles/{number}", {"text": "New words."}, If_Match=match)

    assert (refused.status_code, refused.json()["code"]) == (status, code)
    if status == 412:
        assert refused.json()["present"]["version"]["number"] == 1
    assert ArticleVersion.objects.count() == 1


def test_the_present_one_is_shown_to_who_may_read_it(program: Program, number: int) -> None:
    writer = give_token(person("robin", "standards_editor", "world"), "file", "decide")

    refused = [
        writer.patch(f"articles/{number}", {"text": "New words."}, If_Match='"old"'),
        writer.post(f"articles/{number}/decisions", {"verb": "claim"}, If_Match='"old"'),
    ]

    assert [(one.status_code, "present" in one.json()) for one in refused] == [(412, False)] * 2


def test_an_article_is_not_emptied(program: Program, number: int) -> None:
    place = f"articles/{number}"

    refused = program.patch(place, {"text": " … "}, If_Match=tag(program, place))

    assert (refused.status_code, refused.json()["errors"][0]["pointer"]) == (422, "/text")


def test_an_article_in_somebodys_hands_is_left(program: Program, second: Program, number: int) -> None:
    place = f"articles/{number}"
    second.post(f"{place}/decisions", {"verb": "claim"}, If_Match=tag(second, place))

    refused = program.patch(place, {"text": "New words."}, If_Match=tag(program, place))

    assert (refused.status_code, refused.json()["code"]) == (409, "claimed")


def test_a_correction_of_what_the_desk_spiked_is_kept_and_does_not_bring_it_back(program: Program, number: int) -> None:
    decide(program, number, "spike", reason="A hoax.")
    filer = give_token(person("wire", "filer", "world"), "file", "read")
    place = f"articles/{number}"
    text = {"text": "Nobody was hurt in Velmar.", "summary": "All clear."}

    kept = filer.patch(place, text, If_Match=tag(filer, place)).json()
    again = filer.patch(place, text, If_Match=tag(filer, place)).json()

    warning = "the article was spiked and stays so; the text is kept with it: have it reopened, then correct it"
    assert (kept["outcome"], kept["version"], kept["warnings"], kept["screening"]) == ("late", 2, [warning], None)
    assert (again["outcome"], again["warnings"]) == ("unchanged", [warning])
    shown = program.get(place).json()
    assert (shown["review"]["state"], shown["version"]["number"]) == ("spiked", 1)
    assert program.get(f"{place}/versions/2").json()["text"] == "Nobody was hurt in Velmar.\nAll clear."
    assert AuditEvent.objects.filter(action="version.late", article_id=number).count() == 1

    chief = give_token(person("chief", "desk_chief", "world"))
    decide(chief, number, "reopen", reason="It was none.")
    corrected = filer.patch(place, text, If_Match=tag(filer, place)).json()
    assert (corrected["outcome"], program.get(place).json()["version"]["number"]) == ("updated", 3)


def first_flag(program: Program, number: int) -> str:
    return f"flags/{program.get(f'articles/{number}/flags').json()[0]['id']}"


def test_a_flag_is_dismissed_with_a_reason_and_opened_again(program: Program, number: int) -> None:
    place = first_flag(program, number)

    answered = program.post(
        f"{place}/dispositions", {"kind": "dismiss", "reason_code": "verified"}, If_Match=tag(program, place)
    )
    dismissed = program.get(place).json()["state"]
    again = program.post(f"{place}/dispositions", {"kind": "reopen"}, If_Match=tag(program, place))

    assert (answered.status_code, answered.json()["by"], again.status_code) == (201, "cms", 201)
    assert (dismissed, program.get(place).json()["state"]) == ("dismissed", "open")
    kinds = [one["kind"] for one in program.get(f"{place}/dispositions").json()["results"]]
    assert kinds == ["dismissed", "reopened"]


def test_a_dismissal_without_a_reason_is_refused(program: Program, number: int) -> None:
    place = first_flag(program, number)

    refused = program.post(f"{place}/dispositions", {"kind": "dismiss"}, If_Match=tag(program, place))

    assert refused.status_code == 422
    assert program.get(place).json()["state"] == "open"


def test_an_answer_to_a_flag_that_has_moved_is_refused(program: Program, second: Program, number: int) -> None:
    place = first_flag(program, number)
    seen = tag(program, place)
    second.post(f"{place}/dispositions", {"kind": "uphold"}, If_Match=seen)

    refused = program.post(f"{place}/dispositions", {"kind": "uphold"}, If_Match=seen)

    assert (refused.status_code, refused.json()["present"]["state"]) == (412, "upheld")


def test_flags_alike_are_dismissed_at_once_and_that_is_undone_once(
    program: Program, second: Program, run_callbacks
) -> None:
    text = "Mercenaries came on Monday. The mercenaries left on Tuesday, and mercenaries came back."
    with run_callbacks():
        numbers = [program.post("articles?wait=0", {**COPY, "text": f"{text} {n}"}).json()["article"] for n in (1, 2)]
    flags = [flag for n in numbers for flag in program.get(f"articles/{n}/flags").json()]
    flag = next(flag for flag in flags if flag["check_id"] == "loaded_label")
    alike = [
        one
        for one in flags
        if (one["check_id"], one["matched_text"].lower()) == ("loaded_label", flag["matched_text"].lower())
    ]
    place = f"flags/{flag['id']}"
    asked = {"reason_code": "verified", "articles": numbers}

    made = program.post(f"{place}/dismiss-alike", asked, If_Match=tag(program, place))
    stale = program.post(f"{place}/dismiss-alike", asked, If_Match='"old"')
    batch = made.json()["batch"]

    assert (made.status_code, made.json()["dismissed"], made.json()["left"]) == (201, len(alike), [])
    assert len({one["article"] for one in alike}) == 2
    assert {program.get(f"flags/{one['id']}").json()["state"] for one in alike} == {"dismissed"}
    assert (stale.status_code, stale.json()["code"]) == (412, "stale")
    assert second.post(f"dismissals/{batch}/undo", {}).json()["code"] == "undo"
    assert program.post(f"dismissals/{batch}/undo", {}).json() == {"reopened": len(alike)}
    assert program.post(f"dismissals/{batch}/undo", {}).status_code == 409


def decide(program: Program, number: int, verb: str, **more: str) -> Any:
    place = f"articles/{number}"
    return program.post(f"{place}/decisions", {"verb": verb, **more}, If_Match=tag(program, place))


def content_hash(program: Program, number: int) -> str:
    return program.get(f"articles/{number}").json()["version"]["content_hash"]


def test_clean_copy_is_approved_by_a_second_program(program: Program, second: Program, run_callbacks) -> None:
    with run_callbacks():
        number = program.post("articles?wait=0", PLAIN).json()["article"]

    approved = decide(second, number, "approve", content_hash=content_hash(second, number))

    assert (approved.status_code, approved.json()["state"]) == (201, "approved")
    assert [one["verb"] for one in second.get(f"articles/{number}/decisions").json()["results"]][-1] == "approved"


def test_four_eyes_hold_for_programs(program: Program, run_callbacks) -> None:
    with run_callbacks():
        number = program.post("articles?wait=0", PLAIN).json()["article"]

    refused = decide(program, number, "approve", content_hash=content_hash(program, number))

    assert (refused.status_code, refused.json()["code"]) == (409, "four_eyes")
    assert "filed this article" in refused.json()["detail"]


def test_an_open_high_flag_bars_the_approval(second: Program, number: int) -> None:
    refused = decide(second, number, "approve", content_hash=content_hash(second, number))

    assert (refused.status_code, refused.json()["code"]) == (409, "approval")


def test_a_text_that_nobody_named_is_not_approved(second: Program, number: int) -> None:
    unnamed = decide(second, number, "approve")
    other = decide(second, number, "approve", content_hash="0" * 64)

    assert unnamed.json()["errors"][0]["pointer"] == "/content_hash"
    assert (other.status_code, other.json()["code"]) == (409, "content")


@pytest.mark.parametrize(("verb", "state"), [("return", "returned"), ("spike", "spiked")])
def test_a_text_that_is_named_is_the_one_that_is_returned_or_spiked(
    second: Program, number: int, verb: str, state: str
) -> None:
    other = decide(second, number, verb, reason="Old.", content_hash="0" * 64)
    as_read = decide(second, number, verb, reason="Old.", content_hash=content_hash(second, number))

    assert (other.status_code, other.json()["code"]) == (409, "content")
    assert (as_read.status_code, as_read.json()["state"]) == (201, state)


@pytest.mark.parametrize(
    ("verb", "more", "state"),
    [
        ("return", {"reason": "Name the source."}, "returned"),
        ("spike", {"reason": "Old."}, "spiked"),
        ("kill", {"reason": "Withdrawn."}, "killed"),
        ("hold", {"reason": "Wait.", "until": "2199-01-01T00:00:00Z"}, "held"),
        ("escalate", {"reason": "Look."}, "waiting"),
    ],
)
def test_each_verb_leads_where_the_desk_would(second: Program, number: int, verb: str, more: dict, state: str) -> None:
    decided = decide(second, number, verb, **more)

    assert (decided.status_code, decided.json()["state"]) == (201, state)


def test_a_decision_needs_its_reason(second: Program, number: int) -> None:
    refused = decide(second, number, "return")

    assert (refused.status_code, refused.json()["code"]) == (409, "reason")
    assert Review.objects.get(article_id=number).state == "waiting"


@pytest.mark.parametrize("until", ["2000-01-01T00:00:00Z", "9999-12-31T23:59:59Z"])
def test_a_hold_without_a_real_end_is_refused(second: Program, number: int, until: str) -> None:
    refused = decide(second, number, "hold", reason="Wait.", until=until)

    assert (refused.status_code, refused.json()["code"]) == (409, "until")
    assert Review.objects.get(article_id=number).state == "waiting"


def test_a_role_without_the_verb_is_refused(seeded: None, number: int) -> None:
    filer = give_token(person("stringer", "filer", "world"))

    refused = decide(filer, number, "return", reason="Why?")

    assert (refused.status_code, refused.json()["code"]) == (403, "role")


def test_a_text_is_screened_without_a_trace(program: Program, django_assert_num_queries) -> None:
    answer = program.post("screen", {"text": TEXT, "language": "en", "message_language": "fr"}, Idempotency_Key="")

    body = answer.json()
    assert (answer.status_code, body["status"]) == (200, "done")
    assert [finding["text"] for finding in body["findings"]][:1] == ["Twelve"]
    assert "Personne" in body["findings"][0]["message"] or "personne" in body["findings"][0]["message"]
    assert body["parser"] != "none"
    assert ArticleVersion.objects.count() == 0


@pytest.mark.parametrize(
    ("asked", "accepted", "word"),
    [({}, "fr-CA, en;q=0.5", "personne"), ({}, "de", "nobody"), ({"message_language": "en"}, "fr", "nobody")],
)
def test_a_text_is_answered_in_the_language_that_is_asked_for(
    program: Program, asked: dict[str, str], accepted: str, word: str
) -> None:
    answer = program.post("screen", {"text": TEXT, "language": "en", **asked}, Accept_Language=accepted)

    assert word in answer.json()["findings"][0]["message"].lower()


def test_a_language_without_a_lexicon_is_said(program: Program) -> None:
    body = program.post("screen", {"text": "Zwölf Menschen starben.", "language": "de"}).json()

    assert body["status"] == "unsupported"
