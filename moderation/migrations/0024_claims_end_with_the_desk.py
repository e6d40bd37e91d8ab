"""Let a claim end because its article was routed to another desk."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("moderation", "0023_writers_of_lexicon_changes")]

    operations = [
        migrations.AlterField(
            model_name="claim",
            name="ended_by",
            field=models.CharField(
                blank=True,
                choices=[
                    ("released", "released"),
                    ("expired", "expired"),
                    ("overridden", "overridden"),
                    ("decided", "decided"),
                    ("routed", "routed to another desk"),
                ],
                default="",
                max_length=16,
                verbose_name="ended by",
            ),
        )
    ]
