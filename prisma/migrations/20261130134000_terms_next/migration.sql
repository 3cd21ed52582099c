-- What ends next: terms that run, in the order of their days, for the house, a unit, a kind.

-- A term that names no unit is of the unit of its case.
UPDATE term_view t SET unit = nullif(v.unit, '') FROM case_view v WHERE v.case_id = t.case_id AND t.unit IS NULL AND v.unit <> '';

CREATE INDEX term_view_next_idx ON term_view (due, case_id, term) INCLUDE (kind, owner, unit)
  WHERE state = 'running' AND due IS NOT NULL;
CREATE INDEX term_view_unit_idx ON term_view (unit, due, case_id, term) INCLUDE (kind, owner)
  WHERE state = 'running' AND due IS NOT NULL;
CREATE INDEX term_view_kind_idx ON term_view (kind, due, case_id, term) INCLUDE (owner, unit)
  WHERE state = 'running' AND due IS NOT NULL;
