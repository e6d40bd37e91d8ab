"""What a client asks: its text, its language, its rules."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from articles.intake.languages import UnknownLanguage, read_language
from moderation.languagetool.offsets import Annotated, UnreadableData, plain, read_annotations
from moderation.languagetool.rules import CATEGORIES, rule_id
from moderation.screening.values import Finding

LARGEST = 2 * 1024 * 1024
AUTO = "auto"


class UnfitRequest(ValueError):
    """Refuse a request in the client's own words; ``status`` is the answer's."""

    def __init__(self, message: str, status: int = 400) -> None:
        super().__init__(message)
        self.status = status


@dataclass(frozen=True, slots=True)
class Choice:
    """Say which rules and categories a client wants; without a word it wants all."""

    enabled: frozenset[str]
    disabled: frozenset[str]
    enabled_categories: frozenset[str]
    disabled_categories: frozenset[str]
    is_only: bool

    def wants(self, finding: Finding) -> bool:
        """Tell whether the client wants a finding; what is named by its rule is stronger than by its category."""
        rule, category = rule_id(finding.check_id), CATEGORIES[finding.check_id].code
        if rule in self.disabled:
            return False
        if rule in self.enabled:
            return True
        if category in self.disabled_categories:
            return False
        return category in self.enabled_categories or not self.is_only


@dataclass(frozen=True, slots=True)
class Asked:
    """Hold what one request asks; ``language`` is ours, ``code`` the client's own, both empty for *auto*.

    Of a text too short to tell its language it is one of the ``preferred``, where that is plausible.
    """

    annotated: Annotated
    language: str
    code: str
    choice: Choice
    preferred: tuple[str, ...] = ()


def read_request(form: Mapping[str, str]) -> Asked:
    """Read the form.

    :raises UnfitRequest: it holds no text, or two, or one too long, or no language
    """
    text, data = form.get("text"), form.get("data")
    if (text is None) == (data is None):
        raise UnfitRequest(
            "Missing 'text' or 'data' parameter" if text is None else "Set only 'text' or 'data', not both"
        )
    try:
        annotated = plain(text) if text is not None else read_annotations(data or "")
    except UnreadableData as error:
        raise UnfitRequest(str(error)) from error
    if len(annotated.whole.encode("utf-8", "surrogatepass")) > LARGEST:
        raise UnfitRequest(f"Your text exceeds the limit of {LARGEST // 1024 // 1024} MiB", status=413)
    code = form.get("language", "").strip()
    if not code:
        raise UnfitRequest("Missing 'language' parameter, e.g. 'language=en-US' or 'language=auto'")
    if code.lower() == AUTO:
        return Asked(annotated, "", "", _choice(form), _preferred(form))
    return Asked(annotated, _language(code), code, _choice(form))


def _language(code: str) -> str:
    """Return the language of a client's code, read as filing reads it; one that is none is refused where it is used."""
    try:
        return read_language(code)
    except UnknownLanguage:
        return code


def _preferred(form: Mapping[str, str]) -> tuple[str, ...]:
    """Return the languages of a person, or of the variants that they write, the first the most likely."""
    codes = ",".join(form.get(field, "") for field in ("preferredVariants", "preferredLanguages")).split(",")
    return tuple(_language(code.strip()) for code in codes if code.strip())


def _choice(form: Mapping[str, str]) -> Choice:
    choice = Choice(
        enabled=_names(form, "enabledRules"),
        disabled=_names(form, "disabledRules"),
        enabled_categories=_names(form, "enabledCategories"),
        disabled_categories=_names(form, "disabledCategories"),
        is_only=form.get("enabledOnly", "").lower() in {"true", "yes"},
    )
    if choice.is_only and not (choice.enabled or choice.enabled_categories):
        raise UnfitRequest("You must specify enabledRules or enabledCategories when using enabledOnly=true")
    return choice


def _names(form: Mapping[str, str], field: str) -> frozenset[str]:
    return frozenset(name.strip().upper() for name in form.get(field, "").split(",") if name.strip())
