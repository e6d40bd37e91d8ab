"""States, verbs and roles as data: the one table that guards, docs and tests read."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from moderation.models import DecisionVerb, FlagState, ReviewState


class Role(StrEnum):
    """A person's part in the house: the name of their group."""

    FILER = "filer"
    DESK_EDITOR = "desk_editor"
    STANDARDS_EDITOR = "standards_editor"
    DESK_CHIEF = "desk_chief"
    ADMINISTRATOR = "administrator"
    AUDITOR = "auditor"


class Verb(StrEnum):
    """What a person may do with an article under review."""

    CLAIM = "claim"
    RELEASE = "release"
    ASSIGN = "assign"
    ESCALATE = "escalate"
    HOLD = "hold"
    RESUME = "resume"
    RETURN = "return"
    APPROVE = "approve"
    KILL = "kill"
    SPIKE = "spike"
    REOPEN = "reopen"


class FlagVerb(StrEnum):
    """What a person may do with a flag."""

    DISMISS = "dismiss"
    UPHOLD = "uphold"
    CONFIRM = "confirm"
    REOPEN = "reopen"


EDITORS = frozenset({Role.DESK_EDITOR, Role.STANDARDS_EDITOR, Role.DESK_CHIEF})
SENIORS = frozenset({Role.STANDARDS_EDITOR, Role.DESK_CHIEF})

_S = ReviewState
_ON_HAND = (_S.WAITING, _S.RETURNED, _S.HELD)


@dataclass(frozen=True, slots=True)
class Rule:
    """One verb: from which state to which, by whom, and what it asks for.

    `ways` maps each state in which the verb is allowed to the state it leads to. A verb that
    `overrides_claims` may be used on an article that somebody else has claimed.
    """

    ways: Mapping[ReviewState, ReviewState]
    roles: frozenset[Role]
    decision: DecisionVerb
    needs_reason: bool = False
    overrides_claims: bool = False


def _stay(*states: ReviewState) -> Mapping[ReviewState, ReviewState]:
    return {state: state for state in states}


def _lead(to: ReviewState, *states: ReviewState) -> Mapping[ReviewState, ReviewState]:
    return dict.fromkeys(states, to)


RULES: Mapping[Verb, Rule] = {
    Verb.CLAIM: Rule(_stay(*_ON_HAND), EDITORS, DecisionVerb.CLAIMED),
    Verb.RELEASE: Rule(_stay(*ReviewState), EDITORS, DecisionVerb.RELEASED),
    Verb.ASSIGN: Rule(_stay(_S.SCREENING, *_ON_HAND), SENIORS, DecisionVerb.ASSIGNED, overrides_claims=True),
    Verb.ESCALATE: Rule(_stay(_S.WAITING), EDITORS, DecisionVerb.ESCALATED, needs_reason=True),
    Verb.HOLD: Rule(
        _lead(_S.HELD, _S.SCREENING, _S.WAITING, _S.RETURNED), EDITORS, DecisionVerb.HELD, needs_reason=True
    ),
    Verb.RESUME: Rule(_lead(_S.WAITING, _S.RETURNED, _S.HELD), EDITORS, DecisionVerb.RESUMED),
    Verb.RETURN: Rule(_lead(_S.RETURNED, _S.WAITING), EDITORS, DecisionVerb.RETURNED, needs_reason=True),
    Verb.APPROVE: Rule(_lead(_S.APPROVED, _S.WAITING), EDITORS, DecisionVerb.APPROVED),
    Verb.KILL: Rule(
        _lead(_S.KILLED, *(state for state in ReviewState if state != _S.KILLED)),
        EDITORS,
        DecisionVerb.KILLED,
        needs_reason=True,
        overrides_claims=True,
    ),
    Verb.SPIKE: Rule(_lead(_S.SPIKED, _S.SCREENING, *_ON_HAND), EDITORS, DecisionVerb.SPIKED, needs_reason=True),
    Verb.REOPEN: Rule(_lead(_S.WAITING, _S.APPROVED, _S.SPIKED), SENIORS, DecisionVerb.REOPENED, needs_reason=True),
}

# What happens to a review without a person: the version that is filed, the screening that ends, the hold that lapses.
EVENTS: Mapping[str, Mapping[ReviewState, ReviewState]] = {
    "version filed": {
        **_lead(_S.SCREENING, _S.SCREENING, _S.WAITING, _S.RETURNED, _S.APPROVED, _S.SPIKED),
        **_stay(_S.HELD, _S.KILLED),
    },
    "screening ended": {**_lead(_S.WAITING, _S.SCREENING), **_stay(*(s for s in ReviewState if s != _S.SCREENING))},
    "high flag raised later": {
        **_lead(_S.WAITING, _S.APPROVED),
        **_stay(*(s for s in ReviewState if s != _S.APPROVED)),
    },
    "hold lapsed": _lead(_S.WAITING, _S.HELD),
    "withheld by the wire": {
        **_lead(_S.HELD, _S.SCREENING, _S.WAITING, _S.RETURNED, _S.HELD),
        **_lead(_S.WAITING, _S.APPROVED),
        **_stay(_S.KILLED, _S.SPIKED),
    },
    "released by the wire": _lead(_S.WAITING, _S.HELD),
    "killed by the wire": _lead(_S.KILLED, *ReviewState),
}

FLAG_WAYS: Mapping[FlagVerb, Mapping[FlagState, FlagState]] = {
    FlagVerb.DISMISS: dict.fromkeys((FlagState.OPEN, FlagState.UPHELD), FlagState.DISMISSED),
    FlagVerb.UPHOLD: dict.fromkeys((FlagState.OPEN, FlagState.DISMISSED), FlagState.UPHELD),
    FlagVerb.CONFIRM: {FlagState.DISMISSED: FlagState.DISMISSED},
    FlagVerb.REOPEN: dict.fromkeys((FlagState.DISMISSED, FlagState.UPHELD), FlagState.OPEN),
}

# Flags are answered while the desk has the article in hand; what was decided stays as it was read.
FLAGS_ANSWERED_IN = frozenset({_S.WAITING, _S.RETURNED, _S.HELD})


def target(state: ReviewState | str, verb: Verb) -> ReviewState | None:
    """Return the state that *verb* leads to from *state*, or None where there is no way."""
    return RULES[verb].ways.get(ReviewState(state))


def may(verb: Verb, roles: frozenset[Role]) -> bool:
    """Tell whether somebody in one of *roles* may use *verb*."""
    return bool(RULES[verb].roles & roles)


def is_allowed(state: ReviewState | str, verb: Verb, role: Role) -> bool:
    """Tell whether *role* may use *verb* on a review in *state*."""
    return target(state, verb) is not None and may(verb, frozenset({role}))
