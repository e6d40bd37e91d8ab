"""What follows a release: cases on derived articles, and notices to people."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from articles.models import ArticleVersion


class CaseCause(models.TextChoices):
    """What happened to the copy that an article was made from."""

    CORRECTION = "correction", _("correction")
    KILL = "kill", _("kill")


class CaseQuerySet(models.QuerySet["Case"]):
    """Ask for cases."""

    def unanswered(self) -> CaseQuerySet:
        """Return the cases that nobody has acknowledged."""
        return self.filter(acknowledged_at__isnull=True)


class Case(models.Model):
    """An article was made from copy that was corrected or killed: somebody must say that they saw it."""

    article = models.ForeignKey(
        "articles.Article", on_delete=models.PROTECT, related_name="cases", verbose_name=_("article")
    )
    of_article = models.ForeignKey(
        "articles.Article", on_delete=models.PROTECT, related_name="cases_caused", verbose_name=_("because of")
    )
    of_version = models.ForeignKey(
        "articles.ArticleVersion",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("version"),
        help_text=_("empty where the copy was killed before a text of it came"),
    )
    cause = models.CharField(_("cause"), max_length=16, choices=CaseCause)
    reason = models.TextField(_("reason"), blank=True, default="")
    desk = models.ForeignKey("articles.Desk", on_delete=models.PROTECT, related_name="cases", verbose_name=_("desk"))
    opened_at = models.DateTimeField(_("opened at"))
    due_at = models.DateTimeField(_("due at"))
    acknowledged_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("acknowledged by"),
    )
    acknowledged_at = models.DateTimeField(_("acknowledged at"), null=True, blank=True)
    note = models.TextField(_("note"), blank=True, default="")
    escalated_at = models.DateTimeField(_("escalated at"), null=True, blank=True)

    objects = CaseQuerySet.as_manager()

    class Meta:
        verbose_name = _("case")
        verbose_name_plural = _("cases")
        ordering = ("due_at", "pk")
        constraints = [
            models.UniqueConstraint(fields=["article", "of_version", "cause"], name="case_once"),
            models.UniqueConstraint(
                fields=["article", "of_article"], condition=models.Q(cause=CaseCause.KILL), name="case_of_a_kill_once"
            ),
            models.CheckConstraint(
                condition=models.Q(of_version__isnull=False) | models.Q(cause=CaseCause.KILL),
                name="case_of_a_correction_names_it",
            ),
            models.CheckConstraint(
                condition=models.Q(acknowledged_by__isnull=True, acknowledged_at__isnull=True)
                | models.Q(acknowledged_by__isnull=False, acknowledged_at__isnull=False),
                name="case_acknowledged_by_somebody",
            ),
        ]
        indexes = [
            models.Index(fields=["desk", "due_at"], condition=models.Q(acknowledged_at__isnull=True), name="case_open")
        ]

    def __str__(self) -> str:
        return f"{self.article_id}: {self.get_cause_display()}"

    def bars(self, version: ArticleVersion) -> bool:
        """Tell whether a version of the article may not be approved before somebody has acknowledged the case.

        A text that stands beside the corrected original was compared with just that: its flags say what differs.
        """
        is_beside_it = self.cause == CaseCause.CORRECTION and self.of_version_id == version.original_id
        return self.acknowledged_at is None and not is_beside_it


class NoticeKind(models.TextChoices):
    """What somebody is told."""

    RETURNED = "returned", _("returned")
    ASSIGNED = "assigned", _("assigned")
    ESCALATED = "escalated", _("escalated")
    KILLED = "killed", _("killed")
    CASE = "case", _("case")
    QUIET = "quiet", _("strangely quiet")


class Notice(models.Model):
    """One message to one person about one article or one wire, mailed after the commit that made it."""

    recipient = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="notices", verbose_name=_("to")
    )
    article = models.ForeignKey(
        "articles.Article",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="notices",
        verbose_name=_("article"),
    )
    wire = models.ForeignKey(
        "articles.Wire",
        on_delete=models.CASCADE,
        null=True,
        blank=True,
        related_name="notices",
        verbose_name=_("wire"),
    )
    kind = models.CharField(_("kind"), max_length=16, choices=NoticeKind)
    by = models.CharField(_("by"), max_length=150)
    reason = models.TextField(_("reason"), blank=True, default="")
    created_at = models.DateTimeField(_("created at"))
    mailed_at = models.DateTimeField(_("mailed at"), null=True, blank=True)
    attempts = models.PositiveSmallIntegerField(_("attempts"), default=0)
    next_attempt_at = models.DateTimeField(
        _("next attempt"), null=True, blank=True, help_text=_("empty once it is mailed or given up")
    )

    class Meta:
        verbose_name = _("notice")
        verbose_name_plural = _("notices")
        ordering = ("-created_at", "-pk")
        constraints = [
            models.CheckConstraint(
                condition=models.Q(article__isnull=False, wire__isnull=True)
                | models.Q(article__isnull=True, wire__isnull=False),
                name="notice_of_one_thing",
            ),
        ]
        indexes = [
            models.Index(
                fields=["next_attempt_at"], condition=models.Q(next_attempt_at__isnull=False), name="notice_to_mail"
            )
        ]

    def __str__(self) -> str:
        return f"{self.recipient}: {self.get_kind_display()}"
