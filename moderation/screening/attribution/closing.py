"""Tell a cue that closes what it attributes (", police said on Monday.") from one that opens it."""

from __future__ import annotations

from moderation.screening.attribution.links import Link, Subject
from moderation.screening.attribution.runs import Run
from moderation.screening.attribution.words import Word

# Such words tie a clause to a noun, or set it in time.
_TIES = Word.SUBJECT_RELATIVE | Word.PREPOSITION | Word.ADVERB | Word.CONTRAST
_INTRODUCES = Word.PREPOSITION | Word.RELATIVE | Word.TIME | Word.IF | Word.CONTRAST
_NO_OBJECT = Word.TIME | Word.MONTH | Word.LISTENER | Word.NUMBER
# An article's noun stands so many tokens behind the verb: "told the same paper".
OBJECT_REACH = 3
_ENDS_CLAUSE = Word.BOUNDARY | Word.QUOTE | Word.CONTRAST | Word.RELATIVE


def is_closing(run: Run, subject: Subject, end: int) -> bool:
    """Say whether a verb of this subject, whose words end at *end*, closes what it attributes."""
    link, first = subject.link, subject.first
    if link is Link.INVERTED:
        return True
    if link not in (Link.PLAIN, Link.APART) or first == 0 or run.flags[first] & Word.AND:
        return False
    is_apart = run.flags[first - 1] & (Word.BOUNDARY | Word.QUOTE) or _owns_figure(run, first)
    is_apart = is_apart or _sums_up(run, first)
    if not is_apart and not _confirms(run, first, end):
        return False
    stop = next((place for place in range(end, len(run)) if run.flags[place] & _ENDS_CLAUSE), len(run))
    if stop == end < len(run) and run.words[stop] == ":":
        # "Six were abducted, the union said: four doctors and two nurses" closes one figure and opens the next.
        return run.is_wanted(0, first) and not run.flags[0] & _INTRODUCES
    if stop == end:
        return stop == len(run) or not (run.flags[stop] & Word.QUOTE or _opens_speech(run, stop))
    return not run.is_wanted(end, stop) and not _has_object(run, end) and is_adverbial(run, end, stop)


def _opens_speech(run: Run, that: int) -> bool:
    """Say whether the speaker goes on: "After the fire that killed two, the mayor said that", not "that evening"."""
    is_dated = that + 1 < len(run) and run.flags[that + 1] & Word.TIME
    return bool(run.flags[that] & Word.THAT) and not is_dated


def _has_object(run: Run, verb_end: int) -> bool:
    """Say whether a thing follows at once, neither a time nor a listener: ", le maire a annoncé la réouverture"."""
    if not run.flags[verb_end] & Word.DETERMINER or run.flags[verb_end] & Word.TIME:
        return False
    near = range(verb_end + 1, min(verb_end + OBJECT_REACH, len(run)))
    nouns = run.vocabulary.nouns
    return not any(run.flags[at] & _NO_OBJECT or run.is_capital(at) or run.words[at] in nouns for at in near)


def is_adverbial(run: Run, first: int, last: int) -> bool:
    """Say whether the words after a verb tell only when, where or to whom: "on Monday", "told AFP in Goma"."""
    if run.has(first, last, Word.THAT | Word.HAVE | Word.BE) or _has_pronoun(run, first, last):
        return False
    is_inside = False
    for at in range(first, last):
        flags = run.flags[at]
        if flags & Word.NUMBER and not run.has(max(at - 1, first), min(at + 2, last), Word.MONTH):
            return False
        is_inside = is_inside or bool(flags & (Word.PREPOSITION | Word.DETERMINER))
        is_loose = flags & (Word.TIME | Word.ADVERB | Word.DETERMINER | Word.NUMBER | Word.LISTENER)
        if not (is_inside or is_loose or run.is_capital(at) or run.words[at] in run.vocabulary.nouns):
            return False
    return True


def _owns_figure(run: Run, first: int) -> bool:
    """Say whether the clause hangs on a figure set off by a comma: ", a figure that the city confirmed"."""
    if first < 2 or not run.flags[first - 1] & Word.RELATIVE:
        return False
    figure = next((at for at in range(first - 2, max(first - 4, 0), -1) if run.flags[at] & Word.FIGURE), 0)
    return figure > 0 and run.has(max(figure - 2, 0), figure, Word.BOUNDARY)


def _sums_up(run: Run, first: int) -> bool:
    """Say whether the clause takes up the figures before a mark: "douze morts : c'est ce que la police reproche"."""
    if first < 4 or not run.flags[first - 1] & Word.THAT or not run.flags[first - 2] & Word.DEMONSTRATIVE:
        return False
    mark = next((at for at in range(first - 3, max(first - 6, 0), -1) if run.flags[at] & Word.BOUNDARY), 0)
    return mark > 0 and run.is_wanted(0, mark)


def _confirms(run: Run, first: int, end: int) -> bool:
    """Say whether the clause follows a comma and "as", and says no more: ", as the city announced on Monday"."""
    joint = run.flags[first - 1]
    if first < 2 or run.words[first - 2] != "," or not joint & Word.RELATIVE or joint & _TIES:
        return False
    stop = next((at for at in range(end, len(run)) if run.flags[at] & _ENDS_CLAUSE), len(run))
    return stop == end or run.has(end, stop, Word.TIME) or _is_told(run, end, stop)


def _is_told(run: Run, first: int, last: int) -> bool:
    """Say whether the words behind a verb begin with whoever hears it and hold no clause: "told me", "told AFP"."""
    hears = bool(run.flags[first] & Word.LISTENER) or run.is_capital(first)
    return hears and not run.has(first, last, Word.THAT) and not run.is_wanted(first, last)


def _has_pronoun(run: Run, first: int, last: int) -> bool:
    """Say whether a pronoun begins a new clause there; whoever is told does not ("told us", "told them")."""
    return any(run.flags[at] & Word.PRONOUN and not run.flags[at] & Word.LISTENER for at in range(first, last))
