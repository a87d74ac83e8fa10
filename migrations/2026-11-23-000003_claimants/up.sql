CREATE TYPE claimant_kind AS ENUM (
    'person',
    'organization',
    'government',
    'media',
    'social_account'
);
COMMENT ON TYPE claimant_kind IS 'What kind of voice a claimant is';

CREATE TABLE claimants (
    id uuid NOT NULL,
    kind claimant_kind NOT NULL,
    name text NOT NULL,
    job_title text,
    country text,
    url text,
    same_as text[] NOT NULL DEFAULT '{}',
    created_by uuid NOT NULL,
    created_at timestamptz NOT NULL,
    updated_at timestamptz NOT NULL,
    version bigint NOT NULL,
    CONSTRAINT claimants_pkey PRIMARY KEY (id),
    CONSTRAINT claimants_name_length CHECK (char_length(name) BETWEEN 1 AND 300),
    CONSTRAINT claimants_job_title_length CHECK (char_length(job_title) BETWEEN 1 AND 300),
    CONSTRAINT claimants_country_code CHECK (country ~ '^[A-Z]{2}$'),
    CONSTRAINT claimants_url_length CHECK (char_length(url) BETWEEN 1 AND 2048),
    CONSTRAINT claimants_same_as_count CHECK (cardinality(same_as) <= 50),
    CONSTRAINT claimants_same_as_no_null CHECK (array_position(same_as, NULL) IS NULL),
    CONSTRAINT claimants_created_by_fkey FOREIGN KEY (created_by) REFERENCES organizations (id),
    CONSTRAINT claimants_version_positive CHECK (version >= 1)
);
COMMENT ON TABLE claimants IS 'Persons and bodies that make, repeat or deny claims';
COMMENT ON COLUMN claimants.id IS 'UUIDv7, made by the application';
COMMENT ON COLUMN claimants.kind IS 'What kind of voice';
COMMENT ON COLUMN claimants.name IS 'The name as it is shown';
COMMENT ON COLUMN claimants.job_title IS 'Office or function';
COMMENT ON COLUMN claimants.country IS 'ISO 3166-1 alpha-2, in capitals';
COMMENT ON COLUMN claimants.url IS 'Page about it';
COMMENT ON COLUMN claimants.same_as IS 'Addresses that identify it elsewhere (schema.org sameAs)';
COMMENT ON COLUMN claimants.created_by IS 'The organization that added it; it alone changes or deletes it';
COMMENT ON COLUMN claimants.created_at IS 'When it was added';
COMMENT ON COLUMN claimants.updated_at IS 'When it, or what it embeds, last changed';
COMMENT ON COLUMN claimants.version IS 'Raised by every change, from 1';

CREATE INDEX claimants_created_at_idx ON claimants (created_at, id);
CREATE INDEX claimants_name_idx ON claimants (name, id);
CREATE INDEX claimants_updated_at_idx ON claimants (updated_at, id);
CREATE INDEX claimants_created_by_idx ON claimants (created_by);
