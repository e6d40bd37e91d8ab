"""Let the database ask for a publisher who wrote no cell that stands in a lexicon draft, not only no row's last change."""

from importlib import import_module

from django.db import migrations

BEFORE = import_module("moderation.migrations.0023_writers_of_lexicon_changes").GUARD_DRAFT

GUARD_DRAFT = """
CREATE OR REPLACE FUNCTION moderation_guard_draft() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    publisher bigint;
BEGIN
    IF NEW.state = 'published' THEN
        publisher := (SELECT published_by_id FROM moderation_lexiconrelease WHERE id = NEW.release_id);
        IF publisher IS NULL
                OR (NEW.changes = '[]' AND NEW.author_id = publisher)
                OR EXISTS (
                    SELECT FROM jsonb_array_elements(NEW.changes) AS change
                    WHERE coalesce((change ->> 'by')::bigint, NEW.author_id) = publisher
                        OR EXISTS (
                            SELECT FROM jsonb_each_text(coalesce(change -> 'cells', '{}')) AS cell
                            WHERE cell.value::bigint = publisher)) THEN
            RAISE EXCEPTION 'a lexicon draft is published by a second editor' USING ERRCODE = 'check_violation';
        END IF;
    END IF;
    RETURN NEW;
END
$$
"""

PATH = "ALTER FUNCTION moderation_guard_draft() SET search_path = pg_catalog, public, pg_temp"

# Before, a change was signed as a whole.
UNSIGN_CELLS = """
UPDATE moderation_lexicondraft AS draft SET changes = (
    SELECT jsonb_agg(change - 'cells' ORDER BY place)
    FROM jsonb_array_elements(draft.changes) WITH ORDINALITY AS listed(change, place))
WHERE draft.changes <> '[]'
"""


class Migration(migrations.Migration):
    dependencies = [("moderation", "0027_upheld_flags_bar")]

    operations = [
        migrations.RunSQL(migrations.RunSQL.noop, UNSIGN_CELLS),
        migrations.RunSQL([GUARD_DRAFT, PATH], [BEFORE, PATH]),
    ]
