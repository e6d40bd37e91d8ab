"""Every trigger of the database says where it looks, and what it keeps the application's role may not touch."""

from __future__ import annotations

import pytest
from django.apps import apps
from django.conf import settings
from django.db import ProgrammingError, connection, transaction

from articles.models import Desk
from tests.audit.test_refusals import AsApp

pytestmark = pytest.mark.django_db

PATH = ["search_path=pg_catalog, public, pg_temp"]
# What the triggers call; a function that only computes is left to the planner.
CALLED = (
    "^(moderation_(check_|guard_|screening_of|step_is_due)|articles_process_began|_pgtrigger_should_ignore|"
    "_pgh_attach_context)"
)
# Triggers that let a row be added and never changed again.
KEEPERS = "moderation_refuse_change|pgtrigger_append_only_.*|moderation_(guard|move)_head"


def ask(question: str, *given: object) -> list[tuple[object, ...]]:
    with connection.cursor() as cursor:
        cursor.execute(question, given)
        return list(cursor.fetchall())


def kept_tables() -> set[str]:
    """Return the tables on which a trigger refuses each change of a row."""
    rows = ask(
        "SELECT DISTINCT t.tgrelid::regclass::text FROM pg_trigger t JOIN pg_proc p ON p.oid = t.tgfoid"
        " WHERE NOT t.tgisinternal AND p.proname ~ ('^(' || %s || ')$')",
        KEEPERS,
    )
    return {str(table) for (table,) in rows}


def test_every_function_of_a_trigger_names_where_it_looks() -> None:
    paths = dict(
        ask(
            "SELECT oid::regprocedure::text, coalesce(proconfig, '{}') FROM pg_proc"
            " WHERE pronamespace = 'public'::regnamespace AND (prorettype = 'trigger'::regtype OR proname ~ %s)",
            CALLED,
        )
    )

    assert len(paths) > 50
    assert {name: path for name, path in paths.items() if path != PATH} == {}


def test_every_trigger_has_its_function_in_our_schema() -> None:
    elsewhere = ask(
        "SELECT t.tgrelid::regclass::text, p.oid::regprocedure::text FROM pg_trigger t JOIN pg_proc p ON p.oid ="
        " t.tgfoid WHERE NOT t.tgisinternal AND p.pronamespace <> 'public'::regnamespace"
    )

    assert elsewhere == []


def test_every_table_that_keeps_its_rows_is_named_in_the_settings() -> None:
    assert kept_tables() == set(settings.MODERATION_APPEND_ONLY_TABLES)


def test_every_history_keeps_its_rows() -> None:
    histories = {model._meta.db_table for model in apps.get_models() if hasattr(model, "pgh_tracked_model")}

    assert len(histories) > 10
    assert histories <= kept_tables()


@pytest.mark.parametrize("table", settings.MODERATION_APPEND_ONLY_TABLES)
def test_the_application_has_no_right_to_change_what_is_kept(table: str, as_app_role: AsApp) -> None:
    for statement in (f"UPDATE {table} SET {_column_of(table)} = NULL", f"DELETE FROM {table}", f"TRUNCATE {table}"):
        with (
            pytest.raises(ProgrammingError, match="permission denied"),
            transaction.atomic(),
            as_app_role(),
            connection.cursor() as cursor,
        ):
            cursor.execute(statement)


@pytest.mark.parametrize("table", ["articles_desk", "moderation_duetimehistory"])
def test_no_session_silences_a_trigger_of_the_library(table: str, desk: Desk) -> None:
    # As the owner, whom no right keeps from changing a history.
    for (trigger,) in ask("SELECT tgname FROM pg_trigger WHERE tgrelid = %s::regclass AND NOT tgisinternal", table):
        ask("SELECT set_config('pgtrigger.ignore', %s, true)", f"{{{trigger}}}")
        assert ask("SELECT _pgtrigger_should_ignore(%s)", trigger) == [(False,)]


def test_a_session_variable_keeps_no_change_from_its_history(desk: Desk, as_app_role: AsApp) -> None:
    history = apps.get_model("moderation", "DeskHistory").objects.filter(pgh_obj=desk.pk)
    before = history.count()
    names = [name for (name,) in ask("SELECT tgname FROM pg_trigger WHERE tgrelid = 'articles_desk'::regclass")]

    with as_app_role():
        ask("SELECT set_config('pgtrigger.ignore', %s, true)", f"{{{','.join(map(str, names))}}}")
        Desk.objects.filter(pk=desk.pk).update(name="Another")

    assert history.count() == before + 1


def _column_of(table: str) -> str:
    (model,) = [model for model in apps.get_models() if model._meta.db_table == table and not model._meta.proxy]
    return str(connection.ops.quote_name(model._meta.pk.column))
