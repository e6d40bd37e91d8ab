"""What tests of sending do over and over."""

from __future__ import annotations

from articles.actor import Actor
from articles.models import Article
from articles.operations import kill_copy
from moderation.webhooks.sending import due_endpoints
from tests.webhooks.conftest import Clock


def kill(article: Article, clock: Clock) -> None:
    kill_copy(article=article, actor=Actor.system(), reason="Withdrawn.", now=clock())


def due(clock: Clock) -> list[int]:
    return due_endpoints(now=clock())
