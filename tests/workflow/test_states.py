"""Every (state, verb, role): allowed or refused as the table says, and the table is the one in the documents."""

from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

import pytest
from django.db import IntegrityError, connection, transaction

from articles.actor import Actor
from articles.models import Article
from moderation.models import Review, ReviewState
from moderation.workflow.acting import NoWayFrom, RoleMayNot, roles_of
from moderation.workflow.deciding import approve, hold, kill, reopen, resume, return_, spike
from moderation.workflow.refusal import Refusal
from moderation.workflow.reviewing import assign, claim, escalate, release
from moderation.workflow.states import EVENTS, FLAG_WAYS, RULES, Role, Verb, is_allowed, target
from moderation.workflow.tables import BEGIN, END, put_tables, write_tables
from tests.workflow.newsroom import NOW, person, review_of

DOCUMENT = Path(__file__).parents[2] / "docs/workflow.md"


def use(verb: Verb, review: Review, actor: Actor, colleague: Actor) -> None:
    """Use a verb on a review, with everything it asks for."""
    uses: dict[Verb, Callable[[], object]] = {
        Verb.CLAIM: lambda: claim(review=review, actor=actor, now=NOW),
        Verb.RELEASE: lambda: release(review=review, actor=actor, now=NOW),
        Verb.ASSIGN: lambda: assign(review=review, to=colleague.user, actor=actor, now=NOW),
        Verb.ESCALATE: lambda: escalate(review=review, reason="r", actor=actor, now=NOW),
        Verb.HOLD: lambda: hold(review=review, reason="r", until=NOW + timedelta(days=1), actor=actor, now=NOW),
        Verb.RESUME: lambda: resume(review=review, actor=actor, now=NOW),
        Verb.RETURN: lambda: return_(review=review, reason="r", actor=actor, now=NOW),
        Verb.APPROVE: lambda: approve(review=review, content_hash=review.version.content_hash, actor=actor, now=NOW),
        Verb.KILL: lambda: kill(review=review, reason="r", actor=actor, now=NOW),
        Verb.SPIKE: lambda: spike(review=review, reason="r", actor=actor, now=NOW),
        Verb.REOPEN: lambda: reopen(review=review, reason="r", actor=actor, now=NOW),
    }
    uses[verb]()


def put(review: Review, state: str) -> Review:
    """Put a review into a state past the guards, as only the database's owner could."""
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL session_replication_role = replica")
        cursor.execute("UPDATE moderation_review SET state = %s WHERE id = %s", [state, review.pk])
        cursor.execute("SET LOCAL session_replication_role = DEFAULT")
    return Review.objects.select_related("version", "article").get(pk=review.pk)


@pytest.mark.django_db
@pytest.mark.parametrize("role", list(Role))
def test_every_verb_in_every_state_is_allowed_or_refused_as_the_table_says(
    clean: Article, editor: Actor, role: Role
) -> None:
    actor = person(f"a_{role}", role)
    review = review_of(clean)
    seen: dict[tuple[str, str], str] = {}
    for state in ReviewState:
        for verb in Verb:
            with transaction.atomic():
                put(review, state)
                if verb is Verb.RELEASE:
                    review.claims.create(holder=actor.user, claimed_at=NOW, until=NOW + timedelta(hours=1))
                seen[state, verb] = attempt(verb, put(review, state), actor, editor)
                transaction.set_rollback(True)

    for (state, verb), outcome in seen.items():
        expected = target(state, Verb(verb)) if is_allowed(state, Verb(verb), role) else "refused"
        assert outcome == expected, f"{role} {verb} in {state}"


def attempt(verb: Verb, review: Review, actor: Actor, colleague: Actor) -> str:
    try:
        with transaction.atomic():
            use(verb, review, actor, colleague)
    except (RoleMayNot, NoWayFrom):
        return "refused"
    return str(Review.objects.values_list("state", flat=True).get(pk=review.pk))


@pytest.mark.django_db
@pytest.mark.parametrize("before", list(ReviewState))
@pytest.mark.parametrize("after", list(ReviewState))
def test_the_database_knows_the_same_ways(clean: Article, before: str, after: str) -> None:
    review = put(review_of(clean), before)
    leads = {after for rule in RULES.values() for state, after in rule.ways.items() if state == before}
    leads |= {ways[ReviewState(before)] for ways in EVENTS.values() if ReviewState(before) in ways}
    # What is taken up again while its screening is still open goes back to it.
    leads |= (
        {ReviewState.SCREENING} if Verb.RESUME in verbs_from(before) or Verb.REOPEN in verbs_from(before) else set()
    )

    try:
        with transaction.atomic():
            Review.objects.filter(pk=review.pk).update(state=after)
        is_open = True
    except IntegrityError as refusal:
        # That a step is missing is another refusal than that there is no way.
        is_open = "no way" not in str(refusal)

    assert is_open == (after in leads or after == before)


def verbs_from(state: str) -> set[Verb]:
    return {verb for verb in Verb if target(state, verb) is not None}


def test_the_document_shows_the_tables_as_they_are() -> None:
    document = DOCUMENT.read_text(encoding="utf-8")

    assert put_tables(document) == document


def test_a_document_without_a_place_for_the_tables_is_refused() -> None:
    with pytest.raises(ValueError, match="no place"):
        put_tables(f"{BEGIN} and nothing after it")


def test_the_tables_name_every_verb_state_and_role() -> None:
    tables = write_tables()

    assert all(f"| {verb} |" in tables for verb in Verb)
    assert all(f" {name} |" in tables for name in [*ReviewState, *Role])
    assert END not in tables


def test_every_refusal_has_a_code_of_its_own_kind() -> None:
    assert RoleMayNot.code == "role"
    assert issubclass(RoleMayNot, Refusal)


def test_a_superuser_has_no_role_as_such(db: None) -> None:
    boss = person("boss")
    boss.user.is_superuser = True
    boss.user.save()

    assert roles_of(boss) == frozenset()


def test_nobody_but_editors_answers_flags() -> None:
    assert {state for ways in FLAG_WAYS.values() for state in ways} == {"open", "dismissed", "upheld"}
    assert not is_allowed("waiting", Verb.APPROVE, Role.ADMINISTRATOR)
    assert not is_allowed("waiting", Verb.APPROVE, Role.FILER)
