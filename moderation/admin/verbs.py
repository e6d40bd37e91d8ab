"""Which buttons a person gets on a review, and why one of them does not work now.

The table is the workflow's; nothing here decides: the verb itself guards again under a lock.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from django.contrib.auth.models import User
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from moderation.models import Case, Claim, Flag, Review, RunState, StepApproval
from moderation.workflow.approving import say_bar
from moderation.workflow.states import RULES, Role, Verb, may, target

TITLES: Mapping[Verb, str] = {
    Verb.CLAIM: gettext_lazy("Take"),
    Verb.RELEASE: gettext_lazy("Let go"),
    Verb.ASSIGN: gettext_lazy("Assign"),
    Verb.ESCALATE: gettext_lazy("Escalate"),
    Verb.HOLD: gettext_lazy("Hold"),
    Verb.RESUME: gettext_lazy("Take up again"),
    Verb.RETURN: gettext_lazy("Return"),
    Verb.APPROVE: gettext_lazy("Approve"),
    Verb.KILL: gettext_lazy("Kill"),
    Verb.SPIKE: gettext_lazy("Spike"),
    Verb.REOPEN: gettext_lazy("Reopen"),
}

# In the order of the hand; the claim has a button of its own.
_ORDER = (
    Verb.APPROVE,
    Verb.RETURN,
    Verb.RESUME,
    Verb.HOLD,
    Verb.REOPEN,
    Verb.ASSIGN,
    Verb.ESCALATE,
    Verb.SPIKE,
    Verb.KILL,
)
_KEYS: Mapping[Verb, str] = {Verb.APPROVE: "a", Verb.RETURN: "r", Verb.HOLD: "h"}
_GRAVE = frozenset({Verb.KILL, Verb.SPIKE})


@dataclass(frozen=True, slots=True)
class Button:
    """One verb on offer; ``refusal`` says why it would be refused, empty if nothing is known against it."""

    code: str
    title: str
    key: str
    needs_reason: bool
    needs_time: bool
    needs_person: bool
    is_grave: bool
    refusal: str


@dataclass(frozen=True, slots=True)
class Bench:
    """Who sits before which review, with what has been read of it."""

    review: Review
    user: User
    roles: frozenset[Role]
    flags: Sequence[Flag]
    approvals: Sequence[StepApproval]
    run_state: str
    claim: Claim | None
    cases: Sequence[Case]

    @property
    def is_mine(self) -> bool:
        """Tell whether the person holds the claim."""
        return self.claim is not None and self.claim.holder_id == self.user.pk

    @property
    def is_others(self) -> bool:
        """Tell whether somebody else holds the claim."""
        return self.claim is not None and not self.is_mine

    def offers(self, verb: Verb) -> bool:
        """Tell whether the person's role and the review's state allow the verb at all."""
        return may(verb, self.roles) and target(self.review.state, verb) is not None


def list_buttons(bench: Bench) -> tuple[Button, ...]:
    """Return the verbs that role and state allow, each with what is known against it."""
    return tuple(_button(verb, bench) for verb in _ORDER if bench.offers(verb))


def _button(verb: Verb, bench: Bench) -> Button:
    return Button(
        code=verb.value,
        title=str(TITLES[verb]),
        key=_KEYS.get(verb, ""),
        needs_reason=RULES[verb].needs_reason,
        needs_time=verb is Verb.HOLD,
        needs_person=verb is Verb.ASSIGN,
        is_grave=verb in _GRAVE,
        refusal=_refusal(verb, bench),
    )


def _refusal(verb: Verb, bench: Bench) -> str:
    if bench.is_others and bench.claim is not None and not RULES[verb].overrides_claims:
        name = bench.claim.holder.get_full_name() or bench.claim.holder.get_username()
        return _("%(name)s has this article in hand.") % {"name": name}
    return _against_approval(bench) if verb is Verb.APPROVE else ""


def _against_approval(bench: Bench) -> str:
    if bench.run_state != RunState.DONE:
        return _("Not approved yet: the text has not been screened to the end.")
    if any(case.bars(bench.review.version) for case in bench.cases):
        return _("Acknowledge first the kill or the correction that concerns this article.")
    blocking = sum(flag.is_blocking for flag in bench.flags)
    if blocking:
        return ngettext(
            "%(count)d high flag must be settled first: answered, confirmed, or fixed in the text.",
            "%(count)d high flags must be settled first: answered, confirmed, or fixed in the text.",
            blocking,
        ) % {"count": blocking}
    return say_bar(bench.review, bench.user, flags=bench.flags, given=bench.approvals)
