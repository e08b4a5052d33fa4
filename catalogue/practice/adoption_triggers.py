"""Adoptions make a new catalogue version when the public may read them, else none.

What arrives by the public form is read by nobody outside, so that a flood of it leaves
the kept pages as they are. What is applied stays as it was: a change goes into a new
migration of its own.
"""

WATCH = """
CREATE FUNCTION practice_note_adoption_change() RETURNS trigger
LANGUAGE plpgsql AS $$
BEGIN
    IF (TG_OP <> 'INSERT' AND OLD.state IN ('confirmed', 'ended'))
       OR (TG_OP <> 'DELETE' AND NEW.state IN ('confirmed', 'ended')) THEN
        INSERT INTO methods_cataloguechange (id)
        VALUES (nextval('methods_catalogueversion_numbers'));
    END IF;
    RETURN NULL;
END
$$;

CREATE FUNCTION practice_note_evidence_change() RETURNS trigger
LANGUAGE plpgsql AS $$
BEGIN
    -- Of an adoption that goes in the same statement, its own trigger tells.
    IF EXISTS (
        SELECT FROM practice_adoption
        WHERE state IN ('confirmed', 'ended') AND id IN (
            CASE WHEN TG_OP <> 'INSERT' THEN OLD.adoption_id END,
            CASE WHEN TG_OP <> 'DELETE' THEN NEW.adoption_id END
        )
    ) THEN
        INSERT INTO methods_cataloguechange (id)
        VALUES (nextval('methods_catalogueversion_numbers'));
    END IF;
    RETURN NULL;
END
$$;

CREATE TRIGGER note_catalogue_change
AFTER INSERT OR UPDATE OR DELETE ON practice_adoption
FOR EACH ROW EXECUTE FUNCTION practice_note_adoption_change();

CREATE TRIGGER note_catalogue_change
AFTER INSERT OR UPDATE OR DELETE ON practice_adoptionevidence
FOR EACH ROW EXECUTE FUNCTION practice_note_evidence_change();
"""
UNWATCH = """
DROP TRIGGER note_catalogue_change ON practice_adoptionevidence;
DROP TRIGGER note_catalogue_change ON practice_adoption;
DROP FUNCTION practice_note_evidence_change();
DROP FUNCTION practice_note_adoption_change();
"""
