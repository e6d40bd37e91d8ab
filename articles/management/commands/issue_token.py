"""`manage.py issue_token`: give a program a key."""

from __future__ import annotations

from argparse import ArgumentParser, ArgumentTypeError
from collections.abc import Iterable
from datetime import timedelta
from typing import Any

from django.contrib.auth.models import User
from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from articles.actor import Actor
from articles.models import Desk, TokenScope
from articles.operations import issue_token

# A hundred years: whoever means longer leaves it out.
MOST_DAYS = 36500


class Command(BaseCommand):
    """Issue a token and print its secret, once."""

    help = "Issues an API token that acts as a user, and prints its secret: it cannot be shown again."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Take the program's name, whom it acts as, what it may do, on which desks, and for how long."""
        parser.add_argument("name", help="of the program; it stands in the history")
        parser.add_argument("--user", required=True, help="whom it acts as: their roles and desks bound it")
        parser.add_argument(
            "--scope", action="append", help=f"one of {', '.join(TokenScope)}; again for more; all if none"
        )
        parser.add_argument("--desk", action="append", default=[], help="code of a desk; again for more; all if none")
        parser.add_argument("--days", type=_days, help="after which it opens nothing; for ever if left out")

    def handle(self, *args: Any, **options: Any) -> None:
        """Issue it."""
        user = User.objects.filter(username=options["user"]).first()
        if user is None:
            raise CommandError(f"there is no user {options['user']}")
        desks = [_find_desk(code) for code in options["desk"] or []]
        now = timezone.now()
        try:
            issued = issue_token(
                name=options["name"],
                user=user,
                scopes=options["scope"] or list(TokenScope),
                desks=desks,
                expires_at=None if options["days"] is None else now + timedelta(days=options["days"]),
                actor=Actor.system(),
                now=now,
            )
        except ValidationError as error:
            raise CommandError(_say(error, scopes=options["scope"] or ())) from error
        self.stdout.write("Keep this secret: it cannot be shown again.")
        self.stdout.write(issued.secret)


def _say(error: ValidationError, *, scopes: Iterable[str]) -> str:
    given = {"scopes": ", ".join(scopes)}
    return "; ".join(f"{given.get(name, name)}: {' '.join(words)}" for name, words in error.message_dict.items())


def _days(written: str) -> int:
    """Return a number of days; none at all would not be for ever, and fewer are over."""
    if not (written.isascii() and written.isdecimal() and 1 <= int(written) <= MOST_DAYS):
        raise ArgumentTypeError(f"“{written}” is no number of days from 1 to {MOST_DAYS}")
    return int(written)


def _find_desk(code: str) -> Desk:
    desk = Desk.objects.named(code).first()
    if desk is None:
        raise CommandError(
            f"there is no desk {code}; there are: {', '.join(Desk.objects.values_list('code', flat=True))}"
        )
    return desk
