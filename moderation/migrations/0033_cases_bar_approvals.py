"""Let a case bar the approval, let nobody be rid of one but by acknowledging it, and let programs be told of it."""

from importlib import import_module

import django.contrib.postgres.fields
from django.db import migrations, models

SET_PATH = "ALTER FUNCTION {} SET search_path = pg_catalog, public, pg_temp"

CHECK_BEFORE = import_module("moderation.migrations.0027_upheld_flags_bar").AFTER

# As `Case.bars` does: a text beside the corrected original was compared with just that.
CASES = """    IF EXISTS (SELECT FROM moderation_case c
            WHERE c.article_id = r.article_id AND c.acknowledged_at IS NULL
                AND NOT (c.cause = 'correction' AND c.of_version_id IS NOT DISTINCT FROM
                    (SELECT original_id FROM articles_articleversion WHERE id = r.version_id))) THEN
        RAISE EXCEPTION 'not approved: a case is not acknowledged' USING ERRCODE = 'check_violation';
    END IF;
"""
_BEFORE_THIS = "    FOR one IN SELECT"
CHECK_AFTER = CHECK_BEFORE.replace(_BEFORE_THIS, CASES + _BEFORE_THIS, 1)

# Else whoever cannot approve beside a case would take the case away.
GUARD_CASE = """
CREATE FUNCTION moderation_guard_case() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP = 'DELETE' THEN
        RAISE EXCEPTION 'a case is never deleted' USING ERRCODE = 'restrict_violation';
    ELSIF TG_OP = 'INSERT' THEN
        IF NEW.acknowledged_at IS NOT NULL THEN
            RAISE EXCEPTION 'a case begins unacknowledged' USING ERRCODE = 'check_violation';
        END IF;
        RETURN NULL;
    END IF;
    IF (NEW.article_id, NEW.of_article_id, NEW.of_version_id, NEW.cause, NEW.reason, NEW.opened_at)
            IS DISTINCT FROM
            (OLD.article_id, OLD.of_article_id, OLD.of_version_id, OLD.cause, OLD.reason, OLD.opened_at)
            OR OLD.acknowledged_at IS NOT NULL AND (NEW.acknowledged_by_id, NEW.acknowledged_at, NEW.note)
            IS DISTINCT FROM (OLD.acknowledged_by_id, OLD.acknowledged_at, OLD.note) THEN
        RAISE EXCEPTION 'a case stays what it tells of' USING ERRCODE = 'restrict_violation';
    END IF;
    IF NEW.acknowledged_at IS NOT NULL AND OLD.acknowledged_at IS NULL AND NOT EXISTS (
            SELECT FROM moderation_auditevent WHERE object_type = 'moderation.case'
                AND object_id = NEW.id::text AND action = 'case.acknowledged') THEN
        RAISE EXCEPTION 'a case is not acknowledged without an event that says so' USING ERRCODE = 'check_violation';
    END IF;
    RETURN NULL;
END
$$;
CREATE TRIGGER guard_case AFTER INSERT OR UPDATE OR DELETE ON moderation_case
    FOR EACH ROW EXECUTE FUNCTION moderation_guard_case();
"""

NO_GUARD_CASE = """
DROP TRIGGER guard_case ON moderation_case;
DROP FUNCTION moderation_guard_case();
"""


class Migration(migrations.Migration):
    dependencies = [("moderation", "0032_guards_of_traces")]

    operations = [
        migrations.RunSQL(
            [CHECK_AFTER, SET_PATH.format("moderation_check_approval(moderation_review)")],
            [CHECK_BEFORE, SET_PATH.format("moderation_check_approval(moderation_review)")],
        ),
        migrations.RunSQL([GUARD_CASE, SET_PATH.format("moderation_guard_case()")], NO_GUARD_CASE),
        migrations.AlterField(
            model_name="outboxevent",
            name="type",
            field=models.CharField(
                choices=[
                    ("article.filed", "an article was filed"),
                    ("article.screened", "a version was screened"),
                    ("flag.opened", "a flag was opened"),
                    ("flag.disposed", "a flag was answered"),
                    ("decision.made", "a decision was made"),
                    ("article.changed", "what is said beside a text changed"),
                    ("article.edited", "a text was edited on the desk"),
                    ("correction.received", "a correction came in"),
                    ("kill.received", "copy was killed"),
                    ("case.opened", "what an article was made from was killed or corrected"),
                    ("case.acknowledged", "somebody acknowledged such a kill or correction"),
                    ("embargo.lifted", "an embargo was lifted"),
                ],
                max_length=32,
                verbose_name="event",
            ),
        ),
        migrations.AlterField(
            model_name="webhookendpoint",
            name="event_types",
            field=django.contrib.postgres.fields.ArrayField(
                base_field=models.CharField(
                    choices=[
                        ("article.filed", "an article was filed"),
                        ("article.screened", "a version was screened"),
                        ("flag.opened", "a flag was opened"),
                        ("flag.disposed", "a flag was answered"),
                        ("decision.made", "a decision was made"),
                        ("article.changed", "what is said beside a text changed"),
                        ("article.edited", "a text was edited on the desk"),
                        ("correction.received", "a correction came in"),
                        ("kill.received", "copy was killed"),
                        ("case.opened", "what an article was made from was killed or corrected"),
                        ("case.acknowledged", "somebody acknowledged such a kill or correction"),
                        ("embargo.lifted", "an embargo was lifted"),
                    ],
                    max_length=32,
                ),
                help_text="what it is told",
                size=None,
                verbose_name="events",
            ),
        ),
        migrations.AlterField(
            model_name="webhookendpointhistory",
            name="event_types",
            field=django.contrib.postgres.fields.ArrayField(
                base_field=models.CharField(
                    choices=[
                        ("article.filed", "an article was filed"),
                        ("article.screened", "a version was screened"),
                        ("flag.opened", "a flag was opened"),
                        ("flag.disposed", "a flag was answered"),
                        ("decision.made", "a decision was made"),
                        ("article.changed", "what is said beside a text changed"),
                        ("article.edited", "a text was edited on the desk"),
                        ("correction.received", "a correction came in"),
                        ("kill.received", "copy was killed"),
                        ("case.opened", "what an article was made from was killed or corrected"),
                        ("case.acknowledged", "somebody acknowledged such a kill or correction"),
                        ("embargo.lifted", "an embargo was lifted"),
                    ],
                    max_length=32,
                ),
                help_text="what it is told",
                size=None,
                verbose_name="events",
            ),
        ),
    ]
