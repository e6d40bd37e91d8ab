"""Keep with each change of a lexicon draft who wrote it, and let the database ask for somebody who wrote none."""

from django.db import migrations

GUARD_DRAFT = """
CREATE OR REPLACE FUNCTION moderation_guard_draft() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    publisher bigint;
BEGIN
    IF NEW.state = 'published' THEN
        publisher := (SELECT published_by_id FROM moderation_lexiconrelease WHERE id = NEW.release_id);
        IF publisher IS NULL
                OR (NEW.changes = '[]' AND NEW.author_id = publisher)
                OR EXISTS (
                    SELECT FROM jsonb_array_elements(NEW.changes) AS change
                    WHERE coalesce((change ->> 'by')::bigint, NEW.author_id) = publisher) THEN
            RAISE EXCEPTION 'a lexicon draft is published by a second editor' USING ERRCODE = 'check_violation';
        END IF;
    END IF;
    RETURN NEW;
END
$$
"""

GUARD_DRAFT_BEFORE = """
CREATE OR REPLACE FUNCTION moderation_guard_draft() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF NEW.state = 'published' AND coalesce(NEW.author_id = (
            SELECT published_by_id FROM moderation_lexiconrelease WHERE id = NEW.release_id), true) THEN
        RAISE EXCEPTION 'a lexicon draft is published by a second editor' USING ERRCODE = 'check_violation';
    END IF;
    RETURN NEW;
END
$$
"""

# Whoever was the author when a change first stood in the draft wrote it.
SIGN = """
UPDATE moderation_lexicondraft AS draft SET changes = (
    SELECT jsonb_agg(change || jsonb_build_object('by', coalesce(
        (SELECT kept.author_id FROM moderation_lexicondrafthistory AS kept
         WHERE kept.pgh_obj_id = draft.id AND kept.changes @> jsonb_build_array(change)
         ORDER BY kept.pgh_id LIMIT 1),
        draft.author_id)) ORDER BY place)
    FROM jsonb_array_elements(draft.changes) WITH ORDINALITY AS listed(change, place))
WHERE draft.changes <> '[]'
"""

# Before, whoever changed a draft last became its author; of a published one that was never its publisher.
UNSIGN = """
UPDATE moderation_lexicondraft AS draft SET
    author_id = coalesce((draft.changes -> -1 ->> 'by')::bigint, draft.author_id),
    changes = (
        SELECT jsonb_agg(change - 'by' ORDER BY place)
        FROM jsonb_array_elements(draft.changes) WITH ORDINALITY AS listed(change, place))
WHERE draft.changes <> '[]'
"""


class Migration(migrations.Migration):
    dependencies = [("moderation", "0022_articles_told_of")]

    operations = [
        migrations.RunSQL(SIGN, UNSIGN),
        migrations.RunSQL(GUARD_DRAFT, GUARD_DRAFT_BEFORE),
    ]
