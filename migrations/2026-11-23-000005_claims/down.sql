DROP TABLE claim_translations;
DROP TABLE claims;
DROP TYPE translation_method;
DROP TYPE date_precision;
DROP TYPE claim_kind;
