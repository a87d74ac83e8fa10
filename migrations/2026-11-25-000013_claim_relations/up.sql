CREATE TYPE relation_kind AS ENUM (
    'repeats',
    'contradicts',
    'supports',
    'narrows',
    'broadens',
    'updates'
);
COMMENT ON TYPE relation_kind IS 'How one claim stands to another';

CREATE TABLE claim_relations (
    id uuid NOT NULL,
    from_claim_id uuid NOT NULL,
    to_claim_id uuid NOT NULL,
    kind relation_kind NOT NULL,
    note text,
    created_by uuid NOT NULL,
    created_at timestamptz NOT NULL,
    updated_at timestamptz NOT NULL,
    version bigint NOT NULL,
    CONSTRAINT claim_relations_pkey PRIMARY KEY (id),
    CONSTRAINT claim_relations_from_claim_id_fkey FOREIGN KEY (from_claim_id) REFERENCES claims (id) ON DELETE CASCADE,
    CONSTRAINT claim_relations_to_claim_id_fkey FOREIGN KEY (to_claim_id) REFERENCES claims (id) ON DELETE CASCADE,
    CONSTRAINT claim_relations_created_by_fkey FOREIGN KEY (created_by) REFERENCES organizations (id),
    CONSTRAINT claim_relations_note_length CHECK (char_length(note) BETWEEN 1 AND 5000),
    CONSTRAINT claim_relations_version_positive CHECK (version >= 1),
    CONSTRAINT claim_relations_of_two_claims CHECK (from_claim_id <> to_claim_id),
    CONSTRAINT claim_relations_key UNIQUE (from_claim_id, to_claim_id, kind)
);
COMMENT ON TABLE claim_relations IS 'How claims hang together; no path of narrows and broadens leads back to where it began';
COMMENT ON COLUMN claim_relations.id IS 'UUIDv7, made by the application';
COMMENT ON COLUMN claim_relations.from_claim_id IS 'The claim that contradicts, narrows, …';
COMMENT ON COLUMN claim_relations.to_claim_id IS 'The claim that is contradicted, narrowed, …';
COMMENT ON COLUMN claim_relations.kind IS 'How the first stands to the second';
COMMENT ON COLUMN claim_relations.note IS 'Why';
COMMENT ON COLUMN claim_relations.created_by IS 'The organization that added it; it alone deletes it';
COMMENT ON COLUMN claim_relations.created_at IS 'When it was added';
COMMENT ON COLUMN claim_relations.updated_at IS 'When it last changed';
COMMENT ON COLUMN claim_relations.version IS 'Raised by every change, from 1';

CREATE INDEX claim_relations_to_claim_id_idx ON claim_relations (to_claim_id);
CREATE INDEX claim_relations_created_by_idx ON claim_relations (created_by);

ALTER TYPE journal_subject ADD VALUE 'relation';
ALTER TYPE journal_action ADD VALUE 'claimant.merged' AFTER 'claimant.deleted';
ALTER TYPE journal_action ADD VALUE 'statement.updated' AFTER 'statement.created';
ALTER TYPE journal_action ADD VALUE 'relation.created';
ALTER TYPE journal_action ADD VALUE 'relation.deleted';

ALTER TABLE journal ADD COLUMN other_claim_id uuid;
COMMENT ON COLUMN journal.claim_id IS 'The claim that a statement or verdict is about, or that a relation is from';
COMMENT ON COLUMN journal.other_claim_id IS 'The claim that a relation is to';
CREATE INDEX journal_other_claim_id_idx ON journal (other_claim_id) WHERE other_claim_id IS NOT NULL;
