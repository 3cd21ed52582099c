-- Commissions and councils: what they are, by which rule they decide, who sits in them (decision 43). All of it is dated, and
-- nothing is overwritten: a rule gives way to a later one, a membership is ended by a day and an order.

CREATE TABLE body (
  id         uuid PRIMARY KEY,
  key        text NOT NULL UNIQUE,
  -- By which procedures name it.
  code       text NOT NULL UNIQUE CHECK (code ~ '^[a-z][a-z0-9-]{1,39}$'),
  kind       text NOT NULL CHECK (kind IN ('commission', 'council')),
  name_lv    text NOT NULL,
  name_en    text NOT NULL,
  -- The provision on which it rests; null: none is known.
  norm       text,
  -- Whose work it is; null: of the whole house.
  unit       text,
  entered_by uuid NOT NULL,
  entered_at timestamptz(3) NOT NULL
);
CREATE INDEX body_entered_idx ON body (entered_at);

-- How it decides from a day on, until the next version begins (law/bodies).
CREATE TABLE body_rule (
  id         uuid PRIMARY KEY,
  key        text NOT NULL UNIQUE,
  body_id    uuid NOT NULL REFERENCES body (id),
  from_day   text NOT NULL CHECK (from_day ~ '^\d{4}-\d{2}-\d{2}$'),
  rule       jsonb NOT NULL,
  -- The by-law that says so; null: no source does, it is assumed.
  source     text,
  entered_by uuid NOT NULL,
  entered_at timestamptz(3) NOT NULL,
  UNIQUE (body_id, from_day)
);

CREATE TABLE body_member (
  id           uuid PRIMARY KEY,
  key          text NOT NULL UNIQUE,
  body_id      uuid NOT NULL REFERENCES body (id),
  person_id    uuid NOT NULL,
  function     text NOT NULL CHECK (function IN ('chair', 'deputy-chair', 'secretary', 'member', 'deputy')),
  -- Of a deputy: the membership in whose place they sit.
  stands_for   uuid,
  from_day     text NOT NULL CHECK (from_day ~ '^\d{4}-\d{2}-\d{2}$'),
  -- The last day, where the order says one.
  until_day    text CHECK (until_day >= from_day),
  order_number text NOT NULL,
  order_date   text NOT NULL,
  entered_by   uuid NOT NULL,
  entered_at   timestamptz(3) NOT NULL,
  -- Ended before that: the last day, and by which order.
  ended_on     text CHECK (ended_on ~ '^\d{4}-\d{2}-\d{2}$'),
  end_number   text,
  end_date     text,
  ended_by     uuid,
  ended_at     timestamptz(3),
  CHECK ((function = 'deputy') = (stands_for IS NOT NULL)),
  -- Nobody gives themselves a function, or holds on to one.
  CHECK (entered_by <> person_id AND ended_by <> person_id),
  CHECK ((ended_on IS NULL) = (ended_by IS NULL) AND (ended_on IS NULL) = (end_number IS NULL)
    AND (ended_on IS NULL) = (ended_at IS NULL) AND (ended_on IS NULL) = (end_date IS NULL))
);
CREATE INDEX body_member_body_idx ON body_member (body_id);
CREATE INDEX body_member_person_idx ON body_member (person_id);

GRANT SELECT ON body, body_rule, body_member TO lieta_api;
GRANT SELECT (id, code) ON body TO lieta_cases;
GRANT SELECT (body_id, person_id, function, from_day, until_day, ended_on) ON body_member TO lieta_cases;
GRANT INSERT ON body, body_rule, body_member TO lieta_api;
GRANT UPDATE (ended_on, end_number, end_date, ended_by, ended_at) ON body_member TO lieta_api;

-- The last day of a membership: that of its order, or an earlier one by which it was ended.
CREATE FUNCTION last_day_of(m body_member) RETURNS text LANGUAGE sql IMMUTABLE AS $$
  SELECT least(m.until_day, m.ended_on)
$$;

-- Rules follow one another; what was in force is not changed afterwards.
CREATE FUNCTION body_rule_follows() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  PERFORM pg_advisory_xact_lock(hashtextextended('body/' || NEW.body_id, 0));
  IF EXISTS (SELECT FROM body_rule r WHERE r.body_id = NEW.body_id AND r.from_day >= NEW.from_day) THEN
    RAISE EXCEPTION 'a later rule of that body stands' USING ERRCODE = 'exclusion_violation';
  END IF;
  RETURN NEW;
END
$$;
CREATE TRIGGER body_rule_follows BEFORE INSERT ON body_rule FOR EACH ROW EXECUTE FUNCTION body_rule_follows();

-- One person is one thing once at a time, a body has one chair at a time, a deputy stands in for somebody else who has a vote.
CREATE FUNCTION body_member_stands() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
  of body_member;
BEGIN
  PERFORM pg_advisory_xact_lock(hashtextextended('body/' || NEW.body_id, 0));
  IF TG_OP = 'UPDATE' THEN
    IF OLD.ended_on IS NOT NULL THEN
      RAISE EXCEPTION 'that membership was ended' USING ERRCODE = 'restrict_violation';
    END IF;
    RETURN NEW;
  END IF;
  IF EXISTS (SELECT FROM body_member m WHERE m.body_id = NEW.body_id
    AND m.from_day <= coalesce(NEW.until_day, '9999') AND coalesce(last_day_of(m), '9999') >= NEW.from_day
    AND (m.person_id = NEW.person_id AND m.function = NEW.function AND m.stands_for IS NOT DISTINCT FROM NEW.stands_for
      OR m.function = 'chair' AND NEW.function = 'chair')) THEN
    RAISE EXCEPTION 'that function is held in these days' USING ERRCODE = 'exclusion_violation';
  END IF;
  IF NEW.stands_for IS NOT NULL THEN
    SELECT * INTO of FROM body_member WHERE id = NEW.stands_for;
    IF of.body_id IS DISTINCT FROM NEW.body_id OR of.function NOT IN ('chair', 'deputy-chair', 'member')
      OR of.person_id = NEW.person_id THEN
      RAISE EXCEPTION 'a deputy stands in for another member' USING ERRCODE = 'check_violation';
    END IF;
  END IF;
  RETURN NEW;
END
$$;
CREATE TRIGGER body_member_stands BEFORE INSERT OR UPDATE ON body_member
  FOR EACH ROW EXECUTE FUNCTION body_member_stands();

-- A function gives rights: it is in the log as a role is.
CREATE OR REPLACE FUNCTION rights_of(a_row jsonb) RETURNS jsonb LANGUAGE sql IMMUTABLE STRICT AS $$
  SELECT jsonb_strip_nulls(jsonb_build_object('role', a_row -> 'role', 'unit', a_row -> 'unit',
    'institution', a_row -> 'institution_id', 'from', coalesce(a_row -> 'valid_from', a_row -> 'from_day'),
    'until', coalesce(a_row -> 'valid_until', a_row -> 'until_day'),
    'inSteadOf', a_row -> 'from_person', 'order', a_row -> 'order_number', 'revoked', a_row -> 'revoked_at',
    'ground', a_row -> 'ground', 'lastDay', coalesce(a_row -> 'last_day', a_row -> 'ended_on'),
    'substitute', a_row -> 'substitute_id', 'function', a_row -> 'function', 'body', a_row -> 'body_id'))
$$;
CREATE TRIGGER body_member_audited AFTER INSERT OR UPDATE OR DELETE ON body_member
  FOR EACH ROW EXECUTE FUNCTION audit_rights();
CREATE TRIGGER body_member_truncated AFTER TRUNCATE ON body_member
  FOR EACH STATEMENT EXECUTE FUNCTION audit_rights_gone();

-- In which functions a person sits in which bodies on a day: whoever has a vote is a member, whatever else they are.
CREATE FUNCTION functions_in_bodies(a_person uuid, a_day text) RETURNS TABLE (body text, function text)
LANGUAGE sql STABLE AS $$
  SELECT DISTINCT b.code, f FROM body_member m JOIN body b ON b.id = m.body_id
    CROSS JOIN LATERAL unnest(CASE WHEN m.function IN ('chair', 'deputy-chair') THEN ARRAY[m.function, 'member']
      ELSE ARRAY[m.function] END) f
  WHERE m.person_id = a_person AND m.from_day <= a_day AND coalesce(least(m.until_day, m.ended_on), '9999') >= a_day
$$;
