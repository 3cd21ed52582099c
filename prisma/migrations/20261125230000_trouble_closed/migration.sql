-- A supervisor closes the task about a place that was passed over. No workflow knows of that task, so the API writes it,
-- with the command of the supervisor; of all other tasks it still changes only who has them.

CREATE FUNCTION is_passed_over(task_id text) RETURNS boolean LANGUAGE sql IMMUTABLE AS $$
  SELECT task_id ~ '^trouble-[0-9]+$'
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
  IF session_user = 'lieta_api' THEN
    -- A registration, with the law that is in force then …
    IF (NEW.type = 'registered' AND NEW.seq = 1) OR (NEW.type = 'clock-fact' AND NEW.key LIKE 'submit/%'
      AND (before.type = 'registered' OR before.key LIKE 'submit/%')) THEN
      RETURN NEW;
    END IF;
    -- … and what changes nothing in the procedure, each with the command that told it.
    IF (NEW.type IN ('assigned', 'task-claimed', 'note-added', 'signature-judged')
        OR (NEW.type = 'task-closed' AND is_passed_over(NEW.data->>'taskId'))) AND EXISTS (
      SELECT FROM command c WHERE c.case_id = NEW.case_id AND c.person_id = NEW.actor_id AND c.role = NEW.actor_role
        AND (NEW.type = 'task-closed') <= (c.act = 'trouble.close')
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
    ELSIF NEW.type NOT IN ('registered', 'assigned', 'task-claimed', 'note-added', 'signature-judged') THEN
      RETURN NEW;
    END IF;
  ELSE
    RETURN NEW;
  END IF;
  RAISE EXCEPTION '% may not write this event of the type %', session_user, NEW.type
    USING ERRCODE = 'insufficient_privilege';
END
$$;

CREATE OR REPLACE FUNCTION case_stands_where_it_stood() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF session_user <> 'lieta_api' THEN RETURN NEW; END IF;
  IF to_jsonb(NEW) - ARRAY['state', 'assignee_id', 'last_seq']
      IS DISTINCT FROM to_jsonb(OLD) - ARRAY['state', 'assignee_id', 'last_seq']
    OR NEW.state - ARRAY['tasks', 'assigneeId', 'lastSeq', 'lastHash']
      IS DISTINCT FROM OLD.state - ARRAY['tasks', 'assigneeId', 'lastSeq', 'lastHash']
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

CREATE OR REPLACE FUNCTION task_stands_as_it_stood() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
  closed CONSTANT text[] := ARRAY['claimed_by', 'state', 'done_at', 'done_by', 'outcome'];
BEGIN
  IF session_user <> 'lieta_api' THEN RETURN NEW; END IF;
  -- An upsert of a task that is there comes by the insert first.
  IF TG_OP = 'INSERT' AND EXISTS (SELECT FROM task_view WHERE case_id = NEW.case_id AND task_id = NEW.task_id) THEN
    RETURN NEW;
  END IF;
  IF TG_OP = 'UPDATE' AND is_passed_over(OLD.task_id)
    AND to_jsonb(NEW) - closed IS NOT DISTINCT FROM to_jsonb(OLD) - closed THEN
    RETURN NEW;
  END IF;
  IF TG_OP = 'INSERT' OR to_jsonb(NEW) - 'claimed_by' IS DISTINCT FROM to_jsonb(OLD) - 'claimed_by' THEN
    RAISE EXCEPTION '% neither opens nor closes tasks', session_user USING ERRCODE = 'insufficient_privilege';
  END IF;
  RETURN NEW;
END
$$;
