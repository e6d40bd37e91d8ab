"""The history of what people configure and of due times, kept by the database: a change from a shell shows too."""

import pghistory
from django.contrib.auth.models import User

from articles.models import Desk, DeskMembership, Wire
from moderation.models.flag import StandingException
from moderation.models.lexicon import LexiconDraft
from moderation.models.outbox import WebhookEndpoint
from moderation.models.plan import ReviewPlan
from moderation.models.report import ReportSubscription
from moderation.models.review import Review
from moderation.models.route import Route


class TrackedDesk(Desk):
    """A desk, as its history sees it."""

    class Meta:
        proxy = True


class TrackedDeskMembership(DeskMembership):
    """A place on a desk, as its history sees it."""

    class Meta:
        proxy = True


class TrackedWire(Wire):
    """A wire, as its history sees it."""

    class Meta:
        proxy = True


class TrackedRole(User.groups.through):  # type: ignore[name-defined,misc]
    """A person's role, as its history sees it."""

    class Meta:
        proxy = True


CONFIGURED: dict[type, str] = {
    Route: "RouteHistory",
    ReviewPlan: "ReviewPlanHistory",
    StandingException: "StandingExceptionHistory",
    LexiconDraft: "LexiconDraftHistory",
    ReportSubscription: "ReportSubscriptionHistory",
    WebhookEndpoint: "WebhookEndpointHistory",
    TrackedDesk: "DeskHistory",
    TrackedDeskMembership: "DeskMembershipHistory",
    TrackedWire: "WireHistory",
    TrackedRole: "RoleHistory",
}

for _model, _name in CONFIGURED.items():
    pghistory.track(
        pghistory.InsertEvent(),
        pghistory.UpdateEvent(),
        pghistory.DeleteEvent(),
        model_name=_name,
        app_label="moderation",
        append_only=True,
    )(_model)

# When a review is due is reckoned by the workflow alone, which tells of it by what it does: whoever moves it by SQL
# tells nothing, but here it shows.
pghistory.track(
    pghistory.UpdateEvent(condition=pghistory.AnyChange("due_at")),
    fields=["due_at", "state", "desk"],
    model_name="DueTimeHistory",
    app_label="moderation",
    append_only=True,
)(Review)
