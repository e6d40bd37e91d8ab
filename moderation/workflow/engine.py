"""Call the pure engine with what the database keeps, and turn its answer into what the database keeps."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from functools import lru_cache
from typing import Any, TypedDict

import structlog
from django.conf import settings

from articles.models import ArticleVersion, Desk
from moderation.checks import House
from moderation.models import LexiconRelease
from moderation.screening.attribution import Parties, build_parties
from moderation.screening.json_lines import describe_screening
from moderation.screening.lexicon import LanguagePack, Lexicon, build_lexicon
from moderation.screening.parser import MODELS, Parsers
from moderation.screening.screen import Original, Screening, Status, engine_with, screen
from moderation.screening.tolls.weighing import Weighers
from moderation.screening.values import Finding, Span
from moderation.workflow.carrying import WEIGHTY, Sighting, count_occurrences, facts_of, sight, words_beside
from moderation.workflow.styles import house_of
from moderation.workflow.weighing import weighty_words

_PARSERS = Parsers()

log = structlog.get_logger(__name__)

Words = tuple[Lexicon, Parties]

_KEPT = ("tolls", "labels", "language", "detected", "parser", "unread", "comparison")


class Aids(TypedDict):
    """What the engine asks beside its constructions."""

    parsers: Parsers
    weighers: Weighers


@dataclass(frozen=True, slots=True)
class Outcome:
    """What screening a version came to: a reading as JSON, and each finding with its sighting."""

    is_supported: bool
    reading: Mapping[str, Any]
    reason: str = ""
    findings: tuple[Finding, ...] = ()
    sightings: tuple[Sighting, ...] = field(default_factory=tuple)


def engine_version() -> str:
    """Return the version of the engine that runs here, and who of its weighers is switched off or missing."""
    return engine_with(wanted_weighers())


def screen_version(version: ArticleVersion, release: LexiconRelease, desk: Desk) -> Outcome:
    """Screen a version under a release, in the desk's house style and language."""
    return screen_under(version, (load_lexicon(release), load_parties(release)), desk)


def screen_under(version: ArticleVersion, words: Words, desk: Desk) -> Outcome:
    """Screen a version, beside its original, under words that need not be published."""
    lexicon, parties = words
    screening = screen(
        version.text,
        lexicon=lexicon,
        parties=parties,
        house=house_of(desk),
        language=version.language,
        original=_original(version),
        message_language=desk.language,
        year=year_of(version.created_at, desk),
        **aids(),
    )
    return read_outcome(screening, version.text, lexicon)


def aids() -> Aids:
    """Return what the engine asks beside its constructions; each is loaded once a process."""
    return {"parsers": _PARSERS, "weighers": wanted_weighers()}


def wanted_weighers() -> Weighers:
    """Return who weighs figures by the settings."""
    return Weighers(with_estimators=settings.MODERATION_ESTIMATORS, with_encoder=settings.MODERATION_ENCODER)


def preload() -> None:
    """Load the models and the latest lexicon now, before this process forks; say what is missing."""
    _PARSERS.load()
    missing = _PARSERS.missing()
    if missing:
        log.warning("parser_missing", packages=missing, remedy="make install", effect="constructions alone read")
    weighers = wanted_weighers()
    weighers.load(tuple(MODELS))
    if weighers.lacks_encoder():
        log.warning("encoder_missing", remedy="make train", effect="estimators alone weigh what is doubtful")


def screen_text(
    text: str,
    *,
    release: LexiconRelease,
    desk: Desk | None,
    language: str | None,
    message_language: str | None,
    now: datetime,
    original: Original | None = None,
) -> Screening:
    """Screen a text that is not kept, as if it were filed *now* to the desk; a language left out is detected."""
    return screen(
        text,
        lexicon=load_lexicon(release),
        parties=load_parties(release),
        house=house_of(desk) if desk else House(),
        language=language,
        original=original,
        message_language=message_language or (desk.language if desk else None),
        year=year_of(now, desk),
        **aids(),
    )


def year_of(moment: datetime, desk: Desk | None) -> int:
    """Return the year of copy that was filed at *moment*, by the clock on the desk's wall."""
    return (desk.localise(moment) if desk else moment).year


def read_outcome(screening: Screening, text: str, lexicon: Lexicon) -> Outcome:
    """Return a screening as the database keeps it."""
    described = describe_screening(None, screening)
    reading = {name: described[name] for name in _KEPT}
    if screening.status is not Status.DONE or screening.reading is None:
        return Outcome(is_supported=False, reading=reading, reason=screening.reason)
    sentences = screening.reading.layout.sentences
    pack = lexicon.packs[screening.language]
    sightings = count_occurrences(_sight(finding, text, sentences, pack) for finding in screening.findings)
    return Outcome(is_supported=True, reading=reading, findings=tuple(screening.findings), sightings=tuple(sightings))


def load_lexicon(release: LexiconRelease) -> Lexicon:
    """Return a release's lexicon, compiled once a process."""
    return _lexicon(release.digest)


def load_parties(release: LexiconRelease) -> Parties:
    """Return a release's parties, compiled once a process."""
    return _parties(release.digest)


def sentence_of(text: str, evidence: Mapping[str, Any], window: str) -> str:
    """Return the sentence that a kept flag stands in: what its check looked at first, else its window."""
    for looked in evidence.get("looked_at", ()):
        if looked["what"] == "sentence":
            return text[looked["start"] : looked["end"]]
    return window


@lru_cache(maxsize=4)
def _lexicon(digest: str) -> Lexicon:
    return build_lexicon(LexiconRelease.objects.values_list("tables", flat=True).get(digest=digest))


@lru_cache(maxsize=4)
def _parties(digest: str) -> Parties:
    return build_parties(LexiconRelease.objects.values_list("parties", flat=True).get(digest=digest))


def _original(version: ArticleVersion) -> Original | None:
    original = version.original
    return Original(original.language, original.text) if original else None


def _sight(finding: Finding, text: str, sentences: Sequence[Span], pack: LanguagePack) -> Sighting:
    if finding.span is None:
        # What is missing has no place in the text: all that was read of it is the original's sentence.
        told = str((finding.evidence.get("original") or {}).get("sentence", ""))
        return sight(finding.check_id, finding.text, window=told, sentence=told, facts=facts_of(finding.evidence))
    own = _sentence_at(finding.span, sentences)
    looked = [Span(at["start"], at["end"]) for at in finding.evidence.get("looked_at", ())] or [own]
    window = Span(min(span.start for span in looked), max(span.end for span in looked)).of(text)
    sentence = sentence_of(text, finding.evidence, own.of(text))
    facts = facts_of(finding.evidence)
    weighty = weighty_words(sentence, pack)
    if weighty:
        facts[WEIGHTY] = weighty
    beside = words_beside(text, finding.span.start, finding.span.end)
    return sight(finding.check_id, finding.text, window=window, sentence=sentence, facts=facts, beside=beside)


def _sentence_at(span: Span, sentences: Sequence[Span]) -> Span:
    if not sentences:
        return span
    at = max(bisect_right(sentences, span.start, key=lambda sentence: sentence.start) - 1, 0)
    return Span(min(sentences[at].start, span.start), max(sentences[at].end, span.end))
