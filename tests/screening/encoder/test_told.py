"""What the encoder is told of the rules' attribution: one number for each thing that they may say."""

from moderation.screening.encoder.told import UNTOLD, traits_of
from moderation.screening.values import Attribution, Grade, Scope


def test_each_attribution_is_told_otherwise() -> None:
    attributions = [
        Attribution(grade, scope, party=party) for grade in Grade for scope in Scope for party in (True, False)
    ]

    told = {traits_of(attribution) for attribution in attributions}

    assert len(told) == len(attributions)
    assert {len(traits) for traits in told} == {len(UNTOLD)}


def test_nothing_found_is_not_nothing_told() -> None:
    assert traits_of(Attribution()) != UNTOLD
