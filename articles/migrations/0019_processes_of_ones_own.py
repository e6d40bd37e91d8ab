"""Show when a process began to none but the user who signed in to it, whoever may call the function."""

from django.db import migrations

# Within the function the current user is its owner; the session's is still whoever signed in.
_BEGAN = """
CREATE OR REPLACE FUNCTION articles_process_began(asked integer) RETURNS timestamptz
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
    SELECT backend_start FROM pg_stat_activity WHERE pid = asked{}
$$
"""


class Migration(migrations.Migration):
    dependencies = [
        ("articles", "0018_answers_made_since"),
    ]

    operations = [migrations.RunSQL(_BEGAN.format(" AND usename = session_user"), _BEGAN.format(""))]
