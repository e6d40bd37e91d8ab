"""What the house's forms choose among: codes of the tables, each with the words that editors know, and time zones."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import lru_cache
from typing import Any
from zoneinfo import available_timezones

from django import forms
from django.utils.translation import get_language

from articles.models import Desk, Wire
from articles.models.kinds import LANGUAGES, ArticleKind
from moderation.admin.names import name_language
from moderation.admin.words import SEVERITIES
from moderation.checks import CHECKS, title_of
from moderation.models import FlagState, LexiconRelease

Choice = tuple[str, Any]


def checks() -> list[Choice]:
    """Return the checks by their titles."""
    spoken = (get_language() or "en")[:2]
    return [(check.check_id, title_of(check.check_id, spoken)) for check in CHECKS]


def severities() -> list[Choice]:
    """Return how grave a flag can be."""
    return list(SEVERITIES.items())


def standing_states() -> list[Choice]:
    """Return how a flag whose words are still in the text can stand."""
    return [(state.value, state.label) for state in (FlagState.OPEN, FlagState.UPHELD, FlagState.DISMISSED)]


@lru_cache(maxsize=1)
def time_zones() -> tuple[str, ...]:
    """Return UTC and the names of places, sorted; names of offsets and of old are left out."""
    places = sorted(name for name in available_timezones() if "/" in name and not name.startswith("Etc/"))
    return ("UTC", *places)


def languages() -> list[Choice]:
    """Return the languages of the house and of its wires."""
    known = {code for code, _name in LANGUAGES} | set(Wire.objects.values_list("language", flat=True))
    return sorted(((code, name_language(code)) for code in known if code), key=lambda choice: choice[1])


def wires() -> list[Choice]:
    """Return the wires by name."""
    return list(Wire.objects.values_list("code", "name"))


def desks() -> list[Choice]:
    """Return the desks by name."""
    return list(Desk.objects.values_list("code", "name"))


def kinds() -> list[Choice]:
    """Return what copy can be to a desk."""
    return list(ArticleKind.choices)


def terms() -> list[Choice]:
    """Return the loaded terms of the latest lexicon, by language and word."""
    release = LexiconRelease.objects.order_by("-number").first()
    tables = release.tables if release else {}
    found = [
        (row["id"], f"{row.get('lemma', row['id'])} ({name_language(language)})")
        for language, named in tables.items()
        for row in named.get("terms", [])
        if "id" in row
    ]
    return sorted(found, key=lambda choice: choice[1].casefold())


class SeveralOf(forms.MultipleChoiceField):
    """Some of a list, as boxes; none chosen is no condition, kept as null. A value kept before stays choosable."""

    widget = forms.CheckboxSelectMultiple

    def clean(self, value: Any) -> list[str] | None:
        """Return what was chosen, or None."""
        return super().clean(value) or None


def with_kept(choices: Sequence[Choice], kept: Iterable[str] | None) -> list[Choice]:
    """Return the choices, and what a row holds that is no choice any more: it is shown, not lost."""
    known = {code for code, _name in choices}
    return [*choices, *((code, code) for code in kept or () if code not in known)]
