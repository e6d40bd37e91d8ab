"""Find the articles that hold a word, without reading them all: what a lexicon change can touch."""

from django.contrib.postgres.operations import TrigramExtension
from django.db import migrations

# Letter for letter, so that every version of the server folds alike; moderation.workflow.needles folds the same way.
WITH_ACCENT = "àáâãäåāăąçćčďđèéêëēėęěğìíîïīįıłñńňòóôõöøōőřśšşťùúûüūůűýÿžźżÀÁÂÃÄÅÇČÈÉÊËÌÍÎÏÑÒÓÔÕÖØŠÙÚÛÜÝŽ’ʼ‘"
WITHOUT = "aaaaaaaaacccddeeeeeeeegiiiiiiilnnnoooooooorssstuuuuuuuyyzzzaaaaaacceeeeiiiinoooooosuuuuyz'''"

FOLD = f"""
CREATE FUNCTION moderation_fold(value text) RETURNS text LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
    SELECT translate(lower(value), '{WITH_ACCENT}', '{WITHOUT.replace("'", "''")}')
$$
"""

INDEX = """
CREATE INDEX moderation_version_words ON articles_articleversion USING gin (moderation_fold(text) gin_trgm_ops)
"""


class Migration(migrations.Migration):
    dependencies = [("moderation", "0005_report_recipient_roles")]

    operations = [
        TrigramExtension(),
        migrations.RunSQL([FOLD], "DROP FUNCTION moderation_fold(text)"),
        migrations.RunSQL([INDEX], "DROP INDEX moderation_version_words"),
    ]
