"""Let a kept answer name the process of the database behind the request that makes it."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("articles", "0016_origins"),
    ]

    operations = [
        migrations.AddField(
            model_name="keptanswer",
            name="made_by",
            field=models.IntegerField(null=True),
        ),
    ]
