"""Let the triggers of every history look into our own schema alone, as the guards do."""

from django.db import migrations

# The library that makes them names none, and it makes its helper anew with each trigger: a migration that adds one
# runs this once more.
_EACH = """
DO $$
DECLARE
    found regprocedure;
BEGIN
    FOR found IN
        SELECT oid::regprocedure FROM pg_proc WHERE pronamespace = 'public'::regnamespace
            AND (proname LIKE 'pgtrigger\\_%' AND prorettype = 'trigger'::regtype
                OR proname IN ('_pgtrigger_should_ignore', '_pgh_attach_context'))
    LOOP
        EXECUTE format('ALTER FUNCTION %s {}', found);
    END LOOP;
END
$$
"""
SET_PATHS = _EACH.format("SET search_path = pg_catalog, public, pg_temp")
RESET_PATHS = _EACH.format("RESET search_path")


class Migration(migrations.Migration):
    dependencies = [("moderation", "0036_due_times"), ("pghistory", "0007_auto_20250421_0444")]

    operations = [migrations.RunSQL(SET_PATHS, RESET_PATHS)]
