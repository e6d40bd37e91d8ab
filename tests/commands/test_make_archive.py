"""The invented archive: as large as asked for, and as sound as one that people made."""

from __future__ import annotations

import random

import pytest
from django.core.management import CommandError, call_command
from django.db.models import F
from django.utils import timezone

from articles.models import Article, ArticleVersion
from moderation.management.archive_copy import LANGUAGES, write_story
from moderation.management.archive_rows import Archive, write_archive
from moderation.models import AuditEvent, Decision, Disposition, Flag, Review, ReviewState, ScreeningRun
from moderation.workflow.verification import verify_chain


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_mark_of_a_story_lies_on_its_words(language: str) -> None:
    story = write_story(random.Random(1), language=language, sentences=6, marks=9)

    words = [story.text[mark.start : mark.end] for mark in story.marks]
    assert len(words) == 9
    assert all(word.isalnum() for word in words)
    assert [mark.start for mark in story.marks] == sorted(mark.start for mark in story.marks)
    assert all(
        word.isdecimal() == (mark.check_id != "loaded_label") for word, mark in zip(words, story.marks, strict=True)
    )


def test_a_word_stands_in_as_many_stories_as_asked_for() -> None:
    archive = Archive(40, word="zorbist", holders=4)

    stories = [filed.story.text for filed in write_archive(archive, first=0, now=timezone.now())]

    assert sum("zorbist" in text for text in stories) == 4


def test_the_same_archive_is_made_twice() -> None:
    now = timezone.now()
    archive = Archive(5, flags_each=4, on_hand=2)

    once, again = ([filed.story for filed in write_archive(archive, first=0, now=now)] for _ in range(2))

    assert once == again


def test_texts_differ_from_each_other() -> None:
    stories = [filed.story.text for filed in write_archive(Archive(50, flags_each=5), first=0, now=timezone.now())]

    assert len(set(stories)) == 50


@pytest.mark.django_db
def test_articles_come_flagged_answered_and_decided() -> None:
    call_command("seed", verbosity=0)

    call_command("make_archive", articles=120, flags_each=5, on_hand=30)

    assert (Article.objects.count(), ArticleVersion.objects.count(), ScreeningRun.objects.count()) == (120, 120, 120)
    assert 300 < Flag.objects.count() < 900
    assert Review.objects.on_hand().count() == 30
    assert Review.objects.filter(state=ReviewState.APPROVED).count() > 60
    assert Decision.objects.filter(verb="approved").count() == Review.objects.filter(state="approved").count()
    assert Disposition.objects.count() == Flag.objects.exclude(state="open").count()
    assert not Flag.objects.open().filter(article__review__state=ReviewState.APPROVED).exists()
    assert not Article.objects.exclude(latest_version__article=F("pk")).exists()


@pytest.mark.django_db
def test_the_audit_history_says_that_the_copy_is_invented_and_still_holds() -> None:
    call_command("seed", verbosity=0)

    call_command("make_archive", articles=10)

    event = AuditEvent.objects.get(action="archive.made")
    screened = AuditEvent.objects.get(action="archive.screened")
    runs = ScreeningRun.objects.order_by("pk").values_list("pk", flat=True)
    assert event.after == {"articles": 10}
    assert screened.after == {"first": runs[0], "last": runs[9]}
    assert verify_chain().is_whole


@pytest.mark.django_db
def test_without_desks_it_says_what_to_do_first() -> None:
    with pytest.raises(CommandError, match=r"manage\.py seed"):
        call_command("make_archive", articles=1)
