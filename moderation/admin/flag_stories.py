"""The story of a flag over the versions of its article: when it was raised, what changed, how it was answered."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.utils.formats import date_format
from django.utils.timezone import localtime
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from articles.models import Article
from moderation.admin.words import GRADES, SEVERITIES, VOICES, word
from moderation.models import Disposition, DispositionKind, Flag

# The facts that an editor knows by name; those that only the engine knows are left out.
_FACTS: Mapping[str, str] = {
    "text": gettext_lazy("words"),
    "toll.min": gettext_lazy("least number"),
    "toll.max": gettext_lazy("greatest number"),
    "attribution.grade": gettext_lazy("source"),
    "attribution.source.text": gettext_lazy("name of the source"),
    "attribution.cue.text": gettext_lazy("cue"),
    "voice": gettext_lazy("who says it"),
}
_CODES = {**GRADES, **VOICES}


@dataclass(frozen=True, slots=True)
class _Link:
    """One version's flag in a story."""

    previous: int | None
    version: int
    severity: str
    words: str
    difference: Mapping[str, Any] | None


def tell_stories(article: Article, flags: Sequence[Flag]) -> dict[int, list[str]]:
    """Follow each flag back through the versions and tell its story, oldest first."""
    links = _read_links(article) if any(flag.previous_id for flag in flags) else {}
    answers = _read_answers(article, flags, links)
    return {flag.pk: list(_tell(flag.pk, links, answers)) for flag in flags}


def _read_links(article: Article) -> dict[int, _Link]:
    columns = ("pk", "previous_id", "version__number", "severity", "matched_text", "difference")
    return {row[0]: _Link(*row[1:]) for row in Flag.objects.filter(article=article).values_list(*columns)}


def _read_answers(
    article: Article, flags: Sequence[Flag], links: Mapping[int, _Link]
) -> Mapping[int, Sequence[Disposition]]:
    kept = Disposition.objects.exclude(kind=DispositionKind.SUPERSEDED)
    kept = kept.filter(flag__article=article) if links else kept.filter(flag__in=[flag.pk for flag in flags])
    answers: dict[int, list[Disposition]] = defaultdict(list)
    for disposition in kept.select_related("flag__version").defer("flag__version__text").order_by("at", "pk"):
        answers[disposition.flag_id].append(disposition)
    return answers


def _tell(pk: int, links: Mapping[int, _Link], answers: Mapping[int, Iterable[Disposition]]) -> Iterator[str]:
    chain = [pk]
    while (link := links.get(chain[-1])) and link.previous:
        chain.append(link.previous)
    for at, number in enumerate(reversed(chain)):
        if len(chain) > 1:
            yield from _tell_link(links[number], is_first=at == 0)
        for answer in answers.get(number, ()):
            yield _tell_answer(answer)


def _tell_link(link: _Link, *, is_first: bool) -> Iterator[str]:
    """Yield when a flag was raised, or what changed when it went on into another version."""
    if is_first:
        told = {"number": link.version, "severity": word(SEVERITIES, link.severity), "words": link.words}
        yield _("version %(number)s: raised, %(severity)s, on “%(words)s”") % told
        return
    for fact, (before, after) in (link.difference or {}).items():
        if fact in _FACTS:
            told = {"number": link.version, "fact": _FACTS[fact], "old": _say(before), "new": _say(after)}
            yield _("version %(number)s: %(fact)s was “%(old)s”, is “%(new)s”") % told


def _tell_answer(answer: Disposition) -> str:
    told = _("version %(number)s: %(answer)s by %(name)s, %(at)s") % {
        "number": answer.flag.version.number,
        "answer": answer.get_kind_display(),
        "name": answer.actor_label,
        "at": date_format(localtime(answer.at), "SHORT_DATETIME_FORMAT"),
    }
    reasons = [text for text in (answer.get_reason_code_display(), answer.note) if text]
    return f"{told} – {'; '.join(reasons)}" if reasons else told


def _say(value: Any) -> str:
    return "–" if value in (None, "") else word(_CODES, value)
