"""Review plans: which steps copy takes before it is approved, version by version."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _


class ReviewPlan(models.Model):
    """A plan's name; its steps stand in its versions."""

    code = models.SlugField(_("code"), max_length=40, unique=True)
    name = models.CharField(_("name"), max_length=80)
    is_active = models.BooleanField(_("active"), default=True)

    class Meta:
        verbose_name = _("review plan")
        verbose_name_plural = _("review plans")
        ordering = ("code",)

    def __str__(self) -> str:
        return self.name

    def latest(self) -> ReviewPlanVersion:
        """Return the version that new reviews begin with."""
        return self.versions.latest("number")


class ReviewPlanVersion(models.Model):
    """The steps of a plan as they stood when a review began with it. Never changed.

    A step is `{"step": code, "name": text, "roles": [role …], "quorum": 1 or 2, "when": [condition …]}`. Without
    `when` the step is always taken; else where one condition fits one flag of the version. A condition names
    any of `check_ids`, `severities`, `states`, `languages`, each a list. No steps at all: approved by rule.
    """

    plan = models.ForeignKey(ReviewPlan, on_delete=models.PROTECT, related_name="versions", verbose_name=_("plan"))
    number = models.PositiveIntegerField(_("number"))
    steps = models.JSONField(_("steps"))
    created_at = models.DateTimeField(_("since"))

    class Meta:
        verbose_name = _("version of a review plan")
        verbose_name_plural = _("versions of review plans")
        ordering = ("plan", "-number")
        constraints = [models.UniqueConstraint(fields=["plan", "number"], name="plan_version_once")]

    def __str__(self) -> str:
        return f"{self.plan} (v{self.number})"
