CREATE TYPE api_scope AS ENUM (
    'claims:write',
    'verdicts:write',
    'verdicts:publish',
    'organization:admin',
    'instance:admin'
);
COMMENT ON TYPE api_scope IS 'What an API key may do';

CREATE TABLE api_keys (
    id uuid NOT NULL,
    organization_id uuid,
    name text NOT NULL,
    prefix text COLLATE "C" NOT NULL,
    secret_sha256 bytea NOT NULL,
    scopes api_scope[] NOT NULL,
    expires_at timestamptz,
    revoked_at timestamptz,
    last_used_at timestamptz,
    created_at timestamptz NOT NULL,
    CONSTRAINT api_keys_pkey PRIMARY KEY (id),
    CONSTRAINT api_keys_organization_id_fkey FOREIGN KEY (organization_id) REFERENCES organizations (id),
    CONSTRAINT api_keys_name_length CHECK (char_length(name) BETWEEN 1 AND 200),
    CONSTRAINT api_keys_prefix_length CHECK (char_length(prefix) = 12),
    CONSTRAINT api_keys_secret_sha256_length CHECK (octet_length(secret_sha256) = 32),
    CONSTRAINT api_keys_scopes_count CHECK (cardinality(scopes) >= 1),
    CONSTRAINT api_keys_scopes_no_null CHECK (array_position(scopes, NULL) IS NULL),
    CONSTRAINT api_keys_prefix_key UNIQUE (prefix),
    CONSTRAINT api_keys_organization_or_instance CHECK (organization_id IS NOT NULL OR scopes = ARRAY['instance:admin']::api_scope[])
);
COMMENT ON TABLE api_keys IS 'Keys by which newsroom tools act for an organization';
COMMENT ON COLUMN api_keys.id IS 'UUIDv7, made by the application';
COMMENT ON COLUMN api_keys.organization_id IS 'In whose name it acts; null only for keys of the whole instance';
COMMENT ON COLUMN api_keys.name IS 'What the key is for';
COMMENT ON COLUMN api_keys.prefix IS 'Public part by which the key is found';
COMMENT ON COLUMN api_keys.secret_sha256 IS 'SHA-256 of the whole key, which is stored nowhere';
COMMENT ON COLUMN api_keys.scopes IS 'What it may do';
COMMENT ON COLUMN api_keys.expires_at IS 'When it stops working; null: never';
COMMENT ON COLUMN api_keys.revoked_at IS 'When it was revoked';
COMMENT ON COLUMN api_keys.last_used_at IS 'When it was last used; null while that is not known';
COMMENT ON COLUMN api_keys.created_at IS 'When it was made';

CREATE INDEX api_keys_organization_id_idx ON api_keys (organization_id);
