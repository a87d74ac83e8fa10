ALTER TABLE verdicts ADD COLUMN corrected_at timestamptz;
COMMENT ON COLUMN verdicts.corrected_at IS 'When it was last corrected (schema.org dateModified)';
UPDATE verdicts SET corrected_at = corrections.at
FROM (
    SELECT subject_id, max(at) AS at FROM journal
    WHERE subject_type = 'verdict' AND action = 'verdict.corrected' GROUP BY subject_id
) AS corrections
WHERE corrections.subject_id = verdicts.id;
