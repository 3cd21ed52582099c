-- Whose a stored file is, stands in its row: of a draft, of a case, or of the house. Attachments are rows and no lists
-- among people's answers: two who add files at once lose nothing, and what is said of a file comes from its row.

-- What belongs to a draft goes with it, and what was verified of a file goes with the file.
ALTER TABLE stored_file
  ADD COLUMN owner    text NOT NULL DEFAULT 'house' CHECK (owner IN ('draft', 'case', 'house')),
  ADD COLUMN draft_id uuid REFERENCES draft (id) ON DELETE CASCADE,
  ADD COLUMN case_id  uuid REFERENCES case_record (id),
  ADD CONSTRAINT stored_file_one_owner CHECK (
    (owner = 'draft') = (draft_id IS NOT NULL) AND (owner = 'case') = (case_id IS NOT NULL)
    -- What somebody sent us is never the house's own.
    AND (owner <> 'house' OR uploaded_by IS NULL));
CREATE INDEX stored_file_draft_id_idx ON stored_file (draft_id);
CREATE INDEX stored_file_case_id_idx ON stored_file (case_id);
ALTER TABLE file_verification DROP CONSTRAINT file_verification_file_id_fkey;
ALTER TABLE file_verification ADD FOREIGN KEY (file_id) REFERENCES stored_file (id) ON DELETE CASCADE;

-- The attachments of a draft. A draft that cures a case begins with files that are the case's already.
CREATE TABLE draft_file (
  draft_id uuid NOT NULL REFERENCES draft (id) ON DELETE CASCADE,
  file_id  uuid NOT NULL REFERENCES stored_file (id) ON DELETE CASCADE,
  field    text NOT NULL,
  -- The order in which they were added, over all drafts.
  position bigint GENERATED ALWAYS AS IDENTITY,
  added_at timestamptz(3) NOT NULL,
  added_by uuid NOT NULL,
  PRIMARY KEY (draft_id, file_id)
);
CREATE INDEX draft_file_file_id_idx ON draft_file (file_id);

-- The attachments of each version of an application, as they were sent.
CREATE TABLE application_file (
  application_id uuid NOT NULL REFERENCES application (id),
  file_id        uuid NOT NULL REFERENCES stored_file (id),
  field          text NOT NULL,
  position       bigint NOT NULL,
  PRIMARY KEY (application_id, file_id)
);
CREATE INDEX application_file_file_id_idx ON application_file (file_id);

-- An owner changes once: when a draft is sent, its files become the case's. Nothing else of a file ever changes.
CREATE FUNCTION keep_file() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF OLD.owner <> 'draft' THEN
    RAISE EXCEPTION 'a file of a % has no other owner', OLD.owner USING ERRCODE = 'restrict_violation';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER keep_file BEFORE UPDATE OF owner, draft_id, case_id ON stored_file
  FOR EACH ROW EXECUTE FUNCTION keep_file();

-- The application may not delete files, but for one that belongs to a draft: through this, and with the draft itself.
CREATE FUNCTION drop_draft_file(file uuid) RETURNS boolean
  LANGUAGE sql SECURITY DEFINER SET search_path = public, pg_temp AS
  $$ WITH gone AS (DELETE FROM stored_file WHERE id = file AND owner = 'draft' RETURNING id)
     SELECT EXISTS (SELECT FROM gone) $$;
REVOKE ALL ON FUNCTION drop_draft_file(uuid) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION drop_draft_file(uuid) TO lieta_app;

GRANT UPDATE (owner, draft_id, case_id) ON stored_file TO lieta_app;
GRANT SELECT, INSERT, DELETE ON draft_file TO lieta_app;
GRANT SELECT, INSERT ON application_file TO lieta_app;
