"""Flags that ask the same of the same words are one card, and one answer answers them all or none."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest
from django.test import Client
from django.utils import timezone

from articles.actor import Actor
from articles.models import Article, Desk, Wire
from moderation.admin.flag_cards import FlagCard
from moderation.models import Flag, FlagState, LexiconRelease, Review
from moderation.workflow.answering import dismiss, uphold
from tests.desk.conftest import PART, address
from tests.workflow.newsroom import review_of
from tests.workflow.test_translations import file_pair, words

__all__ = ["words"]

SignIn = Callable[[Actor], Client]
ORIGINAL = "Police said 12 people were killed in Tamara.\nThe militants who hold the town sent help."
TRANSLATION = "Douze personnes ont été tuées à Tamara.\nLes terroristes qui tiennent la ville ont envoyé des secours."


@pytest.fixture
def article(words: LexiconRelease, wire: Wire, desk: Desk, filer: Actor) -> Article:
    """Return a translation that lost a source and added a label: two flags on either word."""
    return file_pair(wire, desk, filer, ("en", ORIGINAL), TRANSLATION)


@pytest.fixture
def review(article: Article) -> Review:
    return review_of(article)


@pytest.fixture
def client(sign_in: SignIn, editor: Actor) -> Client:
    return sign_in(editor)


def cards_on(client: Client, review: Review) -> list[FlagCard]:
    return list(client.get(address(review, "change")).context["page"].flags)


def card_of(client: Client, review: Review, word: str) -> FlagCard:
    (card,) = (card for card in cards_on(client, review) if card.words == word)
    return card


def answer(client: Client, review: Review, card: FlagCard, act: str, **more: str) -> int:
    fields = {"act": act, "flag": card.keys, "seen": card.all_seen, **more}
    return int(client.post(address(review, "dispose"), fields, **PART).status_code)


def states(article: Article, word: str) -> dict[str, str]:
    rows = Flag.objects.filter(version=review_of(article).version, matched_text=word)
    return {flag.check_id: flag.state for flag in rows}


def test_one_question_is_one_card_with_the_gravest_flag_first(client: Client, review: Review) -> None:
    checks = {card.words: [one.flag.check_id for one in card.together] for card in cards_on(client, review)}

    assert checks == {
        "Douze": ["attribution_lost", "unattributed_toll"],
        "terroristes": ["label_added", "loaded_label"],
    }


def test_a_card_says_all_of_it_and_nothing_twice(client: Client, review: Review) -> None:
    card = card_of(client, review, "terroristes")
    html = client.get(address(review, "change")).content.decode()

    assert all(one.flag.message and html.count(f'id="flag-{one.key}"') == 1 for one in card.together)
    assert html.count(f'id="pin-{card.key}"') == 1
    assert not set(card.lines) & set(card.others[0].lines)
    assert re.search(r'class="flag-check">Loaded label added in translation · Loaded label<', html)


def test_one_answer_dismisses_all_of_a_card_and_is_taken_back_from_all(
    client: Client, review: Review, article: Article
) -> None:
    seen = []
    for act, more in (("dismiss", {"reason_code": "quotation", "note": "As on the sign."}), ("undo", {})):
        assert answer(client, review, card_of(client, review, "terroristes"), act, **more) == 200
        seen.append(states(article, "terroristes"))

    dismissed, reopened = seen
    assert dismissed == {"label_added": FlagState.DISMISSED, "loaded_label": FlagState.DISMISSED}
    assert reopened == {"label_added": FlagState.OPEN, "loaded_label": FlagState.OPEN}
    assert set(states(article, "Douze").values()) == {FlagState.OPEN}
    notes = Flag.objects.get(matched_text="terroristes", check_id="loaded_label").dispositions.values_list("note")
    assert ("As on the sign.",) in notes


def test_nothing_is_answered_where_one_of_them_is_no_longer_as_it_was_read(
    client: Client, review: Review, article: Article, second: Actor
) -> None:
    card = card_of(client, review, "terroristes")
    uphold(flag=card.others[0].flag, note="Must be fixed.", actor=second, now=timezone.now())

    assert answer(client, review, card, "dismiss", reason_code="quotation") == 409
    assert states(article, "terroristes") == {"label_added": FlagState.OPEN, "loaded_label": FlagState.UPHELD}


@pytest.mark.parametrize("left_out", ["flag", "seen"])
def test_one_of_them_that_is_not_named_as_it_was_read_refuses_all(
    client: Client, review: Review, article: Article, left_out: str
) -> None:
    card = card_of(client, review, "terroristes")
    fields = {"act": "uphold", "flag": card.keys, "seen": card.all_seen}
    fields[left_out] = fields[left_out].split()[0]

    assert client.post(address(review, "dispose"), fields, **PART).status_code == 409
    assert set(states(article, "terroristes").values()) == {FlagState.OPEN}


def test_flags_that_stand_otherwise_are_cards_of_their_own(
    client: Client, review: Review, article: Article, editor: Actor
) -> None:
    flag = Flag.objects.get(check_id="label_added", version=review.version)
    dismiss(flag=flag, reason_code="quotation", note="", actor=editor, now=timezone.now())

    alone = [card for card in cards_on(client, review) if card.words == "terroristes"]

    assert [(card.flag.check_id, card.others) for card in alone] == [("label_added", ()), ("loaded_label", ())]
