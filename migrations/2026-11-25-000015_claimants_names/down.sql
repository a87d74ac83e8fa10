DROP TABLE claimant_merges;
ALTER TABLE claimants DROP COLUMN searched_names, DROP COLUMN alternate_names;
DROP FUNCTION name_likeness;
DROP FUNCTION searched_names;
DROP FUNCTION fold;
DROP EXTENSION unaccent;
DROP EXTENSION pg_trgm;
