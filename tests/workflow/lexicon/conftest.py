"""Words of the seeds, a new term, and who may draft and publish it."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from django.conf import settings

from articles.actor import Actor
from articles.models import Article
from moderation import tasks
from moderation.models import (
    ImpactPreview,
    LexiconDraft,
    LexiconRelease,
    ScreeningRun,
)
from moderation.workflow.drafting import (
    digest_of_changes,
    publish_draft,
    start_draft,
)
from moderation.workflow.lexicons import read_seeds
from moderation.workflow.previewing import preview_draft
from moderation.workflow.states import Role
from tests.planting import plant_rules, plant_words
from tests.workflow.newsroom import NOW, SOON, person

TABLES, PARTIES = read_seeds(settings.SEEDS_DIR)
TERM = {
    **dict(TABLES["en"]["terms"][0]),
    "id": "en.term.9001",
    "lemma": "zorbist",
    "inflect": "s",
    "variants": "",
    "requires": "",
    "category": "proxy",
    "severity": "high",
}
NEW_TERM = {"language": "en", "table": "terms", "id": "en.term.9001", "row": TERM}


@pytest.fixture
def keeper(db: None) -> Actor:
    """Return a second standards editor."""
    return person("keeper", Role.STANDARDS_EDITOR)


@pytest.fixture
def release(db: None) -> LexiconRelease:
    """Publish the seeds' words."""
    return plant_words()


@pytest.fixture
def archive(release: LexiconRelease, house: object, make: Callable[..., Article]) -> list[Article]:
    """Return four articles, one of which holds the new term's plural, read under the seeds."""
    texts = ["The council met.", "The ZORBISTS fled at dawn.", "It rained all day.", "A ferry was late."]
    made = [make(text=text) for text in texts]
    for article in made:
        tasks.screen_version(ScreeningRun.objects.get(version=article.latest_version).pk)
    return made


@pytest.fixture
def house(release: LexiconRelease, desk: object) -> LexiconRelease:
    """Seed plans and routes beside the real words."""
    plant_rules()
    return release


def draft_by(actor: Actor, *changes: dict[str, Any]) -> LexiconDraft:
    return start_draft(changes=list(changes) or [NEW_TERM], reason="A new name", actor=actor, now=NOW)


def seen(draft: LexiconDraft) -> str:
    return digest_of_changes(draft.changes)


def publish(author: Actor, second: Actor, *changes: dict[str, Any]) -> ImpactPreview:
    draft = draft_by(author, *changes)
    preview = preview_draft(draft=draft, days=7, actor=author, now=SOON)
    publish_draft(draft=draft, seen=seen(draft), reason="Agreed", actor=second, now=SOON)
    return preview
