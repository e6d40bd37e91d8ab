"""What the application's database role may do."""

import pytest
from django.conf import settings
from django.db import ProgrammingError, connection

from config.grants import grant_app_role

pytestmark = pytest.mark.django_db


@pytest.fixture
def ledger() -> str:
    with connection.cursor() as cursor:
        cursor.execute("CREATE TABLE ledger (entry text)")
        cursor.execute("INSERT INTO ledger VALUES ('first')")
    return "ledger"


def grant(*, append_only: list[str]) -> bool:
    return grant_app_role(connection, role=settings.DATABASE_APP_ROLE, append_only=append_only)


@pytest.mark.parametrize("statement", ["UPDATE ledger SET entry = 'x'", "DELETE FROM ledger", "TRUNCATE ledger"])
def test_an_append_only_table_refuses_the_application_every_change(ledger, as_app_role, statement):
    grant(append_only=[ledger])

    with pytest.raises(ProgrammingError, match="permission denied"), as_app_role(), connection.cursor() as cursor:
        cursor.execute(statement)


def test_an_append_only_table_takes_new_rows(ledger, as_app_role):
    grant(append_only=[ledger])

    with as_app_role(), connection.cursor() as cursor:
        cursor.execute("INSERT INTO ledger VALUES ('second')")
        cursor.execute("SELECT count(*) FROM ledger")
        (count,) = cursor.fetchone()

    assert count == 2


def test_a_plain_table_takes_changes_but_no_truncate(ledger, as_app_role):
    grant(append_only=[])

    with as_app_role(), connection.cursor() as cursor:
        cursor.execute("UPDATE ledger SET entry = 'changed'")

    with pytest.raises(ProgrammingError, match="permission denied"), as_app_role(), connection.cursor() as cursor:
        cursor.execute("TRUNCATE ledger")


def test_granting_again_takes_back_what_a_table_has_lost(ledger, as_app_role):
    grant(append_only=[])
    grant(append_only=[ledger])

    with pytest.raises(ProgrammingError, match="permission denied"), as_app_role(), connection.cursor() as cursor:
        cursor.execute("DELETE FROM ledger")


def test_the_application_owns_no_table():
    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM pg_tables WHERE tableowner = %s", [settings.DATABASE_APP_ROLE])
        (count,) = cursor.fetchone()

    assert count == 0


def test_an_unknown_role_is_told_not_granted():
    granted = grant_app_role(connection, role="nobody_here", append_only=[])

    assert granted is False
