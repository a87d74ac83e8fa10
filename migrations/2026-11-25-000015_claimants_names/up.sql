-- Both are contributed with PostgreSQL, and trusted: whoever owns the database may create them.
CREATE EXTENSION IF NOT EXISTS pg_trgm SCHEMA public;
CREATE EXTENSION IF NOT EXISTS unaccent SCHEMA public;

CREATE FUNCTION fold(words text) RETURNS text LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE AS
    $$ SELECT lower(public.unaccent('public.unaccent', normalize(words, NFKC))) $$;
COMMENT ON FUNCTION fold IS 'Text without case and accents, as names are compared';

CREATE FUNCTION searched_names(name text, alternate_names text[]) RETURNS text LANGUAGE sql IMMUTABLE PARALLEL SAFE AS
    $$ SELECT public.fold(name || coalesce(E'\n' || array_to_string(alternate_names, E'\n'), '')) $$;
COMMENT ON FUNCTION searched_names IS 'Everything that a claimant is called, folded, a line each: no name, and so nothing that is searched for, has a line break';

CREATE FUNCTION name_likeness(words text, names text) RETURNS bigint LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE AS
    $$ SELECT (public.word_similarity(words, names) * 1000)::bigint $$;
COMMENT ON FUNCTION name_likeness IS 'How much of the words is in the names, from 0 to 1000; both folded';

ALTER TABLE claimants
    ADD COLUMN alternate_names text[] NOT NULL DEFAULT '{}',
    ADD CONSTRAINT claimants_alternate_names_count CHECK (cardinality(alternate_names) <= 50),
    ADD CONSTRAINT claimants_alternate_names_no_null CHECK (array_position(alternate_names, NULL) IS NULL);
ALTER TABLE claimants
    ADD COLUMN searched_names text NOT NULL GENERATED ALWAYS AS (searched_names(name, alternate_names)) STORED;
COMMENT ON COLUMN claimants.alternate_names IS 'What else it is called (schema.org alternateName)';
COMMENT ON COLUMN claimants.searched_names IS 'All its names without case and accents, for searching';
CREATE INDEX claimants_searched_names_idx ON claimants USING gin (searched_names gin_trgm_ops);
-- Imports find claimants again by any of their names.
CREATE INDEX claimants_alternate_names_idx ON claimants USING gin (alternate_names);

CREATE TABLE claimant_merges (
    id uuid NOT NULL,
    into_claimant_id uuid NOT NULL,
    created_at timestamptz NOT NULL,
    CONSTRAINT claimant_merges_pkey PRIMARY KEY (id),
    CONSTRAINT claimant_merges_into_claimant_id_fkey FOREIGN KEY (into_claimant_id) REFERENCES claimants (id) ON DELETE CASCADE
);
COMMENT ON TABLE claimant_merges IS 'Claimants that were recorded twice, and which record each is now part of';
COMMENT ON COLUMN claimant_merges.id IS 'The id that it had';
COMMENT ON COLUMN claimant_merges.into_claimant_id IS 'The record that it is now part of';
COMMENT ON COLUMN claimant_merges.created_at IS 'When they were merged';
CREATE INDEX claimant_merges_into_claimant_id_idx ON claimant_merges (into_claimant_id);
