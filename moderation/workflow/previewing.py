"""Try a lexicon draft on the archive of the last days, before anybody publishes it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

from articles.actor import Actor
from articles.models import ArticleVersion
from moderation.models import DismissalReason, Disposition, DispositionKind, ImpactPreview, LexiconDraft
from moderation.screening.lexicon import Lexicon, build_lexicon
from moderation.screening.screen import screen
from moderation.workflow.archive import candidates, in_archive
from moderation.workflow.audit import record
from moderation.workflow.carrying import Match, Tie, match_all
from moderation.workflow.drafting import apply_changes, digest_of_changes
from moderation.workflow.engine import Outcome, aids, load_parties, read_outcome
from moderation.workflow.needles import find_needles
from moderation.workflow.styles import house_of

MOST_SCREENED = 2000  # articles; a wider change is judged by an even sample of them
MOST_SHOWN = 20  # flags in the sample


@dataclass(slots=True)
class _Tally:
    """What the draft does to the articles looked at."""

    kinds: Counter[str] = field(default_factory=Counter)
    terms: Counter[str] = field(default_factory=Counter)
    desks: Counter[str] = field(default_factory=Counter)
    sample: list[dict[str, Any]] = field(default_factory=list)


def preview_draft(*, draft: LexiconDraft, days: int, actor: Actor, now: datetime) -> ImpactPreview:
    """Screen what a draft can touch, under the base and under the draft, and keep what differs."""
    before = draft.base.tables
    after = apply_changes(before, draft.changes)
    since = now - timedelta(days=days)
    touched = candidates(find_needles(draft.changes, before, after), since=since)
    numbers = list(touched.values_list("pk", flat=True))
    chosen = _even_sample(numbers, MOST_SCREENED)
    tally = _compare(chosen, build_lexicon(before), build_lexicon(after), draft)
    preview = ImpactPreview.objects.create(
        draft=draft,
        changes_digest=digest_of_changes(draft.changes),
        days=days,
        articles=in_archive(since=since).count(),
        screened=len(numbers),
        impact=_impact(tally, draft, scale=len(numbers) / max(len(chosen), 1), looked_at=len(chosen), days=days),
        made_at=now,
    )
    record(
        action="lexicon.previewed",
        actor=actor,
        obj=draft,
        now=now,
        after={"days": days, "screened": preview.screened, **_figures(preview.impact)},
    )
    return preview


def _compare(numbers: Sequence[int], before: Lexicon, after: Lexicon, draft: LexiconDraft) -> _Tally:
    tally = _Tally()
    parties = load_parties(draft.base)
    versions = ArticleVersion.objects.filter(pk__in=numbers).select_related("article__desk").order_by("pk")
    for version in versions.iterator(chunk_size=200):
        readings = [
            read_outcome(
                screen(
                    version.text,
                    lexicon=lexicon,
                    parties=parties,
                    house=house_of(version.article.desk),
                    language=version.language,
                    **aids(),
                ),
                version.text,
                lexicon,
            )
            for lexicon in (before, after)
        ]
        _count(tally, version, *readings)
    return tally


def _count(tally: _Tally, version: ArticleVersion, old: Outcome, new: Outcome) -> None:
    matches = match_all(old.sightings, new.sightings)
    matched_new, matched_old = {match.new for match in matches}, {match.old for match in matches}
    for index, finding in enumerate(new.findings):
        if index not in matched_new:
            _note(tally, "new", version, finding.check_id, finding.text, finding.message)
            tally.desks[version.article.desk.code] += 1
    for index, finding in enumerate(old.findings):
        if index not in matched_old:
            _note(tally, "vanished", version, finding.check_id, finding.text, finding.message)
            tally.desks[version.article.desk.code] -= 1
    for match in matches:
        if _is_changed(match, old, new):
            finding = new.findings[match.new]
            _note(tally, "changed", version, finding.check_id, finding.text, finding.message)


def _is_changed(match: Match, old: Outcome, new: Outcome) -> bool:
    return match.tie is Tie.CHANGED or old.findings[match.old].severity != new.findings[match.new].severity


def _note(tally: _Tally, kind: str, version: ArticleVersion, check_id: str, text: str, message: str) -> None:
    tally.kinds[kind] += 1
    if len(tally.sample) < MOST_SHOWN:
        tally.sample.append(
            {
                "kind": kind,
                "article": version.article_id,
                "headline": version.headline,
                "check": check_id,
                "text": text,
                "message": message,
            }
        )


def _impact(tally: _Tally, draft: LexiconDraft, *, scale: float, looked_at: int, days: int) -> dict[str, Any]:
    return {
        "looked_at": looked_at,
        "new": round(tally.kinds["new"] * scale),
        "vanished": round(tally.kinds["vanished"] * scale),
        "changed": round(tally.kinds["changed"] * scale),
        "a_desk_a_day": {desk: round(count * scale / max(days, 1), 2) for desk, count in sorted(tally.desks.items())},
        "precision": _precision([change["id"] for change in draft.changes]),
        "sample": tally.sample,
    }


def _precision(term_ids: Sequence[str]) -> dict[str, Any]:
    """Estimate from past answers how often flags on these terms were right."""
    answers = Disposition.objects.filter(
        flag__term_id__in=term_ids, kind__in=(DispositionKind.DISMISSED, DispositionKind.UPHELD, DispositionKind.FIXED)
    )
    false_alarms = answers.filter(reason_code=DismissalReason.FALSE_ALARM).count()
    answered = answers.count()
    return {
        "answered": answered,
        "false_alarms": false_alarms,
        "precision": round(1 - false_alarms / answered, 3) if answered else None,
    }


def _figures(impact: Mapping[str, Any]) -> dict[str, Any]:
    return {name: impact[name] for name in ("looked_at", "new", "vanished", "changed")}


def _even_sample(numbers: Sequence[int], most: int) -> list[int]:
    if len(numbers) <= most:
        return list(numbers)
    return [numbers[index * len(numbers) // most] for index in range(most)]
