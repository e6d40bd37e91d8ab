"""In which language copy is read: what is asked for, what it says of itself, what the wire usually files in."""

from __future__ import annotations

from dataclasses import replace

from django.utils.translation import gettext_noop

from articles.intake import Copy
from articles.intake.copy import Said
from articles.intake.languages import UnknownLanguage, read_language
from articles.models import Wire

_OTHER_LANGUAGE = gettext_noop("the file says that its language is %(says)s; filed as %(asked)s")
_NO_LANGUAGE = gettext_noop("“%(tag)s” is no language; taken as %(language)s, the wire's own")


def language_of(copy: Copy, wire: Wire, language: str | None) -> tuple[str | None, list[Said]]:
    """Return the language that is asked for, else the one that the copy says of itself, with what is wrong with it.

    :raises UnknownLanguage: the one that is asked for does not exist
    """
    says = language_said(copy.language)
    if language:
        asked = read_language(language)
        differs = says not in {None, "", asked}
        return asked, [Said(_OTHER_LANGUAGE, {"says": copy.language or "", "asked": asked})] if differs else []
    if says == "":
        return None, [Said(_NO_LANGUAGE, {"tag": copy.language or "", "language": wire.language})]
    return says, []


def language_said(tag: str | None) -> str | None:
    """Return the language that copy says of itself; an empty one where that is none."""
    try:
        return read_language(tag) if tag else None
    except UnknownLanguage:
        return ""


def saying(copy: Copy, language: str | None) -> Copy:
    """Return copy that says of itself that it is in a language; its own tag stays where it says as much."""
    return copy if language_said(copy.language) == language else replace(copy, language=language)
