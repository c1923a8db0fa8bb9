-- Whoever listens hears that the revision has grown, once the transaction that lets it grow is there to be read.

CREATE FUNCTION tell_revision() RETURNS trigger LANGUAGE plpgsql AS $$
    BEGIN
        PERFORM pg_notify('syndicate_revision', '');
        RETURN NULL;
    END
$$;

CREATE TRIGGER tell_revision AFTER UPDATE ON meta FOR EACH ROW
    WHEN (NEW.name = 'revision' AND NEW.value > OLD.value) EXECUTE FUNCTION tell_revision();
