"""Try a lexicon draft on a text at once: what is flagged under the release, what under the draft. Nothing is kept."""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import datetime

from django.utils.translation import gettext as _

from articles.actor import Actor
from articles.models import Desk
from moderation.checks import House
from moderation.models import LexiconDraft
from moderation.screening.lexicon import UnreadableLexicon
from moderation.screening.screen import Screening, screen
from moderation.screening.values import Finding
from moderation.workflow.acting import RoleMayNot, roles_of
from moderation.workflow.drafting import KEEPERS, UnfitChange
from moderation.workflow.engine import aids, load_lexicon, load_parties, read_outcome, year_of
from moderation.workflow.impact import compare_outcomes
from moderation.workflow.previewing import Words, compile_draft
from moderation.workflow.refusal import Refusal
from moderation.workflow.styles import house_of

LONGEST_TEXT = 60_000  # signs: some ten thousand words


class UnfitText(Refusal):
    """Refuse a text that cannot be tried."""

    code = "text"


@dataclass(frozen=True, slots=True)
class Pair:
    """One finding under the release and under the draft; a side without it is None."""

    kind: str
    before: Finding | None
    after: Finding | None


@dataclass(frozen=True, slots=True)
class Trial:
    """What a text showed; without pairs nothing is flagged on either side."""

    language: str
    is_supported: bool
    reason: str = ""
    pairs: tuple[Pair, ...] = ()


def try_draft(
    *,
    draft: LexiconDraft,
    text: str,
    language: str | None,
    desk: Desk | None,
    message_language: str,
    actor: Actor,
    now: datetime,
) -> Trial:
    """Read a text under the draft's base and under the draft; a language left out is detected.

    :raises UnfitText: :raises UnfitChange: no reader can use the draft :raises RoleMayNot:
    """
    if not roles_of(actor) & KEEPERS:
        raise RoleMayNot(_("try a lexicon draft"), actor)
    _check_text(text)
    house = house_of(desk) if desk else House()

    def read(words: Words) -> Screening:
        lexicon, parties = words
        return screen(
            text,
            lexicon=lexicon,
            parties=parties,
            house=house,
            language=language,
            message_language=message_language,
            year=year_of(now, desk),
            **aids(),
        )

    old = load_lexicon(draft.base), load_parties(draft.base)
    try:
        # A row is compiled when it is first read.
        new = compile_draft(draft.base.digest, json.dumps(draft.changes, sort_keys=True))
        after = read(new)
    except (UnreadableLexicon, KeyError, ValueError) as error:
        raise UnfitChange(_("nothing could be screened with these words: %(error)s") % {"error": error}) from error
    return _compare(read(old), after, text, old, new)


def _check_text(text: str) -> None:
    if not text.strip():
        raise UnfitText(_("there is no text: paste a paragraph or more"))
    if len(text) > LONGEST_TEXT:
        raise UnfitText(_("longer than %(most)d signs: paste the part that matters") % {"most": LONGEST_TEXT})


def _compare(before: Screening, after: Screening, text: str, old: Words, new: Words) -> Trial:
    outcomes = read_outcome(before, text, old[0]), read_outcome(after, text, new[0])
    if not all(outcome.is_supported for outcome in outcomes):
        return Trial(after.language, is_supported=False, reason=outcomes[1].reason or outcomes[0].reason)
    pairs = [
        Pair(
            effect.kind,
            None if effect.old is None else outcomes[0].findings[effect.old],
            None if effect.new is None else outcomes[1].findings[effect.new],
        )
        for effect in compare_outcomes(*outcomes)
    ]
    pairs.sort(key=_place)
    return Trial(after.language, is_supported=True, pairs=tuple(pairs))


def _place(pair: Pair) -> int:
    finding = pair.after or pair.before
    return finding.span.start if finding and finding.span else 0
