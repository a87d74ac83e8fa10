CREATE TABLE idempotency_keys (
    owner_id uuid NOT NULL,
    key text COLLATE "C" NOT NULL,
    fingerprint bytea NOT NULL,
    status smallint,
    headers jsonb,
    body bytea,
    created_at timestamptz NOT NULL,
    CONSTRAINT idempotency_keys_pkey PRIMARY KEY (owner_id, key),
    CONSTRAINT idempotency_keys_key_length CHECK (char_length(key) BETWEEN 1 AND 300),
    CONSTRAINT idempotency_keys_fingerprint_length CHECK (octet_length(fingerprint) = 32)
);
COMMENT ON TABLE idempotency_keys IS 'Answers to requests that may be sent again, kept 24 hours, each committed with the effect of its request';
COMMENT ON COLUMN idempotency_keys.owner_id IS 'The organization that sent it; the API key, where that belongs to none';
COMMENT ON COLUMN idempotency_keys.key IS 'Idempotency-Key, as the client chose it';
COMMENT ON COLUMN idempotency_keys.fingerprint IS 'SHA-256 of method, path, query and body';
COMMENT ON COLUMN idempotency_keys.status IS 'HTTP status of the answer';
COMMENT ON COLUMN idempotency_keys.headers IS 'Headers of the answer: a list of [name, value]';
COMMENT ON COLUMN idempotency_keys.body IS 'Body of the answer; encrypted where it has a secret';
COMMENT ON COLUMN idempotency_keys.created_at IS 'When the request was first made';

CREATE INDEX idempotency_keys_created_at_idx ON idempotency_keys (created_at);
