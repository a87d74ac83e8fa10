DROP TABLE sources;
DROP TYPE source_reliability;
DROP TYPE source_kind;
