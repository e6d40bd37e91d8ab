"""Read the cues that are phrases: "selon X", "de source policière", "convicted of"."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from moderation.screening.attribution.antecedents import find_antecedent
from moderation.screening.attribution.behind import phrase_end
from moderation.screening.attribution.cue import Cue, phrase_cue
from moderation.screening.attribution.figures import before_figure
from moderation.screening.attribution.forms import Force, Form
from moderation.screening.attribution.links import Link
from moderation.screening.attribution.runs import Run
from moderation.screening.attribution.sources import Source, judge
from moderation.screening.attribution.vocabulary import Kind
from moderation.screening.attribution.words import Word
from moderation.screening.values import Grade

_OPENS_BEHIND = Word.STOP | Word.AND | Word.CONTRAST | Word.RELATIVE
# What stands between "a-t-on appris" and "la police": "lundi auprès de".
_LEADS_TO = Word.TIME | Word.ADVERB | Word.PREPOSITION
# Where one is told, or reads: "lit-on dans le rapport de l'agence".
_PLACES = (Kind.BODY, Kind.DOCUMENT, Kind.OUTLET)
# What parts a source from the clause before it, where its preposition stands behind it; which is so many tokens long.
_PARTS = Word.BOUNDARY | Word.RELATIVE | Word.CONTRAST | Word.HAVE | Word.BE | Word.NUMBER | Word.QUOTE | Word.ADVERB
LONGEST_BEFORE = 8
_INTRODUCES = Word.TIME | Word.ADVERB | Word.AND | Word.BOUNDARY


def read_phrase(run: Run, at: int, end: int, form: Form) -> Cue | None:
    """Read the phrase *form*, found at tokens *at* up to *end*."""
    return _READERS[form.kind](run, at, end, form.force)


def _read_preposition(run: Run, at: int, end: int, force: Force) -> Cue | None:
    """Read "selon X", "according to X", "d'après lequel"."""
    if end < len(run) and run.flags[end] & Word.RELATIVE:
        source = find_antecedent(run, at)
        if source is None:
            return None
        return phrase_cue(run, at, end + 1, source=source, force=force, link=Link.RELATIVE, is_closing=False)
    last, source = _named_behind(run, end)
    if source is None:
        return None
    opens = at == 0 or bool(run.flags[at - 1] & _OPENS_BEHIND)
    opens = opens or all(run.flags[place] & _INTRODUCES for place in range(at))
    return phrase_cue(run, at, last, source=source, force=force, link=Link.INVERTED, is_closing=not opens)


def _read_opening(run: Run, at: int, end: int, force: Force) -> Cue | None:
    """Read "Pour la préfecture, …" at the head of a clause: a view, where somebody is named and a comma follows."""
    last, source = _named_behind(run, end)
    opens = at == 0 or bool(run.flags[at - 1] & (Word.STOP | Word.CONTRAST))
    if source is None or not opens or last >= len(run) or run.words[last] != ",":
        return None
    is_somebody = source.kind in (Kind.BODY, Kind.OFFICE) or run.has_full_name(end, last)
    if not is_somebody or source.grade is not Grade.NAMED:
        return None
    return phrase_cue(run, at, last, source=source, force=force, link=Link.INVERTED, is_closing=False)


def _named_behind(run: Run, end: int) -> tuple[int, Source | None]:
    """Return where the phrase behind a preposition ends, and the source it names; "22 witnesses" is one too."""
    first = end + 1 if end < len(run) and run.flags[end] & Word.NUMBER else end
    last = before_figure(run, first, phrase_end(run, first))
    if last == end + 1 and run.flags[end] & Word.OBJECT:
        return last, Source(run.span(end, last), Grade.NAMED, is_echo=True)  # "according to her"
    if last == first or run.bars_source(end, last):
        return last, None
    return last, judge(run, first, last)


def _read_sourced(run: Run, at: int, end: int, force: Force) -> Cue | None:
    """Read "de source policière": the phrase is cue and source in one."""
    last = end if run.vocabulary.habits.noun_capitals else phrase_end(run, end)
    source = Source(run.span(at, last), Grade.UNNAMED, Kind.PERSON, is_echo=run.has(at, end, Word.SAME))
    return phrase_cue(run, at, last, source=source, force=force, link=Link.INVERTED, is_closing=at > 0)


def _read_echo(run: Run, at: int, end: int, force: Force) -> Cue | None:
    """Read "à l'en croire": it names nobody, and points back."""
    source = Source(run.span(at, end), Grade.NAMED, is_echo=True)
    return phrase_cue(run, at, end, source=source, force=force, link=Link.INVERTED, is_closing=at > 0)


def _read_impersonal(run: Run, at: int, end: int, force: Force) -> Cue | None:
    """Read "a-t-on appris", "by some estimates": nobody can be called back, unless it is said where."""
    first = end
    while first < len(run) and run.flags[first] & _LEADS_TO and not run.flags[first] & Word.DETERMINER:
        first += 1
    last, teller = _named_behind(run, first)
    is_place = teller is not None and (teller.kind in _PLACES or bool(run.flags[last - 1] & Word.QUOTE))
    if teller is None or not is_place or (teller.grade is not Grade.NAMED and teller.kind is not Kind.DOCUMENT):
        last, teller = end, Source(run.span(at, end), Grade.UNNAMED, Kind.PERSON)
    return phrase_cue(run, at, last, source=teller, force=force, link=Link.INVERTED, is_closing=at > 0)


def _read_hearsay(run: Run, at: int, end: int, force: Force) -> Cue | None:
    """Read "dit-on à la préfecture"; "dit-on" alone is a hedge, and no source."""
    cue = _read_impersonal(run, at, end, force)
    return cue if cue is not None and cue.source.grade is Grade.NAMED else None


def _read_apposed(run: Run, at: int, end: int, force: Force) -> Cue | None:
    """Read "douze morts, chiffre de la préfecture": a figure set beside a figure."""
    if at > 0 and not run.flags[at - 1] & Word.BOUNDARY:
        return None
    cue = _read_preposition(run, at, end, force)
    is_owned = cue is not None and (cue.source.is_known or cue.source.is_echo)
    return cue._replace(is_closing=at > 0) if cue is not None and is_owned else None  # not "bilan de ce coup de filet"


def _read_rumour(run: Run, at: int, end: int, force: Force) -> Cue | None:
    """Read "amid reports that", "there were reports of": nobody can be called back for what follows."""
    source = Source(run.span(at, end), Grade.UNNAMED, Kind.MEDIA)
    return phrase_cue(run, at, end, source=source, force=force, link=Link.PLAIN, is_closing=False)


def _read_reckoning(run: Run, at: int, end: int, force: Force) -> Cue | None:
    """Read "by the agency's count", "on its own figures": whoever owns the figure vouches for it."""
    source = _reckoner(run, at + 1, end)
    if source is None:
        return None
    return phrase_cue(run, at, end, source=source, force=force, link=Link.INVERTED, is_closing=at > 0)


def _reckoner(run: Run, first: int, end: int) -> Source | None:
    """Judge who owns the figure of tokens *first* up to *end*; "its own count" is whoever spoke before."""
    if run.flags[first] & Word.OWN:
        return Source(run.span(first, end), Grade.NAMED, Kind.DOCUMENT, is_echo=True)
    owner = next((place for place in range(end - 2, first - 1, -1) if _owns(run, place)), None)
    if owner is None or run.has(first, end, Word.BOUNDARY | Word.NUMBER) or run.bars_source(first, end):
        return None
    if run.has(owner + 1, end, Word.DETERMINER):
        return None  # "by the time the city's council published its count"
    source = judge(run, first, owner + (run.words[owner] != "'s"))
    return None if source is None or source.kind is Kind.DOCUMENT else source


def _owns(run: Run, at: int) -> bool:
    """Say whether the token makes what follows somebody's: "'s", "rebels'"."""
    return run.words[at] == "'s" or run.raw(at).endswith("s'")


def _read_charge(run: Run, at: int, end: int, force: Force) -> Cue | None:
    """Read "convicted of", "poursuivi pour": a court or a prosecutor answers for what follows."""
    source = Source(run.span(at, end), Grade.NAMED, Kind.BODY)
    closes = run.is_wanted(at - 1, at) if at else False  # "denies nine counts of murder"
    return phrase_cue(run, at, end, source=source, force=force, link=Link.PLAIN, is_closing=closes)


def _read_postposition(run: Run, at: int, end: int, force: Force) -> Cue | None:
    """Read "dem Ministerium zufolge", "Angaben der Polizei zufolge": the source stands before the phrase."""
    first = at
    while first > 0 and at - first < LONGEST_BEFORE and not run.flags[first - 1] & _PARTS:
        first -= 1
        if run.is_wanted(first, first + 1):
            first += 1
            break
    for start in range(first, at):
        opens = run.is_capital(start) or run.flags[start] & Word.DETERMINER
        if not opens or (start > first and run.flags[start - 1] & (Word.DETERMINER | Word.PREPOSITION)):
            continue
        source = judge(run, start, at)
        if source is not None:
            closes = start > 0 and not all(run.flags[place] & _INTRODUCES for place in range(start))
            return phrase_cue(run, start, end, source=source, force=force, link=Link.INVERTED, is_closing=closes)
    return None


def _read_tagged(run: Run, at: int, end: int, force: Force) -> Cue | None:
    """Read ", so die Polizei": a tag behind a mark, and no clause."""
    is_apart = at > 0 and run.flags[at - 1] & (Word.BOUNDARY | Word.QUOTE)
    if not is_apart or end >= len(run) or run.flags[end] & (Word.RELATIVE | Word.THAT | Word.ADVERB | Word.BOUNDARY):
        return None
    last, source = _named_behind(run, end)
    if source is None or (last < len(run) and not run.flags[last] & (Word.BOUNDARY | Word.AND)):
        return None
    return phrase_cue(run, at, last, source=source, force=force, link=Link.INVERTED, is_closing=True)


def _read_known(run: Run, at: int, end: int, force: Force) -> Cue | None:
    """Read "nach Polizeiangaben": the phrase is cue and source in one, and somebody who can be called back."""
    source = Source(run.span(at, end), Grade.NAMED, Kind.BODY)
    return phrase_cue(run, at, end, source=source, force=force, link=Link.INVERTED, is_closing=at > 0)


_READERS: Mapping[str, Callable[[Run, int, int, Force], Cue | None]] = {
    "preposition": _read_preposition,
    "opening": _read_opening,
    "sourced": _read_sourced,
    "echo": _read_echo,
    "impersonal": _read_impersonal,
    "hearsay": _read_hearsay,
    "apposed": _read_apposed,
    "rumour": _read_rumour,
    "reckoning": _read_reckoning,
    "charge": _read_charge,
    "postposition": _read_postposition,
    "tagged": _read_tagged,
    "known": _read_known,
}
