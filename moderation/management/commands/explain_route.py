"""`manage.py explain_route ARTICLE`: why an article is on the desk it is on."""

from __future__ import annotations

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from articles.models import Article
from moderation.models import Review, RoutingDecision
from moderation.workflow.routing import Freight, NoDefaultRoute, weigh_routes


class Command(BaseCommand):
    """Print the routing decision that put an article on its desk, and what the rules would say now."""

    help = "Say why an article is on its desk: the rule that won, what matched, and which rules lost."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Take the article's number."""
        parser.add_argument("article", type=int, help="the article's number, as its page's address has it")

    def handle(self, *args: Any, **options: Any) -> None:
        """Print the decision that stands, then the rules as they are now."""
        review = Review.objects.select_related("article__wire", "article__desk", "version", "desk").filter(
            article_id=options["article"]
        ).first()  # fmt: skip
        if review is None:
            raise CommandError(f"article {options['article']} is under no review: {_why_not(options['article'])}")
        decision = review.routings.select_related("version", "desk", "plan_version__plan").first()
        if decision is None:
            self.stdout.write(f"Article {review.article_id} is not routed yet: it is {review.get_state_display()}")
        else:
            self._tell(decision)
        self._tell_rules(review)

    def _tell(self, decision: RoutingDecision) -> None:
        self.stdout.write(
            f"Version {decision.version.number} went to the desk {decision.desk} with the plan "
            f"{decision.plan_version}, at {decision.at:%Y-%m-%d %H:%M} UTC"
        )
        self.stdout.write(f"because of the rule “{decision.route_name}” (version {decision.route_version})")
        for name, found in decision.matched.items():
            self.stdout.write(f"  matched {name}: {', '.join(found) if isinstance(found, list) else found}")
        if not decision.matched:
            self.stdout.write("  which takes everything")
        for lost in decision.lost:
            self.stdout.write(f"  lost: “{lost['name']}” (version {lost['version']}) – {lost['because']}")

    def _tell_rules(self, review: Review) -> None:
        try:
            winner = weigh_routes(Freight.of(review))[-1].route
        except NoDefaultRoute as error:
            raise CommandError(str(error)) from None
        self.stdout.write(f"As the rules and its open flags are now, “{winner.name}” would take it")


def _why_not(article_id: int) -> str:
    if Article.objects.filter(pk=article_id).exists():
        return "it is an original, which is read only beside what was translated from it"
    known = Review.objects.order_by("-pk").values_list("article_id", flat=True)[:5]
    return f"there is none of this number; the latest are {', '.join(map(str, known)) or 'none'}"
