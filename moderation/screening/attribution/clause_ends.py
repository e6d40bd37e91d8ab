"""Say where what a cue reports ends: an aside, a clause of its own, what is told of the speaker."""

from __future__ import annotations

from moderation.screening.attribution.closing import is_adverbial
from moderation.screening.attribution.cue import Cue
from moderation.screening.attribution.forms import Force
from moderation.screening.attribution.hedges import has_hedge
from moderation.screening.attribution.links import Link
from moderation.screening.attribution.runs import Run
from moderation.screening.attribution.words import Word

# "Quelques heures après que": the words in front of "que" are no more than so many.
LONGEST_CONJUNCTION = 4
# "61", "39 ans": an age beside a name.
LONGEST_AGE = 2
_VOICED = frozenset({Force.SAY, Force.COUNT})
_TAGGING = frozenset({Force.SAY, Force.TELL, Force.QUOTE})
_VERB = Word.HAVE | Word.BE
_FINITE = Word.THAT | Word.HAVE | Word.BE | Word.PRONOUN
# How long before or after: "quelques heures", "two days".
_MEASURES = Word.TIME | Word.BACKDROP
# Words that tell both when somebody spoke and what went on then: "après", "avant".
_MEANWHILE = Word.BACKDROP | Word.SETTING


def ends_at(run: Run, cue: Cue, at: int, end: int) -> bool:
    """Say whether a cue's reach ends at token *at*: a clause on its own, or what is told of the speaker."""
    if (run.flags[at] & Word.AFTER and _is_measure(run, cue, at, end)) or _is_behind_tag(run, cue, at):
        return True
    if cue.is_closing and cue.link is Link.INVERTED and _says_more_of_speaker(run, cue, at):
        return True
    return (run.words[at] == "," and _opens_clause(run, cue, at, end)) or _parts_here(run, cue, at, end)


def _says_more_of_speaker(run: Run, cue: Cue, at: int) -> bool:
    """Say whether token *at* opens a relative clause in the speaker's apposition: "said Ada Holm, a nurse who lost"."""
    tells = Word.SUBJECT_RELATIVE | Word.WHOSE
    is_apposed = bool(run.flags[at] & tells) and run.has(cue.last, at, Word.BOUNDARY)
    return is_apposed and not run.flags[at] & Word.THAT and _names_nobody_else(run, cue.last, at)


def _parts_here(run: Run, cue: Cue, at: int, end: int) -> bool:
    """Say whether the mark at token *at* parts what the cue reports from what stands behind."""
    if _breaks(run, cue, at, end):
        return True
    if run.words[at] == ";":
        return cue.is_closing or has_hedge(run, at, end)
    if not cue.is_closing or run.words[at] != "," or at + 1 >= end:
        return False
    if run.flags[at + 1] & (Word.AND | Word.CONTRAST):
        return has_hedge(run, at, end)
    tells = Word.SUBJECT_RELATIVE | Word.WHOSE
    return (
        _is_of_speaker(run, at + 1, end) and bool(run.flags[at + 1] & tells) and _names_nobody_else(run, cue.last, at)
    )


def _names_nobody_else(run: Run, first: int, last: int) -> bool:
    """Say whether the tokens are the speaker alone, or with appositions: "a farmer, Will Eames, 61"."""
    commas = [at for at in range(first, last) if run.flags[at] & Word.BOUNDARY]
    ends = [*commas[1:], last] if commas else []
    return all(
        run.words[comma] == "," and _is_apposed(run, comma + 1, end, may_be_name=comma == commas[0])
        for comma, end in zip(commas, ends, strict=True)
    )


def _is_apposed(run: Run, first: int, last: int, *, may_be_name: bool) -> bool:
    """Say whether the tokens between commas are a noun, a name or an age that says more of who stands before."""
    if first >= last or run.has(first, last, _VERB | Word.AND):
        return False
    opener = run.flags[first]
    if opener & Word.DETERMINER and not opener & (Word.OF | Word.PREPOSITION):
        return True  # "del hospital" is where the doctor works, and no apposition
    if opener & Word.NUMBER:
        return last - first <= LONGEST_AGE and not run.is_wanted(first, last)
    return may_be_name and all(run.is_name(at) for at in range(first, last))


def _is_measure(run: Run, cue: Cue, at: int, end: int) -> bool:
    """Say whether a measure is announced, and what it follows is known: "a annoncé un deuil après la mort de dix"."""
    if cue.is_closing or cue.force is not Force.SAY or cue.last >= at or run.has(cue.last, end, Word.THAT):
        return False
    if run.vocabulary.habits.caseless:
        # No article stands apart: "announced mourning after", not "announced hours after".
        is_article = at + 1 < end and not run.flags[at + 1] & Word.TIME and not run.is_wanted(cue.last, at)
    else:
        is_article = bool(run.flags[cue.last] & Word.DETERMINER) and not run.is_wanted(cue.last, at)
    return is_article and not run.has(cue.last, at, Word.BOUNDARY | Word.VICTIMS | Word.FIGURE)


def _is_behind_tag(run: Run, cue: Cue, at: int) -> bool:
    """Say whether token *at* opens what the article tells behind a quotation's tag: "“…”, he said of the fire that"."""
    is_tag = cue.first > 0 and bool(run.flags[cue.first - 1] & Word.QUOTE) and cue.force in _TAGGING
    opens_run = is_tag and (cue.first == 1 or run.flags[cue.first - 2] & Word.BOUNDARY)
    if not opens_run or run.has(cue.last, at, Word.BOUNDARY | Word.THAT):
        return False
    opener = at + 1 if run.words[at] == "," and at + 1 < len(run) else at
    return bool(run.flags[opener] & (Word.PREPOSITION | Word.RELATIVE)) and not run.flags[opener] & Word.THAT


def _opens_clause(run: Run, cue: Cue, comma: int, end: int) -> bool:
    """Say whether the article goes on behind the comma: "a fait état de dix morts, mais trois blessés ont succombé".

    What was said with "that" goes on ("a dit que …, mais …"); behind a tag, so does a clause that begins with a figure.
    """
    joint = comma + 1
    if joint + 1 >= end or not run.flags[joint] & (Word.AND | Word.CONTRAST):
        return False
    if run.flags[joint] & Word.AND and not cue.is_closing:
        return False
    if (
        cue.force not in _VOICED
        or run.has(cue.last, comma, Word.THAT | Word.QUOTE)
        or run.has(joint, joint + 2, Word.BE)
    ):
        return False
    verb = next((at for at in range(joint + 1, end) if run.flags[at] & _VERB), end)
    if verb == end or run.has(joint + 1, verb, Word.BOUNDARY):
        return False
    return not cue.is_closing or not run.is_wanted(joint + 1, verb)


def _is_of_speaker(run: Run, relative: int, end: int) -> bool:
    """Say whether a relative clause tells of whoever spoke: "whose town lost two", not "dont deux enfants"."""
    if not run.flags[relative] & Word.WHOSE or not run.vocabulary.habits.head_first:
        return True  # "whose" has an owner, "dont" may as well break a figure down
    first = relative + 1
    is_article = first < end and run.flags[first] & Word.DETERMINER and not run.flags[first] & Word.INDEFINITE
    stop = next((at for at in range(first, end) if run.flags[at] & Word.BOUNDARY), end)
    return bool(is_article) and run.has(first, stop, _VERB)


def _breaks(run: Run, cue: Cue, at: int, end: int) -> bool:
    """Say whether what was said is over at token *at*: an aside, another event, the speaker's own life, a title."""
    if run.words[at] == ",":
        is_aside = any(ends(run, cue, at) for ends in _ASIDES)
        return is_aside or (looks_back(run, at + 1) and not run.flags[at - 1] & Word.THAT)
    if run.flags[at] & Word.QUOTE:  # "Governor: 'We will rebuild' after 12 die"
        is_title = at == cue.last + 1 and run.words[cue.last] == ":"
        return is_title and at + 1 < end and bool(run.flags[at + 1] & Word.RELATIVE)
    if cue.is_closing:
        return bool(run.flags[at] & Word.RELATIVE) and _tells_of_speaker(run, cue, at)
    return _leaves_object(run, cue, at)


def looks_back(run: Run, at: int) -> bool:
    """Say whether what follows a comma sets the report in time by another event: ", a day after a bomb killed two"."""
    first = at
    leads = Word.DETERMINER | Word.NUMBER | Word.ADVERB | _MEASURES
    while at < len(run) and not _sets_apart(run.flags[at]):
        # "un an et demi après"
        if not run.flags[at] & leads and not (at > first and run.has(at - 1, at + 1, Word.AND)):
            break
        at += 1
    if at >= len(run) or (run.has(at + 1, at + 2, Word.TIME) and not run.has(at + 2, at + 3, ~Word.BOUNDARY)):
        return False  # "shortly before noon" is an hour, and no event
    return run.has(first, at, _MEASURES) and _sets_apart(run.flags[at])


def _sets_apart(flags: int) -> bool:
    """Say whether a word is one like "after", "before", "since": preposition and conjunction in one."""
    return bool(flags & Word.RELATIVE and flags & Word.PREPOSITION) or flags & _MEANWHILE == _MEANWHILE


def _tells_of_speaker(run: Run, cue: Cue, at: int) -> bool:
    """Say whether a clause hangs on the speaker behind the verb: "said the mayor of the town where 12 people died"."""
    if not cue.is_closing or cue.link is not Link.INVERTED or cue.source.span.end > run.starts[at]:
        return False
    if run.has(cue.last, at, Word.BOUNDARY) or run.flags[at] & (Word.PREPOSITION | Word.THAT):
        return False
    return at + 1 < len(run) and run.words[at + 1] not in run.vocabulary.verbs  # not so "quoted the mayor as saying"


def _leaves_object(run: Run, cue: Cue, at: int) -> bool:
    """Say whether a cue whose verb takes a thing ("corrected the fault that killed 12") reaches no further."""
    flags, behind = run.flags[at], cue.last
    is_clause = Word.THAT | Word.QUOTE | Word.HAVE | Word.BE | Word.PRONOUN
    has_object = behind < at and bool(run.flags[behind] & Word.DETERMINER) and not run.has(behind, at, is_clause)
    is_thing = has_object or (behind < at and run.flags[behind] & Word.OF and not run.is_wanted(behind, at))
    if is_thing and cue.force in (Force.SAY, Force.TELL) and flags & Word.TIME and looks_back(run, at):
        return True  # "announced a truce hours before a shell killed 12", "boasted of recruits a day after"
    if cue.force is not Force.TELL:
        return False
    is_aside = run.flags[behind] & Word.PREPOSITION and not run.flags[behind] & Word.OF
    if flags & Word.RELATIVE and _tells_of(run, behind, at) and not (is_aside and flags & Word.THAT):
        return True  # not so "explained to the court that"
    if flags & Word.RELATIVE and not flags & Word.THAT and not run.has(behind, at, is_clause):
        return not run.is_wanted(behind, at)
    return has_object and bool(flags & Word.PREPOSITION) and _parts_object(run, at)


def _parts_object(run: Run, at: int) -> bool:
    """Say whether a preposition leads away from the thing: "its rules under", not "the deaths of", "on Monday"."""
    if run.flags[at] & Word.OF:
        return not run.has(at - 1, at, Word.VICTIMS | Word.FIGURE | Word.HARM | Word.NUMBER)
    return at + 1 < len(run) and not run.flags[at + 1] & (Word.TIME | Word.MONTH) and not run.is_wanted(at + 1, at + 2)


def _tells_of(run: Run, first: int, last: int) -> bool:
    """Say whether a thing is told of, and no clause: "described the attack", "spoke of a night"."""
    while first < last and run.flags[first] & (Word.OF | Word.PREPOSITION | Word.ADVERB):
        first += 1
    return first < last and bool(run.flags[first] & Word.DETERMINER)


def _is_aside(run: Run, cue: Cue, comma: int) -> bool:
    """Say whether the cue stands in a relative clause between commas: "the storm, which forecasters call weak, …".

    Where the speaker goes on to do something, he said it in passing: "l'armée, qui dit avoir visé un dépôt, a tué".
    """
    first = cue.anchor if cue.link is Link.RELATIVE else cue.first
    if cue.link not in (Link.PLAIN, Link.RELATIVE) or first < 2:
        return False
    is_between = bool(run.flags[first - 1] & Word.RELATIVE) and run.words[first - 2] == ","
    return is_between and (cue.link is Link.PLAIN or _acts(run, comma))


def _is_old_charge(run: Run, cue: Cue, comma: int) -> bool:
    """Say whether a charge ends at a comma before its subject acts: "un homme, déjà condamné pour vol, a tué"."""
    return cue.force is Force.CHARGE and not run.is_wanted(cue.last, comma) and _acts(run, comma)


def _acts(run: Run, comma: int) -> bool:
    """Say whether a verb follows the comma at once, and none that reports."""
    at = comma + 1
    while at < len(run) and run.flags[at] & (_VERB | Word.CLITIC | Word.ADVERB) and not run.flags[at] & Word.PRONOUN:
        at += 1
    return comma + 1 < at < len(run) and run.words[at] not in run.vocabulary.verbs


def _is_told_aside(run: Run, cue: Cue, comma: int) -> bool:
    """Say whether the cue closes a relative clause and the main one goes on: ", whose cause, police say, is"."""
    if not cue.is_closing or comma + 1 >= len(run) or not run.flags[comma + 1] & _VERB:
        return False
    if run.has(cue.last, comma, Word.BOUNDARY):
        return False
    opening = next((at for at in range(cue.first - 1, 0, -1) if run.flags[at] & Word.BOUNDARY), 0)
    if run.words[opening] != ",":
        return False
    # "L'attaque, attribuée par l'armée, a fait dix morts", but "le bilan, confirmé par l'armée, est de dix"
    is_passive = cue.first == opening + 1 and run.has(cue.first, cue.last, Word.BY)
    is_of_event = is_passive and not run.has(0, opening, Word.FIGURE)
    return is_of_event or bool(run.flags[opening + 1] & Word.RELATIVE)


def _is_fronted(run: Run, cue: Cue, comma: int) -> bool:
    """Say whether the clause that opens the run ends there: "hours after the premier said he would go, …"."""
    joint = cue.first - 1
    # "wie die Armee mitteilte, wurden sechs getötet, elf verwundet": it ended before
    is_over = run.vocabulary.habits.splits and "," in run.words[cue.last : comma]
    is_apart = cue.is_closing or cue.link not in (Link.PLAIN, Link.APART)
    if is_over or is_apart or joint < 0 or _goes_on(run, comma):
        return False
    if not run.flags[joint] & Word.RELATIVE or run.flags[joint] & Word.SUBJECT_RELATIVE:
        return False
    if run.flags[joint] & Word.THAT:
        return _is_conjunction(run, joint)
    leads = Word.TIME | Word.ADVERB | Word.NUMBER | Word.DETERMINER
    if not all(flags & leads for flags in run.flags[:joint]):
        return False
    # "if the mayor speaks of an accident, …": the one says this, and somebody else that
    if run.flags[joint] & (Word.PREPOSITION | Word.IF):
        return True
    # "as police told state television, …" says no more than who speaks
    return run.has(cue.last, comma, _FINITE) and not is_adverbial(run, cue.last, comma)


def _goes_on(run: Run, comma: int) -> bool:
    """Say whether the clause goes on behind a comma: ", and", ", 12 of them children"."""
    if comma + 1 >= len(run) or run.flags[comma + 1] & (Word.AND | Word.PREPOSITION):
        return True
    last = next((at for at in range(comma + 1, len(run)) if not run.is_wanted(at, at + 1)), len(run))
    return comma + 1 < last < len(run) and bool(run.flags[last] & Word.OF)


def _is_conjunction(run: Run, that: int) -> bool:
    """Say whether the words that open the run and the "que" behind them join clauses: "quelques heures après que"."""
    if not 0 < that <= LONGEST_CONJUNCTION or run.has(0, that, Word.HAVE | Word.BE | Word.BOUNDARY | Word.PRONOUN):
        return False
    if run.flags[that - 1] & Word.DEMONSTRATIVE and any(word in run.vocabulary.phrases for word in run.words[:that]):
        return False  # "d'après ce que le préfet a dit", not "dans ce que le préfet appelle"
    return not any(word in run.vocabulary.verbs for word in run.words[:that])


# What a cue may stand in that ends at a comma.
_ASIDES = (_is_aside, _is_old_charge, _is_fronted, _is_told_aside)
