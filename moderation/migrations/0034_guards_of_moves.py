"""Let no screening begin, and no copy go to another desk, without what tells of it."""

from importlib import import_module

from django.db import migrations

SET_PATH = "ALTER FUNCTION {} SET search_path = pg_catalog, public, pg_temp"

REVIEW_BEFORE = import_module("moderation.migrations.0031_plans_by_routes").AFTER

# Whoever reads a desk's copy is told of it by its desk: only a route leads copy on, and its decision stays.
DESKS = """
    IF NEW.desk_id <> OLD.desk_id AND NEW.desk_id IS DISTINCT FROM (SELECT desk_id FROM moderation_routingdecision
            WHERE review_id = NEW.id ORDER BY id DESC LIMIT 1) THEN
        RAISE EXCEPTION 'copy stands on the desk that a route led it to' USING ERRCODE = 'check_violation';
    END IF;"""
_AFTER_THIS = """        RAISE EXCEPTION 'a review stays with its article' USING ERRCODE = 'check_violation';
    END IF;"""
REVIEW_AFTER = REVIEW_BEFORE.replace(_AFTER_THIS, _AFTER_THIS + DESKS)

# What a flag says may change while its screening runs: one begun by hand and called done again, which it had been,
# would leave a high flag low. The first screening of a version may come as it ended, for there is none to displace.
GUARD_BEGINNING = """
CREATE FUNCTION moderation_guard_beginning() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP = 'INSERT' THEN
        IF EXISTS (SELECT FROM moderation_screeningrun WHERE version_id = NEW.version_id AND id <> NEW.id) THEN
            RAISE EXCEPTION 'a screening begins queued, not %', NEW.state USING ERRCODE = 'check_violation';
        END IF;
    ELSIF coalesce((SELECT action FROM moderation_auditevent WHERE object_type = 'moderation.screeningrun'
            AND object_id = NEW.id::text AND action LIKE 'run.%' ORDER BY sequence DESC LIMIT 1), '')
            NOT IN ('run.queued', 'run.attempt_failed') THEN
        RAISE EXCEPTION 'a screening does not begin without an event that queued it' USING ERRCODE = 'check_violation';
    END IF;
    RETURN NULL;
END
$$;
CREATE TRIGGER guard_beginning AFTER INSERT ON moderation_screeningrun
    FOR EACH ROW WHEN (NEW.state <> 'queued') EXECUTE FUNCTION moderation_guard_beginning();
CREATE TRIGGER guard_running AFTER UPDATE OF state ON moderation_screeningrun
    FOR EACH ROW WHEN (NEW.state = 'running' AND OLD.state <> 'running') EXECUTE FUNCTION moderation_guard_beginning();
"""

NO_GUARD_BEGINNING = """
DROP TRIGGER guard_running ON moderation_screeningrun;
DROP TRIGGER guard_beginning ON moderation_screeningrun;
DROP FUNCTION moderation_guard_beginning();
"""


class Migration(migrations.Migration):
    dependencies = [("moderation", "0033_cases_bar_approvals")]

    operations = [
        migrations.RunSQL(
            [REVIEW_AFTER, SET_PATH.format("moderation_guard_review()")],
            [REVIEW_BEFORE, SET_PATH.format("moderation_guard_review()")],
        ),
        migrations.RunSQL(
            [GUARD_BEGINNING, SET_PATH.format("moderation_guard_beginning()")],
            NO_GUARD_BEGINNING,
        ),
    ]
