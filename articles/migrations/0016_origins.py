"""Let a version say that a program corrected it, or that only the language in which it is read was put right."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("articles", "0015_link_within"),
    ]

    operations = [
        migrations.AlterField(
            model_name="articleversion",
            name="origin",
            field=models.CharField(
                choices=[
                    ("filed", "filed"),
                    ("corrected", "corrected by the wire"),
                    ("amended", "corrected by a program"),
                    ("edited", "edited on the desk"),
                    ("linked", "joined with its original"),
                    ("reread", "read in another language"),
                    ("late", "arrived late"),
                    ("kill", "text of the kill"),
                ],
                max_length=16,
                verbose_name="origin",
            ),
        ),
    ]
