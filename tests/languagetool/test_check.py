"""The protocol's two addresses."""

from __future__ import annotations

import json
import unicodedata
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from articles.api.throttling import TokenThrottle
from articles.models import Article, ArticleVersion, Desk, Upload
from moderation.languagetool import views
from moderation.workflow.engine import screen_text
from tests.api.conftest import Program, give_token, person, program, seeded

__all__ = ["program", "seeded"]

TEXT = "Twelve people were killed in Velmar on Monday. 😀 The terrorists left the town at dawn."
BOTH = ["UNATTRIBUTED_TOLL", "LOADED_LABEL"]


def check(program: Program, **form: str) -> Any:
    asked = {"language": "en-US", **({} if "data" in form else {"text": TEXT}), **form}
    return program.client.post(f"/tool/{program.secret}/v2/check", asked)


def test_flags_are_matches_in_utf_16(program: Program) -> None:
    answer = check(program).json()

    units = TEXT.encode("utf-16-le")
    matched = [
        units[2 * one["offset"] : 2 * (one["offset"] + one["length"])].decode("utf-16-le") for one in answer["matches"]
    ]
    assert matched == ["Twelve", "terrorists"]
    assert answer["software"]["apiVersion"] == 1
    assert answer["warnings"] == {"incompleteResults": False}
    assert answer["language"]["code"] == "en-US"
    assert answer["language"]["detectedLanguage"]["code"] == "en"
    assert len(answer["sentenceRanges"]) >= 2


def test_each_match_holds_what_clients_need(program: Program) -> None:
    match = check(program).json()["matches"][1]

    context = match["context"]
    seen = context["text"].encode("utf-16-le")[2 * context["offset"] :][: 2 * context["length"]].decode("utf-16-le")
    assert seen == "terrorists"
    assert match["shortMessage"].startswith("High – ")
    assert match["rule"]["id"] == "LOADED_LABEL"
    assert match["rule"]["issueType"] == "grammar"
    assert match["rule"]["category"] == {"id": "LOADED_LABELS", "name": "Loaded labels"}
    assert match["sentence"] == "😀 The terrorists left the town at dawn." or match["sentence"].endswith("at dawn.")
    assert all(set(one) == {"value"} for one in match["replacements"])


def test_french_is_answered_in_french(program: Program) -> None:
    text = "Douze personnes ont été tuées à Velmar."

    answer = check(program, text=text, language="fr-FR").json()

    assert answer["matches"][0]["rule"]["category"]["name"] == "Sources des bilans"
    assert "personne" in answer["matches"][0]["message"]


def test_the_language_is_told_where_it_is_not_known(program: Program) -> None:
    answer = check(program, language="auto").json()

    assert answer["language"]["code"] == "en"
    assert len(answer["matches"]) == 2


def test_a_text_that_was_not_read_is_never_clean(program: Program) -> None:
    told = check(program, text="Zwölf Menschen starben am Montag in Velmar bei einem Angriff.", language="auto").json()
    named = check(program, language="de-DE")

    assert (told["matches"], told["warnings"]["incompleteResults"]) == ([], True)
    assert told["software"]["status"]
    assert (named.status_code, named["Content-Type"]) == (400, "text/plain; charset=utf-8")
    assert "de-DE" in named.content.decode()


@pytest.mark.parametrize("text", ["Twelve died", "Nine hurt", "Terrorists fled", "Raid on Kerem"])
def test_of_a_few_words_a_language_that_is_read_here_is_believed(program: Program, text: str) -> None:
    answer = check(program, text=text, language="auto").json()

    assert answer["language"]["code"] == "en"
    assert answer["warnings"] == {"incompleteResults": False}


@pytest.mark.parametrize("text", ["Zwölf Tote", "Doce muertos", "Двое погибли", "Dwanaście osób zginęło"])
def test_of_a_few_words_in_another_language_none_is_called_clean(program: Program, text: str) -> None:
    answer = check(program, text=text, language="auto", preferredVariants="en-GB,fr-FR").json()

    assert answer["warnings"] == {"incompleteResults": True}


@pytest.mark.parametrize("field", ["preferredVariants", "preferredLanguages"])
def test_of_a_few_words_a_preferred_language_is_believed(program: Program, field: str) -> None:
    asked = {"text": "Impossible", "language": "auto"}
    codes = [
        check(program, **asked, **{field: tongues}).json()["language"]["code"] for tongues in ("fr,en", "en-GB,fr")
    ]

    assert codes == ["fr", "en"]


def test_too_many_fields_are_called_so(program: Program) -> None:
    refused = check(program, **{f"field{number}": "" for number in range(1001)})

    assert (refused.status_code, "more than 1000 fields" in refused.content.decode()) == (400, True)


@pytest.mark.parametrize(
    ("form", "rules"),
    [
        ({"disabledRules": "loaded_label"}, ["UNATTRIBUTED_TOLL"]),
        ({"disabledCategories": "SOURCING"}, ["LOADED_LABEL"]),
        ({"enabledOnly": "true", "enabledRules": "LOADED_LABEL"}, ["LOADED_LABEL"]),
        ({"enabledOnly": "true", "enabledCategories": "SOURCING"}, ["UNATTRIBUTED_TOLL"]),
        (
            {"disabledCategories": "SOURCING", "enabledRules": "UNATTRIBUTED_TOLL"},
            ["UNATTRIBUTED_TOLL", "LOADED_LABEL"],
        ),
        ({"enabledRules": "X,Y"}, ["UNATTRIBUTED_TOLL", "LOADED_LABEL"]),
    ],
)
def test_rules_are_switched(program: Program, form: dict[str, str], rules: list[str]) -> None:
    assert [match["rule"]["id"] for match in check(program, **form).json()["matches"]] == rules


def test_markup_is_not_read_and_counted(program: Program) -> None:
    pieces = [
        {"markup": "<b title='nine people killed'>"},
        {"text": "Twelve"},
        {"markup": "</b>"},
        {"text": " people died."},
    ]
    whole = "".join(piece.get("text", piece.get("markup", "")) for piece in pieces)

    (match,) = check(program, data=json.dumps({"annotation": pieces})).json()["matches"]

    assert whole[match["offset"] : match["offset"] + match["length"]] == "Twelve"


def covered(whole: str, match: dict[str, int]) -> str:
    units = whole.encode("utf-16-le")
    return units[2 * match["offset"] : 2 * (match["offset"] + match["length"])].decode("utf-16-le")


def test_an_entity_at_the_end_of_a_word_belongs_to_its_match(program: Program) -> None:
    pieces = [
        {"text": "Les forces ont liquid"},
        {"markup": "&eacute;", "interpretAs": "é"},
        {"text": " le chef du groupe."},
    ]
    whole = "".join(piece.get("text", piece.get("markup", "")) for piece in pieces)

    (match,) = check(program, language="fr", data=json.dumps({"annotation": pieces})).json()["matches"]

    assert covered(whole, match) == "liquid&eacute;"


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("😀 Douze personnes ont été tuées à Velmar. Les forces ont liquidé le chef.", ["Douze", "liquidé"]),
        ("😀 Les forces ont liquidé le chef. Douze personnes ont été tuées.", ["liquidé", "Douze"]),
        # Silent: accents alone make nothing loaded, and a named source is a source.
        ("Les élèves fêtent l'été à Velmar.", []),
        ("Douze personnes ont été tuées à Velmar, a déclaré la préfète Mme Éléonore Fauré.", []),
    ],
)
def test_accents_sent_as_signs_of_their_own_are_read(program: Program, text: str, words: list[str]) -> None:
    apart = unicodedata.normalize("NFD", text)

    matches = check(program, language="fr", text=apart).json()["matches"]

    assert [unicodedata.normalize("NFC", covered(apart, match)) for match in matches] == words


@pytest.mark.parametrize("code", ["en_GB", "EN", "eng"])
def test_a_language_is_read_as_filing_reads_it(program: Program, code: str) -> None:
    assert [match["rule"]["id"] for match in check(program, language=code).json()["matches"]] == BOTH


@pytest.mark.parametrize("code", ["xx", "english", "de_DE"])
def test_a_language_that_is_none_or_not_read_is_refused_by_its_name(program: Program, code: str) -> None:
    answer = check(program, language=code)

    assert answer.status_code == 400
    assert f"'{code}'" in answer.content.decode()


def test_the_house_style_is_that_of_a_desk_that_is_open_to_the_person(
    seeded: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[Desk | None] = []

    def screened(text: str, **given: Any) -> Any:
        asked.append(given["desk"])
        return screen_text(text, **given)

    monkeypatch.setattr(views, "screen_text", screened)
    user = person("robin", "standards_editor", "world", "monde")
    program = give_token(user, "screen", desks=("monde", "world"))

    for left in ("monde", "world"):
        check(program)
        user.desk_memberships.filter(desk__code=left).delete()
    check(program)

    assert [desk and desk.code for desk in asked] == ["monde", "world", None]


def test_half_an_emoji_is_read_and_counted_as_one_unit(program: Program) -> None:
    pieces = [{"text": "So \ud83d"}, {"markup": "<b title='\ude00'>"}, {"text": "\ude00 Twelve people died."}]
    before = len("So ") + 1 + len("<b title='x'>") + 1 + len(" ")

    answer = check(program, data=json.dumps({"annotation": pieces}))

    assert answer.status_code == 200
    assert [(match["offset"], match["length"]) for match in answer.json()["matches"]] == [(before, len("Twelve"))]


@pytest.mark.parametrize(
    ("form", "status", "words"),
    [
        ({"text": "", "data": ""}, 400, "not both"),
        ({"language": ""}, 400, "language"),
        ({"data": "{"}, 400, "annotation"),
        ({"enabledOnly": "true"}, 400, "enabledRules"),
        ({"text": "a" * (2 * 1024 * 1024 + 1)}, 413, "limit"),
    ],
)
def test_what_cannot_be_checked_is_refused_in_a_line(
    program: Program, form: dict[str, str], status: int, words: str
) -> None:
    refused = check(program, **form)

    assert refused.status_code == status
    assert refused.content.decode().startswith("Error: ")
    assert words in refused.content.decode()


def test_no_text_at_all_is_refused(program: Program) -> None:
    refused = program.client.post(f"/tool/{program.secret}/v2/check", {"language": "en"})

    assert (refused.status_code, refused.content) == (400, b"Error: Missing 'text' or 'data' parameter")


@pytest.mark.parametrize("way", ["address", "header", "form", "query"])
def test_a_token_may_come_four_ways(program: Program, way: str) -> None:
    form = {"text": TEXT, "language": "en"}
    answers = {
        "address": lambda: program.client.post(f"/tool/{program.secret}/v2/check", form),
        "header": lambda: program.client.post("/v2/check", form, headers={"Authorization": f"Bearer {program.secret}"}),
        "form": lambda: program.client.post("/v2/check", {**form, "apiKey": program.secret}),
        "query": lambda: program.client.get(f"/tool/{program.secret}/v2/check", form),
    }

    answer = answers[way]()

    assert answer.status_code == 200
    assert len(answer.json()["matches"]) == 2


def test_without_a_token_or_its_scope_nothing_is_checked(program: Program) -> None:
    reader = give_token(person("robin", "standards_editor", "world"), "read")

    nobody = Client().post("/v2/check", {"text": TEXT, "language": "en"})
    wrong = Client().post("/tool/sso_wrong/v2/check", {"text": TEXT, "language": "en"})

    assert (nobody.status_code, wrong.status_code, check(reader).status_code) == (401, 401, 403)


def test_languages_are_listed_to_anybody(seeded: None) -> None:
    listed = Client().get("/v2/languages").json()

    codes = {one["longCode"] for one in listed}
    assert {"en", "fr", "fr-FR", "en-US", "en-GB"} <= codes
    assert {"name": "French (FR)", "code": "fr", "longCode": "fr-FR"} in listed


@pytest.mark.parametrize("address", ["/v2/check", "/tool/{secret}/v2/check", "/v2/languages"])
def test_pages_of_any_origin_may_ask(program: Program, address: str) -> None:
    # A browser asks first, and sends no token with that.
    wanted = {"Access-Control-Request-Method": "POST", "Access-Control-Request-Headers": "authorization"}
    asked = Client().options(address.format(secret=program.secret), headers={"Origin": "https://cms.example", **wanted})

    assert (asked.status_code, asked.content) == (200, b"")
    assert asked["Access-Control-Allow-Origin"] == check(program)["Access-Control-Allow-Origin"] == "*"
    assert "Authorization" in asked["Access-Control-Allow-Headers"]
    assert "POST" in asked["Access-Control-Allow-Methods"]


def test_a_key_that_comes_as_a_file_opens_nothing(program: Program) -> None:
    key = SimpleUploadedFile("key.txt", program.secret.encode())

    refused = Client().post("/v2/check", {"apiKey": key, "text": TEXT, "language": "en"})

    assert refused.status_code == 401


def test_nothing_is_kept(program: Program) -> None:
    check(program)

    assert (Article.objects.count(), ArticleVersion.objects.count(), Upload.objects.count()) == (0, 0, 0)


def test_who_asks_too_often_is_told_how_long_to_wait(program: Program, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(TokenThrottle, "rate", "1/min", raising=False)
    check(program)

    refused = check(program)

    assert refused.status_code == 429
    assert 1 <= int(refused["Retry-After"]) <= 60
    assert refused.text.startswith("Error: ")
