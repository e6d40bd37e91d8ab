"""The audit history: one chain of events, linked and numbered by the database itself."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from moderation.models.actor import ActorKind

GENESIS = "0" * 64


class AuditEvent(models.Model):
    """One thing that happened. A trigger sets sequence, previous_hash and hash; nothing changes a row after that.

    People are kept by number and name, not by foreign key: an event must never need another row to be read.
    """

    sequence = models.BigIntegerField(_("number"), primary_key=True, db_default=0)
    at = models.DateTimeField(_("at"))
    actor_kind = models.CharField(_("kind of actor"), max_length=8, choices=ActorKind)
    actor_id = models.BigIntegerField(_("actor's number"), null=True, blank=True)
    actor_label = models.CharField(_("by"), max_length=150)
    request_id = models.CharField(_("request"), max_length=64, blank=True, default="")
    action = models.CharField(_("action"), max_length=64)
    object_type = models.CharField(_("kind of object"), max_length=64)
    object_id = models.CharField(_("object"), max_length=64)
    article_id = models.BigIntegerField(_("article"), null=True, blank=True)
    before = models.JSONField(_("before"), null=True, blank=True)
    after = models.JSONField(_("after"), null=True, blank=True)
    reason = models.TextField(_("reason"), blank=True, default="")
    previous_hash = models.CharField(_("hash before"), max_length=64, db_default="")
    hash = models.CharField(_("hash"), max_length=64, db_default="")

    class Meta:
        verbose_name = _("audit event")
        verbose_name_plural = _("audit events")
        ordering = ("sequence",)
        indexes = [
            models.Index(fields=["article_id", "sequence"], name="audit_article"),
            models.Index(fields=["object_type", "object_id", "sequence"], name="audit_object"),
            models.Index(fields=["at"], name="audit_at"),
            models.Index(fields=["action", "sequence"], name="audit_action"),
            models.Index(fields=["actor_id", "sequence"], name="audit_actor"),
        ]

    def __str__(self) -> str:
        return f"{self.sequence} {self.action} {self.object_type} {self.object_id}"


class AuditHead(models.Model):
    """The chain's last link: the one row that every writer waits for. Only the chain's own trigger writes it."""

    id = models.SmallIntegerField(primary_key=True, default=1)
    sequence = models.BigIntegerField(_("number"))
    hash = models.CharField(_("hash"), max_length=64)

    class Meta:
        verbose_name = _("head of the chain")
        verbose_name_plural = _("head of the chain")
        constraints = [models.CheckConstraint(condition=models.Q(id=1), name="audit_has_one_head")]

    def __str__(self) -> str:
        return f"{self.sequence} {self.hash}"
