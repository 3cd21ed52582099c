-- Work belongs to a unit (decision 36): the case has it from its procedure, its tasks from the case. '' is the whole house.
ALTER TABLE case_view ADD COLUMN unit text NOT NULL DEFAULT '';
ALTER TABLE task_view ADD COLUMN unit text NOT NULL DEFAULT '';
ALTER TABLE list_count ADD COLUMN unit text NOT NULL DEFAULT '';
CREATE INDEX task_view_unit_idx ON task_view (role, unit, work_day, opened_at, number, task_id) WHERE state = 'open';
DROP INDEX list_count_idx;
CREATE INDEX list_count_idx ON list_count (list, state, day, person, unit) INCLUDE (n);

-- As before, by unit too.
CREATE OR REPLACE FUNCTION count_task() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
  IF TG_OP <> 'INSERT' AND OLD.state = 'open' THEN
    INSERT INTO list_count (list, state, day, person, unit, n)
    VALUES ('work', OLD.role, '', COALESCE(OLD.claimed_by::text, ''), OLD.unit, -1);
  END IF;
  IF TG_OP <> 'DELETE' AND NEW.state = 'open' THEN
    INSERT INTO list_count (list, state, day, person, unit, n)
    VALUES ('work', NEW.role, '', COALESCE(NEW.claimed_by::text, ''), NEW.unit, 1);
  END IF;
  RETURN NULL;
END
$$;
CREATE OR REPLACE FUNCTION count_case() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
  IF TG_OP <> 'INSERT' AND OLD.closed_at IS NULL THEN
    INSERT INTO list_count (list, state, day, person, unit, n)
    VALUES ('case', OLD.clock_state, COALESCE(OLD.due, '9999-12-31'), COALESCE(OLD.assignee_id::text, ''), OLD.unit, -1);
  END IF;
  IF TG_OP <> 'DELETE' AND NEW.closed_at IS NULL THEN
    INSERT INTO list_count (list, state, day, person, unit, n)
    VALUES ('case', NEW.clock_state, COALESCE(NEW.due, '9999-12-31'), COALESCE(NEW.assignee_id::text, ''), NEW.unit, 1);
  END IF;
  RETURN NULL;
END
$$;
DROP TRIGGER task_view_counted ON task_view;
CREATE TRIGGER task_view_counted AFTER UPDATE ON task_view
  FOR EACH ROW WHEN ((OLD.state, OLD.role, OLD.claimed_by, OLD.unit) IS DISTINCT FROM (NEW.state, NEW.role, NEW.claimed_by, NEW.unit))
  EXECUTE FUNCTION count_task();
DROP TRIGGER case_view_counted ON case_view;
CREATE TRIGGER case_view_counted AFTER UPDATE ON case_view
  FOR EACH ROW WHEN ((OLD.clock_state, OLD.due, OLD.assignee_id, OLD.closed_at IS NULL, OLD.unit)
    IS DISTINCT FROM (NEW.clock_state, NEW.due, NEW.assignee_id, NEW.closed_at IS NULL, NEW.unit))
  EXECUTE FUNCTION count_case();
CREATE OR REPLACE FUNCTION fold_counts() RETURNS integer LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE
  gone integer;
BEGIN
  PERFORM pg_advisory_xact_lock(hashtextextended('list_count', 0));
  WITH apart AS (
    SELECT list, state, day, person, unit FROM list_count GROUP BY 1, 2, 3, 4, 5 HAVING count(*) > 1 OR sum(n) = 0
  ), taken AS (
    DELETE FROM list_count c USING apart a
    WHERE (c.list, c.state, c.day, c.person, c.unit) = (a.list, a.state, a.day, a.person, a.unit) RETURNING c.*
  ), kept AS (
    INSERT INTO list_count (list, state, day, person, unit, n)
    SELECT list, state, day, person, unit, sum(n) FROM taken GROUP BY 1, 2, 3, 4, 5 HAVING sum(n) <> 0
  )
  SELECT count(*) INTO gone FROM taken;
  RETURN gone;
END
$$;

-- As before, and who of another unit was given the case.
CREATE OR REPLACE FUNCTION case_stands_where_it_stood() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
  beside CONSTANT text[] :=
    ARRAY['tasks', 'assigneeId', 'lastSeq', 'lastHash', 'hold', 'parties', 'representations', 'conflicts', 'lent'];
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
