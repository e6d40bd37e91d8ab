"""Find the loaded labels of a text: longest match over all forms, exemptions, voice."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import lru_cache
from typing import NamedTuple

from moderation.screening.labels.reviews import find_reviewed
from moderation.screening.labels.second_hearing import Hearer, let_through
from moderation.screening.labels.surroundings import Surroundings, Window, look_around, open_window
from moderation.screening.labels.vocabulary import Exemption, Form, Term, Vocabulary, compile_vocabulary
from moderation.screening.labels.voice import REPORTING, Speech, hear
from moderation.screening.lexicon import LanguagePack
from moderation.screening.values import Label, Layout, Span, Voice

SpeechFactory = Callable[[Sequence[Span]], Speech]

# Who takes sides by two words of these categories does it by a third; juntas and regimes are found in plain copy too.
_PARTISAN = frozenset({"terrorism", "sectarian", "proxy", "dehumanising", "glorifying"})
_COMPANY = 2


class _Hints(NamedTuple):
    """What hints at a label's voice, looked for when somebody asks: most voices are plain from the speech."""

    vocabulary: Vocabulary
    around: Surroundings

    @property
    def is_marked_off(self) -> bool:
        """Say whether the label stands alone, or among a few words, between quotation marks."""
        return self.around.is_singled_out or self.around.is_in_fragment

    def is_named_by_others(self) -> bool:
        """Say whether somebody else calls, brands or dismisses."""
        return any(context.holds(self.around) for context in self.vocabulary.named_by_others)

    def is_quoted_from_others(self) -> bool:
        """Say whether the sentence tells whose words the marks hold."""
        return any(context.holds(self.around) for context in self.vocabulary.quoted_from_others)


class _Verdict(NamedTuple):
    """What a form is where it stands: which term, cleared by which rule, and what hints at its voice.

    It is not ``meant`` where its row asks for surroundings that are not there.
    """

    term: Term
    is_meant: bool
    exemption: Exemption | None
    hints: _Hints


class _Hit(NamedTuple):
    """A form of the text; ``likelihood`` is the hearer's, where it lets a form through that is not meant."""

    span: Span
    verdict: _Verdict
    likelihood: float | None = None


def find_labels(
    layout: Layout, pack: LanguagePack, read_speech: SpeechFactory, hearer: Hearer | None = None
) -> tuple[Label, ...]:
    """Return the loaded labels of *layout* in reading order, exempt ones marked as such.

    *read_speech* is called once, with the spans of the labels to be voiced, and only where there are any. Copy that
    takes sides once does it again: from the paragraph of its first label on, *hearer* is asked about words that may be
    labels and that rules hold back.
    """
    vocabulary = compile_vocabulary(pack)
    if not vocabulary.terms:
        return ()
    hits = _judge_all(layout, vocabulary)
    found = _longest(hit for hit in hits if hit.verdict.is_meant)
    first = next((hit.span for hit in found if hit.verdict.exemption is None), None)
    if hearer is not None and first is not None:
        paragraph = _paragraph_of(first, layout)
        doubtful = (hit for hit in _held_back(hits, found) if hit.span.start >= paragraph)
        heard = (hit._replace(likelihood=let_through(hit.span, hearer)) for hit in doubtful)
        found = sorted([*found, *(hit for hit in heard if hit.likelihood is not None)])
    wanted = [hit.span for hit in found if hit.verdict.exemption is None]
    speech = read_speech(wanted) if wanted else None
    return tuple(_label(layout.plain[slice(*hit.span)], hit, speech) for hit in found)


def find_held_back(layout: Layout, pack: LanguagePack) -> tuple[Span, ...]:
    """Return where *layout* has words that may be labels and that rules hold back."""
    hits = _judge_all(layout, compile_vocabulary(pack))
    return tuple(hit.span for hit in _held_back(hits, _longest(hit for hit in hits if hit.verdict.is_meant)))


def _judge_all(layout: Layout, vocabulary: Vocabulary) -> list[_Hit]:
    """Judge the forms that stand in the text, the longest of those that begin together first.

    Those held back are judged once more where they stand in the company of labels.
    """
    forms = dict(sorted(_whole_words(layout.folded, vocabulary), key=lambda hit: (hit[0].start, -hit[0].end)))
    reviewed = find_reviewed(layout, vocabulary) if forms else ()
    windows = (
        (span, open_window(layout, span)._replace(in_review=any(paragraph.covers(span) for paragraph in reviewed)))
        for span in forms
    )
    judged = ((span, window, _judge(vocabulary, forms[span], window)) for span, window in windows)
    hits = [(_Hit(span, verdict), window) for span, window, verdict in judged if verdict is not None]
    company = _company_begins(layout, _longest(hit for hit, _ in hits if hit.verdict.is_meant))
    if company is None:
        return [hit for hit, _ in hits]
    return [
        _judge_again(hit, forms[hit.span], vocabulary, window)
        if hit.span.start >= company and not hit.verdict.is_meant
        else hit
        for hit, window in hits
    ]


def _judge_again(hit: _Hit, forms: tuple[Form, ...], vocabulary: Vocabulary, window: Window) -> _Hit:
    verdict = _judge(vocabulary, forms, window._replace(in_company=True))
    return hit if verdict is None else hit._replace(verdict=verdict)


def _company_begins(layout: Layout, found: Sequence[_Hit]) -> int | None:
    """Return where the paragraph begins in which the text takes sides by its second word, or None.

    What is in marks may be somebody else's.
    """
    terms: set[str] = set()
    for hit in found:
        term, _, cleared, hints = hit.verdict
        if cleared is None and term.category in _PARTISAN and not hints.is_marked_off:
            terms.add(term.id)
        if len(terms) == _COMPANY:
            return _paragraph_of(hit.span, layout)
    return None


def _paragraph_of(span: Span, layout: Layout) -> int:
    """Return where the paragraph of *span* begins."""
    return layout.plain.rfind("\n", 0, span.start) + 1


def _longest(hits: Iterable[_Hit]) -> list[_Hit]:
    """Return *hits* without those that begin inside of one before them."""
    kept: list[_Hit] = []
    for hit in hits:
        if not kept or hit.span.start >= kept[-1].span.end:
            kept.append(hit)
    return kept


def _held_back(hits: Sequence[_Hit], found: Sequence[_Hit]) -> list[_Hit]:
    """Return the *hits* that are not meant and stand clear of what was *found*.

    Of words that marks alone load nobody is in doubt: everywhere else they are plain.
    """
    doubtful = (hit for hit in hits if not (hit.verdict.is_meant or hit.verdict.term.says_marks))
    return _longest(hit for hit in doubtful if _stands_clear(hit, found))


def _stands_clear(hit: _Hit, found: Sequence[_Hit]) -> bool:
    """Say whether *hit* overlaps nothing that was *found*, in the order of the text."""
    before = bisect_left(found, hit.span.end, key=_start) - 1
    return before < 0 or found[before].span.end <= hit.span.start


def _start(hit: _Hit) -> int:
    return hit.span.start


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
    """Return what the first form that is meant in *window* is, else the first.

    None where all lack their accents, and where none is meant and one is exempt: that is settled, and nobody is asked.
    """
    around = look_around(window)
    written = [form.term for form in forms if form.accented is None or _lost_in_capitals(around.words, form.accented)]
    if not written:
        return None
    term = next((term for term in written if _is_meant(vocabulary, term, around)), None)
    if term is None:
        if any(_exempt(one, around) for one in written):
            return None
        return _Verdict(written[0], is_meant=False, exemption=None, hints=_Hints(vocabulary, around))
    return _Verdict(term, is_meant=True, exemption=_exempt(term, around), hints=_Hints(vocabulary, around))


def _exempt(term: Term, around: Surroundings) -> Exemption | None:
    """Return the first exemption of *term* that holds."""
    return next((rule for rule in term.exemptions if rule.context.holds(around)), None)


def _is_meant(vocabulary: Vocabulary, term: Term, around: Surroundings) -> bool:
    """Say whether *term* is meant as a label: where its row asks, in marks, or as a name given.

    A word that is too plain for marks alone to load it says in its own rows in what surroundings they do.
    """
    if not term.requires or any(context.holds(around) for context in term.requires):
        return True
    if term.says_marks:
        return False
    if around.is_singled_out:
        return True
    if term.category == REPORTING or any(context.is_barred(around) for context in term.requires):
        return False
    return around.is_in_fragment or any(context.holds(around) for context in vocabulary.called)


def _lost_in_capitals(written: str, accented: str) -> bool:
    """Say whether every letter that lacks its accent is a capital ("Éradiquer" as "Eradiquer")."""
    return all(letter.isupper() for letter, proper in zip(written, accented, strict=True) if letter.lower() != proper)


def _label(words: str, hit: _Hit, speech: Speech | None) -> Label:
    span, (term, _, cleared, hints), likelihood = hit
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
        likelihood=likelihood,
    )
