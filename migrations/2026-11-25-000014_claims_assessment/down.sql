ALTER TABLE statements DROP COLUMN begins_on;
DROP INDEX statements_claimant_id_position_idx;
CREATE INDEX statements_claimant_id_idx ON statements (claimant_id);
DROP INDEX claims_quantities_idx;
DROP INDEX claims_contested_idx;
ALTER TABLE claims DROP COLUMN contested, DROP COLUMN newest_rating;
