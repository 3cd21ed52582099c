-- Retention and erasure (decision 26). What is due is listed in an act of destruction; a second person approves it; only
-- then may the worker of the cases erase just that, and no process can do both. The triggers bind the owner as well.

-- ── what is to be erased, who approved it, what became of it ──
CREATE TABLE destruction_act (
  id         uuid PRIMARY KEY,
  number     integer NOT NULL UNIQUE GENERATED ALWAYS AS IDENTITY,
  -- Idempotency key of the person who planned it.
  key        text NOT NULL UNIQUE,
  -- The business day for which it lists what is due.
  day        text NOT NULL CHECK (day ~ '^\d{4}-\d{2}-\d{2}$'),
  state      text NOT NULL DEFAULT 'planned' CHECK (state IN ('planned', 'approved', 'rejected', 'applied')),
  planned_by uuid NOT NULL REFERENCES person (id),
  planned_at timestamptz(3) NOT NULL,
  decided_by uuid REFERENCES person (id),
  decided_at timestamptz(3),
  -- Number and day of the agreement of the National Archives (Archives Law 4(3)).
  agreement  text,
  why        text,
  applied_at timestamptz(3),
  CHECK ((state = 'planned') = (decided_by IS NULL) AND (decided_by IS NULL) = (decided_at IS NULL)),
  CHECK (state NOT IN ('approved', 'applied') OR decided_by <> planned_by),
  CHECK ((state = 'applied') = (applied_at IS NOT NULL))
);

-- One kind of record of one case, or of a log up to a day. Ids, counts and days; nothing personal.
CREATE TABLE destruction_item (
  act_id  uuid NOT NULL REFERENCES destruction_act (id),
  n       integer NOT NULL CHECK (n > 0),
  rule    text NOT NULL,
  part    text NOT NULL,
  case_id uuid REFERENCES case_record (id),
  -- Of a log: the last day that goes.
  up_to   text CHECK (up_to ~ '^\d{4}-\d{2}-\d{2}$'),
  due_on  text NOT NULL CHECK (due_on ~ '^\d{4}-\d{2}-\d{2}$'),
  records integer NOT NULL CHECK (records > 0),
  agreed  boolean NOT NULL,
  done_at timestamptz(3),
  result  jsonb,
  PRIMARY KEY (act_id, n),
  CHECK ((case_id IS NULL) = (up_to IS NOT NULL)),
  CHECK ((done_at IS NULL) = (result IS NULL))
);
CREATE INDEX destruction_item_case_idx ON destruction_item (case_id, part) WHERE done_at IS NULL;

CREATE FUNCTION refuse(why text) RETURNS void LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION '%', why USING ERRCODE = 'insufficient_privilege';
END
$$;

CREATE FUNCTION has_role_now(a_person uuid, a_roles text[]) RETURNS boolean LANGUAGE sql STABLE AS $$
  SELECT EXISTS (SELECT FROM role_grant g, (SELECT clock_timestamp() + offset_ms * interval '1 millisecond' AS at
      FROM business_clock WHERE id = 1) now
    WHERE g.person_id = a_person AND g.role = ANY (a_roles) AND g.valid_from <= now.at
      AND (g.valid_until IS NULL OR g.valid_until > now.at))
$$;

CREATE FUNCTION destruction_act_goes_on() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF TG_OP = 'DELETE' THEN
    PERFORM refuse('an act of destruction stays: DELETE is refused');
  ELSIF TG_OP = 'INSERT' THEN
    IF NEW.state <> 'planned' OR NOT has_role_now(NEW.planned_by, ARRAY['supervisor']) THEN
      PERFORM refuse('an act of destruction begins planned, by a supervisor');
    END IF;
  ELSIF (NEW.id, NEW.number, NEW.key, NEW.day, NEW.planned_by, NEW.planned_at)
      IS DISTINCT FROM (OLD.id, OLD.number, OLD.key, OLD.day, OLD.planned_by, OLD.planned_at) THEN
    PERFORM refuse('an act of destruction stays as it was planned');
  ELSIF OLD.state = 'planned' AND NEW.state = 'approved' AND session_user <> 'lieta_cases' THEN
    IF NOT has_role_now(NEW.decided_by, ARRAY['supervisor', 'director']) THEN
      PERFORM refuse('an act of destruction is approved by a supervisor or director');
    END IF;
    IF coalesce(trim(NEW.agreement), '') = ''
      AND EXISTS (SELECT FROM destruction_item WHERE act_id = NEW.id AND agreed) THEN
      PERFORM refuse('an act of destruction is agreed with the archives first');
    END IF;
  ELSIF OLD.state = 'planned' AND NEW.state = 'rejected' AND session_user <> 'lieta_cases' THEN
    NULL;
  ELSIF OLD.state = 'approved' AND NEW.state = 'applied' AND session_user <> 'lieta_api'
    AND (NEW.decided_by, NEW.decided_at, NEW.agreement) IS NOT DISTINCT FROM (OLD.decided_by, OLD.decided_at, OLD.agreement)
    AND NOT EXISTS (SELECT FROM destruction_item WHERE act_id = NEW.id AND done_at IS NULL) THEN
    NULL;
  ELSE
    PERFORM refuse(format('an act of destruction does not go from %s to %s', OLD.state, NEW.state));
  END IF;
  RETURN NEW;
END
$$;
CREATE TRIGGER destruction_act_guarded BEFORE INSERT OR UPDATE OR DELETE ON destruction_act
  FOR EACH ROW EXECUTE FUNCTION destruction_act_goes_on();

CREATE FUNCTION destruction_item_goes_on() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF TG_OP = 'DELETE' THEN
    PERFORM refuse('an act of destruction stays: DELETE is refused');
  ELSIF TG_OP = 'INSERT' THEN
    -- All of it stands in the act when it is planned: nothing is slipped in before or after somebody approves.
    IF NOT EXISTS (SELECT FROM destruction_act WHERE id = NEW.act_id AND state = 'planned'
        AND xmin = pg_current_xact_id()::xid) OR NEW.done_at IS NOT NULL THEN
      PERFORM refuse('an act of destruction is planned in one stroke');
    END IF;
  ELSIF OLD.done_at IS NOT NULL OR NEW.done_at IS NULL
    OR to_jsonb(NEW) - ARRAY['done_at', 'result'] IS DISTINCT FROM to_jsonb(OLD) - ARRAY['done_at', 'result']
    OR NOT EXISTS (SELECT FROM destruction_act WHERE id = NEW.act_id AND state = 'approved') THEN
    PERFORM refuse('an item of an act of destruction is done once, after it was approved');
  END IF;
  RETURN NEW;
END
$$;
CREATE TRIGGER destruction_item_guarded BEFORE INSERT OR UPDATE OR DELETE ON destruction_item
  FOR EACH ROW EXECUTE FUNCTION destruction_item_goes_on();
CREATE TRIGGER destruction_act_no_truncate BEFORE TRUNCATE ON destruction_act
  FOR EACH STATEMENT EXECUTE FUNCTION stays_as_it_is();
CREATE TRIGGER destruction_item_no_truncate BEFORE TRUNCATE ON destruction_item
  FOR EACH STATEMENT EXECUTE FUNCTION stays_as_it_is();

-- Told in the audit log by the database itself: the worker may not write there, and nothing is erased untold.
CREATE FUNCTION audit_destruction() RETURNS trigger
  LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE
  a destruction_act;
BEGIN
  IF TG_TABLE_NAME = 'destruction_act' THEN
    PERFORM audit_write('destruction.' || NEW.state, CASE WHEN NEW.state = 'planned' THEN NEW.planned_by
        WHEN NEW.state <> 'applied' THEN NEW.decided_by END, NULL, NULL, NULL, NULL, NULL,
      'destruction-act/' || NEW.id, NULL, jsonb_build_object('number', NEW.number), NULL);
  ELSE
    SELECT * INTO STRICT a FROM destruction_act WHERE id = NEW.act_id;
    PERFORM audit_write('erased', a.decided_by, NULL, NULL, NULL, NEW.case_id,
      (SELECT institution_id FROM case_record WHERE id = NEW.case_id), 'destruction-act/' || NEW.act_id, NULL,
      NEW.result || jsonb_build_object('rule', NEW.rule, 'part', NEW.part, 'number', a.number), NULL);
  END IF;
  RETURN NULL;
END
$$;
CREATE TRIGGER destruction_act_audited AFTER INSERT OR UPDATE ON destruction_act
  FOR EACH ROW EXECUTE FUNCTION audit_destruction();
CREATE TRIGGER destruction_item_audited AFTER UPDATE ON destruction_item
  FOR EACH ROW EXECUTE FUNCTION audit_destruction();

-- ── what stands in the way, and what opens it ──
CREATE FUNCTION is_held(a_case uuid) RETURNS boolean LANGUAGE sql STABLE AS $$
  SELECT coalesce((SELECT type = 'hold-set' FROM case_event
    WHERE case_id = a_case AND type IN ('hold-set', 'hold-lifted') ORDER BY seq DESC LIMIT 1), false)
$$;
CREATE INDEX case_event_hold_idx ON case_event (case_id, seq) WHERE type IN ('hold-set', 'hold-lifted');

CREATE FUNCTION may_erase(a_case uuid, VARIADIC a_parts text[]) RETURNS boolean LANGUAGE sql STABLE AS $$
  SELECT NOT is_held(a_case) AND EXISTS (
    SELECT FROM destruction_item i JOIN destruction_act a ON a.id = i.act_id
    WHERE i.case_id = a_case AND i.part = ANY (a_parts) AND i.done_at IS NULL AND a.state = 'approved')
$$;

-- ── the ledger: parts of an event go, their hashes stay, and so does every hash of the chain ──
ALTER TABLE case_event
  ALTER COLUMN salt DROP NOT NULL,
  -- Hashes of the parts that went, and the salt of each part that is left: with the salt of the event nobody could be kept
  -- from trying what stood there.
  ADD COLUMN erased jsonb,
  ADD CHECK ((salt IS NULL) = (erased IS NOT NULL));

-- Whether `after` says nothing that `before` did not say, down to the second level.
CREATE FUNCTION says_less(before jsonb, after jsonb) RETURNS boolean LANGUAGE sql IMMUTABLE AS $$
  SELECT NOT EXISTS (
    SELECT FROM jsonb_each(after) AS a(name, value)
    WHERE before -> a.name IS DISTINCT FROM a.value AND (
      jsonb_typeof(a.value) <> 'object' OR jsonb_typeof(before -> a.name) IS DISTINCT FROM 'object' OR EXISTS (
        SELECT FROM jsonb_each(CASE WHEN jsonb_typeof(a.value) = 'object' THEN a.value ELSE '{}' END) AS b(name, value)
        WHERE before -> a.name -> b.name IS DISTINCT FROM b.value)))
$$;

CREATE FUNCTION event_is_erased() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF TG_OP = 'DELETE' OR to_jsonb(NEW) - ARRAY['data', 'salt', 'erased'] IS DISTINCT FROM to_jsonb(OLD) - ARRAY['data', 'salt', 'erased']
    OR NEW.erased IS NULL OR NEW.salt IS NOT NULL
    OR NOT says_less(OLD.data, NEW.data)
    OR NOT (NEW.erased -> 'hashes' @> coalesce(OLD.erased -> 'hashes', '[]'))
    OR NOT may_erase(OLD.case_id, 'texts', 'notes') THEN
    RAISE EXCEPTION '% is append-only: % is refused', TG_TABLE_NAME, TG_OP USING ERRCODE = 'insufficient_privilege';
  END IF;
  RETURN NEW;
END
$$;
DROP TRIGGER case_event_append_only ON case_event;
CREATE TRIGGER case_event_append_only BEFORE UPDATE OR DELETE ON case_event
  FOR EACH ROW EXECUTE FUNCTION event_is_erased();

-- As before; and a hold is the API's, with the command of its person, and an erasure the worker's, as approved.
CREATE OR REPLACE FUNCTION event_has_its_place() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
  before case_event;
BEGIN
  SELECT * INTO before FROM case_event WHERE case_id = NEW.case_id ORDER BY seq DESC LIMIT 1;
  IF NEW.seq <> coalesce(before.seq, 0) + 1 OR NEW.prev_hash <> coalesce(before.hash, repeat('0', 64)) THEN
    RAISE EXCEPTION 'event % of case % does not follow the last one', NEW.seq, NEW.case_id
      USING ERRCODE = 'check_violation';
  END IF;
  IF NEW.erased IS NOT NULL THEN
    RAISE EXCEPTION 'event % of case % begins with all that it says', NEW.seq, NEW.case_id
      USING ERRCODE = 'check_violation';
  END IF;
  IF NEW.type = 'erased' AND NOT may_erase(NEW.case_id, NEW.data->>'part') THEN
    RAISE EXCEPTION '% may not write this event of the type %', session_user, NEW.type
      USING ERRCODE = 'insufficient_privilege';
  END IF;
  IF session_user = 'lieta_api' THEN
    -- A registration, with the law that is in force then …
    IF (NEW.type = 'registered' AND NEW.seq = 1) OR (NEW.type = 'clock-fact' AND NEW.key LIKE 'submit/%'
      AND (before.type = 'registered' OR before.key LIKE 'submit/%')) THEN
      RETURN NEW;
    END IF;
    -- … and what changes nothing in the procedure, each with the command that told it.
    IF (NEW.type IN ('assigned', 'task-claimed', 'note-added', 'signature-judged', 'hold-set', 'hold-lifted')
        OR (NEW.type = 'task-closed' AND is_passed_over(NEW.data->>'taskId'))) AND EXISTS (
      SELECT FROM command c WHERE c.case_id = NEW.case_id AND c.person_id = NEW.actor_id AND c.role = NEW.actor_role
        AND (NEW.type = 'task-closed') <= (c.act = 'trouble.close')
        AND (NEW.type = 'hold-set') <= (c.act = 'hold.set') AND (NEW.type = 'hold-lifted') <= (c.act = 'hold.lift')
        -- A command that writes two events keys the second one by its number.
        AND regexp_replace(NEW.key, '/1$', '') = 'cmd/' || encode(sha256(convert_to(c.key, 'UTF8')), 'hex')) THEN
      RETURN NEW;
    END IF;
  ELSIF session_user = 'lieta_cases' THEN
    -- An act stands where it was noted, and is its person's.
    IF NEW.type = 'act' THEN
      IF EXISTS (SELECT FROM case_inbox i JOIN command c ON c.key = i.command
        WHERE i.case_id = NEW.case_id AND NEW.key = 'act/' || i.n AND c.person_id = NEW.actor_id
          AND c.role = NEW.actor_role AND c.act = NEW.data->>'act') THEN
        RETURN NEW;
      END IF;
    ELSIF NEW.type NOT IN ('registered', 'assigned', 'task-claimed', 'note-added', 'signature-judged', 'hold-set',
      'hold-lifted') THEN
      RETURN NEW;
    END IF;
  ELSE
    RETURN NEW;
  END IF;
  RAISE EXCEPTION '% may not write this event of the type %', session_user, NEW.type
    USING ERRCODE = 'insufficient_privilege';
END
$$;

-- The API sets and lifts holds; all else of where a case stands is as before.
CREATE OR REPLACE FUNCTION case_stands_where_it_stood() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF session_user <> 'lieta_api' THEN RETURN NEW; END IF;
  IF to_jsonb(NEW) - ARRAY['state', 'assignee_id', 'last_seq']
      IS DISTINCT FROM to_jsonb(OLD) - ARRAY['state', 'assignee_id', 'last_seq']
    OR NEW.state - ARRAY['tasks', 'assigneeId', 'lastSeq', 'lastHash', 'hold']
      IS DISTINCT FROM OLD.state - ARRAY['tasks', 'assigneeId', 'lastSeq', 'lastHash', 'hold']
    OR (SELECT jsonb_agg(t - CASE WHEN is_passed_over(t->>'taskId')
        THEN ARRAY['claimedBy', 'state', 'doneAt', 'doneBy', 'outcome'] ELSE ARRAY['claimedBy'] END ORDER BY n)
        FROM jsonb_array_elements(NEW.state->'tasks') WITH ORDINALITY AS a(t, n))
      IS DISTINCT FROM
      (SELECT jsonb_agg(t - CASE WHEN is_passed_over(t->>'taskId')
        THEN ARRAY['claimedBy', 'state', 'doneAt', 'doneBy', 'outcome'] ELSE ARRAY['claimedBy'] END ORDER BY n)
        FROM jsonb_array_elements(OLD.state->'tasks') WITH ORDINALITY AS a(t, n))
  THEN
    RAISE EXCEPTION '% does not move case %', session_user, OLD.case_id USING ERRCODE = 'insufficient_privilege';
  END IF;
  RETURN NEW;
END
$$;

-- ── what people gave us and what was issued: emptied as approved, and never changed ──
ALTER TABLE stored_file ADD COLUMN erased_at timestamptz(3);

CREATE FUNCTION application_is_erased() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF NOT may_erase(OLD.case_id, 'texts') OR NEW.data <> '{}' OR NEW.shown <> '[]'
    OR NEW.content_hash <> repeat('0', 64) THEN
    PERFORM refuse('an application stays as it was sent, until it is erased by an act of destruction');
  END IF;
  RETURN NEW;
END
$$;
CREATE TRIGGER application_only_erased BEFORE UPDATE ON application
  FOR EACH ROW EXECUTE FUNCTION application_is_erased();

CREATE FUNCTION command_is_erased() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF NOT may_erase(OLD.case_id, 'texts', 'notes') OR NEW.payload <> '{}' OR NEW.request_hash <> '' THEN
    PERFORM refuse('a command stays as it was told, until it is erased by an act of destruction');
  END IF;
  RETURN NEW;
END
$$;
CREATE TRIGGER command_only_erased BEFORE UPDATE OF payload, request_hash ON command
  FOR EACH ROW EXECUTE FUNCTION command_is_erased();

CREATE FUNCTION file_is_erased() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF NEW.bytes <> '' OR NEW.name <> '' OR NEW.sha256 <> repeat('0', 64) OR NEW.erased_at IS NULL
    OR NOT (CASE OLD.owner WHEN 'case' THEN may_erase(OLD.case_id, 'files')
      WHEN 'house' THEN may_erase((SELECT d.case_id FROM issued_document d WHERE d.file_id = OLD.id), 'documents')
      ELSE false END) THEN
    PERFORM refuse('a file stays as it came, until it is erased by an act of destruction');
  END IF;
  RETURN NEW;
END
$$;
CREATE TRIGGER stored_file_only_erased BEFORE UPDATE OF bytes, size, sha256, name, media_type, erased_at ON stored_file
  FOR EACH ROW EXECUTE FUNCTION file_is_erased();

CREATE FUNCTION report_is_erased() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  -- With a file of a draft its reports go by themselves.
  IF EXISTS (SELECT FROM stored_file f WHERE f.id = OLD.file_id AND f.owner = 'case'
      AND NOT may_erase(f.case_id, 'files')) THEN
    PERFORM refuse('a report on a file stays, until it is erased by an act of destruction');
  END IF;
  RETURN OLD;
END
$$;
CREATE TRIGGER file_verification_only_erased BEFORE DELETE ON file_verification
  FOR EACH ROW EXECUTE FUNCTION report_is_erased();

-- What the worker of the cases touches of the documents' own tables, it erases.
CREATE FUNCTION worker_only_erases() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF session_user = 'lieta_cases' AND NOT may_erase(OLD.case_id, VARIADIC TG_ARGV::text[]) THEN
    PERFORM refuse(format('%s stays, until it is erased by an act of destruction', TG_TABLE_NAME));
  END IF;
  RETURN CASE WHEN TG_OP = 'DELETE' THEN OLD ELSE NEW END;
END
$$;
CREATE TRIGGER signing_only_erased BEFORE UPDATE ON signing
  FOR EACH ROW EXECUTE FUNCTION worker_only_erases('documents');
CREATE TRIGGER decision_preview_only_erased BEFORE DELETE ON decision_preview
  FOR EACH ROW EXECUTE FUNCTION worker_only_erases('documents');
CREATE TRIGGER delivery_only_erased BEFORE UPDATE ON delivery
  FOR EACH ROW EXECUTE FUNCTION worker_only_erases('documents');
CREATE TRIGGER reading_purpose_only_erased BEFORE UPDATE ON reading_purpose
  FOR EACH ROW EXECUTE FUNCTION worker_only_erases('texts');

-- ── logs ──
CREATE OR REPLACE FUNCTION audit_stays() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF TG_OP <> 'DELETE' OR OLD.position > (SELECT first_from FROM audit_head WHERE id = 1) THEN
    RAISE EXCEPTION '% is append-only: % is refused', TG_TABLE_NAME, TG_OP USING ERRCODE = 'insufficient_privilege';
  END IF;
  RETURN OLD;
END
$$;
DROP TRIGGER audit_event_append_only ON audit_event;
CREATE TRIGGER audit_event_append_only BEFORE UPDATE OR DELETE ON audit_event
  FOR EACH ROW EXECUTE FUNCTION audit_stays();
DROP TRIGGER audit_repeat_counts_up ON audit_repeat;
CREATE TRIGGER audit_repeat_counts_up BEFORE UPDATE ON audit_repeat
  FOR EACH ROW EXECUTE FUNCTION audit_counts_up();
CREATE TRIGGER audit_repeat_stays BEFORE DELETE ON audit_repeat
  FOR EACH ROW EXECUTE FUNCTION audit_stays();

CREATE FUNCTION audit_begins_later() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF NEW.first_from <> OLD.first_from AND (NEW.first_from < OLD.first_from OR NOT EXISTS (
      SELECT FROM destruction_item i JOIN destruction_act a ON a.id = i.act_id
      WHERE i.part = 'audit-log' AND i.done_at IS NULL AND a.state = 'approved')) THEN
    PERFORM refuse('the audit log loses its beginning by an act of destruction only');
  END IF;
  RETURN NEW;
END
$$;
CREATE TRIGGER audit_head_guarded BEFORE UPDATE ON audit_head
  FOR EACH ROW EXECUTE FUNCTION audit_begins_later();

CREATE FUNCTION is_ground(a_delegation uuid) RETURNS boolean LANGUAGE sql STABLE AS $$
  SELECT EXISTS (SELECT FROM case_event
    WHERE type = 'signing-started' AND data ->> 'delegationId' = a_delegation::text)
$$;
CREATE INDEX case_event_ground_idx ON case_event ((data ->> 'delegationId')) WHERE type = 'signing-started';

-- Up to where the audit log may go: what was written before, without anything of a case that is held.
CREATE FUNCTION audit_cut(before timestamptz) RETURNS bigint LANGUAGE sql STABLE AS $$
  SELECT max(position) FROM audit_event WHERE position < coalesce(
    (SELECT min(s.position) FROM audit_event s WHERE s.at >= before OR (s.case_id IS NOT NULL AND is_held(s.case_id))),
    9223372036854775807)
$$;

-- Destroys what an approved item says of a log, up to its day. Of the audit log only its beginning goes, so that what is
-- left is one chain, and nothing of a case that is held.
CREATE FUNCTION destroy_log(a_act uuid, a_n integer) RETURNS integer
  LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE
  item destruction_item;
  before timestamptz;
  cut audit_event;
  gone integer;
BEGIN
  SELECT i.* INTO item FROM destruction_item i JOIN destruction_act a ON a.id = i.act_id
    WHERE i.act_id = a_act AND i.n = a_n AND i.done_at IS NULL AND i.case_id IS NULL AND a.state = 'approved'
    FOR UPDATE OF i;
  IF NOT FOUND THEN PERFORM refuse('nothing is destroyed that no act of destruction names'); END IF;
  before := (item.up_to::date + 1)::timestamp AT TIME ZONE 'Europe/Riga';
  IF item.part = 'audit-log' THEN
    PERFORM FROM audit_head WHERE id = 1 FOR UPDATE;
    SELECT e.* INTO cut FROM audit_event e WHERE e.position = audit_cut(before);
    IF cut.position IS NULL THEN RETURN 0; END IF;
    UPDATE audit_head SET first_from = cut.position, first_prev = cut.hash WHERE id = 1;
    DELETE FROM audit_repeat WHERE position <= cut.position;
    DELETE FROM audit_event WHERE position <= cut.position;
  ELSIF item.part = 'delegations' THEN
    -- The ground of a signature stays with the case, and with the try that it was signed in.
    DELETE FROM delegation d WHERE least(d.valid_until, coalesce(d.revoked_at, d.valid_until)) < before
      AND NOT is_ground(d.id) AND NOT EXISTS (SELECT FROM signing s WHERE s.delegation_id = d.id);
  ELSIF item.part = 'orders' THEN
    DELETE FROM outbox WHERE done_at IS NOT NULL AND available_at < before;
  ELSE
    PERFORM refuse(format('no log is called %s', item.part));
  END IF;
  GET DIAGNOSTICS gone = ROW_COUNT;
  RETURN gone;
END
$$;
REVOKE ALL ON FUNCTION destroy_log(uuid, integer), audit_destruction() FROM PUBLIC;

-- ── who may what ──
GRANT SELECT, INSERT ON destruction_act, destruction_item TO lieta_api;
GRANT UPDATE (state, decided_by, decided_at, agreement, why) ON destruction_act TO lieta_api;
GRANT SELECT ON destruction_act, destruction_item TO lieta_cases;
GRANT UPDATE (state, applied_at) ON destruction_act TO lieta_cases;
GRANT UPDATE (done_at, result) ON destruction_item TO lieta_cases;
GRANT EXECUTE ON FUNCTION destroy_log(uuid, integer) TO lieta_cases;
GRANT UPDATE (data, salt, erased) ON case_event TO lieta_cases;
GRANT UPDATE (data, shown, content_hash) ON application TO lieta_cases;
GRANT UPDATE (payload, request_hash) ON command TO lieta_cases;
GRANT SELECT (erased_at), UPDATE (bytes, size, sha256, name, erased_at) ON stored_file TO lieta_cases;
GRANT SELECT (file_id), DELETE ON file_verification TO lieta_cases;
GRANT SELECT (id, case_id, file_id) ON issued_document TO lieta_cases;
GRANT SELECT (case_id, signed_at), UPDATE (prepared, signature, plan) ON signing TO lieta_cases;
GRANT SELECT (case_id), DELETE ON decision_preview TO lieta_cases;
GRANT SELECT (case_id), UPDATE (address) ON delivery TO lieta_cases;
GRANT SELECT (case_id), UPDATE (reason) ON reading_purpose TO lieta_cases;
