"""Find the loaded labels of a text: longest match over all forms, exemptions, voice."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from moderation.screening.labels.contexts import Sighting, sight
from moderation.screening.labels.vocabulary import Exemption, Form, Term, Vocabulary, compile_vocabulary
from moderation.screening.labels.voice import Speech, hear
from moderation.screening.lexicon import LanguagePack
from moderation.screening.values import Label, Layout, Span, Voice

SpeechFactory = Callable[[Sequence[Span]], Speech]


@dataclass(frozen=True, slots=True)
class _Spot:
    """A term found in the text, with the words around it and the rule that clears it."""

    span: Span
    term: Term
    sighting: Sighting
    exemption: Exemption | None


def find_labels(layout: Layout, pack: LanguagePack, read_speech: SpeechFactory) -> tuple[Label, ...]:
    """Return the loaded labels of *layout* in reading order, exempt ones marked as such.

    *read_speech* is called once, with the spans of the labels to be voiced, and only where there are any.
    """
    vocabulary = compile_vocabulary(pack)
    if not vocabulary.terms:
        return ()
    spots = list(_spots(layout, vocabulary))
    wanted = [spot.span for spot in spots if spot.exemption is None]
    if not wanted:
        return tuple(_label(spot, Voice.OWN, None) for spot in spots)
    speech = read_speech(wanted)
    return tuple(_voiced(spot, speech, vocabulary) for spot in spots)


def _spots(layout: Layout, vocabulary: Vocabulary) -> Iterator[_Spot]:
    """Yield what stands in the text, the longest of those that begin together first."""
    reached = 0
    for span, forms in sorted(_whole_words(layout.folded, vocabulary), key=lambda hit: (hit[0].start, -hit[0].end)):
        if span.start < reached:
            continue
        spot = _first_that_holds(layout, span, forms)
        if spot is not None:
            reached = span.end
            yield spot


def _whole_words(folded: str, vocabulary: Vocabulary) -> Iterator[tuple[Span, tuple[Form, ...]]]:
    # All hits are asked for: a library that skips overlaps finds "mort" in "morts" and loses the plural.
    size = len(folded)
    for last, (length, forms) in vocabulary.automaton.iter(folded):
        start, end = last + 1 - length, last + 1
        if (start and folded[start - 1].isalnum()) or (end < size and folded[end].isalnum()):
            continue
        yield Span(start, end), forms


def _first_that_holds(layout: Layout, span: Span, forms: Sequence[Form]) -> _Spot | None:
    sighting = sight(layout, span)
    for form in forms:
        term = form.term
        if form.accented is not None and not _lost_in_capitals(span.of(layout.plain), form.accented):
            continue
        if not term.requires or sighting.is_singled_out or any(c.holds(sighting) for c in term.requires):
            cleared = next((rule for rule in term.exemptions if rule.context.holds(sighting)), None)
            return _Spot(span, term, sighting, cleared)
    return None


def _lost_in_capitals(written: str, accented: str) -> bool:
    """Say whether every letter that lacks its accent is a capital ("Éradiquer" as "Eradiquer")."""
    return all(letter.isupper() for letter, proper in zip(written, accented, strict=True) if letter.lower() != proper)


def _voiced(spot: _Spot, speech: Speech, vocabulary: Vocabulary) -> Label:
    if spot.exemption is not None:
        return _label(spot, Voice.OWN, None)
    return _label(spot, *hear(spot.span, spot.term.category, spot.sighting, speech, vocabulary.named_by_others))


def _label(spot: _Spot, voice: Voice, speaker: Span | None) -> Label:
    term = spot.term
    return Label(
        span=spot.span,
        term_id=term.id,
        lemma=term.lemma,
        category=term.category,
        severity=term.severity,
        voice=voice,
        suggestions=term.suggestions,
        rule=term.rule,
        exemption=spot.exemption.id if spot.exemption else None,
        speaker=speaker,
    )
