"""Reviews: where an article stands on its way to the CMS, and who has it in hand."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from articles.models import Article, Desk


class ReviewState(models.TextChoices):
    """How a review stands."""

    SCREENING = "screening", _("being screened")
    WAITING = "waiting", _("waiting")
    RETURNED = "returned", _("returned")
    HELD = "held", _("held")
    APPROVED = "approved", _("approved")
    KILLED = "killed", _("killed")
    SPIKED = "spiked", _("spiked")


# What a desk still has to decide.
ON_HAND = (ReviewState.SCREENING, ReviewState.WAITING, ReviewState.RETURNED, ReviewState.HELD)


class ReviewQuerySet(models.QuerySet["Review"]):
    """Ask for reviews."""

    def on_hand(self) -> ReviewQuerySet:
        """Return the reviews that a desk still has to decide."""
        return self.filter(state__in=ON_HAND)

    def waiting(self) -> ReviewQuerySet:
        """Return the reviews that wait for a desk's decision."""
        return self.filter(state=ReviewState.WAITING)

    def overdue(self, now: datetime) -> ReviewQuerySet:
        """Return the reviews that have waited past their time."""
        return self.waiting().filter(due_at__lt=now)


class Review(models.Model):
    """One article's review: state, desk, plan and clock. Only moderation.workflow writes it."""

    article = models.OneToOneField(
        "articles.Article", on_delete=models.PROTECT, related_name="review", verbose_name=_("article")
    )
    version = models.ForeignKey(
        "articles.ArticleVersion", on_delete=models.PROTECT, related_name="+", verbose_name=_("version")
    )
    state = models.CharField(_("state"), max_length=16, choices=ReviewState, default=ReviewState.SCREENING)
    desk = models.ForeignKey("articles.Desk", on_delete=models.PROTECT, related_name="reviews", verbose_name=_("desk"))
    assigned_to = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="assigned_reviews",
        verbose_name=_("assigned to"),
    )
    plan_version = models.ForeignKey(
        "moderation.ReviewPlanVersion",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="reviews",
        verbose_name=_("review plan"),
    )
    cycle = models.PositiveIntegerField(_("cycle"), default=1, help_text=_("approvals count within one cycle"))
    entered_at = models.DateTimeField(_("in this state since"))
    due_at = models.DateTimeField(_("due at"), null=True, blank=True)
    held_until = models.DateTimeField(_("held until"), null=True, blank=True)
    level = models.PositiveSmallIntegerField(_("level"), default=0, help_text=_("of escalation"))

    objects = ReviewQuerySet.as_manager()

    class Meta:
        verbose_name = _("review")
        verbose_name_plural = _("reviews")
        ordering = ("due_at", "pk")
        indexes = [
            models.Index(fields=["desk", "state", "due_at"], name="review_queue"),
            models.Index(fields=["state", "due_at"], name="review_due"),
        ]

    def __str__(self) -> str:
        return f"{self.article_id}: {self.get_state_display()}"

    @property
    def is_decided(self) -> bool:
        """Tell whether nothing more is asked of the desk."""
        return self.state in (ReviewState.APPROVED, ReviewState.KILLED, ReviewState.SPIKED)

    def is_overdue(self, now: datetime) -> bool:
        """Tell whether the review has waited past its time."""
        return self.state == ReviewState.WAITING and self.is_late(now)

    def is_late(self, now: datetime) -> bool:
        """Tell whether the due time is over, in whatever state."""
        return self.due_at is not None and self.due_at < now

    def is_embargoed(self, now: datetime) -> bool:
        """Tell whether the article is approved and must still not go out."""
        until = self.article.embargoed_until
        return self.state == ReviewState.APPROVED and until is not None and until > now


def standing_desk(article: Article) -> Desk:
    """Return the desk that an article stands on."""
    return Desk.objects.get(pk=standing_desks([article.pk])[article.pk])


def standing_desks(article_ids: Collection[int]) -> dict[int, int]:
    """Return by article the number of the desk that it stands on: its review's, else the one that it was filed to.

    The condition of `moderation.workflow.sight.under_review_on` says the same of many in the database.
    """
    rows = Article.objects.filter(pk__in=article_ids).values_list("pk", "desk_id", "review__desk_id")
    return {number: reviewed or filed for number, filed, reviewed in rows}


class ClaimEnd(models.TextChoices):
    """How a claim ended."""

    RELEASED = "released", _("released")
    EXPIRED = "expired", _("expired")
    OVERRIDDEN = "overridden", _("overridden")
    DECIDED = "decided", _("decided")
    ROUTED = "routed", _("routed to another desk")


class Claim(models.Model):
    """One person has an article in hand, until then at the longest."""

    review = models.ForeignKey(Review, on_delete=models.PROTECT, related_name="claims", verbose_name=_("review"))
    holder = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="claims", verbose_name=_("by")
    )
    claimed_at = models.DateTimeField(_("since"))
    until = models.DateTimeField(_("until"))
    ended_at = models.DateTimeField(_("ended at"), null=True, blank=True)
    ended_by = models.CharField(_("ended by"), max_length=16, choices=ClaimEnd, blank=True, default="")

    class Meta:
        verbose_name = _("claim")
        verbose_name_plural = _("claims")
        ordering = ("-claimed_at", "-pk")
        constraints = [
            models.UniqueConstraint(
                fields=["review"], condition=models.Q(ended_at__isnull=True), name="one_claim_at_a_time"
            )
        ]

    def __str__(self) -> str:
        return f"{self.review_id}: {self.holder}"


class Escalation(models.Model):
    """An overdue review went up one level; once a level and cycle."""

    review = models.ForeignKey(Review, on_delete=models.PROTECT, related_name="escalations", verbose_name=_("review"))
    cycle = models.PositiveIntegerField(_("cycle"))
    level = models.PositiveSmallIntegerField(_("level"))
    was_due_at = models.DateTimeField(_("was due at"), null=True, blank=True)
    at = models.DateTimeField(_("at"))

    class Meta:
        verbose_name = _("escalation")
        verbose_name_plural = _("escalations")
        ordering = ("-at", "-pk")
        constraints = [models.UniqueConstraint(fields=["review", "cycle", "level"], name="escalated_once_a_level")]

    def __str__(self) -> str:
        return f"{self.review_id}: {self.level}"
