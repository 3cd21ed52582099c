-- A calendar stands once, under its version and the hash of its content; what follows from it cites it (decision 35).
DO $$ BEGIN
  IF EXISTS (SELECT FROM law_change WHERE calendar_version IS NOT NULL) THEN
    RAISE EXCEPTION 'Changes of the calendar in this database carry it themselves. Nothing is live: begin with `npm start -- --fresh`.';
  END IF;
END $$;

CREATE TABLE calendar_version (
  version       integer PRIMARY KEY,
  hash          text NOT NULL UNIQUE,
  calendar      jsonb NOT NULL,
  -- The change that made it; the first calendar is built in.
  law_change_id uuid NOT NULL REFERENCES law_change (id),
  CHECK ((calendar->>'version')::int = version)
);
-- Written when a change is approved, and never again.
GRANT SELECT ON calendar_version TO lieta_app;
GRANT INSERT ON calendar_version TO lieta_api;
