"""Arrivals: copy that a program has brought and that is still to be filed; kept before anybody is answered."""

from __future__ import annotations

import uuid

from django.db import models

from articles.models.kinds import ArticleKind


class ArrivalState(models.TextChoices):
    """Where an arrival stands."""

    RECEIVED = "received"
    FILED = "filed"
    REFUSED = "refused"
    FAILED = "failed"


class ArrivalQuerySet(models.QuerySet["Arrival"]):
    """Ask for arrivals."""

    def waiting(self) -> ArrivalQuerySet:
        """Return the arrivals that are still to be filed."""
        return self.filter(state=ArrivalState.RECEIVED)


class Arrival(models.Model):
    """One article as a program brought it, with what filing it takes, and then with what became of it."""

    address = models.UUIDField(unique=True, default=uuid.uuid4, editable=False)
    token = models.ForeignKey("articles.ApiToken", on_delete=models.PROTECT, related_name="+")
    wire = models.ForeignKey("articles.Wire", on_delete=models.PROTECT, related_name="+")
    desk = models.ForeignKey("articles.Desk", on_delete=models.PROTECT, related_name="+")
    original = models.ForeignKey("articles.Article", on_delete=models.PROTECT, null=True, related_name="+")
    kind = models.CharField(max_length=16, choices=ArticleKind)
    language = models.CharField(max_length=35, blank=True, default="")
    external_id = models.CharField(max_length=255, blank=True, default="")
    copy = models.JSONField()
    goes_first = models.BooleanField()
    request_id = models.CharField(max_length=64, blank=True, default="")
    told_in = models.CharField(max_length=8)
    arrived_at = models.DateTimeField()

    state = models.CharField(max_length=8, choices=ArrivalState, default=ArrivalState.RECEIVED)
    due_at = models.DateTimeField()
    attempts = models.PositiveSmallIntegerField(default=0)
    settled_at = models.DateTimeField(null=True)
    outcome = models.CharField(max_length=16, blank=True, default="")
    warnings = models.JSONField(default=list)
    code = models.CharField(max_length=40, blank=True, default="")
    reason = models.TextField(blank=True, default="")
    article = models.ForeignKey("articles.Article", on_delete=models.PROTECT, null=True, related_name="+")
    version = models.ForeignKey("articles.ArticleVersion", on_delete=models.PROTECT, null=True, related_name="+")

    objects = ArrivalQuerySet.as_manager()

    class Meta:
        ordering = ("pk",)
        constraints = [
            models.CheckConstraint(
                condition=~models.Q(state=ArrivalState.FILED, article__isnull=True), name="filed_arrival_has_article"
            ),
        ]
        indexes = [
            models.Index(
                fields=["-goes_first", "id"], condition=models.Q(state=ArrivalState.RECEIVED), name="arrival_turn"
            ),
            models.Index(
                fields=["wire", "external_id"], condition=models.Q(state=ArrivalState.RECEIVED), name="arrival_named"
            ),
            models.Index(fields=["settled_at"], name="arrival_settled"),
        ]

    def __str__(self) -> str:
        return str(self.address)
