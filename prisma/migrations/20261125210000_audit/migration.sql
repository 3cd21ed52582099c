-- Who did, tried and read what: one log over everything, append-only, chained by hash. Decision 20.
-- Nobody writes into it but `audit_write`, which gives position and hash; what is read later cannot be taken out unseen.

CREATE TABLE audit_event (
  position       bigint PRIMARY KEY,
  -- Business time, as the pages and the law count it; and real time.
  at             timestamptz(3) NOT NULL,
  recorded_at    timestamptz(3) NOT NULL,
  kind           text NOT NULL CHECK (kind ~ '^[a-z][a-z.-]{2,39}$'),
  -- Who did it, in which function; null: nobody who is known (a failed sign-in, SQL by hand).
  person_id      uuid,
  role           text,
  unit           text,
  -- Whom it is about, where that is somebody else: whose rights changed.
  about_id       uuid,
  case_id        uuid,
  institution_id uuid,
  -- The thing that it is about, `file/<id>`, or the route that refused, `GET /cases/:id <id>`.
  object         text,
  purpose        text,
  -- Codes, ids and counts; never what somebody wrote.
  data           jsonb NOT NULL,
  -- Said once in a while: the same again within the time is counted in audit_repeat.
  once           text UNIQUE,
  prev_hash      text NOT NULL,
  hash           text NOT NULL
);
CREATE INDEX audit_event_person_idx ON audit_event (person_id, position DESC);
CREATE INDEX audit_event_about_idx ON audit_event (about_id, position DESC) WHERE about_id IS NOT NULL;
CREATE INDEX audit_event_case_idx ON audit_event (case_id, position DESC) WHERE case_id IS NOT NULL;
CREATE INDEX audit_event_institution_idx ON audit_event (institution_id, position DESC) WHERE institution_id IS NOT NULL;
CREATE INDEX audit_event_kind_idx ON audit_event (kind, position DESC);
CREATE INDEX audit_event_at_idx ON audit_event (at);

CREATE TABLE audit_repeat (
  position bigint PRIMARY KEY REFERENCES audit_event (position),
  times    integer NOT NULL CHECK (times > 1),
  last_at  timestamptz(3) NOT NULL
);

-- Where the chain ends, and what went from its beginning by schedule: the first event that is still there follows it.
CREATE TABLE audit_head (
  id         integer PRIMARY KEY CHECK (id = 1),
  position   bigint NOT NULL,
  hash       text NOT NULL,
  first_from bigint NOT NULL DEFAULT 0,
  first_prev text NOT NULL DEFAULT repeat('0', 64)
);
INSERT INTO audit_head (id, position, hash) VALUES (1, 0, repeat('0', 64));

CREATE TRIGGER audit_event_append_only BEFORE UPDATE OR DELETE ON audit_event
  FOR EACH ROW EXECUTE FUNCTION stays_as_it_is();
CREATE TRIGGER audit_event_no_truncate BEFORE TRUNCATE ON audit_event
  FOR EACH STATEMENT EXECUTE FUNCTION stays_as_it_is();

CREATE FUNCTION audit_counts_up() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF TG_OP <> 'UPDATE' OR NEW.position <> OLD.position OR NEW.times <= OLD.times THEN
    RAISE EXCEPTION 'the audit log is append-only: % on % is refused', TG_OP, TG_TABLE_NAME
      USING ERRCODE = 'insufficient_privilege';
  END IF;
  RETURN NEW;
END
$$;
CREATE TRIGGER audit_repeat_counts_up BEFORE UPDATE OR DELETE ON audit_repeat
  FOR EACH ROW EXECUTE FUNCTION audit_counts_up();
CREATE TRIGGER audit_repeat_no_truncate BEFORE TRUNCATE ON audit_repeat
  FOR EACH STATEMENT EXECUTE FUNCTION stays_as_it_is();

-- Writes one event at the end of the chain. With `a_minutes` the same thing again within so many minutes is counted.
-- It locks the end of the chain until its transaction ends: written last in a transaction, or in one of its own.
CREATE FUNCTION audit_write(
  a_kind text, a_person uuid, a_role text, a_unit text, a_about uuid, a_case uuid, a_institution uuid, a_object text,
  a_purpose text, a_data jsonb, a_minutes integer
) RETURNS bigint LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE
  known bigint;
  head audit_head;
  real_now timestamptz(3) := clock_timestamp();
  business_now timestamptz(3);
  a_once text;
  a_hash text;
BEGIN
  SELECT real_now + offset_ms * interval '1 millisecond' INTO business_now FROM business_clock WHERE id = 1;
  IF a_minutes IS NOT NULL THEN
    a_once := encode(sha256(convert_to(jsonb_build_array(a_kind, a_person, a_role, a_about, a_case, a_object, a_purpose,
      a_data, floor(extract(epoch FROM business_now) / (a_minutes * 60)))::text, 'UTF8')), 'hex');
    SELECT position INTO known FROM audit_event WHERE once = a_once;
  END IF;
  IF known IS NULL THEN
    SELECT * INTO STRICT head FROM audit_head WHERE id = 1 FOR UPDATE;
    -- Whoever waited for the end of the chain may find that the other one said the same.
    SELECT position INTO known FROM audit_event WHERE once = a_once;
  END IF;
  IF known IS NOT NULL THEN
    INSERT INTO audit_repeat AS r (position, times, last_at) VALUES (known, 2, business_now)
      ON CONFLICT (position) DO UPDATE SET times = r.times + 1, last_at = EXCLUDED.last_at;
    RETURN known;
  END IF;
  head.position := head.position + 1;
  a_hash := encode(sha256(convert_to(jsonb_build_array(head.position, head.hash,
    (extract(epoch FROM business_now) * 1000)::bigint, (extract(epoch FROM real_now) * 1000)::bigint, a_kind, a_person,
    a_role, a_unit, a_about, a_case, a_institution, a_object, a_purpose, a_data, a_once)::text, 'UTF8')), 'hex');
  INSERT INTO audit_event VALUES (head.position, business_now, real_now, a_kind, a_person, a_role, a_unit, a_about,
    a_case, a_institution, a_object, a_purpose, a_data, a_once, head.hash, a_hash);
  UPDATE audit_head SET position = head.position, hash = a_hash WHERE id = 1;
  RETURN head.position;
END
$$;

-- Changes of rights, whoever makes them: the application says for whom it acts in `lieta.person`, SQL by hand says nothing.
CREATE FUNCTION rights_of(a_row jsonb) RETURNS jsonb LANGUAGE sql IMMUTABLE STRICT AS $$
  SELECT jsonb_strip_nulls(jsonb_build_object('role', a_row -> 'role', 'unit', a_row -> 'unit',
    'institution', a_row -> 'institution_id', 'from', a_row -> 'valid_from', 'until', a_row -> 'valid_until',
    'inSteadOf', a_row -> 'from_person', 'order', a_row -> 'order_number', 'revoked', a_row -> 'revoked_at'))
$$;
CREATE FUNCTION audit_rights() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
  was jsonb := CASE WHEN TG_OP IN ('UPDATE', 'DELETE') THEN to_jsonb(OLD) END;
  is_now jsonb := CASE WHEN TG_OP IN ('INSERT', 'UPDATE') THEN to_jsonb(NEW) END;
  one jsonb := COALESCE(is_now, was);
  by_whom uuid := NULLIF(current_setting('lieta.person', true), '')::uuid;
BEGIN
  PERFORM audit_write('rights', by_whom, NULL, NULL, COALESCE(one ->> 'person_id', one ->> 'to_person')::uuid, NULL,
    (one ->> 'institution_id')::uuid, TG_TABLE_NAME || '/' || (one ->> 'id'), NULL,
    jsonb_strip_nulls(jsonb_build_object('change', lower(TG_OP), 'old', rights_of(was), 'new', rights_of(is_now),
      'by', CASE WHEN by_whom IS NULL THEN 'sql' END, 'databaseRole', session_user)), NULL);
  RETURN NULL;
END
$$;
CREATE FUNCTION audit_rights_gone() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  PERFORM audit_write('rights', NULL, NULL, NULL, NULL, NULL, NULL, TG_TABLE_NAME, NULL,
    jsonb_build_object('change', 'truncate', 'by', 'sql', 'databaseRole', session_user), NULL);
  RETURN NULL;
END
$$;
CREATE TRIGGER role_grant_audited AFTER INSERT OR UPDATE OR DELETE ON role_grant
  FOR EACH ROW EXECUTE FUNCTION audit_rights();
CREATE TRIGGER delegation_audited AFTER INSERT OR UPDATE OR DELETE ON delegation
  FOR EACH ROW EXECUTE FUNCTION audit_rights();
CREATE TRIGGER role_grant_truncated AFTER TRUNCATE ON role_grant
  FOR EACH STATEMENT EXECUTE FUNCTION audit_rights_gone();
CREATE TRIGGER delegation_truncated AFTER TRUNCATE ON delegation
  FOR EACH STATEMENT EXECUTE FUNCTION audit_rights_gone();

-- Why somebody of the staff who has nothing to do with a case looks into it, in their own words.
CREATE TABLE reading_purpose (
  id          uuid PRIMARY KEY,
  key         text NOT NULL UNIQUE,
  case_id     uuid NOT NULL REFERENCES case_record (id),
  person_id   uuid NOT NULL REFERENCES person (id),
  purpose     text NOT NULL,
  reason      text NOT NULL,
  stated_at   timestamptz(3) NOT NULL,
  valid_until timestamptz(3) NOT NULL CHECK (valid_until > stated_at)
);
CREATE INDEX reading_purpose_idx ON reading_purpose (case_id, person_id, valid_until);

REVOKE EXECUTE ON FUNCTION audit_write FROM PUBLIC;
GRANT EXECUTE ON FUNCTION audit_write TO lieta_api;
GRANT SELECT ON audit_event, audit_repeat, audit_head TO lieta_api;
GRANT SELECT, INSERT ON reading_purpose TO lieta_api;
