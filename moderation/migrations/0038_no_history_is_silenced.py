"""Let no session variable keep a change from its history, or lift what keeps the histories' rows."""

from django.db import migrations

# The library's triggers ask this whether a session bids them be silent; any session may. Ours never are. Each trigger
# that the library makes brings its own answer back: a migration that adds one runs this once more.
NEVER = """
CREATE OR REPLACE FUNCTION _pgtrigger_should_ignore(trigger_name name) RETURNS boolean
LANGUAGE sql IMMUTABLE SET search_path = pg_catalog, public, pg_temp AS $$
    SELECT false
$$
"""
WHERE_ASKED = """
CREATE OR REPLACE FUNCTION _pgtrigger_should_ignore(trigger_name name) RETURNS boolean
LANGUAGE plpgsql VOLATILE SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
    RETURN coalesce(trigger_name = ANY (nullif(current_setting('pgtrigger.ignore', true), '')::text[]), false);
END
$$
"""


class Migration(migrations.Migration):
    dependencies = [("moderation", "0037_histories_name_where_they_look")]

    operations = [migrations.RunSQL(NEVER, WHERE_ASKED)]
