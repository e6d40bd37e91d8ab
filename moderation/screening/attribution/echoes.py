"""Follow an echo back: whom "he", "the same source", "le communiqué" stand for."""

from __future__ import annotations

from collections.abc import Collection, Iterator

from moderation.screening.attribution.cue import Cue
from moderation.screening.attribution.forms import Force
from moderation.screening.attribution.readings import Readings
from moderation.screening.attribution.runs import Run
from moderation.screening.attribution.sources import Source
from moderation.screening.attribution.vocabulary import Kind
from moderation.screening.attribution.words import Word
from moderation.screening.values import Grade, Layout, Span

# How many sentences back an echo finds the source it refers to.
FARTHEST = 8
# Where no source was named, a pronoun stands for whoever heads one of the last sentences.
HEADS = 2
HEAD_LENGTH = 90
# A name is looked up from this length, so far back; its role stands within so many characters before it.
SHORTEST_NAME = 4
FARTHEST_NAME = 20_000
INTRODUCTION = 70
# A role behind a name is no longer than so many characters.
APPOSITION = 90
# A person's full name is at least so many words.
FEWEST_NAMES = 2
# A role stands at most so many words behind the comma that sets it off from its name.
CLOSE = 4

_BODIES = (Kind.BODY, Kind.DOCUMENT, Kind.OFFICE)


def resolve(cue: Cue, sentence: Span, readings: Readings) -> Source:
    """Return the source that *cue* of *sentence* comes down to: an echo takes the grade of its antecedent."""
    source = cue.source
    if source.grade is Grade.UNNAMED and not source.is_echo and _is_introduced(source, sentence, readings):
        return source._replace(grade=Grade.NAMED, is_echo=True)
    if not source.is_echo or source.kind in (Kind.BODY, Kind.OFFICE):
        return source
    antecedent = find_antecedent(source, sentence, readings)
    if antecedent is None:
        return source._replace(grade=Grade.UNNAMED) if _is_tally(source, readings) else source
    return source._replace(grade=antecedent.grade, kind=source.kind or antecedent.kind)


def _is_tally(source: Source, readings: Readings) -> bool:
    """Say whether the source is a bare count that nobody gave before: "le bilan", "the toll"."""
    flags = [readings.vocabulary.flags.get(word, 0) for word in source.span.of(readings.layout.folded).split()[:3]]
    if source.kind is not Kind.DOCUMENT or any(flag & Word.OWN for flag in flags):
        return False
    return any(flag & Word.FIGURE for flag in flags)


def _is_introduced(source: Source, sentence: Span, readings: Readings) -> bool:
    """Say whether "the surgeon" is one whom an earlier sentence named: "Ana Brill, a surgeon at Arden General"."""
    flags = readings.vocabulary.flags
    words = source.span.of(readings.layout.folded).replace("'", "' ").split()
    is_one = source.kind is Kind.PERSON and len(words) in (2, 3)
    if not is_one or not flags.get(words[0], 0) & Word.DETERMINER or flags[words[0]] & Word.INDEFINITE:
        return False
    roles = {word for word in words[1:] if word in readings.vocabulary.nouns}
    return any(_names_bearer(readings.read(earlier).run, roles) for earlier in readings.before(sentence, FARTHEST))


def _names_bearer(run: Run, roles: Collection[str]) -> bool:
    """Say whether a full name goes with one of the roles: "surgeon Ana Brill", "a surgeon, Ana Brill"."""
    return any(_has_name_beside(run, at) for at, word in enumerate(run.words) if word in roles)


def _has_name_beside(run: Run, role: int) -> bool:
    behind = role + 1 + (run.words[role + 1 : role + 2] == [","])
    if run.has_full_name(behind, min(behind + FEWEST_NAMES, len(run))):
        return True
    comma = next((at for at in range(role - 1, max(role - CLOSE, 0), -1) if run.words[at] == ","), 0)
    return run.has_full_name(max(comma - FEWEST_NAMES, 0), comma)


def find_antecedent(echo: Source, sentence: Span, readings: Readings) -> Source | None:
    """Return the last source before *echo* that is no echo itself."""
    for earlier in (sentence, *readings.before(sentence, FARTHEST)):
        for reach in reversed(readings.read(earlier).reaches):
            source = reach.cue.source
            is_somebody = (source.is_known or source.grade is Grade.UNNAMED) and reach.cue.force is not Force.RUMOUR
            if is_somebody and not source.is_echo and source.span.end <= echo.span.start:
                return source
        if is_person(echo, readings):
            name = find_name(readings.read(earlier).run, echo.span.start)
            if name is not None:
                return Source(name, Grade.NAMED, Kind.PERSON)
    return None


def is_person(echo: Source, readings: Readings) -> bool:
    """Say whether the echo is a pronoun for one person: "she", "dit-il"."""
    pronoun = echo.span.of(readings.layout.folded).rpartition("-")[2]
    return bool(readings.vocabulary.flags.get(pronoun, 0) & Word.SOMEONE)


def find_name(run: Run, before: int) -> Span | None:
    """Return the last person in *run*, ahead of the code point *before*, who has a full name and heads a clause."""
    found = None
    at = 0
    while at < len(run) - 1 and run.starts[at] < before:
        last = at
        while last < len(run) and (run.is_name(last) or _is_short(run, last)):
            last += 1
        if last - at >= FEWEST_NAMES and _heads(run, at, last):
            found = run.span(at, last)
        at = max(last, at + 1)
    return found


def _is_short(run: Run, at: int) -> bool:
    """Say whether the token is the point of a title or an initial: "Dr. Ana Brill"."""
    return run.words[at] == "." and 0 < at < len(run) - 1 and run.is_name(at - 1) and run.is_name(at + 1)


def _heads(run: Run, first: int, last: int) -> bool:
    """Say whether the names stand where a subject does: they open a clause, or follow a role, and a verb may follow."""
    if any(run.words[at] in run.vocabulary.nouns and not _is_role(run, at) for at in range(first, last)):
        return False
    opens = first == 0 or bool(run.flags[first - 1] & (Word.BOUNDARY | Word.AND)) or _is_role(run, first - 1)
    closes = last == len(run) or bool(run.flags[last] & (Word.PREPOSITION | Word.AND))
    return opens and not closes


def _is_role(run: Run, at: int) -> bool:
    nouns = run.vocabulary.nouns.get(run.words[at], ())
    return any(noun.kind in (Kind.PERSON, Kind.OFFICE, Kind.SCHOLAR) for noun in nouns if not noun.tail)


def identities(source: Source, sentence: Span, readings: Readings) -> Iterator[Span]:
    """Yield the places that may tell who *source* is: its own words first, the vaguest last."""
    yield source.span
    apposition = _apposition(source.span, readings)
    if apposition is not None:
        yield apposition
    antecedent = None
    if source.is_echo or (source.kind in _BODIES and not _bears_name(source.span, readings.layout)):
        antecedent = find_antecedent(source, sentence, readings)
        if antecedent is not None:
            yield antecedent.span
    introduction = _introduction(source.span, readings.layout)
    if introduction is not None:
        yield introduction
    if source.is_echo and antecedent is None:
        for earlier in readings.before(sentence, HEADS):
            yield Span(earlier.start, min(earlier.end, earlier.start + HEAD_LENGTH))


def _apposition(source: Span, readings: Readings) -> Span | None:
    """Return the role set behind a name: "Ana Brill, head of the military administration"."""
    folded = readings.layout.folded
    if not folded.startswith(", ", source.end):
        return None
    stops = (folded.find(mark, source.end + 2, source.end + APPOSITION) for mark in ",.;:\n")
    end = min((at for at in stops if at >= 0), default=source.end + APPOSITION)
    span = Span(source.end + 2, min(end, len(folded)))
    first = span.of(folded).split(" ")[0]
    return span if first in readings.vocabulary.nouns else None


def _bears_name(source: Span, layout: Layout) -> bool:
    """Say whether a source is told apart by a name of its own: "the Arden relief committee"."""
    return any(word[:1].isupper() for word in source.of(layout.plain).split()[1:])


def _introduction(source: Span, layout: Layout) -> Span | None:
    """Return where a name was first given, with its role: "Force Commander Ana Brill" for a later "Brill"."""
    name = source.of(layout.folded).split()[-1]
    if len(name) < SHORTEST_NAME:
        return None
    at = layout.folded.find(name, max(source.start - FARTHEST_NAME, 0), source.start)
    if at < 0:
        return None
    return Span(max(layout.folded.rfind("\n", 0, at) + 1, at - INTRODUCTION), at + len(name))
