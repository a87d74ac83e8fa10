ALTER TABLE verdicts DROP COLUMN corrected_at;
