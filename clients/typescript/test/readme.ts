import { getClaim, listClaims, publishVerdict, type Verdict } from '@factcheck/client';
import { createClient, createConfig } from '@factcheck/client/client';

// Without `auth`, for what needs no key.
const client = createClient(createConfig({ baseUrl: 'http://127.0.0.1:8080', auth: 'fc_…' }));

export async function tell(id: string): Promise<void> {
  const { data, error, response } = await getClaim({ client, path: { id } });
  if (error) {
    console.log(error.code, error.detail); // problem details (RFC 9457)
  } else {
    console.log(data.text, response.headers.get('ETag'));
  }
}

// Or have them thrown.
export async function publish(id: string, etag: string): Promise<Verdict> {
  const { data } = await publishVerdict({
    client,
    path: { id },
    headers: { 'If-Match': etag },
    throwOnError: true,
  });
  return data;
}

export async function countFalse(): Promise<number | undefined> {
  const { data } = await listClaims({
    client,
    query: { rating: ['false', 'mostly_false'], count: 'exact' },
    throwOnError: true,
  });
  return data.total;
}
