"""An editor sees what drifted in a translation, beside its original, and answers what is missing from it."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from articles.operations import IncomingOriginal

from .conftest import Newsroom, wait_for_keys

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

ORIGINAL = """Collapse in Tamara

Police said 12 people were killed when a hall collapsed in Tamara. The militants who hold the town sent help.
Nineteen others were wounded, the hospital said.
"""
TRANSLATION = """Effondrement à Tamara

Selon la police, 21 personnes ont été tuées dans l'effondrement d'une salle à Tamara. Les terroristes qui tiennent la
ville ont envoyé des secours.
"""


def test_what_is_missing_is_seen_and_answered(
    newsroom: Newsroom, screened_at_once: None, sit_down: Callable[..., Page], tmp_path: Path
) -> None:
    original = IncomingOriginal(ORIGINAL.encode(), "there.txt", "en")
    review = newsroom.file(TRANSLATION, original=original, language="fr")
    page = sit_down("emil")

    page.goto(newsroom.page_of(review) + "?view=original")
    wait_for_keys(page)
    missing = page.locator(".flag", has_text="missing from the translation")
    expect(missing).to_have_count(1)
    missing.locator(".flag-pick").click()
    expect(missing.locator(".message")).to_contain_text("The original counts")
    expect(page.locator(".pairs mark", has_text="12")).to_be_visible()
    page.screenshot(path=Path(os.environ.get("SHOTS", tmp_path)) / "drift.png")

    page.keyboard.press("f")
    expect(missing.locator(".flag-state")).to_have_text("to fix")
