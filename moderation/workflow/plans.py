"""Review plans: which steps a version must take, which are taken, and which an edit reopens."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from articles.models import ArticleVersion
from moderation.models import Flag, Review, StepApproval
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
        """Tell whether one of the step's conditions fits a flag."""
        seen = {
            "check_ids": flag.check_id,
            "severities": flag.severity,
            "states": flag.state,
            "languages": language,
        }
        return any(all(seen[name] in allowed for name, allowed in condition.items()) for condition in self.when or ())

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


def untouched_steps(review: Review, before: ArticleVersion) -> frozenset[str]:
    """Return the steps that an edit since *before* left alone.

    A step that is always due reads the whole text: every edit touches it. A step that is due because of flags
    is left alone where those flags are the same ones, carried over without a change.
    """
    if review.plan_version is None:
        return frozenset()
    return frozenset(
        step.code
        for step in read_steps(review.plan_version.steps)
        if step.when is not None and _reasons(step, before) == _carried_reasons(step, review.version)
    )


def _reasons(step: PlanStep, version: ArticleVersion) -> set[int]:
    flags = Flag.objects.filter(version=version)
    return {flag.pk for flag in flags if step.fits(flag, version.language)}


def _carried_reasons(step: PlanStep, version: ArticleVersion) -> set[int | None]:
    flags = Flag.objects.filter(version=version).standing()
    return {
        flag.previous_id if flag.carried == "carried" else None for flag in flags if step.fits(flag, version.language)
    }
