"""The desk in the admin: queue, review page, home, and the tables of the house."""

from moderation.admin.report import ReportDeliveryAdmin, ReportSubscriptionAdmin
from moderation.admin.review import ReviewAdmin

__all__ = ["ReportDeliveryAdmin", "ReportSubscriptionAdmin", "ReviewAdmin"]
