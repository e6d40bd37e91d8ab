"""Let programs be told that a text was edited on the desk, or that what is said beside it has changed."""

import django.contrib.postgres.fields
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("moderation", "0024_claims_end_with_the_desk"),
    ]

    operations = [
        migrations.AlterField(
            model_name="outboxevent",
            name="type",
            field=models.CharField(
                choices=[
                    ("article.filed", "an article was filed"),
                    ("article.screened", "a version was screened"),
                    ("flag.opened", "a flag was opened"),
                    ("flag.disposed", "a flag was answered"),
                    ("decision.made", "a decision was made"),
                    ("article.changed", "what is said beside a text changed"),
                    ("article.edited", "a text was edited on the desk"),
                    ("correction.received", "a correction came in"),
                    ("kill.received", "copy was killed"),
                    ("embargo.lifted", "an embargo was lifted"),
                ],
                max_length=32,
                verbose_name="event",
            ),
        ),
        migrations.AlterField(
            model_name="webhookendpoint",
            name="event_types",
            field=django.contrib.postgres.fields.ArrayField(
                base_field=models.CharField(
                    choices=[
                        ("article.filed", "an article was filed"),
                        ("article.screened", "a version was screened"),
                        ("flag.opened", "a flag was opened"),
                        ("flag.disposed", "a flag was answered"),
                        ("decision.made", "a decision was made"),
                        ("article.changed", "what is said beside a text changed"),
                        ("article.edited", "a text was edited on the desk"),
                        ("correction.received", "a correction came in"),
                        ("kill.received", "copy was killed"),
                        ("embargo.lifted", "an embargo was lifted"),
                    ],
                    max_length=32,
                ),
                help_text="what it is told",
                size=None,
                verbose_name="events",
            ),
        ),
        migrations.AlterField(
            model_name="webhookendpointhistory",
            name="event_types",
            field=django.contrib.postgres.fields.ArrayField(
                base_field=models.CharField(
                    choices=[
                        ("article.filed", "an article was filed"),
                        ("article.screened", "a version was screened"),
                        ("flag.opened", "a flag was opened"),
                        ("flag.disposed", "a flag was answered"),
                        ("decision.made", "a decision was made"),
                        ("article.changed", "what is said beside a text changed"),
                        ("article.edited", "a text was edited on the desk"),
                        ("correction.received", "a correction came in"),
                        ("kill.received", "copy was killed"),
                        ("embargo.lifted", "an embargo was lifted"),
                    ],
                    max_length=32,
                ),
                help_text="what it is told",
                size=None,
                verbose_name="events",
            ),
        ),
    ]
