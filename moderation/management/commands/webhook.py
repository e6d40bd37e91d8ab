"""`manage.py webhook`: keep endpoints from a shell."""

from __future__ import annotations

from argparse import ArgumentParser
from typing import Any

from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from articles.actor import Actor
from articles.models import Desk
from moderation.models import EventType, WebhookAttempt, WebhookDelivery, WebhookEndpoint
from moderation.webhooks.endpoints import add_endpoint, disable, enable, resend, rotate_secret
from moderation.workflow.refusal import Refusal

LATEST = 20  # attempts that the log shows


class Command(BaseCommand):
    """Add endpoints, give them secrets, take them out of use and back, read their log, send again."""

    help = "Keep the endpoints that are told what happens: list, add, rotate, disable, enable, log, resend."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Name what to do, and with which endpoint."""
        verbs = parser.add_subparsers(dest="verb", required=True)
        verbs.add_parser("list", help="every endpoint, and how it stands")
        add = verbs.add_parser("add", help="add one, and print its secret once")
        add.add_argument("name", metavar="NAME")
        add.add_argument("url", metavar="ADDRESS")
        add.add_argument("--desk", action="append", required=True, metavar="NAME", help="may be given again")
        add.add_argument("--event", action="append", choices=EventType.values, help="may be given again; none: all")
        for verb, words in _VERBS.items():
            verbs.add_parser(verb, help=words).add_argument("name", metavar="NAME")
        out = verbs.add_parser("disable", help="take one out of use")
        out.add_argument("name", metavar="NAME")
        out.add_argument("--reason", required=True)
        verbs.add_parser("resend", help="send a message again").add_argument("message", metavar="WEBHOOK-ID")

    def handle(self, *args: Any, **options: Any) -> None:
        """Do it, or say why not."""
        getattr(self, f"_{options['verb']}")(options)

    def _list(self, options: dict[str, Any]) -> None:
        endpoints = WebhookEndpoint.objects.select_related("line").prefetch_related("desks")
        for endpoint in endpoints:
            waiting = endpoint.deliveries.pending().count()
            self.stdout.write(f"{endpoint.name}: {endpoint.url}, {_standing(endpoint)}, {waiting} waiting")
            is_told_all = set(endpoint.event_types) >= set(EventType.values)
            self.stdout.write(f"  events: {'all' if is_told_all else ', '.join(endpoint.event_types)}")
            self.stdout.write(f"  desks: {', '.join(sorted(desk.code for desk in endpoint.desks.all())) or 'none'}")
        if not endpoints:
            self.stdout.write("There is no endpoint; `webhook add NAME ADDRESS --desk NAME` adds one.")

    def _add(self, options: dict[str, Any]) -> None:
        desks = [_desk(name) for name in options["desk"]]
        events = options["event"] or EventType.values
        now = timezone.now()
        try:
            _endpoint, secret = add_endpoint(
                name=options["name"], url=options["url"], events=events, desks=desks, actor=Actor.system(), now=now
            )
        except ValidationError as refusal:
            raise CommandError(" ".join(refusal.messages)) from None
        self.stdout.write(f"Added. Its secret, shown this once: {secret}")

    def _rotate(self, options: dict[str, Any]) -> None:
        secret = rotate_secret(_endpoint(options["name"]), actor=Actor.system(), now=timezone.now())
        self.stdout.write(f"The new secret, shown this once: {secret}. The old one signs too for a while.")

    def _enable(self, options: dict[str, Any]) -> None:
        enable(_endpoint(options["name"]), actor=Actor.system(), now=timezone.now())
        self.stdout.write("In use; what waits goes out now.")

    def _disable(self, options: dict[str, Any]) -> None:
        endpoint = _endpoint(options["name"])
        disable(endpoint, reason=options["reason"], actor=Actor.system(), now=timezone.now())
        self.stdout.write("Out of use; what waits keeps waiting.")

    def _log(self, options: dict[str, Any]) -> None:
        log = WebhookAttempt.objects.filter(delivery__endpoint=_endpoint(options["name"]))
        if not log.exists():
            self.stdout.write("Nothing was sent to it yet.")
        for attempt in log.select_related("delivery__event").order_by("-at", "-pk")[:LATEST]:
            event = attempt.delivery.event
            answer = attempt.status or attempt.error
            self.stdout.write(
                f"{attempt.at:%Y-%m-%d %H:%M:%S} {event.message_id} {event.type} #{attempt.number}: {answer},"
                f" {attempt.milliseconds} ms"
            )

    def _resend(self, options: dict[str, Any]) -> None:
        found = list(WebhookDelivery.objects.filter(event__message_id=options["message"]).select_related("endpoint"))
        if not found:
            raise CommandError(f"there is no message {options['message']}; `webhook log NAME` names them")
        refused = []
        for delivery in found:
            try:
                resend(delivery, actor=Actor.system(), now=timezone.now())
            except Refusal as refusal:
                # One endpoint out of use keeps it from no other.
                refused.append(str(refusal))
            else:
                self.stdout.write(f"Goes to {delivery.endpoint.name} again.")
        if refused:
            raise CommandError("; ".join(refused))


_VERBS = {
    "rotate": "give one a new secret, and print it once",
    "enable": "take one into use again",
    "log": f"the latest {LATEST} attempts",
}


def _standing(endpoint: WebhookEndpoint) -> str:
    if not endpoint.is_enabled:
        return f"out of use ({endpoint.disabled_reason or 'switched off'})"
    line = getattr(endpoint, "line", None)
    if line is not None and line.failing_since is not None:
        return f"failing since {line.failing_since:%Y-%m-%d %H:%M} UTC"
    return "in use"


def _endpoint(name: str) -> WebhookEndpoint:
    found = WebhookEndpoint.objects.filter(name__iexact=name).first()
    if found is None:
        known = ", ".join(WebhookEndpoint.objects.values_list("name", flat=True)) or "none"
        raise CommandError(f"no endpoint is named “{name}”; there are: {known}")
    return found


def _desk(name: str) -> Desk:
    found = Desk.objects.named(name).first()
    if found is None:
        known = ", ".join(Desk.objects.values_list("code", flat=True)) or "none; run manage.py seed"
        raise CommandError(f"no desk is named “{name}”; there are: {known}")
    return found
