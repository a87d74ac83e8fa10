-- What an import brought as corrected was so when it says, as what it brought as published.
CREATE OR REPLACE VIEW claim_events AS
SELECT id AS claim_id, id, date_trunc(date_precision::text, claim_date::timestamp) AT TIME ZONE 'UTC' AS at, 'first_appearance' AS kind,
    CASE date_precision WHEN 'year' THEN 0 WHEN 'month' THEN 10 ELSE 20 END AS rank
FROM claims WHERE claim_date IS NOT NULL
UNION ALL
SELECT claim_id, id, begins_on::timestamp AT TIME ZONE 'UTC', 'statement',
    CASE date_precision WHEN 'year' THEN 1 WHEN 'month' THEN 11 ELSE 21 END
FROM statements WHERE said_on IS NOT NULL
UNION ALL
SELECT claim_id, id,
    CASE action
        WHEN 'verdict.published' THEN coalesce((snapshot ->> 'published_at')::timestamptz, at)
        WHEN 'verdict.corrected' THEN coalesce((snapshot ->> 'corrected_at')::timestamptz, at)
        ELSE at
    END,
    CASE action WHEN 'verdict.published' THEN 'verdict_published' WHEN 'verdict.corrected' THEN 'verdict_corrected' ELSE 'verdict_retracted' END,
    CASE action WHEN 'verdict.published' THEN 32 WHEN 'verdict.corrected' THEN 33 ELSE 34 END
FROM journal
WHERE claim_id IS NOT NULL AND private_to IS NULL
    AND action IN ('verdict.published', 'verdict.corrected', 'verdict.retracted')
UNION ALL
-- What an import brought as corrected or retracted was published elsewhere before.
SELECT claim_id, id, (snapshot ->> 'published_at')::timestamptz, 'verdict_published', 32
FROM journal
WHERE claim_id IS NOT NULL AND private_to IS NULL
    AND action IN ('verdict.corrected', 'verdict.retracted')
    AND NOT EXISTS (
        SELECT FROM journal earlier
        WHERE earlier.subject_id = journal.subject_id AND earlier.version < journal.version
            AND earlier.private_to IS NULL
    )
UNION ALL
SELECT from_claim_id, id, created_at, 'relation_added', 31 FROM claim_relations
UNION ALL
SELECT to_claim_id, id, created_at, 'relation_added', 31 FROM claim_relations;
