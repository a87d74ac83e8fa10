CREATE TYPE claim_kind AS ENUM (
    'statement',
    'denial',
    'prediction',
    'statistic',
    'quote',
    'media'
);
COMMENT ON TYPE claim_kind IS 'What kind of proposition a claim is';

CREATE TYPE date_precision AS ENUM (
    'day',
    'month',
    'year'
);
COMMENT ON TYPE date_precision IS 'How much of a date is known';

CREATE TYPE translation_method AS ENUM (
    'human',
    'machine'
);
COMMENT ON TYPE translation_method IS 'Who translated a claim';

CREATE TABLE claims (
    id uuid NOT NULL,
    text text NOT NULL,
    language text NOT NULL,
    kind claim_kind NOT NULL,
    claim_date date,
    date_precision date_precision,
    location text,
    tags text[] NOT NULL DEFAULT '{}',
    quantities jsonb NOT NULL DEFAULT '[]',
    external_id text,
    reviewed_at timestamptz,
    created_by uuid NOT NULL,
    created_at timestamptz NOT NULL,
    updated_at timestamptz NOT NULL,
    version bigint NOT NULL,
    CONSTRAINT claims_pkey PRIMARY KEY (id),
    CONSTRAINT claims_text_length CHECK (char_length(text) BETWEEN 1 AND 5000),
    CONSTRAINT claims_language_length CHECK (char_length(language) BETWEEN 2 AND 35),
    CONSTRAINT claims_location_length CHECK (char_length(location) BETWEEN 1 AND 300),
    CONSTRAINT claims_tags_count CHECK (cardinality(tags) <= 50),
    CONSTRAINT claims_tags_no_null CHECK (array_position(tags, NULL) IS NULL),
    CONSTRAINT claims_quantities_list CHECK (jsonb_typeof(quantities) = 'array'),
    CONSTRAINT claims_external_id_length CHECK (char_length(external_id) BETWEEN 1 AND 255),
    CONSTRAINT claims_created_by_fkey FOREIGN KEY (created_by) REFERENCES organizations (id),
    CONSTRAINT claims_version_positive CHECK (version >= 1),
    CONSTRAINT claims_claim_date_precision CHECK ((claim_date IS NULL) = (date_precision IS NULL)),
    CONSTRAINT claims_external_id_key UNIQUE (created_by, external_id)
);
COMMENT ON TABLE claims IS 'Check-worthy propositions, each worded once in one language';
COMMENT ON COLUMN claims.id IS 'UUIDv7, made by the application';
COMMENT ON COLUMN claims.text IS 'The proposition';
COMMENT ON COLUMN claims.language IS 'BCP 47 tag of the text, in canonical case';
COMMENT ON COLUMN claims.kind IS 'What kind of proposition';
COMMENT ON COLUMN claims.claim_date IS 'When it was first made';
COMMENT ON COLUMN claims.date_precision IS 'How much of claim_date is known';
COMMENT ON COLUMN claims.location IS 'Where it was made or is about';
COMMENT ON COLUMN claims.tags IS 'Topics';
COMMENT ON COLUMN claims.quantities IS 'Figures that it states: a list of {subject, comparator, value, value_max, unit, as_of}';
COMMENT ON COLUMN claims.external_id IS 'Id in the system of the organization that added it';
COMMENT ON COLUMN claims.reviewed_at IS 'Newest reviewed_at of its published and corrected verdicts, kept with them; null where there is none';
COMMENT ON COLUMN claims.created_by IS 'The organization that added it; it alone changes or deletes it';
COMMENT ON COLUMN claims.created_at IS 'When it was added';
COMMENT ON COLUMN claims.updated_at IS 'When it, or what it embeds, last changed';
COMMENT ON COLUMN claims.version IS 'Raised by every change, from 1';

CREATE INDEX claims_created_at_idx ON claims (created_at, id);
CREATE INDEX claims_updated_at_idx ON claims (updated_at, id);
CREATE INDEX claims_primary_language_created_at_idx ON claims ((split_part(language, '-', 1)), created_at, id);
CREATE INDEX claims_kind_created_at_idx ON claims (kind, created_at, id);
CREATE INDEX claims_claim_date_asc_idx ON claims (coalesce(claim_date, 'infinity'::date), id);
CREATE INDEX claims_claim_date_desc_idx ON claims (coalesce(claim_date, '-infinity'::date), id);
CREATE INDEX claims_reviewed_at_asc_idx ON claims (coalesce(reviewed_at, 'infinity'::timestamptz), id);
CREATE INDEX claims_reviewed_at_desc_idx ON claims (coalesce(reviewed_at, '-infinity'::timestamptz), id);
CREATE INDEX claims_tags_idx ON claims USING gin (tags);

CREATE TABLE claim_translations (
    claim_id uuid NOT NULL,
    language text NOT NULL,
    text text NOT NULL,
    method translation_method NOT NULL,
    created_at timestamptz NOT NULL,
    updated_at timestamptz NOT NULL,
    CONSTRAINT claim_translations_pkey PRIMARY KEY (claim_id, language),
    CONSTRAINT claim_translations_claim_id_fkey FOREIGN KEY (claim_id) REFERENCES claims (id) ON DELETE CASCADE,
    CONSTRAINT claim_translations_language_length CHECK (char_length(language) BETWEEN 2 AND 35),
    CONSTRAINT claim_translations_text_length CHECK (char_length(text) BETWEEN 1 AND 5000)
);
COMMENT ON TABLE claim_translations IS 'A claim''s text in other languages';
COMMENT ON COLUMN claim_translations.claim_id IS 'The claim';
COMMENT ON COLUMN claim_translations.language IS 'BCP 47 tag of the translation';
COMMENT ON COLUMN claim_translations.text IS 'The proposition, translated';
COMMENT ON COLUMN claim_translations.method IS 'Who translated it';
COMMENT ON COLUMN claim_translations.created_at IS 'When it was added';
COMMENT ON COLUMN claim_translations.updated_at IS 'When it, or what it embeds, last changed';
