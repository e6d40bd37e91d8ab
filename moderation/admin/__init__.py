"""The desk in the admin: queue, review page, home, and the tables of the house."""

from moderation.admin.desks import DeskAdmin
from moderation.admin.exceptions import StandingExceptionAdmin
from moderation.admin.house import AuditEventAdmin, ScreeningRunAdmin
from moderation.admin.lexicon import LexiconDraftAdmin, LexiconReleaseAdmin
from moderation.admin.people import PersonAdmin
from moderation.admin.plans import ReviewPlanAdmin
from moderation.admin.report import ReportDeliveryAdmin, ReportSubscriptionAdmin
from moderation.admin.review import ReviewAdmin
from moderation.admin.routes import RouteAdmin
from moderation.admin.webhooks import WebhookDeliveryAdmin, WebhookEndpointAdmin

__all__ = [
    "AuditEventAdmin",
    "DeskAdmin",
    "LexiconDraftAdmin",
    "LexiconReleaseAdmin",
    "PersonAdmin",
    "ReportDeliveryAdmin",
    "ReportSubscriptionAdmin",
    "ReviewAdmin",
    "ReviewPlanAdmin",
    "RouteAdmin",
    "ScreeningRunAdmin",
    "StandingExceptionAdmin",
    "WebhookDeliveryAdmin",
    "WebhookEndpointAdmin",
]
