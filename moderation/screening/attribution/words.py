"""The classes of small words, as a pack's table gives them: what a token does in a sentence."""

from __future__ import annotations

import re

from moderation.screening.lexicon import LanguagePack, UnreadableLexicon

TOKEN = re.compile(r"\w+(?:-\w+)*(?:'(?!s\b))?|'s\b|[^\w\s]")
# Rows of ``speech_words`` that hold phrases, endings or habits of the language, not words of a class.
_NO_WORDS = frozenset(
    {"aside", "lead", "backing", "addressee", "speaker", "order", "plural_ending", "liaison"}
    | {"attribute_ending", "relative_article", "nameless", "nameless_ending", "spreading"}
)


class Word:
    """What a token does in a sentence, as bits; the table ``speech_words`` says which words do what.

    Plain integers: they are tested some hundred times a sentence, and an ``IntFlag`` costs ten times as much.
    """

    DETERMINER = 1 << 0
    INDEFINITE = 1 << 1
    SAME = 1 << 2
    DEMONSTRATIVE = 1 << 3
    PRONOUN = 1 << 4
    IMPERSONAL = 1 << 5
    CLITIC = 1 << 6
    INVERTED = 1 << 7
    SELF = 1 << 8
    RELATIVE = 1 << 9
    SUBJECT_RELATIVE = 1 << 10
    THAT = 1 << 11
    AND = 1 << 12
    CONTRAST = 1 << 13
    HAVE = 1 << 14
    BE = 1 << 15
    ADVERB = 1 << 16
    BY = 1 << 17
    OF = 1 << 18
    PREPOSITION = 1 << 19
    TIME = 1 << 20
    MONTH = 1 << 21
    IF = 1 << 22
    MODAL = 1 << 23
    MODAL_CONDITIONAL = 1 << 24
    CONDITIONAL_HAVE = 1 << 25
    CONDITIONAL_BE = 1 << 26
    NOT_CONDITIONAL = 1 << 27
    OWNER = 1 << 28
    VICTIMS = 1 << 29
    ANONYMOUS = 1 << 30
    ECHO = 1 << 31
    EMPHATIC = 1 << 32
    TENTATIVE = 1 << 33
    POSSESSIVE = 1 << 34
    PLURAL = 1 << 35
    QUARTER = 1 << 40
    OWN = 1 << 41
    LISTENER = 1 << 42
    SOMEONE = 1 << 44
    PUBLISHED = 1 << 45
    OBJECT = 1 << 46
    NEGATION = 1 << 47
    ANY = 1 << 48
    FIGURE = 1 << 49
    INFINITIVE = 1 << 50
    UNSAID = 1 << 51
    HARM = 1 << 52
    WHOSE = 1 << 58
    REFLEXIVE = 1 << 59
    AFTER = 1 << 60
    NOBODY = 1 << 53
    NOT = 1 << 54
    SEEN = 1 << 55
    PLATFORM = 1 << 56
    CASUALTY = 1 << 57
    BACKDROP = 1 << 61
    SETTING = 1 << 62
    TOWARDS = 1 << 63
    ADDRESSING = 1 << 64
    ASKED = 1 << 65
    REPORTED = 1 << 66
    LAND = 1 << 67
    CARE = 1 << 68
    OURS = 1 << 69
    CAMP = 1 << 70
    # Not words of the table: marks, quotations, figures, and verbs that lead to an infinitive ("went on to").
    BOUNDARY = 1 << 36
    STOP = 1 << 37
    QUOTE = 1 << 38
    NUMBER = 1 << 39
    LEAD = 1 << 43


def read_flags(pack: LanguagePack) -> dict[str, int]:
    """Return the classes of each small word of *pack*, as the bits of ``Word``.

    :raises UnreadableLexicon: a row names an unknown class.
    """
    flags: dict[str, int] = {}
    for row in pack.rows("speech_words"):
        if row["kind"] in _NO_WORDS:
            continue
        flag = getattr(Word, row["kind"].upper(), None)
        if flag is None:
            raise UnreadableLexicon(f"speech_words, {row['id']}: no word class {row['kind']!r}")
        for word in row["forms"].split("|"):
            flags[word] = flags.get(word, 0) | flag
    return flags
