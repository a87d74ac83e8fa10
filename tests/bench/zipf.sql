-- The claims that tests/bench/zipf makes, read from standard input: of 10 newsrooms and in four
-- languages, three of ten with a published verdict. The journal does not know them, so the search
-- index has to be built anew afterwards.
BEGIN;
CREATE TEMP TABLE made (n bigint, text text, tags text[], title text, summary text) ON COMMIT DROP;
\copy made FROM pstdin
CREATE FUNCTION pg_temp.numbered(kind int, n bigint) RETURNS uuid LANGUAGE sql IMMUTABLE AS
    $$ SELECT ('00000000-0000-7000-800' || kind || '-' || lpad(to_hex(n), 12, '0'))::uuid $$;

INSERT INTO organizations (id, slug, name, site, created_at, updated_at, version)
SELECT pg_temp.numbered(1, n), 'newsroom-' || n, 'Newsroom ' || n, 'newsroom-' || n || '.example', now(), now(), 1
FROM generate_series(1, 10) n;

INSERT INTO rating_scales (id, organization_id, name, worst, best, created_at, updated_at, version)
SELECT pg_temp.numbered(2, n), pg_temp.numbered(1, n), 'Five steps', 1, 5, now(), now(), 1
FROM generate_series(1, 10) n;

INSERT INTO ratings (id, scale_id, label, language, value, normalized, position)
SELECT pg_temp.numbered(3, n * 5 + i), pg_temp.numbered(2, n),
    (ARRAY['True', 'Half true', 'Misleading', 'Unproven', 'False'])[i + 1], 'en',
    (ARRAY[5, 3, 2, NULL, 1])[i + 1],
    (ARRAY['true', 'mixed', 'misleading', 'unproven', 'false'])[i + 1]::normalized_rating, i
FROM generate_series(1, 10) n, generate_series(0, 4) i;

INSERT INTO claims (id, text, language, kind, tags, reviewed_at, newest_rating, created_by,
    created_at, updated_at, version)
SELECT pg_temp.numbered(6, n), text, (ARRAY['id', 'en', 'fr', 'pt-BR'])[1 + n % 4], 'statement', tags,
    CASE WHEN title IS NOT NULL THEN timestamptz '2024-06-01' + n * interval '1 minute' END,
    CASE WHEN title IS NOT NULL THEN
        (ARRAY['true', 'mixed', 'misleading', 'unproven', 'false'])[1 + n / 10 % 5]::normalized_rating END,
    pg_temp.numbered(1, 1 + n % 10), timestamptz '2024-01-01' + n * interval '1 minute', now(), 1
FROM made;

INSERT INTO verdicts (id, claim_id, organization_id, rating_id, title, summary, language, url,
    reviewed_at, status, published_at, created_at, updated_at, version)
SELECT pg_temp.numbered(8, n), pg_temp.numbered(6, n), pg_temp.numbered(1, 1 + n % 10),
    pg_temp.numbered(3, (1 + n % 10) * 5 + n / 10 % 5), title, summary,
    (ARRAY['id', 'en', 'fr', 'pt-BR'])[1 + n % 4], 'https://newsroom.example/' || n,
    timestamptz '2024-06-01' + n * interval '1 minute', 'published', now(), now(), now(), 1
FROM made WHERE title IS NOT NULL;
COMMIT;
VACUUM ANALYZE;
