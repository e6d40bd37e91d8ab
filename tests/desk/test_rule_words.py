"""What a flag goes by and why an article is on its desk, in words and not in codes."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import pytest
from django.test import Client
from django.utils import translation

from articles.actor import Actor
from articles.models import Article
from moderation.admin.house_rules import rules_of_flags, with_release
from moderation.admin.routing_words import explain
from moderation.checks import CHECKS
from moderation.models import Flag, LexiconRelease, Review, RoutingDecision
from tests.workflow.newsroom import LABEL, NOW, TOLL, flag_on, read_again


def test_every_check_has_a_rule_in_words() -> None:
    flags = [Flag(pk=number, check_id=check.check_id) for number, check in enumerate(CHECKS)]

    rules = rules_of_flags(flags)

    assert len({rule.words for rule in rules.values()}) == len(CHECKS)
    assert [rule for rule in rules.values() if "CODEBOOK" in f"{rule.words}{rule.place}"] == []


def test_a_term_goes_by_the_rule_that_its_lexicon_gives_it(article: Article) -> None:
    terms = [{"id": LABEL.term, "rule": "acts-first"}]
    rules = [{"name": "acts-first", "text": "Say what was done."}]
    read_again(article, 2, replace(LABEL, severity="high"), terms=terms, label_rules=rules)
    flag = flag_on(article, LABEL.words)

    rule = rules_of_flags(with_release(Flag.objects.filter(pk=flag.pk)))[flag.pk]

    assert (rule.words, rule.language) == ("Say what was done.", "en")


@pytest.mark.parametrize(
    ("check", "term", "words", "language"),
    [
        ("loaded_label", "en.term.0001", "Say what was done.", "en"),
        ("loaded_label", "draft.7.1", "Say what was done.", "en"),
        ("loaded_label", "draft.7.2", "Dites ce qui a été fait.", "fr"),
        ("label_added", "draft.7.2", "Dites ce qui a été fait.", "fr"),
        # Silent: a term without a rule of its own, one that the release never had, a check that knows no terms.
        ("loaded_label", "draft.7.3", "Describe plainly;", ""),
        ("loaded_label", "draft.8.1", "Describe plainly;", ""),
        ("loaded_label", "", "Describe plainly;", ""),
        ("unattributed_toll", "", "Every casualty figure", ""),
    ],
)
def test_an_id_of_a_term_says_nothing_of_its_language(
    db: None, check: str, term: str, words: str, language: str
) -> None:
    rules = {"en": "Say what was done.", "fr": "Dites ce qui a été fait."}
    terms = {"en": ["en.term.0001", "draft.7.1"], "fr": ["draft.7.2"]}
    tables = {
        code: {
            "terms": [{"id": number, "rule": "acts-first"} for number in terms[code]],
            "label_rules": [{"name": "acts-first", "text": text}],
        }
        for code, text in rules.items()
    }
    tables["en"]["terms"].append({"id": "draft.7.3", "rule": ""})
    release = LexiconRelease.objects.create(
        number=3, digest="3" * 64, tables=tables, parties={}, reason="tests", published_at=NOW
    )
    flag = Flag(pk=1, check_id=check, term_id=term)
    flag.release = release.pk  # type: ignore[attr-defined]

    rule = rules_of_flags([flag])[1]

    assert rule.words.startswith(words)
    assert rule.language == language


def test_a_check_that_is_no_more_has_no_rule() -> None:
    assert rules_of_flags([Flag(pk=1, check_id="gone")]) == {}


def test_the_review_page_shows_rules_and_reasons_in_words(
    sign_in: Callable[[Actor], Client], editor: Actor, review: Review
) -> None:
    page = sign_in(editor).get(f"/admin/moderation/review/{review.pk}/change/").content.decode()

    assert "Every casualty figure says who vouches for it" in page
    assert "CODEBOOK" not in page
    assert f"open flags: Casualty figure without a source ({'High'})" in page
    assert "its urgency is 5, and the route takes 1 at most" in page


@pytest.mark.parametrize(
    ("because", "words"),
    [
        ("wires: northgate not in own, gone", "wires: Northgate Wire is not own, gone"),
        ("languages: fr not in en", "languages: French is not English"),
        ("kinds: syndicated not in translated", "kinds: syndicated is not translated"),
        (
            "flags: no open flag is party_attribution, low",
            "no open flag is Casualty figure from a party",
        ),
        ("some day: otherwise", "some day: otherwise"),
    ],
)
def test_a_route_that_lost_says_why_in_words(review: Review, because: str, words: str) -> None:
    lost = [{"name": "First", "because": because}]

    (line,) = explain(RoutingDecision(matched={}, lost=lost)).lost

    assert line.startswith(f"First: {words}")


def test_what_matched_is_named_in_the_readers_language(review: Review) -> None:
    with translation.override("fr"):
        why = explain(RoutingDecision(matched={"flags": [f"{TOLL.check_id} (high)"]}, lost=[]))

    assert "Bilan sans source" in why.matched[0]
