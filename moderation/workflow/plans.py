"""Review plans: which steps a version must take, which are taken, and which a reading reopens."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from moderation.models import Flag, FlagState, Review, StepApproval
from moderation.workflow.carrying import Mark
from moderation.workflow.flagging import Raised
from moderation.workflow.states import Role

# The step taken where a plan asks for none and a person approves all the same.
PLAIN_STEP = "approval"

CONDITIONS = ("check_ids", "severities", "states", "languages")


@dataclass(frozen=True, slots=True)
class PlanStep:
    """One step of a plan: who takes it, how many of them, and when it is due."""

    code: str
    name: str
    roles: frozenset[Role]
    quorum: int = 1
    when: tuple[Mapping[str, Sequence[str]], ...] | None = None

    def fits(self, flag: Flag, language: str) -> bool:
        """Tell whether one of the step's conditions fits a flag as it stands."""
        return any(
            flag.state in condition.get("states", FlagState.values) and _concerns(condition, flag, language)
            for condition in self.when or ()
        )

    def concerns(self, flag: Flag | Mark, language: str) -> bool:
        """Tell whether one of the step's conditions can come to fit a flag, by how it is answered."""
        return any(_concerns(condition, flag, language) for condition in self.when or ())

    def is_due(self, flags: Iterable[Flag], language: str) -> bool:
        """Tell whether a version with these standing flags must take the step."""
        return self.when is None or any(self.fits(flag, language) for flag in flags)


@dataclass(frozen=True, slots=True)
class Progress:
    """A due step and those who have approved it."""

    step: PlanStep
    approvals: tuple[StepApproval, ...]

    @property
    def is_taken(self) -> bool:
        """Tell whether enough people have approved."""
        return len({approval.approver_id for approval in self.approvals}) >= self.step.quorum


def read_steps(steps: Iterable[Mapping[str, Any]]) -> tuple[PlanStep, ...]:
    """Return a plan's steps as its version keeps them."""
    return tuple(
        PlanStep(
            code=step["step"],
            name=step.get("name", step["step"]),
            roles=frozenset(Role(role) for role in step["roles"]),
            quorum=step.get("quorum", 1),
            when=tuple(step["when"]) if "when" in step else None,
        )
        for step in steps
    )


def steps_due(review: Review, flags: Sequence[Flag] | None = None) -> tuple[PlanStep, ...]:
    """Return the steps that the review's version must take, with the flags as they stand, read where not given."""
    if review.plan_version is None:
        return ()
    standing = list(Flag.objects.filter(version=review.version).standing()) if flags is None else flags
    steps = read_steps(review.plan_version.steps)
    return tuple(step for step in steps if step.is_due(standing, review.version.language))


def approvals_of(review: Review) -> tuple[StepApproval, ...]:
    """Return the approvals that the review's text has in this cycle."""
    given = StepApproval.objects.filter(
        review=review, cycle=review.cycle, content_hash=review.version.content_hash
    ).select_related("approver")
    return tuple(given)


def progress(
    review: Review, flags: Sequence[Flag] | None = None, given: Sequence[StepApproval] | None = None
) -> tuple[Progress, ...]:
    """Return each due step with the approvals that its content has in this cycle; what is not given is read."""
    approvals = approvals_of(review) if given is None else given
    return tuple(
        Progress(step, tuple(approval for approval in approvals if approval.step == step.code))
        for step in steps_due(review, flags)
    )


def untouched_steps(review: Review, raised: Raised, *, is_edited: bool) -> frozenset[str]:
    """Return the steps whose approvals still count after what a reading changed in the flags.

    A step that is always due reads the whole text: every edit touches it, and so does a high flag that a later reading
    of the same text raised. A step that is due because of flags is left alone where those that it can concern are the
    same ones, read in the same words; in a text that stayed, one that is gone was seen with the others. How they are
    answered does not matter here: what was just raised or reopened may be answered later as the condition says.
    """
    if review.plan_version is None:
        return frozenset()
    return frozenset(
        step.code
        for step in read_steps(review.plan_version.steps)
        if not _touches(step, raised, review.version.language, is_edited=is_edited)
    )


def _touches(step: PlanStep, raised: Raised, language: str, *, is_edited: bool) -> bool:
    if step.when is None:
        return is_edited or any(flag.is_blocking for flag in raised.news)
    is_new = any(step.concerns(flag, language) for flag in raised.news)
    return is_new or (is_edited and any(step.concerns(one, one.language) for one in raised.gone))


def _concerns(condition: Mapping[str, Sequence[str]], flag: Flag | Mark, language: str) -> bool:
    """Tell whether all that a condition names fits, but for the flag's state."""
    seen = {"check_ids": flag.check_id, "severities": flag.severity, "languages": language}
    return all(value in condition.get(name, (value,)) for name, value in seen.items())
