-- Sessions know whose they are and when they end; decision 17.
-- Columns of their own beside what express-session keeps: a request that is under way cannot write an ended session alive.
ALTER TABLE user_session
  ADD COLUMN id               uuid NOT NULL DEFAULT gen_random_uuid(),
  ADD COLUMN person_id        uuid REFERENCES person (id) ON DELETE CASCADE,
  ADD COLUMN signed_in_at     timestamptz(3),
  ADD COLUMN authenticated_at timestamptz(3),
  ADD COLUMN seen_at          timestamptz(3),
  ADD COLUMN ended_at         timestamptz(3),
  ADD COLUMN level            text,
  ADD COLUMN agent            text;
CREATE UNIQUE INDEX user_session_id_idx ON user_session (id);
CREATE INDEX user_session_person_idx ON user_session (person_id) WHERE person_id IS NOT NULL;
