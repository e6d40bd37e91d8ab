"""The language of copy as it is received: what the wire says, and what an editor put right."""

from dataclasses import replace
from typing import Any

import pytest

from articles.actor import Actor
from articles.intake import Copy
from articles.intake.languages import UnknownLanguage
from articles.models import Article, VersionOrigin
from articles.operations import UnfitOriginal, correct_copy, receive_copy
from articles.operations.correcting import correct_language

FIRST = Copy(
    text="Neuf blessés à Port-Alban.", headline="Neuf blessés", language="fr-CA", uri="urn:meridien:7", version="1"
)


def test_a_language_that_does_not_exist_falls_back_to_the_wires(heads: dict[str, Any]) -> None:
    receipt = receive_copy(copy=replace(FIRST, language="xx-Klingon"), **heads)

    assert receipt.article.language == "fr"
    assert receipt.warnings == ("“xx-Klingon” is no language; taken as fr, the wire's own",)


def test_a_language_that_is_asked_for_must_exist(heads: dict[str, Any]) -> None:
    with pytest.raises(UnknownLanguage):
        receive_copy(copy=FIRST, language="klingon", **heads)

    assert not Article.objects.exists()


def test_the_wire_may_correct_the_language(heads: dict[str, Any]) -> None:
    receive_copy(copy=FIRST, **heads)

    receipt = receive_copy(copy=replace(FIRST, language="en", version="2"), **heads)

    assert (receipt.article.language, receipt.version.language) == ("en", "en")


def test_what_comes_again_does_not_undo_a_corrected_language(heads: dict[str, Any]) -> None:
    wrong = replace(FIRST, language="en")
    article = receive_copy(copy=wrong, **heads).article
    corrected = correct_language(article=article, language="fr", actor=heads["actor"], now=heads["now"])

    receipt = receive_copy(copy=wrong, **heads)

    assert receipt.outcome == "unchanged"
    article.refresh_from_db()
    assert (article.language, article.latest_version) == ("fr", corrected)


@pytest.mark.parametrize("is_edited_first", [True, False])
def test_what_comes_again_undoes_no_edit_of_copy_whose_language_was_put_right(
    heads: dict[str, Any], *, is_edited_first: bool
) -> None:
    wrong = replace(FIRST, language="en", version="")
    article = receive_copy(copy=wrong, **heads).article
    by = {"actor": heads["actor"], "now": heads["now"]}
    edit = {"copy": replace(FIRST, text="Neuf blessés, dit le maire."), "origin": VersionOrigin.EDITED, **by}
    if is_edited_first:
        correct_copy(article=article, expected_version=1, **edit)
    correct_language(article=article, language="fr", **by)
    if not is_edited_first:
        correct_copy(article=article, expected_version=2, **edit)

    receive_copy(copy=wrong, **heads)

    article.refresh_from_db()
    assert (article.latest_version.number, article.latest_version.text) == (3, "Neuf blessés, dit le maire.")


def test_a_language_put_right_is_no_correction_of_the_wires(heads: dict[str, Any]) -> None:
    article = receive_copy(copy=replace(FIRST, language="en"), **heads).article

    corrected = correct_language(article=article, language="fr", actor=heads["actor"], now=heads["now"])

    assert corrected.origin == VersionOrigin.REREAD


@pytest.mark.parametrize("tag", ["en", "en-GB"])
@pytest.mark.parametrize("text", [FIRST.text, "Dix blessés à Port-Alban."])
def test_a_higher_version_under_the_same_wrong_tag_undoes_no_corrected_language(
    heads: dict[str, Any], tag: str, text: str
) -> None:
    article = receive_copy(copy=replace(FIRST, language="en"), **heads).article
    corrected = correct_language(article=article, language="fr", actor=heads["actor"], now=heads["now"])

    receive_copy(copy=replace(FIRST, language=tag, version="2", text=text), **heads)

    article.refresh_from_db()
    assert (article.language, article.latest_version.language, article.wire_version) == ("fr", "fr", "2")
    assert (article.latest_version == corrected) == (text == FIRST.text)


def test_what_a_wire_says_anew_of_the_language_counts_after_a_correction(heads: dict[str, Any]) -> None:
    article = receive_copy(copy=replace(FIRST, language="en"), **heads).article
    correct_language(article=article, language="fr", actor=heads["actor"], now=heads["now"])

    receive_copy(copy=replace(FIRST, language="de", version="2"), **heads)

    article.refresh_from_db()
    assert (article.language, article.latest_version.language) == ("de", "de")


@pytest.mark.parametrize("first", [{"language": "en"}, {"language": "en-GB"}])
@pytest.mark.parametrize("text", [FIRST.text, "Dix blessés à Port-Alban."])
@pytest.mark.parametrize("says", [None, "fr"])
def test_a_program_that_repeats_a_wrong_language_undoes_no_correction(
    heads: dict[str, Any], first: dict[str, str], text: str, says: str | None
) -> None:
    program = {**heads, "actor": Actor.token(heads["actor"].user, "cms")}
    copy = replace(FIRST, language=says, version="")
    article = receive_copy(copy=copy, **first, **program).article
    correct_language(article=article, language="fr", actor=heads["actor"], now=heads["now"])

    receive_copy(copy=replace(copy, text=text), language="en", **program)

    article.refresh_from_db()
    assert (article.language, article.latest_version.language, article.latest_version.text) == ("fr", "fr", text)


def test_a_program_that_says_another_language_than_before_corrects_it(heads: dict[str, Any]) -> None:
    program = {**heads, "actor": Actor.token(heads["actor"].user, "cms")}
    copy = replace(FIRST, language=None)
    receive_copy(copy=copy, language="en", **program)

    receipt = receive_copy(copy=copy, language="fr", **program)

    assert (receipt.outcome, receipt.article.language, receipt.version.language) == ("updated", "fr", "fr")


def test_an_editor_may_put_back_what_the_wire_has_always_said(heads: dict[str, Any]) -> None:
    article = receive_copy(copy=replace(FIRST, language="en"), **heads).article
    correct_language(article=article, language="fr", actor=heads["actor"], now=heads["now"])

    receive_copy(copy=replace(FIRST, language="en", version="2"), language="en", **heads)

    article.refresh_from_db()
    assert article.language == "en"


def test_an_original_given_must_be_of_another_language(heads: dict[str, Any]) -> None:
    original = receive_copy(copy=replace(FIRST, uri="urn:meridien:8", text="Autre."), **heads).article

    with pytest.raises(UnfitOriginal):
        receive_copy(copy=FIRST, original=original, **heads)
