"""The flags that a page shows at a time: all of them as a rule, a stretch of them where there are very many."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from django.db.models import OuterRef, Subquery

from articles.models import ArticleVersion
from moderation.admin.house_rules import with_release
from moderation.models import Disposition, Flag
from moderation.models.flag import FlagQuerySet

# So many flags a page draws without making anybody wait; no editor answers more in one sitting.
MOST_SHOWN = 300

# Of flags that are not shown only so much is read as counts and decisions need.
_LIGHT = ("pk", "article_id", "version_id", "check_id", "severity", "state", "carried", "start", "previous_id")


@dataclass(frozen=True, slots=True)
class FlagWindow:
    """A version's standing flags in reading order: ``rows`` are all, ``shown`` complete, from place ``first`` on."""

    rows: Sequence[Flag]
    shown: Sequence[Flag]
    first: int = 1

    @property
    def total(self) -> int:
        """Return how many flags there are."""
        return len(self.rows)

    @property
    def last(self) -> int:
        """Return the place of the last flag shown."""
        return self.first + len(self.shown) - 1

    @property
    def is_partial(self) -> bool:
        """Tell whether there are flags that are not shown."""
        return len(self.shown) < self.total

    @property
    def before(self) -> int:
        """Return where the stretch before this one begins, 0 if this is the first."""
        return max(self.first - MOST_SHOWN, 1) if self.first > 1 else 0

    @property
    def following(self) -> int:
        """Return where the stretch after this one begins, 0 if this is the last."""
        return self.last + 1 if self.last < self.total else 0


def open_window(version: ArticleVersion, asked: Mapping[str, str]) -> FlagWindow:
    """Return the flags of a version; of very many, the stretch that begins where it is asked for."""
    standing = Flag.objects.filter(version=version).standing().in_reading_order()
    rows = list(_whole(standing)[: MOST_SHOWN + 1])
    if len(rows) <= MOST_SHOWN:
        return FlagWindow(rows, rows)
    light = list(standing.only(*_LIGHT))
    first = _place(asked.get("flags", ""), len(light))
    wanted = [flag.pk for flag in light[first - 1 : first - 1 + MOST_SHOWN]]
    return FlagWindow(light, list(_whole(Flag.objects.filter(pk__in=wanted)).in_reading_order()), first)


def read_conflicts(window: FlagWindow) -> list[Mapping[str, object]]:
    """Return the evidence of the flags that say that two figures contradict each other."""
    if not window.is_partial:
        return [flag.evidence for flag in window.rows if flag.check_id == "conflicting_tolls"]
    numbers = [flag.pk for flag in window.rows if flag.check_id == "conflicting_tolls"]
    return list(Flag.objects.filter(pk__in=numbers).values_list("evidence", flat=True)) if numbers else []


def _whole(flags: FlagQuerySet) -> FlagQuerySet:
    """Return the flags with what their cards need beside them: the release, and the number of the last answer."""
    answers = Disposition.objects.filter(flag=OuterRef("pk")).order_by("-pk").values("pk")[:1]
    return with_release(flags).annotate(last_answer=Subquery(answers))


def _place(given: str, total: int) -> int:
    """Return the place asked for, the first where it is none."""
    if not (given.isascii() and given.isdecimal() and len(given) < 10):
        return 1
    return min(max(int(given), 1), total)
