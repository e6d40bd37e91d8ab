"""Say of the tokens that are limited to desks now that they are."""

from typing import Any

from django.db import migrations


def mark_limited(apps: Any, _schema_editor: Any) -> None:
    """Mark every token that names a desk."""
    tokens = apps.get_model("articles", "ApiToken").objects
    limited = tokens.filter(desks__isnull=False).values("pk")
    tokens.filter(pk__in=limited).update(is_limited=True)


class Migration(migrations.Migration):
    dependencies = [
        ("articles", "0009_token_is_limited"),
    ]

    operations = [migrations.RunPython(mark_limited, migrations.RunPython.noop)]
