"""Read JSON from strangers: bounded in depth, so that no nesting exhausts the stack of who reads it on."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext as _
from rest_framework.exceptions import ParseError
from rest_framework.parsers import JSONParser

# A ninjs item may be sixty levels deep, and stands within a few of ours.
DEEPEST = 80


class BoundedJSONParser(JSONParser):
    """Parse JSON, and refuse what is nested deeper than any copy is."""

    def parse(self, stream: Any, media_type: str | None = None, parser_context: Mapping[str, Any] | None = None) -> Any:
        """Return the value.

        :raises ParseError: it is no JSON, or nested too deep
        """
        try:
            value = super().parse(stream, media_type, parser_context)
        except RecursionError:
            raise _refusal() from None
        if _is_deep(value):
            raise _refusal()
        return value


def _refusal() -> ParseError:
    return ParseError(_("the JSON is nested more than %(limit)s levels deep") % {"limit": DEEPEST})


def _is_deep(value: Any) -> bool:
    """Tell whether something is nested too deep, level by level: by no recursion of our own."""
    level = [value]
    for _turn in range(DEEPEST + 1):
        level = [inner for one in level for inner in _within(one)]
        if not level:
            return False
    return True


def _within(value: Any) -> list[Any]:
    if isinstance(value, dict):
        value = list(value.values())
    return [one for one in value if isinstance(one, (dict, list))] if isinstance(value, list) else []
