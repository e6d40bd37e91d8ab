"""Let a case tell of a kill that came before any text, and let no guard be passed at a prompt."""

from importlib import import_module

import django.db.models.deletion
from django.db import migrations, models

# What a flag says changes only while a run of its version reads; a dismissal that is to be confirmed is so until
# somebody answers again.
GUARD_FLAG = """
CREATE OR REPLACE FUNCTION moderation_guard_flag() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    answer text;
    is_read boolean;
BEGIN
    IF TG_OP = 'DELETE' THEN
        RAISE EXCEPTION 'a flag is never deleted' USING ERRCODE = 'restrict_violation';
    ELSIF TG_OP = 'INSERT' THEN
        IF NEW.state <> 'open' THEN
            RAISE EXCEPTION 'a flag begins open, not %', NEW.state USING ERRCODE = 'check_violation';
        END IF;
        RETURN NEW;
    END IF;
    IF NEW.version_id <> OLD.version_id OR NEW.article_id <> OLD.article_id OR NEW.fingerprint <> OLD.fingerprint
            OR NEW.check_id <> OLD.check_id OR NEW.matched_text <> OLD.matched_text THEN
        RAISE EXCEPTION 'a flag stays what it was raised for' USING ERRCODE = 'restrict_violation';
    END IF;
    IF (NEW.severity, NEW.message, NEW.evidence, NEW.facts, NEW.run_id)
            IS DISTINCT FROM (OLD.severity, OLD.message, OLD.evidence, OLD.facts, OLD.run_id)
            OR NEW.carried <> OLD.carried OR NEW.state <> OLD.state THEN
        is_read := EXISTS (SELECT FROM moderation_screeningrun s
            WHERE s.id = NEW.run_id AND s.version_id = NEW.version_id AND s.state = 'running');
        answer := (SELECT kind FROM moderation_disposition WHERE flag_id = NEW.id ORDER BY id DESC LIMIT 1);
    END IF;
    IF NOT is_read AND (NEW.severity, NEW.message, NEW.evidence, NEW.facts, NEW.run_id)
            IS DISTINCT FROM (OLD.severity, OLD.message, OLD.evidence, OLD.facts, OLD.run_id) THEN
        RAISE EXCEPTION 'what a flag says is changed by a screening alone' USING ERRCODE = 'restrict_violation';
    END IF;
    IF NOT is_read AND OLD.carried = 'confirm' AND NEW.carried <> 'confirm' AND answer = 'carried' THEN
        RAISE EXCEPTION 'an answer that was carried over is not confirmed without an answer that says so'
            USING ERRCODE = 'check_violation';
    END IF;
    IF NEW.state <> OLD.state THEN
        IF NOT jsonb_exists('{
            "open": ["reopened", "undone"], "dismissed": ["dismissed", "carried"], "upheld": ["upheld", "carried"],
            "fixed": ["fixed"], "superseded": ["superseded"]}'::jsonb -> NEW.state, coalesce(answer, '')) THEN
            RAISE EXCEPTION 'a flag is not % without an answer that says so', NEW.state
                USING ERRCODE = 'check_violation';
        END IF;
    END IF;
    RETURN NEW;
END
$$
"""

GUARD_FLAG_BEFORE = import_module("moderation.migrations.0004_guards").GUARD_FLAG.replace(
    "CREATE", "CREATE OR REPLACE", 1
)

# Four eyes begin with whoever filed, and every due time and figure with when.
GUARD_FILING = """
CREATE FUNCTION moderation_guard_filing() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF (NEW.filed_by_id, NEW.filed_at) IS DISTINCT FROM (OLD.filed_by_id, OLD.filed_at) THEN
        RAISE EXCEPTION 'who filed an article, and when, stays' USING ERRCODE = 'restrict_violation';
    END IF;
    RETURN NEW;
END
$$;
CREATE TRIGGER guard_filing BEFORE UPDATE OF filed_by_id, filed_at ON articles_article
    FOR EACH ROW EXECUTE FUNCTION moderation_guard_filing();
"""

GUARD_FILING_BEFORE = """
DROP TRIGGER guard_filing ON articles_article;
DROP FUNCTION moderation_guard_filing();
"""

# A temporary table is found before all others where no path says otherwise: a guard would read an empty one of its
# own name. Whoever replaces one of these sets its path again, for CREATE OR REPLACE forgets it.
GUARDS = (
    "moderation_check_approval(moderation_review)",
    "moderation_check_four_eyes(bigint, bigint)",
    "moderation_guard_approval()",
    "moderation_guard_decision()",
    "moderation_guard_draft()",
    "moderation_guard_filing()",
    "moderation_guard_flag()",
    "moderation_guard_head()",
    "moderation_guard_review()",
    "moderation_refuse_change()",
    "moderation_screening_of(bigint)",
    "moderation_step_is_due(jsonb, bigint)",
)
SET_PATH = [f"ALTER FUNCTION {guard} SET search_path = pg_catalog, public, pg_temp" for guard in GUARDS]
RESET_PATH = [f"ALTER FUNCTION {guard} RESET search_path" for guard in GUARDS]


class Migration(migrations.Migration):
    dependencies = [
        ("articles", "0013_doubts"),
        ("moderation", "0025_article_edited"),
    ]

    operations = [
        migrations.AlterField(
            model_name="case",
            name="of_version",
            field=models.ForeignKey(
                blank=True,
                help_text="empty where the copy was killed before a text of it came",
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="articles.articleversion",
                verbose_name="version",
            ),
        ),
        # On the way back: a case that names no version has no place there; its article's history keeps it.
        migrations.RunSQL(migrations.RunSQL.noop, "DELETE FROM moderation_case WHERE of_version_id IS NULL"),
        migrations.AddConstraint(
            model_name="case",
            constraint=models.UniqueConstraint(
                condition=models.Q(("cause", "kill")), fields=("article", "of_article"), name="case_of_a_kill_once"
            ),
        ),
        migrations.AddConstraint(
            model_name="case",
            constraint=models.CheckConstraint(
                condition=models.Q(("of_version__isnull", False), ("cause", "kill"), _connector="OR"),
                name="case_of_a_correction_names_it",
            ),
        ),
        migrations.RunSQL(GUARD_FLAG, GUARD_FLAG_BEFORE),
        migrations.RunSQL(GUARD_FILING, GUARD_FILING_BEFORE),
        migrations.RunSQL(SET_PATH, RESET_PATH),
    ]
