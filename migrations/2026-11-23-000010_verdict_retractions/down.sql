ALTER TABLE verdicts
    DROP CONSTRAINT verdicts_corrected_with_note,
    DROP COLUMN retraction_reason;
