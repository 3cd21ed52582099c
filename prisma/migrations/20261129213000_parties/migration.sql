-- A case has parties in roles; what was one institution and one applicant are rows (decision 34).
DO $$ BEGIN
  IF EXISTS (SELECT FROM case_record) THEN
    RAISE EXCEPTION 'The cases in this database are of before parties. Nothing is live: begin with `npm start -- --fresh`.';
  END IF;
END $$;

ALTER TABLE case_record DROP COLUMN institution_id, DROP COLUMN applicant_person_id;
ALTER TABLE case_view DROP COLUMN institution_id, DROP COLUMN applicant_person_id;
ALTER TABLE case_view RENAME COLUMN institution_name TO party_name;
ALTER TABLE case_view ALTER COLUMN party_name DROP NOT NULL;

-- Who stands in a case, and who acts for them. A projection, as case_view: n counts the parties, then the representatives.
CREATE TABLE case_party (
  case_id        uuid NOT NULL,
  n              integer NOT NULL,
  party_id       uuid NOT NULL,
  role           text NOT NULL,
  kind           text NOT NULL CHECK (kind IN ('person', 'organisation', 'unnamed')),
  person_id      uuid,
  institution_id uuid,
  name           text,
  -- Of a representative: for which party, on which ground, and whether an official has accepted it.
  represents     uuid,
  ground         text,
  valid_from     timestamptz(3),
  valid_until    timestamptz(3),
  accepted       boolean NOT NULL DEFAULT true,
  received_at    timestamptz(3) NOT NULL,
  PRIMARY KEY (case_id, n),
  CHECK ((role = 'representative') = (represents IS NOT NULL AND ground IS NOT NULL AND valid_from IS NOT NULL))
);
-- What somebody's cases are, newest first: one's own, one's institution's, those one acts in for others.
CREATE INDEX case_party_person_idx ON case_party (person_id, received_at DESC, case_id) WHERE person_id IS NOT NULL;
CREATE INDEX case_party_institution_idx ON case_party (institution_id, received_at DESC, case_id)
  WHERE institution_id IS NOT NULL;
GRANT SELECT ON case_party TO lieta_app;
GRANT INSERT, UPDATE, DELETE ON case_party TO lieta_api, lieta_cases;

-- The channel, the address and the reason of a letter are chosen once, and told alike at every further try.
ALTER TABLE delivery ADD COLUMN party_id uuid, ADD COLUMN why jsonb NOT NULL;

-- ── which events a command may bring that goes past the workflow ──
CREATE TABLE direct_event (
  act  text NOT NULL,
  type text NOT NULL,
  PRIMARY KEY (act, type)
);
INSERT INTO direct_event (act, type) VALUES
  ('case.assign', 'assigned'), ('task.claim', 'assigned'), ('task.claim', 'task-claimed'),
  ('note.add', 'note-added'), ('signature.judge', 'signature-judged'),
  ('trouble.close', 'task-closed'), ('trouble.close', 'note-added'),
  ('hold.set', 'hold-set'), ('hold.lift', 'hold-lifted'),
  ('representation.enter', 'representation-entered'), ('representation.enter', 'task-opened'),
  ('representation.judge', 'representation-judged'), ('representation.judge', 'task-closed'),
  ('representation.end', 'representation-ended'), ('representation.end', 'task-closed'),
  ('contact.change', 'contact-changed');
GRANT SELECT ON direct_event TO lieta_api;

-- Work beside the procedure, of which no workflow knows.
CREATE FUNCTION is_beside(task_id text) RETURNS boolean LANGUAGE sql IMMUTABLE AS $$
  SELECT task_id ~ '^(trouble|representation)-[0-9]+$'
$$;

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
    IF (NEW.type NOT IN ('task-opened', 'task-closed') OR is_beside(NEW.data->>'taskId')) AND EXISTS (
      SELECT FROM command c JOIN direct_event d ON d.act = c.act AND d.type = NEW.type
      WHERE c.case_id = NEW.case_id AND c.person_id = NEW.actor_id AND c.role = NEW.actor_role
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
      'hold-lifted', 'representation-entered', 'representation-judged', 'representation-ended', 'contact-changed') THEN
      RETURN NEW;
    END IF;
  ELSE
    RETURN NEW;
  END IF;
  RAISE EXCEPTION '% may not write this event of the type %', session_user, NEW.type
    USING ERRCODE = 'insufficient_privilege';
END
$$;

-- The API changes who has a case or a task, who acts for whom, and what is beside the procedure; nothing of where it stands.
CREATE OR REPLACE FUNCTION case_stands_where_it_stood() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
  beside CONSTANT text[] := ARRAY['tasks', 'assigneeId', 'lastSeq', 'lastHash', 'hold', 'parties', 'representations'];
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
  IF TG_OP = 'INSERT' AND (NEW.task_id ~ '^representation-[0-9]+$'
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

-- As before, by the organisation that applied, where one did.
CREATE OR REPLACE FUNCTION audit_destruction() RETURNS trigger
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
      (SELECT institution_id FROM case_party WHERE case_id = NEW.case_id AND institution_id IS NOT NULL ORDER BY n LIMIT 1),
      'destruction-act/' || NEW.act_id, NULL,
      NEW.result || jsonb_build_object('rule', NEW.rule, 'part', NEW.part, 'number', a.number), NULL);
  END IF;
  RETURN NULL;
END
$$;
ALTER TABLE register_entry ALTER COLUMN institution_id DROP NOT NULL;

-- Somebody who was named by a party is entered, without any role; at their first sign-in their names are set right.
-- Nobody else is made or renamed by any process.
CREATE FUNCTION enter_person(a_id uuid, a_given text, a_family text, a_sealed text, a_index text) RETURNS void
  LANGUAGE sql SECURITY DEFINER SET search_path = public, pg_temp AS $$
  INSERT INTO person (id, subject, given_name, family_name, personal_code_sealed, personal_code_index)
  VALUES (a_id, 'code:' || a_id, a_given, a_family, a_sealed, a_index)
  ON CONFLICT (personal_code_index) DO NOTHING
$$;
CREATE FUNCTION name_entered_person(a_subject text, a_given text, a_family text) RETURNS void
  LANGUAGE sql SECURITY DEFINER SET search_path = public, pg_temp AS $$
  UPDATE person SET given_name = a_given, family_name = a_family
  WHERE subject = a_subject AND subject LIKE 'code:%' AND (given_name, family_name) IS DISTINCT FROM (a_given, a_family)
$$;
REVOKE ALL ON FUNCTION enter_person(uuid, text, text, text, text), name_entered_person(text, text, text) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION enter_person(uuid, text, text, text, text), name_entered_person(text, text, text) TO lieta_api;
