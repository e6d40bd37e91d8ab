"""A flag tells its story over the versions: raised, changed, answered, by whom."""

from __future__ import annotations

from articles.actor import Actor
from articles.models import Article
from moderation.admin.flag_stories import tell_stories
from moderation.models import Flag
from moderation.workflow.answering import dismiss
from tests.workflow.newsroom import LABEL, NOW, SOON, TOLL, Seen, edit, flag_on, review_of, screened

NAMED = Seen("unattributed_toll", "Twelve", facts={"toll": {"min": 12, "max": 12}, "attribution": {"grade": "named"}})


def story_of(article: Article, words: str) -> list[str]:
    flags = list(Flag.objects.filter(version=review_of(article).version).standing())
    return tell_stories(article, flags)[flag_on(article, words).pk]


def test_a_new_flag_has_no_story_yet(article: Article) -> None:
    assert story_of(article, "Twelve") == []


def test_an_answer_is_told_with_its_reason(article: Article, editor: Actor) -> None:
    dismiss(flag=flag_on(article, "Twelve"), reason_code="verified", note="Rang them.", actor=editor, now=SOON)

    (line,) = story_of(article, "Twelve")

    assert line.startswith("version 1: dismissed by editor, ")
    assert line.endswith("verified by the desk; Rang them.")


def test_a_flag_that_goes_on_tells_where_it_began(article: Article, editor: Actor, second: Actor) -> None:
    dismiss(flag=flag_on(article, "Twelve"), reason_code="verified", actor=editor, now=SOON)
    edit(article, article.latest_version.text.replace("Rain is", "Snow is"), by=second)
    screened(article, TOLL, LABEL)

    lines = story_of(article, "Twelve")

    assert lines[0] == "version 1: raised, High, on “Twelve”"
    assert lines[1].startswith("version 1: dismissed by editor")
    assert lines[2].startswith("version 2: carried over")


def test_what_changed_between_versions_is_told_in_words(article: Article, second: Actor) -> None:
    edit(article, article.latest_version.text.replace("in Orvane", "in Orvane, the mayor said"), by=second)
    screened(article, NAMED, LABEL)

    assert "version 2: source was “no source”, is “named source”" in story_of(article, "Twelve")


def test_stories_do_not_run_into_each_other(article: Article, editor: Actor) -> None:
    dismiss(flag=flag_on(article, "Twelve"), reason_code="verified", actor=editor, now=NOW)

    assert story_of(article, "mercenaries") == []
