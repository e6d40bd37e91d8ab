"""What the checks on drift share: both spans as evidence, who vouched, and the finding itself."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from moderation.checks.toll_findings import describe_attribution, describe_toll, mark, sentence_at
from moderation.checks.wording import EFFECTS, Wording, quote, say
from moderation.screening.drift import Comparison
from moderation.screening.values import Finding, Label, Reading, Severity, Span, Toll


def drift_finding(  # noqa: PLR0913 - each keyword is one thing that an editor is told
    check_id: str,
    severity: Severity,
    comparison: Comparison,
    *,
    message: Wording,
    remedy: Wording,
    language: str,
    span: Span | None = None,
    original: Span | None = None,
    words: Mapping[str, str] | None = None,
    evidence: Mapping[str, Any] | None = None,
    suggestions: tuple[str, ...] = (),
) -> Finding:
    """Return a finding on *span* of the translation and *original* of the original, either may be missing.

    *message* takes ``{there}``, ``{here}``, the words of both places, and whatever *words* holds. The finding's text
    is what stands in the translation, else what stands in the original. ``would_clear`` and both places become
    evidence; the original's sentence is among it, so that an answer does not outlive a change of the original.
    """
    here, there = comparison.translation, comparison.original
    told = span.of(here.layout.text) if span else original.of(there.layout.text) if original else ""
    places = {
        "there": quote(original.of(there.layout.text), language) if original else "–",
        "here": quote(span.of(here.layout.text), language) if span else "–",
        **(words or {}),
    }
    clear = say(remedy, language)
    proof = {
        **(evidence or {}),
        "original": _describe_original(comparison, original, evidence or {}),
        "looked_at": [{"what": "sentence", **_place(sentence_at(here, span))}] if span else [],
        "parser": here.parser,
        "would_clear": clear,
    }
    text = f"{say(message, language).format_map(places)} {clear}"
    return Finding(check_id, severity, span, told, text, suggestions, proof, original)


def describe_vouched(reading: Reading, index: int) -> dict[str, Any]:
    """Return a toll of *reading* with who vouches for it, for the evidence of a finding."""
    return {
        "toll": describe_toll(reading.tolls[index], reading.layout.text),
        "attribution": describe_attribution(reading.vouchings[index].attribution, reading.layout.text),
    }


def describe_label(label: Label, reading: Reading) -> dict[str, Any]:
    """Return the label's fields as evidence holds them."""
    return {
        "term": {"id": label.term_id, "lemma": label.lemma, "category": label.category},
        "voice": str(label.voice),
        "speaker": mark(label.speaker, reading.layout.text),
    }


def name_toll(toll: Toll, reading: Reading, language: str) -> str:
    """Name a toll by its words and its effect: “about 130” (killed)."""
    return f"{quote(toll.span.of(reading.layout.text), language)} ({say(EFFECTS[toll.effect], language)})"


def _describe_original(comparison: Comparison, span: Span | None, evidence: Mapping[str, Any]) -> dict[str, Any]:
    reading = comparison.original
    told = {"language": reading.language, **(evidence.get("original") or {})}
    if span:
        sentence = sentence_at(reading, span)
        told |= {**(mark(span, reading.layout.text) or {}), "sentence": sentence.of(reading.layout.text)}
    return told


def _place(span: Span) -> dict[str, int]:
    return {"start": span.start, "end": span.end}
