"""The rule that a flag goes by, in a sentence, and where the codebook has it: the check's, or the term's own."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

from django.db.models import F
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy

from moderation.models import Flag, LexiconRelease
from moderation.models.flag import FlagQuerySet

_FIGURES = gettext_lazy("Codebook, “Source of a figure” and “What is flagged”")
_CONFLICTS = gettext_lazy("Codebook, “What is flagged”")
_DRIFT = gettext_lazy("Codebook, “Translation drift”")
_LABELS = gettext_lazy("Codebook, “Loaded label”")

_RULES: Mapping[str, tuple[str | Promise, str | Promise]] = {
    "unattributed_toll": (
        gettext_lazy("Every casualty figure says who vouches for it, in its own sentence."),
        _FIGURES,
    ),
    "hedged_toll": (gettext_lazy("“Reportedly” or a conditional is no source: say who reported it."), _FIGURES),
    "vague_attribution": (
        gettext_lazy("Name the source as exactly as it allows: one that nobody could call back vouches for little."),
        _FIGURES,
    ),
    "party_attribution": (
        gettext_lazy("A figure from a party to the conflict says so, and that it could not be verified."),
        _FIGURES,
    ),
    "conflicting_tolls": (
        gettext_lazy("Headline, lead and body give one figure, or say who differs from whom."),
        _CONFLICTS,
    ),
    "toll_changed": (
        gettext_lazy("A translation gives the original's casualty figure: its number, its firmness, its harm."),
        _DRIFT,
    ),
    "toll_missing": (gettext_lazy("A translation leaves no casualty figure of its original untold."), _DRIFT),
    "toll_added": (
        gettext_lazy("A translation counts nobody whom its original does not count; what the desk adds has a source."),
        _DRIFT,
    ),
    "attribution_lost": (gettext_lazy("A translation names the source of a figure as its original does."), _DRIFT),
    "hedge_lost": (gettext_lazy("What the original marks as unverified stays so in a translation."), _DRIFT),
    "label_added": (gettext_lazy("A translation takes no side where its original takes none."), _DRIFT),
    "quote_lost": (gettext_lazy("What the original quotes is quoted in a translation."), _DRIFT),
    "loaded_label": (
        gettext_lazy("Describe plainly; a word that takes a side is somebody's, and is quoted with their name."),
        _LABELS,
    ),
}


@dataclass(frozen=True, slots=True)
class HouseRule:
    """A rule in words, and the place that has the whole of it; ``language`` where the words are the lexicon's own."""

    words: str
    place: str
    language: str = ""


@dataclass(frozen=True, slots=True)
class _OwnRule:
    """A rule in the lexicon's own words."""

    words: str
    language: str


def with_release(flags: FlagQuerySet) -> FlagQuerySet:
    """Return the flags with the lexicon release that each was found by, which its rule stands in."""
    return flags.annotate(release=F("run__release_id"))


def rules_of_flags(flags: Sequence[Flag]) -> dict[int, HouseRule]:
    """Return the rule of each flag, read `with_release`; a check that is no more has none."""
    rules = {flag.pk: _rule(flag, getattr(flag, "release", None)) for flag in flags}
    return {pk: rule for pk, rule in rules.items() if rule is not None}


def _rule(flag: Flag, release_id: int | None) -> HouseRule | None:
    if flag.check_id not in _RULES:
        return None
    words, place = _RULES[flag.check_id]
    own = _rules_of_terms(release_id).get(flag.term_id) if release_id and flag.term_id else None
    return HouseRule(own.words, str(place), own.language) if own else HouseRule(str(words), str(place))


@lru_cache(maxsize=16)
def _rules_of_terms(release_id: int) -> Mapping[str, _OwnRule]:
    """Return each term's rule in the lexicon's words; a release never changes.

    An id says nothing about its language: terms that editors put in are named after their draft.
    """
    released = LexiconRelease.objects.values_list("tables", flat=True).get(pk=release_id)
    rules: dict[str, _OwnRule] = {}
    for language, tables in released.items():
        texts = {row["name"]: row["text"] for row in tables.get("label_rules", ())}
        rules |= {
            row["id"]: _OwnRule(texts[row["rule"]], language)
            for row in tables.get("terms", ())
            if row.get("rule") in texts
        }
    return rules
