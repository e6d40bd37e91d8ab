"""The shapes that say a severity without colour, ready for the page."""

from __future__ import annotations

from collections.abc import Mapping

from django.utils.safestring import SafeString, mark_safe

_PATHS: Mapping[str, str] = {
    "high": '<path d="M5 .6 9.7 9.4H.3z"/>',
    "medium": '<path d="M5 .2 9.8 5 5 9.8.2 5z"/>',
    "low": '<circle cx="5" cy="5" r="4.2"/>',
    "settled": '<path d="M1 5.2 4 8.4 9.2 2" fill="none" stroke="currentColor" stroke-width="1.8"/>',
}

# Constants of this file, no copy in them: a triangle, a diamond, a dot, a tick.
SHAPES: Mapping[str, SafeString] = {
    name: mark_safe(f'<svg class="shape" aria-hidden="true" viewBox="0 0 10 10">{path}</svg>')  # noqa: S308
    for name, path in _PATHS.items()
}
