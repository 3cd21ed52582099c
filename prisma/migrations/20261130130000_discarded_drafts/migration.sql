-- A draft that its people discard goes a week later, by the rule that holds for each (draft_goes_as_told), and can be brought back
-- until then: who discards what a colleague wrote destroys nothing.
ALTER TABLE draft ADD COLUMN discarded_at timestamptz(3), ADD COLUMN discarded_by uuid;
ALTER TABLE draft ADD CONSTRAINT draft_discarded CHECK ((discarded_at IS NULL) = (discarded_by IS NULL));
