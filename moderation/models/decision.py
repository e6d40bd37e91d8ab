"""Answers to flags and decisions on versions: added, never changed."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from articles.actor import HANDS
from moderation.models.actor import Acted


class DispositionKind(models.TextChoices):
    """How a flag was answered, or what became of an answer."""

    FIXED = "fixed", _("fixed by a version")
    DISMISSED = "dismissed", _("dismissed")
    UPHELD = "upheld", _("upheld")
    SUPERSEDED = "superseded", _("superseded")
    CARRIED = "carried", _("carried over")
    REOPENED = "reopened", _("reopened")
    UNDONE = "undone", _("undone")
    SECONDED = "seconded", _("confirmed")


class DismissalReason(models.TextChoices):
    """Why a flag was dismissed; `false_alarm` counts against the check and the term."""

    ATTRIBUTED_ELSEWHERE = "attributed_elsewhere", _("correctly attributed elsewhere")
    QUOTATION = "quotation", _("quotation")
    PROPER_NAME = "proper_name", _("proper name")
    HOUSE_EXCEPTION = "house_exception", _("house exception")
    FALSE_ALARM = "false_alarm", _("false alarm")
    VERIFIED = "verified", _("verified by the desk")
    OTHER = "other", _("other: see the note")


class DispositionQuerySet(models.QuerySet["Disposition"]):
    """Ask for answers to flags."""

    def judgements(self) -> DispositionQuerySet:
        """Return the answers that a dismissed or upheld flag stands on, given here or carried over; the last first.

        A confirmation counts for the judgement that it followed; the database reads it so too.
        """
        kinds = (DispositionKind.DISMISSED, DispositionKind.UPHELD, DispositionKind.CARRIED)
        return self.filter(kind__in=kinds).order_by("-pk")

    def by_hand(self) -> DispositionQuerySet:
        """Return the answers that somebody gave, and no rule."""
        return self.filter(actor_kind__in=HANDS)

    def verdicts(self) -> DispositionQuerySet:
        """Return what tells whether a flag was right: its last such answer, unless somebody took that one back.

        A rule that carries an answer over judges nothing anew; one that opens a flag again takes no judgement back.
        """
        judging = (DispositionKind.DISMISSED, DispositionKind.UPHELD, DispositionKind.FIXED)
        takes_back = models.Q(kind=DispositionKind.UNDONE) | models.Q(
            kind=DispositionKind.REOPENED, actor_kind__in=HANDS
        )
        later = self.model.objects.filter(
            models.Q(kind__in=judging) | takes_back, flag=models.OuterRef("flag"), pk__gt=models.OuterRef("pk")
        )
        return self.filter(~models.Exists(later), kind__in=judging)


class Disposition(Acted):
    """One answer to one flag.

    `answerable` is the person whose judgement the answer rests on, where a rule carried it over or applied it.
    """

    flag = models.ForeignKey(
        "moderation.Flag", on_delete=models.PROTECT, related_name="dispositions", verbose_name=_("flag")
    )
    kind = models.CharField(_("answer"), max_length=16, choices=DispositionKind)
    reason_code = models.CharField(_("reason"), max_length=32, choices=DismissalReason, blank=True, default="")
    note = models.TextField(_("note"), blank=True, default="")
    answerable = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("answerable"),
    )
    at = models.DateTimeField(_("at"))
    batch = models.UUIDField(_("batch"), null=True, blank=True, db_index=True)

    objects = DispositionQuerySet.as_manager()

    class Meta:
        verbose_name = _("disposition")
        verbose_name_plural = _("dispositions")
        ordering = ("at", "pk")
        constraints = [
            models.CheckConstraint(
                condition=~models.Q(kind=DispositionKind.DISMISSED, reason_code=""), name="dismissed_with_reason"
            ),
            models.CheckConstraint(
                condition=~models.Q(reason_code=DismissalReason.OTHER, note=""), name="other_reason_has_note"
            ),
        ]
        indexes = [models.Index(fields=["at"], name="disposition_at")]

    def __str__(self) -> str:
        return f"{self.get_kind_display()}: {self.flag_id}"


class DismissalBatch(Acted):
    """One dismissal of many like flags, undone once at most, by the session that made it."""

    id = models.UUIDField(primary_key=True)
    session = models.CharField(_("session"), max_length=64)
    check_id = models.CharField(_("check"), max_length=40)
    matched_text = models.TextField(_("text"))
    flags = models.PositiveIntegerField(_("flags"))
    made_at = models.DateTimeField(_("made at"))
    undone_at = models.DateTimeField(_("undone at"), null=True, blank=True)

    class Meta:
        verbose_name = _("bulk dismissal")
        verbose_name_plural = _("bulk dismissals")
        ordering = ("-made_at",)

    def __str__(self) -> str:
        return f"{self.check_id} “{self.matched_text}” × {self.flags}"


class DecisionVerb(models.TextChoices):
    """What was done with a version."""

    CLAIMED = "claimed", _("claimed")
    RELEASED = "released", _("released")
    ASSIGNED = "assigned", _("assigned")
    ESCALATED = "escalated", _("escalated")
    HELD = "held", _("held")
    RESUMED = "resumed", _("taken up again")
    RETURNED = "returned", _("returned")
    PASSED = "passed", _("step approved")
    APPROVED = "approved", _("approved")
    KILLED = "killed", _("killed")
    SPIKED = "spiked", _("spiked")
    REOPENED = "reopened", _("reopened")


class Decision(Acted):
    """One decision on one version, bound to its content's hash."""

    review = models.ForeignKey(
        "moderation.Review", on_delete=models.PROTECT, related_name="decisions", verbose_name=_("review")
    )
    version = models.ForeignKey(
        "articles.ArticleVersion", on_delete=models.PROTECT, related_name="decisions", verbose_name=_("version")
    )
    content_hash = models.CharField(_("content hash"), max_length=64)
    verb = models.CharField(_("decision"), max_length=16, choices=DecisionVerb)
    step = models.CharField(_("step"), max_length=40, blank=True, default="")
    reason = models.TextField(_("reason"), blank=True, default="")
    until = models.DateTimeField(_("until"), null=True, blank=True)
    at = models.DateTimeField(_("at"))

    class Meta:
        verbose_name = _("decision")
        verbose_name_plural = _("decisions")
        ordering = ("at", "pk")
        constraints = [
            models.CheckConstraint(
                condition=~models.Q(
                    verb__in=(DecisionVerb.HELD, DecisionVerb.RETURNED, DecisionVerb.KILLED, DecisionVerb.SPIKED),
                    reason="",
                ),
                name="decision_says_why",
            ),
        ]
        indexes = [models.Index(fields=["at"], name="decision_at")]

    def __str__(self) -> str:
        return f"{self.get_verb_display()}: {self.version_id}"


class StepApproval(models.Model):
    """One person's approval of one step of the plan, for one content; a trigger refuses those who may not give it.

    The same content in a later version needs no new approval.
    """

    review = models.ForeignKey(
        "moderation.Review", on_delete=models.PROTECT, related_name="approvals", verbose_name=_("review")
    )
    version = models.ForeignKey(
        "articles.ArticleVersion", on_delete=models.PROTECT, related_name="approvals", verbose_name=_("version")
    )
    content_hash = models.CharField(_("content hash"), max_length=64)
    cycle = models.PositiveIntegerField(_("cycle"))
    step = models.CharField(_("step"), max_length=40)
    approver = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", verbose_name=_("by")
    )
    kept_from = models.ForeignKey(
        "self", on_delete=models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("kept from")
    )
    at = models.DateTimeField(_("at"))

    class Meta:
        verbose_name = _("approval of a step")
        verbose_name_plural = _("approvals of steps")
        ordering = ("at", "pk")
        constraints = [
            # One pair of eyes counts once, whatever roles the person has.
            models.UniqueConstraint(fields=["review", "cycle", "content_hash", "approver"], name="approver_once")
        ]

    def __str__(self) -> str:
        return f"{self.step}: {self.approver}"
