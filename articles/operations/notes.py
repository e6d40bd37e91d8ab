"""Editors' notes: what a wire tells the desk to do, found by the phrases of a table, never screened as copy."""

from __future__ import annotations

import csv
import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache
from pathlib import Path

from django.conf import settings

# What a note's parts are kept apart by: an instruction begins one.
_PARTS = re.compile(r"[.:;!?()\[\]*|/\n«»“”\"]+|\s[-–—]+\s|^[-–—]+")
_WORDS = re.compile(r"\w+(?:'\w+)?")
_MARKS = "Mn"


class NoteAction(StrEnum):
    """What a note asks for, the gravest first."""

    KILL = "kill"
    HOLD = "hold"
    CORRECTION = "correction"
    NONE = "none"


@dataclass(frozen=True, slots=True)
class NotePhrase:
    """One row of the table.

    An open phrase counts where it begins a part of the note, or stands in capitals anywhere; a strict one only
    where it begins a part and is in capitals, or is the whole part: "Killed soldier's name" kills nothing.
    """

    words: tuple[str, ...]
    action: NoteAction
    is_strict: bool


def read_note(note: str) -> NoteAction:
    """Return the gravest thing that a note asks for."""
    phrases = note_phrases(Path(settings.SEEDS_DIR) / "wire" / "editor_notes.csv")
    is_loud = note.upper() == note
    found = {NoteAction.NONE}
    for part in _PARTS.split(note.replace("’", "'")):
        found |= set(_read_part(part, phrases, is_loud=is_loud))
    return next(action for action in NoteAction if action in found)


@lru_cache(maxsize=8)
def note_phrases(table: Path) -> tuple[NotePhrase, ...]:
    """Return the table's phrases, the longest first: a longer one stands for the shorter ones inside it."""
    with table.open(encoding="utf-8", newline="") as rows:
        read = [
            NotePhrase(_words_of(row["phrase"]), NoteAction(row["action"]), row["reading"] == "strict")
            for row in csv.DictReader(rows)
        ]
    return tuple(sorted(read, key=lambda phrase: -len(phrase.words)))


def _read_part(part: str, phrases: Sequence[NotePhrase], *, is_loud: bool) -> list[NoteAction]:
    said = _WORDS.findall(part)
    words = [_fold(word) for word in said]
    found = []
    at = 0
    while at < len(words):
        phrase = next((one for one in phrases if _stands(one, said, words, at, is_loud=is_loud)), None)
        if phrase is not None:
            found.append(phrase.action)
        at += len(phrase.words) if phrase else 1
    return found


def _stands(phrase: NotePhrase, said: Sequence[str], words: Sequence[str], at: int, *, is_loud: bool) -> bool:
    end = at + len(phrase.words)
    if tuple(words[at:end]) != phrase.words:
        return False
    in_capitals = all(word.isupper() for word in said[at:end])
    if phrase.is_strict:
        return at == 0 and (in_capitals or end == len(words))
    return at == 0 or (in_capitals and not is_loud)


def _words_of(phrase: str) -> tuple[str, ...]:
    return tuple(map(_fold, _WORDS.findall(phrase)))


def _fold(word: str) -> str:
    """Return a word without accents or case: notes in capitals often lack their accents."""
    spread = unicodedata.normalize("NFKD", word)
    return "".join(letter for letter in spread if unicodedata.category(letter) != _MARKS).lower()
