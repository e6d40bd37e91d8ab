"""`manage.py seed`: put what editors own into the database."""

from collections.abc import Callable
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.db import transaction
from django.utils import timezone

from moderation.management import seeding
from moderation.screening.lexicon import UnreadableLexicon
from moderation.workflow.configuring import UnfitPlan, seed_plans, seed_routes
from moderation.workflow.lexicons import seed_lexicon


class Command(BaseCommand):
    """Make what is missing of roles, desks, wires, lexicons, plans, routes and reports."""

    help = (
        "Make what is missing of roles, desks, wires, lexicons, plans, routes and reports; run it as often as you like."
    )

    def handle(self, *args: Any, **options: Any) -> None:
        """Seed everything or nothing."""
        try:
            with transaction.atomic():
                made = {name: seed() for name, seed in self._steps().items()}
        except (seeding.UnreadableSeed, UnreadableLexicon, UnfitPlan) as error:
            raise CommandError(str(error)) from None
        news = ", ".join(f"{count} {name}" for name, count in made.items() if count)
        self.stdout.write(f"Seeded {news}" if news else "Everything is seeded already")

    def _steps(self) -> dict[str, Callable[[], int]]:
        folder, now = settings.SEEDS_DIR, timezone.now()
        return {
            "roles": lambda: seeding.seed_roles(seeding.read_rows(folder / "roles.json")),
            "desks": lambda: seeding.seed_desks(seeding.read_rows(folder / "desks.json")),
            "wires": lambda: seeding.seed_wires(seeding.read_rows(folder / "wires.json")),
            "lexicon releases": lambda: seed_lexicon(folder, now=now),
            "review plans": lambda: seed_plans(seeding.read_rows(folder / "plans" / "plans.json"), now=now),
            "routes": lambda: seed_routes(seeding.read_rows(folder / "routes" / "routes.json"), now=now),
            "reports": lambda: seeding.seed_reports(seeding.read_rows(folder / "reports.json"), now=now),
        }
