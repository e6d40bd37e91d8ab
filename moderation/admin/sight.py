"""Kept while branches that know the old place are being joined."""

from moderation.workflow.sight import *  # noqa: F403
from moderation.workflow.sight import (  # noqa: F401
    SEES_EVERY_DESK,
    may_read,
    open_review,
    roles_of,
    sees_every_desk,
    visible_desks,
    visible_reviews,
)
