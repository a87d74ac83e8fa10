// What a newsroom's tool does, against a running server: FACTCHECK_URL and FACTCHECK_KEY name it
// and a key with every scope of an organization.

import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';

import {
  type ClaimPage,
  createClaim,
  createRatingScale,
  createSource,
  createVerdict,
  exportClaims,
  feedAtom,
  getClaim,
  getVerdict,
  importClaims,
  type LineResult,
  listClaims,
  listVerdicts,
  publishVerdict,
  putEvidence,
} from '@factcheck/client';
import { createClient, createConfig } from '@factcheck/client/client';

const { FACTCHECK_URL: baseUrl, FACTCHECK_KEY: key } = process.env;
assert(baseUrl && key, 'FACTCHECK_URL and FACTCHECK_KEY are needed');

const reader = createClient(createConfig({ baseUrl }));
const client = createClient(createConfig({ baseUrl, auth: key }));
// Failures are thrown where nothing is said of them.
const newsroom = { client, throwOnError: true } as const;

/** The ETag, to say of which version a change is. */
function etag(response: Response): string {
  const tag = response.headers.get('ETag');
  assert(tag);
  return tag;
}

async function publishes(): Promise<string> {
  const claim = await createClaim({
    ...newsroom,
    headers: { 'Idempotency-Key': randomUUID() },
    body: {
      text: 'Ten thousand soldiers are trained at five bases.',
      language: 'en',
      kind: 'statistic',
      tags: ['soldiers'],
      quantities: [{ subject: 'soldiers', comparator: 'approx', value: 10_000 }],
    },
  });
  assert.equal(claim.response.status, 201);
  assert.equal(claim.data.quantities[0]?.value, 10_000);

  const scale = await createRatingScale({
    ...newsroom,
    body: {
      name: 'Two steps',
      worst: 1,
      best: 5,
      ratings: [
        { label: 'Salah', language: 'id', value: 1, normalized: 'false' },
        { label: 'Benar', language: 'id', value: 5, normalized: 'true' },
      ],
    },
  });
  const rating = scale.data.ratings[0];
  assert(rating);
  const source = await createSource({
    ...newsroom,
    body: { kind: 'press_release', title: 'A statement', url: 'https://example.org/press' },
  });

  const draft = await createVerdict({
    ...newsroom,
    body: {
      claim_id: claim.data.id,
      rating_id: rating.id,
      title: 'There are four bases',
      language: 'en',
      reviewed_at: '2024-10-28T12:00:00Z',
    },
  });
  const path = { id: draft.data.id };
  const hidden = await getVerdict({ client: reader, path });
  assert.equal(hidden.error?.code, 'not_found');

  const cited = await putEvidence({
    ...newsroom,
    path,
    headers: { 'If-Match': etag(draft.response) },
    body: [{ source_id: source.data.id, stance: 'refutes', quote: 'Four bases.' }],
  });
  const stale = await publishVerdict({
    client,
    path,
    headers: { 'If-Match': etag(draft.response) },
  });
  assert.equal(stale.response.status, 412);
  assert.equal(stale.error?.code, 'precondition_failed');
  const published = await publishVerdict({
    ...newsroom,
    path,
    headers: { 'If-Match': etag(cited.response) },
  });
  assert.equal(published.data.status, 'published');

  const read = await getVerdict({ client: reader, path, throwOnError: true });
  assert.deepEqual(read.data, published.data);
  assert.equal(read.data.rating?.normalized, 'false');
  assert.equal(read.data.evidence[0]?.source.url, 'https://example.org/press');
  const unchanged = await getVerdict({
    client: reader,
    path,
    headers: { 'If-None-Match': etag(read.response) },
  });
  assert.equal(unchanged.response.status, 304);
  console.log(`published ${read.data.title}`);
  return claim.data.id;
}

async function lists(id: string): Promise<void> {
  await createClaim({
    ...newsroom,
    body: { text: 'Nobody is trained there.', language: 'en', kind: 'denial' },
  });
  let cursor: string | null = null;
  const texts: string[] = [];
  do {
    const { data: page }: { data: ClaimPage } = await listClaims({
      client: reader,
      throwOnError: true,
      query: { language: 'en', sort: 'created_at', limit: 1, ...(cursor ? { cursor } : {}) },
    });
    texts.push(...page.data.map((claim) => claim.text));
    cursor = page.next_cursor;
  } while (cursor);
  assert.equal(texts.length, 2);

  // Parameters that repeat, and those with commas.
  const judged = await listClaims({
    client: reader,
    throwOnError: true,
    query: { rating: ['false', 'mixed'], facets: ['rating', 'tag'], count: 'exact' },
  });
  const [claim] = judged.data.data;
  assert.equal(judged.data.total, 1);
  assert.equal(claim?.id, id);
  assert.equal(claim?.verdicts[0]?.rating?.label, 'Salah');
  assert.equal(judged.data.facets?.tag?.[0]?.value, 'soldiers');
  const verdicts = await listVerdicts({ client: reader, throwOnError: true });
  assert.equal(verdicts.data.data.length, 1);

  const atom: Blob = (await feedAtom({ client: reader, throwOnError: true })).data;
  assert.match(await atom.text(), /<title>There are four bases<\/title>/);
  console.log(`listed ${texts.length} claims`);
}

async function fails(): Promise<void> {
  const unknown = await getClaim({
    client: reader,
    path: { id: '00000000-0000-7000-8000-000000000000' },
  });
  assert.equal(unknown.data, undefined);
  assert.equal(unknown.response.status, 404);
  assert.equal(unknown.error?.code, 'not_found');

  const claim = { text: 'x'.repeat(5001), language: 'en', kind: 'quote' } as const;
  const long = await createClaim({ client, body: claim });
  assert.equal(long.error?.code, 'validation_failed');
  assert.deepEqual(
    long.error.errors.map((fault) => fault.pointer),
    ['/text'],
  );
  await assert.rejects(createClaim({ client: reader, throwOnError: true, body: claim }), {
    status: 401,
    code: 'missing_api_key',
  });
  console.log(`failed with ${unknown.error.code}`);
}

async function carries(): Promise<void> {
  const exported = await exportClaims(newsroom);
  // Lines are bytes already, and must not be made JSON.
  const imported = await importClaims({
    ...newsroom,
    query: { dry_run: true },
    body: exported.data,
    bodySerializer: null,
  });
  const lines = (await imported.data.text()).trim().split('\n');
  const results = lines.map((line) => JSON.parse(line) as LineResult);
  assert.deepEqual(
    results.map((result) => result.status),
    ['unchanged', 'unchanged'],
  );
  console.log(`carried ${results.length} lines`);
}

await lists(await publishes());
await fails();
await carries();
