"""An article's history, as people read it."""

import re
from pathlib import Path

import pytest
from django.core import mail

from articles.actor import Actor
from articles.models import Article
from moderation import tasks
from moderation.models import AuditEvent, Notice
from moderation.reports.notices import write_notice
from moderation.workflow.answering import dismiss
from moderation.workflow.deciding import return_
from moderation.workflow.notices import mail_notice, participants
from moderation.workflow.timeline import SENTENCES, EntryKind, kind_of, people_in, timeline, words_changed
from tests.workflow.newsroom import SOON, TEXT, TOLL, edit, flag_on, review_of, screened

WORKFLOW = Path(__file__).parents[2] / "moderation"


@pytest.mark.django_db
class TestTimeline:
    """One list, filtered by person and kind."""

    @pytest.fixture
    def worked_on(self, article: Article, editor: Actor, second: Actor) -> Article:
        """Return an article that was answered, returned and edited."""
        dismiss(flag=flag_on(article, "Twelve"), reason_code="verified", actor=editor, now=SOON, note="Called them")
        return_(review=review_of(article), reason="Who says mercenaries?", actor=editor, now=SOON)
        edit(article, TEXT.replace("mercenaries", "fighters"), by=second)
        screened(article, TOLL)
        return article

    def test_it_reads_as_one_list(self, worked_on: Article) -> None:
        sentences = [entry.sentence for entry in timeline(worked_on)]

        assert sentences[0] == "filed version 1"
        assert "raised a flag on “Twelve” (unattributed_toll, high)" in sentences
        assert "dismissed the flag on “Twelve” (verified)" in sentences
        assert "carried the answer on “Twelve” over from version 1" in sentences
        assert "returned version 1" in sentences
        assert not any("–" in sentence for sentence in sentences)

    def test_it_shows_what_an_edit_changed_in_words(self, worked_on: Article) -> None:
        entry = next(entry for entry in timeline(worked_on) if entry.action == "version.edited")

        assert list(entry.changes) == [("-", "mercenaries."), ("+", "fighters.")]

    def test_it_is_filtered_by_person_and_kind(self, worked_on: Article, editor: Actor) -> None:
        mine = timeline(worked_on, person=editor.user.pk, kind=EntryKind.FLAG)

        assert [(entry.by, entry.reason) for entry in mine] == [("editor", "Called them")]

    def test_it_names_the_people_in_it(self, worked_on: Article, editor: Actor, filer: Actor, second: Actor) -> None:
        assert [name for _, name in people_in(worked_on)] == ["editor", "filer", "second"]

    def test_an_unknown_action_stands_for_itself(self, article: Article) -> None:
        AuditEvent.objects.create(
            at=SOON, actor_kind="system", actor_label="x", action="odd.thing", object_type="t", object_id="1",
            article_id=article.pk,
        )  # fmt: skip

        assert timeline(article)[-1].sentence == "odd.thing"

    def test_a_return_is_mailed_once_to_each(self, worked_on: Article, filer: Actor) -> None:
        notice = Notice.objects.get(recipient=filer.user)

        sent = [tasks.mail_notices([notice.pk]) for _ in range(2)]

        assert sent == [1, 0]
        assert mail.outbox[0].to == ["filer@example.org"]
        assert "Who says mercenaries?" in mail.outbox[0].body

    def test_nobody_without_an_address_is_mailed(self, worked_on: Article, filer: Actor) -> None:
        filer.user.email = ""
        filer.user.save()

        notice = Notice.objects.get(recipient=filer.user)

        assert not mail_notice(notice_id=notice.pk, write=write_notice, now=SOON)

    def test_those_who_took_part_are_its_participants(self, worked_on: Article, standards: Actor) -> None:
        standards.user.is_superuser = True
        standards.user.save()

        assert [person.username for person in participants(worked_on)] == ["filer", "editor", "second"]


def test_every_action_that_the_workflow_records_on_articles_has_a_sentence() -> None:
    sources = [*WORKFLOW.glob("workflow/*.py"), WORKFLOW / "receivers.py"]
    recorded = set().union(*(re.findall(r'action="([a-z_]+\.[a-z_]+)"', path.read_text()) for path in sources))
    elsewhere = {"audit", "exception", "lexicon", "rescreen", "route", "plan", "user", "flags", "upload", "wire"}
    elsewhere |= {"desk", "publication", "report", "token"}

    missing = {action for action in recorded if action.partition(".")[0] not in elsewhere} - SENTENCES.keys()

    assert missing == set()


@pytest.mark.parametrize(
    ("action", "kind"),
    [("version.filed", "copy"), ("version.approved", "decision"), ("flag.raised", "flag"), ("odd.thing", "handling")],
)
def test_an_action_has_a_kind(action: str, kind: str) -> None:
    assert kind_of(action) == kind


@pytest.mark.parametrize(
    ("before", "after", "changes"),
    [
        ("a b c", "a b c", []),
        ("a b c", "a x c", [("-", "b"), ("+", "x")]),
        ("a b", "a b c d", [("+", "c d")]),
        ("a b c", "c", [("-", "a b")]),
    ],
)
def test_changes_are_told_in_words(before: str, after: str, changes: list[tuple[str, str]]) -> None:
    assert words_changed(before, after) == changes
