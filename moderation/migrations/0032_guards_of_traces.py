"""Let no flag move, no screening be called done and no copy change its language without what tells of it."""

from importlib import import_module

from django.db import migrations

SET_PATH = "ALTER FUNCTION {} SET search_path = pg_catalog, public, pg_temp"

FLAG_BEFORE = import_module("moderation.migrations.0026_kills_and_guards").GUARD_FLAG

# A flag that pointed to another sentence would be answered for words that it was not raised for.
_RAISED_FOR = "NEW.matched_text <> OLD.matched_text THEN"
_PLACES = """NEW.matched_text <> OLD.matched_text
            OR (NEW.start, NEW."end", NEW.term_id, NEW.occurrence, NEW.raised_at)
            IS DISTINCT FROM (OLD.start, OLD."end", OLD.term_id, OLD.occurrence, OLD.raised_at) THEN"""
FLAG_AFTER = FLAG_BEFORE.replace(_RAISED_FOR, _PLACES)

# No text is approved that was not screened to the end: that it was is said by whoever did.
GUARD_DONE = """
CREATE FUNCTION moderation_guard_done() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF (SELECT action FROM moderation_auditevent WHERE object_type = 'moderation.screeningrun'
            AND object_id = NEW.id::text AND action LIKE 'run.%' ORDER BY sequence DESC LIMIT 1)
            IS DISTINCT FROM 'run.done' THEN
        RAISE EXCEPTION 'a screening is not done without an event that says so' USING ERRCODE = 'check_violation';
    END IF;
    RETURN NEW;
END
$$;
CREATE TRIGGER guard_done BEFORE UPDATE OF state ON moderation_screeningrun
    FOR EACH ROW WHEN (NEW.state = 'done' AND OLD.state <> 'done') EXECUTE FUNCTION moderation_guard_done();
"""

NO_GUARD_DONE = """
DROP TRIGGER guard_done ON moderation_screeningrun;
DROP FUNCTION moderation_guard_done();
"""

# By its language copy is screened, or is not: whatever changes it adds the version that is read in the new one.
GUARD_LANGUAGE = """
CREATE FUNCTION moderation_guard_language() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF NEW.language IS DISTINCT FROM (SELECT language FROM articles_articleversion WHERE id = NEW.latest_version_id) THEN
        RAISE EXCEPTION 'copy changes its language with a version in it' USING ERRCODE = 'check_violation';
    END IF;
    RETURN NEW;
END
$$;
CREATE TRIGGER guard_language BEFORE UPDATE OF language ON articles_article
    FOR EACH ROW WHEN (NEW.language <> OLD.language) EXECUTE FUNCTION moderation_guard_language();
"""

NO_GUARD_LANGUAGE = """
DROP TRIGGER guard_language ON articles_article;
DROP FUNCTION moderation_guard_language();
"""


class Migration(migrations.Migration):
    dependencies = [
        ("articles", "0016_origins"),
        ("moderation", "0031_plans_by_routes"),
    ]

    operations = [
        migrations.RunSQL(
            [FLAG_AFTER, SET_PATH.format("moderation_guard_flag()")],
            [FLAG_BEFORE, SET_PATH.format("moderation_guard_flag()")],
        ),
        migrations.RunSQL([GUARD_DONE, SET_PATH.format("moderation_guard_done()")], NO_GUARD_DONE),
        migrations.RunSQL([GUARD_LANGUAGE, SET_PATH.format("moderation_guard_language()")], NO_GUARD_LANGUAGE),
    ]
