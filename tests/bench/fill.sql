-- The database of the benchmark: 100,000 claims of 10 newsrooms, each with a translation and
-- three statements, every second one with a verdict that cites two sources and a relation to the
-- claim before it.
\set claims 100000
BEGIN;
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
    (ARRAY['Benar', 'Sebagian Benar', 'Sesat', 'Tidak Terbukti', 'Keliru'])[i + 1], 'id',
    (ARRAY[5, 3, 2, NULL, 1])[i + 1],
    (ARRAY['true', 'mixed', 'misleading', 'unproven', 'false'])[i + 1]::normalized_rating, i
FROM generate_series(1, 10) n, generate_series(0, 4) i;

INSERT INTO claimants (id, kind, name, created_by, created_at, updated_at, version)
SELECT pg_temp.numbered(4, n), 'person', 'Claimant ' || n, pg_temp.numbered(1, 1 + n % 10), now(), now(), 1
FROM generate_series(1, 1000) n;

INSERT INTO sources (id, url, kind, title, created_by, created_at, updated_at, version)
SELECT pg_temp.numbered(5, n), 'https://example.org/' || n, 'article', 'Source ' || n,
    pg_temp.numbered(1, 1 + n % 10), now(), now(), 1
FROM generate_series(1, 10000) n;

INSERT INTO claims (id, text, language, kind, claim_date, date_precision, location, tags, quantities,
    reviewed_at, newest_rating, created_by, created_at, updated_at, version)
SELECT pg_temp.numbered(6, n), 'Claim ' || n || ': ' || repeat('tentara Korea Utara di Kursk ', 5),
    (ARRAY['id', 'en', 'fr', 'pt-BR'])[1 + n % 4], 'statistic', date '2024-01-01' + (n % 700)::int, 'day',
    'Kursk', ARRAY['topic-' || n % 50],
    jsonb_build_array(jsonb_build_object('subject', 'soldiers', 'comparator', 'eq', 'value', n,
        'value_max', NULL, 'unit', NULL, 'as_of', NULL)),
    CASE WHEN n % 2 = 0 THEN timestamptz '2024-06-01' + n * interval '1 minute' END,
    CASE WHEN n % 2 = 0 THEN (ARRAY['true', 'mixed', 'misleading', 'unproven', 'false'])[n % 5 + 1]::normalized_rating END,
    pg_temp.numbered(1, 1 + n % 10), timestamptz '2024-01-01' + n * interval '1 minute', now(), 1
FROM generate_series(1, :claims) n;

INSERT INTO claim_translations (claim_id, language, text, method, created_at, updated_at)
SELECT pg_temp.numbered(6, n), 'de', 'Behauptung ' || n || ': ' || repeat('nordkoreanische Soldaten in Kursk ', 5),
    'human', now(), now()
FROM generate_series(1, :claims) n;

INSERT INTO statements (id, claim_id, claimant_id, position, said_on, date_precision, source_id,
    created_by, created_at, updated_at, version)
SELECT pg_temp.numbered(7, n * 3 + i), pg_temp.numbered(6, n), pg_temp.numbered(4, 1 + (n * 7 + i) % 1000),
    (ARRAY['asserts', 'denies', 'confirms'])[i + 1]::statement_position, date '2024-01-01' + (n % 700)::int + i, 'day',
    pg_temp.numbered(5, 1 + n % 10000), pg_temp.numbered(1, 1 + n % 10), now(), now(), 1
FROM generate_series(1, :claims) n, generate_series(0, 2) i;

INSERT INTO claim_relations (id, from_claim_id, to_claim_id, kind, created_by, created_at, updated_at, version)
SELECT pg_temp.numbered(0, n), pg_temp.numbered(6, n), pg_temp.numbered(6, n - 1), 'narrows',
    pg_temp.numbered(1, 1 + n % 10), now(), now(), 1
FROM generate_series(2, :claims, 2) n;

INSERT INTO verdicts (id, claim_id, organization_id, rating_id, title, summary, language, reviewed_at,
    status, published_at, created_at, updated_at, version)
SELECT pg_temp.numbered(8, n), pg_temp.numbered(6, n), pg_temp.numbered(1, 1 + n % 10),
    pg_temp.numbered(3, (1 + n % 10) * 5 + n % 5), 'Verdict ' || n, repeat('Ringkasan. ', 10), 'id',
    timestamptz '2024-06-01' + n * interval '1 minute', 'published', now(), now(), now(), 1
FROM generate_series(2, :claims, 2) n;

INSERT INTO evidence (id, verdict_id, source_id, stance, position)
SELECT pg_temp.numbered(9, n * 2 + i), pg_temp.numbered(8, n), pg_temp.numbered(5, 1 + (n + i) % 10000),
    (ARRAY['supports', 'refutes'])[i + 1]::evidence_stance, i
FROM generate_series(2, :claims, 2) n, generate_series(0, 1) i;
COMMIT;
VACUUM ANALYZE;
