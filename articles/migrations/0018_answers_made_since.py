"""Let a kept answer tell the process behind it from a later one with the same number."""

from django.db import migrations, models

# When a process began is shown to none but the user who signed in: the application, which takes on another role, asks
# as the owner.
BEGAN = """
CREATE FUNCTION articles_process_began(asked integer) RETURNS timestamptz
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
    SELECT backend_start FROM pg_stat_activity WHERE pid = asked
$$
"""


class Migration(migrations.Migration):
    dependencies = [
        ("articles", "0017_answers_made_by"),
    ]

    operations = [
        migrations.RunSQL(BEGAN, "DROP FUNCTION articles_process_began(integer)"),
        migrations.AddField(
            model_name="keptanswer",
            name="made_since",
            field=models.DateTimeField(null=True),
        ),
    ]
