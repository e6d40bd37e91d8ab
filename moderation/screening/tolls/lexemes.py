"""Classify the words of a sentence: casualty words, victims, and the small words between them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import lru_cache
from itertools import chain

from moderation.screening.lexicon import LanguagePack
from moderation.screening.quantities import small_words, stating_forms
from moderation.screening.sieve import Sieve, build_sieve
from moderation.screening.slots import spell_out
from moderation.screening.values import Effect

# One letter a class, so that a sentence becomes a string that constructions match as patterns.
CLASSES = (
    # figures: bare, of people, of something unknown, of captives, of the displaced, of people whose hurts are no
    # news (athletes, the sick), an article's one (bare, with a noun), nobody, no such thing, not a count; then
    # tied to a word, breaking down a whole
    *("NUM", "PEOPLE", "COUNTED", "HELD", "MOVED", "SPARED", "ONE", "LONE", "ZERO", "NOSUCH", "GUARD"),
    *("LINKED", "SUBSET"),
    # casualty words; used: already tied to a figure
    *("ACT", "INF", "PAST", "PART", "DIE", "DEAD", "NOUN", "HURT", "LOSS", "LIVES", "STATE", "TOLL", "USED"),
    # nouns
    *("PERSON", "CAPTIVE", "DISPLACED", "PLAYER", "THING", "BEAST", "NAME", "WORD"),
    # small words and marks
    *("BE", "HAVE", "MODAL", "NOT", "AND", "OF", "AT", "IN", "AMONG", "DET", "ADJ", "ADV", "WHO", "SUB", "OTHER"),
    *("OFTHEM", "INCL", "COUNT", "RISE", "EXCEED", "VERSUS", "VERB", "DOES", "TAKE", "SUFFER", "NUMBEROF", "PER"),
    *("ENABLE", "ASKED"),
    *("SAY", "FROM", "WITH", "CLAIM", "PASTYEAR", "SINCE", "COMMA", "COLON", "STOP", "OPEN", "CLOSE", "UNREAL"),
    *("SUPPOSE", "IF", "SHARE", "LAW", "WOULD_BE", "WOULD_HAVE", "AVERTED", "DENIED", "ALIVE", "TALE"),
    *("SEEK", "CARRY", "FOR"),  # for whom rescuers search, whom water carries off
    "BACK",  # ways back of those of whom it is told only that nobody came: "none of the six got out"
    *("FEWER", "SIDELINED"),  # a difference and no count, athletes who miss a match
)
LETTER = {name: chr(0xA1 + place) for place, name in enumerate(CLASSES)}  # none is special in a pattern
PASSIVE = frozenset((LETTER["BE"], LETTER["WOULD_BE"]))  # what makes a participle harm its subject
_DEAD, _AND = LETTER["DEAD"], LETTER["AND"]
_MARKS = {
    **dict.fromkeys(",-\u2013\u2014", "COMMA"),
    **dict.fromkeys(".;!?\u2026", "STOP"),
    **dict.fromkeys("([", "OPEN"),
    **dict.fromkeys(")]", "CLOSE"),
    ":": "COLON",
}


# What tells one person from several: endings of nouns, and the pronouns and owners that stand for one.
_NUMBER = ("plural", "singular", "loner", "owner")
# Words that tell of people lost only beside one of shipwreck, flood or rescue: clubs look for strikers too.
SEEKING = frozenset((LETTER["SEEK"], LETTER["CARRY"]))
FORCE = "force"  # what a frame needs whose losses are people's only where copy speaks of those who fight
# Classes of words that tell of harm.
HARM = frozenset(
    LETTER[name]
    for name in (
        *("ACT", "INF", "PAST", "PART", "DIE", "DEAD", "NOUN", "HURT", "LOSS", "LIVES", "STATE", "TOLL"),
        *("SEEK", "CARRY"),
    )
)
_LETTERS = re.compile(r"[^\W\d_]+")
# Words for times past, which ``dates`` reads, and forms of verbs, which ``tenses`` does: they change no chunk.
_TIMES = (
    *("past", "then", "era", "memory", "dating", "attached", "lasting", "comparing", "trailing", "leading", "zone"),
    *("recent", "unfinished"),
)
_TENSES = ("preterite", "narrating", "past_verb", "participle", "present", "pluperfect", "backshifting")
# Who looks for people lost, and who for people to hire; words that say how many make one group: "a family of".
_SEEKERS = ("searcher", "hirer", "astray", "group")
# What is said of models alone, and of no dummy.
_CATWALK = "catwalk"
# What presents a work of fiction and tells its plot, and what says that something really happened.
_WORKS = (
    *("fiction", "work", "presenting", "within", "telling", "staging", "plotting", "setting"),
    *("passage", "part", "public", "clause", "relating", "titled", "real", "tribute"),
)
_SETTINGS = (
    *("head", "ending", "adverb_ending", "genre", "scene", "wreck", "peril", FORCE, "scare"),
    *(_CATWALK, *_SEEKERS, *_WORKS, *_NUMBER, *_TIMES, *_TENSES),
)
_NOUNS = {"sought": "PERSON", "hired": "PERSON", "dummy": "THING"}  # kinds that are no class of their own
_SHORTEST = 7  # letters that a word needs before its ending says anything


@dataclass(frozen=True, slots=True)
class Lexeme:
    """A word or phrase with its class.

    A frame that ``needs`` "people" harms nobody unless people are counted, one that needs them as
    "object" takes any figure before it ("five stabbed"), and one that needs a "force" is a plain word where the copy
    has spoken of none: firms and parties have heavy losses too; a noun of ``single`` makes even an article
    a count ("une personne a été tuée"), people of a noun that is ``sought`` are wanted, not missed, and for those of
    one that is ``hired`` somebody looks to take them on: they may be missing all the same. A thing that ``poses`` is
    somebody where its sentence speaks of models: "deux mannequins ont été blessées".
    """

    letter: str
    effect: Effect | None = None
    needs: str = ""
    single: bool = False
    sought: bool = False
    hired: bool = False
    poses: bool = False


@dataclass(slots=True)
class Beginning:
    """What one token begins: a lexeme of its own, and phrases under their second token, longest first."""

    alone: Lexeme | None = None
    longer: dict[str, list[tuple[list[str], int, Lexeme]]] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Lexemes:
    """Every classified word of a language, under its first token."""

    under: dict[str, Beginning]
    gate: Sieve  # of frames
    amounts: Sieve  # of the words that state figures, and of questions after one
    questions: frozenset[str]  # words that begin "how many"
    genres: tuple[frozenset[str], ...]  # words of stage, game, match, market, garden
    scene: frozenset[str]  # police, hospital, rescuers: what is told happened
    beasts: frozenset[str]
    people: frozenset[str]
    wrecks: frozenset[str]  # what hurts even athletes off the field
    perils: frozenset[str]  # what loses people and who searches for them
    forces: frozenset[str]  # who fights, and where: whose losses are people
    searchers: frozenset[str]
    hirers: frozenset[str]  # who looks for people to take on, not for people lost
    astray: frozenset[str]  # whom nobody takes on: pupils, passengers
    catwalk: frozenset[str]  # what is said of models, and of no dummy
    groups: frozenset[str]  # "family of": what a bare figure behind counts is people
    tributes: frozenset[str]  # who is paid them is really dead, whatever opens with it
    scared: frozenset[str]  # words of harm that mean none where they stand alone in quotation marks
    endings: tuple[str, ...]  # of words for people: "-men", "-istes"
    adverb_endings: tuple[str, ...]
    plural: tuple[str, ...]  # endings of nouns for several, which the singular ones override
    singular: tuple[str, ...]
    loners: frozenset[str]  # "she": words that stand for one person
    owners: frozenset[str]  # "her", "'s": words by which one person has something
    head_last: bool
    capitals: bool  # every noun bears a capital, so a word in small letters ends a noun phrase, and is none

    def is_one(self, noun: str) -> bool:
        """Say whether a noun means one person."""
        return not noun.endswith(self.plural) or noun.endswith(self.singular)

    def at(self, words: list[str], index: int, end: int) -> tuple[Lexeme, int] | None:
        """Return the longest lexeme that begins at *index* and stops before *end*, and its length."""
        beginning = self.under.get(words[index])
        if beginning is None:
            return None
        if beginning.longer and index + 1 < end:
            for rest, length, lexeme in beginning.longer.get(words[index + 1], ()):
                if index + length > end or words[index + 1 : index + length] != rest:
                    continue
                before_figure = index + length == end < len(words) and lexeme.letter == _DEAD
                if not (before_figure and self.joins(words[index + 1])):
                    return lexeme, length
        return (beginning.alone, 1) if beginning.alone is not None else None

    def joins(self, word: str) -> bool:
        """Say whether a word joins two others: in "left seven dead and injured 31" each harms its own people."""
        beginning = self.under.get(word)
        return beginning is not None and beginning.alone is not None and beginning.alone.letter == _AND

    def unknown(self, word: str, *, capital: bool) -> str:
        """Return the letter of a token that no table lists."""
        if word in _MARKS:
            return LETTER[_MARKS[word]]
        if word.endswith(self.endings) and len(word) >= _SHORTEST:
            return LETTER["PERSON"]
        if capital:
            return LETTER["NAME"]
        return LETTER["ADV" if word.endswith(self.adverb_endings) and len(word) >= _SHORTEST else "WORD"]


@lru_cache(maxsize=12)
def read_lexemes(pack: LanguagePack) -> Lexemes:
    """Compile *pack*'s frames, victims and link words, once; earlier tables win over later ones.

    The gate knows the words of frames grown together with small ones too: whoever asks may not have parted them.
    A word of a frame behind "<" stands before it and lets the gate open for a frame as common as "life".
    """
    common, perils = _common_words(pack), forms_of(pack, "peril")
    under, frames, nouns = _shelve(pack, perils)
    questions = frozenset(form.split()[0] for forms in _settings(pack, "asked") for form in forms)
    return Lexemes(
        under={word: _beginning(found) for word, found in under.items()},
        gate=build_sieve([*frames, *(first + form for first in small_words(pack) for form in frames)], common),
        amounts=build_sieve([*stating_forms(pack), *questions], common),
        questions=questions,
        genres=tuple(_settings(pack, "genre")),
        scene=forms_of(pack, "scene"),
        beasts=frozenset(nouns[LETTER["BEAST"]]),
        people=frozenset(nouns[LETTER["PERSON"]]),
        wrecks=forms_of(pack, "wreck"),
        perils=perils,
        forces=forms_of(pack, FORCE),
        searchers=forms_of(pack, "searcher"),
        hirers=forms_of(pack, "hirer"),
        astray=forms_of(pack, "astray"),
        catwalk=forms_of(pack, _CATWALK),
        groups=forms_of(pack, "group"),
        tributes=forms_of(pack, "tribute"),
        scared=forms_of(pack, "scare"),
        endings=tuple(sorted(forms_of(pack, "ending"))),
        adverb_endings=tuple(sorted(forms_of(pack, "adverb_ending"))),
        plural=tuple(sorted(forms_of(pack, "plural"))),
        singular=tuple(sorted(forms_of(pack, "singular"))),
        loners=forms_of(pack, "loner"),
        owners=forms_of(pack, "owner"),
        head_last="last" in forms_of(pack, "head"),
        capitals="capital" in forms_of(pack, "head"),
    )


def _shelve(
    pack: LanguagePack, perils: frozenset[str]
) -> tuple[dict[str, dict[tuple[str, ...], Lexeme]], list[str], dict[str, set[str]]]:
    """Return the phrases under their first token, what opens the gate, and the nouns for beasts and for people."""
    under: dict[str, dict[tuple[str, ...], Lexeme]] = {}
    frames: list[str] = []
    nouns: dict[str, set[str]] = {LETTER["BEAST"]: set(), LETTER["PERSON"]: set()}
    for kind, forms, lexeme in _entries(pack):
        for form in spell_out(forms):
            phrase = tuple(word for word in form.split() if not word.startswith("<"))
            under.setdefault(phrase[0], {}).setdefault(phrase, lexeme)
            if kind == "gate":
                frames.extend(_opening(form, lexeme, perils))
            elif lexeme.letter in nouns and len(phrase) == 1:
                nouns[lexeme.letter].add(form)
    return under, frames, nouns


def _opening(form: str, lexeme: Lexeme, perils: frozenset[str]) -> Iterator[str]:
    """Yield what opens the gate for a form: itself, but a search only beside a peril, for any copy seeks something."""
    if lexeme.letter in SEEKING:
        yield from (f"{peril} {form}" for peril in perils)
    else:
        yield form


def _common_words(pack: LanguagePack) -> set[str]:
    """Return the small words, which no sieve may go by."""
    links = (row for row in pack.rows("link_words") if row["kind"] not in _SETTINGS)
    small = (form for row in links for form in spell_out(row["forms"]))
    numbers = (form for row in pack.rows("quantity_words") for form in row["forms"].split("|"))
    return {form.rstrip("'") for form in chain(small, numbers)}


def _settings(pack: LanguagePack, kind: str) -> Iterator[frozenset[str]]:
    """Yield the forms of the rows that speak of whole texts or of grammar, not of one word."""
    return (frozenset(spell_out(row["forms"])) for row in pack.rows("link_words") if row["kind"] == kind)


def forms_of(pack: LanguagePack, kind: str) -> frozenset[str]:
    """Return the forms of all rows of one *kind* that speak of whole texts or of grammar."""
    return frozenset(chain.from_iterable(_settings(pack, kind)))


def _beginning(phrases: dict[tuple[str, ...], Lexeme]) -> Beginning:
    beginning = Beginning()
    for phrase, lexeme in sorted(phrases.items(), key=lambda item: -len(item[0])):
        if len(phrase) == 1:
            beginning.alone = lexeme
        else:
            beginning.longer.setdefault(phrase[1], []).append((list(phrase[1:]), len(phrase), lexeme))
    return beginning


def _entries(pack: LanguagePack) -> Iterator[tuple[str, str, Lexeme]]:
    for row in pack.rows("frames"):
        lexeme = Lexeme(LETTER[row["kind"].upper()], Effect(row["effect"]), row["needs"])
        yield "gate", row["forms"], lexeme
    for row in pack.rows("victims"):
        gate = "gate" if row["kind"] == "captive" else "noun"
        is_sought, is_hired = row["kind"] == "sought", row["kind"] == "hired"
        letter = LETTER[_NOUNS.get(row["kind"], row["kind"].upper())]
        is_single, poses = row["single"] == "yes", row["kind"] == "dummy"
        yield gate, row["forms"], Lexeme(letter, single=is_single, sought=is_sought, hired=is_hired, poses=poses)
    for row in pack.rows("link_words"):
        if row["kind"] not in _SETTINGS:
            yield "link", row["forms"], Lexeme(LETTER[row["kind"].upper()])
