"""Find who speaks behind the verb, or opens the run: "said the mayor", "mayor Anna Costa: …"."""

from __future__ import annotations

from moderation.screening.attribution.forms import Tense
from moderation.screening.attribution.runs import Run
from moderation.screening.attribution.sources import Source, judge
from moderation.screening.attribution.vocabulary import Kind
from moderation.screening.attribution.words import Word
from moderation.screening.values import Grade

# The phrase that opens a sentence ("The mayor of Arden was blunt: …") is no longer than this.
LONGEST_OPENER = 10
_NO_NAME = Word.DETERMINER | Word.PREPOSITION | Word.TIME | Word.RELATIVE
# What is said, and what parts it from whoever says it.
_SAID_AT_ONCE = Word.THAT | Word.QUOTE | Word.VICTIMS
_SAID = Word.NUMBER | _SAID_AT_ONCE | Word.BOUNDARY
_ENDS_PHRASE = _SAID | Word.RELATIVE | Word.CONTRAST | Word.HAVE | Word.BE
_SPEAKERS = frozenset({Kind.BODY, Kind.OFFICE, Kind.PERSON, Kind.SCHOLAR})


def find_behind(run: Run, at: int) -> Source | None:
    """Judge the phrase behind a verb that stands before its subject, over any "on Telegram" or "mardi" between."""
    while at < len(run) - 1 and _tells_when(run, at):
        at += 1
    marked, at = at, _skip_marked(run, at)
    may_be_object = at > marked  # "a condamné « … » l'attaque", but "a dit « … » le maire"
    if at < len(run) and run.flags[at] & Word.PRONOUN and run.flags[at] & Word.DEMONSTRATIVE:
        return Source(run.span(at, at + 1), Grade.NAMED, is_echo=True)  # ", a annoncé celle-ci"
    if at >= len(run) or run.flags[at] & (Word.THAT | Word.BOUNDARY | Word.PRONOUN):
        return None
    if run.flags[at] & (Word.LISTENER | Word.DETERMINER) == Word.LISTENER and not run.is_capital(at):
        return None  # "told reporters"
    is_adverbial = run.flags[at] & Word.PREPOSITION and not run.flags[at] & Word.DETERMINER
    for start in phrase_starts(run, at + 1) if is_adverbial else (at,):
        last = phrase_end(run, start)
        if (
            last == start
            or run.bars_source(start, last)
            or _is_spoken_to(run, start, last)
            or _speaks_itself(run, start, last)
            or (run.flags[start] & Word.QUOTE and last > start + 1)
        ):
            continue
        source = judge(run, start, last)
        if source is None or (is_adverbial and source.kind is Kind.DOCUMENT):
            continue
        if last < len(run) and run.words[last] == ":" and not _is_somebody(source):
            continue  # "avance un chiffre : dix morts", but "précise l'agence : un enfant et un adulte"
        if source.is_known or (run.flags[start] & Word.DETERMINER and not may_be_object):
            return source
    return None


def _skip_marked(run: Run, at: int) -> int:
    """Return the token behind the words in quotation marks at *at* where somebody may be named; else *at*.

    What nothing of the kind follows is a name in marks: "сообщает «Интерфакс», погибли".
    """
    behind = next((place for place in range(at, len(run)) if not run.flags[place] & Word.QUOTE), at)
    return behind if behind < len(run) and run.flags[behind] & Word.DETERMINER else at


def _is_somebody(source: Source) -> bool:
    """Say whether a source can be called back, and is no paper."""
    return source.is_known and source.grade is Grade.NAMED and source.kind is not Kind.DOCUMENT


def find_following(run: Run, at: int) -> Source | None:
    """Judge the phrase right behind a verb that goes before its subject as a rule, up to what is said."""
    while at < len(run) and run.flags[at] & (Word.TIME | Word.ADVERB):
        at += 1
    if at >= len(run) or run.flags[at] & (_SAID | Word.PREPOSITION | Word.OF):
        return None
    last = next((place for place in range(at, len(run)) if _ends_phrase(run, place)), len(run))
    return judge(run, at, last) if last > at else None


def _ends_phrase(run: Run, at: int) -> bool:
    flags = run.flags[at]
    is_place = flags & Word.PREPOSITION and not flags & Word.OF
    return bool(is_place or flags & _ENDS_PHRASE) or _is_figure(run, at)


def _is_figure(run: Run, at: int) -> bool:
    place = run.span(at, at + 1)
    return any(place.overlaps(span) for span in run.wanted if span not in run.labels)


def says_it_itself(run: Run, at: int) -> bool:
    """Say whether what is said follows a verb at once, which then has its subject in itself: "wa-qala inna"."""
    while at < len(run) and run.flags[at] & (Word.TIME | Word.ADVERB | Word.PREPOSITION | Word.OF):
        at += 1
    return at < len(run) and (bool(run.flags[at] & _SAID_AT_ONCE) or run.words[at] == ":")


def _tells_when(run: Run, at: int) -> bool:
    """Say whether the token only tells when: "mardi", "ce matin", "la semaine dernière", not "the last toll"."""
    if not run.flags[at] & Word.DETERMINER:
        # "on Monday", but "on social media" says where
        is_place = run.flags[at] & Word.PREPOSITION and not run.flags[at + 1] & (Word.TIME | Word.MONTH | Word.NUMBER)
        return bool(run.flags[at] & (Word.ADVERB | Word.TIME)) and not is_place
    if not run.flags[at + 1] & Word.TIME or run.is_capital(at + 1) or at + 2 >= len(run):
        return False
    is_article = bool(run.flags[at + 2] & Word.DETERMINER) and not run.flags[at + 2] & Word.OF
    return is_article or bool(run.flags[at + 2] & Word.TIME) or run.is_capital(at + 2)


def find_opening(run: Run, end: int) -> Source | None:
    """Judge the phrase that opens the run, before token *end*, if it surely is somebody."""
    stops = Word.BOUNDARY | Word.HAVE | Word.BE | Word.RELATIVE
    last = next((at for at in range(end) if run.flags[at] & stops), end)
    if last == 0 or last > LONGEST_OPENER or run.bars_source(0, last):
        return None
    if run.flags[0] & Word.PREPOSITION and not run.flags[0] & Word.DETERMINER:
        return None
    source = judge(run, 0, last)
    is_somebody = source is not None and (source.is_echo or source.kind in _SPEAKERS or run.has_full_name(0, last))
    return source if is_somebody else None


def phrase_end(run: Run, first: int) -> int:
    """Return where the noun phrase that begins at *first* ends, a name set off by a comma included."""
    stops = Word.BOUNDARY | Word.RELATIVE | Word.CONTRAST | Word.HAVE | Word.BE | Word.NUMBER
    end = next((at for at in range(first, len(run)) if run.flags[at] & stops or _leaves(run, first, at)), len(run))
    is_apposed = first < end < len(run) - 2 and run.words[end] == "," and run.is_capital(end + 1)
    if not is_apposed or not run.is_capital(end + 2) or run.flags[end + 1] & _NO_NAME:
        return end
    named = next((at for at in range(end + 1, len(run)) if not run.is_capital(at)), len(run))
    if named < len(run) and not run.flags[named] & (stops | Word.OF | Word.PREPOSITION):
        return end  # "according to police, John Smith killed three": the name does something of its own
    return next((at for at in range(named, len(run)) if run.flags[at] & stops), len(run))


def _leaves(run: Run, first: int, at: int) -> bool:
    """Say whether a word in small letters, or a figure, behind a noun leaves its phrase where nouns bear capitals."""
    if not run.vocabulary.habits.noun_capitals or at == first:
        return False
    if run.is_wanted(at, at + 1) and not run.bars_source(first, first + 1):
        return True
    if run.flags[at] or run.is_capital(at):
        return False
    if not run.words[at].isalpha() or not run.is_capital(at - 1):
        return False
    return not (run.is_attribute(at, run.words[at]) and at + 1 < len(run) and run.is_capital(at + 1))


def _is_spoken_to(run: Run, first: int, last: int) -> bool:
    """Say whether what was said follows the phrase: then it was spoken to, and does not speak.

    So it is where a colon follows a verb that says to whom: "told the agency:", but "said the agency:". Not so where
    whoever is spoken to bears a preposition: "informó la policía que", unlike "dijo al alcalde que".
    """
    if last >= len(run) or run.vocabulary.habits.splits:  # where verbs stand second, so does whoever speaks
        return False
    if run.vocabulary.habits.marks_hearers and not run.flags[first] & Word.TOWARDS:
        return False
    if run.words[last] == ":":
        return run.vocabulary.habits.marks_hearers or run.has(max(first - 2, 0), first, Word.ADDRESSING)
    return bool(run.flags[last] & (Word.THAT | Word.QUOTE))


def _speaks_itself(run: Run, first: int, last: int) -> bool:
    """Say whether the phrase has a reporting verb of its own: in "state media said" nobody "states"."""
    word = run.words[last - 1]
    if last - first < 2 or word in run.vocabulary.nouns or run.flags[last - 2] & Word.DETERMINER:
        return False  # "dit le commissaire de l'attaque" speaks of it
    return any(form.tenses & Tense.FINITE and not form.tail for form in run.vocabulary.verbs.get(word, ()))


def phrase_starts(run: Run, at: int) -> list[int]:
    """Return the tokens after *at*, before the next mark, at which a noun phrase may begin."""
    found = []
    for place in range(at, min(at + 8, len(run))):
        if run.flags[place] & (Word.BOUNDARY | Word.THAT) or (place > at and run.flags[place] & Word.NUMBER):
            break
        is_start = run.flags[place] & Word.DETERMINER or run.is_capital(place)
        if is_start and not run.flags[place - 1] & (Word.PREPOSITION | Word.DETERMINER) and place > at:
            found.append(place)
    return found
