"""The triggers that set the catalogue version; migrations put them on their tables.

What is applied stays as it was: a change goes into a new migration of its own.
"""

FUNCTIONS = """
-- Belongs to no column, so that it is not set back when tables are emptied.
CREATE SEQUENCE methods_catalogueversion_numbers;

CREATE FUNCTION methods_note_catalogue_change() RETURNS trigger
LANGUAGE plpgsql AS $$
BEGIN
    INSERT INTO methods_cataloguechange (id)
    VALUES (nextval('methods_catalogueversion_numbers'));
    RETURN NULL;
END
$$;

CREATE FUNCTION methods_set_catalogue_version() RETURNS trigger
LANGUAGE plpgsql AS $$
BEGIN
    -- The first of a transaction's changes does the work for all of them.
    PERFORM FROM methods_cataloguechange WHERE id = NEW.id;
    IF FOUND THEN
        DELETE FROM methods_cataloguechange;
        INSERT INTO methods_catalogueversion (id, version)
        VALUES (1, nextval('methods_catalogueversion_numbers'))
        ON CONFLICT (id) DO UPDATE
        SET version = nextval('methods_catalogueversion_numbers');
    END IF;
    RETURN NULL;
END
$$;

-- Deferred: the one row is locked only while a transaction commits, so that nobody
-- waits for a long load, and no two writers for each other.
CREATE CONSTRAINT TRIGGER set_catalogue_version
AFTER INSERT ON methods_cataloguechange
DEFERRABLE INITIALLY DEFERRED
FOR EACH ROW EXECUTE FUNCTION methods_set_catalogue_version();
"""
NO_FUNCTIONS = """
DROP TRIGGER set_catalogue_version ON methods_cataloguechange;
DROP FUNCTION methods_set_catalogue_version();
DROP FUNCTION methods_note_catalogue_change();
DROP SEQUENCE methods_catalogueversion_numbers;
"""

# The tables whose changes make a version, as the database knows them.
WATCHED_TABLES = (
    "SELECT tgrelid::regclass::text FROM pg_trigger "
    "WHERE tgname = 'note_catalogue_change'"
)


def watch(*tables: str) -> str:
    """Every statement that changes one of the tables makes a new version.

    For each statement, not for each row: a load of 600,000 rows costs one more row.
    """
    return "\n".join(
        f"CREATE TRIGGER note_catalogue_change "
        f"AFTER INSERT OR UPDATE OR DELETE OR TRUNCATE ON {table} "
        "FOR EACH STATEMENT EXECUTE FUNCTION methods_note_catalogue_change();"
        for table in tables
    )


def unwatch(*tables: str) -> str:
    """The tables as they were before `watch`."""
    return "\n".join(
        f"DROP TRIGGER note_catalogue_change ON {table};" for table in tables
    )
