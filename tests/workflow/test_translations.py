"""A translation filed with its original: what drifted is flagged, answered, and carried to the next version."""

from __future__ import annotations

import pytest
from django.conf import settings
from django.utils import timezone

from articles.actor import Actor
from articles.intake import Copy
from articles.models import Article, Desk, Wire
from articles.operations import correct_copy, file_copy
from moderation import tasks
from moderation.models import Flag, FlagState, LexiconRelease, ReviewState, ScreeningRun
from moderation.workflow.answering import dismiss
from moderation.workflow.lexicons import seed_lexicon
from tests.workflow.newsroom import NOW, edit, review_of

ORIGINAL = "Police said 12 people were killed in Tamara.\nNineteen others were wounded, the hospital said."
TRANSLATION = "Selon la police, 21 personnes ont été tuées à Tamara.\nLe maire est venu dans la soirée."


@pytest.fixture
def words(house: LexiconRelease, monkeypatch: pytest.MonkeyPatch) -> LexiconRelease:
    """Publish the seeds' lexicon, and read with the real engine."""
    monkeypatch.undo()
    seed_lexicon(settings.SEEDS_DIR, now=timezone.now())
    return LexiconRelease.objects.latest("number")


def file_pair(wire: Wire, desk: Desk, by: Actor, original: tuple[str, str], text: str = TRANSLATION) -> Article:
    """File an original and its translation, and screen the translation."""
    language, told = original
    there = file_copy(
        copy=Copy(text=told, headline="Told there"), wire=wire, desk=desk, language=language, kind="original",
        actor=by, now=NOW,
    )  # fmt: skip
    article = file_copy(
        copy=Copy(text=text, headline="Dit ici"), wire=wire, desk=desk, language="fr", kind="translated",
        original=there, actor=by, now=NOW,
    )  # fmt: skip
    return screen_latest(article)


def screen_latest(article: Article) -> Article:
    article.refresh_from_db()
    assert tasks.screen_version(ScreeningRun.objects.get(version=article.latest_version).pk) == "done"
    return article


def drift_flags(article: Article) -> dict[str, Flag]:
    found = Flag.objects.standing().filter(version=review_of(article).version, evidence__has_key="original")
    return {flag.check_id: flag for flag in found}


def test_what_drifted_is_flagged_and_bars_the_approval(
    words: LexiconRelease, wire: Wire, desk: Desk, filer: Actor
) -> None:
    article = file_pair(wire, desk, filer, ("en", ORIGINAL))

    flags = drift_flags(article)
    changed, missing = flags["toll_changed"], flags["toll_missing"]
    assert (changed.matched_text, changed.severity, changed.evidence["original"]["text"]) == ("21", "high", "12")
    assert (missing.matched_text, missing.start, missing.end) == ("Nineteen", None, None)
    assert missing.window == "Nineteen others were wounded, the hospital said."
    assert set(Flag.objects.blocking()) == {changed, missing}


def test_an_answer_to_what_is_missing_is_carried_to_the_next_version(
    words: LexiconRelease, wire: Wire, desk: Desk, filer: Actor, editor: Actor
) -> None:
    article = file_pair(wire, desk, filer, ("en", ORIGINAL))
    dismiss(flag=drift_flags(article)["toll_missing"], reason_code="verified", actor=editor, now=timezone.now())

    edit(article, TRANSLATION.replace("21", "12").replace("soirée", "nuit"), by=editor, now=timezone.now())
    screen_latest(article)

    flags = drift_flags(article)
    assert set(flags) == {"toll_missing"}
    assert (flags["toll_missing"].state, flags["toll_missing"].carried) == (FlagState.DISMISSED, "carried")
    assert Flag.objects.get(check_id="toll_changed").state == FlagState.FIXED


def test_an_answer_does_not_outlive_a_change_of_the_original(
    words: LexiconRelease, wire: Wire, desk: Desk, filer: Actor, editor: Actor
) -> None:
    article = file_pair(wire, desk, filer, ("en", ORIGINAL))
    dismiss(flag=drift_flags(article)["toll_missing"], reason_code="verified", actor=editor, now=timezone.now())

    correct_copy(
        article=article.original,
        copy=Copy(text=ORIGINAL.replace("Nineteen others", "Ninety others"), headline="Told there"),
        actor=filer,
        now=timezone.now(),
        expected_version=article.original.latest_version.number,
        origin="edited",
    )
    edit(article, TRANSLATION.replace("21", "12"), by=editor, now=timezone.now())
    screen_latest(article)

    missing = drift_flags(article)["toll_missing"]
    assert (missing.matched_text, missing.state, missing.carried) == ("Ninety", FlagState.OPEN, "reopened")


def test_an_original_that_no_lexicon_reads_is_kept_as_not_compared(
    words: LexiconRelease, wire: Wire, desk: Desk, filer: Actor
) -> None:
    text = "Selon la police, la route de Tamara est fermée."

    article = file_pair(wire, desk, filer, ("uk", "За даними поліції, дорогу на Тамару закрито."), text)

    run = ScreeningRun.objects.get(version=article.latest_version)
    assert run.comparison is not None
    assert (run.comparison["status"], run.comparison["language"]) == ("not_compared", "uk")
    assert "'uk'" in run.comparison["reason"]
    assert run.is_uncompared
    assert review_of(article).state == ReviewState.WAITING
