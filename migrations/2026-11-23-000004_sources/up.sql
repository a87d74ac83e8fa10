CREATE TYPE source_kind AS ENUM (
    'article',
    'press_release',
    'social_post',
    'video',
    'image',
    'dataset',
    'official_record',
    'interview',
    'report'
);
COMMENT ON TYPE source_kind IS 'What kind of document, page, broadcast or record a source is';

CREATE TYPE source_reliability AS ENUM (
    'primary',
    'reliable',
    'mixed',
    'unreliable',
    'unclassified'
);
COMMENT ON TYPE source_reliability IS 'How far a source can be relied on';

CREATE TABLE sources (
    id uuid NOT NULL,
    url text,
    citation text,
    kind source_kind NOT NULL,
    title text NOT NULL,
    publisher text,
    author text,
    published_at timestamptz,
    language text,
    archived_url text,
    reliability source_reliability NOT NULL DEFAULT 'unclassified',
    created_by uuid NOT NULL,
    created_at timestamptz NOT NULL,
    updated_at timestamptz NOT NULL,
    version bigint NOT NULL,
    CONSTRAINT sources_pkey PRIMARY KEY (id),
    CONSTRAINT sources_url_length CHECK (char_length(url) BETWEEN 1 AND 2048),
    CONSTRAINT sources_citation_length CHECK (char_length(citation) BETWEEN 1 AND 2000),
    CONSTRAINT sources_title_length CHECK (char_length(title) BETWEEN 1 AND 500),
    CONSTRAINT sources_publisher_length CHECK (char_length(publisher) BETWEEN 1 AND 300),
    CONSTRAINT sources_author_length CHECK (char_length(author) BETWEEN 1 AND 300),
    CONSTRAINT sources_language_length CHECK (char_length(language) BETWEEN 2 AND 35),
    CONSTRAINT sources_archived_url_length CHECK (char_length(archived_url) BETWEEN 1 AND 2048),
    CONSTRAINT sources_created_by_fkey FOREIGN KEY (created_by) REFERENCES organizations (id),
    CONSTRAINT sources_version_positive CHECK (version >= 1),
    CONSTRAINT sources_url_key UNIQUE (url),
    CONSTRAINT sources_url_or_citation CHECK (url IS NOT NULL OR citation IS NOT NULL)
);
COMMENT ON TABLE sources IS 'What can be cited: documents, pages, broadcasts, posts, data sets, records';
COMMENT ON COLUMN sources.id IS 'UUIDv7, made by the application';
COMMENT ON COLUMN sources.url IS 'Where it is; unique when given';
COMMENT ON COLUMN sources.citation IS 'How it is cited, where it has no address';
COMMENT ON COLUMN sources.kind IS 'What kind of source';
COMMENT ON COLUMN sources.title IS 'Its title';
COMMENT ON COLUMN sources.publisher IS 'Who published it';
COMMENT ON COLUMN sources.author IS 'Who made it';
COMMENT ON COLUMN sources.published_at IS 'When it was published';
COMMENT ON COLUMN sources.language IS 'BCP 47 tag of what it is in';
COMMENT ON COLUMN sources.archived_url IS 'An archived copy';
COMMENT ON COLUMN sources.reliability IS 'How far it can be relied on';
COMMENT ON COLUMN sources.created_by IS 'The organization that added it; it alone changes or deletes it';
COMMENT ON COLUMN sources.created_at IS 'When it was added';
COMMENT ON COLUMN sources.updated_at IS 'When it, or what it embeds, last changed';
COMMENT ON COLUMN sources.version IS 'Raised by every change, from 1';

CREATE INDEX sources_created_at_idx ON sources (created_at, id);
CREATE INDEX sources_updated_at_idx ON sources (updated_at, id);
CREATE INDEX sources_published_at_asc_idx ON sources (coalesce(published_at, 'infinity'::timestamptz), id);
CREATE INDEX sources_published_at_desc_idx ON sources (coalesce(published_at, '-infinity'::timestamptz), id);
CREATE INDEX sources_created_by_idx ON sources (created_by);
