"""The outbox: what programs of the house are told, to whom, and what became of each message."""

from __future__ import annotations

import uuid
from collections.abc import Iterable
from datetime import datetime

from django.contrib.postgres.fields import ArrayField
from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from articles.outgoing import check_address


class EventType(models.TextChoices):
    """What a program can be told."""

    ARTICLE_FILED = "article.filed", _("an article was filed")
    ARTICLE_SCREENED = "article.screened", _("a version was screened")
    FLAG_OPENED = "flag.opened", _("a flag was opened")
    FLAG_DISPOSED = "flag.disposed", _("a flag was answered")
    DECISION_MADE = "decision.made", _("a decision was made")
    ARTICLE_CHANGED = "article.changed", _("what is said beside a text changed")
    ARTICLE_EDITED = "article.edited", _("a text was edited on the desk")
    CORRECTION_RECEIVED = "correction.received", _("a correction came in")
    KILL_RECEIVED = "kill.received", _("copy was killed")
    CASE_OPENED = "case.opened", _("what an article was made from was killed or corrected")
    CASE_ACKNOWLEDGED = "case.acknowledged", _("somebody acknowledged such a kill or correction")
    EMBARGO_LIFTED = "embargo.lifted", _("an embargo was lifted")


# A kill goes before everything that waits.
RANKS = {EventType.KILL_RECEIVED: 0}
USUAL_RANK = 1


class WebhookEndpointQuerySet(models.QuerySet["WebhookEndpoint"]):
    """Ask for endpoints."""

    def wanting(self, types: Iterable[str]) -> WebhookEndpointQuerySet:
        """Return the endpoints, in use or not, that ask for one of these types."""
        return self.filter(event_types__overlap=list(types))


class WebhookEndpoint(models.Model):
    """An address of the CMS that is told what happens on some desks."""

    name = models.CharField(_("name"), max_length=80, unique=True)
    url = models.CharField(
        _("address"),
        max_length=2000,
        validators=[check_address],
        help_text=_("https, a public host, an ordinary port; no name and no password in it"),
    )
    event_types = ArrayField(
        models.CharField(max_length=32, choices=EventType),
        verbose_name=_("events"),
        help_text=_("what it is told"),
    )
    desks = models.ManyToManyField(
        "articles.Desk",
        related_name="+",
        verbose_name=_("desks"),
        help_text=_("it is told of the copy that these desks have in hand"),
    )
    is_enabled = models.BooleanField(_("in use"), default=True)
    disabled_reason = models.CharField(_("why not in use"), max_length=255, blank=True, default="", editable=False)
    disabled_at = models.DateTimeField(_("not in use since"), null=True, blank=True, editable=False)

    objects = WebhookEndpointQuerySet.as_manager()

    class Meta:
        verbose_name = _("webhook endpoint")
        verbose_name_plural = _("webhook endpoints")
        ordering = ("name",)
        constraints = [
            models.CheckConstraint(condition=Q(event_types__len__gt=0), name="endpoint_asks_for_something"),
        ]

    def __str__(self) -> str:
        return self.name

    def clean(self) -> None:
        """Refuse an event that is told twice.

        :raises ValidationError: one is named twice
        """
        if len(set(self.event_types or ())) != len(self.event_types or ()):
            raise ValidationError({"event_types": _("Name each event once.")})


class WebhookSecretQuerySet(models.QuerySet["WebhookSecret"]):
    """Ask for secrets."""

    def current(self, now: datetime) -> WebhookSecretQuerySet:
        """Return the secrets to sign with, the newest first."""
        return self.filter(Q(ends_at__isnull=True) | Q(ends_at__gt=now)).order_by("-made_at", "-pk")


class WebhookSecret(models.Model):
    """A secret that an endpoint knows; while one replaces another, both sign."""

    endpoint = models.ForeignKey(
        WebhookEndpoint, on_delete=models.CASCADE, related_name="secrets", verbose_name=_("endpoint")
    )
    secret = models.CharField(_("secret"), max_length=100)
    made_at = models.DateTimeField(_("made at"))
    ends_at = models.DateTimeField(_("signs until"), null=True, blank=True)

    objects = WebhookSecretQuerySet.as_manager()

    class Meta:
        verbose_name = _("webhook secret")
        verbose_name_plural = _("webhook secrets")
        ordering = ("-made_at", "-pk")
        constraints = [
            models.UniqueConstraint(
                fields=["endpoint"], condition=Q(ends_at__isnull=True), name="endpoint_has_one_lasting_secret"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.endpoint} {self.made_at:%Y-%m-%d}"


class WebhookLine(models.Model):
    """The line to an endpoint: who sends on it now, until when it rests, since when it fails.

    A table of its own: what changes with each message is no configuration, and locking it holds up nobody else.
    """

    endpoint = models.OneToOneField(
        WebhookEndpoint, on_delete=models.CASCADE, related_name="line", primary_key=True, verbose_name=_("endpoint")
    )
    claim = models.UUIDField(_("claimed by"), null=True, blank=True)
    lease_until = models.DateTimeField(_("claimed until"), null=True, blank=True)
    rests_until = models.DateTimeField(_("rests until"), null=True, blank=True)
    failing_since = models.DateTimeField(_("failing since"), null=True, blank=True)

    class Meta:
        verbose_name = _("line to an endpoint")
        verbose_name_plural = _("lines to endpoints")

    def __str__(self) -> str:
        return str(self.endpoint)


def name_message() -> str:
    """Return a name for a message that no other message has."""
    return f"msg_{uuid.uuid4().hex}"


class OutboxEvent(models.Model):
    """One thing that happened, as the very text that goes over the line, written with the change itself."""

    message_id = models.CharField(_("webhook-id"), max_length=40, unique=True, default=name_message, editable=False)
    type = models.CharField(_("event"), max_length=32, choices=EventType)
    article = models.ForeignKey(
        "articles.Article", on_delete=models.PROTECT, related_name="+", verbose_name=_("article")
    )
    body = models.TextField(_("body"))
    occurred_at = models.DateTimeField(_("at"))

    class Meta:
        verbose_name = _("outgoing event")
        verbose_name_plural = _("outgoing events")
        ordering = ("-pk",)
        indexes = [models.Index(fields=["occurred_at"], name="outbox_occurred")]

    def __str__(self) -> str:
        return f"{self.type} {self.message_id}"


class WebhookState(models.TextChoices):
    """What became of a message to an endpoint."""

    PENDING = "pending", _("waiting")
    DELIVERED = "delivered", _("delivered")
    FAILED = "failed", _("given up")


class WebhookDeliveryQuerySet(models.QuerySet["WebhookDelivery"]):
    """Ask for deliveries."""

    def pending(self) -> WebhookDeliveryQuerySet:
        """Return what is still to be sent."""
        return self.filter(state=WebhookState.PENDING)

    def in_turn(self) -> WebhookDeliveryQuerySet:
        """Order an endpoint's messages: kills first, then as they happened."""
        return self.order_by("rank", "event_id")


class WebhookDelivery(models.Model):
    """One message to one endpoint."""

    event = models.ForeignKey(OutboxEvent, on_delete=models.CASCADE, related_name="deliveries", verbose_name=_("event"))
    endpoint = models.ForeignKey(
        WebhookEndpoint, on_delete=models.PROTECT, related_name="deliveries", verbose_name=_("endpoint")
    )
    rank = models.PositiveSmallIntegerField(_("rank"), default=USUAL_RANK)
    state = models.CharField(_("state"), max_length=16, choices=WebhookState, default=WebhookState.PENDING)
    attempts = models.PositiveSmallIntegerField(_("attempts"), default=0)
    next_attempt_at = models.DateTimeField(_("next attempt"))
    give_up_at = models.DateTimeField(_("given up after"))
    finished_at = models.DateTimeField(_("finished at"), null=True, blank=True)

    objects = WebhookDeliveryQuerySet.as_manager()

    class Meta:
        verbose_name = _("webhook delivery")
        verbose_name_plural = _("webhook deliveries")
        ordering = ("-pk",)
        constraints = [models.UniqueConstraint(fields=["event", "endpoint"], name="event_once_an_endpoint")]
        indexes = [
            models.Index(
                fields=["endpoint", "rank", "event"],
                condition=Q(state=WebhookState.PENDING),
                name="webhook_waiting",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.event} → {self.endpoint}"


class ToldArticle(models.Model):
    """An article that an endpoint was told of; it outlives the messages, for a kill may come at any time."""

    article = models.ForeignKey(
        "articles.Article", on_delete=models.PROTECT, related_name="+", db_index=False, verbose_name=_("article")
    )
    endpoint = models.ForeignKey(
        WebhookEndpoint, on_delete=models.CASCADE, related_name="told", db_index=False, verbose_name=_("endpoint")
    )

    class Meta:
        verbose_name = _("article told of")
        verbose_name_plural = _("articles told of")
        # The index of the constraint is all that is asked: by article, for every kill and correction.
        constraints = [models.UniqueConstraint(fields=["article", "endpoint"], name="article_told_once")]

    def __str__(self) -> str:
        return f"{self.article_id} → {self.endpoint}"


class WebhookAttempt(models.Model):
    """One attempt to deliver a message: what came back, and how long it took."""

    delivery = models.ForeignKey(
        WebhookDelivery, on_delete=models.CASCADE, related_name="log", verbose_name=_("delivery")
    )
    number = models.PositiveSmallIntegerField(_("attempt"))
    at = models.DateTimeField(_("at"))
    status = models.PositiveSmallIntegerField(_("status"), null=True, blank=True)
    milliseconds = models.PositiveIntegerField(_("milliseconds"))
    answer = models.TextField(_("answer"), blank=True, default="", help_text=_("its first bytes"))
    error = models.TextField(_("error"), blank=True, default="")

    class Meta:
        verbose_name = _("attempt")
        verbose_name_plural = _("attempts")
        ordering = ("delivery", "-number", "-pk")

    def __str__(self) -> str:
        return f"{self.delivery} #{self.number}: {self.status or self.error}"


class LiftedEmbargo(models.Model):
    """An embargo whose end was told; the same article may be embargoed again, until another moment."""

    article = models.ForeignKey(
        "articles.Article", on_delete=models.PROTECT, related_name="+", verbose_name=_("article")
    )
    embargoed_until = models.DateTimeField(_("embargoed until"))
    told_at = models.DateTimeField(_("told at"))

    class Meta:
        verbose_name = _("lifted embargo")
        verbose_name_plural = _("lifted embargoes")
        ordering = ("-told_at", "-pk")
        constraints = [
            models.UniqueConstraint(fields=["article", "embargoed_until"], name="embargo_lifted_once"),
        ]

    def __str__(self) -> str:
        return f"{self.article_id} {self.embargoed_until:%Y-%m-%d %H:%M}"
