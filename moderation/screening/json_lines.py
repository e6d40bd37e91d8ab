"""Screen JSON lines: one text a line in, one answer a line out; a bad line fails alone."""

from __future__ import annotations

import json
import unicodedata
from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import Any

from moderation.screening.drift import TollPair
from moderation.screening.screen import ENGINE_VERSION, Beside, Extent, Original, Screening, Status
from moderation.screening.values import Finding, Label, Reading, Span, Toll, Vouching

Screener = Callable[[str, str | None, Original | None], Screening]


class BadLine(ValueError):
    """A line is no JSON object with a text; the message names the fault and the remedy."""


def answer_lines(lines: Iterable[bytes | str], screener: Screener) -> Iterator[str]:
    """Yield the answer to each line of *lines* that is not blank, in their order."""
    for number, line in enumerate(lines, start=1):
        if line.strip():
            yield json.dumps(_answer(line, number, screener), ensure_ascii=True)


def describe_screening(identity: Any, screening: Screening) -> dict[str, Any]:
    """Return *screening* as the line that answers the text called *identity*."""
    reading = screening.reading
    return {
        "id": identity,
        "status": str(screening.status),
        "reason": screening.reason,
        "language": screening.language,
        "detected": screening.is_detected,
        "engine": screening.engine,
        "release": screening.release,
        "parser": reading.parser if reading else "none",
        "unread": [_span(part) for part in reading.unread] if reading else [],
        "tolls": _tolls(reading) if reading else [],
        "labels": [_label(label, reading.layout.text) for label in reading.labels] if reading else [],
        "findings": [_finding(finding) for finding in screening.findings],
        "comparison": _beside(screening.beside),
    }


def _answer(line: bytes | str, number: int, screener: Screener) -> dict[str, Any]:
    identity: Any = None
    try:
        asked = _parse(line, number)
        identity = asked.get("id")
        text, language = _text_of(asked, number), asked.get("language") or None
        return describe_screening(identity, screener(text, language, _original_of(asked, number)))
    except BadLine as error:
        return _failure(identity, str(error))
    except Exception as error:  # noqa: BLE001 - whatever breaks on one text must not end the stream
        return _failure(identity, f"line {number}: the engine failed: {type(error).__name__}: {error}")


def _parse(line: bytes | str, number: int) -> Mapping[str, Any]:
    try:
        asked = json.loads(line)
    except (ValueError, RecursionError) as error:
        raise BadLine(f"line {number} is no JSON: {error}") from error
    if not isinstance(asked, dict):
        raise BadLine(f'line {number}: give an object with "text", not {type(asked).__name__}')
    return asked


def _text_of(holder: Mapping[str, Any], number: int) -> str:
    text, language = holder.get("text"), holder.get("language")
    if not isinstance(text, str):
        raise BadLine(f'line {number}: "text" must be a string')
    if language is not None and not isinstance(language, str):
        raise BadLine(f'line {number}: "language" must be a code such as "fr", or left out')
    return unicodedata.normalize("NFC", text)


def _original_of(asked: Mapping[str, Any], number: int) -> Original | None:
    original = asked.get("original")
    if original is None:
        return None
    if not isinstance(original, dict) or not isinstance(original.get("language"), str):
        raise BadLine(f'line {number}: "original" must be an object with "language" and "text"')
    return Original(original["language"], _text_of(original, number))


def _failure(identity: Any, reason: str) -> dict[str, Any]:
    return {
        "id": identity,
        "status": str(Status.FAILED),
        "reason": reason,
        "language": "",
        "detected": False,
        "engine": ENGINE_VERSION,
        "release": "",
        "parser": "none",
        "unread": [],
        "tolls": [],
        "labels": [],
        "findings": [],
        "comparison": None,
    }


def _beside(beside: Beside) -> dict[str, Any] | None:
    """Return how far the text was compared with its original; nothing where it has none."""
    if beside.extent is Extent.NO_ORIGINAL:
        return None
    original = beside.original
    return {
        "status": str(beside.extent),
        "language": beside.language,
        "reason": beside.reason,
        "unread": [_span(part) for part in original.unread] if original else [],
        "tolls": _tolls(original) if original else [],
        "pairs": [_pair(pair) for pair in beside.comparison.tolls] if beside.comparison else [],
    }


def _pair(pair: TollPair) -> dict[str, Any]:
    differs = [str(aspect) for aspect in pair.differs]
    return {"original": pair.original, "translation": pair.translation, "differs": differs}


def _tolls(reading: Reading) -> list[dict[str, Any]]:
    text = reading.layout.text
    return [_toll(toll, vouching, text) for toll, vouching in zip(reading.tolls, reading.vouchings, strict=True)]


def _toll(toll: Toll, vouching: Vouching, text: str) -> dict[str, Any]:
    attribution = vouching.attribution
    return {
        **_span(toll.span),
        "text": toll.span.of(text),
        "effect": str(toll.effect),
        "min": toll.min,
        "max": toll.max,
        "precision": str(toll.precision),
        "grade": str(attribution.grade),
        "party": attribution.party,
        "scope": str(attribution.scope),
        "modality": str(toll.modality),
        "near": vouching.near is not None,
        "repeat": vouching.repeat is not None,
        "part_of": toll.part_of,
        "victims": _maybe(toll.victims),
        "cue": _maybe(attribution.cue),
        "source": _maybe(attribution.source),
    }


def _label(label: Label, text: str) -> dict[str, Any]:
    return {
        **_span(label.span),
        "text": label.span.of(text),
        "term": label.term_id,
        "category": label.category,
        "voice": str(label.voice),
        "exempt": label.exemption is not None,
    }


def _finding(finding: Finding) -> dict[str, Any]:
    return {
        "check_id": finding.check_id,
        "severity": str(finding.severity),
        "start": finding.span.start if finding.span else None,
        "end": finding.span.end if finding.span else None,
        "text": finding.text,
        "message": finding.message,
        "suggestions": list(finding.suggestions),
        "evidence": finding.evidence,
        "original": _maybe(finding.original),
    }


def _maybe(span: Span | None) -> dict[str, int] | None:
    return _span(span) if span else None


def _span(span: Span) -> dict[str, int]:
    return {"start": span.start, "end": span.end}
