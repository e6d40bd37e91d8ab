"""Let a high flag that must be fixed bar the approval until a version fixes it."""

from importlib import import_module

from django.db import migrations

PATH = "ALTER FUNCTION moderation_check_approval(moderation_review) SET search_path = pg_catalog, public, pg_temp"

BEFORE = import_module("moderation.migrations.0015_newest_reading").AFTER
AFTER = BEFORE.replace("f.state = 'open' OR", "f.state IN ('open', 'upheld') OR").replace(
    "a high flag is open", "a high flag is open or to be fixed"
)


class Migration(migrations.Migration):
    dependencies = [("moderation", "0026_kills_and_guards")]

    operations = [migrations.RunSQL([AFTER, PATH], [BEFORE, PATH])]
