"""Find hedges: words that mark doubt, and the conditional where it reports."""

from __future__ import annotations

from collections.abc import Iterator

from moderation.screening.attribution.forms import match_tail
from moderation.screening.attribution.runs import Run
from moderation.screening.attribution.words import Word
from moderation.screening.values import Span

# Endings of a simple conditional are read on words of at least this length.
SHORTEST = 6
# A modal participle stands at most this far behind its auxiliary: "aurait même pu".
MODAL_REACH = 3

# The first word of a figure, or its number, stands at most this far behind "dont": "dont au moins trois".
_PART_REACH = 3

_FINITE = Word.HAVE | Word.BE
_CONDITIONAL = Word.CONDITIONAL_HAVE | Word.CONDITIONAL_BE


def find_hedge(run: Run, span: Span) -> Span | None:
    """Return the hedge whose clause holds *span*, the nearest first."""
    place = next((at for at in range(len(run)) if run.ends[at] > span.start), None)
    if place is None:
        return None
    # "as many as 200", "more than a dozen": words of the figure are no border.
    last = next((at for at in range(len(run) - 1, place, -1) if run.starts[at] < span.end), place)
    marks = [mark for mark in _marks_of(run) if _reaches(run, mark, last if mark[0] > last else place)]
    nearest = min(marks, key=lambda mark: abs(mark[0] - place), default=None)
    return run.span(*nearest) if nearest else None


def has_hedge(run: Run, first: int, last: int) -> bool:
    """Say whether a hedge stands among the tokens from *first* up to *last*."""
    return any(first <= start < last for start, _ in _marks_of(run))


def hedges_of(run: Run) -> list[Span]:
    """Return every hedge of *run*, whatever it hedges."""
    return [run.span(first, last) for first, last in _marks_of(run)]


def _marks_of(run: Run) -> list[tuple[int, int]]:
    """Return the hedges of *run*, read once."""
    if run.hedges is None:
        run.hedges = list(_marks(run))
    return run.hedges


def _marks(run: Run) -> Iterator[tuple[int, int]]:
    supposing = [at for at, flags in enumerate(run.flags) if flags & Word.IF and _supposes(run, at)]
    for at, word in enumerate(run.words):
        key = run.raw(at) if run.flags[at] & Word.INVERTED else word
        for tail in run.vocabulary.hedges.get(key, ()):
            end = match_tail(run.words, at + 1, tail)
            if end is not None:
                yield at, end
                break
        if _is_conditional(run, at) and not any(_shares_clause(run, at, other) for other in supposing):
            yield at, at + 1


def _shares_clause(run: Run, at: int, other: int) -> bool:
    """Say whether no "but" parts a conditional from an "if"."""
    return not run.has(min(at, other), max(at, other), Word.CONTRAST)


def _supposes(run: Run, at: int) -> bool:
    """Say whether the word supposes: elided, before a pronoun only ("s'il"); never in "si l'on en croit"."""
    if not run.flags[at] & Word.CLITIC:
        return not run.has(at + 1, min(at + 3, len(run)), Word.IMPERSONAL)
    return at + 1 < len(run) and bool(run.flags[at + 1] & Word.PRONOUN)


def _is_conditional(run: Run, at: int) -> bool:
    """Say whether the token is a conditional that reports, not one that supposes or asks."""
    flags = run.flags[at]
    if flags & (Word.MODAL_CONDITIONAL | Word.NOT_CONDITIONAL):
        return False
    if flags & (Word.CONDITIONAL_HAVE | Word.CONDITIONAL_BE):
        return not run.has(at + 1, min(at + 1 + MODAL_REACH, len(run)), Word.MODAL)
    word = run.words[at]
    return len(word) >= SHORTEST and not flags and word.endswith(run.vocabulary.conditionals)


def _reaches(run: Run, mark: tuple[int, int], place: int) -> bool:
    """Say whether no border of a clause lies between the mark and the token *place*."""
    low, high = sorted((mark[0], place))
    if _parts_relative(run, low, high, is_marked=low == mark[0]) or (place < mark[0] and _is_presupposed(run, place)):
        return False
    is_told = low == mark[0] and _is_conditional(run, low)
    is_parted = run.words[mark[0] - 1] == ","  # "three porters, whom nobody had counted, are said to …"
    for at in range(low + 1, high):
        if run.flags[at] & (Word.STOP | Word.CONTRAST):
            return False
        if is_told and _goes_on_as_fact(run, at, high):
            return False
        joins = run.flags[at] & Word.AND and run.flags[at - 1] & Word.BOUNDARY
        relates = run.flags[at] & Word.RELATIVE and not _is_determiner(run, at) and not _names_part(run, low, at, high)
        if (relates or joins or _counts_some(run, at)) and place < mark[0] and not is_parted:
            return False
        if run.flags[at] & Word.AND and (_begins_clause(run, low, at) or _has_subject(run, low, at, high)):
            return False
    return True


def _goes_on_as_fact(run: Run, at: int, place: int) -> bool:
    """Say whether a clause opens at token *at*, behind a conditional, and tells the figure at *place* as a fact.

    "Une fuite serait à l'origine de l'explosion qui a fait deux morts", "le toit aurait cédé et a fait deux morts".
    """
    if run.flags[at] & Word.AND:
        return _is_fact(run, at + 1 + run.has(at + 1, at + 2, Word.NOT))
    if not run.flags[at] & Word.RELATIVE or run.flags[at] & Word.THAT:
        return False
    end = next((end for end in range(place + 1, len(run)) if run.flags[end] & (Word.BOUNDARY | Word.AND)), len(run))
    finite = next((verb for verb in range(at + 1, end) if run.flags[verb] & (_CONDITIONAL | _FINITE)), end)
    return finite < end and _is_fact(run, finite)


def _is_fact(run: Run, at: int) -> bool:
    return at < len(run) and bool(run.flags[at] & _FINITE) and not run.flags[at] & _CONDITIONAL


def _is_presupposed(run: Run, place: int) -> bool:
    """Say whether the figure counts the known dead: "les deux victimes seraient du nord", "le père des deux morts"."""
    last = next((at for at in range(place, len(run)) if not run.is_wanted(at, at + 1)), len(run))
    is_known = place > 0 and run.flags[place - 1] & Word.DETERMINER
    is_known = is_known and (not run.flags[place - 1] & Word.INDEFINITE or bool(run.flags[place - 1] & Word.OF))
    return bool(is_known) and last < len(run) and bool(run.flags[last] & Word.CASUALTY)


def _has_subject(run: Run, low: int, conjunction: int, high: int) -> bool:
    """Say whether somebody else does something behind "and": "a drone killed two and the army is said to have …"."""
    first = conjunction + 1
    start = next((at for at in range(low, 0, -1) if run.flags[at] & Word.BOUNDARY), 0)
    if first >= len(run) or not run.flags[first] & Word.DETERMINER or not run.has(start, conjunction, _FINITE):
        return False
    verb = next((at for at in range(first + 1, high + 1) if run.flags[at] & _FINITE), None)
    return verb is not None and not run.is_wanted(first, verb) and not run.has(first, verb, Word.BOUNDARY)


def _parts_relative(run: Run, low: int, high: int, *, is_marked: bool) -> bool:
    """Say whether one token stands in a relative clause between commas and the other goes on with its subject.

    "Le car, qui a tué dix passants, aurait brûlé un feu", "le tireur, qui aurait agi seul, a blessé dix passants".
    """
    commas = [at for at in range(low + 1, high) if run.words[at] == ","]
    if not commas or run.has(low + 1, commas[-1], Word.STOP):
        return False
    first = (commas[0] if is_marked else commas[-1]) + 1
    first += bool(is_marked and run.flags[first] & Word.AND)
    if run.flags[first] & (Word.RELATIVE | Word.AND) or not _has_finite(run, first, high + 1):
        return False
    opening = next((at for at in range(low - 1, 0, -1) if run.flags[at] & Word.BOUNDARY), 0)
    # A mark that begins the aside is no relative clause: ru ", как утверждается,", "as is claimed".
    is_aside = is_marked and opening + 1 == low
    is_relative = bool(run.flags[opening + 1] & Word.RELATIVE and not _is_determiner(run, opening + 1)) and not is_aside
    # "Vingt civils, dont trois enfants, auraient péri": what has no verb is no clause.
    is_clause = is_marked or not _is_part(run, opening + 1, low) or _has_finite(run, opening + 2, commas[-1])
    return opening > 0 and is_relative and is_clause and run.words[opening] == ","


def _names_part(run: Run, whole: int, relative: int, mark: int) -> bool:
    """Say whether "dont" says more of the figure that opens the clause, and the mark is the clause's only verb.

    "Vingt civils dont trois enfants auraient péri", unlike "l'obus a blessé vingt civils dont trois auraient péri".
    """
    if (whole and not run.flags[whole - 1] & Word.BOUNDARY) or run.flags[relative] & Word.SUBJECT_RELATIVE:
        return False
    own = mark + 2  # "auraient été tués" is one verb
    end = next((at for at in range(own, len(run)) if run.flags[at] & (Word.BOUNDARY | Word.AND)), len(run))
    return not _has_finite(run, whole, mark) and not _has_finite(run, own, end)


def _is_part(run: Run, relative: int, figure: int) -> bool:
    """Say whether a figure follows "dont" at once: "dont trois", "dont au moins trois"."""
    return figure - relative <= _PART_REACH and not run.flags[relative + 1] & Word.PRONOUN


def _has_finite(run: Run, first: int, last: int) -> bool:
    return run.has(first, last, _FINITE) or any(_is_conditional(run, at) for at in range(first, min(last, len(run))))


def _counts_some(run: Run, at: int) -> bool:
    """Say whether some of those before the token are counted behind it: ", 20 of them", ", 20 of whom"."""
    if not run.flags[at] & Word.BOUNDARY or not run.is_wanted(at + 1, at + 2):
        return False
    last = next((place for place in range(at + 1, len(run)) if not run.is_wanted(place, place + 1)), len(run))
    return last < len(run) and bool(run.flags[last] & Word.OF)


def _is_determiner(run: Run, at: int) -> bool:
    """Say whether "that" points at what follows: "of that school"."""
    return bool(run.flags[at] & Word.DETERMINER and at > 0 and run.flags[at - 1] & Word.PREPOSITION)


def _begins_clause(run: Run, low: int, conjunction: int) -> bool:
    """Say whether a figure with a verb of its own follows "and": "two are feared dead and three were burned"."""
    first = conjunction + 1
    if first >= len(run) or not run.is_wanted(first, first + 1) or not run.has(low, conjunction, _FINITE):
        return False
    end = next((at for at in range(first, len(run)) if run.flags[at] & (Word.BOUNDARY | Word.AND)), len(run))
    # "and three to have been hurt" is no clause of its own
    return any(
        run.flags[at] & _FINITE and not run.flags[at - 1] & (Word.PREPOSITION | _FINITE) for at in range(first, end)
    )
