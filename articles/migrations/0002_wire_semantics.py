"""Keep what wires say beside the text: their versions, status, sources, rights, and what an article links to."""

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("articles", "0001_initial"),
    ]

    operations = [
        migrations.AddField(
            model_name="article",
            name="info_sources",
            field=models.JSONField(blank=True, default=list, verbose_name="info sources"),
        ),
        migrations.AddField(
            model_name="article",
            name="language_tag",
            field=models.CharField(
                blank=True,
                default="",
                help_text="BCP 47, as the wire gave it",
                max_length=35,
                verbose_name="language tag",
            ),
        ),
        migrations.AddField(
            model_name="article",
            name="rights",
            field=models.JSONField(blank=True, default=dict, verbose_name="rights"),
        ),
        migrations.AddField(
            model_name="article",
            name="wire_status",
            field=models.CharField(
                choices=[("usable", "usable"), ("withheld", "withheld"), ("canceled", "canceled")],
                default="usable",
                help_text="as last told",
                max_length=16,
                verbose_name="status on the wire",
            ),
        ),
        migrations.AddField(
            model_name="article",
            name="wire_version",
            field=models.CharField(
                blank=True,
                default="",
                help_text="the highest that has come in",
                max_length=40,
                verbose_name="wire's own version",
            ),
        ),
        migrations.AddField(
            model_name="articleversion",
            name="bodies",
            field=models.JSONField(
                blank=True, default=list, help_text="every form of the text as it came", verbose_name="bodies"
            ),
        ),
        migrations.AddField(
            model_name="articleversion",
            name="byline",
            field=models.CharField(blank=True, default="", max_length=255, verbose_name="by"),
        ),
        migrations.AddField(
            model_name="articleversion",
            name="dateline",
            field=models.CharField(blank=True, default="", max_length=255, verbose_name="dateline"),
        ),
        migrations.AddField(
            model_name="articleversion",
            name="extra",
            field=models.JSONField(blank=True, default=dict, verbose_name="everything else"),
        ),
        migrations.AddField(
            model_name="articleversion",
            name="wire_version",
            field=models.CharField(
                blank=True, default="", help_text="as the wire counts", max_length=40, verbose_name="wire's own version"
            ),
        ),
        migrations.AlterField(
            model_name="articleversion",
            name="origin",
            field=models.CharField(
                choices=[
                    ("filed", "filed"),
                    ("corrected", "corrected by the wire"),
                    ("edited", "edited on the desk"),
                    ("linked", "joined with its original"),
                    ("late", "arrived late"),
                    ("kill", "text of the kill"),
                ],
                max_length=16,
                verbose_name="origin",
            ),
        ),
        migrations.CreateModel(
            name="ArticleLink",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("translated_from", "translated from"),
                            ("derived_from", "derived from"),
                            ("replaces", "replaces"),
                            ("other", "goes with"),
                        ],
                        max_length=16,
                        verbose_name="kind",
                    ),
                ),
                ("relation", models.CharField(help_text="the wire's own word", max_length=80, verbose_name="relation")),
                ("uri", models.CharField(max_length=255, verbose_name="names")),
                ("title", models.CharField(blank=True, default="", max_length=300, verbose_name="title")),
                (
                    "article",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="links",
                        to="articles.article",
                        verbose_name="article",
                    ),
                ),
                (
                    "target",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="linked_from",
                        to="articles.article",
                        verbose_name="article named",
                    ),
                ),
            ],
            options={
                "verbose_name": "link",
                "verbose_name_plural": "links",
                "ordering": ("article", "pk"),
                "indexes": [
                    models.Index(condition=models.Q(("target__isnull", True)), fields=["uri"], name="link_open")
                ],
                "constraints": [models.UniqueConstraint(fields=("article", "relation", "uri"), name="link_once")],
            },
        ),
    ]
