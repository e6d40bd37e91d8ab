"""Search articles by their words, stemmed as their language bends them and without accents."""

from django.db import migrations

# An index is built with no search path but the server's own: the functions bring theirs.
# A text search vector holds at most a megabyte: the first 200,000 signs are searched, some 30,000 words.
# Words go in twice, as written and without accents: French endings are told by their accents (évacuée, évacués),
# and a searcher leaves them out.
SEARCH = """
CREATE FUNCTION moderation_search(language text, headline text, words text)
RETURNS tsvector LANGUAGE sql IMMUTABLE PARALLEL SAFE SET search_path FROM CURRENT AS $$
    WITH read AS (
        SELECT CASE WHEN language = 'fr' THEN 'french'::regconfig ELSE 'english'::regconfig END AS tongue,
            left(headline || ' ' || words, 200000) AS copy
    )
    SELECT to_tsvector(tongue, copy) || to_tsvector(tongue, moderation_fold(copy)) FROM read
$$
"""

QUERY = """
CREATE FUNCTION moderation_search_query(words text)
RETURNS tsquery LANGUAGE sql IMMUTABLE PARALLEL SAFE SET search_path FROM CURRENT AS $$
    SELECT websearch_to_tsquery('french', words) || websearch_to_tsquery('french', moderation_fold(words))
        || websearch_to_tsquery('english', words) || websearch_to_tsquery('english', moderation_fold(words))
$$
"""

VERSIONS = """
CREATE INDEX moderation_version_search ON articles_articleversion
    USING gin (moderation_search(language, headline, text))
"""

SLUGLINES = "CREATE INDEX moderation_slugline ON articles_article USING gin (lower(slugline) gin_trgm_ops)"


class Migration(migrations.Migration):
    dependencies = [("moderation", "0006_word_search")]

    operations = [
        migrations.RunSQL([SEARCH], "DROP FUNCTION moderation_search(text, text, text)"),
        migrations.RunSQL([QUERY], "DROP FUNCTION moderation_search_query(text)"),
        migrations.RunSQL([VERSIONS], "DROP INDEX moderation_version_search"),
        migrations.RunSQL([SLUGLINES], "DROP INDEX moderation_slugline"),
    ]
