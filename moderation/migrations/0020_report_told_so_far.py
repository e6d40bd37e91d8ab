"""Take over up to when each subscription has told, from the last of its mails on schedule."""

from django.db import migrations

TAKE_OVER = """
INSERT INTO moderation_reporttold (subscription_id, until)
SELECT subscription_id, max(until) FROM moderation_reportdelivery
WHERE occasion = 'scheduled' GROUP BY subscription_id
"""


class Migration(migrations.Migration):
    dependencies = [("moderation", "0019_report_told")]

    operations = [migrations.RunSQL(TAKE_OVER, reverse_sql="DELETE FROM moderation_reporttold")]
