CREATE TYPE normalized_rating AS ENUM (
    'true',
    'mostly_true',
    'mixed',
    'mostly_false',
    'misleading',
    'false',
    'unproven',
    'outdated',
    'satire',
    'not_ratable'
);
COMMENT ON TYPE normalized_rating IS 'The value that ratings of all scales are mapped to';

CREATE TABLE rating_scales (
    id uuid NOT NULL,
    organization_id uuid NOT NULL,
    name text NOT NULL,
    worst integer NOT NULL,
    best integer NOT NULL,
    created_at timestamptz NOT NULL,
    updated_at timestamptz NOT NULL,
    version bigint NOT NULL,
    CONSTRAINT rating_scales_pkey PRIMARY KEY (id),
    CONSTRAINT rating_scales_organization_id_fkey FOREIGN KEY (organization_id) REFERENCES organizations (id),
    CONSTRAINT rating_scales_name_length CHECK (char_length(name) BETWEEN 1 AND 200),
    CONSTRAINT rating_scales_worst_positive CHECK (worst >= 1),
    CONSTRAINT rating_scales_version_positive CHECK (version >= 1),
    CONSTRAINT rating_scales_name_key UNIQUE (organization_id, name),
    CONSTRAINT rating_scales_worst_below_best CHECK (worst < best)
);
COMMENT ON TABLE rating_scales IS 'The scales by which organizations rate';
COMMENT ON COLUMN rating_scales.id IS 'UUIDv7, made by the application';
COMMENT ON COLUMN rating_scales.organization_id IS 'Whose scale it is';
COMMENT ON COLUMN rating_scales.name IS 'Its name, unique within the organization';
COMMENT ON COLUMN rating_scales.worst IS 'The number of the worst rating';
COMMENT ON COLUMN rating_scales.best IS 'The number of the best rating';
COMMENT ON COLUMN rating_scales.created_at IS 'When it was added';
COMMENT ON COLUMN rating_scales.updated_at IS 'When it, or what it embeds, last changed';
COMMENT ON COLUMN rating_scales.version IS 'Raised by every change, from 1';

CREATE INDEX rating_scales_created_at_idx ON rating_scales (created_at, id);
CREATE INDEX rating_scales_name_idx ON rating_scales (name, id);
CREATE INDEX rating_scales_updated_at_idx ON rating_scales (updated_at, id);

CREATE TABLE ratings (
    id uuid NOT NULL,
    scale_id uuid NOT NULL,
    label text NOT NULL,
    language text NOT NULL,
    value integer,
    normalized normalized_rating NOT NULL,
    position integer NOT NULL,
    CONSTRAINT ratings_pkey PRIMARY KEY (id),
    CONSTRAINT ratings_scale_id_fkey FOREIGN KEY (scale_id) REFERENCES rating_scales (id) ON DELETE CASCADE,
    CONSTRAINT ratings_label_length CHECK (char_length(label) BETWEEN 1 AND 200),
    CONSTRAINT ratings_language_length CHECK (char_length(language) BETWEEN 2 AND 35),
    CONSTRAINT ratings_position_positive CHECK (position >= 0),
    CONSTRAINT ratings_label_key UNIQUE (scale_id, language, label),
    CONSTRAINT ratings_value_normalized CHECK (value IS NULL OR normalized NOT IN ('unproven', 'outdated', 'satire', 'not_ratable'))
);
COMMENT ON TABLE ratings IS 'The labels of a scale';
COMMENT ON COLUMN ratings.id IS 'UUIDv7, made by the application';
COMMENT ON COLUMN ratings.scale_id IS 'The scale';
COMMENT ON COLUMN ratings.label IS 'The label as it is printed';
COMMENT ON COLUMN ratings.language IS 'BCP 47 tag of the label';
COMMENT ON COLUMN ratings.value IS 'Its number on the scale; null where it has none';
COMMENT ON COLUMN ratings.normalized IS 'What it is mapped to';
COMMENT ON COLUMN ratings.position IS 'Its place in the scale, from 0';
