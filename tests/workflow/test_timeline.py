"""An article's history, as people read it."""

import re
from pathlib import Path

import pytest
from django.core import mail
from django.utils import translation

from articles.actor import Actor
from articles.models import Article, VersionOrigin
from moderation import tasks
from moderation.models import AuditEvent, Notice
from moderation.models.report import DeliveryState
from moderation.reports.notices import write_notice
from moderation.workflow.answering import dismiss
from moderation.workflow.deciding import return_
from moderation.workflow.notices import mail_notice, participants
from moderation.workflow.telling import ACTORS, SENTENCES
from moderation.workflow.timeline import EntryKind, kind_of, people_in, timeline, words_changed
from tests.workflow.newsroom import SOON, TEXT, TOLL, edit, flag_on, review_of, screened


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
        assert "raised a flag on “Twelve” (Casualty figure without a source, high)" in sentences
        assert "dismissed the flag on “Twelve” (verified by the desk)" in sentences
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


HOUSE = Path(__file__).parents[2]
SOURCES = [path for room in ("articles", "moderation") for path in (HOUSE / room).rglob("*.py")]
RECORDED = re.compile(r'(?:action=|Event\(\s*|_tell\(\w+, |_turn\([^"]+|else )"([a-z]+\.[a-z_]+)"')
# Actions whose last word is a state or a kind: where their words are made, and what may stand there.
MADE = {
    "flag": ("fixed", "dismissed", "upheld", "superseded", "undone", "reopened"),
    "run": ("done", "failed", "unsupported"),
    "version": VersionOrigin.values,
    "report": (DeliveryState.ACCEPTED, DeliveryState.FAILED, DeliveryState.SKIPPED),
    "desk": ("added", "changed", "removed"),
    "wire": ("added", "changed", "removed"),
}


def test_no_action_of_the_audit_history_lacks_words() -> None:
    recorded = set().union(*(RECORDED.findall(path.read_text()) for path in SOURCES))
    recorded |= {f"{about}.{end}" for about, ends in MADE.items() for end in ends}

    assert {"upload.received", "flag.raised", "lexicon.drafted", "route.added"} <= recorded
    assert recorded - SENTENCES.keys() == set()


def test_no_part_of_the_house_that_acts_lacks_words() -> None:
    named = r'Actor\.(?:rule|task)\(f?"([a-z_]+)[ "]'
    parts = set().union(*(re.findall(named, path.read_text()) for path in SOURCES))

    assert parts
    assert parts - ACTORS.keys() == set()


@pytest.mark.django_db
def test_the_timeline_speaks_the_readers_language(article: Article) -> None:
    with translation.override("fr"):
        told = " ".join(f"{entry.by} {entry.sentence} {entry.reason}" for entry in timeline(article))

    assert "Bilan sans source" in told
    for code in ("unattributed_toll", "screen_version", "upload.received", "high", "arrival"):
        assert code not in told


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
