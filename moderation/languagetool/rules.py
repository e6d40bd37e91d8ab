"""Our checks under the names that LanguageTool's clients know: rules in categories."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType

from moderation.checks import CHECKS
from moderation.checks.wording import Wording, say


@dataclass(frozen=True, slots=True)
class Category:
    """A group of rules that a client switches as one."""

    code: str
    names: Wording

    def name_in(self, language: str) -> str:
        """Return its name for who reads *language*."""
        return say(self.names, language)


SOURCING = Category("SOURCING", {"en": "Sourcing of casualty figures", "fr": "Sources des bilans"})
LABELS = Category("LOADED_LABELS", {"en": "Loaded labels", "fr": "Mots orientés"})
_OF_LABELS = frozenset({"loaded_label"})

CATEGORIES: Mapping[str, Category] = MappingProxyType(
    {check.check_id: LABELS if check.check_id in _OF_LABELS else SOURCING for check in CHECKS}
)


def rule_id(check_id: str) -> str:
    """Return a check's id as clients spell rules."""
    return check_id.upper()
