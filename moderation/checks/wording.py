"""How findings speak to editors, in English and French: quoted words, effects, voices, categories."""

from __future__ import annotations

from collections.abc import Mapping

from moderation.screening.values import Effect, Voice

Wording = Mapping[str, str]

EFFECTS: Mapping[Effect, Wording] = {
    Effect.KILLED: {"en": "killed", "fr": "tués"},
    Effect.INJURED: {"en": "injured", "fr": "blessés"},
    Effect.MISSING: {"en": "missing", "fr": "disparus"},
    Effect.CAPTURED: {"en": "captured", "fr": "capturés"},
    Effect.CASUALTIES: {"en": "casualties", "fr": "victimes"},
}

VOICES: Mapping[Voice, Wording] = {
    Voice.OWN: {"en": "the article says it in its own voice", "fr": "l'article le dit de lui-même"},
    Voice.ATTRIBUTED: {
        "en": "taken over from a speaker without quotation marks",
        "fr": "repris d'un locuteur sans guillemets",
    },
    Voice.QUOTED: {"en": "quoted from a speaker", "fr": "cité d'un locuteur"},
    Voice.SCARE: {
        "en": "in quotation marks, but nobody is said to speak",
        "fr": "entre guillemets, sans dire qui parle",
    },
}

CATEGORIES: Mapping[str, Wording] = {
    "terrorism": {"en": "names one side terrorists", "fr": "qualifie un camp de terroriste"},
    "sectarian": {"en": "sectarian name", "fr": "désignation confessionnelle"},
    "legitimacy": {"en": "denies a power its legitimacy", "fr": "refuse sa légitimité à un pouvoir"},
    "proxy": {"en": "makes one side another's tool", "fr": "fait d'un camp l'outil d'un autre"},
    "dehumanising": {"en": "dehumanising", "fr": "déshumanisant"},
    "euphemism": {"en": "hides violence", "fr": "masque la violence"},
    "glorifying": {"en": "glorifies one side", "fr": "glorifie un camp"},
    "distancing": {"en": "casts doubt without saying why", "fr": "met en doute sans dire pourquoi"},
    "dismissal": {"en": "dismisses what the other side says", "fr": "disqualifie la parole de l'autre camp"},
    "reporting": {"en": "reporting verb that judges", "fr": "verbe de parole qui juge"},
    "migration": {"en": "loaded word for migrants", "fr": "mot orienté sur les migrants"},
}


def say(wording: Wording, language: str) -> str:
    """Return *wording* in *language*, in English where it has none."""
    return wording.get(language, wording["en"])


def quote(words: str, language: str) -> str:
    """Put *words* in the quotation marks of *language*."""
    flat = " ".join(words.split())
    return f"«\u00a0{flat}\u00a0»" if language == "fr" else f"“{flat}”"


def name_category(category: str, language: str) -> str:
    """Say what is wrong with labels of *category*; one that a desk added goes by its own name."""
    return say(CATEGORIES.get(category, {"en": category}), language)
