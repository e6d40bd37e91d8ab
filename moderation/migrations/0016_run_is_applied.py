"""Remember of each screening whether its findings became flags; of those before now, tell it from what they left."""

from django.db import migrations, models

# A run that ended well was applied unless a later version stood by then. Who left a flag was applied whatever came
# after: a run that was queued again and failed then.
TELL = """
UPDATE moderation_screeningrun r SET is_applied = true
WHERE EXISTS (SELECT 1 FROM moderation_flag f WHERE f.run_id = r.id)
    OR r.finished_at IS NOT NULL AND r.error = '' AND NOT EXISTS (
        SELECT 1 FROM articles_articleversion read
        JOIN articles_articleversion later ON later.article_id = read.article_id AND later.number > read.number
        WHERE read.id = r.version_id AND later.created_at <= r.finished_at AND later.origin NOT IN ('late', 'kill'))
"""


class Migration(migrations.Migration):
    dependencies = [("moderation", "0015_newest_reading")]

    operations = [
        migrations.AddField(
            model_name="screeningrun",
            name="is_applied",
            field=models.BooleanField(default=False, verbose_name="its findings became flags"),
        ),
        migrations.RunSQL([TELL], migrations.RunSQL.noop),
    ]
