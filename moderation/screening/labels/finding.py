"""Find the loaded labels of a text: longest match over all forms, exemptions, voice."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from functools import lru_cache
from typing import NamedTuple

from moderation.screening.labels.surroundings import Surroundings, Window, look_around, open_window
from moderation.screening.labels.vocabulary import Exemption, Form, Term, Vocabulary, compile_vocabulary
from moderation.screening.labels.voice import REPORTING, Speech, hear
from moderation.screening.lexicon import LanguagePack
from moderation.screening.values import Label, Layout, Span, Voice

SpeechFactory = Callable[[Sequence[Span]], Speech]


class _Hints(NamedTuple):
    """What hints at a label's voice, looked for when somebody asks: most voices are plain from the speech."""

    vocabulary: Vocabulary
    around: Surroundings

    def is_named_by_others(self) -> bool:
        """Say whether somebody else calls, brands or dismisses."""
        return any(context.holds(self.around) for context in self.vocabulary.named_by_others)

    def is_quoted_from_others(self) -> bool:
        """Say whether the sentence tells whose words the marks hold."""
        return any(context.holds(self.around) for context in self.vocabulary.quoted_from_others)


class _Verdict(NamedTuple):
    """What a form is where it stands: which term, cleared by which rule, and what hints at its voice."""

    term: Term
    exemption: Exemption | None
    hints: _Hints


def find_labels(layout: Layout, pack: LanguagePack, read_speech: SpeechFactory) -> tuple[Label, ...]:
    """Return the loaded labels of *layout* in reading order, exempt ones marked as such.

    *read_speech* is called once, with the spans of the labels to be voiced, and only where there are any.
    """
    vocabulary = compile_vocabulary(pack)
    if not vocabulary.terms:
        return ()
    found = list(_longest(layout, vocabulary))
    wanted = [span for span, verdict in found if verdict.exemption is None]
    speech = read_speech(wanted) if wanted else None
    return tuple(_label(layout.plain[slice(*span)], span, verdict, speech) for span, verdict in found)


def _longest(layout: Layout, vocabulary: Vocabulary) -> Iterator[tuple[Span, _Verdict]]:
    """Yield what stands in the text, the longest of those that begin together first."""
    reached = 0
    for span, forms in sorted(_whole_words(layout.folded, vocabulary), key=lambda hit: (hit[0].start, -hit[0].end)):
        if span.start < reached:
            continue
        verdict = _judge(vocabulary, forms, open_window(layout, span))
        if verdict is not None:
            reached = span.end
            yield span, verdict


def _whole_words(folded: str, vocabulary: Vocabulary) -> Iterator[tuple[Span, tuple[Form, ...]]]:
    # All hits are asked for: a library that skips overlaps finds "mort" in "morts" and loses the plural.
    size = len(folded)
    for last, (length, forms) in vocabulary.automaton.iter(folded):
        start, end = last + 1 - length, last + 1
        if (start and folded[start - 1].isalnum()) or (end < size and folded[end].isalnum()):
            continue
        yield Span(start, end), forms


# Kept for a while: the same phrase in the same surroundings comes again in headline, summary and body.
@lru_cache(maxsize=2048)
def _judge(vocabulary: Vocabulary, forms: tuple[Form, ...], window: Window) -> _Verdict | None:
    """Return what the first form that holds in *window* is, if any does."""
    around = look_around(window)
    for term, accented in forms:
        if accented is not None and not _lost_in_capitals(around.words, accented):
            continue
        if _is_meant(vocabulary, term, around):
            cleared = next((rule for rule in term.exemptions if rule.context.holds(around)), None)
            return _Verdict(term, cleared, _Hints(vocabulary, around))
    return None


def _is_meant(vocabulary: Vocabulary, term: Term, around: Surroundings) -> bool:
    """Say whether *term* is meant as a label: where its row asks, in a fragment of a quotation, or as a name given."""
    if not term.requires or around.is_singled_out or any(context.holds(around) for context in term.requires):
        return True
    if term.category == REPORTING or any(context.is_barred(around) for context in term.requires):
        return False
    return around.is_in_fragment or any(context.holds(around) for context in vocabulary.called)


def _lost_in_capitals(written: str, accented: str) -> bool:
    """Say whether every letter that lacks its accent is a capital ("Éradiquer" as "Eradiquer")."""
    return all(letter.isupper() for letter, proper in zip(written, accented, strict=True) if letter.lower() != proper)


def _label(words: str, span: Span, verdict: _Verdict, speech: Speech | None) -> Label:
    term, cleared, hints = verdict
    voice, speaker = Voice.OWN, None
    if speech is not None and cleared is None:
        voice, speaker = hear(span, term.category, speech, hints)
    return Label(
        span=span,
        term_id=term.id,
        lemma=term.lemma,
        category=term.category,
        severity=term.severity,
        voice=voice,
        suggestions=term.plain.words,
        replacements=term.plain.fitting(words),
        rule=term.rule,
        exemption=cleared.id if cleared else None,
        speaker=speaker,
    )
