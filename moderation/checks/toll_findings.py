"""What the four checks on attribution share: which tolls to flag, how severely, with what evidence."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from moderation.checks.wording import EFFECTS, Wording, quote, say
from moderation.screening.values import (
    Attribution,
    Finding,
    Grade,
    Modality,
    Precision,
    Reading,
    Severity,
    Span,
    Toll,
    Vouching,
)

# How many sentences before and after a toll are looked at for a source that stands near (CODEBOOK 3).
NEAR_SENTENCES = 2

_NEAR: Wording = {
    "en": "A source stands nearby: {source}. If the figure is theirs, say so.",
    "fr": "Une source s'exprime tout près\u00a0: {source}. Si le chiffre vient d'elle, dites-le.",
}
_REPEAT: Wording = {
    "en": "The same figure is attributed elsewhere in the text ({source}).",
    "fr": "Le même chiffre est attribué ailleurs dans le texte ({source}).",
}


@dataclass(frozen=True, slots=True)
class TollRule:
    """One check's rule: the attributions it is meant for, its severity, and what it tells the editor.

    ``fault`` takes ``{toll}``, ``{effect}``, ``{cue}`` and ``{source}``; ``remedy`` says what would clear it.
    """

    check_id: str
    severity: Severity
    is_meant: Callable[[Attribution], bool]
    fault: Wording
    remedy: Wording


def flag_tolls(reading: Reading, rule: TollRule, language: str) -> Iterator[Finding]:
    """Yield a finding for each toll whose attribution *rule* is meant for, in reading order."""
    for index, (toll, vouching) in enumerate(zip(reading.tolls, reading.vouchings, strict=True)):
        if rule.is_meant(vouching.attribution) and not shares_attribution(reading, index):
            yield _finding(reading, toll, vouching, rule, language)


def shares_attribution(reading: Reading, index: int) -> bool:
    """Say whether the toll is part of a whole that has the same source, and so speaks for both."""
    whole = reading.tolls[index].part_of
    if whole is None:
        return False
    mine, theirs = reading.vouchings[index].attribution, reading.vouchings[whole].attribution
    if (mine.grade, mine.party) != (theirs.grade, theirs.party):
        return False
    return not (mine.source and theirs.source) or _fold(reading, mine.source) == _fold(reading, theirs.source)


def weigh_toll(toll: Toll, vouching: Vouching, severity: Severity) -> tuple[Severity, list[str]]:
    """Return how severe the finding is, and the marks that lowered it (CODEBOOK 3)."""
    lowered_by: list[str] = []
    if vouching.attribution.grade is Grade.NONE:
        if vouching.repeat is not None:
            severity = Severity.LOW
            lowered_by.append("repeat")
        elif vouching.near is not None:
            severity = severity.lowered()
            lowered_by.append("near")
    softer = [str(toll.precision)] if toll.precision in (Precision.VAGUE, Precision.ZERO) else []
    softer += [str(toll.modality)] if toll.modality is Modality.BACKGROUND else []
    return (severity.lowered() if softer else severity), lowered_by + softer


def mark(span: Span | None, text: str) -> dict[str, Any] | None:
    """Return *span* as evidence holds it: where it is and what stands there."""
    return None if span is None else {"start": span.start, "end": span.end, "text": span.of(text)}


def describe_toll(toll: Toll, text: str) -> dict[str, Any]:
    """Return the toll's fields as evidence holds them."""
    return {
        "start": toll.span.start,
        "end": toll.span.end,
        "text": toll.span.of(text),
        "effect": str(toll.effect),
        "min": toll.min,
        "max": toll.max,
        "precision": str(toll.precision),
        "modality": str(toll.modality),
        "word": mark(toll.word, text),
        "victims": mark(toll.victims, text),
        "part_of": toll.part_of,
        "likelihood": _rounded(toll.likelihood),
        "hindsight": _rounded(toll.hindsight),
    }


def describe_attribution(attribution: Attribution, text: str) -> dict[str, Any]:
    """Return who vouches as evidence holds it."""
    return {
        "grade": str(attribution.grade),
        "scope": str(attribution.scope),
        "party": attribution.party,
        "cue": mark(attribution.cue, text),
        "source": mark(attribution.source, text),
        "likelihood": _rounded(attribution.likelihood),
    }


def quoted_source(attribution: Attribution, text: str, language: str) -> str:
    """Quote who vouches, or what says that somebody does."""
    return _quoted(attribution.source or attribution.cue, text, language)


def sentence_at(reading: Reading, span: Span) -> Span:
    """Return the sentence that *span* begins in; a text that nobody cut into sentences has none but the span."""
    sentences = reading.layout.sentences
    if not sentences:
        return span
    sentence = sentences[_sentence_index(reading, span)]
    return Span(min(sentence.start, span.start), max(sentence.end, span.end))


def _finding(reading: Reading, toll: Toll, vouching: Vouching, rule: TollRule, language: str) -> Finding:
    text = reading.layout.text
    attribution = vouching.attribution
    severity, lowered_by = weigh_toll(toll, vouching, rule.severity)
    remedy = say(rule.remedy, language)
    fault = say(rule.fault, language).format(
        toll=quote(toll.span.of(text), language),
        effect=say(EFFECTS[toll.effect], language),
        cue=_quoted(attribution.cue or attribution.source, text, language),
        source=quoted_source(attribution, text, language),
    )
    message = " ".join(part for part in (fault, _tempering(reading, vouching, language), remedy) if part)
    evidence = {
        "toll": describe_toll(toll, text),
        "attribution": describe_attribution(attribution, text),
        "near": mark(vouching.near, text),
        "repeat": _describe_repeat(reading, vouching),
        "lowered_by": lowered_by,
        "looked_at": _looked_at(reading, toll),
        "parser": reading.parser,
        "would_clear": remedy,
    }
    return Finding(rule.check_id, severity, toll.span, toll.span.of(text), message, evidence=evidence)


def _rounded(likelihood: float | None) -> float | None:
    return None if likelihood is None else round(likelihood, 3)


def _quoted(span: Span | None, text: str, language: str) -> str:
    return quote(span.of(text), language) if span else "–"


def _tempering(reading: Reading, vouching: Vouching, language: str) -> str:
    """Name the source that tempers a toll which has none of its own."""
    if vouching.attribution.grade is not Grade.NONE:
        return ""
    text = reading.layout.text
    if vouching.repeat is not None:
        elsewhere = reading.vouchings[vouching.repeat].attribution
        return say(_REPEAT, language).format(source=quoted_source(elsewhere, text, language))
    if vouching.near is not None:
        return say(_NEAR, language).format(source=quote(vouching.near.of(text), language))
    return ""


def _describe_repeat(reading: Reading, vouching: Vouching) -> Mapping[str, Any] | None:
    if vouching.repeat is None:
        return None
    span = reading.tolls[vouching.repeat].span
    return {"toll": vouching.repeat, "start": span.start, "end": span.end, "text": span.of(reading.layout.text)}


def _looked_at(reading: Reading, toll: Toll) -> list[dict[str, Any]]:
    """Return the toll's sentence, those around it in its paragraph, and the quotation it stands in."""
    sentences, at_home = reading.layout.sentences, _paragraph_of(reading, toll.span)
    at = _sentence_index(reading, toll.span)
    looked = []
    if sentences:
        window = sentences[max(at - NEAR_SENTENCES, 0) : at + NEAR_SENTENCES + 1]
        around = [sentence for sentence in window if at_home.covers(sentence)] or [sentences[at]]
        looked.append({"what": "sentence", "start": sentences[at].start, "end": sentences[at].end})
        looked.append({"what": "near", "start": around[0].start, "end": around[-1].end})
    quoted = [quotation.outer for quotation in reading.layout.quotations if quotation.outer.covers(toll.span)]
    return looked + [{"what": "quotation", "start": span.start, "end": span.end} for span in quoted[-1:]]


def _sentence_index(reading: Reading, span: Span) -> int:
    return max(bisect_right(reading.layout.sentences, span.start, key=lambda sentence: sentence.start) - 1, 0)


def _paragraph_of(reading: Reading, span: Span) -> Span:
    paragraphs = reading.layout.paragraphs
    at = bisect_right(paragraphs, span.start, key=lambda paragraph: paragraph.start) - 1
    return paragraphs[at] if at >= 0 else span


def _fold(reading: Reading, span: Span) -> str:
    return " ".join(span.of(reading.layout.folded).split())
