"""Say what a file is before it is filed: its format, its language, its headline, its length, what to look at."""

from __future__ import annotations

from collections.abc import Collection

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, JsonResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from articles.intake import MAX_BYTES, Copy, UnreadableCopy, read_copies
from articles.intake.normalise import count_words
from articles.operations import say
from moderation.models import LexiconRelease
from moderation.screening.languages import complete_packs, detect_among
from moderation.workflow.engine import load_lexicon

# A detector less sure than this is shown as unsure; the editor's word decides either way.
_SURE = 0.9
_MOST_NOTES = 5
_NOTHING = {
    "format": "",
    "articles": 0,
    "language": "",
    "isSure": False,
    "headline": "",
    "words": 0,
    "notes": [],
    "problem": "",
}


@require_POST
def detect_copy(request: HttpRequest) -> JsonResponse:
    """Read a file without keeping it, and say what it would be filed as.

    :raises PermissionDenied: the person files no copy
    """
    if not request.user.has_perm("articles.add_upload"):
        raise PermissionDenied
    file = request.FILES.get("file")
    content = file.read(MAX_BYTES + 1) if file else b""
    try:
        copies = read_copies(content, filename=file.name if file else "-")
    except UnreadableCopy as refusal:
        return JsonResponse({**_NOTHING, "problem": _(refusal.template) % refusal.details})
    return JsonResponse({**_NOTHING, **_describe(copies)})


def _describe(copies: tuple[Copy, ...]) -> dict[str, object]:
    first = copies[0]
    language, confidence = detect_among(first.text, _known_languages()) if first.text else ("", 0.0)
    holds = [copy.hold_reason for copy in copies if copy.hold_reason is not None]
    return {
        "format": first.format,
        "articles": len(copies),
        "language": first.language or language,
        "isSure": bool(first.language) or confidence >= _SURE,
        "headline": first.headline or first.text.partition("\n")[0][:80],
        "words": sum(count_words(copy.text) for copy in copies),
        "notes": list(say((*first.warnings, *holds)))[:_MOST_NOTES],
    }


def _known_languages() -> Collection[str]:
    """Return the languages that copy is screened in: it is filed in what its screening would take it for."""
    release = LexiconRelease.objects.without_words().first()
    return complete_packs(load_lexicon(release)) if release else ()
