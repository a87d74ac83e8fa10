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

CREATE TABLE journal (
    seq bigint GENERATED ALWAYS AS IDENTITY,
    id uuid NOT NULL,
    at timestamptz NOT NULL,
    txid xid8 NOT NULL DEFAULT pg_current_xact_id(),
    organization_id uuid,
    api_key_id uuid,
    action journal_action NOT NULL,
    subject_type journal_subject NOT NULL,
    subject_id uuid NOT NULL,
    version bigint NOT NULL,
    claim_id uuid,
    private_to uuid,
    snapshot jsonb,
    note text,
    CONSTRAINT journal_pkey PRIMARY KEY (id),
    CONSTRAINT journal_subject_version_key UNIQUE (subject_id, version),
    CONSTRAINT journal_version_positive CHECK (version >= 1),
    CONSTRAINT journal_note_length CHECK (char_length(note) BETWEEN 1 AND 5000)
);
COMMENT ON TABLE journal IS 'Every change of every resource, in the transaction of the change; rows are only ever added, and refer to nothing, since they outlive what they tell of';
COMMENT ON COLUMN journal.seq IS 'Order within one transaction; across transactions it may become visible out of order';
COMMENT ON COLUMN journal.id IS 'UUIDv7, made by the application';
COMMENT ON COLUMN journal.at IS 'When it was changed';
COMMENT ON COLUMN journal.txid IS 'The transaction: readers that may miss nothing order by (txid, seq) and stop at the oldest one that still runs';
COMMENT ON COLUMN journal.organization_id IS 'Who did it; null: the operator of the instance';
COMMENT ON COLUMN journal.api_key_id IS 'With which key; null: on the command line';
COMMENT ON COLUMN journal.action IS 'What was done';
COMMENT ON COLUMN journal.subject_type IS 'To what kind of resource';
COMMENT ON COLUMN journal.subject_id IS 'To which one';
COMMENT ON COLUMN journal.version IS 'Its version after the change; every version has one row';
COMMENT ON COLUMN journal.claim_id IS 'The claim that a statement or verdict is about';
COMMENT ON COLUMN journal.private_to IS 'The organization that alone may see the row; null: the public';
COMMENT ON COLUMN journal.snapshot IS 'The whole representation after the change; null once it is deleted';
COMMENT ON COLUMN journal.note IS 'Why: the note of a correction, the reason of a retraction';

CREATE INDEX journal_organization_id_txid_seq_idx ON journal (organization_id, txid, seq);
CREATE INDEX journal_claim_id_idx ON journal (claim_id, subject_id, version) WHERE claim_id IS NOT NULL;

CREATE FUNCTION refuse_journal_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'the journal is append-only' USING ERRCODE = 'insufficient_privilege';
END
$$;
COMMENT ON FUNCTION refuse_journal_change IS 'Keeps the journal append-only';

CREATE TRIGGER journal_append_only
    BEFORE UPDATE OR DELETE OR TRUNCATE ON journal
    FOR EACH STATEMENT EXECUTE FUNCTION refuse_journal_change();
ALTER TABLE journal ENABLE ALWAYS TRIGGER journal_append_only;
