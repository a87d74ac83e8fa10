DROP TABLE claimants;
DROP TYPE claimant_kind;
