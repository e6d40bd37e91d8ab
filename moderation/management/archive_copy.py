"""Invented copy for an archive to measure on: what a text says, and which of its words are flagged. Pure."""

from __future__ import annotations

import random
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

_HEADS = ("Bel", "Cor", "Dar", "Fen", "Gal", "Hol", "Jor", "Kes", "Lim", "Mor", "Nav", "Or", "Pel", "Ros", "Sor", "Tav")
_TAILS = ("anka", "brod", "dane", "evo", "firth", "gard", "ino", "lund", "mar", "ness", "opol", "rova", "stad", "vik")
_FIRST = ("Anna", "Boris", "Clara", "Dario", "Elif", "Farid", "Greta", "Hugo", "Ines", "Jonas", "Karim", "Lucie")

_PLAIN: Mapping[str, Sequence[str]] = {
    "en": (
        "{name} of the {place} council told {other} that the {thing} would {verb} {when}.",
        "The {thing} in {place} should {verb} once more this year, {name} wrote in a letter to residents.",
        "Traders from {place} and {town} met {when} to weigh what the {thing} has cost them.",
        "A report on the {thing} lists {number} repairs, {name} explained, and asks for {number} more.",
        "Nobody in {town} expects the {thing} to {verb} before the harvest, according to {name}.",
    ),
    "fr": (
        "{name}, du conseil de {place}, a expliqué à {other} que le {thing} pourrait {verb} {when}.",
        "À {place}, le {thing} devait {verb} depuis le printemps, rappelle {name} dans une lettre aux habitants.",
        "Des marchands de {place} et de {town} se sont réunis {when} pour chiffrer ce que le {thing} leur coûte.",
        "Un rapport sur le {thing} compte {number} réparations, précise {name}, et en demande {number} autres.",
        "Personne à {town} ne croit que le {thing} va {verb} avant la récolte, selon {name}.",
    ),
}
_TOLLS: Mapping[str, Sequence[str]] = {
    "en": ("{mark} people were killed near {place} {when}.", "In {town}, {mark} residents died {when}."),
    "fr": ("{mark} personnes ont été tuées près de {place} {when}.", "À {town}, {mark} habitants sont morts {when}."),
}
_LABELS: Mapping[str, Sequence[str]] = {
    "en": ("The {mark} left {place} {when}, past the {thing}.", "Near {town} the {mark} burned the {thing}."),
    "fr": (
        "Les {mark} ont quitté {place} {when}, non loin du {thing}.",
        "Près de {town}, des {mark} ont pris le {thing}.",
    ),
}
_NAMES: Mapping[str, Sequence[str]] = {
    "en": ("terrorists", "mercenaries", "martyrs", "proxies", "puppets"),
    "fr": ("terroristes", "mercenaires", "martyrs", "supplétifs", "marionnettes"),
}
_THINGS: Mapping[str, Sequence[str]] = {
    "en": ("bridge", "ferry", "reservoir", "market hall", "tramway", "grain silo", "border post", "harbour wall"),
    "fr": ("pont", "bac", "réservoir", "marché couvert", "tramway", "silo à grain", "poste frontière", "quai"),
}
_VERBS: Mapping[str, Sequence[str]] = {
    "en": ("open", "close", "fail", "reopen", "move"),
    "fr": ("ouvrir", "fermer", "céder", "rouvrir", "déménager"),
}
_WHENS: Mapping[str, Sequence[str]] = {
    "en": ("on Monday", "late on Tuesday", "before dawn", "after the curfew", "over the weekend", "in heavy rain"),
    "fr": ("lundi", "tard mardi", "avant l'aube", "après le couvre-feu", "ce week-end", "sous une pluie battante"),
}
LANGUAGES = tuple(_PLAIN)


@dataclass(frozen=True, slots=True)
class Marked:
    """Words that a check would ask about, and their place in the text."""

    check_id: str
    term_id: str
    severity: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Story:
    """An invented article with its marks in reading order."""

    slugline: str
    headline: str
    text: str
    marks: tuple[Marked, ...]


def write_story(lottery: random.Random, *, language: str, sentences: int, marks: int, word: str = "") -> Story:
    """Return a story of so many plain sentences with so many marks; *word* stands in it once, where one is given."""
    place = _place(lottery)
    kinds = [""] * sentences + ["mark"] * marks
    lottery.shuffle(kinds)
    headline = f"{place}: {lottery.choice(_THINGS[language])}, {lottery.choice(_WHENS[language])}"
    parts, found, at = [headline, "\n\n"], [], len(headline) + 2
    for number, kind in enumerate(kinds, start=1):
        if kind:
            sentence, mark = _marked(lottery, language, at)
            found.append(mark)
        else:
            sentence = _fill(lottery, language, lottery.choice(_PLAIN[language]))
        if word and number == len(kinds) // 2 + 1:
            sentence += f" They called him a {word}."
        end = "\n" if number % 4 == 0 else " "
        parts += [sentence, end]
        at += len(sentence) + len(end)
    text = "".join(parts).rstrip()
    return Story(f"{place.lower()}-{lottery.randrange(100)}", headline, text, tuple(found))


def _marked(lottery: random.Random, language: str, at: int) -> tuple[str, Marked]:
    """Return a sentence that stands at *at*, and the mark in it."""
    if lottery.random() < 0.5:
        frame, words, check_id, term = lottery.choice(_TOLLS[language]), str(lottery.randrange(2, 400)), "", ""
        check_id = lottery.choice(("unattributed_toll", "unattributed_toll", "hedged_toll", "vague_attribution"))
        severity = {"unattributed_toll": "high", "hedged_toll": "medium"}.get(check_id, "low")
    else:
        frame, words, check_id = lottery.choice(_LABELS[language]), lottery.choice(_NAMES[language]), "loaded_label"
        severity, term = lottery.choice(("high", "medium", "medium", "low")), f"{language}.term.{words}"
    before, _mark, after = frame.partition("{mark}")
    lead = _fill(lottery, language, before)
    start = at + len(lead)
    mark = Marked(check_id, term, severity, start, start + len(words))
    return lead + words + _fill(lottery, language, after), mark


def _fill(lottery: random.Random, language: str, frame: str) -> str:
    return frame.format(
        name=f"{lottery.choice(_FIRST)} {_place(lottery)}",
        other=lottery.choice(_FIRST),
        place=_place(lottery),
        town=_place(lottery),
        thing=lottery.choice(_THINGS[language]),
        verb=lottery.choice(_VERBS[language]),
        when=lottery.choice(_WHENS[language]),
        number=lottery.randrange(2, 90),
    )


def _place(lottery: random.Random) -> str:
    return lottery.choice(_HEADS) + lottery.choice(_TAILS)
