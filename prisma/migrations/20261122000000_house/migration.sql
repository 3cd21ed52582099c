-- The house: sources, ledger, keyed effects and projections.
-- Run by the migrator role, which owns everything. The application's role `lieta_app` must exist:
-- it gets exactly what is granted at the end and no more.

CREATE TABLE business_clock (
  id         integer PRIMARY KEY CHECK (id = 1),
  offset_ms  bigint NOT NULL DEFAULT 0 CHECK (offset_ms >= 0),
  moved_at   timestamptz(3) NOT NULL DEFAULT CURRENT_TIMESTAMP
);
INSERT INTO business_clock (id) VALUES (1);

-- ── who ──
CREATE TABLE person (
  id            uuid PRIMARY KEY,
  subject       text NOT NULL UNIQUE,
  given_name    text NOT NULL,
  family_name   text NOT NULL,
  personal_code text,
  email         text,
  e_address     text
);

CREATE TABLE institution (
  id                     uuid PRIMARY KEY,
  reg_no                 text NOT NULL UNIQUE CHECK (reg_no ~ '^[0-9]{10}$'),
  name                   text NOT NULL,
  enterprise_no          text NOT NULL CHECK (enterprise_no ~ '^[0-9]{11}$'),
  legal_address          text NOT NULL,
  founder                text NOT NULL,
  email                  text,
  e_address              text,
  in_enterprise_register boolean NOT NULL DEFAULT true,
  sites                  jsonb NOT NULL
);

CREATE TABLE role_grant (
  id             uuid PRIMARY KEY,
  person_id      uuid NOT NULL REFERENCES person (id),
  role           text NOT NULL,
  institution_id uuid REFERENCES institution (id),
  unit           text,
  valid_from     timestamptz(3) NOT NULL,
  valid_until    timestamptz(3),
  CHECK (valid_until IS NULL OR valid_until > valid_from),
  CHECK (role <> 'applicant' OR institution_id IS NOT NULL)
);
CREATE INDEX role_grant_person_id_idx ON role_grant (person_id);

-- ── what people gave us ──
CREATE TABLE stored_file (
  id          uuid PRIMARY KEY,
  sha256      text NOT NULL CHECK (sha256 ~ '^[0-9a-f]{64}$'),
  size        integer NOT NULL CHECK (size = octet_length(bytes)),
  media_type  text NOT NULL,
  name        text NOT NULL,
  bytes       bytea NOT NULL,
  uploaded_by uuid,
  uploaded_at timestamptz(3) NOT NULL
);
-- Compression of PDFs costs time and gains nothing.
ALTER TABLE stored_file ALTER COLUMN bytes SET STORAGE EXTERNAL;

CREATE TABLE draft (
  id             uuid PRIMARY KEY,
  form           text NOT NULL,
  person_id      uuid NOT NULL,
  institution_id uuid NOT NULL,
  data           jsonb NOT NULL,
  revision       integer NOT NULL DEFAULT 0,
  created_at     timestamptz(3) NOT NULL,
  updated_at     timestamptz(3) NOT NULL,
  case_id        uuid UNIQUE
);
CREATE INDEX draft_person_id_idx ON draft (person_id);

CREATE TABLE case_record (
  id                  uuid PRIMARY KEY,
  number              text NOT NULL UNIQUE,
  procedure           text NOT NULL,
  institution_id      uuid NOT NULL,
  applicant_person_id uuid NOT NULL,
  received_at         timestamptz(3) NOT NULL
);

CREATE TABLE application (
  id           uuid PRIMARY KEY,
  case_id      uuid NOT NULL REFERENCES case_record (id),
  version      integer NOT NULL CHECK (version > 0),
  form         text NOT NULL,
  form_version integer NOT NULL,
  data         jsonb NOT NULL,
  shown        jsonb NOT NULL,
  content_hash text NOT NULL CHECK (content_hash ~ '^[0-9a-f]{64}$'),
  submitted_at timestamptz(3) NOT NULL,
  submitted_by uuid NOT NULL,
  UNIQUE (case_id, version)
);

CREATE TABLE command (
  key          text PRIMARY KEY CHECK (length(key) BETWEEN 8 AND 200),
  case_id      uuid,
  person_id    uuid NOT NULL,
  role         text NOT NULL,
  act          text NOT NULL,
  payload      jsonb NOT NULL,
  request_hash text NOT NULL,
  state        text NOT NULL DEFAULT 'pending' CHECK (state IN ('pending', 'done', 'refused')),
  response     jsonb,
  created_at   timestamptz(3) NOT NULL,
  done_at      timestamptz(3),
  CHECK ((state = 'pending') = (done_at IS NULL))
);
CREATE INDEX command_case_id_idx ON command (case_id);

-- ── effects, each keyed ──
CREATE TABLE outbox (
  id           bigserial PRIMARY KEY,
  key          text NOT NULL UNIQUE,
  kind         text NOT NULL,
  payload      jsonb NOT NULL,
  available_at timestamptz(3) NOT NULL,
  attempts     integer NOT NULL DEFAULT 0,
  done_at      timestamptz(3),
  last_error   text
);
CREATE INDEX outbox_waiting ON outbox (available_at, id) WHERE done_at IS NULL;

CREATE TABLE number_series (
  series text NOT NULL,
  year   integer NOT NULL,
  last   integer NOT NULL CHECK (last >= 0),
  PRIMARY KEY (series, year)
);

CREATE TABLE number_allocation (
  key    text PRIMARY KEY,
  series text NOT NULL,
  year   integer NOT NULL,
  value  integer NOT NULL,
  text   text NOT NULL UNIQUE,
  at     timestamptz(3) NOT NULL,
  UNIQUE (series, year, value)
);

CREATE TABLE issued_document (
  id          uuid PRIMARY KEY,
  key         text NOT NULL UNIQUE,
  case_id     uuid NOT NULL,
  kind        text NOT NULL,
  number      text,
  until       text,
  file_id     uuid NOT NULL,
  sha256      text NOT NULL,
  verify_code text NOT NULL UNIQUE,
  created_at  timestamptz(3) NOT NULL
);
CREATE INDEX issued_document_case_id_idx ON issued_document (case_id);
CREATE INDEX issued_document_number_idx ON issued_document (number);

CREATE TABLE delivery (
  key         text PRIMARY KEY,
  case_id     uuid NOT NULL,
  document_id uuid NOT NULL,
  channel     text NOT NULL,
  address     text NOT NULL,
  state       text NOT NULL CHECK (state IN ('pending', 'sent', 'to-be-posted')),
  provider_id text,
  sent_at     timestamptz(3)
);
CREATE INDEX delivery_case_id_idx ON delivery (case_id);

-- ── the ledger ──
CREATE TABLE case_event (
  case_id     uuid NOT NULL REFERENCES case_record (id),
  seq         integer NOT NULL CHECK (seq > 0),
  key         text NOT NULL,
  type        text NOT NULL,
  at          timestamptz(3) NOT NULL,
  recorded_at timestamptz(3) NOT NULL,
  actor_id    uuid,
  actor_role  text,
  data        jsonb NOT NULL,
  prev_hash   text NOT NULL,
  hash        text NOT NULL CHECK (hash ~ '^[0-9a-f]{64}$'),
  PRIMARY KEY (case_id, seq),
  UNIQUE (case_id, key)
);

-- What is never changed or taken back. Grants forbid it to processes; the trigger also stops the owner, and says why.
CREATE FUNCTION stays_as_it_is() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION '% is append-only: % is refused', TG_TABLE_NAME, TG_OP USING ERRCODE = 'insufficient_privilege';
END
$$;
CREATE TRIGGER case_event_append_only BEFORE UPDATE OR DELETE ON case_event
  FOR EACH ROW EXECUTE FUNCTION stays_as_it_is();
CREATE TRIGGER case_event_no_truncate BEFORE TRUNCATE ON case_event
  FOR EACH STATEMENT EXECUTE FUNCTION stays_as_it_is();

-- ── projections ──
CREATE TABLE case_view (
  case_id             uuid PRIMARY KEY,
  number              text NOT NULL,
  procedure           text NOT NULL,
  stage               text NOT NULL,
  subject             text NOT NULL,
  institution_id      uuid NOT NULL,
  institution_name    text NOT NULL,
  applicant_person_id uuid NOT NULL,
  received_at         timestamptz(3) NOT NULL,
  waiting_on          text NOT NULL,
  assignee_id         uuid,
  revision            integer NOT NULL,
  last_seq            integer NOT NULL,
  due                 text,
  standard_due        text,
  clock_state         text NOT NULL,
  outcome             text,
  closed_at           timestamptz(3),
  state               jsonb NOT NULL
);
CREATE INDEX case_view_stage_idx ON case_view (stage);
CREATE INDEX case_view_institution_id_idx ON case_view (institution_id);
CREATE INDEX case_view_assignee_id_idx ON case_view (assignee_id);
CREATE INDEX case_view_due_idx ON case_view (due);

CREATE TABLE task_view (
  case_id    uuid NOT NULL,
  task_id    text NOT NULL,
  kind       text NOT NULL,
  role       text NOT NULL,
  state      text NOT NULL,
  opened_at  timestamptz(3) NOT NULL,
  due        text,
  claimed_by uuid,
  done_at    timestamptz(3),
  done_by    uuid,
  outcome    text,
  PRIMARY KEY (case_id, task_id)
);
CREATE INDEX task_view_state_role_idx ON task_view (state, role);

CREATE TABLE register_entry (
  register       text NOT NULL,
  entry_no       text NOT NULL,
  case_id        uuid NOT NULL,
  institution_id uuid NOT NULL,
  state          text NOT NULL,
  data           jsonb NOT NULL,
  since          timestamptz(3) NOT NULL,
  version        integer NOT NULL,
  search_text    text NOT NULL,
  PRIMARY KEY (register, entry_no)
);
CREATE INDEX register_entry_institution_id_idx ON register_entry (institution_id);

CREATE TABLE register_entry_version (
  register text NOT NULL,
  entry_no text NOT NULL,
  version  integer NOT NULL,
  case_id  uuid NOT NULL,
  seq      integer NOT NULL,
  state    text NOT NULL,
  data     jsonb NOT NULL,
  at       timestamptz(3) NOT NULL,
  reason   text NOT NULL,
  decision text,
  PRIMARY KEY (register, entry_no, version)
);

-- ── sessions of the pages (connect-pg-simple) ──
CREATE TABLE user_session (
  sid    text PRIMARY KEY,
  sess   json NOT NULL,
  expire timestamp(6) NOT NULL
);
CREATE INDEX user_session_expire_idx ON user_session (expire);

-- ── grants: the application may not alter anything, and may only insert into the ledger ──
GRANT SELECT, INSERT ON
  person, institution, role_grant, stored_file, case_record, application,
  case_event, number_allocation, issued_document, register_entry_version
  TO lieta_app;
GRANT SELECT, INSERT, UPDATE ON
  draft, command, outbox, number_series, delivery, case_view, task_view, register_entry
  TO lieta_app;
GRANT SELECT, UPDATE ON business_clock TO lieta_app;
GRANT SELECT, INSERT, UPDATE, DELETE ON user_session TO lieta_app;
-- Drafts belong to the applicant and may be thrown away; projections may be rebuilt.
GRANT DELETE ON draft, case_view, task_view, register_entry, register_entry_version TO lieta_app;
GRANT USAGE, SELECT ON SEQUENCE outbox_id_seq TO lieta_app;
