"""What the application's database role may do."""

import pytest
from django.conf import settings
from django.db import ProgrammingError, connection

from config.grants import NoAppRole, grant_app_role, make_app_role

pytestmark = pytest.mark.django_db


@pytest.fixture
def ledger() -> str:
    with connection.cursor() as cursor:
        cursor.execute("CREATE TABLE ledger (entry text)")
        cursor.execute("INSERT INTO ledger VALUES ('first')")
    return "ledger"


def grant(*, append_only: list[str]) -> None:
    grant_app_role(connection, role=settings.DATABASE_APP_ROLE, append_only=append_only)


@pytest.mark.parametrize("statement", ["UPDATE ledger SET entry = 'x'", "DELETE FROM ledger", "TRUNCATE ledger"])
def test_an_append_only_table_refuses_the_application_every_change(ledger, as_app_role, statement) -> None:
    grant(append_only=[ledger])

    with pytest.raises(ProgrammingError, match="permission denied"), as_app_role(), connection.cursor() as cursor:
        cursor.execute(statement)


def test_an_append_only_table_takes_new_rows(ledger, as_app_role) -> None:
    grant(append_only=[ledger])

    with as_app_role(), connection.cursor() as cursor:
        cursor.execute("INSERT INTO ledger VALUES ('second')")
        cursor.execute("SELECT count(*) FROM ledger")
        (count,) = cursor.fetchone()

    assert count == 2


def test_a_plain_table_takes_changes_but_no_truncate(ledger, as_app_role) -> None:
    grant(append_only=[])

    with as_app_role(), connection.cursor() as cursor:
        cursor.execute("UPDATE ledger SET entry = 'changed'")

    with pytest.raises(ProgrammingError, match="permission denied"), as_app_role(), connection.cursor() as cursor:
        cursor.execute("TRUNCATE ledger")


def test_granting_again_takes_back_what_a_table_has_lost(ledger, as_app_role) -> None:
    grant(append_only=[])
    grant(append_only=[ledger])

    with pytest.raises(ProgrammingError, match="permission denied"), as_app_role(), connection.cursor() as cursor:
        cursor.execute("DELETE FROM ledger")


def test_the_application_makes_no_temporary_table(as_app_role) -> None:
    grant(append_only=[])

    with pytest.raises(ProgrammingError, match="permission denied"), as_app_role(), connection.cursor() as cursor:
        cursor.execute("CREATE TEMP TABLE ledger (entry text)")


def test_the_owner_still_makes_temporary_tables() -> None:
    grant(append_only=[])

    with connection.cursor() as cursor:
        cursor.execute("CREATE TEMP TABLE ledger (entry text)")
        cursor.execute("INSERT INTO ledger VALUES ('first')")


def test_the_application_owns_no_table() -> None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM pg_tables WHERE tableowner = %s", [settings.DATABASE_APP_ROLE])
        (count,) = cursor.fetchone()

    assert count == 0


def test_a_missing_role_is_made_and_can_be_taken_on() -> None:
    make_app_role(connection, role="second_source_trial")

    with connection.cursor() as cursor:
        cursor.execute("SET ROLE second_source_trial")
        cursor.execute("SELECT current_user")
        (user,) = cursor.fetchone()
        cursor.execute("RESET ROLE")

    assert user == "second_source_trial"


def test_a_user_who_may_not_make_roles_is_told_what_an_administrator_must_run(as_app_role) -> None:
    with pytest.raises(NoAppRole, match="CREATE ROLE second_source_other"), as_app_role():
        make_app_role(connection, role="second_source_other")
