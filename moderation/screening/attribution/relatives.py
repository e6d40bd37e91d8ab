"""Tell whose a relative clause is: a cue inside of one speaks of the clause, not of the noun that it hangs on."""

from __future__ import annotations

from moderation.screening.attribution.cue import Cue
from moderation.screening.attribution.runs import Run
from moderation.screening.attribution.words import Word
from moderation.screening.values import Span

_VERBAL = Word.HAVE | Word.BE
_JOINTS = Word.AND | Word.CONTRAST | Word.STOP
_OTHERS = Word.THAT | Word.PREPOSITION  # "said that", "after": what they open is no relative clause
_PURE = Word.SUBJECT_RELATIVE | Word.WHOSE
# "When", "after", "if": what they open hangs on no noun.
_JOINING = Word.THAT | Word.PREPOSITION | Word.BACKDROP | Word.IF
# What somebody owns is named within so many tokens behind "whose".
LONGEST_OWNED = 6


def is_beyond_clause(run: Run, cue: Cue, span: Span) -> bool:
    """Say whether *cue* speaks of a relative clause behind *span* alone: "the junta, whose term, police say, ends".

    It stands between the relative word and the clause's verb, or between that and its auxiliary, and the clause goes on
    behind it; or it closes a clause set apart by a comma, and vouches for the figure there: "the terror raid, in which
    12 died, police said". Any other cue that closes the sentence speaks of all of it.
    """
    if not cue.is_closing and cue.first > 0 and not run.flags[cue.first - 1] & Word.RELATIVE:
        return False
    is_apart = cue.first > 0 and run.words[cue.first - 1] == ","
    end = cue.first - is_apart
    opening = _relative_before(run, end)
    if opening <= 0 or span.start >= run.starts[opening]:
        return False
    if not is_apart:
        return (
            opening + 1 == cue.first
            and bool(run.flags[opening] & _PURE)
            and cue.last < len(run)
            and run.words[cue.last] != ","
        )
    if _is_set_apart(run, opening) and run.has(opening + 1, end, Word.NUMBER):
        is_breakdown = run.flags[opening] & Word.WHOSE and run.flags[opening + 1] & Word.NUMBER
        return not is_breakdown  # "1 062 martyrs, dont 102 femmes, a rappelé …": the cue speaks of both
    goes_on = cue.last < len(run) - 1 and run.words[cue.last] == "," and not run.flags[cue.last + 1] & _JOINTS
    return goes_on and not _has_verb(run, opening + 1, end)


def clause_broken_by(run: Run, cue: Cue) -> int:
    """Return where the relative clause begins that *cue* breaks open before its verb, and speaks of alone; else 0.

    "Two died in a fire which, police say, began at dawn", "… dont l'auteur, selon le parquet, était connu".
    """
    end, behind = cue.first - 1, _behind(run, cue)
    is_between_commas = behind < len(run) - 1 and run.words[behind] == "," and run.words[max(end, 0)] == ","
    if end < 2 or not is_between_commas:
        return 0
    if run.flags[end - 1] & Word.RELATIVE and not run.flags[end - 1] & _JOINING:
        return end - 1
    if run.flags[behind + 1] & _VERBAL and (joint := _clause_left_open(run, end)):
        return joint
    opening = next((at for at in range(end - 1, max(end - LONGEST_OWNED, 0), -1) if run.flags[at] & Word.WHOSE), 0)
    is_owned = opening > 0 and run.flags[opening + 1] & Word.DETERMINER and not run.flags[opening + 1] & Word.INDEFINITE
    return 0 if not is_owned or run.is_wanted(opening, end) or _has_verb(run, opening + 1, end) else opening


def _behind(run: Run, cue: Cue) -> int:
    """Return the token behind a cue and its source, which may stand behind its verb: "dit le maire"."""
    return next((at for at in range(cue.last, len(run)) if run.starts[at] >= cue.source.span.end), len(run))


def _clause_left_open(run: Run, end: int) -> int:
    """Return what opens a clause without its verb up to token *end*: "alors que la météo", dit-il, "avait"."""
    stops = Word.RELATIVE | Word.BOUNDARY
    joint = next((at for at in range(end - 1, max(end - LONGEST_OWNED, 0), -1) if run.flags[at] & stops), 0)
    is_open = joint > 0 and run.flags[joint] & Word.RELATIVE and joint < end - 1
    return joint if is_open and not run.is_wanted(joint, end) and not _has_verb(run, joint + 1, end) else 0


def _is_set_apart(run: Run, opening: int) -> bool:
    """Say whether a comma parts the clause from its noun, a preposition left out: ", in which"."""
    before = opening - 1 - bool(run.flags[opening - 1] & Word.PREPOSITION)
    return run.words[before] == ","


def _relative_before(run: Run, end: int) -> int:
    """Return the relative word nearest before token *end*, if nothing parts the two; else 0."""
    for at in range(end - 1, 0, -1):
        flags = run.flags[at]
        if flags & Word.RELATIVE and (flags & _PURE or not flags & _OTHERS):
            return at
        if flags & (Word.BOUNDARY | Word.QUOTE | Word.RELATIVE):
            return 0
    return 0


def _has_verb(run: Run, first: int, last: int) -> bool:
    """Say whether a verb stands among the tokens: no auxiliary that ends them, nor a noun as in "whose term"."""
    return any(
        run.flags[at] & _VERBAL or run.words[at] in run.vocabulary.verbs
        for at in range(first, last - bool(run.flags[last - 1] & _VERBAL))
        if not _precedes_noun(run.flags[at - 1])
    )


def _precedes_noun(flags: int) -> bool:
    return bool(flags & Word.DETERMINER or (flags & Word.RELATIVE and not flags & Word.SUBJECT_RELATIVE))
