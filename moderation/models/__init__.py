"""The tables of moderation; only moderation.workflow writes them."""

from moderation.models.actor import ActorKind
from moderation.models.audit import GENESIS, AuditEvent, AuditHead
from moderation.models.case import Case, CaseCause, Notice, NoticeKind
from moderation.models.decision import (
    Decision,
    DecisionVerb,
    DismissalBatch,
    DismissalReason,
    Disposition,
    DispositionKind,
    StepApproval,
)
from moderation.models.flag import Carried, Flag, FlagState, Severity, StandingException
from moderation.models.history import CONFIGURED
from moderation.models.lexicon import (
    UNDER_WAY,
    DraftState,
    ImpactPreview,
    JobState,
    LexiconDraft,
    LexiconRelease,
    PreviewState,
    RescreenJob,
)
from moderation.models.outbox import (
    EventType,
    LiftedEmbargo,
    OutboxEvent,
    ToldArticle,
    WebhookAttempt,
    WebhookDelivery,
    WebhookEndpoint,
    WebhookLine,
    WebhookSecret,
    WebhookState,
)
from moderation.models.plan import ReviewPlan, ReviewPlanVersion
from moderation.models.preference import Preference, SavedView
from moderation.models.report import ReportDelivery, ReportStop, ReportSubscription, ReportTold
from moderation.models.review import Claim, ClaimEnd, Escalation, Review, ReviewState, standing_desk, standing_desks
from moderation.models.route import Route, RoutingDecision
from moderation.models.run import NOT_SCREENED, RunCause, RunState, ScreeningRun

__all__ = [
    "CONFIGURED",
    "GENESIS",
    "NOT_SCREENED",
    "UNDER_WAY",
    "ActorKind",
    "AuditEvent",
    "AuditHead",
    "Carried",
    "Case",
    "CaseCause",
    "Claim",
    "ClaimEnd",
    "Decision",
    "DecisionVerb",
    "DismissalBatch",
    "DismissalReason",
    "Disposition",
    "DispositionKind",
    "DraftState",
    "Escalation",
    "EventType",
    "Flag",
    "FlagState",
    "ImpactPreview",
    "JobState",
    "LexiconDraft",
    "LexiconRelease",
    "LiftedEmbargo",
    "Notice",
    "NoticeKind",
    "OutboxEvent",
    "Preference",
    "PreviewState",
    "ReportDelivery",
    "ReportStop",
    "ReportSubscription",
    "ReportTold",
    "RescreenJob",
    "Review",
    "ReviewPlan",
    "ReviewPlanVersion",
    "ReviewState",
    "Route",
    "RoutingDecision",
    "RunCause",
    "RunState",
    "SavedView",
    "ScreeningRun",
    "Severity",
    "StandingException",
    "StepApproval",
    "ToldArticle",
    "WebhookAttempt",
    "WebhookDelivery",
    "WebhookEndpoint",
    "WebhookLine",
    "WebhookSecret",
    "WebhookState",
    "standing_desk",
    "standing_desks",
]
