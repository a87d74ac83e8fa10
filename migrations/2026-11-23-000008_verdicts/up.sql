CREATE TYPE verdict_status AS ENUM (
    'draft',
    'published',
    'corrected',
    'retracted'
);
COMMENT ON TYPE verdict_status IS 'Where a verdict stands in its life';

CREATE TYPE evidence_stance AS ENUM (
    'supports',
    'refutes',
    'mixed',
    'context'
);
COMMENT ON TYPE evidence_stance IS 'What a piece of evidence does to the claim';

CREATE TABLE verdicts (
    id uuid NOT NULL,
    claim_id uuid NOT NULL,
    organization_id uuid NOT NULL,
    rating_id uuid,
    title text,
    summary text,
    explanation text,
    url text,
    language text NOT NULL,
    reviewed_at timestamptz,
    status verdict_status NOT NULL DEFAULT 'draft',
    published_at timestamptz,
    correction_note text,
    created_at timestamptz NOT NULL,
    updated_at timestamptz NOT NULL,
    version bigint NOT NULL,
    CONSTRAINT verdicts_pkey PRIMARY KEY (id),
    CONSTRAINT verdicts_claim_id_fkey FOREIGN KEY (claim_id) REFERENCES claims (id),
    CONSTRAINT verdicts_organization_id_fkey FOREIGN KEY (organization_id) REFERENCES organizations (id),
    CONSTRAINT verdicts_rating_id_fkey FOREIGN KEY (rating_id) REFERENCES ratings (id),
    CONSTRAINT verdicts_title_length CHECK (char_length(title) BETWEEN 1 AND 300),
    CONSTRAINT verdicts_summary_length CHECK (char_length(summary) BETWEEN 1 AND 2000),
    CONSTRAINT verdicts_explanation_length CHECK (char_length(explanation) BETWEEN 1 AND 50000),
    CONSTRAINT verdicts_url_length CHECK (char_length(url) BETWEEN 1 AND 2048),
    CONSTRAINT verdicts_language_length CHECK (char_length(language) BETWEEN 2 AND 35),
    CONSTRAINT verdicts_correction_note_length CHECK (char_length(correction_note) BETWEEN 1 AND 5000),
    CONSTRAINT verdicts_version_positive CHECK (version >= 1),
    CONSTRAINT verdicts_published_complete CHECK (status = 'draft' OR (rating_id IS NOT NULL AND title IS NOT NULL AND reviewed_at IS NOT NULL AND published_at IS NOT NULL)),
    CONSTRAINT verdicts_draft_unpublished CHECK (status <> 'draft' OR published_at IS NULL)
);
COMMENT ON TABLE verdicts IS 'Organizations'' rated reviews of claims (schema.org ClaimReview)';
COMMENT ON COLUMN verdicts.id IS 'UUIDv7, made by the application';
COMMENT ON COLUMN verdicts.claim_id IS 'The claim that it judges';
COMMENT ON COLUMN verdicts.organization_id IS 'Whose verdict it is';
COMMENT ON COLUMN verdicts.rating_id IS 'The rating given';
COMMENT ON COLUMN verdicts.title IS 'Headline';
COMMENT ON COLUMN verdicts.summary IS 'The verdict in brief';
COMMENT ON COLUMN verdicts.explanation IS 'The reasoning';
COMMENT ON COLUMN verdicts.url IS 'The review on the organization''s site';
COMMENT ON COLUMN verdicts.language IS 'BCP 47 tag of its texts';
COMMENT ON COLUMN verdicts.reviewed_at IS 'When the claim was reviewed';
COMMENT ON COLUMN verdicts.status IS 'Where it stands in its life';
COMMENT ON COLUMN verdicts.published_at IS 'When it was first published';
COMMENT ON COLUMN verdicts.correction_note IS 'What the last correction changed and why';
COMMENT ON COLUMN verdicts.created_at IS 'When it was added';
COMMENT ON COLUMN verdicts.updated_at IS 'When it, or what it embeds, last changed';
COMMENT ON COLUMN verdicts.version IS 'Raised by every change, from 1';

CREATE INDEX verdicts_claim_id_status_reviewed_at_idx ON verdicts (claim_id, status, reviewed_at);
CREATE INDEX verdicts_organization_id_created_at_idx ON verdicts (organization_id, created_at, id);
CREATE INDEX verdicts_rating_id_idx ON verdicts (rating_id);
CREATE INDEX verdicts_created_at_idx ON verdicts (created_at, id);
CREATE INDEX verdicts_updated_at_idx ON verdicts (updated_at, id);
CREATE INDEX verdicts_reviewed_at_asc_idx ON verdicts (coalesce(reviewed_at, 'infinity'::timestamptz), id);
CREATE INDEX verdicts_reviewed_at_desc_idx ON verdicts (coalesce(reviewed_at, '-infinity'::timestamptz), id);

CREATE TABLE evidence (
    id uuid NOT NULL,
    verdict_id uuid NOT NULL,
    source_id uuid NOT NULL,
    stance evidence_stance NOT NULL,
    quote text,
    note text,
    position integer NOT NULL,
    CONSTRAINT evidence_pkey PRIMARY KEY (id),
    CONSTRAINT evidence_verdict_id_fkey FOREIGN KEY (verdict_id) REFERENCES verdicts (id) ON DELETE CASCADE,
    CONSTRAINT evidence_source_id_fkey FOREIGN KEY (source_id) REFERENCES sources (id),
    CONSTRAINT evidence_quote_length CHECK (char_length(quote) BETWEEN 1 AND 5000),
    CONSTRAINT evidence_note_length CHECK (char_length(note) BETWEEN 1 AND 5000),
    CONSTRAINT evidence_position_positive CHECK (position >= 0),
    CONSTRAINT evidence_position_key UNIQUE (verdict_id, position)
);
COMMENT ON TABLE evidence IS 'Sources cited by a verdict, in order, each with its stance';
COMMENT ON COLUMN evidence.id IS 'UUIDv7, made by the application';
COMMENT ON COLUMN evidence.verdict_id IS 'The verdict';
COMMENT ON COLUMN evidence.source_id IS 'The source';
COMMENT ON COLUMN evidence.stance IS 'What it does to the claim';
COMMENT ON COLUMN evidence.quote IS 'The words cited';
COMMENT ON COLUMN evidence.note IS 'What to see in it';
COMMENT ON COLUMN evidence.position IS 'Its place in the list, from 0';

CREATE INDEX evidence_source_id_idx ON evidence (source_id);
