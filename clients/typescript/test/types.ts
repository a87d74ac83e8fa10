// What the compiler must refuse; nothing here is run.

import { createClaim, getClaim, listClaims, type Problem, publishVerdict } from '@factcheck/client';

export async function refused(): Promise<void> {
  // @ts-expect-error: a language and a kind are needed.
  await createClaim({ body: { text: 'Words.' } });
  // @ts-expect-error: there is no such kind.
  await createClaim({ body: { text: 'Words.', language: 'en', kind: 'rumour' } });
  // @ts-expect-error: there is no such member.
  await createClaim({ body: { text: 'Words.', language: 'en', kind: 'quote', author: 'I' } });
  // @ts-expect-error: there is no such filter.
  await listClaims({ query: { lang_uage: 'en' } });
  // @ts-expect-error: of which verdict?
  await publishVerdict({});

  const { data, error } = await getClaim({ path: { id: '' } });
  // @ts-expect-error: it may have failed.
  data.text.toUpperCase();
  const problem: Problem | undefined = error;
  if (problem === undefined) {
    const text: string | undefined = data?.text;
    // @ts-expect-error: it is no number.
    const number: number | undefined = data?.text;
    console.log(text, number);
  }
}
