"""The desk in the admin: queue, review page, home, and the tables of the house."""

from moderation.admin.house import (
    AuditEventAdmin,
    ReviewPlanAdmin,
    RouteAdmin,
    ScreeningRunAdmin,
    StandingExceptionAdmin,
)
from moderation.admin.lexicon import LexiconDraftAdmin, LexiconReleaseAdmin
from moderation.admin.report import ReportDeliveryAdmin, ReportSubscriptionAdmin
from moderation.admin.review import ReviewAdmin
from moderation.admin.webhooks import WebhookDeliveryAdmin, WebhookEndpointAdmin

__all__ = [
    "AuditEventAdmin",
    "LexiconDraftAdmin",
    "LexiconReleaseAdmin",
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
