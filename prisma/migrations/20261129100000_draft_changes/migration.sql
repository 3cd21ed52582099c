-- Who changed what in a draft, and when: the names of the questions and no values. By this one who writes is told of an
-- answer that a colleague gave meanwhile. It goes with its draft, and never before.
CREATE TABLE draft_change (
  draft_id  uuid NOT NULL REFERENCES draft (id) ON DELETE CASCADE,
  -- The revision that the draft has by this change.
  revision  integer NOT NULL,
  at        timestamptz(3) NOT NULL,
  person_id uuid NOT NULL,
  fields    text[] NOT NULL CHECK (cardinality(fields) > 0),
  PRIMARY KEY (draft_id, revision)
);

CREATE FUNCTION draft_change_stays() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  -- A row that goes with its draft goes after it.
  IF TG_OP = 'DELETE' AND NOT EXISTS (SELECT FROM draft WHERE id = OLD.draft_id) THEN
    RETURN OLD;
  END IF;
  RAISE EXCEPTION 'draft_change is append-only' USING ERRCODE = 'restrict_violation';
END $$;
CREATE TRIGGER draft_change_stays BEFORE UPDATE OR DELETE ON draft_change
  FOR EACH ROW EXECUTE FUNCTION draft_change_stays();
CREATE TRIGGER draft_change_no_truncate BEFORE TRUNCATE ON draft_change
  FOR EACH STATEMENT EXECUTE FUNCTION stays_as_it_is();

GRANT SELECT, INSERT ON draft_change TO lieta_api;
