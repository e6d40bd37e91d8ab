"""What a check saw, line by line: a flag's evidence in the words of editors. Values in, values out."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from django.utils.formats import number_format
from django.utils.translation import gettext as _

from moderation.admin.words import CATEGORIES, EFFECTS, GRADES, LOWERED_BY, SCOPES, SEVERITIES, VOICES, word


@dataclass(frozen=True, slots=True)
class Line:
    """One line of evidence; ``at`` is where in the text it stands, ``is_quoted`` says the words are the copy's.

    Words of the original have its ``language``, and no place in the text.
    """

    name: str
    words: str
    is_quoted: bool = False
    at: int | None = None
    language: str = ""


def read_evidence(evidence: Mapping[str, Any]) -> tuple[Line, ...]:
    """Return the lines that an editor judges by; keys that this page does not know are left to the record."""
    lines = [*_toll_lines(evidence), *_label_lines(evidence), *_original_lines(evidence.get("original"))]
    if evidence.get("would_clear"):
        lines.append(Line(_("What would clear it"), str(evidence["would_clear"])))
    return tuple(lines)


def state_value(toll: Mapping[str, Any]) -> str:
    """Return what a toll counts as a reader would write it: 12, about 130, 24–99, at least 37, no number."""
    least, most = toll.get("min"), toll.get("max")
    precision = toll.get("precision")
    if precision == "zero":
        return _("nobody")
    if least is None and most is None:
        return _("no number")
    if least is None:
        return _("at most %(number)s") % {"number": _grouped(most)}
    if most is None:
        return _("at least %(number)s") % {"number": _grouped(least)}
    if least != most:
        return f"{_grouped(least)}–{_grouped(most)}"
    return _("about %(number)s") % {"number": _grouped(least)} if precision == "approximate" else _grouped(least)


def _toll_lines(evidence: Mapping[str, Any]) -> Iterator[Line]:
    toll, attribution = evidence.get("toll"), evidence.get("attribution")
    if isinstance(toll, Mapping):
        effect = word(EFFECTS, toll.get("effect", ""))
        yield Line(_("Figure read as"), f"{state_value(toll)} · {effect}")
        yield from _quote(_("Who is counted"), toll.get("victims"))
        yield from _weighed(toll.get("likelihood"))
        yield from _weighed(toll.get("hindsight"), _("Settled history, without a date"))
    if isinstance(attribution, Mapping):
        yield Line(_("Attribution"), _describe(attribution))
        cue = attribution.get("cue")
        yield from _quote(_("Cue found"), cue) if cue else [Line(_("Cue found"), _("none"))]
        yield from _quote(_("Source"), attribution.get("source"))
        yield from _weighed(attribution.get("likelihood"))
    yield from _quote(_("Source nearby"), evidence.get("near"))
    yield from _quote(_("Same figure elsewhere"), evidence.get("repeat"))
    yield from _quote(_("Given earlier"), evidence.get("earlier"))
    if evidence.get("lowered_by"):
        reasons = ", ".join(word(LOWERED_BY, reason) for reason in evidence["lowered_by"])
        yield Line(_("Less severe because"), reasons)


def _label_lines(evidence: Mapping[str, Any]) -> Iterator[Line]:
    term = evidence.get("term")
    if isinstance(term, Mapping):
        category = word(CATEGORIES, term.get("category", ""))
        yield Line(_("Term"), f"{term.get('lemma', '')} · {category} · {term.get('id', '')}")
    if evidence.get("voice"):
        yield Line(_("Who says it"), word(VOICES, evidence["voice"]))
    yield from _weighed(evidence.get("likelihood") if isinstance(term, Mapping) else None)
    yield from _quote(_("Speaker"), evidence.get("speaker"))
    if evidence.get("base_severity"):
        yield Line(_("Severity of the term"), word(SEVERITIES, evidence["base_severity"]))
    if evidence.get("house_style") not in (None, "", "default"):
        yield Line(_("House style"), str(evidence["house_style"]))


def _original_lines(original: object) -> Iterator[Line]:
    """Yield what the original says in the place of a finding of drift; a check on one text has no original."""
    if not isinstance(original, Mapping):
        return
    spoken = str(original.get("language", ""))
    if original.get("sentence"):
        yield Line(_("The original"), str(original["sentence"]), is_quoted=True, language=spoken)
    for told in (original, *(original.get("others") or ())):
        toll, attribution = told.get("toll"), told.get("attribution")
        if isinstance(toll, Mapping):
            yield Line(_("Figure of the original"), f"{state_value(toll)} · {word(EFFECTS, toll.get('effect', ''))}")
        if isinstance(attribution, Mapping):
            yield Line(_("Attribution in the original"), _describe(attribution))
    if original.get("voice"):
        yield Line(_("Who says it in the original"), word(VOICES, original["voice"]))


def _weighed(likelihood: object, name: str | None = None) -> Iterator[Line]:
    """Yield how sure the engine is, where no rule spoke but what it learned from annotated copy."""
    if isinstance(likelihood, float):
        yield Line(
            name or _("Seen without a rule"), _("likely to %(percent)d %%") % {"percent": round(likelihood * 100)}
        )


def _describe(attribution: Mapping[str, Any]) -> str:
    parts = [word(GRADES, attribution.get("grade", ""))]
    if attribution.get("grade") != "none":
        parts.append(word(SCOPES, attribution.get("scope", "-")))
    if attribution.get("party"):
        parts.append(_("itself a party to the event"))
    return " · ".join(parts)


def _quote(name: str, place: object) -> Iterator[Line]:
    if isinstance(place, Mapping) and place.get("text"):
        yield Line(name, str(place["text"]), is_quoted=True, at=place.get("start"))


def _grouped(number: object) -> str:
    """Return a number as the reader's language groups it."""
    return number_format(number, force_grouping=True) if isinstance(number, int) else str(number)
