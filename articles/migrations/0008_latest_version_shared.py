"""Let an article be pointed at while its latest version changes."""

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("articles", "0007_asked_address"),
    ]

    operations = [
        migrations.AlterField(
            model_name="article",
            name="latest_version",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="articles.articleversion",
                verbose_name="latest version",
            ),
        ),
    ]
