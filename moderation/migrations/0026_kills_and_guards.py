"""Let a case tell of a kill that came before any text, and once of each kill."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("articles", "0013_doubts"),
        ("moderation", "0025_article_edited"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.AlterField(
            model_name="case",
            name="of_version",
            field=models.ForeignKey(
                blank=True,
                help_text="empty where the copy was killed before a text of it came",
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="articles.articleversion",
                verbose_name="version",
            ),
        ),
        migrations.AddConstraint(
            model_name="case",
            constraint=models.UniqueConstraint(
                condition=models.Q(("cause", "kill")), fields=("article", "of_article"), name="case_of_a_kill_once"
            ),
        ),
        migrations.AddConstraint(
            model_name="case",
            constraint=models.CheckConstraint(
                condition=models.Q(("of_version__isnull", False), ("cause", "kill"), _connector="OR"),
                name="case_of_a_correction_names_it",
            ),
        ),
    ]
