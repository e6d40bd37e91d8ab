"""Count a confirmation for the dismissal that it followed, and for no later one."""

from importlib import import_module

from django.db import migrations

FOUR_EYES = """
CREATE OR REPLACE FUNCTION moderation_check_four_eyes(person bigint, for_version bigint)
RETURNS void LANGUAGE plpgsql STABLE AS $$
DECLARE
    for_article bigint := (SELECT article_id FROM articles_articleversion WHERE id = for_version);
BEGIN
    IF EXISTS (SELECT 1 FROM articles_article WHERE id = for_article AND filed_by_id = person) THEN
        RAISE EXCEPTION 'four eyes: whoever filed an article does not approve it' USING ERRCODE = 'check_violation';
    END IF;
    IF EXISTS (SELECT 1 FROM articles_articleversion WHERE article_id = for_article AND created_by_id = person) THEN
        RAISE EXCEPTION 'four eyes: whoever edited an article does not approve it' USING ERRCODE = 'check_violation';
    END IF;
    IF EXISTS (
        SELECT 1 FROM moderation_flag f
        CROSS JOIN LATERAL (
            SELECT d.id, d.answerable_id FROM moderation_disposition d
            WHERE d.flag_id = f.id AND d.kind IN ('dismissed', 'upheld', 'carried')
            ORDER BY d.id DESC LIMIT 1) given
        WHERE f.version_id = for_version AND f.state = 'dismissed' AND given.answerable_id = person
            AND NOT EXISTS (
                SELECT 1 FROM moderation_disposition s
                WHERE s.flag_id = f.id AND s.kind = 'seconded' AND s.actor_id <> person AND s.id > given.id)
    ) THEN
        RAISE EXCEPTION 'four eyes: whoever dismissed a flag alone does not approve' USING ERRCODE = 'check_violation';
    END IF;
END
$$
"""

BEFORE = import_module("moderation.migrations.0004_guards").FOUR_EYES.replace("CREATE", "CREATE OR REPLACE", 1)


class Migration(migrations.Migration):
    dependencies = [("moderation", "0016_run_is_applied")]

    operations = [migrations.RunSQL([FOUR_EYES], [BEFORE])]
