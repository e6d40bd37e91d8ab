"""Reports: who gets which one when, and what became of each mail."""

from __future__ import annotations

from datetime import datetime, time

from django.conf import settings
from django.contrib.auth.models import User
from django.core.exceptions import ValidationError
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.utils.translation import gettext_lazy as _

from articles.models import LANGUAGES, Desk
from articles.models.desk import check_time_zone
from articles.sight import reads_all_of, reads_every_desk


class ReportKind(models.TextChoices):
    """Which report."""

    MORNING_BRIEF = "morning_brief", _("morning brief")
    WEEK_IN_FIGURES = "week_in_figures", _("week in figures")
    WIRE_SCORECARD = "wire_scorecard", _("wire scorecard")
    TOLL_WATCH = "toll_watch", _("toll watch")
    AUDIT_LETTER = "audit_letter", _("audit letter")


# Who reads the audit letter reads what was done on every desk, whatever desks it is about.
WHOLE_HOUSE = (ReportKind.AUDIT_LETTER,)


class ScheduleKind(models.TextChoices):
    """On which days a report goes out."""

    DAILY = "daily", _("every day")
    WEEKDAYS = "weekdays", _("Monday to Friday")
    WEEKLY = "weekly", _("once a week")
    MONTHLY = "monthly", _("once a month")


class EmptyPolicy(models.TextChoices):
    """What to do with a report that has nothing to say."""

    SEND = "send", _("send it and say so")
    SKIP = "skip", _("send nothing")


class Weekday(models.IntegerChoices):
    """Days by their ISO numbers."""

    MONDAY = 1, _("Monday")
    TUESDAY = 2, _("Tuesday")
    WEDNESDAY = 3, _("Wednesday")
    THURSDAY = 4, _("Thursday")
    FRIDAY = 5, _("Friday")
    SATURDAY = 6, _("Saturday")
    SUNDAY = 7, _("Sunday")


class ReportSubscription(models.Model):
    """One report for some people, at an hour of their own wall clock."""

    name = models.CharField(_("name"), max_length=80, unique=True)
    report = models.CharField(_("report"), max_length=24, choices=ReportKind)
    desks = models.ManyToManyField(
        "articles.Desk", blank=True, related_name="+", verbose_name=_("desks"), help_text=_("none chosen: all desks")
    )
    wires = models.ManyToManyField(
        "articles.Wire", blank=True, related_name="+", verbose_name=_("wires"), help_text=_("none chosen: all wires")
    )
    slugline = models.CharField(
        _("story"), max_length=120, blank=True, default="", help_text=_("for the toll watch: the slugline to follow")
    )
    language = models.CharField(_("language"), max_length=8, choices=LANGUAGES, default="en")
    time_zone = models.CharField(_("time zone"), max_length=64, default="Europe/Paris", validators=[check_time_zone])
    schedule = models.CharField(_("schedule"), max_length=16, choices=ScheduleKind, default=ScheduleKind.WEEKDAYS)
    send_at = models.TimeField(_("at"), default=time(7, 30), help_text=_("by the clock of that time zone"))
    weekday = models.PositiveSmallIntegerField(_("day of the week"), choices=Weekday, null=True, blank=True)
    month_day = models.PositiveSmallIntegerField(
        _("day of the month"), null=True, blank=True, validators=[MinValueValidator(1), MaxValueValidator(28)]
    )
    recipients = models.ManyToManyField(
        settings.AUTH_USER_MODEL, blank=True, related_name="report_subscriptions", verbose_name=_("recipients")
    )
    recipient_roles = models.ManyToManyField(
        "auth.Group",
        blank=True,
        related_name="+",
        verbose_name=_("recipients by role"),
        help_text=_("whoever has one of these roles on all of the chosen desks"),
    )
    empty_policy = models.CharField(_("if empty"), max_length=8, choices=EmptyPolicy, default=EmptyPolicy.SEND)
    attaches_figures = models.BooleanField(
        _("attach the figures"), default=True, help_text=_("as CSV files, for a spreadsheet")
    )
    is_active = models.BooleanField(_("active"), default=True)
    starts_at = models.DateTimeField(_("starts"), help_text=_("nothing that was due before is sent"))

    class Meta:
        verbose_name = _("report subscription")
        verbose_name_plural = _("report subscriptions")
        ordering = ("name",)
        constraints = [
            models.CheckConstraint(
                condition=~models.Q(schedule=ScheduleKind.WEEKLY, weekday__isnull=True),
                name="weekly_report_has_weekday",
            ),
            models.CheckConstraint(
                condition=~models.Q(schedule=ScheduleKind.MONTHLY, month_day__isnull=True),
                name="monthly_report_has_day",
            ),
        ]

    def __str__(self) -> str:
        return self.name

    def clean(self) -> None:
        """Refuse a schedule that lacks its day.

        :raises ValidationError: weekly without a weekday, monthly without a day of the month
        """
        if self.schedule == ScheduleKind.WEEKLY and self.weekday is None:
            raise ValidationError({"weekday": _("Choose the day of the week.")})
        if self.schedule == ScheduleKind.MONTHLY and self.month_day is None:
            raise ValidationError({"month_day": _("Choose the day of the month.")})

    def people(self) -> models.QuerySet[User]:
        """Return who gets it, of those who may read it and have not stopped it.

        They are the named, and whoever has a named role on all of its desks.
        """
        by_role = User.objects.filter(groups__in=self.recipient_roles.all())
        for desk in self.desks.all():
            by_role = by_role.filter(desks=desk)
        chosen = models.Q(report_subscriptions=self) | models.Q(pk__in=by_role.values("pk"))
        wanted = User.objects.filter(chosen).exclude(pk__in=self.stops.values("person"))
        return self.readers().filter(pk__in=wanted.values("pk")).order_by("username")

    def readers(self) -> models.QuerySet[User]:
        """Return who may read it: one desk's chief is not told of another desk's copy."""
        if self.report in WHOLE_HOUSE:
            allowed = reads_every_desk()
        else:
            allowed = reads_all_of(self.desks.all() or Desk.objects.all())
        return User.objects.filter(allowed, is_active=True)


class ReportTold(models.Model):
    """Up to when a subscription has told, to whoever got it then. A table of its own: what moves is no configuration.

    Nothing before this moment is told anew, whoever comes or begins again; nothing after it is left out.
    """

    subscription = models.OneToOneField(
        ReportSubscription,
        on_delete=models.CASCADE,
        related_name="told",
        primary_key=True,
        verbose_name=_("subscription"),
    )
    until = models.DateTimeField(_("to"))

    class Meta:
        verbose_name = _("told report")
        verbose_name_plural = _("told reports")

    def __str__(self) -> str:
        return f"{self.subscription} → {self.until:%Y-%m-%d %H:%M}"


class ReportStop(models.Model):
    """A person's word that they want a subscription's mails no more, however they came to get them."""

    subscription = models.ForeignKey(
        ReportSubscription, on_delete=models.CASCADE, related_name="stops", verbose_name=_("subscription")
    )
    person = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+", verbose_name=_("person")
    )
    at = models.DateTimeField(_("at"))

    class Meta:
        verbose_name = _("stopped report")
        verbose_name_plural = _("stopped reports")
        ordering = ("subscription", "person")
        constraints = [models.UniqueConstraint(fields=["subscription", "person"], name="report_stopped_once")]

    def __str__(self) -> str:
        return f"{self.subscription} – {self.person}"


class DeliveryState(models.TextChoices):
    """What became of a mail."""

    QUEUED = "queued", _("queued")
    SENDING = "sending", _("being sent")
    ACCEPTED = "accepted", _("accepted by the mail server")
    FAILED = "failed", _("refused by the mail server")
    SKIPPED = "skipped", _("not sent")


class Occasion(models.TextChoices):
    """Why a mail was sent."""

    SCHEDULED = "scheduled", _("on schedule")
    ASKED = "asked", _("asked for")


class ReportDeliveryQuerySet(models.QuerySet["ReportDelivery"]):
    """Ask for deliveries."""

    def ready(self, now: datetime) -> ReportDeliveryQuerySet:
        """Return what waits to be sent: queued and due, or claimed by a sender that died."""
        return self.filter(
            models.Q(state=DeliveryState.QUEUED, next_attempt_at__lte=now)
            | models.Q(state=DeliveryState.SENDING, lease_until__lte=now)
        )

    def in_turn(self) -> ReportDeliveryQuerySet:
        """Leave out what must wait for an earlier period's mail to the same person."""
        earlier = ReportDelivery.objects.filter(
            subscription=models.OuterRef("subscription"),
            recipient=models.OuterRef("recipient"),
            occasion=models.OuterRef("occasion"),
            until__lt=models.OuterRef("until"),
            state__in=(DeliveryState.QUEUED, DeliveryState.SENDING),
        )
        return self.exclude(models.Exists(earlier))


class ReportDelivery(models.Model):
    """One mail to one person for one period, from queued to accepted."""

    subscription = models.ForeignKey(
        ReportSubscription, on_delete=models.PROTECT, related_name="deliveries", verbose_name=_("subscription")
    )
    occasion = models.CharField(_("occasion"), max_length=16, choices=Occasion, default=Occasion.SCHEDULED)
    period_start = models.DateField(_("period"), help_text=_("local day on which the report was due"))
    since = models.DateTimeField(_("from"))
    until = models.DateTimeField(_("to"))
    recipient = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", verbose_name=_("recipient")
    )
    address = models.EmailField(_("address"), blank=True, default="")
    state = models.CharField(_("state"), max_length=16, choices=DeliveryState, default=DeliveryState.QUEUED)
    attempts = models.PositiveSmallIntegerField(_("attempts"), default=0)
    server_answer = models.TextField(_("server's answer"), blank=True, default="")
    message_id = models.CharField(_("Message-ID"), max_length=255, blank=True, default="")
    queued_at = models.DateTimeField(_("queued at"))
    next_attempt_at = models.DateTimeField(_("next attempt"))
    lease_until = models.DateTimeField(_("claimed until"), null=True, blank=True)
    finished_at = models.DateTimeField(_("finished at"), null=True, blank=True)

    objects = ReportDeliveryQuerySet.as_manager()

    class Meta:
        verbose_name = _("report delivery")
        verbose_name_plural = _("report deliveries")
        ordering = ("-queued_at", "-pk")
        constraints = [
            models.UniqueConstraint(
                fields=["subscription", "period_start", "recipient"],
                condition=models.Q(occasion=Occasion.SCHEDULED),
                name="delivery_once_a_period",
            ),
        ]
        indexes = [
            models.Index(
                fields=["next_attempt_at"],
                condition=models.Q(state__in=[DeliveryState.QUEUED, DeliveryState.SENDING]),
                name="delivery_waiting",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.subscription} {self.period_start} → {self.recipient}"

    @property
    def is_to_be_tried(self) -> bool:
        """Tell whether no server has answered it yet, and a sender will."""
        return self.state in (DeliveryState.QUEUED, DeliveryState.SENDING) and not self.server_answer
