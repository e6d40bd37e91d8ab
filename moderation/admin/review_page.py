"""All that the review page shows, gathered once: rows in, one value out."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property
from typing import Any
from urllib.parse import urlencode

from django.contrib.auth.models import User
from django.urls import reverse
from django.utils.translation import gettext as _

from articles.intake.draft import one_line
from articles.intake.packing import unpack_said
from articles.models import ArticleVersion
from articles.operations.receipt import say
from articles.sight import reads_all_of, roles_of
from moderation.admin.flag_cards import FlagCard, count_unsettled, list_cards
from moderation.admin.flag_window import MOST_SHOWN, FlagWindow, open_window, read_conflicts
from moderation.admin.freshness import digest_of, latest_run
from moderation.admin.marking import Paragraph, mark_text
from moderation.admin.names import name_language, name_person
from moderation.admin.queue_filters import clean_query
from moderation.admin.routing_words import Why, explain, list_steps
from moderation.admin.shapes import SHAPES
from moderation.admin.text_views import Compared, Pair, compare_versions, pair_paragraphs, underline
from moderation.admin.toll_table import TollRow, conflicting_starts, list_tolls
from moderation.admin.verbs import Bench, Button, list_buttons
from moderation.models import (
    Case,
    Claim,
    Flag,
    Review,
    ReviewState,
    RoutingDecision,
    RunState,
    ScreeningRun,
    StepApproval,
)
from moderation.screening.screen import Extent
from moderation.workflow.acting import live_claim
from moderation.workflow.differences import Row
from moderation.workflow.plans import approvals_of
from moderation.workflow.states import EDITORS, FLAGS_ANSWERED_IN, Role, Verb

VIEWS = ("text", "original", "changes")

_DRESS: Mapping[str, str] = {
    ReviewState.APPROVED: "good",
    ReviewState.HELD: "warn",
    ReviewState.RETURNED: "warn",
    ReviewState.KILLED: "bad",
    ReviewState.SPIKED: "bad",
    ReviewState.WAITING: "calm",
}


@dataclass
class ReviewPage:
    """One review as one person sees it now; each part is read when the template asks, and once."""

    review: Review
    user: User
    now: datetime
    view: str = "text"
    asked: Mapping[str, str] | None = None
    readers: Sequence[str] = ()
    conflict: tuple[Row, ...] = ()
    shapes = SHAPES

    @property
    def article(self) -> Any:
        """Return the article."""
        return self.review.article

    @property
    def version(self) -> ArticleVersion:
        """Return the version under review."""
        return self.review.version

    @property
    def slugline(self) -> str:
        """Return the story's short name, or its headline where it has none."""
        return self.article.slugline or self.article.headline

    @property
    def language_name(self) -> str:
        """Return the language of the copy, in the reader's own."""
        return name_language(self.version.language)

    @property
    def original_language(self) -> str:
        """Return the language of the original, in the reader's own."""
        return name_language(self.version.original.language) if self.version.original else ""

    @property
    def state_dress(self) -> str:
        """Return how the state's badge is dressed."""
        return _DRESS.get(self.review.state, "")

    @property
    def is_overdue(self) -> bool:
        """Tell whether the review has waited past its time."""
        return self.review.is_overdue(self.now)

    @cached_property
    def run(self) -> ScreeningRun | None:
        """Return the version's latest screening."""
        return latest_run(self.review)

    @property
    def run_state(self) -> str:
        """Return how the screening stands."""
        return self.run.state if self.run else ""

    @property
    def run_error(self) -> str:
        """Return why the screening failed."""
        return self.run.error if self.run else ""

    @property
    def extent(self) -> str:
        """Return how far the text was compared with its original; empty where it has none, or waits to be read."""
        if not self.version.original_id or self.run is None or self.is_screening or self.run_state != "done":
            return ""
        # What an engine before 1.9.0 read was never compared.
        return str((self.run.comparison or {}).get("status", "not_compared"))

    @property
    def uncompared(self) -> str:
        """Say why the text was not, or not wholly, compared with its original."""
        if self.extent in ("", "compared"):
            return ""
        if self.run is None or self.run.comparison is None:
            return _("Not compared with its original: screened before translations were compared. Screen it again.")
        if self.extent == Extent.PARTLY:
            return _("Only partly compared with its original: one of the two was not read whole.")
        if self.extent == Extent.TOO_LONG:
            return _("Not compared with its original: one of the two is too long.")
        return _("Not compared with its original: there is no lexicon for %(language)s.") % {
            "language": self.original_language
        }

    @property
    def rights(self) -> str:
        """Return whose the copy is, and what may be done with it, in the wire's words."""
        said = self.article.rights
        return " · ".join(said[name] for name in ("holder", "notice", "usage") if said.get(name))

    @property
    def doubts(self) -> tuple[str, ...]:
        """Return what was not sure about the copy when it came in, for folders and feeds have nobody to tell."""
        return (*say(map(unpack_said, self.version.doubts)), *self._came_again)

    @property
    def _came_again(self) -> tuple[str, ...]:
        """Say which earlier texts the wire has sent once more since the one that stands came."""
        before = {version.content_hash: version.number for version in reversed(self.versions)}
        said = _(
            "the wire has sent the text of version %(before)s again, kept as version %(number)s: "
            "ask whether it takes back what stands here, and put that text in if it does"
        )
        return tuple(
            said % {"before": before[kept.content_hash], "number": kept.number}
            for kept in self._all_versions
            if kept.number > self.version.number and kept.is_beside and kept.content_hash in before
        )

    @property
    def unread_summary(self) -> str:
        """Return the summary where it is no part of the text: it was not screened, and goes to the CMS all the same."""
        summary = self.version.summary
        return "" if one_line(summary) in self.version.text.split("\n") else summary

    @property
    def is_screening(self) -> bool:
        """Tell whether flags are still to come."""
        return self.run is not None and self.run.is_open

    @cached_property
    def window(self) -> FlagWindow:
        """Return the flags that stand in the text, and which of them are shown."""
        return open_window(self.version, self.asked or {})

    @property
    def _rows(self) -> Sequence[Flag]:
        return self.window.rows

    @cached_property
    def flags(self) -> tuple[FlagCard, ...]:
        """Return the flags that are shown, in reading order."""
        return list_cards(self.article, self.window.shown)

    @cached_property
    def counts(self) -> dict[str, int]:
        """Return the unsettled flags by severity."""
        return count_unsettled(self._rows)

    @property
    def open_total(self) -> int:
        """Return how many flags still ask something of the desk."""
        return sum(self.counts.values())

    @cached_property
    def paragraphs(self) -> tuple[Paragraph, ...]:
        """Return the text with its marks."""
        marks = [card.mark for card in self.flags]
        return mark_text(self.version.text, [mark for mark in marks if mark], underline(self.version, self._reading))

    @property
    def has_headline(self) -> bool:
        """Tell whether the text's first line is its headline."""
        return self.version.text.split("\n", 1)[0] == self.version.headline

    @cached_property
    def tolls(self) -> tuple[TollRow, ...]:
        """Return every toll that the reading holds."""
        conflicting = conflicting_starts(read_conflicts(self.window))
        return list_tolls(self._reading, self.version.text, self.paragraphs, conflicting)

    @property
    def tolls_shown(self) -> tuple[TollRow, ...]:
        """Return the tolls that the table shows before somebody asks for all."""
        return self.tolls if (self.asked or {}).get("tolls") == "all" else self.tolls[:MOST_SHOWN]

    @cached_property
    def claim(self) -> Claim | None:
        """Return the claim that stands."""
        return live_claim(self.review, self.now)

    @property
    def claim_name(self) -> str:
        """Return who has the article in hand."""
        return name_person(self.claim.holder) if self.claim else ""

    @property
    def is_mine(self) -> bool:
        """Tell whether the person holds the claim."""
        return self.bench.is_mine

    @cached_property
    def bench(self) -> Bench:
        """Return who sits before which review."""
        named = roles_of(self.user)
        return Bench(
            review=self.review,
            user=self.user,
            roles=frozenset(role for role in Role if role in named),
            flags=self._rows,
            approvals=self.approvals,
            run_state=self.run_state,
            claim=self.claim,
            cases=self.cases,
        )

    @cached_property
    def cases(self) -> Sequence[Case]:
        """Return what became of the copy that the article was made from, and waits for somebody's word."""
        if self.run is not None and self.run.last_case is None:  # the question for the run has asked for one
            return []
        return list(self.article.cases.unanswered().select_related("of_article").order_by("due_at", "pk"))

    @cached_property
    def verbs(self) -> tuple[Button, ...]:
        """Return what the person may decide."""
        return list_buttons(self.bench)

    @property
    def blocked(self) -> str:
        """Return why the article cannot be approved now."""
        return next((verb.refusal for verb in self.verbs if verb.code == Verb.APPROVE), "")

    @property
    def is_editor(self) -> bool:
        """Tell whether a role of the person answers flags and edits; to set the house up is none."""
        return bool(self.bench.roles & EDITORS)

    @property
    def can_claim(self) -> bool:
        """Tell whether the person may take the article, or let it go."""
        return self.bench.offers(Verb.CLAIM) and not self.bench.is_others

    @property
    def can_dispose(self) -> bool:
        """Tell whether the person may answer flags now."""
        return self.is_editor and self.review.state in FLAGS_ANSWERED_IN and not self.bench.is_others

    @property
    def can_edit(self) -> bool:
        """Tell whether the person may save a new version now."""
        is_open = self.review.state not in (ReviewState.KILLED, ReviewState.SPIKED)
        return self.is_editor and is_open and not self.bench.is_others

    @cached_property
    def versions(self) -> list[ArticleVersion]:
        """Return every version that stood as the latest, newest first, without its text."""
        return [version for version in self._all_versions if not version.is_beside]

    @cached_property
    def _all_versions(self) -> list[ArticleVersion]:
        """Return every version, those that were only kept too."""
        return list(self.article.versions.select_related("created_by").defer("text").order_by("-number"))

    @cached_property
    def pairs(self) -> tuple[Pair, ...]:
        """Return original and translation, paragraph by paragraph."""
        marks = [mark for card in self.flags if (mark := card.mark_in_original)]
        return pair_paragraphs(self.version.original, self.paragraphs, marks)

    @cached_property
    def compared(self) -> Compared:
        """Return two versions compared: those asked for, else the last two."""
        return compare_versions(self.article, [version.number for version in self.versions], self.asked or {})

    @cached_property
    def routing(self) -> RoutingDecision | None:
        """Return why the article is on its desk."""
        return self.review.routings.select_related("desk").first()

    @cached_property
    def why(self) -> Why:
        """Return the routing in words."""
        return explain(self.routing)

    @cached_property
    def approvals(self) -> Sequence[StepApproval]:
        """Return the approvals that the text has in this cycle."""
        return approvals_of(self.review)

    @cached_property
    def steps(self) -> tuple[str, ...]:
        """Return the steps to approval, and who has taken them."""
        return list_steps(self.review, self._rows, self.approvals)

    @property
    def screened_by(self) -> str:
        """Say what read the text, with what words."""
        if self.run is None:
            return _("No screening was asked for.")
        return _("Engine %(engine)s, lexicon release %(release)s: %(state)s.") % {
            "engine": self.run.engine_version,
            "release": self.run.release.number,
            "state": self.run.get_state_display(),
        }

    @cached_property
    def colleagues(self) -> list[User]:
        """Return whom a senior may assign the article to: the editors who read its desk's copy."""
        if not self.bench.offers(Verb.ASSIGN):
            return []
        editors = User.objects.filter(reads_all_of([self.review.desk_id]), groups__name__in=EDITORS, is_active=True)
        return list(editors.distinct().order_by("username"))

    @property
    def digest(self) -> str:
        """Return a word that changes when anything on the page does."""
        return digest_of(self.review, self.run, self.claim)

    @property
    def queue(self) -> str:
        """Return the query of the queue that the article was opened from, empty where it was not narrowed."""
        return clean_query((self.asked or {}).get("queue", ""))

    @cached_property
    def in_queue(self) -> str:
        """Return the piece of an address that says from which narrowed queue the article was opened."""
        return urlencode({"queue": self.queue}) if self.queue else ""

    @cached_property
    def urls(self) -> dict[str, str]:
        """Return the addresses that the page's script needs."""
        named = {
            name: f"admin:moderation_review_{name}"
            for name in ("state", "dispose", "decide", "correct", "next", "history", "screen", "embargo")
        }
        addresses = {name: reverse(view, args=[self.review.pk]) for name, view in named.items()}
        addresses["next"] += f"?{self.in_queue}" if self.in_queue else ""
        return {"page": reverse("admin:moderation_review_change", args=[self.review.pk]), **addresses}

    @cached_property
    def _reading(self) -> Mapping[str, Any]:
        """Return what was read; while another reading waits, or failed, the one that the flags are of."""
        if self.run is None or self.run.state == RunState.DONE:
            return (self.run.reading if self.run else None) or {}
        applied = ScreeningRun.objects.filter(version=self.version).applied().newest_first()
        return applied.values_list("reading", flat=True).first() or {}
