"""`manage.py send_report`: send a report now, beside its schedule."""

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.db.models import Q
from django.utils import timezone

from moderation.models import ReportSubscription
from moderation.models.report import DeliveryState, ReportDelivery
from moderation.reports.sending import send_one


class Command(BaseCommand):
    """Send a report to its recipients now, and say what the mail server answered."""

    help = "Send a report to its recipients now; no scheduled period is used up by it."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Name the subscription, or a kind of report for all of that kind."""
        parser.add_argument("name", metavar="NAME", help="of a subscription, or a report such as morning_brief")

    def handle(self, *args: Any, **options: Any) -> None:
        """Send, and fail where a mail was not accepted."""
        results = [self._send(subscription) for subscription in _find(options["name"])]
        if not all(results):
            raise CommandError("not every mail was accepted; the lines above say why")

    def _send(self, subscription: ReportSubscription) -> bool:
        deliveries = send_one(subscription, now=timezone.now())
        if not deliveries:
            self.stderr.write(f"{subscription.name}: {_why_nobody(subscription)}")
        for delivery in deliveries:
            self.stdout.write(f"{subscription.name} to {_whom(delivery)}: {_what_became_of(delivery)}")
        return bool(deliveries) and all(delivery.state == DeliveryState.ACCEPTED for delivery in deliveries)


def _find(name: str) -> list[ReportSubscription]:
    wanted = Q(name__iexact=name) | Q(report=name)
    found = list(ReportSubscription.objects.filter(wanted))
    if not found:
        known = ", ".join(f"“{one}”" for one in ReportSubscription.objects.values_list("name", flat=True))
        raise CommandError(f"no report is named “{name}”; there are: {known or 'none; run manage.py seed'}")
    return found


def _why_nobody(subscription: ReportSubscription) -> str:
    stops = subscription.stops.select_related("person").order_by("person__username")
    names = ", ".join(stop.person.get_full_name() or stop.person.get_username() for stop in stops)
    if names:
        return f"whoever received it has stopped it ({names}); they begin it again from their last mail's link"
    return "nobody receives it; name recipients or roles in the admin"


def _whom(delivery: ReportDelivery) -> str:
    person = delivery.recipient
    return f"{person.get_full_name() or person.get_username()} <{delivery.address}>"


def _what_became_of(delivery: ReportDelivery) -> str:
    if delivery.is_to_be_tried:
        return "queued; the workers send it within five minutes"
    if delivery.state == DeliveryState.QUEUED:
        return f"put off and tried again later – {delivery.server_answer}"
    return f"{delivery.get_state_display()} – {delivery.server_answer}"
