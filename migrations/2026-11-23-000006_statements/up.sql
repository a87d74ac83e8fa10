CREATE TYPE statement_position AS ENUM (
    'asserts',
    'confirms',
    'denies',
    'does_not_deny',
    'declines_to_comment',
    'retracts'
);
COMMENT ON TYPE statement_position IS 'How a claimant stands to a claim';

CREATE TABLE statements (
    id uuid NOT NULL,
    claim_id uuid NOT NULL,
    claimant_id uuid,
    via_claimant_id uuid,
    position statement_position NOT NULL,
    said_on date,
    date_precision date_precision,
    quote text,
    language text,
    source_id uuid,
    created_by uuid NOT NULL,
    created_at timestamptz NOT NULL,
    updated_at timestamptz NOT NULL,
    version bigint NOT NULL,
    CONSTRAINT statements_pkey PRIMARY KEY (id),
    CONSTRAINT statements_claim_id_fkey FOREIGN KEY (claim_id) REFERENCES claims (id) ON DELETE CASCADE,
    CONSTRAINT statements_claimant_id_fkey FOREIGN KEY (claimant_id) REFERENCES claimants (id),
    CONSTRAINT statements_via_claimant_id_fkey FOREIGN KEY (via_claimant_id) REFERENCES claimants (id),
    CONSTRAINT statements_quote_length CHECK (char_length(quote) BETWEEN 1 AND 5000),
    CONSTRAINT statements_language_length CHECK (char_length(language) BETWEEN 2 AND 35),
    CONSTRAINT statements_source_id_fkey FOREIGN KEY (source_id) REFERENCES sources (id),
    CONSTRAINT statements_created_by_fkey FOREIGN KEY (created_by) REFERENCES organizations (id),
    CONSTRAINT statements_version_positive CHECK (version >= 1),
    CONSTRAINT statements_said_on_precision CHECK ((said_on IS NULL) = (date_precision IS NULL))
);
COMMENT ON TABLE statements IS 'What one claimant said of one claim on one day';
COMMENT ON COLUMN statements.id IS 'UUIDv7, made by the application';
COMMENT ON COLUMN statements.claim_id IS 'The claim that it is about';
COMMENT ON COLUMN statements.claimant_id IS 'Who said it; null: unknown';
COMMENT ON COLUMN statements.via_claimant_id IS 'Who reported that it was said';
COMMENT ON COLUMN statements.position IS 'How the claimant stands to the claim';
COMMENT ON COLUMN statements.said_on IS 'When it was said';
COMMENT ON COLUMN statements.date_precision IS 'How much of said_on is known';
COMMENT ON COLUMN statements.quote IS 'The words';
COMMENT ON COLUMN statements.language IS 'BCP 47 tag of the quote';
COMMENT ON COLUMN statements.source_id IS 'Where it was said';
COMMENT ON COLUMN statements.created_by IS 'The organization that added it; it alone changes or deletes it';
COMMENT ON COLUMN statements.created_at IS 'When it was added';
COMMENT ON COLUMN statements.updated_at IS 'When it, or what it embeds, last changed';
COMMENT ON COLUMN statements.version IS 'Raised by every change, from 1';

CREATE INDEX statements_claim_id_claimant_id_said_on_idx ON statements (claim_id, claimant_id, said_on);
CREATE INDEX statements_claimant_id_idx ON statements (claimant_id);
CREATE INDEX statements_via_claimant_id_idx ON statements (via_claimant_id);
CREATE INDEX statements_source_id_idx ON statements (source_id);
CREATE INDEX statements_created_by_idx ON statements (created_by);
