-- Each process signs in to the database as itself and may do what it does, and no more (decision 22). What a stolen
-- password of one process could forge ends here. `npm run db:rights` writes the outcome as a table for review.
--
-- The roles `lieta_api`, `lieta_cases` and `lieta_documents` must exist, each with a login of its own. `lieta_app`, to
-- which earlier migrations granted, is the group of the three without a login: what it may, each of them may.

REVOKE ALL ON
  business_clock, person, institution, role_grant, delegation, stored_file, file_verification, draft, case_record,
  application, command, outbox, number_series, number_allocation, issued_document, signing, decision_preview, delivery,
  case_event, case_inbox, case_view, task_view, register_entry, register_entry_version, user_session, law_change,
  law_change_case, draft_file, application_file
  FROM lieta_app;
REVOKE ALL ON FUNCTION drop_draft_file(uuid) FROM lieta_app;
REVOKE ALL ON SEQUENCE outbox_id_seq, case_event_position_seq FROM lieta_app;

-- ── all three: the time, and whose case it is ──
GRANT SELECT ON
  business_clock, institution, role_grant, delegation, case_record, application, command, case_event, case_view,
  number_series, number_allocation
  TO lieta_app;

-- ── the API: what people give and read. It registers cases; it decides nothing and issues nothing. ──
GRANT SELECT ON
  person, stored_file, file_verification, draft, outbox, issued_document, decision_preview, case_inbox, task_view,
  register_entry, register_entry_version, law_change, law_change_case, user_session, draft_file, application_file
  TO lieta_api;
GRANT INSERT ON
  stored_file, file_verification, draft, case_record, application, command, outbox, case_inbox, case_event, case_view,
  task_view, number_series, number_allocation, law_change, law_change_case, delegation, user_session, draft_file,
  application_file
  TO lieta_api;
GRANT UPDATE ON draft, law_change, law_change_case, case_view, task_view, user_session TO lieta_api;
GRANT UPDATE (last) ON number_series TO lieta_api;
-- The files of a draft become those of the case in which it is sent.
GRANT UPDATE (owner, draft_id, case_id) ON stored_file TO lieta_api, lieta_cases;
GRANT EXECUTE ON FUNCTION drop_draft_file(uuid) TO lieta_api;
-- What was entered stays as it was; it can only be revoked.
GRANT UPDATE (revoked_by, revoked_at) ON delegation TO lieta_api;
GRANT DELETE ON draft, draft_file, law_change_case, user_session TO lieta_api;
GRANT USAGE, SELECT ON SEQUENCE outbox_id_seq, case_event_position_seq TO lieta_api;

-- ── the worker of the cases, with the relay: what becomes of what was noted ──
GRANT SELECT ON
  draft, draft_file, application_file, outbox, case_inbox, task_view, register_entry, register_entry_version, law_change,
  law_change_case
  TO lieta_cases;
-- Whose a file is, not what is in it.
GRANT SELECT (id, owner, draft_id, case_id) ON stored_file TO lieta_cases;
GRANT INSERT ON
  case_inbox, case_event, case_view, task_view, number_series, number_allocation, register_entry,
  register_entry_version, application, application_file, law_change_case
  TO lieta_cases;
GRANT UPDATE ON case_view, task_view, register_entry TO lieta_cases;
GRANT UPDATE (last) ON number_series TO lieta_cases;
GRANT UPDATE (state, reason, settled_at) ON case_inbox TO lieta_cases;
GRANT UPDATE (state, response, done_at) ON command TO lieta_cases;
GRANT UPDATE (available_at, attempts, done_at, last_error, dead_at, leased_until) ON outbox TO lieta_cases;
GRANT UPDATE (state, applied_at, report) ON law_change TO lieta_cases;
-- Applying folds the change anew over the cases as they stand then.
GRANT UPDATE (old_due, new_due, effect, letter, why, result, applied_at) ON law_change_case TO lieta_cases;
GRANT DELETE ON draft TO lieta_cases;
GRANT USAGE, SELECT ON SEQUENCE case_event_position_seq TO lieta_cases;

-- ── the worker of the documents: it makes, signs, seals and sends what the cases order ──
GRANT SELECT ON person, stored_file, issued_document, signing, decision_preview, delivery TO lieta_documents;
GRANT INSERT ON
  stored_file, issued_document, signing, decision_preview, delivery, number_series, number_allocation
  TO lieta_documents;
GRANT UPDATE (last) ON number_series TO lieta_documents;
GRANT UPDATE (state, prepared, operation, signature, signed_at, failure) ON signing TO lieta_documents;
GRANT UPDATE (bytes, made_at) ON decision_preview TO lieta_documents;
GRANT UPDATE (state, provider_id, sent_at) ON delivery TO lieta_documents;
GRANT DELETE ON decision_preview TO lieta_documents;

-- What grants cannot say is said by triggers. They ask for session_user: it cannot be changed by SET ROLE.

-- ── numbers: each process gives those of its own series, and a series only goes on by one ──
CREATE FUNCTION numbers_go_on() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
  ours text[] := CASE session_user
    WHEN 'lieta_api' THEN ARRAY['case']
    WHEN 'lieta_cases' THEN ARRAY['decision', 'licence']
    WHEN 'lieta_documents' THEN ARRAY['letter'] END;
BEGIN
  IF ours IS NOT NULL AND NEW.series <> ALL (ours) THEN
    RAISE EXCEPTION '% gives no numbers of the series %', session_user, NEW.series
      USING ERRCODE = 'insufficient_privilege';
  END IF;
  IF TG_TABLE_NAME = 'number_allocation' THEN
    IF NEW.value IS DISTINCT FROM
      (SELECT last FROM number_series WHERE series = NEW.series AND year = NEW.year) THEN
      RAISE EXCEPTION 'number % of the series %/% is not its last one', NEW.value, NEW.series, NEW.year
        USING ERRCODE = 'check_violation';
    END IF;
  ELSIF TG_OP = 'INSERT' THEN
    -- An upsert comes by here as well, with the 1 that it would begin with.
    IF NEW.last <> 1 THEN
      RAISE EXCEPTION 'the series %/% begins with 1', NEW.series, NEW.year USING ERRCODE = 'check_violation';
    END IF;
  ELSIF (NEW.series, NEW.year, NEW.last) IS DISTINCT FROM (OLD.series, OLD.year, OLD.last + 1) THEN
    RAISE EXCEPTION 'the series %/% goes on by one from %', OLD.series, OLD.year, OLD.last
      USING ERRCODE = 'check_violation';
  END IF;
  RETURN NEW;
END
$$;
CREATE TRIGGER number_series_goes_on BEFORE INSERT OR UPDATE ON number_series
  FOR EACH ROW EXECUTE FUNCTION numbers_go_on();
CREATE TRIGGER number_allocation_goes_on BEFORE INSERT ON number_allocation
  FOR EACH ROW EXECUTE FUNCTION numbers_go_on();

-- ── what is never taken back, also not by the owner ──
CREATE TRIGGER number_series_stays BEFORE DELETE OR TRUNCATE ON number_series
  FOR EACH STATEMENT EXECUTE FUNCTION stays_as_it_is();
CREATE TRIGGER number_allocation_stays BEFORE UPDATE OR DELETE OR TRUNCATE ON number_allocation
  FOR EACH STATEMENT EXECUTE FUNCTION stays_as_it_is();
CREATE TRIGGER issued_document_stays BEFORE UPDATE OR DELETE OR TRUNCATE ON issued_document
  FOR EACH STATEMENT EXECUTE FUNCTION stays_as_it_is();

-- A supervisor closes the task about a place of the inbox that was passed over. No workflow knows of that task, so the API
-- writes it, with the command of the supervisor; of all other tasks it changes only who has them.
CREATE FUNCTION is_passed_over(task_id text) RETURNS boolean LANGUAGE sql IMMUTABLE AS $$
  SELECT task_id ~ '^trouble-[0-9]+$'
$$;

-- ── the ledger: every event follows the one before, and each process writes its own kinds ──
CREATE FUNCTION event_has_its_place() RETURNS trigger LANGUAGE plpgsql AS $$
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
CREATE TRIGGER case_event_has_its_place BEFORE INSERT ON case_event
  FOR EACH ROW EXECUTE FUNCTION event_has_its_place();

-- ── the inbox: people's acts are noted by the API, all else by the worker ──
CREATE FUNCTION place_is_given_by_its_process() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF (session_user = 'lieta_api' AND NEW.kind NOT IN ('start', 'act'))
    OR (session_user = 'lieta_cases' AND NEW.kind IN ('start', 'act')) THEN
    RAISE EXCEPTION '% gives no places of the kind %', session_user, NEW.kind USING ERRCODE = 'insufficient_privilege';
  END IF;
  RETURN NEW;
END
$$;
CREATE TRIGGER case_inbox_by_process BEFORE INSERT ON case_inbox
  FOR EACH ROW EXECUTE FUNCTION place_is_given_by_its_process();

-- ── projections: the API changes who has a case or a task, and nothing of where the case stands ──
CREATE FUNCTION case_stands_where_it_stood() RETURNS trigger LANGUAGE plpgsql AS $$
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
CREATE TRIGGER case_view_stands BEFORE UPDATE ON case_view
  FOR EACH ROW EXECUTE FUNCTION case_stands_where_it_stood();

CREATE FUNCTION task_stands_as_it_stood() RETURNS trigger LANGUAGE plpgsql AS $$
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
CREATE TRIGGER task_view_stands BEFORE INSERT OR UPDATE ON task_view
  FOR EACH ROW EXECUTE FUNCTION task_stands_as_it_stood();
