-- The ledger holds streams (decision 33): what happened to a case, a sitting, an entry of a register, the measures of a
-- decision, a notice. Each is append-only and chained by itself; one order goes over all of them. A further kind needs a
-- fold, and no migration.

ALTER TABLE case_event RENAME TO ledger_event;
ALTER TABLE ledger_event RENAME COLUMN case_id TO stream;
ALTER TABLE ledger_event DROP CONSTRAINT case_event_case_id_fkey;
ALTER TABLE ledger_event
  ADD COLUMN stream_kind text NOT NULL DEFAULT 'case'
    CHECK (stream_kind IN ('case', 'sitting', 'entry', 'measures', 'notice'));
ALTER TABLE ledger_event ALTER COLUMN stream_kind DROP DEFAULT;
ALTER TABLE ledger_event RENAME CONSTRAINT case_event_pkey TO ledger_event_pkey;
ALTER TABLE ledger_event RENAME CONSTRAINT case_event_case_id_key_key TO ledger_event_stream_key_key;
ALTER INDEX case_event_position_key RENAME TO ledger_event_position_key;
ALTER INDEX case_event_hold_idx RENAME TO ledger_event_hold_idx;
ALTER INDEX case_event_ground_idx RENAME TO ledger_event_ground_idx;
ALTER SEQUENCE case_event_position_seq RENAME TO ledger_event_position_seq;
ALTER TABLE ledger_event ALTER COLUMN position DROP DEFAULT;
ALTER TRIGGER case_event_append_only ON ledger_event RENAME TO ledger_event_append_only;
ALTER TRIGGER case_event_no_truncate ON ledger_event RENAME TO ledger_event_no_truncate;
ALTER TRIGGER case_event_has_its_place ON ledger_event RENAME TO ledger_event_has_its_place;

-- The streams of cases alone: what pages, lists and extracts of a case read.
CREATE VIEW case_event WITH (security_invoker = true) AS
  SELECT stream AS case_id, seq, key, type, at, recorded_at, actor_id, actor_role, data, salt, erased, prev_hash, hash,
    position
  FROM ledger_event WHERE stream_kind = 'case';
GRANT SELECT ON case_event TO lieta_app;

-- Each kind of stream has an inbox of its own for each stream; the places of cases are as before.
ALTER TABLE case_inbox RENAME TO stream_inbox;
ALTER TABLE stream_inbox RENAME COLUMN case_id TO stream;
ALTER TABLE stream_inbox DROP CONSTRAINT case_inbox_case_id_fkey;
ALTER TABLE stream_inbox
  ADD COLUMN stream_kind text NOT NULL DEFAULT 'case'
    CHECK (stream_kind IN ('case', 'sitting', 'entry', 'measures', 'notice'));
ALTER TABLE stream_inbox ALTER COLUMN stream_kind DROP DEFAULT;
ALTER TABLE stream_inbox RENAME CONSTRAINT case_inbox_pkey TO stream_inbox_pkey;
ALTER TABLE stream_inbox RENAME CONSTRAINT case_inbox_case_id_key_key TO stream_inbox_stream_key_key;
ALTER TABLE stream_inbox RENAME CONSTRAINT case_inbox_command_key TO stream_inbox_command_key;
ALTER INDEX case_inbox_waiting RENAME TO stream_inbox_waiting;
ALTER INDEX case_inbox_settled_at_idx RENAME TO stream_inbox_settled_at_idx;
ALTER TRIGGER case_inbox_settled_once ON stream_inbox RENAME TO stream_inbox_settled_once;
ALTER TRIGGER case_inbox_by_process ON stream_inbox RENAME TO stream_inbox_by_process;
-- Beside what happens to a case: an order, by which one stream has another one do something.
ALTER TABLE stream_inbox DROP CONSTRAINT case_inbox_kind_check, DROP CONSTRAINT case_inbox_check1;
ALTER TABLE stream_inbox
  ADD CONSTRAINT stream_inbox_kind CHECK (kind IN ('start', 'act', 'step', 'tick', 'law', 'order')),
  ADD CONSTRAINT stream_inbox_begins CHECK (CASE WHEN stream_kind = 'case' THEN (kind = 'start') = (n = 0) AND kind <> 'order'
    ELSE kind NOT IN ('start', 'act') END);

CREATE VIEW case_inbox WITH (security_invoker = true) AS
  SELECT stream AS case_id, n, kind, key, at, command, data, state, reason, noted_at, settled_at
  FROM stream_inbox WHERE stream_kind = 'case';
GRANT SELECT ON case_inbox TO lieta_api, lieta_cases;

CREATE OR REPLACE FUNCTION inbox_is_settled_once() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF OLD.state <> 'waiting' THEN
    RAISE EXCEPTION 'place % of % % is settled', OLD.n, OLD.stream_kind, OLD.stream USING ERRCODE = 'check_violation';
  END IF;
  IF EXISTS (SELECT 1 FROM stream_inbox WHERE stream = OLD.stream AND n < OLD.n AND state = 'waiting') THEN
    RAISE EXCEPTION 'place % of % % is not the next one', OLD.n, OLD.stream_kind, OLD.stream
      USING ERRCODE = 'check_violation';
  END IF;
  RETURN NEW;
END
$$;

CREATE OR REPLACE FUNCTION place_is_given_by_its_process() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF (session_user = 'lieta_api' AND (NEW.stream_kind <> 'case' OR NEW.kind NOT IN ('start', 'act')))
    OR (session_user = 'lieta_cases' AND NEW.kind IN ('start', 'act')) THEN
    RAISE EXCEPTION '% gives no places of the kind %', session_user, NEW.kind USING ERRCODE = 'insufficient_privilege';
  END IF;
  IF NEW.stream_kind = 'case' AND NOT EXISTS (SELECT FROM case_record WHERE id = NEW.stream) THEN
    RAISE EXCEPTION 'there is no case %', NEW.stream USING ERRCODE = 'foreign_key_violation';
  END IF;
  RETURN NEW;
END
$$;

CREATE OR REPLACE FUNCTION is_held(a_case uuid) RETURNS boolean LANGUAGE sql STABLE AS $$
  SELECT coalesce((SELECT type = 'hold-set' FROM ledger_event
    WHERE stream = a_case AND type IN ('hold-set', 'hold-lifted') ORDER BY seq DESC LIMIT 1), false)
$$;

CREATE OR REPLACE FUNCTION is_ground(a_delegation uuid) RETURNS boolean LANGUAGE sql STABLE AS $$
  SELECT EXISTS (SELECT FROM ledger_event
    WHERE type = 'signing-started' AND data ->> 'delegationId' = a_delegation::text)
$$;

-- An act of destruction names cases: of every other stream nothing is erased until a rule of retention says how.
CREATE OR REPLACE FUNCTION event_is_erased() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF TG_OP = 'DELETE' OR to_jsonb(NEW) - ARRAY['data', 'salt', 'erased'] IS DISTINCT FROM to_jsonb(OLD) - ARRAY['data', 'salt', 'erased']
    OR NEW.erased IS NULL OR NEW.salt IS NOT NULL
    OR NOT says_less(OLD.data, NEW.data)
    OR NOT (NEW.erased -> 'hashes' @> coalesce(OLD.erased -> 'hashes', '[]'))
    OR OLD.stream_kind <> 'case' OR NOT may_erase(OLD.stream, 'texts', 'notes') THEN
    RAISE EXCEPTION '% is append-only: % is refused', TG_TABLE_NAME, TG_OP USING ERRCODE = 'insufficient_privilege';
  END IF;
  RETURN NEW;
END
$$;

-- As before, for streams of all kinds; and the position is given here, under a lock that is held until the commit: whoever
-- reads up to a position reads all that will ever stand before it. The lock is the last that a writer takes.
CREATE OR REPLACE FUNCTION event_has_its_place() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
  before ledger_event;
BEGIN
  SELECT * INTO before FROM ledger_event WHERE stream = NEW.stream ORDER BY seq DESC LIMIT 1;
  IF NEW.seq <> coalesce(before.seq, 0) + 1 OR NEW.prev_hash <> coalesce(before.hash, repeat('0', 64))
    OR NEW.stream_kind <> coalesce(before.stream_kind, NEW.stream_kind) THEN
    RAISE EXCEPTION 'event % of % % does not follow the last one', NEW.seq, NEW.stream_kind, NEW.stream
      USING ERRCODE = 'check_violation';
  END IF;
  IF NEW.erased IS NOT NULL THEN
    RAISE EXCEPTION 'event % of % % begins with all that it says', NEW.seq, NEW.stream_kind, NEW.stream
      USING ERRCODE = 'check_violation';
  END IF;
  IF event_is_its_writers(NEW, before) IS NOT TRUE THEN
    RAISE EXCEPTION '% may not write this event of the type %', session_user, NEW.type
      USING ERRCODE = 'insufficient_privilege';
  END IF;
  PERFORM pg_advisory_xact_lock(hashtextextended('ledger/position', 0));
  NEW.position := nextval('ledger_event_position_seq');
  RETURN NEW;
END
$$;

-- Which process writes which events.
CREATE FUNCTION event_is_its_writers(e ledger_event, before ledger_event) RETURNS boolean LANGUAGE plpgsql AS $$
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
          -- A command that writes two events keys the second one by its number.
          AND regexp_replace(e.key, '/1$', '') = 'cmd/' || encode(sha256(convert_to(c.key, 'UTF8')), 'hex')));
  ELSIF session_user = 'lieta_cases' THEN
    -- An act stands where it was noted, and is its person's.
    IF e.type = 'act' THEN
      RETURN EXISTS (SELECT FROM stream_inbox i JOIN command c ON c.key = i.command
        WHERE i.stream = e.stream AND e.key = 'act/' || i.n AND c.person_id = e.actor_id
          AND c.role = e.actor_role AND c.act = e.data->>'act');
    END IF;
    RETURN e.type NOT IN ('registered', 'assigned', 'task-claimed', 'note-added', 'signature-judged', 'hold-set',
      'hold-lifted', 'representation-entered', 'representation-judged', 'representation-ended', 'contact-changed');
  END IF;
  RETURN true;
END
$$;

-- Every stream but those of cases, which are listed by their own rows.
CREATE INDEX ledger_event_others_idx ON ledger_event (stream_kind, position) WHERE seq = 1 AND stream_kind <> 'case';

-- ── an entry of a register is a stream of its own: its rows follow from that stream, whichever cases order it ──
-- Entries were written by the cases that entered them; nothing was live.
DELETE FROM register_entry_version;
DELETE FROM register_entry;
ALTER TABLE register_entry
  ADD COLUMN stream uuid NOT NULL UNIQUE,
  -- In force or suspended: time still does something to it.
  ADD COLUMN lives boolean NOT NULL,
  ADD COLUMN head jsonb NOT NULL;
CREATE INDEX register_entry_lives_idx ON register_entry (register, entry_no) WHERE lives;
ALTER TABLE register_entry_version
  ALTER COLUMN case_id DROP NOT NULL, -- what time did, no case ordered
  ADD COLUMN what text NOT NULL;

-- A case tells entries of registers by the outbox, and nobody else of anything.
CREATE FUNCTION worker_wakes_entries() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF session_user = 'lieta_cases' AND NEW.kind <> 'wake-entry' THEN
    PERFORM refuse(format('%s orders no %s', session_user, NEW.kind));
  END IF;
  RETURN NEW;
END
$$;
CREATE TRIGGER outbox_by_process BEFORE INSERT ON outbox FOR EACH ROW EXECUTE FUNCTION worker_wakes_entries();
GRANT INSERT ON outbox TO lieta_cases;
GRANT USAGE, SELECT ON SEQUENCE outbox_id_seq TO lieta_cases;
