"""Number and link audit events in the database, under a lock taken before the number is given."""

from django.db import migrations

# One field: its length in bytes, a colon, its bytes; a null is a hyphen. No two lists of fields look alike.
FIELD = """
CREATE FUNCTION moderation_field(value text) RETURNS text LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
    SELECT CASE WHEN value IS NULL THEN '-' ELSE octet_length(value)::text || ':' || value END
$$
"""

DIGEST = """
CREATE FUNCTION moderation_event_digest(e moderation_auditevent) RETURNS text LANGUAGE sql STABLE AS $$
    SELECT encode(sha256(convert_to(
        public.moderation_field(to_char(e.at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"'))
        || public.moderation_field(e.actor_kind)
        || public.moderation_field(e.actor_id::text)
        || public.moderation_field(e.actor_label)
        || public.moderation_field(e.request_id)
        || public.moderation_field(e.action)
        || public.moderation_field(e.object_type)
        || public.moderation_field(e.object_id)
        || public.moderation_field(e.article_id::text)
        || public.moderation_field(e.before::text)
        || public.moderation_field(e.after::text)
        || public.moderation_field(e.reason), 'UTF8')), 'hex')
$$
"""

LINK = """
CREATE FUNCTION moderation_link_event() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
DECLARE
    head public.moderation_audithead%ROWTYPE;
BEGIN
    -- Whoever writes next waits here until this transaction has ended: no number is given twice, none is lost.
    SELECT * INTO head FROM public.moderation_audithead WHERE id = 1 FOR UPDATE;
    IF NOT FOUND THEN
        INSERT INTO public.moderation_audithead (id, sequence, hash) VALUES (1, 0, repeat('0', 64))
        ON CONFLICT (id) DO NOTHING;
        SELECT * INTO head FROM public.moderation_audithead WHERE id = 1 FOR UPDATE;
    END IF;
    -- The head moves once a statement; the events before this one in the same statement are ahead of it. Where the
    -- head is ahead of the last event, the end of the chain was removed: the gap stays for everybody to see.
    SELECT e.sequence, e.hash INTO NEW.sequence, NEW.previous_hash
    FROM public.moderation_auditevent e WHERE e.sequence > head.sequence ORDER BY e.sequence DESC LIMIT 1;
    IF NOT FOUND THEN
        NEW.sequence := head.sequence;
        NEW.previous_hash := head.hash;
    END IF;
    NEW.sequence := NEW.sequence + 1;
    NEW.hash := encode(sha256(convert_to(
        public.moderation_field(NEW.previous_hash)
        || public.moderation_field(NEW.sequence::text)
        || public.moderation_field(public.moderation_event_digest(NEW)), 'UTF8')), 'hex');
    RETURN NEW;
END
$$
"""

MOVE_HEAD = """
CREATE FUNCTION moderation_move_head() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
    UPDATE public.moderation_audithead h SET sequence = e.sequence, hash = e.hash
    FROM (SELECT sequence, hash FROM public.moderation_auditevent ORDER BY sequence DESC LIMIT 1) e
    WHERE h.id = 1 AND e.sequence > h.sequence;
    RETURN NULL;
END
$$
"""

GUARD_HEAD = """
CREATE FUNCTION moderation_guard_head() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP = 'DELETE' OR pg_trigger_depth() < 2 THEN
        RAISE EXCEPTION 'the head of the audit chain is written by the chain alone' USING ERRCODE = 'restrict_violation';
    END IF;
    RETURN NEW;
END
$$
"""

TRIGGERS = """
CREATE TRIGGER audit_chain BEFORE INSERT ON moderation_auditevent
    FOR EACH ROW EXECUTE FUNCTION moderation_link_event();
CREATE TRIGGER audit_head AFTER INSERT ON moderation_auditevent
    FOR EACH STATEMENT EXECUTE FUNCTION moderation_move_head();
CREATE TRIGGER audit_head_is_ours BEFORE INSERT OR UPDATE OR DELETE ON moderation_audithead
    FOR EACH ROW EXECUTE FUNCTION moderation_guard_head();
"""

UNDO = """
DROP TRIGGER audit_chain ON moderation_auditevent;
DROP TRIGGER audit_head ON moderation_auditevent;
DROP TRIGGER audit_head_is_ours ON moderation_audithead;
DROP FUNCTION moderation_guard_head();
DROP FUNCTION moderation_link_event();
DROP FUNCTION moderation_move_head();
DROP FUNCTION moderation_event_digest(moderation_auditevent);
DROP FUNCTION moderation_field(text);
"""


class Migration(migrations.Migration):
    dependencies = [("moderation", "0001_initial")]

    operations = [migrations.RunSQL([FIELD, DIGEST, LINK, MOVE_HEAD, GUARD_HEAD, TRIGGERS], UNDO)]
