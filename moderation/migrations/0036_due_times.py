"""Keep, in the database itself, each change of when a review is due."""

import django.db.models.deletion
import pgtrigger.compiler
import pgtrigger.migrations
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("articles", "0016_origins"),
        ("moderation", "0035_first_screenings"),
        ("pghistory", "0007_auto_20250421_0444"),
    ]

    operations = [
        migrations.CreateModel(
            name="DueTimeHistory",
            fields=[
                ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                ("pgh_label", models.TextField(help_text="The event label.")),
                ("due_at", models.DateTimeField(blank=True, null=True, verbose_name="due at")),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("screening", "being screened"),
                            ("waiting", "waiting"),
                            ("returned", "returned"),
                            ("held", "held"),
                            ("approved", "approved"),
                            ("killed", "killed"),
                            ("spiked", "spiked"),
                        ],
                        default="screening",
                        max_length=16,
                        verbose_name="state",
                    ),
                ),
            ],
            options={
                "abstract": False,
            },
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="review",
            trigger=pgtrigger.compiler.Trigger(
                name="update_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition='WHEN (OLD."due_at" IS DISTINCT FROM (NEW."due_at"))',
                    func='INSERT INTO "moderation_duetimehistory" ("desk_id", "due_at", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "state") VALUES (NEW."desk_id", NEW."due_at", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."state"); RETURN NULL;',
                    hash="d5d72d70ceed712dff5487a0f38dd4a4b4e28f9f",
                    operation="UPDATE",
                    pgid="pgtrigger_update_update_907a1",
                    table="moderation_review",
                    when="AFTER",
                ),
            ),
        ),
        migrations.AddField(
            model_name="duetimehistory",
            name="desk",
            field=models.ForeignKey(
                db_constraint=False,
                on_delete=django.db.models.deletion.DO_NOTHING,
                related_name="+",
                related_query_name="+",
                to="articles.desk",
                verbose_name="desk",
            ),
        ),
        migrations.AddField(
            model_name="duetimehistory",
            name="pgh_context",
            field=models.ForeignKey(
                db_constraint=False,
                null=True,
                on_delete=django.db.models.deletion.DO_NOTHING,
                related_name="+",
                to="pghistory.context",
            ),
        ),
        migrations.AddField(
            model_name="duetimehistory",
            name="pgh_obj",
            field=models.ForeignKey(
                db_constraint=False,
                on_delete=django.db.models.deletion.DO_NOTHING,
                related_name="due_at_state_desk_events",
                to="moderation.review",
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="duetimehistory",
            trigger=pgtrigger.compiler.Trigger(
                name="append_only",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                    hash="1f70a9606bf2b10e8f789f8d46ae8560fa4166e2",
                    operation="UPDATE OR DELETE",
                    pgid="pgtrigger_append_only_c0c5c",
                    table="moderation_duetimehistory",
                    when="BEFORE",
                ),
            ),
        ),
    ]
