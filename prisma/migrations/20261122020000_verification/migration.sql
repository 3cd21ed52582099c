-- What verification found on a file that came in. Each run is kept, the newest counts; the bytes stand in stored_file
-- as they were received.

CREATE TABLE file_verification (
  id            uuid PRIMARY KEY,
  file_id       uuid NOT NULL REFERENCES stored_file (id),
  state         text NOT NULL CHECK (state IN ('unsigned', 'passed', 'indeterminate', 'failed')),
  -- The whole report: signers, times, coverage, reasons in both languages.
  report        jsonb NOT NULL,
  policy        text NOT NULL,
  trust_version text NOT NULL,
  -- The moment for which the question was asked, in business time.
  checked_for   timestamptz(3) NOT NULL,
  verified_at   timestamptz(3) NOT NULL,
  -- Who asked for it again; absent: verified on upload.
  verified_by   uuid REFERENCES person (id)
);
CREATE INDEX file_verification_file_id_idx ON file_verification (file_id, verified_at DESC);

-- /verify finds our own document by the bytes that somebody holds.
CREATE INDEX issued_document_sha256_idx ON issued_document (sha256);

GRANT SELECT, INSERT ON file_verification TO lieta_app;
