"""Write a screening as LanguageTool's clients read it.

Seen with real clients: LibreOffice 7.4 needs ``shortMessage``, ``replacements`` and ``rule``; Superdesk drops the
issue type ``style``; language_tool_python needs ``rule.issueType``, ``rule.category.id`` and ``context``.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from moderation.checks import title_of
from moderation.checks.wording import Wording, say
from moderation.languagetool.offsets import Annotated, units
from moderation.languagetool.requests import Asked
from moderation.languagetool.rules import CATEGORIES, rule_id
from moderation.screening.screen import ENGINE_VERSION, Screening, Status
from moderation.screening.values import Finding, Span

# The day on which this protocol was last looked at; clients show it.
BUILT = "2026-11-28 00:00:00 +0000"
CONTEXT = 40  # code points shown on either side
_SEVERITY: Mapping[str, Wording] = {
    "high": {"en": "High", "fr": "Grave"},
    "medium": {"en": "Medium", "fr": "Moyen"},
    "low": {"en": "Low", "fr": "Léger"},
}
_NAMES: Mapping[str, str] = {"en": "English", "fr": "French"}
_VARIANTS = ("en-US", "en-GB", "en-CA", "en-AU", "fr-FR", "fr-CA", "fr-BE", "fr-CH")


@dataclass(frozen=True, slots=True)
class _Ruler:
    """Turn spans of the read text into a client's offsets."""

    annotated: Annotated
    counts: Sequence[int]

    def measure(self, span: Span) -> tuple[int, int]:
        """Return offset and length in UTF-16 units of the client's whole."""
        start = self.counts[self.annotated.place(span.start)]
        end = self.counts[self.annotated.place(span.end, is_end=True)]
        return start, max(end - start, 0)


def list_languages(known: Sequence[str]) -> list[dict[str, str]]:
    """Return the languages with a lexicon, and the variants under which clients look for them."""
    codes = [*known, *(variant for variant in _VARIANTS if variant.partition("-")[0] in known)]
    return [{"name": _name(code), "code": code.partition("-")[0], "longCode": code} for code in codes]


def write_answer(asked: Asked, screening: Screening, *, confidence: float) -> dict[str, Any]:
    """Return the answer to a check; a text that was not wholly read says so in its warnings."""
    reading = screening.reading
    is_whole = screening.status is Status.DONE and reading is not None and not reading.unread
    ruler = _Ruler(asked.annotated, units(asked.annotated.whole))
    wanted = [finding for finding in screening.findings if finding.span and asked.choice.wants(finding)]
    sentences = reading.layout.sentences if reading else ()
    return {
        "software": {
            "name": "Second Source",
            "version": ENGINE_VERSION,
            "buildDate": BUILT,
            "apiVersion": 1,
            "status": "" if is_whole else screening.reason or "some paragraphs were not read",
            "premium": False,
        },
        "warnings": {"incompleteResults": not is_whole},
        "language": _language(asked, screening, confidence),
        "matches": [_match(finding, asked, ruler, screening) for finding in wanted],
        "sentenceRanges": [[at, at + length] for at, length in map(ruler.measure, sentences)],
    }


def _match(finding: Finding, asked: Asked, ruler: _Ruler, screening: Screening) -> dict[str, Any]:
    assert finding.span is not None
    language, text = screening.language, asked.annotated.text
    offset, length = ruler.measure(finding.span)
    title = title_of(finding.check_id, language)
    category = CATEGORIES[finding.check_id]
    return {
        "message": finding.message,
        "shortMessage": f"{say(_SEVERITY[str(finding.severity)], language)} – {title}",
        "replacements": [{"value": value} for value in finding.suggestions],
        "offset": offset,
        "length": length,
        "context": _context(text, finding.span),
        "sentence": _sentence(text, finding.span, screening),
        "type": {"typeName": "Other"},
        "rule": {
            "id": rule_id(finding.check_id),
            "subId": str(finding.evidence.get("term", {}).get("id", "")),
            "description": title,
            "issueType": "grammar",
            "category": {"id": category.code, "name": category.name_in(language)},
            "urls": [],
            "isPremium": False,
        },
        "ignoreForIncompleteSentence": False,
        "contextForSureMatch": 0,
    }


def _context(text: str, span: Span) -> dict[str, Any]:
    start, end = max(0, span.start - CONTEXT), min(len(text), span.end + CONTEXT)
    before, after = "..." if start else "", "..." if end < len(text) else ""
    shown = f"{before}{text[start:end]}{after}".replace("\n", " ")
    counts = units(shown)
    at = len(before) + span.start - start
    return {"text": shown, "offset": counts[at], "length": counts[at + span.end - span.start] - counts[at]}


def _sentence(text: str, span: Span, screening: Screening) -> str:
    sentences = screening.reading.layout.sentences if screening.reading else ()
    return next((sentence.of(text) for sentence in sentences if sentence.covers(span)), span.of(text))


def _language(asked: Asked, screening: Screening, confidence: float) -> dict[str, Any]:
    code = asked.code or screening.language
    found = {
        "name": _name(screening.language),
        "code": screening.language,
        "confidence": confidence,
        "source": "py3langid",
    }
    return {"name": _name(code), "code": code, "detectedLanguage": found}


def _name(code: str) -> str:
    short, _dash, region = code.partition("-")
    name = _NAMES.get(short, short)
    return f"{name} ({region})" if region else name
