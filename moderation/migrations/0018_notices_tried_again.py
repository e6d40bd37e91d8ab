"""Try a mail again that failed, or whose message was lost; what was left before stays as it is."""

from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("articles", "0011_arrivals"),
        ("moderation", "0017_confirm_each_dismissal"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.RemoveIndex(
            model_name="notice",
            name="notice_unmailed",
        ),
        migrations.AddField(
            model_name="notice",
            name="attempts",
            field=models.PositiveSmallIntegerField(default=0, verbose_name="attempts"),
        ),
        migrations.AddField(
            model_name="notice",
            name="next_attempt_at",
            field=models.DateTimeField(
                blank=True, help_text="empty once it is mailed or given up", null=True, verbose_name="next attempt"
            ),
        ),
        migrations.AddIndex(
            model_name="notice",
            index=models.Index(
                condition=models.Q(("next_attempt_at__isnull", False)),
                fields=["next_attempt_at"],
                name="notice_to_mail",
            ),
        ),
    ]
