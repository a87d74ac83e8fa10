ALTER TABLE claims
    ADD COLUMN newest_rating normalized_rating,
    ADD COLUMN contested boolean NOT NULL DEFAULT false;
COMMENT ON COLUMN claims.newest_rating IS 'What the newest of its published and corrected verdicts is normalized to, kept with them; null where there is none';
COMMENT ON COLUMN claims.contested IS 'Whether the newest standing verdicts of two organizations disagree, kept with them';

UPDATE claims SET newest_rating = newest.normalized
FROM (
    SELECT DISTINCT ON (claim_id) claim_id, normalized
    FROM verdicts JOIN ratings ON ratings.id = rating_id
    WHERE status IN ('published', 'corrected')
    ORDER BY claim_id, reviewed_at DESC, verdicts.id DESC
) newest
WHERE newest.claim_id = claims.id;

-- mostly_false and misleading have the same number, and so do not disagree.
UPDATE claims SET contested = true
FROM (
    SELECT claim_id FROM (
        SELECT DISTINCT ON (claim_id, organization_id) claim_id,
            CASE normalized WHEN 'misleading' THEN 'mostly_false' ELSE normalized END AS normalized
        FROM verdicts JOIN ratings ON ratings.id = rating_id
        WHERE status IN ('published', 'corrected')
        ORDER BY claim_id, organization_id, reviewed_at DESC, verdicts.id DESC
    ) newest
    GROUP BY claim_id HAVING count(DISTINCT normalized) > 1
) disagreed
WHERE disagreed.claim_id = claims.id;

CREATE INDEX claims_contested_idx ON claims (created_at, id) WHERE contested;
-- Figures are found by what they count.
CREATE INDEX claims_quantities_idx ON claims USING gin (quantities jsonb_path_ops);

-- Statements come in the order of the first day of what is known of their dates.
ALTER TABLE statements ADD COLUMN begins_on date GENERATED ALWAYS AS (
    CASE date_precision
        WHEN 'year' THEN date_trunc('year', said_on::timestamp)::date
        WHEN 'month' THEN date_trunc('month', said_on::timestamp)::date
        ELSE said_on
    END
) STORED;
COMMENT ON COLUMN statements.begins_on IS 'The first day of the year, the month or the day in which it was said';
DROP INDEX statements_claimant_id_idx;
CREATE INDEX statements_claimant_id_begins_on_asc_idx ON statements (claimant_id, coalesce(begins_on, 'infinity'::date), id);
CREATE INDEX statements_claimant_id_begins_on_desc_idx ON statements (claimant_id, coalesce(begins_on, '-infinity'::date), id);
-- They are counted by claimant.
CREATE INDEX statements_claimant_id_position_idx ON statements (claimant_id, position, claim_id);
