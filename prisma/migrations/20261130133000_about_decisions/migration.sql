-- A case may be about a decision of another one (revocation, re-opening), which it tells what became of that decision: an order
-- stands in the inbox of a case as it does in that of an entry of a register.
ALTER TABLE stream_inbox DROP CONSTRAINT stream_inbox_begins;
ALTER TABLE stream_inbox
  ADD CONSTRAINT stream_inbox_begins CHECK (CASE WHEN stream_kind = 'case' THEN (kind = 'start') = (n = 0)
    ELSE kind NOT IN ('start', 'act') END);

-- The cases about the decisions of a case, for its page.
CREATE INDEX case_view_about ON case_view (((state -> 'about') ->> 'caseId')) WHERE state ? 'about';

-- Beside the workflows of entries the worker wakes those of cases, for what another case told them of their decisions.
CREATE OR REPLACE FUNCTION worker_wakes_entries() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF session_user = 'lieta_cases' AND NEW.kind <> 'wake-entry'
    AND NOT (NEW.kind = 'resume-case' AND EXISTS (SELECT FROM stream_inbox
      WHERE stream = (NEW.payload->>'caseId')::uuid AND n = (NEW.payload->>'n')::int AND kind = 'order')) THEN
    PERFORM refuse(format('%s orders no %s', session_user, NEW.kind));
  END IF;
  RETURN NEW;
END
$$;
