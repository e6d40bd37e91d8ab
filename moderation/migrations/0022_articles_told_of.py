"""Remember which endpoint was told of which article, however long ago; at first, what the messages still say."""

import django.db.models.deletion
from django.db import migrations, models

FROM_MESSAGES = """
INSERT INTO moderation_toldarticle (article_id, endpoint_id)
SELECT DISTINCT event.article_id, delivery.endpoint_id
FROM moderation_webhookdelivery delivery
JOIN moderation_outboxevent event ON event.id = delivery.event_id
"""


class Migration(migrations.Migration):
    dependencies = [
        ("articles", "0011_arrivals"),
        ("moderation", "0021_skipped_mails_are_not_sent"),
    ]

    operations = [
        migrations.CreateModel(
            name="ToldArticle",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "article",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="articles.article",
                        verbose_name="article",
                    ),
                ),
                (
                    "endpoint",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="told",
                        to="moderation.webhookendpoint",
                        verbose_name="endpoint",
                    ),
                ),
            ],
            options={
                "verbose_name": "article told of",
                "verbose_name_plural": "articles told of",
                "constraints": [models.UniqueConstraint(fields=("article", "endpoint"), name="article_told_once")],
            },
        ),
        migrations.RunSQL(FROM_MESSAGES, migrations.RunSQL.noop),
    ]
