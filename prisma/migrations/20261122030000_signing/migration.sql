-- Persons' signatures on decisions, in two phases; who may sign in the director's stead; drafts of decisions to look at.

-- Pienākumu izpildītājs: who acts for whom, from when until when, on the ground of which order.
CREATE TABLE delegation (
  id           uuid PRIMARY KEY,
  -- The caller's idempotency key: the same entry sent twice is one delegation.
  key          text NOT NULL UNIQUE,
  from_person  uuid NOT NULL REFERENCES person (id),
  to_person    uuid NOT NULL REFERENCES person (id),
  role         text NOT NULL CHECK (role = 'director'),
  valid_from   timestamptz(3) NOT NULL,
  valid_until  timestamptz(3) NOT NULL,
  order_number text NOT NULL,
  order_date   text NOT NULL CHECK (order_date ~ '^\d{4}-\d{2}-\d{2}$'),
  entered_by   uuid NOT NULL REFERENCES person (id),
  entered_at   timestamptz(3) NOT NULL,
  revoked_by   uuid REFERENCES person (id),
  revoked_at   timestamptz(3),
  CHECK (from_person <> to_person),
  -- Nobody gives the right to sign to oneself, whatever the application believes.
  CHECK (entered_by <> to_person),
  CHECK (valid_from < valid_until),
  CHECK ((revoked_by IS NULL) = (revoked_at IS NULL))
);
CREATE INDEX delegation_to_person_idx ON delegation (to_person);

-- One row per try to sign a document. The prepared bytes and their digest are kept until the signature stands in them.
CREATE TABLE signing (
  key           text PRIMARY KEY,
  case_id       uuid NOT NULL REFERENCES case_record (id),
  number        text NOT NULL,
  signer_id     uuid NOT NULL REFERENCES person (id),
  delegation_id uuid REFERENCES delegation (id),
  provider      text NOT NULL CHECK (provider IN ('local', 'csc')),
  state         text NOT NULL DEFAULT 'prepared' CHECK (state IN ('prepared', 'signed', 'issued', 'failed')),
  -- Business instant that the document bears.
  document_at   timestamptz(3) NOT NULL,
  prepared      bytea,
  sha256        text NOT NULL,
  -- What the second phase needs: range of bytes, digest, signed attributes, certificates.
  plan          jsonb NOT NULL,
  prepared_at   timestamptz(3) NOT NULL,
  -- What the signing service calls the operation; a retry asks for this one again.
  operation     text,
  signature     bytea,
  -- Business instant at which the signature was there: from then on the decision counts as made.
  signed_at     timestamptz(3),
  failure       text,
  CHECK ((signature IS NULL) = (signed_at IS NULL)),
  CHECK ((state = 'failed') = (failure IS NOT NULL)),
  CHECK (state NOT IN ('signed', 'issued') OR signature IS NOT NULL),
  CHECK (state <> 'prepared' OR signature IS NULL),
  CHECK (state NOT IN ('prepared', 'signed') OR prepared IS NOT NULL)
);
CREATE INDEX signing_case_id_idx ON signing (case_id);
-- A number is signed once: while one try lives or has come to its end, there is no other.
CREATE UNIQUE INDEX signing_number_once ON signing (number) WHERE state <> 'failed';

-- A draft of a decision as PDF, made for those who review and sign; it can be made anew at any time.
CREATE TABLE decision_preview (
  case_id  uuid NOT NULL REFERENCES case_record (id),
  command  text NOT NULL,
  bytes    bytea NOT NULL,
  made_at  timestamptz(3) NOT NULL,
  PRIMARY KEY (case_id, command)
);

GRANT SELECT, INSERT ON delegation TO lieta_app;
-- What was entered stays as it was; it can only be revoked.
GRANT UPDATE (revoked_by, revoked_at) ON delegation TO lieta_app;
GRANT SELECT, INSERT ON signing TO lieta_app;
GRANT UPDATE (state, prepared, operation, signature, signed_at, failure) ON signing TO lieta_app;
GRANT SELECT, INSERT, UPDATE, DELETE ON decision_preview TO lieta_app;
