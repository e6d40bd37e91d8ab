"""`manage.py issue_token`: give a program a key."""

from __future__ import annotations

from argparse import ArgumentParser
from datetime import timedelta
from typing import Any

from django.contrib.auth.models import User
from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from articles.actor import Actor
from articles.models import Desk, TokenScope
from articles.operations import issue_token


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
        parser.add_argument("--days", type=int, help="after which it opens nothing; for ever if left out")

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
                expires_at=now + timedelta(days=options["days"]) if options["days"] else None,
                actor=Actor.system(),
                now=now,
            )
        except ValidationError as error:
            raise CommandError(f"{', '.join(options['scope'])}: {'; '.join(error.messages)}") from error
        self.stdout.write("Keep this secret: it cannot be shown again.")
        self.stdout.write(issued.secret)


def _find_desk(code: str) -> Desk:
    desk = Desk.objects.named(code).first()
    if desk is None:
        raise CommandError(
            f"there is no desk {code}; there are: {', '.join(Desk.objects.values_list('code', flat=True))}"
        )
    return desk
