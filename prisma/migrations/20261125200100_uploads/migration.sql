-- Uploads come in pieces, so that no process holds a whole file: written and put together in one transaction, after
-- which none is left. Not worth a log: what is not whole is nothing.
CREATE UNLOGGED TABLE upload_part (
  upload_id uuid    NOT NULL,
  n         integer NOT NULL,
  bytes     bytea   NOT NULL,
  PRIMARY KEY (upload_id, n)
);
ALTER TABLE upload_part ALTER COLUMN bytes SET STORAGE EXTERNAL;

-- How much a person uploaded on a day of business time (Riga), whatever became of it.
CREATE TABLE upload_day (
  person_id uuid    NOT NULL,
  day       text    NOT NULL CHECK (day ~ '^\d{4}-\d{2}-\d{2}$'),
  files     integer NOT NULL,
  bytes     bigint  NOT NULL,
  PRIMARY KEY (person_id, day)
);
CREATE INDEX upload_day_day_idx ON upload_day (day);

GRANT SELECT, INSERT, DELETE ON upload_part TO lieta_api;
GRANT SELECT, INSERT, UPDATE ON upload_day TO lieta_api;
