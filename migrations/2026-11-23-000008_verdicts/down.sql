DROP TABLE evidence;
DROP TABLE verdicts;
DROP TYPE evidence_stance;
DROP TYPE verdict_status;
