CREATE TABLE imports (
    organization_id uuid NOT NULL,
    fingerprint bytea NOT NULL,
    first_line bigint NOT NULL,
    last_line bigint NOT NULL,
    created_at timestamptz NOT NULL,
    CONSTRAINT imports_pkey PRIMARY KEY (organization_id, fingerprint, first_line),
    CONSTRAINT imports_organization_id_fkey FOREIGN KEY (organization_id) REFERENCES organizations (id) ON DELETE CASCADE,
    CONSTRAINT imports_fingerprint_length CHECK (octet_length(fingerprint) = 32),
    CONSTRAINT imports_lines_in_order CHECK (first_line BETWEEN 1 AND last_line)
);
COMMENT ON TABLE imports IS 'Lines of files that are imported and not at their end; each batch commits the lines that it has done';
COMMENT ON COLUMN imports.organization_id IS 'In whose name';
COMMENT ON COLUMN imports.fingerprint IS 'SHA-256 of the file';
COMMENT ON COLUMN imports.first_line IS 'The first of some lines that are done';
COMMENT ON COLUMN imports.last_line IS 'The last of them';
COMMENT ON COLUMN imports.created_at IS 'When they were done';

-- Imports find sources without an address again by how they are cited.
CREATE INDEX sources_citation_idx ON sources USING hash (citation) WHERE url IS NULL;
