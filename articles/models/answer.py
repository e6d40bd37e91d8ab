"""Answers kept by their idempotency key: a request that comes twice is done once."""

from __future__ import annotations

from django.db import models


class KeptAnswer(models.Model):
    """The answer to one write, kept for whoever asks again with the same key; empty while it is being made."""

    token = models.ForeignKey("articles.ApiToken", on_delete=models.CASCADE, related_name="+")
    key = models.CharField(max_length=255)
    fingerprint = models.CharField(max_length=64)
    begun_at = models.DateTimeField(db_index=True)
    # The database's process behind the request that makes the answer: it ends when the web's process does.
    made_by = models.IntegerField(null=True)
    # When that process began: its number is given out again. Empty where the database does not show it.
    made_since = models.DateTimeField(null=True)
    status = models.PositiveSmallIntegerField(null=True)
    headers = models.JSONField(default=dict)
    body = models.JSONField(null=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["token", "key"], name="answer_once_a_key")]

    def __str__(self) -> str:
        return f"{self.token_id} {self.key}"
