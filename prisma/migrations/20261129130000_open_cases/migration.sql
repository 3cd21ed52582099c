-- Lists of open cases are read a page at a time in the order of their days; what is closed is not in the way.
-- Cases without a term stand last, as the queries say: cases/queries/supervision.ts.
DROP INDEX IF EXISTS case_view_due_idx;
DROP INDEX IF EXISTS case_view_assignee_id_idx;
CREATE INDEX case_view_open_idx ON case_view (COALESCE(due, '9999-12-31'), number) INCLUDE (clock_state)
  WHERE closed_at IS NULL;
CREATE INDEX case_view_open_running_idx ON case_view (due, number) WHERE closed_at IS NULL AND clock_state = 'running';
CREATE INDEX case_view_open_waiting_idx ON case_view (COALESCE(due, '9999-12-31'), number)
  WHERE closed_at IS NULL AND clock_state = 'waiting-applicant';
CREATE INDEX case_view_unowned_idx ON case_view (COALESCE(due, '9999-12-31'), number)
  WHERE closed_at IS NULL AND assignee_id IS NULL;
CREATE INDEX case_view_owned_idx ON case_view (assignee_id, due) INCLUDE (clock_state) WHERE closed_at IS NULL;
CREATE INDEX task_view_trouble_idx ON task_view (case_id) WHERE state = 'open' AND kind = 'trouble';
