"""Refuse in the database what the workflow forbids: four eyes, approvals, the ways between states, answers to flags."""

from django.db import migrations

FOUR_EYES = """
CREATE FUNCTION moderation_check_four_eyes(person bigint, for_version bigint) RETURNS void LANGUAGE plpgsql STABLE AS $$
DECLARE
    for_article bigint := (SELECT article_id FROM articles_articleversion WHERE id = for_version);
BEGIN
    IF EXISTS (SELECT 1 FROM articles_article WHERE id = for_article AND filed_by_id = person) THEN
        RAISE EXCEPTION 'four eyes: whoever filed an article does not approve it' USING ERRCODE = 'check_violation';
    END IF;
    IF EXISTS (SELECT 1 FROM articles_articleversion WHERE article_id = for_article AND created_by_id = person) THEN
        RAISE EXCEPTION 'four eyes: whoever edited an article does not approve it' USING ERRCODE = 'check_violation';
    END IF;
    IF EXISTS (
        SELECT 1 FROM moderation_flag f
        WHERE f.version_id = for_version AND f.state = 'dismissed'
            AND person = (
                SELECT d.answerable_id FROM moderation_disposition d
                WHERE d.flag_id = f.id AND d.kind IN ('dismissed', 'carried') ORDER BY d.id DESC LIMIT 1)
            AND NOT EXISTS (
                SELECT 1 FROM moderation_disposition s
                WHERE s.flag_id = f.id AND s.kind = 'seconded' AND s.actor_id <> person)
    ) THEN
        RAISE EXCEPTION 'four eyes: whoever dismissed a flag alone does not approve' USING ERRCODE = 'check_violation';
    END IF;
END
$$
"""

STEP_IS_DUE = """
CREATE FUNCTION moderation_step_is_due(step jsonb, for_version bigint) RETURNS boolean LANGUAGE sql STABLE AS $$
    SELECT step -> 'when' IS NULL OR EXISTS (
        SELECT 1
        FROM moderation_flag f
        JOIN articles_articleversion v ON v.id = f.version_id
        CROSS JOIN jsonb_array_elements(step -> 'when') AS w (fits)
        WHERE f.version_id = for_version AND f.state NOT IN ('superseded', 'fixed')
            AND (fits -> 'check_ids' IS NULL OR jsonb_exists(fits -> 'check_ids', f.check_id))
            AND (fits -> 'severities' IS NULL OR jsonb_exists(fits -> 'severities', f.severity))
            AND (fits -> 'states' IS NULL OR jsonb_exists(fits -> 'states', f.state))
            AND (fits -> 'languages' IS NULL OR jsonb_exists(fits -> 'languages', v.language)))
$$
"""

CHECK_APPROVAL = """
CREATE FUNCTION moderation_check_approval(r moderation_review) RETURNS void LANGUAGE plpgsql STABLE AS $$
DECLARE
    content text := (SELECT content_hash FROM articles_articleversion WHERE id = r.version_id);
    one jsonb;
    steps_due integer := 0;
BEGIN
    IF (SELECT state FROM moderation_screeningrun WHERE version_id = r.version_id
            ORDER BY queued_at DESC, id DESC LIMIT 1) IS DISTINCT FROM 'done' THEN
        RAISE EXCEPTION 'not approved: the version was not screened to the end' USING ERRCODE = 'check_violation';
    END IF;
    IF EXISTS (SELECT 1 FROM moderation_flag f WHERE f.version_id = r.version_id AND f.severity = 'high'
            AND (f.state = 'open' OR f.state = 'dismissed' AND f.carried = 'confirm')) THEN
        RAISE EXCEPTION 'not approved: a high flag is open' USING ERRCODE = 'check_violation';
    END IF;
    IF EXISTS (SELECT 1 FROM articles_article a
            WHERE a.id = r.article_id AND a.embargo_note <> '' AND a.embargoed_until IS NULL) THEN
        RAISE EXCEPTION 'not approved: the embargo cannot be read' USING ERRCODE = 'check_violation';
    END IF;
    FOR one IN SELECT jsonb_array_elements(steps) FROM moderation_reviewplanversion WHERE id = r.plan_version_id LOOP
        CONTINUE WHEN NOT moderation_step_is_due(one, r.version_id);
        steps_due := steps_due + 1;
        IF (SELECT count(DISTINCT approver_id) FROM moderation_stepapproval s
                WHERE s.review_id = r.id AND s.cycle = r.cycle AND s.content_hash = content
                    AND s.step = one ->> 'step') < coalesce((one ->> 'quorum')::integer, 1) THEN
            RAISE EXCEPTION 'not approved: the step % is not', one ->> 'step' USING ERRCODE = 'check_violation';
        END IF;
    END LOOP;
    IF r.plan_version_id IS NULL OR steps_due = 0 AND EXISTS (
            SELECT 1 FROM moderation_flag f WHERE f.version_id = r.version_id AND f.state IN ('open', 'upheld')) THEN
        RAISE EXCEPTION 'not approved: nobody approved, and the copy is not clean' USING ERRCODE = 'check_violation';
    END IF;
END
$$
"""

GUARD_REVIEW = """
CREATE FUNCTION moderation_guard_review() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    ways CONSTANT jsonb := '{
        "screening": ["waiting", "held", "killed", "spiked"],
        "waiting": ["screening", "returned", "held", "approved", "killed", "spiked"],
        "returned": ["screening", "waiting", "held", "killed", "spiked"],
        "held": ["screening", "waiting", "killed", "spiked"],
        "approved": ["screening", "waiting", "killed"],
        "spiked": ["screening", "waiting", "killed"],
        "killed": []}';
BEGIN
    IF TG_OP = 'DELETE' THEN
        RAISE EXCEPTION 'a review is never deleted' USING ERRCODE = 'restrict_violation';
    ELSIF TG_OP = 'INSERT' THEN
        IF NEW.state <> 'screening' THEN
            RAISE EXCEPTION 'a review begins with screening, not %', NEW.state USING ERRCODE = 'check_violation';
        END IF;
        RETURN NEW;
    END IF;
    IF NEW.article_id <> OLD.article_id OR NEW.cycle < OLD.cycle
            OR (SELECT article_id FROM articles_articleversion WHERE id = NEW.version_id) <> NEW.article_id THEN
        RAISE EXCEPTION 'a review stays with its article' USING ERRCODE = 'check_violation';
    END IF;
    IF NEW.state <> OLD.state AND NOT jsonb_exists(ways -> OLD.state, NEW.state) THEN
        RAISE EXCEPTION 'no way from % to %', OLD.state, NEW.state USING ERRCODE = 'check_violation';
    END IF;
    IF NEW.state = 'approved' AND OLD.state <> 'approved' THEN
        PERFORM moderation_check_approval(NEW);
    ELSIF NEW.state = 'approved' AND NEW.version_id <> OLD.version_id AND
            (SELECT content_hash FROM articles_articleversion WHERE id = NEW.version_id)
            <> (SELECT content_hash FROM articles_articleversion WHERE id = OLD.version_id) THEN
        RAISE EXCEPTION 'an approval belongs to the content that was read' USING ERRCODE = 'check_violation';
    END IF;
    RETURN NEW;
END
$$
"""

GUARD_APPROVAL = """
CREATE FUNCTION moderation_guard_approval() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF NOT EXISTS (
        SELECT 1 FROM moderation_review r JOIN articles_articleversion v ON v.article_id = r.article_id
        WHERE r.id = NEW.review_id AND v.id = NEW.version_id AND v.content_hash = NEW.content_hash) THEN
        RAISE EXCEPTION 'an approval belongs to the content that was read' USING ERRCODE = 'check_violation';
    END IF;
    PERFORM moderation_check_four_eyes(NEW.approver_id, NEW.version_id);
    RETURN NEW;
END
$$
"""

GUARD_DECISION = """
CREATE FUNCTION moderation_guard_decision() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF NEW.verb IN ('approved', 'passed') AND NEW.actor_id IS NOT NULL THEN
        PERFORM moderation_check_four_eyes(NEW.actor_id, NEW.version_id);
    END IF;
    RETURN NEW;
END
$$
"""

GUARD_FLAG = """
CREATE FUNCTION moderation_guard_flag() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    answer text;
BEGIN
    IF TG_OP = 'DELETE' THEN
        RAISE EXCEPTION 'a flag is never deleted' USING ERRCODE = 'restrict_violation';
    ELSIF TG_OP = 'INSERT' THEN
        IF NEW.state <> 'open' THEN
            RAISE EXCEPTION 'a flag begins open, not %', NEW.state USING ERRCODE = 'check_violation';
        END IF;
        RETURN NEW;
    END IF;
    IF NEW.version_id <> OLD.version_id OR NEW.article_id <> OLD.article_id OR NEW.fingerprint <> OLD.fingerprint
            OR NEW.check_id <> OLD.check_id OR NEW.matched_text <> OLD.matched_text THEN
        RAISE EXCEPTION 'a flag stays what it was raised for' USING ERRCODE = 'restrict_violation';
    END IF;
    IF NEW.state <> OLD.state THEN
        answer := (SELECT kind FROM moderation_disposition WHERE flag_id = NEW.id ORDER BY id DESC LIMIT 1);
        IF NOT jsonb_exists('{
            "open": ["reopened", "undone"], "dismissed": ["dismissed", "carried"], "upheld": ["upheld", "carried"],
            "fixed": ["fixed"], "superseded": ["superseded"]}'::jsonb -> NEW.state, coalesce(answer, '')) THEN
            RAISE EXCEPTION 'a flag is not % without an answer that says so', NEW.state
                USING ERRCODE = 'check_violation';
        END IF;
    END IF;
    RETURN NEW;
END
$$
"""

GUARD_DRAFT = """
CREATE FUNCTION moderation_guard_draft() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF NEW.state = 'published' AND coalesce(NEW.author_id = (
            SELECT published_by_id FROM moderation_lexiconrelease WHERE id = NEW.release_id), true) THEN
        RAISE EXCEPTION 'a lexicon draft is published by a second editor' USING ERRCODE = 'check_violation';
    END IF;
    RETURN NEW;
END
$$
"""

TRIGGERS = """
CREATE TRIGGER guard_review BEFORE INSERT OR UPDATE OR DELETE ON moderation_review
    FOR EACH ROW EXECUTE FUNCTION moderation_guard_review();
CREATE TRIGGER guard_approval BEFORE INSERT ON moderation_stepapproval
    FOR EACH ROW EXECUTE FUNCTION moderation_guard_approval();
CREATE TRIGGER guard_decision BEFORE INSERT ON moderation_decision
    FOR EACH ROW EXECUTE FUNCTION moderation_guard_decision();
CREATE TRIGGER guard_flag BEFORE INSERT OR UPDATE OR DELETE ON moderation_flag
    FOR EACH ROW EXECUTE FUNCTION moderation_guard_flag();
CREATE TRIGGER guard_draft BEFORE INSERT OR UPDATE ON moderation_lexicondraft
    FOR EACH ROW EXECUTE FUNCTION moderation_guard_draft();
"""

UNDO = """
DROP TRIGGER guard_review ON moderation_review;
DROP TRIGGER guard_approval ON moderation_stepapproval;
DROP TRIGGER guard_decision ON moderation_decision;
DROP TRIGGER guard_flag ON moderation_flag;
DROP TRIGGER guard_draft ON moderation_lexicondraft;
DROP FUNCTION moderation_guard_draft();
DROP FUNCTION moderation_guard_flag();
DROP FUNCTION moderation_guard_decision();
DROP FUNCTION moderation_guard_approval();
DROP FUNCTION moderation_guard_review();
DROP FUNCTION moderation_check_approval(moderation_review);
DROP FUNCTION moderation_step_is_due(jsonb, bigint);
DROP FUNCTION moderation_check_four_eyes(bigint, bigint);
"""


class Migration(migrations.Migration):
    dependencies = [("moderation", "0003_append_only")]

    operations = [
        migrations.RunSQL(
            [
                FOUR_EYES,
                STEP_IS_DUE,
                CHECK_APPROVAL,
                GUARD_REVIEW,
                GUARD_APPROVAL,
                GUARD_DECISION,
                GUARD_FLAG,
                GUARD_DRAFT,
                TRIGGERS,
            ],
            UNDO,
        )
    ]
