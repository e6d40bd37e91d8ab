"""The newest migrations go back and forth under an archive: its rows stay, and the database is guarded as before."""

from __future__ import annotations

from typing import Any

import pytest
from django.apps import apps
from django.conf import settings
from django.core.management import call_command
from django.db import connection, transaction
from django.db.migrations.loader import MigrationLoader
from django.utils import timezone

from articles.models import Article, KeptAnswer
from moderation.models import AuditEvent, Decision, Review, ScreeningRun
from moderation.workflow.verification import verify_chain
from tests.api.conftest import give_token, person
from tests.planting import plant_newsroom

# Each with the migration before it.
NEWEST = [
    ("moderation", "0038_no_history_is_silenced", "0037_histories_name_where_they_look"),
    ("moderation", "0037_histories_name_where_they_look", "0036_due_times"),
    ("moderation", "0036_due_times", "0035_first_screenings"),
    ("moderation", "0035_first_screenings", "0034_guards_of_moves"),
    ("articles", "0019_processes_of_ones_own", "0018_answers_made_since"),
    ("articles", "0018_answers_made_since", "0017_answers_made_by"),
    ("articles", "0017_answers_made_by", "0016_origins"),
]
# What a table or a column holds that one of them brings goes with it; the rest stays.
BROUGHT = ("moderation_duetimehistory", "articles_keptanswer", "django_migrations")

SHAPE = """
    SELECT 'function', oid::regprocedure::text, pg_get_functiondef(oid) FROM pg_proc
        WHERE pronamespace = 'public'::regnamespace AND prokind = 'f'
    UNION ALL SELECT 'trigger', tgrelid::regclass || ' ' || tgname, pg_get_triggerdef(oid) || tgenabled::text
        FROM pg_trigger WHERE NOT tgisinternal
    UNION ALL SELECT 'index', indexname, indexdef FROM pg_indexes WHERE schemaname = 'public'
    UNION ALL SELECT 'constraint', conrelid::regclass || ' ' || conname, pg_get_constraintdef(oid) FROM pg_constraint
        WHERE connamespace = 'public'::regnamespace
    UNION ALL SELECT 'column', table_name || '.' || column_name, data_type || is_nullable
        FROM information_schema.columns WHERE table_schema = 'public'
    UNION ALL SELECT 'right', table_name || ' ' || privilege_type, grantee FROM information_schema.role_table_grants
        WHERE table_schema = 'public' AND grantee = %s
    ORDER BY 1, 2, 3
"""


def shape() -> list[tuple[Any, ...]]:
    """Return all that the database is besides its rows."""
    with connection.cursor() as cursor:
        cursor.execute(SHAPE, [settings.DATABASE_APP_ROLE])
        return list(cursor.fetchall())


def rows() -> dict[str, tuple[Any, ...]]:
    """Return how many rows each table has, and a digest of them all."""
    found = {}
    with connection.cursor() as cursor:
        cursor.execute("SELECT tablename FROM pg_tables WHERE schemaname = 'public' ORDER BY tablename")
        for (table,) in cursor.fetchall():
            if table not in BROUGHT:
                cursor.execute(f"SELECT count(*), md5(string_agg(t::text, '|' ORDER BY t::text)) FROM {table} t")
                found[table] = cursor.fetchone()
    return found


def migrate(*words: str) -> None:
    call_command("migrate", *words, interactive=False, verbosity=0)


@pytest.fixture
def archive(transactional_db: None) -> None:
    """Fill the house: articles, screenings, flags, answers, decisions, and the history of all that."""
    plant_newsroom()
    with transaction.atomic():
        call_command("make_archive", articles=40, flags_each=3, on_hand=10, verbosity=0)
    Review.objects.filter(pk=Review.objects.on_hand()[0].pk).update(due_at=timezone.now())
    token = give_token(person("robin", "standards_editor", "world")).token
    KeptAnswer.objects.create(token=token, key="once", fingerprint="f", begun_at=timezone.now(), status=201, made_by=1)
    assert all(model.objects.exists() for model in (Article, ScreeningRun, Decision, AuditEvent))
    assert _due_times().objects.exists()


def _due_times() -> Any:
    return apps.get_model("moderation", "DueTimeHistory")


@pytest.mark.django_db(transaction=True)
def test_an_archive_outlives_the_newest_migrations_back_and_forth(archive: None) -> None:
    shape_before, rows_before = shape(), rows()

    for app, _name, before in NEWEST:
        try:
            migrate(app, before)
            rows_between = rows()
        finally:
            migrate()
        assert rows_between == rows_before, before
        assert rows() == rows_before, before
        assert shape() == shape_before, before

    assert verify_chain().is_whole
    assert KeptAnswer.objects.get().status == 201


def test_the_newest_migrations_are_among_them() -> None:
    newest = {node for node in MigrationLoader(None).graph.leaf_nodes() if node[0] in {"articles", "moderation"}}

    assert newest <= {(app, name) for app, name, _before in NEWEST}
