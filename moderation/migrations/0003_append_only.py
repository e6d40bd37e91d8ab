"""Refuse to change or remove what was decided, answered, published or recorded, whoever asks."""

from django.db import migrations

TABLES = (
    "moderation_auditevent",
    "moderation_audithead",
    "moderation_decision",
    "moderation_disposition",
    "moderation_escalation",
    "moderation_lexiconrelease",
    "moderation_reviewplanversion",
    "moderation_routingdecision",
    "moderation_stepapproval",
    "articles_articleversion",
)

# The chain writes its own head; every other row stays as it was added.
REWRITTEN = ("moderation_audithead",)

REFUSE = """
CREATE FUNCTION moderation_refuse_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION '% keeps what was written: % refused', TG_TABLE_NAME, lower(TG_OP)
        USING ERRCODE = 'restrict_violation', HINT = 'Add a row that says what changed.';
END
$$
"""


def _triggers(table: str) -> str:
    rows = f"""
    CREATE TRIGGER keep_rows BEFORE UPDATE OR DELETE ON {table}
        FOR EACH ROW EXECUTE FUNCTION moderation_refuse_change();
    """
    whole = f"""
    CREATE TRIGGER keep_table BEFORE TRUNCATE ON {table}
        FOR EACH STATEMENT EXECUTE FUNCTION moderation_refuse_change();
    """
    return whole if table in REWRITTEN else rows + whole


def _undo(table: str) -> str:
    return f"DROP TRIGGER IF EXISTS keep_rows ON {table}; DROP TRIGGER keep_table ON {table};"


class Migration(migrations.Migration):
    dependencies = [("moderation", "0002_audit_chain")]

    operations = [
        migrations.RunSQL(REFUSE, "DROP FUNCTION moderation_refuse_change();"),
        *(migrations.RunSQL(_triggers(table), _undo(table)) for table in TABLES),
    ]
