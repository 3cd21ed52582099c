-- The business time of a demonstration begins in the past and ends today: set-up writes where it begins, while nothing has been
-- recorded yet (scripts/lib/postgres.ts). In production only the owner may write the row, and no process takes another offset
-- than zero.
ALTER TABLE business_clock DROP CONSTRAINT business_clock_offset_ms_check;
