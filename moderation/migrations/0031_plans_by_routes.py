"""Let only a route give a review its plan, and let a screening stay that of its text."""

from importlib import import_module

from django.db import migrations

SET_PATH = "ALTER FUNCTION {} SET search_path = pg_catalog, public, pg_temp"

BEFORE = import_module("moderation.migrations.0004_guards").GUARD_REVIEW.replace("CREATE", "CREATE OR REPLACE", 1)

# A plan is chosen by a route, whose decision stays; it is taken away for news, and brought up to date by a reopening.
PLANS = """
    IF NEW.plan_version_id IS DISTINCT FROM OLD.plan_version_id AND NEW.plan_version_id IS NOT NULL
            AND NEW.plan_version_id IS DISTINCT FROM (SELECT plan_version_id FROM moderation_routingdecision
                WHERE review_id = NEW.id ORDER BY id DESC LIMIT 1)
            AND NOT (NEW.cycle > OLD.cycle AND EXISTS (SELECT FROM moderation_reviewplanversion was
                JOIN moderation_reviewplanversion anew ON anew.plan_id = was.plan_id AND anew.number > was.number
                WHERE was.id = OLD.plan_version_id AND anew.id = NEW.plan_version_id)) THEN
        RAISE EXCEPTION 'a review gets its plan from a route' USING ERRCODE = 'check_violation';
    END IF;"""
_AFTER_THIS = """        RAISE EXCEPTION 'a review stays with its article' USING ERRCODE = 'check_violation';
    END IF;"""
AFTER = BEFORE.replace(_AFTER_THIS, _AFTER_THIS + PLANS)

# Of several screenings the newest counts: without it, or as that of another text, an older one would.
GUARD_RUN = """
CREATE FUNCTION moderation_guard_run() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP = 'DELETE' THEN
        RAISE EXCEPTION 'a screening is never deleted' USING ERRCODE = 'restrict_violation';
    END IF;
    IF (NEW.version_id, NEW.engine_version) IS DISTINCT FROM (OLD.version_id, OLD.engine_version)
            OR OLD.started_at IS NOT NULL AND (NEW.started_at IS NULL OR NEW.release_id <> OLD.release_id) THEN
        RAISE EXCEPTION 'a screening stays with what it read' USING ERRCODE = 'restrict_violation';
    END IF;
    RETURN NEW;
END
$$;
CREATE TRIGGER guard_run BEFORE DELETE OR UPDATE OF version_id, release_id, engine_version, started_at
    ON moderation_screeningrun FOR EACH ROW EXECUTE FUNCTION moderation_guard_run();
"""

NO_GUARD_RUN = """
DROP TRIGGER guard_run ON moderation_screeningrun;
DROP FUNCTION moderation_guard_run();
"""


class Migration(migrations.Migration):
    dependencies = [
        ("moderation", "0030_run_swept_at"),
    ]

    operations = [
        migrations.RunSQL(
            [AFTER, SET_PATH.format("moderation_guard_review()")],
            [BEFORE, SET_PATH.format("moderation_guard_review()")],
        ),
        migrations.RunSQL([GUARD_RUN, SET_PATH.format("moderation_guard_run()")], NO_GUARD_RUN),
    ]
