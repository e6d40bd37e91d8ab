"""A draft with one new term, and the two standards editors who change the house's words."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client

from articles.actor import Actor
from articles.models import Desk
from moderation.models import LexiconDraft, LexiconRelease
from moderation.workflow.draft_rows import put_row
from moderation.workflow.drafting import digest_of_changes, start_draft
from moderation.workflow.states import Role
from moderation.workflow.wording import Place
from tests.desk.conftest import staff
from tests.planting import plant_words
from tests.workflow.newsroom import NOW

SignIn = Callable[[Actor], Client]
DRAFTS, RELEASES = "/admin/moderation/lexicondraft/", "/admin/moderation/lexiconrelease/"
TERM = {
    "lemma": "zorbist",
    "inflect": "s",
    "category": "proxy",
    "severity": "high",
    "suggestions": "fighter",
    "rule": "acts-first",
    "source": "house style",
}


@pytest.fixture
def release(db: None) -> LexiconRelease:
    """Publish the seeds' words."""
    return plant_words()


@pytest.fixture
def ingrid(desk: Desk, roles: None) -> Actor:
    """Return a standards editor."""
    return staff("ingrid", Role.STANDARDS_EDITOR, desk)


@pytest.fixture
def karl(desk: Desk, roles: None) -> Actor:
    """Return a second standards editor."""
    return staff("karl", Role.STANDARDS_EDITOR, desk)


@pytest.fixture
def draft(release: LexiconRelease, ingrid: Actor) -> LexiconDraft:
    """Return ingrid's draft with one new term."""
    draft = start_draft(changes=[], reason="A new name", actor=ingrid, now=NOW)
    return put_row(draft=draft, place=Place("en", "terms"), row=TERM, actor=ingrid, now=NOW)


def page_of(draft: LexiconDraft, part: str = "change") -> str:
    return f"{DRAFTS}{draft.pk}/{part}/"


def form_of(draft: LexiconDraft, reason: str) -> dict[str, str]:
    return {"reason": reason, "seen": digest_of_changes(draft.changes)}


def said(answer: Any) -> str:
    html: str = answer.content.decode()
    return html


def text_of(answer: Any) -> str:
    return " ".join(re.sub(r"<[^>]+>", " ", said(answer)).split())


def hidden(answer: Any, number: str) -> dict[str, str]:
    """Return what a page sends along, unseen, with the buttons of one row."""
    forms = re.findall(r"<form method=\"post\".*?</form>", said(answer), re.DOTALL)
    form = next(one for one in forms if f'name="id" value="{number}"' in one)
    return dict(re.findall(r'name="(language|table|id|seen)" value="([^"]*)"', form))
