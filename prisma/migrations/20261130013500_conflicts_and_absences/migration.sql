-- Who of the service takes no part in a case, and who stands in for whom (decision 36).

-- ── what stands regardless of a case ──
-- An official is tied to an institution, or to all of a founder. Said once; the guard of every case reads it.
CREATE TABLE tie (
  id             uuid PRIMARY KEY,
  key            text NOT NULL UNIQUE,
  person_id      uuid NOT NULL,
  ground         text NOT NULL,
  institution_id uuid,
  founder        text,
  words          text NOT NULL,
  -- The last day of the tie itself (YYYY-MM-DD), and until when it keeps the person from acting; null: while it stands.
  last_day       text,
  bars_until     timestamptz(3),
  entered_at     timestamptz(3) NOT NULL,
  revoked_by     uuid,
  revoked_at     timestamptz(3),
  revoked_why    text,
  CHECK ((institution_id IS NULL) <> (founder IS NULL)),
  CHECK ((last_day IS NULL) = (bars_until IS NULL)),
  -- Who said that it is over, or that there was none, and why.
  CHECK ((revoked_by IS NULL) = (revoked_why IS NULL) AND (revoked_at IS NULL OR revoked_by IS NOT NULL)),
  -- Nobody clears themselves.
  CHECK (revoked_by <> person_id)
);
CREATE INDEX tie_person_idx ON tie (person_id);
GRANT SELECT ON tie TO lieta_api;
GRANT SELECT (person_id, institution_id, founder, entered_at, bars_until, revoked_at) ON tie TO lieta_cases;
GRANT INSERT, UPDATE (last_day, bars_until, revoked_by, revoked_at, revoked_why) ON tie TO lieta_api;

-- The institutions in whose cases a person does nothing for the service at an instant.
CREATE FUNCTION tied_institutions(a_person uuid, a_at timestamptz) RETURNS SETOF uuid LANGUAGE sql STABLE AS $$
  SELECT t.institution_id FROM tie t WHERE t.person_id = a_person AND t.institution_id IS NOT NULL
    AND t.entered_at <= a_at AND coalesce(least(t.bars_until, t.revoked_at), 'infinity') > a_at
  UNION
  SELECT i.id FROM tie t JOIN institution i ON i.founder = t.founder WHERE t.person_id = a_person
    AND t.entered_at <= a_at AND coalesce(least(t.bars_until, t.revoked_at), 'infinity') > a_at
$$;

-- ── absence with a substitute ──
CREATE TABLE absence (
  id            uuid PRIMARY KEY,
  key           text NOT NULL UNIQUE,
  person_id     uuid NOT NULL,
  substitute_id uuid NOT NULL,
  valid_from    timestamptz(3) NOT NULL,
  valid_until   timestamptz(3) NOT NULL,
  entered_by    uuid NOT NULL,
  entered_at    timestamptz(3) NOT NULL,
  revoked_by    uuid,
  revoked_at    timestamptz(3),
  CHECK (valid_from < valid_until),
  CHECK (person_id <> substitute_id),
  CHECK ((revoked_at IS NULL) = (revoked_by IS NULL))
);
CREATE INDEX absence_substitute_idx ON absence (substitute_id, valid_until);
CREATE INDEX absence_person_idx ON absence (person_id, valid_until);
CREATE INDEX absence_until_idx ON absence (valid_until);
GRANT SELECT ON absence TO lieta_api;
GRANT INSERT, UPDATE (revoked_by, revoked_at) ON absence TO lieta_api;

-- One absence of a person at a time, so that it is clear who stands in.
CREATE FUNCTION absence_is_alone() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  PERFORM pg_advisory_xact_lock(hashtextextended('absence/' || NEW.person_id, 0));
  IF EXISTS (SELECT FROM absence a WHERE a.person_id = NEW.person_id AND a.id <> NEW.id AND a.valid_from < NEW.valid_until
    AND least(a.valid_until, a.revoked_at) > NEW.valid_from) THEN
    RAISE EXCEPTION 'another absence of that person stands in these days' USING ERRCODE = 'exclusion_violation';
  END IF;
  RETURN NEW;
END
$$;
CREATE TRIGGER absence_alone BEFORE INSERT ON absence FOR EACH ROW EXECUTE FUNCTION absence_is_alone();

-- In whose stead a person works at an instant: also of those for whom an absent one would.
CREATE FUNCTION stands_for(a_person uuid, a_at timestamptz) RETURNS SETOF uuid LANGUAGE sql STABLE AS $$
  WITH RECURSIVE absent AS (
    SELECT a.person_id FROM absence a
    WHERE a.substitute_id = a_person AND a.valid_from <= a_at AND least(a.valid_until, a.revoked_at) > a_at
    UNION
    SELECT a.person_id FROM absence a JOIN absent b ON a.substitute_id = b.person_id
    WHERE a.valid_from <= a_at AND least(a.valid_until, a.revoked_at) > a_at
  )
  SELECT person_id FROM absent WHERE person_id <> a_person
$$;

-- Who works in a person's stead at an instant: the last of those who stand in for one another; the person, if present.
CREATE FUNCTION acts_for(a_person uuid, a_at timestamptz) RETURNS uuid LANGUAGE sql STABLE AS $$
  WITH RECURSIVE acting AS (
    SELECT a_person AS id, 0 AS n
    UNION ALL
    SELECT a.substitute_id, b.n + 1 FROM acting b JOIN absence a ON a.person_id = b.id
    WHERE b.n < 8 AND a.valid_from <= a_at AND least(a.valid_until, a.revoked_at) > a_at
  )
  SELECT id FROM acting ORDER BY n DESC LIMIT 1
$$;

-- Both change what somebody may do or gets to see; the words of a tie stay out of the log.
CREATE OR REPLACE FUNCTION rights_of(a_row jsonb) RETURNS jsonb LANGUAGE sql IMMUTABLE STRICT AS $$
  SELECT jsonb_strip_nulls(jsonb_build_object('role', a_row -> 'role', 'unit', a_row -> 'unit',
    'institution', a_row -> 'institution_id', 'from', a_row -> 'valid_from', 'until', a_row -> 'valid_until',
    'inSteadOf', a_row -> 'from_person', 'order', a_row -> 'order_number', 'revoked', a_row -> 'revoked_at',
    'ground', a_row -> 'ground', 'lastDay', a_row -> 'last_day', 'substitute', a_row -> 'substitute_id'))
$$;
CREATE TRIGGER tie_audited AFTER INSERT OR UPDATE OR DELETE ON tie FOR EACH ROW EXECUTE FUNCTION audit_rights();
CREATE TRIGGER tie_truncated AFTER TRUNCATE ON tie FOR EACH STATEMENT EXECUTE FUNCTION audit_rights_gone();
CREATE TRIGGER absence_audited AFTER INSERT OR UPDATE OR DELETE ON absence FOR EACH ROW EXECUTE FUNCTION audit_rights();
CREATE TRIGGER absence_truncated AFTER TRUNCATE ON absence FOR EACH STATEMENT EXECUTE FUNCTION audit_rights_gone();

-- ── conflicts stand in the ledger of the case, told by commands that go past the workflow ──
INSERT INTO direct_event (act, type) VALUES
  ('conflict.declare', 'conflict-declared'), ('conflict.declare', 'assigned'), ('conflict.declare', 'task-claimed'),
  ('conflict.declare', 'task-opened'),
  ('conflict.find', 'conflict-found'), ('conflict.find', 'assigned'), ('conflict.find', 'task-claimed'),
  ('conflict.find', 'task-opened'),
  ('conflict.judge', 'conflict-upheld'), ('conflict.judge', 'conflict-waived'), ('conflict.judge', 'conflict-ended'),
  ('conflict.judge', 'task-closed');
GRANT SELECT ON direct_event TO lieta_cases;

CREATE OR REPLACE FUNCTION is_beside(task_id text) RETURNS boolean LANGUAGE sql IMMUTABLE AS $$
  SELECT task_id ~ '^(trouble|representation|conflict)-[0-9]+$'
$$;

-- As before; a command may bring any number of events, and what a command alone may tell, the worker does not: by the table.
CREATE OR REPLACE FUNCTION event_is_its_writers(e ledger_event, before ledger_event) RETURNS boolean LANGUAGE plpgsql AS $$
BEGIN
  IF e.stream_kind <> 'case' THEN
    -- The API tells cases what people do; every other stream is the worker's.
    RETURN session_user <> 'lieta_api' AND e.type LIKE e.stream_kind || '-%';
  END IF;
  IF e.seq = 1 AND NOT EXISTS (SELECT FROM case_record WHERE id = e.stream) THEN
    RAISE EXCEPTION 'there is no case %', e.stream USING ERRCODE = 'foreign_key_violation';
  END IF;
  IF e.type = 'erased' AND NOT may_erase(e.stream, e.data->>'part') THEN RETURN false; END IF;
  IF session_user = 'lieta_api' THEN
    -- A registration, with the law that is in force then; and what changes nothing in the procedure, each with the command
    -- that told it.
    RETURN (e.type = 'registered' AND e.seq = 1)
      OR (e.type = 'clock-fact' AND e.key LIKE 'submit/%' AND (before.type = 'registered' OR before.key LIKE 'submit/%'))
      OR ((e.type NOT IN ('task-opened', 'task-closed') OR is_beside(e.data->>'taskId')) AND EXISTS (
        SELECT FROM command c JOIN direct_event d ON d.act = c.act AND d.type = e.type
        WHERE c.case_id = e.stream AND c.person_id = e.actor_id AND c.role = e.actor_role
          -- A command that writes several events keys the further ones by their number.
          AND regexp_replace(e.key, '/[0-9]+$', '') = 'cmd/' || encode(sha256(convert_to(c.key, 'UTF8')), 'hex')));
  ELSIF session_user = 'lieta_cases' THEN
    -- An act stands where it was noted, and is its person's.
    IF e.type = 'act' THEN
      RETURN EXISTS (SELECT FROM stream_inbox i JOIN command c ON c.key = i.command
        WHERE i.stream = e.stream AND e.key = 'act/' || i.n AND c.person_id = e.actor_id
          AND c.role = e.actor_role AND c.act = e.data->>'act');
    END IF;
    RETURN e.type <> 'registered' AND (e.type IN ('task-opened', 'task-closed')
      OR NOT EXISTS (SELECT FROM direct_event d WHERE d.type = e.type));
  END IF;
  RETURN true;
END
$$;

-- As before, and who of the service takes no part.
CREATE OR REPLACE FUNCTION case_stands_where_it_stood() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
  beside CONSTANT text[] :=
    ARRAY['tasks', 'assigneeId', 'lastSeq', 'lastHash', 'hold', 'parties', 'representations', 'conflicts'];
BEGIN
  IF session_user <> 'lieta_api' THEN RETURN NEW; END IF;
  IF to_jsonb(NEW) - ARRAY['state', 'assignee_id', 'last_seq']
      IS DISTINCT FROM to_jsonb(OLD) - ARRAY['state', 'assignee_id', 'last_seq']
    OR NEW.state - beside IS DISTINCT FROM OLD.state - beside
    OR (SELECT jsonb_agg(t - 'claimedBy' ORDER BY n)
        FROM jsonb_array_elements(NEW.state->'tasks') WITH ORDINALITY AS a(t, n) WHERE NOT is_beside(t->>'taskId'))
      IS DISTINCT FROM
      (SELECT jsonb_agg(t - 'claimedBy' ORDER BY n)
        FROM jsonb_array_elements(OLD.state->'tasks') WITH ORDINALITY AS a(t, n) WHERE NOT is_beside(t->>'taskId'))
    -- Who stands in the case stays; only how they want to be written to changes.
    OR (SELECT jsonb_agg(p - 'contact' ORDER BY n)
        FROM jsonb_array_elements(NEW.state->'parties') WITH ORDINALITY AS a(p, n))
      IS DISTINCT FROM
      (SELECT jsonb_agg(p - 'contact' ORDER BY n)
        FROM jsonb_array_elements(OLD.state->'parties') WITH ORDINALITY AS a(p, n))
  THEN
    RAISE EXCEPTION '% does not move case %', session_user, OLD.case_id USING ERRCODE = 'insufficient_privilege';
  END IF;
  RETURN NEW;
END
$$;

CREATE OR REPLACE FUNCTION task_stands_as_it_stood() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
  closed CONSTANT text[] := ARRAY['claimed_by', 'state', 'done_at', 'done_by', 'outcome', 'work_day', 'search_text'];
BEGIN
  IF session_user <> 'lieta_api' THEN RETURN NEW; END IF;
  -- An upsert of a task that is there comes by the insert first.
  IF TG_OP = 'INSERT' AND (NEW.task_id ~ '^(representation|conflict)-[0-9]+$'
    OR EXISTS (SELECT FROM task_view WHERE case_id = NEW.case_id AND task_id = NEW.task_id)) THEN
    RETURN NEW;
  END IF;
  IF TG_OP = 'UPDATE' AND is_beside(OLD.task_id)
    AND to_jsonb(NEW) - closed IS NOT DISTINCT FROM to_jsonb(OLD) - closed THEN
    RETURN NEW;
  END IF;
  IF TG_OP = 'INSERT' OR to_jsonb(NEW) - 'claimed_by' IS DISTINCT FROM to_jsonb(OLD) - 'claimed_by' THEN
    RAISE EXCEPTION '% neither opens nor closes tasks', session_user USING ERRCODE = 'insufficient_privilege';
  END IF;
  RETURN NEW;
END
$$;
