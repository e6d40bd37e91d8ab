"""Look before an approval for the screening that counts: under the newest release, whenever it was queued again."""

from importlib import import_module

from django.db import migrations

# As `ScreeningRun.objects.newest` does.
NEWEST = """
CREATE FUNCTION moderation_screening_of(for_version bigint) RETURNS text LANGUAGE sql STABLE AS $$
    SELECT s.state FROM moderation_screeningrun s JOIN moderation_lexiconrelease l ON l.id = s.release_id
    WHERE s.version_id = for_version ORDER BY l.number DESC, s.id DESC LIMIT 1
$$
"""

LAST_QUEUED = """(SELECT state FROM moderation_screeningrun WHERE version_id = r.version_id
            ORDER BY queued_at DESC, id DESC LIMIT 1)"""

BEFORE = import_module("moderation.migrations.0004_guards").CHECK_APPROVAL.replace("CREATE", "CREATE OR REPLACE", 1)
AFTER = BEFORE.replace(LAST_QUEUED, "moderation_screening_of(r.version_id)")


class Migration(migrations.Migration):
    dependencies = [("moderation", "0014_language_of_a_person")]

    operations = [migrations.RunSQL([NEWEST, AFTER], [BEFORE, "DROP FUNCTION moderation_screening_of(bigint)"])]
