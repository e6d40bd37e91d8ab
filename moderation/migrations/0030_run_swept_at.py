"""Keep of a run when the sweep sent it again, so that it is not sent with every sweep."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("moderation", "0028_writers_of_lexicon_cells"),
    ]

    operations = [
        migrations.AddField(
            model_name="screeningrun",
            name="swept_at",
            field=models.DateTimeField(blank=True, editable=False, null=True, verbose_name="sent again at"),
        ),
    ]
