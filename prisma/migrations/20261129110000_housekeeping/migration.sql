-- What nobody needs any more is taken away by the worker of the cases (activities/housekeeping.ts), and what it may take away
-- the database itself decides: a stolen password of the worker deletes nothing that somebody still writes.

-- When an unsent draft goes; told to its people from when it is set, and taken back by whatever they change.
ALTER TABLE draft ADD COLUMN goes_at timestamptz(3);
CREATE INDEX draft_goes_at_idx ON draft (goes_at) WHERE goes_at IS NOT NULL;

CREATE FUNCTION draft_business_now() RETURNS timestamptz LANGUAGE sql STABLE AS $$
  SELECT now() + make_interval(secs => coalesce((SELECT offset_ms FROM business_clock WHERE id = 1), 0) / 1000.0)
$$;

CREATE FUNCTION draft_goes_as_told() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF TG_OP = 'UPDATE' THEN
    IF (NEW.revision, NEW.updated_at, NEW.case_id) IS DISTINCT FROM (OLD.revision, OLD.updated_at, OLD.case_id) THEN
      NEW.goes_at := NULL;
    -- A week is the least that people are told before.
    ELSIF NEW.goes_at IS DISTINCT FROM OLD.goes_at AND NEW.goes_at < draft_business_now() + interval '7 days' THEN
      RAISE EXCEPTION 'a draft goes no sooner than in seven days' USING ERRCODE = 'check_violation';
    END IF;
    RETURN NEW;
  END IF;
  -- Sent; or a cure, which goes with its recording; or told in time.
  IF session_user <> 'lieta_cases' OR OLD.case_id IS NOT NULL OR OLD.cures_case_id IS NOT NULL
    OR OLD.goes_at <= draft_business_now() THEN
    RETURN OLD;
  END IF;
  RAISE EXCEPTION 'draft % is in use', OLD.id USING ERRCODE = 'insufficient_privilege';
END
$$;
CREATE TRIGGER draft_goes_as_told BEFORE UPDATE OR DELETE ON draft
  FOR EACH ROW EXECUTE FUNCTION draft_goes_as_told();

-- Files that stayed with a draft when it was sent: they answered a question that was no longer asked.
CREATE FUNCTION drop_left_files(most integer) RETURNS bigint
  LANGUAGE sql SECURITY DEFINER SET search_path = public, pg_temp AS $$
  WITH gone AS (
    DELETE FROM stored_file WHERE owner = 'draft' AND id IN (
      SELECT f.id FROM stored_file f JOIN draft d ON d.id = f.draft_id
      WHERE f.owner = 'draft' AND d.case_id IS NOT NULL LIMIT most)
    RETURNING id)
  SELECT count(*) FROM gone
$$;
REVOKE ALL ON FUNCTION drop_left_files(integer) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION drop_left_files(integer) TO lieta_cases;

GRANT UPDATE (goes_at) ON draft TO lieta_cases;
GRANT SELECT (person_id, day), DELETE ON upload_day TO lieta_cases;
-- Nothing that people do deletes a draft.
REVOKE DELETE ON draft FROM lieta_api;
