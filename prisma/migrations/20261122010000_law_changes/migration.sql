-- Changes of the law's data in a running system: a new holiday, a moved working day, a new version of a rule.
-- Entered by one person, previewed over all open cases, approved by another, applied to each case exactly once.

CREATE TABLE law_change (
  id               uuid PRIMARY KEY,
  -- The caller's idempotency key: the same entry sent twice is one change.
  key              text NOT NULL UNIQUE,
  kind             text NOT NULL CHECK (kind IN ('holiday', 'moved-day', 'rule')),
  definition       jsonb NOT NULL,
  reason           text NOT NULL,
  norm             text NOT NULL,
  entered_by       uuid NOT NULL REFERENCES person (id),
  entered_at       timestamptz(3) NOT NULL,
  state            text NOT NULL DEFAULT 'previewed'
    CHECK (state IN ('previewed', 'approved', 'applying', 'applied', 'rejected')),
  -- When the preview was complete, and how many changes were in force then: approving an outdated one is refused.
  previewed_at     timestamptz(3),
  base             integer NOT NULL,
  approved_by      uuid REFERENCES person (id),
  approved_at      timestamptz(3),
  rejected_by      uuid REFERENCES person (id),
  rejected_at      timestamptz(3),
  rejection        text,
  -- The clock fact that every case gets, as it was approved.
  fact             jsonb,
  -- Of changes of the calendar: the version that begins with this one.
  calendar_version integer UNIQUE,
  applied_at       timestamptz(3),
  report           jsonb,
  -- The second person is another one, whatever the application believes.
  CHECK (approved_by <> entered_by),
  CHECK ((state IN ('approved', 'applying', 'applied')) = (approved_by IS NOT NULL)),
  CHECK ((approved_by IS NULL) = (approved_at IS NULL)),
  CHECK ((approved_by IS NULL) = (fact IS NULL)),
  CHECK ((state = 'rejected') = (rejected_by IS NOT NULL)),
  CHECK ((state = 'applied') = (applied_at IS NOT NULL))
);
CREATE INDEX law_change_state_idx ON law_change (state);

-- One row per clock of each open case: the preview before approval, the progress after it.
CREATE TABLE law_change_case (
  law_change_id uuid NOT NULL REFERENCES law_change (id),
  case_id       uuid NOT NULL REFERENCES case_record (id),
  clock         text NOT NULL,
  old_due       text,
  new_due       text,
  effect        text NOT NULL
    CHECK (effect IN ('unchanged', 'earlier', 'later', 'newly-overdue', 'rescued', 'error')),
  -- The applicant was told a date that moves.
  letter        boolean NOT NULL,
  -- Why the change leaves the clock as it is, or why no date can be told.
  why           jsonb,
  result        text CHECK (result IN ('applied', 'closed', 'failed')),
  applied_at    timestamptz(3),
  PRIMARY KEY (law_change_id, case_id, clock),
  CHECK ((coalesce(result, '') = 'applied') = (applied_at IS NOT NULL))
);
CREATE INDEX law_change_case_waiting ON law_change_case (law_change_id, case_id) WHERE result IS NULL;

GRANT SELECT, INSERT, UPDATE ON law_change TO lieta_app;
-- A preview made anew replaces the one before.
GRANT SELECT, INSERT, UPDATE, DELETE ON law_change_case TO lieta_app;
