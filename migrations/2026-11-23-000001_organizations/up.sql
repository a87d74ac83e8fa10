CREATE TYPE ifcn_status AS ENUM (
    'none',
    'verified',
    'in_renewal',
    'expired'
);
COMMENT ON TYPE ifcn_status IS 'Standing with the code of principles of the International Fact-Checking Network';

CREATE TABLE organizations (
    id uuid NOT NULL,
    slug text COLLATE "C" NOT NULL,
    name text NOT NULL,
    site text NOT NULL,
    url text,
    logo_url text,
    country text,
    ifcn_status ifcn_status NOT NULL DEFAULT 'none',
    created_at timestamptz NOT NULL,
    updated_at timestamptz NOT NULL,
    version bigint NOT NULL,
    CONSTRAINT organizations_pkey PRIMARY KEY (id),
    CONSTRAINT organizations_slug_length CHECK (char_length(slug) BETWEEN 1 AND 64),
    CONSTRAINT organizations_slug_form CHECK (slug ~ '^[a-z0-9]+(-[a-z0-9]+)*$'),
    CONSTRAINT organizations_name_length CHECK (char_length(name) BETWEEN 1 AND 200),
    CONSTRAINT organizations_site_length CHECK (char_length(site) BETWEEN 1 AND 253),
    CONSTRAINT organizations_url_length CHECK (char_length(url) BETWEEN 1 AND 2048),
    CONSTRAINT organizations_logo_url_length CHECK (char_length(logo_url) BETWEEN 1 AND 2048),
    CONSTRAINT organizations_country_code CHECK (country ~ '^[A-Z]{2}$'),
    CONSTRAINT organizations_version_positive CHECK (version >= 1),
    CONSTRAINT organizations_slug_key UNIQUE (slug)
);
COMMENT ON TABLE organizations IS 'Fact-checking newsrooms: they own keys, rating scales and verdicts';
COMMENT ON COLUMN organizations.id IS 'UUIDv7, made by the application';
COMMENT ON COLUMN organizations.slug IS 'Short name in addresses';
COMMENT ON COLUMN organizations.name IS 'The name as it is shown';
COMMENT ON COLUMN organizations.site IS 'Host of its site';
COMMENT ON COLUMN organizations.url IS 'Home page';
COMMENT ON COLUMN organizations.logo_url IS 'Image of its logo';
COMMENT ON COLUMN organizations.country IS 'ISO 3166-1 alpha-2, in capitals';
COMMENT ON COLUMN organizations.ifcn_status IS 'Standing with the IFCN';
COMMENT ON COLUMN organizations.created_at IS 'When it was added';
COMMENT ON COLUMN organizations.updated_at IS 'When it, or what it embeds, last changed';
COMMENT ON COLUMN organizations.version IS 'Raised by every change, from 1';

CREATE INDEX organizations_created_at_idx ON organizations (created_at, id);
CREATE INDEX organizations_name_idx ON organizations (name, id);
CREATE INDEX organizations_updated_at_idx ON organizations (updated_at, id);
