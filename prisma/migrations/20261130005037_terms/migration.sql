-- A case has any number of terms, each a row: by when somebody must do something (decision 35).
DO $$ BEGIN
  IF EXISTS (SELECT FROM case_record) THEN
    RAISE EXCEPTION 'The cases in this database are of before named terms. Nothing is live: begin with `npm start -- --fresh`.';
  END IF;
END $$;

ALTER TABLE case_view DROP COLUMN standard_due;

-- A projection, as case_view: written with the events, made anew from them.
CREATE TABLE term_view (
  case_id     uuid NOT NULL,
  -- By which facts name it: its name, and which of them it is after the first.
  term        text NOT NULL,
  name        text NOT NULL,
  n           integer NOT NULL,
  rule        text NOT NULL,
  kind        text NOT NULL CHECK (kind IN ('statutory', 'standard', 'set', 'measure', 'expiry')),
  -- For whom it runs: the Service, the ministry, or parties in a role.
  owner       text NOT NULL,
  party_id    uuid,
  unit        text,
  -- The task that is to be done by then.
  task_id     text,
  -- The last day, and the first moment after it.
  due         text,
  due_at      timestamptz(3),
  clock_state text NOT NULL,
  state       text NOT NULL CHECK (state IN ('running', 'stopped', 'met', 'passed', 'superseded')),
  PRIMARY KEY (case_id, term)
);
GRANT SELECT ON term_view TO lieta_app;
-- Whoever registers a case makes its first terms; what becomes of them, the case alone says.
GRANT INSERT ON term_view TO lieta_api, lieta_cases;
GRANT UPDATE ON term_view TO lieta_cases;

CREATE FUNCTION term_begins_with_its_case() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF session_user = 'lieta_api' AND NOT EXISTS (
    SELECT FROM case_view v, jsonb_array_elements(v.state->'terms') t
    WHERE v.case_id = NEW.case_id AND NOT EXISTS (SELECT FROM stream_inbox i WHERE i.stream = NEW.case_id)
      AND (t->>'name', t->>'rule', t->>'kind', t->>'owner', t->>'due', t->>'state')
        IS NOT DISTINCT FROM (NEW.name, NEW.rule, NEW.kind, NEW.owner, NEW.due, NEW.state))
  THEN
    RAISE EXCEPTION '% opens no term of case %', session_user, NEW.case_id USING ERRCODE = 'insufficient_privilege';
  END IF;
  RETURN NEW;
END
$$;
CREATE TRIGGER term_view_begins BEFORE INSERT ON term_view FOR EACH ROW EXECUTE FUNCTION term_begins_with_its_case();

-- A change of law reaches any term: those of one case stand together, the standard after what the law gives.
DROP INDEX law_change_case_order_idx;
CREATE INDEX law_change_case_order_idx
  ON law_change_case (law_change_id, effect_rank(effect), case_id, (clock = 'standard'), clock);
