"""Routes: which desk gets which copy, and why it got it."""

from __future__ import annotations

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.utils.translation import gettext_lazy as _


class Route(models.Model):
    """One rule of the ordered list: the first that matches decides. A condition of null matches everything."""

    position = models.PositiveIntegerField(_("position"))
    name = models.CharField(_("name"), max_length=80, unique=True)
    is_active = models.BooleanField(_("active"), default=True)
    is_default = models.BooleanField(_("default"), default=False)
    check_ids = models.JSONField(_("checks"), null=True, blank=True)
    severities = models.JSONField(_("severities"), null=True, blank=True)
    languages = models.JSONField(_("languages"), null=True, blank=True)
    wires = models.JSONField(_("wires"), null=True, blank=True)
    desks = models.JSONField(_("desks"), null=True, blank=True)
    kinds = models.JSONField(_("kinds"), null=True, blank=True)
    max_urgency = models.PositiveSmallIntegerField(
        _("urgency at most"), null=True, blank=True, validators=[MinValueValidator(1), MaxValueValidator(9)]
    )
    to_desk = models.ForeignKey(
        "articles.Desk",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="routes",
        verbose_name=_("to desk"),
        help_text=_("empty: the desk that the article was filed to"),
    )
    plan = models.ForeignKey(
        "moderation.ReviewPlan", on_delete=models.PROTECT, related_name="routes", verbose_name=_("review plan")
    )
    version = models.PositiveIntegerField(_("version"), default=1, editable=False)

    class Meta:
        verbose_name = _("route")
        verbose_name_plural = _("routes")
        ordering = ("is_default", "position", "pk")
        constraints = [
            models.UniqueConstraint(
                fields=["is_default"], condition=models.Q(is_default=True), name="one_default_route"
            ),
            models.CheckConstraint(
                condition=models.Q(is_default=False)
                | models.Q(
                    is_active=True,
                    check_ids__isnull=True,
                    severities__isnull=True,
                    languages__isnull=True,
                    wires__isnull=True,
                    desks__isnull=True,
                    kinds__isnull=True,
                    max_urgency__isnull=True,
                ),
                name="default_route_takes_everything",
            ),
        ]

    def __str__(self) -> str:
        return self.name


class RoutingDecision(models.Model):
    """Why an article is on a desk: the rule that won, as it then read, what matched, and which rules lost."""

    review = models.ForeignKey(
        "moderation.Review", on_delete=models.PROTECT, related_name="routings", verbose_name=_("review")
    )
    version = models.ForeignKey(
        "articles.ArticleVersion", on_delete=models.PROTECT, related_name="+", verbose_name=_("version")
    )
    route_id = models.BigIntegerField(_("route"))
    route_name = models.CharField(_("route's name"), max_length=80)
    route_version = models.PositiveIntegerField(_("route's version"))
    desk = models.ForeignKey("articles.Desk", on_delete=models.PROTECT, related_name="+", verbose_name=_("desk"))
    plan_version = models.ForeignKey(
        "moderation.ReviewPlanVersion", on_delete=models.PROTECT, related_name="+", verbose_name=_("review plan")
    )
    matched = models.JSONField(_("what matched"))
    lost = models.JSONField(_("rules that lost"))
    at = models.DateTimeField(_("at"))

    class Meta:
        verbose_name = _("routing decision")
        verbose_name_plural = _("routing decisions")
        ordering = ("-at", "-pk")

    def __str__(self) -> str:
        return f"{self.review_id}: {self.route_name}"
