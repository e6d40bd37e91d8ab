"""The whole way of an article, walked as the database role that owns nothing."""

from collections.abc import Callable
from contextlib import AbstractContextManager
from datetime import timedelta

import pytest

from articles.actor import Actor
from articles.models import Article, Desk, Wire
from moderation.models import AuditEvent, Case, LexiconRelease, ReviewPlan, Route
from moderation.workflow.aftermath import acknowledge
from moderation.workflow.answering import confirm, dismiss, dismiss_alike, undo_alike
from moderation.workflow.configuring import save_plan, save_route
from moderation.workflow.deciding import approve, hold, kill, reopen, resume, return_
from moderation.workflow.drafting import start_draft
from moderation.workflow.previewing import preview_draft
from moderation.workflow.reviewing import claim, release
from moderation.workflow.standing import Pass, expire_exceptions, grant_exception
from moderation.workflow.verification import verify_chain
from tests.audit.conftest import article, clean, desk, editor, filer, house, wire
from tests.workflow.conftest import chief, second, standards
from tests.workflow.newsroom import LABEL, NOW, SOON, TEXT, TOLL, edit, file, flag_on, review_of, screened

__all__ = ["article", "chief", "clean", "desk", "editor", "filer", "house", "second", "standards", "wire"]

pytestmark = pytest.mark.django_db
AsApp = Callable[[], AbstractContextManager[None]]


def approve_as(actor: Actor, about: Article) -> None:
    review = review_of(about)
    approve(review=review, content_hash=review.version.content_hash, actor=actor, now=SOON)


def test_an_article_goes_its_whole_way(  # noqa: PLR0917
    as_app_role: AsApp, house: LexiconRelease, wire: Wire, desk: Desk, filer: Actor, editor: Actor, second: Actor,
    standards: Actor, chief: Actor,
) -> None:  # fmt: skip
    with as_app_role():
        made = file(wire, desk, by=filer)
        screened(made, TOLL, LABEL)
        claim(review=review_of(made), actor=editor, now=NOW)
        dismiss(flag=flag_on(made, "Twelve"), reason_code="verified", actor=editor, now=NOW)
        release(review=review_of(made), actor=editor, now=NOW)
        hold(review=review_of(made), reason="Wait", until=SOON + timedelta(hours=1), actor=second, now=SOON)
        resume(review=review_of(made), actor=second, now=SOON)
        return_(review=review_of(made), reason="Name the mayor", actor=second, now=SOON)
        edit(made, TEXT.replace("The mayor", "Mayor Anselm Roth"), by=filer)
        screened(made, TOLL, LABEL)
        confirm(flag=flag_on(made, "Twelve"), actor=second, now=SOON)
        approve_as(chief, made)
        approve_as(standards, made)
        assert review_of(made).state == "approved"
        reopen(review=review_of(made), reason="A reader called", actor=chief, now=SOON)
        kill(review=review_of(made), reason="False", actor=editor, now=SOON)

    assert review_of(made).state == "killed"
    assert verify_chain().is_whole


def test_everything_around_it_works_too(  # noqa: PLR0917
    as_app_role: AsApp, house: LexiconRelease, wire: Wire, desk: Desk, filer: Actor, editor: Actor, standards: Actor,
    chief: Actor,
) -> None:  # fmt: skip
    with as_app_role():
        grant_exception(
            wire=wire, passing=Pass("loaded_label", matched_text="rebels"), until=SOON, reason="So", actor=standards,
            now=NOW,
        )  # fmt: skip
        plan = ReviewPlan(code="short", name="Short")
        save_plan(plan=plan, steps=[{"step": "a", "roles": ["desk_editor"]}], actor=chief, now=NOW)
        save_route(route=Route(name="Short", position=1, plan=plan), actor=chief, now=NOW)
        made = [file(wire, desk, by=filer, text=f"{TEXT} Number {number}.") for number in range(2)]
        for one in made:
            screened(one, LABEL)
        receipt = dismiss_alike(
            check_id="loaded_label", matched_text="mercenaries", article_ids=[one.pk for one in made],
            reason_code="quotation", actor=editor, session="s", now=SOON,
        )  # fmt: skip
        undone = undo_alike(batch=receipt.batch, actor=editor, session="s", now=SOON)
        expire_exceptions(now=SOON)

    assert (receipt.dismissed, undone) == (2, 2)
    assert review_of(made[0]).plan_version.plan == plan


def test_a_lexicon_change_and_a_case_need_no_owner(
    as_app_role: AsApp, clean: Article, wire: Wire, filer: Actor, editor: Actor, standards: Actor
) -> None:
    with as_app_role():
        derived = file(wire, clean.desk, by=filer, text="From the other.")
        Article.objects.filter(pk=derived.pk).update(original=clean)
        kill(review=review_of(clean), reason="False", actor=editor, now=SOON)
        acknowledge(case=Case.objects.get(article=derived), actor=editor, now=SOON)
        draft = start_draft(changes=[], reason="Nothing yet", actor=standards, now=NOW)
        preview = preview_draft(draft=draft, days=1, actor=standards, now=NOW)

    assert preview.screened == 0
    assert AuditEvent.objects.filter(action="case.acknowledged").exists()
