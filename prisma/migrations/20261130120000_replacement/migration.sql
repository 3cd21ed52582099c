-- A supervisor upholds a party's request to replace an official (APL 37(2)): the conflict of interest is told with that act, at its
-- place, by whoever records it; with it the work of that official goes back, and nothing else does.
CREATE FUNCTION follows_from_replacing(e ledger_event) RETURNS boolean LANGUAGE sql STABLE AS $$
  SELECT e.key ~ '^[0-9]+/' AND EXISTS (
    SELECT FROM stream_inbox i JOIN command c ON c.key = i.command
    WHERE i.stream = e.stream AND i.n = split_part(e.key, '/', 1)::int
      AND c.act = 'replacement.decide' AND c.payload->>'outcome' = 'upheld'
      AND CASE e.type
        WHEN 'conflict-found' THEN e.actor_id = c.person_id AND e.data->>'personId' = c.payload->>'official'
          AND e.data->>'reason' = c.payload->>'reason' AND e.data->'place' = to_jsonb(i.n)
        WHEN 'assigned' THEN e.data->>'to' IS NULL AND e.data->>'from' = c.payload->>'official'
        WHEN 'task-claimed' THEN e.data->>'by' IS NULL
        ELSE false END)
$$;

-- As before, and what follows from replacing an official.
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
      OR NOT EXISTS (SELECT FROM direct_event d WHERE d.type = e.type) OR follows_from_replacing(e));
  END IF;
  RETURN true;
END
$$;
