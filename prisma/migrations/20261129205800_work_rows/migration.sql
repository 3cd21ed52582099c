-- What lists sort, filter, count and search by stands in the rows that they page through (decision 30): no list counts or
-- sorts what it does not show. Rows from before are filled roughly; `npm run projections:rebuild` makes them anew.

-- ── work ──
ALTER TABLE task_view
  ADD COLUMN number text NOT NULL DEFAULT '',
  -- The day by which it stands in lists: its own, else the case's, else '9999-12-31'.
  ADD COLUMN work_day text NOT NULL DEFAULT '9999-12-31',
  -- Words without diacritics, apart by single spaces (ledger/search-text.ts).
  ADD COLUMN search_text text NOT NULL DEFAULT '';
UPDATE task_view t SET number = v.number, work_day = COALESCE(t.due, v.due, '9999-12-31'),
  search_text = btrim(regexp_replace(lower(regexp_replace(
    normalize(v.number || ' ' || v.subject || ' ' || v.institution_name, NFD), '[\u0300-\u036f]', '', 'g')),
    '[^a-z0-9]+', ' ', 'g'))
  FROM case_view v WHERE v.case_id = t.case_id;
ALTER TABLE task_view ALTER COLUMN number DROP DEFAULT, ALTER COLUMN work_day DROP DEFAULT,
  ALTER COLUMN search_text DROP DEFAULT;

CREATE FUNCTION words_of(search_text text) RETURNS tsvector LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE AS $$
  SELECT array_to_tsvector(string_to_array(search_text, ' '))
$$;

DROP INDEX task_view_state_role_idx;
CREATE INDEX task_view_work_idx ON task_view (role, work_day, opened_at, number, task_id) WHERE state = 'open';
CREATE INDEX task_view_free_idx ON task_view (role, work_day, opened_at, number, task_id)
  WHERE state = 'open' AND claimed_by IS NULL;
CREATE INDEX task_view_claimed_idx ON task_view (claimed_by, role, work_day, opened_at, number, task_id)
  WHERE state = 'open' AND claimed_by IS NOT NULL;
-- Without a list of what is still to be sorted in: whoever searches would read it through.
CREATE INDEX task_view_words_idx ON task_view USING gin (words_of(search_text)) WITH (fastupdate = off)
  WHERE state = 'open';

-- A task about a place that was passed over leaves the lists of work when the API closes it.
CREATE OR REPLACE FUNCTION task_stands_as_it_stood() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
  closed CONSTANT text[] := ARRAY['claimed_by', 'state', 'done_at', 'done_by', 'outcome', 'work_day', 'search_text'];
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

-- ── registers, and what an institution has ──
UPDATE register_entry SET search_text = btrim(regexp_replace(search_text, '[^a-z0-9]+', ' ', 'g'));
CREATE INDEX register_entry_words_idx ON register_entry USING gin (words_of(search_text)) WITH (fastupdate = off);
CREATE INDEX register_entry_no_idx ON register_entry (entry_no);
DROP INDEX case_view_institution_id_idx;
CREATE INDEX case_view_institution_idx
  ON case_view (institution_id, (waiting_on = 'applicant') DESC, received_at DESC, number DESC);
CREATE INDEX draft_institution_idx ON draft (institution_id, updated_at DESC, id DESC) WHERE case_id IS NULL;

-- ── what a change of law does ──
-- What somebody must look at comes first.
CREATE FUNCTION effect_rank(effect text) RETURNS integer LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE AS $$
  SELECT array_position(ARRAY['error', 'newly-overdue', 'rescued', 'earlier', 'later', 'unchanged'], effect)
$$;
CREATE INDEX law_change_case_order_idx
  ON law_change_case (law_change_id, effect_rank(effect), case_id, (clock = 'standard'));

-- ── how many ──
-- Written by the triggers below and by nobody else, with the rows that they count and in the same transaction. Each change
-- is a row of its own: nobody waits for anybody. Whoever reads adds them up; now and then they are folded into one.
CREATE TABLE list_count (
  position bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  -- 'work': open tasks by role (state) and who has them; 'case': open cases by state of the clock, day, and whose they are;
  -- 'register': entries by register (state)
  list text NOT NULL,
  state text NOT NULL,
  day text NOT NULL,
  person text NOT NULL,
  n integer NOT NULL
);
CREATE INDEX list_count_idx ON list_count (list, state, day, person) INCLUDE (n);
GRANT SELECT ON list_count TO lieta_api;

CREATE FUNCTION count_task() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
  IF TG_OP <> 'INSERT' AND OLD.state = 'open' THEN
    INSERT INTO list_count (list, state, day, person, n) VALUES ('work', OLD.role, '', COALESCE(OLD.claimed_by::text, ''), -1);
  END IF;
  IF TG_OP <> 'DELETE' AND NEW.state = 'open' THEN
    INSERT INTO list_count (list, state, day, person, n) VALUES ('work', NEW.role, '', COALESCE(NEW.claimed_by::text, ''), 1);
  END IF;
  RETURN NULL;
END
$$;
CREATE TRIGGER task_view_counted_in AFTER INSERT ON task_view
  FOR EACH ROW WHEN (NEW.state = 'open') EXECUTE FUNCTION count_task();
CREATE TRIGGER task_view_counted_out AFTER DELETE ON task_view
  FOR EACH ROW WHEN (OLD.state = 'open') EXECUTE FUNCTION count_task();
CREATE TRIGGER task_view_counted AFTER UPDATE ON task_view
  FOR EACH ROW WHEN ((OLD.state, OLD.role, OLD.claimed_by) IS DISTINCT FROM (NEW.state, NEW.role, NEW.claimed_by))
  EXECUTE FUNCTION count_task();

CREATE FUNCTION count_case() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
  IF TG_OP <> 'INSERT' AND OLD.closed_at IS NULL THEN
    INSERT INTO list_count (list, state, day, person, n)
    VALUES ('case', OLD.clock_state, COALESCE(OLD.due, '9999-12-31'), COALESCE(OLD.assignee_id::text, ''), -1);
  END IF;
  IF TG_OP <> 'DELETE' AND NEW.closed_at IS NULL THEN
    INSERT INTO list_count (list, state, day, person, n)
    VALUES ('case', NEW.clock_state, COALESCE(NEW.due, '9999-12-31'), COALESCE(NEW.assignee_id::text, ''), 1);
  END IF;
  RETURN NULL;
END
$$;
CREATE TRIGGER case_view_counted_in AFTER INSERT ON case_view
  FOR EACH ROW WHEN (NEW.closed_at IS NULL) EXECUTE FUNCTION count_case();
CREATE TRIGGER case_view_counted_out AFTER DELETE ON case_view
  FOR EACH ROW WHEN (OLD.closed_at IS NULL) EXECUTE FUNCTION count_case();
CREATE TRIGGER case_view_counted AFTER UPDATE ON case_view
  FOR EACH ROW WHEN ((OLD.clock_state, OLD.due, OLD.assignee_id, OLD.closed_at IS NULL)
    IS DISTINCT FROM (NEW.clock_state, NEW.due, NEW.assignee_id, NEW.closed_at IS NULL))
  EXECUTE FUNCTION count_case();

CREATE FUNCTION count_entry() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
  INSERT INTO list_count (list, state, day, person, n)
  VALUES ('register', CASE TG_OP WHEN 'INSERT' THEN NEW.register ELSE OLD.register END, '', '',
    CASE TG_OP WHEN 'INSERT' THEN 1 ELSE -1 END);
  RETURN NULL;
END
$$;
CREATE TRIGGER register_entry_counted AFTER INSERT OR DELETE ON register_entry
  FOR EACH ROW EXECUTE FUNCTION count_entry();

INSERT INTO list_count (list, state, day, person, n)
  SELECT 'work', role, '', COALESCE(claimed_by::text, ''), count(*) FROM task_view WHERE state = 'open' GROUP BY 2, 4
  UNION ALL SELECT 'case', clock_state, COALESCE(due, '9999-12-31'), COALESCE(assignee_id::text, ''), count(*)
  FROM case_view WHERE closed_at IS NULL GROUP BY 2, 3, 4
  UNION ALL SELECT 'register', register, '', '', count(*) FROM register_entry GROUP BY 2;

-- Puts together what stands apart. What is added meanwhile is not seen here and stays as it is; two at once do it once.
CREATE FUNCTION fold_counts() RETURNS integer LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE
  gone integer;
BEGIN
  PERFORM pg_advisory_xact_lock(hashtextextended('list_count', 0));
  WITH apart AS (
    SELECT list, state, day, person FROM list_count GROUP BY 1, 2, 3, 4 HAVING count(*) > 1 OR sum(n) = 0
  ), taken AS (
    DELETE FROM list_count c USING apart a
    WHERE (c.list, c.state, c.day, c.person) = (a.list, a.state, a.day, a.person) RETURNING c.*
  ), kept AS (
    INSERT INTO list_count (list, state, day, person, n)
    SELECT list, state, day, person, sum(n) FROM taken GROUP BY 1, 2, 3, 4 HAVING sum(n) <> 0
  )
  SELECT count(*) INTO gone FROM taken;
  RETURN gone;
END
$$;
REVOKE ALL ON FUNCTION count_task(), count_case(), count_entry(), fold_counts() FROM PUBLIC;
GRANT EXECUTE ON FUNCTION fold_counts() TO lieta_cases;

-- ── how it stood at the end of a day ──
-- One row a case and interval in which it stood the same, as long as it is open; from and until as days in Riga, the
-- second no more in it.
CREATE TABLE case_span (
  case_id uuid NOT NULL,
  from_day text NOT NULL,
  until_day text NOT NULL DEFAULT '9999-12-31',
  number text NOT NULL,
  stage text NOT NULL,
  clock_state text NOT NULL,
  due text,
  assignee_id uuid,
  troubled boolean NOT NULL,
  PRIMARY KEY (case_id, from_day)
);
CREATE INDEX case_span_days_idx ON case_span (until_day, from_day)
  INCLUDE (clock_state, due, assignee_id, troubled, number, case_id);
GRANT SELECT ON case_span TO lieta_api;

-- Tells that a case stands otherwise from a day on; a day before the last one counts as that one. Rebuilt or written as
-- it happens, the rows come from here. The API tells of nothing but what stands in its case at that moment.
CREATE FUNCTION case_stands(
  a_case uuid, a_day text, a_open boolean, a_number text, a_stage text, a_clock text, a_due text, a_assignee uuid,
  a_troubled boolean
) RETURNS void LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE
  last_day text;
  since text;
BEGIN
  IF session_user = 'lieta_api' AND NOT EXISTS (
    SELECT FROM case_view v WHERE v.case_id = a_case
      AND (v.number, v.stage, v.clock_state, v.due, v.assignee_id, v.closed_at IS NULL)
        IS NOT DISTINCT FROM (a_number, a_stage, a_clock, a_due, a_assignee, a_open)
      AND a_troubled = EXISTS (SELECT FROM task_view t WHERE t.case_id = a_case AND t.state = 'open' AND t.kind = 'trouble'))
  THEN
    RAISE EXCEPTION 'case % does not stand so', a_case USING ERRCODE = 'insufficient_privilege';
  END IF;
  SELECT max(CASE WHEN until_day < '9999-12-31' THEN until_day ELSE from_day END)
    INTO last_day FROM case_span WHERE case_id = a_case;
  since := greatest(a_day, last_day);
  UPDATE case_span SET until_day = since WHERE case_id = a_case AND until_day = '9999-12-31' AND from_day < since;
  IF a_open THEN
    INSERT INTO case_span (case_id, from_day, number, stage, clock_state, due, assignee_id, troubled)
    VALUES (a_case, since, a_number, a_stage, a_clock, a_due, a_assignee, a_troubled)
    ON CONFLICT (case_id, from_day) DO UPDATE SET until_day = '9999-12-31', stage = EXCLUDED.stage,
      clock_state = EXCLUDED.clock_state, due = EXCLUDED.due, assignee_id = EXCLUDED.assignee_id,
      troubled = EXCLUDED.troubled;
  ELSE
    DELETE FROM case_span WHERE case_id = a_case AND until_day = '9999-12-31';
  END IF;
END
$$;
REVOKE ALL ON FUNCTION case_stands(uuid, text, boolean, text, text, text, text, uuid, boolean) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION case_stands(uuid, text, boolean, text, text, text, text, uuid, boolean)
  TO lieta_api, lieta_cases;
