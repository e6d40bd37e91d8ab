"""The keys of the review page: what each does, and the letter it has until somebody changes it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _


@dataclass(frozen=True, slots=True)
class Key:
    """One key; ``hint`` is its short word at the foot of the page, empty if it is not shown there."""

    code: str
    letter: str
    title: str | Promise
    hint: str | Promise = ""


KEYS: tuple[Key, ...] = (
    Key("following", "j", _("Next flag"), _("next")),
    Key("before", "k", _("Flag before"), _("before")),
    Key("dismiss", "d", _("Dismiss the flag, with a reason"), _("dismiss")),
    Key("uphold", "f", _("Mark the flag to be fixed"), _("to fix")),
    Key("confirm", "c", _("Say that a dismissal carried over still holds")),
    Key("undo", "u", _("Undo the answer"), _("undo")),
    Key("edit", "e", _("Edit the text"), _("edit")),
    Key("approve", "a", _("Approve the article"), _("approve")),
    Key("return", "r", _("Return the article"), _("return")),
    Key("hold", "h", _("Hold the article")),
    Key("claim", "t", _("Take the article, or let it go"), _("take")),
    Key("article", "n", _("Next article"), _("next article")),
    Key("help", "?", _("Show the keys"), _("keys")),
)

_LETTERS = {key.code: key.letter for key in KEYS}


def keys_of(own: Mapping[str, str]) -> tuple[tuple[Key, str], ...]:
    """Return each key as the person has it, with the letter that the house gave it."""
    return tuple((replace(key, letter=own.get(key.code, key.letter)), key.letter) for key in KEYS)


def read_keys(given: object) -> dict[str, str] | None:
    """Return the letters that differ from the house's; None where two keys would be one, or one would be none."""
    if not isinstance(given, Mapping):
        return None
    chosen = {code: letter for code, letter in given.items() if code in _LETTERS and isinstance(letter, str)}
    letters = {**_LETTERS, **chosen}
    if any(not _is_letter(letter) for letter in letters.values()) or len(set(letters.values())) < len(letters):
        return None
    return {code: letter for code, letter in chosen.items() if letter != _LETTERS[code]}


def _is_letter(letter: str) -> bool:
    return len(letter) == 1 and letter.isprintable() and not letter.isspace() and not letter.isdigit()
