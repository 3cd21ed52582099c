-- Where all streams of the record stood at the end of each day, sealed with the institution's key (decision 23), and the
-- salt by which an event can be shown to somebody who may not see all that it says.

ALTER TABLE case_event ADD COLUMN salt text NOT NULL CHECK (salt ~ '^[0-9a-f]{64}$');

CREATE TABLE ledger_seal (
  -- The day in Riga whose end it stands for.
  day       text PRIMARY KEY CHECK (day ~ '^\d{4}-\d{2}-\d{2}$'),
  -- What was sealed, letter by letter: root, number of leaves, the seal before.
  content   text NOT NULL,
  hash      text NOT NULL UNIQUE CHECK (hash = encode(sha256(convert_to(content, 'UTF8')), 'hex')),
  -- The seal before; only the first has none, and no two have the same.
  previous  text UNIQUE NULLS NOT DISTINCT REFERENCES ledger_seal (hash),
  -- Detached CMS (CAdES), with a timestamp where an authority is configured.
  signature bytea NOT NULL,
  made_at   timestamptz(3) NOT NULL DEFAULT CURRENT_TIMESTAMP
);

-- What came that day: head of a case, number, document. In the order of the tree.
CREATE TABLE ledger_seal_leaf (
  day  text NOT NULL REFERENCES ledger_seal (day),
  n    integer NOT NULL CHECK (n >= 0),
  kind text NOT NULL,
  ref  text NOT NULL,
  seq  integer,
  hash text NOT NULL CHECK (hash ~ '^[0-9a-f]{64}$'),
  PRIMARY KEY (day, n)
);
CREATE INDEX ledger_seal_leaf_ref_idx ON ledger_seal_leaf (kind, ref, seq);

CREATE TRIGGER ledger_seal_stays BEFORE UPDATE OR DELETE OR TRUNCATE ON ledger_seal
  FOR EACH STATEMENT EXECUTE FUNCTION stays_as_it_is();
CREATE TRIGGER ledger_seal_leaf_stays BEFORE UPDATE OR DELETE OR TRUNCATE ON ledger_seal_leaf
  FOR EACH STATEMENT EXECUTE FUNCTION stays_as_it_is();

-- Made by who holds the key; read by the API for extracts.
GRANT SELECT, INSERT ON ledger_seal, ledger_seal_leaf TO lieta_documents;
GRANT SELECT ON ledger_seal, ledger_seal_leaf TO lieta_api;
-- Of the audit log its heads and nothing of what it says.
GRANT SELECT (position, at, hash) ON audit_event TO lieta_documents;
