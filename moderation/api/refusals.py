"""How the workflow's refusals are answered: a conflict with how things stand, with the refusal's own code."""

from __future__ import annotations

from articles.api.problems import REFUSALS
from moderation.workflow.acting import RoleMayNot
from moderation.workflow.answering import DismissalNeedsReason
from moderation.workflow.refusal import Refusal


def register() -> None:
    """Teach the one handler the refusals of this room."""
    REFUSALS[Refusal] = (409, "refused")
    REFUSALS[RoleMayNot] = (403, "role")
    REFUSALS[DismissalNeedsReason] = (422, "reason")
