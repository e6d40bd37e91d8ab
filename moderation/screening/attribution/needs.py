"""Say whether a form is a reporting verb here, and whether the source is one that the verb asks for."""

from __future__ import annotations

from moderation.screening.attribution.forms import GAP, Force, Form, Tense, match_tail
from moderation.screening.attribution.links import Subject
from moderation.screening.attribution.runs import Run
from moderation.screening.attribution.sources import Source
from moderation.screening.attribution.subjects import group_start
from moderation.screening.attribution.vocabulary import Kind
from moderation.screening.attribution.words import Word
from moderation.screening.values import Grade

# How far behind its verb a "that" may stand.
THAT_REACH = 3
COURT_REACH = 8
# And how far behind "a appris" the source that an agency passes on.
RELAY_REACH = 8
# "Nobody" stands at most so many tokens before the verb: "ni la police de la ville ni l'hôpital n'ont confirmé".
NOBODY_REACH = 10

# The kinds of source that a verb asks for; "known" and "body" ask for more than a kind, "active" for no passive.
_KINDS = {"document": (Kind.DOCUMENT,), "court": (Kind.BODY,)}
_KNOWN = frozenset({"known", "tally", "exhibit"})
_BEFORE_NOUN = Word.DETERMINER | Word.OF | Word.BY | Word.PREPOSITION | Word.POSSESSIVE
# "Army accused by the ministry", "accused on Monday the army": who is accused "after", "in" or "as" speaks of nothing.
_NO_PREPOSITION = Word.BY | Word.TIME | Word.DETERMINER
_VOUCHES = frozenset({Force.SAY, Force.TELL, Force.COUNT})
_PLURAL = Word.BOUNDARY | Word.PRONOUN | Word.SELF | Word.SUBJECT_RELATIVE | Word.QUOTE | Word.PLURAL


def is_noun(run: Run, at: int) -> bool:
    """Say whether a verb's form is a noun or a name here: "the report", "la note", "Rivers State"."""
    if at == 0 or _is_subject(run, at):
        return at > 0
    if run.vocabulary.habits.noun_capitals and not run.is_capital(at):
        # "Das teilte die Polizei mit", not "die bestätigte Zahl".
        return at + 1 < len(run) and run.is_capital(at + 1) and _follows_determiner(run, at)
    text = run.span(at, at + 1).of(run.layout.plain)
    if text.istitle() and run.is_capital(at - 1):
        if at + 1 < len(run) and run.is_capital(at + 1):
            return not _is_headline(run)
        return at + 1 < len(run) and not run.flags[at + 1] & Word.NUMBER
    return _names_place(run, at) or _follows_determiner(run, at)


def _follows_determiner(run: Run, at: int) -> bool:
    """Say whether the word before the form goes with a noun: "the report", not "has since put", "some say"."""
    flags = run.flags[at - 1]
    is_since_put = flags & Word.ADVERB and at > 1 and run.flags[at - 2] & Word.HAVE
    if is_since_put or (flags & Word.DETERMINER and flags & Word.PLURAL and not run.is_plural(at)):
        return False
    if flags & Word.CLITIC and not run.flags[at] & (Word.HAVE | Word.BE):
        before = run.flags[at - 2] if at > 1 else Word.BOUNDARY
        is_object = before & (Word.RELATIVE | Word.PRONOUN | Word.CLITIC)
        is_object = is_object or (at > 1 and run.words[at - 2] in run.vocabulary.nouns)  # "la police l'accuse"
        return bool(flags & Word.DETERMINER) and not is_object
    return bool(flags & _BEFORE_NOUN) and (run.is_plural(at) or not _is_someone(run, at - 1))


def _is_someone(run: Run, at: int) -> bool:
    """Say whether a determiner stands alone for people: "certains affirment", "d'autres disent"."""
    nouns = run.vocabulary.nouns
    is_alone = any(not noun.tail for noun in nouns.get(run.words[at], ()))
    is_pair = at > 0 and any(noun.tail == (run.words[at],) for noun in nouns.get(run.words[at - 1], ()))  # "l'un"
    return bool(run.flags[at] & Word.INDEFINITE) and (is_alone or is_pair)


def _names_place(run: Run, at: int) -> bool:
    """Say whether a noun ends a name in small letters, and nothing is reported behind it: "in Borno state on"."""
    nouns = run.vocabulary.nouns.get(run.words[at], ())
    begins_noun = bool(nouns) and all(noun.tail for noun in nouns)  # "state" is a source in "state media" alone
    if not begins_noun or not run.is_name(at - 1) or run.is_capital(at) or run.is_plural(at):
        return False
    behind = run.flags[at + 1] if at + 1 < len(run) else Word.BOUNDARY
    return bool(behind & (Word.BOUNDARY | Word.AND | Word.PREPOSITION | Word.BE | Word.HAVE | Word.RELATIVE)) and not (
        behind & Word.THAT
    )


def _is_subject(run: Run, at: int) -> bool:
    """Say whether a verb follows at once, and the form before it is a plural noun: "media reports said"."""
    if at + 1 >= len(run) or not run.is_plural(at) or (run.flags[at] | run.flags[at + 1]) & (Word.HAVE | Word.BE):
        return False
    return any(form.tenses & Tense.FINITE for form in run.vocabulary.verbs.get(run.words[at + 1], ()))


def _is_headline(run: Run) -> bool:
    """Say whether most words of the run bear capitals: "Police Say Two Dead in Fire"."""
    return 2 * sum(run.is_capital(at) for at in range(len(run))) > len(run)


def is_plural(run: Run, group: int, subject: Subject | None) -> bool:
    """Say whether a bare verb has a plural subject; a noun of the same form has none."""
    if group == 0 or subject is None:
        return False
    flags = run.flags[group - 1]
    if flags & _PLURAL:
        return True
    first = subject.first
    head = next((at for at in range(first + 1, group) if run.flags[at] & (Word.PREPOSITION | Word.BOUNDARY)), group)
    ends = (head - 1, group - 1)
    if any(run.is_plural(at) for at in ends) or run.is_capital(group - 1):
        return True
    if run.flags[first] & Word.DEMONSTRATIVE and run.is_plural(first):
        return True  # "those who were there say"
    # "figures released by the ministry show"
    return any(run.is_plural(at) and run.words[at] in run.vocabulary.nouns for at in range(first, head))


def fits(run: Run, at: int, end: int, form: Form) -> bool:
    """Say whether what follows the verb at token *at* is what it asks for."""
    is_occasion = form.force is Force.TELL and form.tail[:1] == (GAP,) and _is_occasion(run, at + 1, end - 1)
    # "se sont entendus" says nothing, "entend lutter" does
    is_inward = form.needs == "outward" and run.has(group_start(run, at), at, Word.REFLEXIVE)
    if is_occasion or is_inward:
        return False
    if form.needs == "figure":
        small = Word.DETERMINER | Word.ADVERB | Word.PREPOSITION | Word.NUMBER
        between = range(at + 1, end - len(form.tail) + 1)
        return all(run.flags[place] & small or run.is_wanted(place, place + 1) for place in between)
    if form.needs == "bare":
        return end < len(run) and run.is_wanted(end, end + 1)
    if form.needs == "object":
        follows = run.flags[end] if end < len(run) else 0
        return not (follows & (Word.PREPOSITION | Word.RELATIVE) and not follows & (_NO_PREPOSITION | Word.THAT))
    if form.needs not in ("that", "clause"):
        return True
    follows = run.flags[end] if end < len(run) else Word.BOUNDARY
    is_clause = form.needs == "clause" and bool(follows & (Word.DETERMINER | Word.NUMBER | Word.BOUNDARY))
    return is_clause or says_that(run, end)


def _is_occasion(run: Run, first: int, last: int) -> bool:
    """Say whether the tokens name where somebody spoke, of whomever: "at the funeral" (of six)."""
    place = next((at for at in range(first, last - 1) if run.flags[at] & Word.SETTING), last)
    is_noun_behind = place + 1 < last and bool(run.flags[place + 1] & Word.DETERMINER)
    return is_noun_behind and not run.has(place + 2, last, Word.TIME)


def is_denied(run: Run, group: int, end: int, form: Form) -> bool:
    """Say whether the words from *group* on say that nobody vouches: "have not confirmed", "n'a pas recensé"."""
    if form.force not in _VOUCHES:
        return False
    if run.has(max(group - NOBODY_REACH, 0), group, Word.NOBODY) and _is_negative(run, group, end):
        return True
    if not run.has(group, end, Word.NEGATION):
        return False
    behind = min(end + 1, len(run))
    return not run.has(end, behind, Word.ANY)


def _is_negative(run: Run, group: int, end: int) -> bool:
    """Say whether the verb's own words begin with a bare "not": "ni l'un ni l'autre n'a confirmé"."""
    return any(run.flags[at] & Word.NOT for at in range(group, end))


def _is_bare_figure(run: Run, end: int) -> bool:
    """Say whether a figure without a noun follows: "the parish has 41", not "the army had 41 wounded"."""
    if end >= len(run) or not run.is_wanted(end, end + 1):
        return False
    last = next((at for at in range(end, len(run)) if not run.is_wanted(at, at + 1)), len(run))
    return last == len(run) or bool(run.flags[last] & (Word.BOUNDARY | Word.AND | Word.PREPOSITION))


def meets(source: Source, form: Form, run: Run, end: int) -> bool:
    """Say whether the source is one that the verb needs."""
    if form.force is Force.STAND and not _is_owned(run, source):
        return False
    if form.needs == "relay":
        return not _is_relayed(run, end)
    kinds = _KINDS.get(form.needs)
    if kinds is not None and source.kind in kinds:
        return form.needs != "court" or says_that(run, end, COURT_REACH) or _is_parenthesis(run, end, source)
    if form.force is Force.FIND and (says_that(run, end) or _has_clause(run, end) or _is_parenthesis(run, end, source)):
        return source.is_known
    return kinds is None and _is_apt(source, form, run, end)


def _is_apt(source: Source, form: Form, run: Run, end: int) -> bool:
    """Say whether the source is known, or owned, as the verb asks."""
    if form.needs == "subject":
        return not source.is_echo  # "nuqila 12": carried off, not told
    if form.needs == "owned":
        return source.kind is Kind.DOCUMENT and _has_owner(run, source)
    if form.needs == "tally" and _is_land(run, source):
        return False  # "le Japon compte 15 000 morts": it has them
    if form.needs in _KNOWN:  # "a postmistress showed that": whoever says "that" need not be known
        return source.is_known or (source.kind is Kind.PERSON and run.has(end, end + 1, Word.THAT))
    if form.needs == "bare" and source.kind is not Kind.DOCUMENT and not _is_bare_figure(run, end):
        return False
    return form.needs not in ("body", "bare") or (source.is_known and source.kind is not Kind.PERSON)


def _is_land(run: Run, source: Source) -> bool:
    """Say whether the source is a country or a town."""
    first = next((at for at in range(len(run)) if run.starts[at] >= source.span.start), len(run))
    return opens_with(run, first, Word.LAND)


def opens_with(run: Run, at: int, words: int) -> bool:
    """Say whether a noun of those *words* stands at *at*, or behind its article."""
    while at < len(run) and run.flags[at] & Word.DETERMINER:
        at += 1
    return at < len(run) and bool(run.flags[at] & words)


def treats(run: Run, first: int, last: int) -> bool:
    """Say whether the phrase of tokens *first* up to *last* is a house that treats people: "the lakeside hospital"."""
    if run.vocabulary.habits.head_first:
        return opens_with(run, first, Word.CARE)
    head = next((at for at in range(first, last) if run.flags[at] & (Word.PREPOSITION | Word.BOUNDARY)), last)
    return head > first and bool(run.flags[head - 1] & Word.CARE)


def takes_in(run: Run, end: int) -> bool:
    """Say whether people follow a verb at once, and no deaths: "admitted 14 wounded", not "admitted 14 deaths"."""
    last = next((at for at in range(end, len(run)) if not run.is_wanted(at, at + 1)), len(run))
    return last > end and not run.has(last, last + 1, Word.FIGURE)


def _has_clause(run: Run, end: int) -> bool:
    """Say whether a figure with a verb of its own is found: "found nine deaths could have been avoided"."""
    if end >= len(run) or not run.is_wanted(end, end + 1):
        return False
    stops = Word.BOUNDARY | Word.RELATIVE | Word.AND | Word.QUOTE
    stop = next((at for at in range(end, len(run)) if run.flags[at] & stops), len(run))
    return run.has(end, stop, Word.HAVE | Word.BE)


def _is_parenthesis(run: Run, end: int, source: Source) -> bool:
    """Say whether source and verb stand between marks: ", a court later found;"."""
    first = next((at for at in range(len(run)) if run.starts[at] >= source.span.start), 0)
    is_opened = first > 0 and bool(run.flags[first - 1] & Word.BOUNDARY)
    return is_opened and (end == len(run) or bool(run.flags[end] & Word.BOUNDARY))


def _is_relayed(run: Run, end: int) -> bool:
    """Say whether the agency only passes on: "a appris l'AFP de source policière"."""
    return any(
        form.kind == "sourced" and match_tail(run.words, at + 1, form.tail) is not None
        for at in range(end, min(end + RELAY_REACH, len(run)))
        for form in run.vocabulary.phrases.get(run.words[at], ())
    )


def says_that(run: Run, end: int, reach: int = THAT_REACH) -> bool:
    """Say whether a "that" stands close behind the verb."""
    return run.has(end, min(end + reach, len(run)), Word.THAT)


def _has_owner(run: Run, source: Source) -> bool:
    """Say whether a count that "rises to" a figure is somebody's: "the ministry's count", not "Gaza toll"."""
    tokens = [at for at in range(len(run)) if source.span.start <= run.starts[at] < source.span.end]
    owners = Word.POSSESSIVE | Word.OWNER
    return any(run.flags[at] & owners or run.raw(at).endswith("s'") for at in tokens)


def _is_owned(run: Run, source: Source) -> bool:
    """Say whether a count that "stands at" a figure is somebody's: "the ministry's count", "le bilan officiel"."""
    flags = [run.flags[at] for at in range(len(run)) if source.span.start <= run.starts[at] < source.span.end]
    if source.is_echo:
        return bool(flags and flags[0] & Word.OWN)
    return source.grade is Grade.NAMED or any(flag & Word.OWNER for flag in flags)
