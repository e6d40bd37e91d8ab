"""What the encoder's judges are told of what the rules found: one number for each thing that they may say."""

from moderation.screening.encoder.told import GRADES, LABELS, UNTOLD, traits_of_label, traits_of_source
from moderation.screening.values import Attribution, Grade, Scope, Voice


def test_each_attribution_is_told_otherwise() -> None:
    attributions = [
        Attribution(grade, scope, party=party) for grade in Grade for scope in Scope for party in (True, False)
    ]

    told = {traits_of_source(attribution) for attribution in attributions}

    assert len(told) == len(attributions)
    assert {len(traits) for traits in told} == {len(UNTOLD[GRADES])}


def test_each_voice_is_told_otherwise_and_so_is_a_word_held_back() -> None:
    told = {traits_of_label(voice) for voice in (*Voice, None)}

    assert len(told) == len(Voice) + 1
    assert {len(traits) for traits in told} == {len(UNTOLD[LABELS])}


def test_nothing_found_is_not_nothing_told() -> None:
    assert traits_of_source(Attribution()) != UNTOLD[GRADES]
    assert traits_of_label(None) != UNTOLD[LABELS]
