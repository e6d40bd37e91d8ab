"""Flags as the side list shows them: title, evidence, how they were answered over the versions."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Hashable, Iterable, Sequence
from dataclasses import dataclass, replace

from django.utils.safestring import SafeString
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from articles.models import Article
from moderation.admin.evidence import Line, read_evidence
from moderation.admin.flag_stories import tell_stories
from moderation.admin.house_rules import HouseRule, rules_of_flags
from moderation.admin.marking import Mark
from moderation.admin.shapes import SHAPES
from moderation.admin.words import SEVERITIES, word
from moderation.checks import question_of, title_of
from moderation.models import Carried, Flag, FlagState
from moderation.screening.values import Severity


@dataclass(frozen=True, slots=True)
class FlagCard:
    """One flag, ready to be read; ``story`` tells its answers, oldest first.

    ``seen`` names the flag as this card shows it: an answer brings it back. ``others`` are flags that ask the same of
    the same words and stand alike: they are shown with it, and answered with it.
    """

    flag: Flag
    key: str
    seen: str
    title: str
    severity_name: str
    words: str
    lines: tuple[Line, ...]
    rule: HouseRule | None
    state_name: str
    is_done: bool
    is_upheld: bool
    needs_confirmation: bool
    can_undo: bool
    story: tuple[str, ...]
    language: str = ""
    others: tuple[FlagCard, ...] = ()

    @property
    def together(self) -> tuple[FlagCard, ...]:
        """Return the card and those that are answered with it."""
        return (self, *self.others)

    @property
    def keys(self) -> str:
        """Return the keys of all that one answer answers."""
        return " ".join(card.key for card in self.together)

    @property
    def all_seen(self) -> str:
        """Return what names each of them as it is shown here."""
        return " ".join(card.seen for card in self.together)

    @property
    def titles(self) -> str:
        """Return the titles of all of them."""
        return " · ".join(card.title for card in self.together)

    @property
    def shape(self) -> SafeString:
        """Return the shape that says the severity, or that the flag was answered."""
        return SHAPES["settled" if self.is_done else self.flag.severity]

    @property
    def mark_in_original(self) -> Mark | None:
        """Return the place in the original that the flag is about, None where it is about the text alone."""
        place = self.flag.evidence.get("original") or {}
        if "start" not in place or "end" not in place:
            return None
        return Mark(self.key, place["start"], place["end"], Severity(self.flag.severity), "", self.is_done)

    @property
    def mark(self) -> Mark | None:
        """Return the flag's place in the text; None for one about the article as a whole."""
        if self.flag.start is None or self.flag.end is None:
            return None
        severity = Severity(self.flag.severity)
        name = f"{self.severity_name}: {self.titles}: {self.words}"
        if self.state_name:
            name += f" ({self.state_name})"
        return Mark(self.key, self.flag.start, self.flag.end, severity, name, self.is_done)


def list_cards(article: Article, flags: Sequence[Flag]) -> tuple[FlagCard, ...]:
    """Return the cards of *flags*, in their order; those that want one answer are one card, the gravest first."""
    stories = tell_stories(article, flags)
    rules = rules_of_flags(flags)
    asked: dict[Hashable, list[FlagCard]] = defaultdict(list)
    for flag in flags:
        asked[_question_of(flag)].append(_card(flag, stories.get(flag.pk, ()), rules.get(flag.pk)))
    return tuple(map(_lay_together, asked.values()))


def count_unsettled(flags: Iterable[Flag]) -> dict[str, int]:
    """Return how many flags of each severity still ask something of the desk."""
    counts = {severity.value: 0 for severity in Severity}
    for flag in flags:
        if flag.is_unsettled:
            counts[flag.severity] += 1
    return counts


def _question_of(flag: Flag) -> Hashable:
    """Return what flags share that want one answer: the words, the question, and how they stand."""
    if flag.start is None:
        return flag.pk
    return flag.start, flag.end, question_of(flag.check_id), flag.state, flag.carried


def _lay_together(cards: Sequence[FlagCard]) -> FlagCard:
    """Return the gravest of *cards* with the others behind it, each without the lines that stand there already."""
    ladder = list(Severity)
    first, *rest = sorted(cards, key=lambda card: ladder.index(Severity(card.flag.severity)))
    return replace(first, others=tuple(_say_no_more(card, first) for card in rest))


def _say_no_more(card: FlagCard, than: FlagCard) -> FlagCard:
    is_same_rule = card.rule and than.rule and card.rule.words == than.rule.words
    return replace(
        card,
        rule=None if is_same_rule else card.rule,
        lines=tuple(line for line in card.lines if line not in than.lines),
        story=tuple(line for line in card.story if line not in than.story),
    )


def _card(flag: Flag, story: Sequence[str], rule: HouseRule | None) -> FlagCard:
    title = title_of(flag.check_id, (get_language() or "en")[:2])
    is_confirmable = flag.state == FlagState.DISMISSED and flag.carried == Carried.CONFIRM
    return FlagCard(
        flag=flag,
        key=str(flag.pk),
        seen=flag.tag(getattr(flag, "last_answer", None)),
        title=title,
        severity_name=word(SEVERITIES, flag.severity),
        words=flag.matched_text or _("the article as a whole"),
        lines=read_evidence(flag.evidence),
        rule=rule,
        state_name=_name_state(flag, is_confirmable=is_confirmable),
        is_done=not flag.is_unsettled,
        is_upheld=flag.state == FlagState.UPHELD,
        needs_confirmation=is_confirmable,
        can_undo=flag.state in (FlagState.DISMISSED, FlagState.UPHELD),
        story=tuple(story),
        language=str((flag.evidence.get("original") or {}).get("language", "")) if flag.start is None else "",
    )


def _name_state(flag: Flag, *, is_confirmable: bool) -> str:
    if is_confirmable:
        return _("to be confirmed")
    if flag.state == FlagState.UPHELD:
        return _("to fix")
    if flag.state != FlagState.OPEN:
        return flag.get_state_display()
    return _("reopened") if flag.carried == Carried.REOPENED else ""
