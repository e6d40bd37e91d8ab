"""Keep with a link the desks that the token which filed it was limited to: what it names may come later."""

import django.contrib.postgres.fields
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("articles", "0013_doubts"),
    ]

    operations = [
        migrations.AddField(
            model_name="articlelink",
            name="within",
            field=django.contrib.postgres.fields.ArrayField(
                base_field=models.BigIntegerField(),
                editable=False,
                help_text="the desks that the token which filed it was limited to; empty: it was not",
                null=True,
                size=None,
                verbose_name="within",
            ),
        ),
    ]
