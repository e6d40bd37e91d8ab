"""Cut a sentence into runs of tokens: the sentence with its quotations folded away, and each quotation."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from moderation.screening.attribution.forms import match_tail
from moderation.screening.attribution.vocabulary import Kind, Vocabulary
from moderation.screening.attribution.words import TOKEN, Word
from moderation.screening.values import Layout, Quotation, Span

# The token that stands for a quotation; no text holds it in folded form.
QUOTE = "\ue000"

_MARKS: dict[str, int] = {
    **dict.fromkeys(',()[]"«»“”„–—-/*•', Word.BOUNDARY),
    **dict.fromkeys(";:", Word.BOUNDARY | Word.STOP),
}
_NO_NAME = Word.DETERMINER | Word.PREPOSITION | Word.OF | Word.MONTH | Word.PRONOUN | Word.QUOTE
_ENDS = frozenset(".!?…")
# What parts the hour from the minutes: "20.48", "20:48".
_HOUR_MARKS = frozenset(".:")


@dataclass(slots=True)
class Run:
    """Tokens that speak with one voice, in lists of equal length; ``wanted`` are the figures and labels among them.

    ``labels`` are those of them that are no figures: a label may be a source too ("the junta").
    """

    words: list[str]
    starts: list[int]
    ends: list[int]
    flags: list[int]
    layout: Layout
    vocabulary: Vocabulary
    wanted: Sequence[Span] = ()
    labels: frozenset[Span] = frozenset()
    hedges: list[tuple[int, int]] | None = None

    def __len__(self) -> int:
        return len(self.words)

    def span(self, first: int, last: int) -> Span:
        """Return the stretch of text from token *first* up to, not including, token *last*."""
        return Span(self.starts[first], self.ends[last - 1])

    def raw(self, at: int) -> str:
        """Return the token as the text has it, in lower case: "dit-il", where ``words`` holds "dit"."""
        return self.layout.folded[self.starts[at] : self.ends[at]]

    def is_plural(self, at: int) -> bool:
        """Say whether the token ends, or is known, as a plural."""
        return self.words[at].endswith(self.vocabulary.plural_endings) or bool(self.flags[at] & Word.PLURAL)

    def is_capital(self, at: int) -> bool:
        """Say whether the token holds a capital in the text."""
        written = self.layout.plain[self.starts[at] : self.ends[at]]
        return written != written.lower()

    def is_name(self, at: int) -> bool:
        """Say whether the token may be part of a name: a capital, and no small word, month or pronoun."""
        if not self.is_capital(at) or self.flags[at] & _NO_NAME:
            return False
        return not self.vocabulary.habits.noun_capitals or not self._is_common(at)

    def _is_common(self, at: int) -> bool:
        """Say whether a capital is but a noun's: it is one of the pack's, or an article or adjective leads to it."""
        if (
            self.flags[at] & (Word.VICTIMS | Word.TIME | Word.FIGURE | Word.HARM)
            or self.words[at] in self.vocabulary.nouns
        ):
            return True
        if at == 0:
            return False
        before = self.words[at - 1]
        is_article = self.flags[at - 1] & (Word.DETERMINER | Word.NUMBER)
        return bool(is_article) or (not self.is_capital(at - 1) and self.is_attribute(at - 1, before))

    def is_attribute(self, at: int, word: str) -> bool:
        """Say whether a word in small letters is an adjective by its ending, as far as that tells."""
        return not self.flags[at] and word.endswith(self.vocabulary.attributes)

    def may_be_name(self, at: int) -> bool:
        """Say whether the token may be a name in a script without capitals: a word that no table lists."""
        word, known = self.words[at], self.vocabulary
        is_listed = bool(self.flags[at]) or word in known.nouns or word in known.nameless
        return word.isalpha() and not is_listed and not word.endswith(known.nameless_endings)

    def has_full_name(self, first: int, last: int) -> bool:
        """Say whether two names stand side by side among the tokens from *first* up to *last*."""
        return any(self.is_name(at) and self.is_name(at + 1) for at in range(first, last - 1))

    def has(self, first: int, last: int, flag: int) -> bool:
        """Say whether any token from *first* up to *last* bears *flag*."""
        return any(map(flag.__and__, self.flags[first:last]))

    def has_person(self, first: int, last: int) -> bool:
        """Say whether somebody is described among the tokens from *first* up to *last*: "the mother", "relatives"."""
        nouns = (noun for at in range(first, last) for noun in self.vocabulary.nouns.get(self.words[at], ()))
        return any(noun.kind in (Kind.PERSON, Kind.OFFICE) for noun in nouns)

    def is_wanted(self, first: int, last: int) -> bool:
        """Say whether a figure or label touches the tokens from *first* up to *last*."""
        if first >= last:
            return False
        stretch = self.span(first, last)
        return any(stretch.overlaps(span) for span in self.wanted)

    def bars_source(self, first: int, last: int) -> bool:
        """Say whether a figure or label touches the tokens that is never a source; "the junta" is a label and one."""
        if first >= last:
            return False
        stretch = self.span(first, last)
        touched = [span for span in self.wanted if stretch.overlaps(span)]
        return any(span not in self.labels or not self._speaks(span, first, last) for span in touched)

    def _speaks(self, label: Span, first: int, last: int) -> bool:
        """Say whether a word of *label*, among the tokens from *first* up to *last*, is a noun of sources.

        Where heads come first, so is one before it that it belongs to: "le chef de la lutte antiterroriste".
        """
        place = next((at for at in range(first, last) if self.ends[at] > label.start), last)
        is_joined = place > first and not self.flags[place - 1] & Word.OF and self.vocabulary.habits.head_first
        return any(
            self.words[at] in self.vocabulary.nouns
            for at in range(first, last)
            if self.starts[at] < label.end and (is_joined or label.start < self.ends[at])
        )


def read_run(
    layout: Layout,
    stretch: Span,
    quotations: Sequence[Quotation],
    vocabulary: Vocabulary,
    wanted: Sequence[Span],
    labels: frozenset[Span] = frozenset(),
) -> Run:
    """Read the tokens of *stretch*; each of *quotations*, which lie apart, becomes one token."""
    run = Run([], [], [], [], layout, vocabulary, wanted, labels)
    at = stretch.start
    for quotation in quotations:
        start, end = max(quotation.outer.start, stretch.start), min(quotation.outer.end, stretch.end)
        if start < at or end <= start:
            continue
        _read_tokens(run, at, start)
        run.words.append(QUOTE)
        run.flags.append(Word.QUOTE)
        run.starts.append(start)
        run.ends.append(end)
        at = end
    _read_tokens(run, at, stretch.end)
    while run.words and run.words[-1] in _ENDS:
        for part in (run.words, run.starts, run.ends, run.flags):
            part.pop()
    _mark_hour(run)
    _mark_relatives(run)
    _mark_asides(run)
    _mark_leads(run)
    return run


def _mark_hour(run: Run) -> None:
    """Part the hour that heads an entry of a running page from its sentence: "20.48 The Red Crescent says"."""
    if not run.flags or not run.flags[0] & Word.NUMBER:
        return
    at = 3 if len(run) > 3 and run.words[1] in _HOUR_MARKS and run.flags[2] & Word.NUMBER else 1
    if at < len(run) and run.is_capital(at) and not run.is_wanted(0, at):
        run.flags[:at] = [Word.BOUNDARY | Word.STOP] * at


def _mark_relatives(run: Run) -> None:
    """Mark the articles that relate: behind a comma, where no noun of theirs follows: ", der den Angriff sah"."""
    for at in range(1, len(run) - 1 if run.vocabulary.relating else 0):
        if run.words[at] not in run.vocabulary.relating or run.words[at - 1] != ",":
            continue
        noun = at + 1 + (not run.is_capital(at + 1) and run.is_attribute(at + 1, run.words[at + 1]))
        if noun >= len(run) or not run.is_capital(noun):
            run.flags[at] = Word.RELATIVE | Word.SUBJECT_RELATIVE


def _mark_asides(run: Run) -> None:
    """Mark the words of "for its part", "de son côté" as one adverb: they say nothing about who speaks."""
    asides = run.vocabulary.asides
    for at, word in enumerate(run.words):
        if word in asides:
            ends = (match_tail(run.words, at + 1, tail) for tail in asides[word])
            end = next((end for end in ends if end is not None), at)
            if end > at:
                _mark_aside(run, at, end)
        elif run.flags[at] & Word.EMPHATIC and _between_commas(run, at, at + 1):
            _mark_aside(run, at, at + 1)


def _mark_leads(run: Run) -> None:
    """Mark the words of "went on to", "s'empresse de" before a reporting verb: it is that verb's own group."""
    for at, word in enumerate(run.words):
        for tail in run.vocabulary.leads.get(word, ()):
            end = match_tail(run.words, at + 1, tail)
            if end is not None and end < len(run) and run.words[end] in run.vocabulary.verbs:
                run.flags[at:end] = [Word.ADVERB | Word.LEAD] * (end - at)
                break


def _mark_aside(run: Run, first: int, last: int) -> None:
    if _between_commas(run, first, last):
        first, last = first - 1, last + 1
    run.flags[first:last] = [Word.ADVERB] * (last - first)


def _between_commas(run: Run, first: int, last: int) -> bool:
    return first > 0 and last < len(run) and run.words[first - 1] == run.words[last] == ","


def _read_tokens(run: Run, start: int, end: int) -> None:
    known = run.vocabulary.flags
    for match in TOKEN.finditer(run.layout.folded, start, end):
        word, (first, last) = match[0], match.span()
        flags = known.get(word)
        if flags is None:
            # most words are plain ones that no table lists
            word, flags = (word, 0) if word.isalpha() else _unknown(word, run.vocabulary)
        elif flags & Word.SUBJECT_RELATIVE and run.layout.plain[first:last].isupper():
            flags = 0  # the WHO is an organisation
        run.words.append(word)
        run.flags.append(flags)
        run.starts.append(first)
        run.ends.append(last)


def _unknown(word: str, vocabulary: Vocabulary) -> tuple[str, int]:
    """Return the word that the vocabulary may know, and its flags: "dit-il" is read as "dit"."""
    if word in _MARKS:
        return word, _MARKS[word]
    if word[0].isdigit():
        return word, Word.NUMBER
    if "-" in word:
        verb, _, pronoun = word.rpartition("-")
        if vocabulary.flags.get(pronoun, 0) & Word.INVERTED:
            for liaison in vocabulary.liaisons:
                verb = verb.removesuffix(liaison)
            return verb, vocabulary.flags.get(verb, 0) & ~Word.INVERTED | Word.INVERTED
    if word.endswith("s'") and len(word) > 2:
        return word[:-1], vocabulary.flags.get(word[:-1], 0)
    return word, 0
