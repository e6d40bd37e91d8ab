"""What a language does in its sentences, as its pack's row of kind ``order`` says: no code knows the language."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from moderation.screening.lexicon import UnreadableLexicon


@dataclass(frozen=True, slots=True)
class Habits:
    """The habits of a language, each of which it has or has not."""

    head_first: bool = False  # a noun phrase begins with its head: "le ministre de la Santé"
    bare_plurals: bool = False  # plurals need no article: "officials"
    verb_first: bool = False  # the verb stands before its subject, or does without
    object_first: bool = False  # what is said may stand before the verb, and its speaker behind
    marks_hearers: bool = False  # whoever is spoken to bears a preposition: "dijo al alcalde que"
    drops_pronouns: bool = False  # a verb goes without the pronoun that is its subject: "añadió que"
    noun_capitals: bool = False  # every noun bears a capital: a name is told by what stands before it
    caseless: bool = False  # no capitals tell names: a word that no table lists may be one
    splits: bool = False  # verbs part from what completes them: "teilte die Polizei mit"


# How packs call them; "last" says that a head is not first, which is no habit of its own.
_NAMES = {
    "first": "head_first",
    "bare": "bare_plurals",
    "verb": "verb_first",
    "object": "object_first",
    "marked": "marks_hearers",
    "dropped": "drops_pronouns",
    "capitals": "noun_capitals",
    "caseless": "caseless",
    "split": "splits",
}
_NO_HABIT = "last"


def read_habits(names: Iterable[str]) -> Habits:
    """Return the habits that a pack calls by these *names*.

    :raises UnreadableLexicon: a name is none of those known
    """
    wanted = [name for name in names if name != _NO_HABIT]
    if unknown := [name for name in wanted if name not in _NAMES]:
        raise UnreadableLexicon(
            f"speech_words, kind order: no habit {', '.join(unknown)!r}; there are {', '.join((_NO_HABIT, *_NAMES))}"
        )
    return Habits(**{_NAMES[name]: True for name in wanted})
