-- Of a month or a year any day may have been stored, and its first moment counts.
-- The rank orders what is of one time: a year before its first month, a month before its first
-- day, a day before its hours; and the claim's first appearance before what was said of it.
CREATE VIEW claim_events AS
SELECT id AS claim_id, id, date_trunc(date_precision::text, claim_date::timestamp) AT TIME ZONE 'UTC' AS at, 'first_appearance' AS kind,
    CASE date_precision WHEN 'year' THEN 0 WHEN 'month' THEN 10 ELSE 20 END AS rank
FROM claims WHERE claim_date IS NOT NULL
UNION ALL
SELECT claim_id, id, begins_on::timestamp AT TIME ZONE 'UTC', 'statement',
    CASE date_precision WHEN 'year' THEN 1 WHEN 'month' THEN 11 ELSE 21 END
FROM statements WHERE said_on IS NOT NULL
UNION ALL
SELECT claim_id, id,
    CASE action WHEN 'verdict.published' THEN coalesce((snapshot ->> 'published_at')::timestamptz, at) ELSE at END,
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
COMMENT ON VIEW claim_events IS 'Everything dated about claims';
COMMENT ON COLUMN claim_events.claim_id IS 'The claim';
COMMENT ON COLUMN claim_events.id IS 'The claim, statement, journal entry or relation that tells of it';
COMMENT ON COLUMN claim_events.at IS 'When it was; the first moment of a day, month or year';
COMMENT ON COLUMN claim_events.kind IS 'What happened';
COMMENT ON COLUMN claim_events.rank IS 'Orders what is of one time';

-- Lists are sorted by a key and an id; a tag has none of its own, and needs none.
CREATE VIEW tag_counts AS
SELECT tag, count(*) AS claims, '00000000-0000-0000-0000-000000000000'::uuid AS id
FROM claims, unnest(tags) AS tag GROUP BY tag;
COMMENT ON VIEW tag_counts IS 'Topics, and how many claims are of each';
COMMENT ON COLUMN tag_counts.tag IS 'The topic';
COMMENT ON COLUMN tag_counts.claims IS 'How many claims have it';
COMMENT ON COLUMN tag_counts.id IS 'The same for all';
