"""Remember of a token that it is limited to desks, so that it stays so when those are gone."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("articles", "0008_latest_version_shared"),
    ]

    operations = [
        migrations.AddField(
            model_name="apitoken",
            name="is_limited",
            field=models.BooleanField(
                default=False,
                editable=False,
                help_text="stays so when those desks are gone",
                verbose_name="limited to desks",
            ),
        ),
    ]
