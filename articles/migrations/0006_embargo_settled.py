"""Remember which unreadable embargo an editor has settled."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("articles", "0005_tokens"),
    ]

    operations = [
        migrations.AddField(
            model_name="article",
            name="embargo_settled",
            field=models.CharField(
                blank=True,
                default="",
                help_text="the note that an editor has settled",
                max_length=255,
                verbose_name="embargo settled",
            ),
        ),
    ]
