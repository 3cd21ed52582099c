-- A draft that cures a case says so in a column of its own and not among the answers, where a person could write it.
-- A draft that was sent as a cure is deleted with the recording: so there is one at most for each case.
ALTER TABLE draft ADD COLUMN cures_case_id uuid UNIQUE REFERENCES case_record (id);
-- Sent as an application of its own, or meant as the cure of a case, never both.
ALTER TABLE draft ADD CONSTRAINT draft_sent_or_cures CHECK (case_id IS NULL OR cures_case_id IS NULL);
