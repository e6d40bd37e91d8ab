"""The engine's codes in the words that editors see, translated."""

from __future__ import annotations

from collections.abc import Mapping

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

EFFECTS: Mapping[str, str] = {
    "killed": _("killed"),
    "injured": _("injured"),
    "missing": _("missing"),
    "captured": _("captured"),
    "casualties": _("casualties"),
}

GRADES: Mapping[str, str] = {
    "named": _("named source"),
    "unnamed": _("unnamed source"),
    "hedged": _("hedged, no source"),
    "none": _("no source"),
}

SCOPES: Mapping[str, str] = {
    "sentence": _("in the same sentence"),
    "quote": _("in a quotation or reported speech"),
    "inherited": _("carried over from an earlier sentence"),
    "-": _("none found"),
}

VOICES: Mapping[str, str] = {
    "own": _("the article's own voice"),
    "attributed": _("a speaker, without quotation marks"),
    "quoted": _("a speaker, in quotation marks"),
    "scare": _("quotation marks, no speaker"),
}

CATEGORIES: Mapping[str, str] = {
    "terrorism": _("terrorism"),
    "sectarian": _("sectarian name"),
    "legitimacy": _("denies legitimacy"),
    "proxy": _("makes one side another's tool"),
    "dehumanising": _("dehumanising"),
    "euphemism": _("hides violence"),
    "glorifying": _("glorifies one side"),
    "distancing": _("casts doubt"),
    "dismissal": _("dismisses the other side"),
    "reporting": _("reporting verb that judges"),
    "migration": _("migration"),
}

LOWERED_BY: Mapping[str, str] = {
    "near": _("a source stands nearby"),
    "repeat": _("the same figure is attributed elsewhere"),
    "vague": _("no number is given"),
    "zero": _("it counts nobody"),
    "background": _("it is settled history"),
}

SEVERITIES: Mapping[str, str] = {
    "high": pgettext_lazy("severity", "High"),
    "medium": pgettext_lazy("severity", "Medium"),
    "low": pgettext_lazy("severity", "Low"),
}

ROLES: Mapping[str, str] = {
    "filer": _("filer"),
    "desk_editor": _("desk editor"),
    "standards_editor": _("standards editor"),
    "desk_chief": _("desk chief"),
    "administrator": _("administrator"),
    "auditor": _("auditor"),
}


def word(words: Mapping[str, str], code: object) -> str:
    """Return the words for *code*; a code without any stands for itself."""
    return str(words.get(str(code), code))
