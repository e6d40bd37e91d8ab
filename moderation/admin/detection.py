"""Say what a file is before it is filed: its language, its headline, its length."""

from __future__ import annotations

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, JsonResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from articles.intake import MAX_BYTES, UnreadableCopy, read_copy
from articles.intake.normalise import count_words
from moderation.screening.languages import detect

# A detector less sure than this is shown as unsure; the editor's word decides either way.
_SURE = 0.9


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
        copy = read_copy(content, filename=file.name if file else "-")
    except UnreadableCopy as refusal:
        problem = _(refusal.template) % refusal.details
        return JsonResponse({"language": "", "isSure": False, "headline": "", "words": 0, "problem": problem})
    language, confidence = detect(copy.text)
    told = {
        "language": copy.language or language,
        "isSure": bool(copy.language) or confidence >= _SURE,
        "headline": copy.headline or copy.text.partition("\n")[0][:80],
        "words": count_words(copy.text),
        "problem": "",
    }
    return JsonResponse(told)
