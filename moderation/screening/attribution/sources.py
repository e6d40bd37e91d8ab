"""Judge who speaks: whether a desk could call the source back, or whether it echoes an earlier one."""

from __future__ import annotations

from typing import NamedTuple

from moderation.screening.attribution.forms import match_tail
from moderation.screening.attribution.runs import Run
from moderation.screening.attribution.vocabulary import Kind
from moderation.screening.attribution.words import Word
from moderation.screening.values import Grade, Span

# A noun phrase that speaks is no longer than this many tokens.
LONGEST = 28
# A role in front of an apposed name is no longer than this.
LONGEST_ROLE = 3
# Who owns a paper is said within so many tokens behind it: "a study published on Monday by the ministry".
OWNER_REACH = 7

# A bare plural ("exiles") is read as people from this length.
SHORTEST_PEOPLE = 5

_CLOSES_ZONE = Word.AND | Word.PREPOSITION | Word.BOUNDARY | Word.RELATIVE | Word.HAVE | Word.BE | Word.BY
_LEADS = Word.ADVERB | Word.CONTRAST | Word.AND | Word.TIME
_FINITE = Word.HAVE | Word.BE
_SPEAKS = Word.PRONOUN | Word.SELF
_BARE = Word.DETERMINER | Word.PREPOSITION | Word.OF


class Source(NamedTuple):
    """A source as its sentence names it; an echo takes the grade of the source it refers to."""

    span: Span
    grade: Grade
    kind: Kind | None = None
    is_echo: bool = False
    is_known: bool = True


def judge(run: Run, first: int, last: int) -> Source | None:
    """Judge the noun phrase of tokens *first* up to *last*; nothing where it cannot speak."""
    while first < last and run.flags[first] & _LEADS and not run.flags[first] & (Word.DETERMINER | Word.PRONOUN):
        first += 1
    last = min(last, first + LONGEST)
    if first >= last or run.flags[first] & Word.IMPERSONAL:
        return None
    span = run.span(first, last)
    if _is_pronoun(run, first, last):
        return Source(span, Grade.NAMED, is_echo=True)
    zone = _zone_end(run, first, last)
    if run.has(first, zone, _FINITE):
        return None
    head, kind = _find_head(run, first, zone)
    if kind is None:
        return _judge_pair(run, first, zone, last) or _judge_unlisted(run, first, zone, last, span)
    source = _judge_known(run, (first, head, zone, last), kind, span)
    if source.grade is Grade.UNNAMED and not source.is_echo and _has_named_partner(run, zone, last):
        return source._replace(grade=Grade.NAMED)
    return source


def _has_named_partner(run: Run, zone: int, last: int) -> bool:
    """Say whether somebody who can be called back speaks too: "residents and the Red Cross said"."""
    joint = next((at for at in range(zone, last) if run.flags[at] & Word.AND), last)
    partner = judge(run, joint + 1, last) if joint < last else None
    return partner is not None and partner.grade is Grade.NAMED and partner.is_known and not partner.is_echo


def _judge_pair(run: Run, first: int, zone: int, last: int) -> Source | None:
    """Judge a noun with two adjectives, the noun said once: "medical and security sources"."""
    start = first + bool(run.flags[first] & Word.DETERMINER)
    is_pair = zone == start + 1 and zone < last - 1 and run.flags[zone] & Word.AND
    if run.vocabulary.habits.head_first or not is_pair or not _is_adjective(run, start):
        return None
    source = judge(run, zone + 1, last)
    if source is None or source.kind is None or not source.is_known or run.flags[zone + 1] & Word.DETERMINER:
        return None
    return source._replace(span=run.span(first, last))


def _is_adjective(run: Run, at: int) -> bool:
    """Say whether the token is a plain word in small letters that names nobody by itself: "medical"."""
    is_noun = any(not noun.tail for noun in run.vocabulary.nouns.get(run.words[at], ()))
    return not (is_noun or run.flags[at] or run.is_capital(at) or run.is_plural(at))


def _is_pronoun(run: Run, first: int, last: int) -> bool:
    flags = run.flags[first]
    if flags & Word.DEMONSTRATIVE and last == first + 1:
        return True
    if last == first + 2 and flags & Word.DETERMINER and _is_latter(run, first):
        return True
    return bool(flags & _SPEAKS) and not flags & Word.DETERMINER


def _is_latter(run: Run, first: int) -> bool:
    """Say whether the two tokens are "the latter", "ce dernier", "ces derniers"."""
    if run.flags[first + 1] & Word.DEMONSTRATIVE:
        return True
    return bool(run.flags[first] & Word.DEMONSTRATIVE and run.flags[first + 1] & Word.TENTATIVE)


def _zone_end(run: Run, first: int, last: int) -> int:
    """Return where the head's own words end: before the first preposition, mark or verb."""
    for at in range(first + 1, last):
        flags = run.flags[at]
        if flags & _CLOSES_ZONE or (flags & Word.DETERMINER and not run.flags[at - 1] & _BARE):
            return at
    return last


def _find_head(run: Run, first: int, zone: int) -> tuple[int, Kind | None]:
    """Return where the head noun of the zone ends, and its kind: the first or the last, as the language has it."""
    found: tuple[int, Kind | None] = (zone, None)
    at = first
    while at < zone:
        end = at + 1
        for noun in run.vocabulary.nouns.get(run.words[at], ()):
            match = match_tail(run.words, at + 1, noun.tail)
            if match is not None:
                end, found = match, (match, noun.kind)
                break
        if found[1] is not None and run.vocabulary.habits.head_first:
            return found
        at = end
    return found


def ends_in_head(run: Run, first: int, last: int) -> bool:
    """Say whether a phrase is about its source, and not about what befell it: "gang", not "gang war".

    Where heads come first, nor about what something has to do with it: "le gang", not "siège du gang".
    """
    zone = _zone_end(run, first, last)
    head, kind = _find_head(run, first, zone)
    if kind is None:
        return True
    if run.vocabulary.habits.head_first:
        is_thing = not run.flags[first] and run.words[first] not in run.vocabulary.nouns
        return not is_thing or (first > 0 and run.is_capital(first)) or not run.has(first + 1, first + 2, Word.OF)
    return not any(run.flags[at] & Word.VICTIMS or _is_plain(run, at) for at in range(head, zone))


def opens_clause(run: Run, first: int, last: int) -> bool:
    """Say whether a phrase that begins with its head goes on: "le maire réagit", "la ministre sur place"."""
    if not run.vocabulary.habits.head_first:
        return False
    head, _ = _find_head(run, first, _zone_end(run, first, last))
    is_named = not run.flags[first] & Word.DETERMINER  # "12 morts : police scientifique"
    for at in range(head, last):
        flags = run.flags[at]
        if flags & (Word.OF | Word.DETERMINER | Word.AND):
            continue
        if flags & Word.PREPOSITION:
            return True
        is_noun = bool(run.flags[at - 1] & (Word.OF | Word.DETERMINER | Word.AND))
        if not (is_named or is_noun or run.is_capital(at) or run.is_attribute(at, run.words[at])):
            return True
    return False


def _judge_unlisted(run: Run, first: int, zone: int, last: int, span: Span) -> Source | None:
    """Judge a phrase without a source noun: a name, or somebody the lexicon does not know."""
    is_caseless = run.vocabulary.habits.caseless
    return _judge_caseless(run, first, zone, span) if is_caseless else _judge_unknown(run, first, zone, last, span)


def _judge_unknown(run: Run, first: int, zone: int, last: int, span: Span) -> Source | None:
    """Judge such a phrase by its capitals and articles."""
    if run.has(first, zone, Word.QUOTE):
        return Source(span, Grade.NAMED)
    is_opening = first == 0 or bool(run.flags[first - 1] & (Word.STOP | Word.BOUNDARY))
    is_reached = is_opening and zone == first + 1 < last and run.flags[zone] & Word.BY  # "Joint par l'AFP"
    names = [] if is_reached else [at for at in range(first, zone) if run.is_name(at)]
    if names and not (is_opening and names == [first] and run.has(first, zone, Word.VICTIMS)):
        return Source(span, Grade.NAMED)
    if run.has(first, zone, Word.VICTIMS | Word.NUMBER | Word.TIME):
        return None
    if run.flags[first] & Word.INDEFINITE:
        return Source(span, Grade.UNNAMED, Kind.PERSON, is_known=False)
    if run.flags[first] & Word.DETERMINER:
        is_apposed = any(_is_apposed(run, at, last) for at in range(zone, last))
        are_those = run.flags[first] & Word.DEMONSTRATIVE and run.is_plural(first)  # "those rescued"
        grade = Grade.NAMED if is_apposed or not (are_those or run.is_plural(zone - 1)) else Grade.UNNAMED
        return Source(span, grade, is_known=is_apposed)
    return Source(span, Grade.UNNAMED, Kind.PERSON, is_known=False) if _is_bare_plural(run, first, zone) else None


def _judge_caseless(run: Run, first: int, zone: int, span: Span) -> Source | None:
    """Judge a phrase without a source noun where no capitals tell: whoever stands where a source does has a name."""
    if run.has(first, zone, Word.QUOTE):
        return Source(span, Grade.NAMED)
    if run.has(first, zone, Word.VICTIMS | Word.NUMBER | Word.TIME):
        return None
    if run.flags[first] & Word.INDEFINITE:
        return Source(span, Grade.UNNAMED, Kind.PERSON, is_known=False)
    is_phrase = run.words[first].isalpha() and not run.flags[first] & ~Word.ECHO
    return Source(span, Grade.NAMED, is_known=run.may_be_name(first)) if is_phrase else None


def _is_bare_plural(run: Run, first: int, zone: int) -> bool:
    """Say whether the words are people without an article: "exiles", "fishmongers"; floods and fires are none."""
    if not run.vocabulary.habits.bare_plurals or zone - first > 2 or not run.is_plural(zone - 1):
        return False
    plural = run.words[zone - 1]
    singulars = (plural.removesuffix(ending) for ending in run.vocabulary.plural_endings)
    is_event = any(run.vocabulary.flags.get(singular, 0) & Word.VICTIMS for singular in singulars)
    return plural.isalpha() and len(plural) >= SHORTEST_PEOPLE and not is_event


def _judge_known(run: Run, tokens: tuple[int, int, int, int], kind: Kind, span: Span) -> Source:
    first, head, zone, last = tokens
    is_pointed = _points(run, first, zone)
    if kind is Kind.OUTLET and is_pointed:
        return Source(span, Grade.NAMED, kind)
    is_several = kind is Kind.BODY and run.is_plural(head - 1) and not run.is_capital(head - 1)
    is_bare = kind is Kind.OUTLET and _is_bare(run, first, zone)  # "charity says"
    if is_bare or ((kind in (Kind.OFFICE, Kind.OUTLET) or is_several) and _is_anybody(run, first, last)):
        return Source(span, Grade.UNNAMED, kind)
    if kind in (Kind.BODY, Kind.OFFICE, Kind.OUTLET):
        return Source(span, Grade.NAMED, kind, is_echo=is_pointed)
    if kind is Kind.DOCUMENT:
        return _judge_document(run, tokens, span)
    if _has_name(run, tokens, kind) and not run.has(head, last, Word.ANONYMOUS):
        return Source(span, Grade.NAMED, kind)
    return Source(span, Grade.UNNAMED, kind, is_echo=is_pointed or _echoes(run, first, zone))


def _points(run: Run, first: int, zone: int) -> bool:
    """Say whether the phrase points back: "the same source", "ce bilan"; "le dernier bilan" does not."""
    return run.has(first, zone, Word.SAME) or bool(run.flags[first] & Word.DEMONSTRATIVE)


def _is_anybody(run: Run, first: int, last: int) -> bool:
    """Say whether a role is held by nobody in particular: "a minister", "un journal de la capitale"."""
    is_definite = run.flags[first] & Word.OF and first > 0 and _takes_of(run, first - 1)
    if not run.flags[first] & Word.INDEFINITE or is_definite:  # "auprès des pompiers" is "de les"
        return False
    names = (at for at in range(first, last) if run.is_name(at) or run.flags[at] & Word.QUOTE)
    return all(_is_common(run, at) for at in names)


def _is_bare(run: Run, first: int, zone: int) -> bool:
    """Say whether nothing tells which outlet speaks: neither article nor name nor owner."""
    known = Word.DETERMINER | Word.POSSESSIVE | Word.QUOTE | Word.OF
    is_definite = run.has(first, zone, known) or (first > 0 and bool(run.flags[first - 1] & Word.OF))
    return not is_definite and not any(run.is_name(at) for at in range(first, zone))


def _is_common(run: Run, at: int) -> bool:
    """Say whether capitals are no name, but how a common noun is written: "une ONG"."""
    nouns = run.vocabulary.nouns.get(run.words[at], ())
    return (
        any(noun.kind is Kind.OUTLET and not noun.tail for noun in nouns)
        and run.span(at, at + 1).of(run.layout.plain).isupper()
    )


def _takes_of(run: Run, at: int) -> bool:
    """Say whether the token is a preposition that "de" follows: "auprès", not "selon"."""
    forms = run.vocabulary.phrases.get(run.words[at], ())
    return bool(run.flags[at] & Word.PREPOSITION) and all(form.tail for form in forms)


def _judge_document(run: Run, tokens: tuple[int, int, int, int], span: Span) -> Source:
    """Judge a paper by whoever owns it: before it ("police figures"), or behind ("bilan de la police")."""
    first, _, zone, last = tokens
    if _points(run, first, zone) or run.flags[first] & Word.OWN:
        return Source(span, Grade.NAMED, Kind.DOCUMENT, is_echo=True)
    if any(run.is_name(at) and at > 0 for at in range(first, zone)) or _has_body(run, first, zone):
        return Source(span, Grade.NAMED, Kind.DOCUMENT)
    if _has_owner(run, first, zone) or _is_issued(run, zone):
        return Source(span, Grade.NAMED, Kind.DOCUMENT)
    for at in range(zone, min(zone + OWNER_REACH, last)):
        is_printed = run.flags[at - 1] & Word.PUBLISHED or at == zone
        if is_printed and run.flags[at] & Word.PREPOSITION and _is_titled(run, at + 1, last):
            return Source(span, Grade.NAMED, Kind.DOCUMENT)
        if run.flags[at] & (Word.OF | Word.BY) and not run.flags[at - 1] & Word.SEEN:
            owner = judge(run, at + (not run.flags[at] & Word.DETERMINER or _is_definite(run, at)), last)
            is_known = owner is not None and (owner.is_known or bool(run.flags[at] & Word.BY))
            is_paper = owner is not None and owner.kind is Kind.DOCUMENT
            if owner is not None and is_known and not (is_paper and (owner.is_echo or owner.grade is not Grade.NAMED)):
                return Source(span, owner.grade, Kind.DOCUMENT)
    is_pointed = not run.has(first, zone, Word.OWNER | Word.TENTATIVE) and _echoes(run, first, zone)
    return Source(span, Grade.NAMED if is_pointed else Grade.UNNAMED, Kind.DOCUMENT, is_echo=is_pointed)


def _is_issued(run: Run, relative: int) -> bool:
    """Say whether a relative clause at once behind a paper says whose it is: "figures that Oxfam published"."""
    if relative >= len(run) or not run.flags[relative] & (Word.THAT | Word.RELATIVE):
        return False
    verb = next(
        (at for at in range(relative + 2, min(relative + OWNER_REACH, len(run))) if run.flags[at] & Word.PUBLISHED), 0
    )
    owner = judge(run, relative + 1, verb) if verb else None
    return owner is not None and owner.grade is Grade.NAMED and owner.is_known and not owner.is_echo


def _is_definite(run: Run, at: int) -> bool:
    """Say whether "of" holds an article, and the body behind it is one that everybody knows: "bilan des secours"."""
    nouns = run.vocabulary.nouns.get(run.words[at + 1], ()) if at + 1 < len(run) else ()
    return any(noun.kind is Kind.BODY and not noun.tail for noun in nouns)


def _is_titled(run: Run, first: int, last: int) -> bool:
    """Say whether a journal's title stands there: "published in Nature", "parue dans The Lancet"."""
    if first < last and run.flags[first] & Word.PLATFORM:
        return False
    is_printed = first > 1 and run.flags[first - 2] & Word.PUBLISHED and not run.flags[first - 1] & Word.BY
    if is_printed and first < last - 1 and run.flags[first] & Word.DETERMINER:
        first += 1  # "parue dans les Annales"
    title = run.layout.plain[run.starts[first]] if first < last else ""
    return title.isupper() or (first < last and bool(run.flags[first] & Word.QUOTE))


def _has_owner(run: Run, first: int, zone: int) -> bool:
    """Say whether whoever owns the paper can be called back: "Oxfam's figures", not "Monday's"."""
    mark = next((at for at in range(first + 1, zone) if run.flags[at] & Word.POSSESSIVE), first)
    owner = judge(run, first, mark) if mark > first else None
    return owner is not None and owner.is_known and owner.grade is Grade.NAMED and not owner.is_echo


def _has_body(run: Run, first: int, zone: int) -> bool:
    return any(
        noun.kind in (Kind.BODY, Kind.OFFICE) and match_tail(run.words, at + 1, noun.tail) is not None
        for at in range(first, zone)
        for noun in run.vocabulary.nouns.get(run.words[at], ())
    )


def _echoes(run: Run, first: int, zone: int) -> bool:
    """Say whether a definite phrase points back: "the source", "le responsable"."""
    flags = run.flags[first]
    is_definite = bool(flags & Word.DETERMINER) and not flags & Word.INDEFINITE
    return is_definite and run.has(first, zone, Word.ECHO)


def _has_name(run: Run, tokens: tuple[int, int, int, int], kind: Kind) -> bool:
    """Say whether a name goes with the role: "resident Ana Brill", "a resident, Ana Brill", "the Emergency Lawyers"."""
    first, head, zone, last = tokens
    if kind is Kind.MEDIA or run.vocabulary.habits.caseless:
        return kind is not Kind.MEDIA and any(run.may_be_name(at) for at in range(head, zone))
    if head < zone and run.is_name(head):
        return not _is_common(run, head)
    is_amid = head - 1 > max(first, 0) and run.is_name(head - 1) and not run.layout.plain[run.starts[first]].islower()
    if is_amid or (head - 1 == first and _is_titled_body(run, first, zone, last)):
        return True
    if kind is Kind.SCHOLAR and any(run.is_name(at) for at in range(zone, last)):
        return True
    if not run.flags[first] & Word.INDEFINITE and _has_full_name(run, head, last):
        return True
    return any(_is_apposed(run, at, last) for at in range(head, last))


def _is_titled_body(run: Run, first: int, zone: int, last: int) -> bool:
    """Say whether a plural with a capital amid the sentence is a body by its title: ", Médecins du Lac a recensé"."""
    is_amid = first > 0 and not run.flags[first - 1] & Word.STOP and run.is_name(first) and run.is_plural(first)
    return is_amid and zone + 1 < last and run.is_name(zone + 1)


def _has_full_name(run: Run, head: int, last: int) -> bool:
    """Say whether two names follow a plain word of the role: "l'officier de secours Jun Villareal"."""
    return any(
        run.is_name(at) and run.is_name(at + 1) and run.words[at - 1].isalpha() and _is_plain(run, at - 1)
        for at in range(head + 1, last - 1)
    )


def _is_plain(run: Run, at: int) -> bool:
    return not run.is_capital(at) and not run.flags[at] and run.words[at] not in run.vocabulary.nouns


def _is_apposed(run: Run, comma: int, last: int) -> bool:
    """Say whether a name follows the comma, with or without its role: ", Ana Brill", ", le père Ana Brill"."""
    if run.words[comma] != ",":
        return False
    name = next((at for at in range(comma + 1, min(comma + 1 + LONGEST_ROLE, last)) if run.is_name(at)), last)
    if name >= last - 1 or not run.is_name(name + 1):
        return False
    return not run.has(comma + 1, name, _CLOSES_ZONE)
