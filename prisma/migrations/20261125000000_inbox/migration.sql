-- The inbox of a case: everything that may change where it stands (an act, the end of slow work, a moment in time, a
-- change of law) gets its place here, under the lock of the case, before anything follows from it.

CREATE TABLE case_inbox (
  case_id    uuid NOT NULL REFERENCES case_record (id),
  n          integer NOT NULL CHECK (n >= 0),
  kind       text NOT NULL CHECK (kind IN ('start', 'act', 'step', 'tick', 'law')),
  -- What it is, in words that are the same whenever the same thing is said again.
  key        text NOT NULL,
  -- Business instant at which it was noted; never before that of the place before it.
  at         timestamptz(3) NOT NULL,
  command    text UNIQUE REFERENCES command (key),
  data       jsonb,
  state      text NOT NULL DEFAULT 'waiting' CHECK (state IN ('waiting', 'taken', 'refused', 'failed')),
  reason     jsonb,
  -- Real time: how long it has waited.
  noted_at   timestamptz(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
  settled_at timestamptz(3),
  PRIMARY KEY (case_id, n),
  UNIQUE (case_id, key),
  CHECK ((kind = 'act') = (command IS NOT NULL)),
  CHECK ((kind = 'start') = (n = 0)),
  CHECK ((state = 'waiting') = (settled_at IS NULL)),
  CHECK (state IN ('waiting', 'taken') OR reason IS NOT NULL)
);
CREATE INDEX case_inbox_waiting ON case_inbox (case_id, n) WHERE state = 'waiting';
CREATE INDEX case_inbox_settled_at_idx ON case_inbox (settled_at);

-- A place is given once, for one thing: only what became of it is written afterwards, and only once.
CREATE FUNCTION inbox_is_settled_once() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF OLD.state <> 'waiting' THEN
    RAISE EXCEPTION 'place % of case % is settled', OLD.n, OLD.case_id USING ERRCODE = 'check_violation';
  END IF;
  IF EXISTS (SELECT 1 FROM case_inbox WHERE case_id = OLD.case_id AND n < OLD.n AND state = 'waiting') THEN
    RAISE EXCEPTION 'place % of case % is not the next one', OLD.n, OLD.case_id USING ERRCODE = 'check_violation';
  END IF;
  RETURN NEW;
END
$$;
CREATE TRIGGER case_inbox_settled_once BEFORE UPDATE ON case_inbox
  FOR EACH ROW EXECUTE FUNCTION inbox_is_settled_once();

-- One order over all cases, taken under the lock of what an event touches: a rebuild follows it.
ALTER TABLE case_event ADD COLUMN position bigserial NOT NULL;
CREATE UNIQUE INDEX case_event_position_key ON case_event (position);

-- An order that failed too often is not tried again until somebody has looked.
ALTER TABLE outbox ADD COLUMN dead_at timestamptz(3);
ALTER TABLE outbox ADD COLUMN leased_until timestamptz(3);
DROP INDEX outbox_waiting;
CREATE INDEX outbox_waiting ON outbox (available_at, id) WHERE done_at IS NULL AND dead_at IS NULL;

GRANT SELECT, INSERT ON case_inbox TO lieta_app;
GRANT UPDATE (state, reason, settled_at) ON case_inbox TO lieta_app;
GRANT USAGE, SELECT ON SEQUENCE case_event_position_seq TO lieta_app;
