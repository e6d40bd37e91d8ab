"""Let no screening come as it ended without an event that says so."""

from importlib import import_module

from django.db import migrations

SET_PATH = "ALTER FUNCTION moderation_guard_beginning() SET search_path = pg_catalog, public, pg_temp"

BEFORE = import_module("moderation.migrations.0034_guards_of_moves").GUARD_BEGINNING.partition("CREATE TRIGGER")[0]
BEFORE = BEFORE.replace("CREATE FUNCTION", "CREATE OR REPLACE FUNCTION")

# Nothing but a made-up archive puts screenings in as they ended; it tells of each batch before it does.
_BESIDE = "EXISTS (SELECT FROM moderation_screeningrun WHERE version_id = NEW.version_id AND id <> NEW.id)"
_TOLD = """EXISTS (SELECT FROM moderation_screeningrun WHERE version_id = NEW.version_id AND id <> NEW.id)
            OR NOT coalesce((SELECT NEW.id BETWEEN (after->>'first')::bigint AND (after->>'last')::bigint
                FROM moderation_auditevent WHERE action = 'archive.screened' ORDER BY sequence DESC LIMIT 1), false)"""
AFTER = BEFORE.replace(_BESIDE, _TOLD)


class Migration(migrations.Migration):
    dependencies = [("moderation", "0034_guards_of_moves")]

    operations = [migrations.RunSQL([AFTER, SET_PATH], [BEFORE, SET_PATH])]
