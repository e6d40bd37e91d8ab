"""A kill reaches what was made from the copy, in whatever order the two come."""

from itertools import permutations
from typing import Any

import pytest
from django.core.management import call_command
from django.db import IntegrityError, connection, transaction
from django.db.migrations.executor import MigrationExecutor

from articles.actor import Actor
from articles.intake import Copy, Link
from articles.models import Article, Desk, Wire
from articles.operations import hold_copy, receive_copy
from moderation.models import AuditEvent, Case, LexiconRelease, Notice
from moderation.reports.notices import write_notice
from moderation.workflow.aftermath import derived_from, follow_tie, sources_of
from moderation.workflow.deciding import kill
from moderation.workflow.sight import visible_cases
from tests.workflow.newsroom import NOW, SOON, review_of, screened

pytestmark = pytest.mark.django_db

WIRE = Actor.task("poll_wire")
FILED = Copy(text="Twelve people died.", headline="Twelve die", uri="urn:original")
KILLED = Copy(text="", uri="urn:original", pub_status="canceled", ed_note="Hoax")
KILLED_WITH_TEXT = Copy(text="Twelve people died.", uri="urn:original", pub_status="canceled", ed_note="Hoax")


@pytest.fixture
def heads(house: LexiconRelease, wire: Wire, desk: Desk) -> dict[str, Any]:
    """Return the heads under which a wire's copy comes in."""
    return {"wire": wire, "desk": desk, "actor": WIRE, "now": NOW}


def made_from(source: str = "urn:original", relation: str = "translatedfrom", **changes: Any) -> Copy:
    told = {"text": "Douze morts.", "headline": "Douze morts", "uri": "urn:made", "language": "fr", **changes}
    return Copy(**told, links=(Link(relation, source),))


def receive(copy: Copy, heads: dict[str, Any], **changes: Any) -> Article:
    return receive_copy(copy=copy, **{**heads, **changes}).article


@pytest.mark.parametrize(
    "copies",
    [
        *permutations([FILED, KILLED, made_from()]),
        *permutations([KILLED, made_from()]),
        *permutations([KILLED_WITH_TEXT, made_from()]),
        *permutations([FILED, KILLED, made_from(relation="derivedfrom", text="A dozen died.", language="en")]),
        *permutations([KILLED, made_from(relation="derivedfrom")]),
        *permutations([KILLED_WITH_TEXT, made_from(language="en")]),  # linked, but in one language: no translation
    ],
    ids=lambda copies: " ".join("kill" if one.pub_status == "canceled" else one.uri for one in copies),
)
def test_a_kill_is_told_once_whichever_comes_first(
    heads: dict[str, Any], chief: Actor, copies: tuple[Copy, ...]
) -> None:
    for copy in copies:
        receive(copy, heads)

    made, original = (Article.objects.get(external_id=uri) for uri in ("urn:made", "urn:original"))
    case = Case.objects.get()
    assert (case.article, case.of_article, case.cause, case.reason) == (made, original, "kill", "Hoax")
    assert [notice.recipient for notice in Notice.objects.filter(article=made)] == [chief.user]
    assert list(visible_cases(chief.user)) == [case]


@pytest.mark.parametrize(
    "copies",
    [
        (FILED, made_from()),
        (made_from(), FILED),
        (KILLED, made_from(relation="mainpic")),
        (made_from(relation="mainpic"), KILLED),
        (KILLED, made_from(relation="replaces")),
        (made_from(relation="replaces"), KILLED),
        (KILLED, made_from("urn:another")),
        (made_from("urn:another"), KILLED),
        (made_from("urn:another"), FILED, KILLED),
        (Copy(text="Twelve people died.", uri="urn:original", pub_status="withheld"), made_from()),
    ],
)
def test_no_kill_is_told_to_what_was_made_from_no_killed_copy(heads: dict[str, Any], copies: tuple[Copy, ...]) -> None:
    for copy in copies:
        receive(copy, heads)

    assert not Case.objects.exists()


def test_what_comes_again_is_told_nothing_again(heads: dict[str, Any]) -> None:
    receive(KILLED, heads)
    receive(made_from(), heads)

    receive(made_from(), heads)
    receive(made_from(text="Treize morts.", version="2"), heads)
    receive(KILLED, heads)
    receive(FILED, heads)

    assert Case.objects.count() == 1


def test_what_was_made_from_something_made_from_killed_copy_is_told(heads: dict[str, Any]) -> None:
    original = receive(KILLED, heads)
    rewrite = receive(made_from(relation="derivedfrom", text="A dozen died.", language="en"), heads)

    late = receive(made_from("urn:made", uri="urn:late"), heads)

    assert sources_of(late) == [original, rewrite]
    assert [(case.article, case.of_article) for case in Case.objects.order_by("pk")] == [
        (rewrite, original), (late, original),
    ]  # fmt: skip


def test_what_was_made_before_its_source_told_of_its_own_is_told_too(heads: dict[str, Any]) -> None:
    original = receive(KILLED, heads)
    last = receive(made_from("urn:made", uri="urn:last"), heads)
    assert not Case.objects.exists()

    middle = receive(made_from(relation="derivedfrom", text="A dozen died.", language="en"), heads)

    assert derived_from(original) == [last, middle]
    assert {(case.article, case.of_article) for case in Case.objects.all()} == {(middle, original), (last, original)}


def test_an_original_that_is_chosen_by_hand_is_looked_at_too(heads: dict[str, Any], filer: Actor) -> None:
    original = receive(KILLED_WITH_TEXT, heads)

    made = receive(Copy(text="Douze morts."), heads, language="fr", original=original, actor=filer)

    assert Case.objects.get().article == made


def test_who_files_what_was_made_from_killed_copy_is_told_and_named_by_nobody(
    heads: dict[str, Any], filer: Actor, chief: Actor
) -> None:
    receive(FILED, heads)
    receive(KILLED, heads)

    made = receive(made_from(), heads, actor=filer)

    notices = Notice.objects.filter(article=made).select_related("article__wire", "article__desk")
    assert {notice.recipient for notice in notices} == {filer.user, chief.user}
    mail = write_notice(notices[0], now=SOON)
    assert "The copy that this article was made from was killed" in mail.body
    assert "Hoax" in mail.body
    opened = AuditEvent.objects.get(action="case.opened")
    assert (opened.actor_kind, opened.article_id) == ("rule", made.pk)


def test_what_an_editor_killed_is_killed_for_what_comes_later(heads: dict[str, Any], editor: Actor) -> None:
    original = receive(FILED, heads)
    screened(original)
    kill(review=review_of(original), reason="The mayor is alive", actor=editor, now=NOW)

    made = receive(made_from(), heads)

    case = Case.objects.get()
    assert (case.article, case.reason) == (made, "The mayor is alive")


def test_copy_that_may_not_be_read_ties_and_tells_nobody(heads: dict[str, Any], filer: Actor, war: Desk) -> None:
    receive(KILLED, heads, desk=war)

    receive(made_from(), heads, actor=filer)

    assert not Case.objects.exists()


def test_a_hold_is_no_kill(heads: dict[str, Any]) -> None:
    original = receive(FILED, heads)
    hold_copy(article=original, actor=WIRE, reason="Wait", now=NOW)

    made = receive(made_from(), heads)

    assert follow_tie(article=made, to=original, now=NOW) == []


def test_a_case_of_a_correction_names_the_version(heads: dict[str, Any]) -> None:
    receive(KILLED, heads)
    receive(made_from(), heads)

    with pytest.raises(IntegrityError, match="correction_names_it"), transaction.atomic():
        Case.objects.update(cause="correction")


@pytest.mark.django_db(transaction=True)
def test_the_tables_go_back_to_what_they_were_before_kills_without_a_text(heads: dict[str, Any]) -> None:
    receive(KILLED, heads)
    receive(made_from(), heads)
    assert Case.objects.get().of_version is None
    executor = MigrationExecutor(connection)

    try:
        executor.migrate([("moderation", "0025_article_edited")])
    finally:
        # The command, for it grants the application its rights on the tables that are made anew.
        call_command("migrate", interactive=False, verbosity=0)

    assert not Case.objects.exists()
