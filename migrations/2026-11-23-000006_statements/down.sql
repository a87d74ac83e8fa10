DROP TABLE statements;
DROP TYPE statement_position;
