-- Refused once the journal tells of a relation, a merge or a changed statement: it is not to forget.
ALTER TABLE journal DROP COLUMN other_claim_id;
COMMENT ON COLUMN journal.claim_id IS 'The claim that a statement or verdict is about';

ALTER TYPE journal_action RENAME TO journal_action_with_relations;
CREATE TYPE journal_action AS ENUM (
    'organization.created',
    'organization.updated',
    'organization.deleted',
    'api_key.created',
    'api_key.revoked',
    'claimant.created',
    'claimant.updated',
    'claimant.deleted',
    'source.created',
    'source.updated',
    'source.deleted',
    'claim.created',
    'claim.updated',
    'claim.deleted',
    'statement.created',
    'statement.deleted',
    'rating_scale.created',
    'rating_scale.updated',
    'verdict.created',
    'verdict.updated',
    'verdict.published',
    'verdict.corrected',
    'verdict.retracted',
    'verdict.deleted'
);
COMMENT ON TYPE journal_action IS 'What was done to a resource';
ALTER TABLE journal ALTER COLUMN action TYPE journal_action USING action::text::journal_action;
DROP TYPE journal_action_with_relations;

ALTER TYPE journal_subject RENAME TO journal_subject_with_relations;
CREATE TYPE journal_subject AS ENUM (
    'organization',
    'api_key',
    'claimant',
    'source',
    'claim',
    'statement',
    'rating_scale',
    'verdict'
);
COMMENT ON TYPE journal_subject IS 'What kind of resource a change was of';
ALTER TABLE journal ALTER COLUMN subject_type TYPE journal_subject USING subject_type::text::journal_subject;
DROP TYPE journal_subject_with_relations;

DROP TABLE claim_relations;
DROP TYPE relation_kind;
