"""Stop a report's mails for one person, by an address that only their mail holds; and begin them again.

A report whose only desk or wire is removed stops for everybody.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from django.conf import settings
from django.contrib.auth.models import User
from django.core import signing
from django.db import transaction
from django.urls import reverse

from articles.actor import Actor
from articles.models import Desk, Wire
from moderation.models.report import ReportStop, ReportSubscription
from moderation.reports.signals import report_restarted, report_stopped

# A mail may lie for years; the address in it still works.
_SALT = "moderation.reports.stop"


class UnknownStopAddress(ValueError):
    """Refuse an address that no mail of this house held, or whose subscription or person is gone."""


@dataclass(frozen=True, slots=True)
class Receiving:
    """Name a subscription and one person who gets it."""

    subscription: ReportSubscription
    person: User

    @property
    def is_stopped(self) -> bool:
        """Tell whether the person has stopped it."""
        return ReportStop.objects.filter(subscription=self.subscription, person=self.person).exists()


def stop_address(subscription_id: int, person_id: int) -> str:
    """Return the address at which this person stops this subscription without signing in."""
    token = signing.dumps([subscription_id, person_id], salt=_SALT, compress=True)
    return f"{settings.SITE_ADDRESS}{reverse('report-stop', args=[token])}"


def read_stop_address(token: str) -> Receiving:
    """Return whose report an address is about.

    :raises UnknownStopAddress:
    """
    try:
        subscription_id, person_id = signing.loads(token, salt=_SALT)
        return Receiving(ReportSubscription.objects.get(pk=subscription_id), User.objects.get(pk=person_id))
    except (signing.BadSignature, ReportSubscription.DoesNotExist, User.DoesNotExist) as error:
        raise UnknownStopAddress from error


@transaction.atomic
def stop(receiving: Receiving, *, now: datetime) -> None:
    """Send this person no more of it; asked twice, it is stopped once."""
    made = ReportStop.objects.get_or_create(
        subscription=receiving.subscription, person=receiving.person, defaults={"at": now}
    )
    if made[1]:
        report_stopped.send(sender=ReportStop, receiving=receiving, now=now)


@transaction.atomic
def restart(receiving: Receiving, *, now: datetime, actor: Actor | None = None) -> None:
    """Send it to this person again, by their own word or somebody else's."""
    removed, _ = ReportStop.objects.filter(subscription=receiving.subscription, person=receiving.person).delete()
    if removed:
        by = actor or Actor.person(receiving.person)
        report_restarted.send(sender=ReportStop, receiving=receiving, actor=by, now=now)


@transaction.atomic
def switch_off_reports_on(place: Desk | Wire) -> list[ReportSubscription]:
    """Switch off what tells of this desk or wire alone, before it is removed; return what was switched off.

    With none left, it would tell of all of them from then on, which nobody asked for.
    """
    field = "desks" if isinstance(place, Desk) else "wires"
    others = type(place).objects.exclude(pk=place.pk)
    alone = ReportSubscription.objects.filter(**{field: place}).exclude(**{f"{field}__in": others})
    numbers = alone.filter(is_active=True).values("pk")
    switched_off = list(ReportSubscription.objects.select_for_update().filter(pk__in=numbers).order_by("pk"))
    for subscription in switched_off:
        subscription.is_active = False
        subscription.save(update_fields=["is_active"])
    return switched_off
