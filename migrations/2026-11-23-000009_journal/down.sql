DROP TABLE journal;
DROP FUNCTION refuse_journal_change;
DROP TYPE journal_action;
DROP TYPE journal_subject;
