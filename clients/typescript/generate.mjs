// Makes `src`, or the folder that is named, out of the document.

import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

import { createClient } from '@hey-api/openapi-ts';

const here = fileURLToPath(new URL('.', import.meta.url));
const path = process.argv[2] ?? join(here, 'src');
const document = JSON.parse(readFileSync(join(here, '../../openapi/openapi.json'), 'utf8'));

// The document has the shape of one line of NDJSON; what a client sends and gets is many of them.
// Atom it has as text. Both are bytes to the client, which does not read them.
const UNREAD = ['application/x-ndjson', 'application/atom+xml'];
for (const operations of Object.values(document.paths)) {
  for (const { requestBody, responses } of Object.values(operations)) {
    for (const { content } of [requestBody ?? {}, ...Object.values(responses)]) {
      for (const type of UNREAD.filter((type) => content?.[type])) {
        content[type].schema = { type: 'string', format: 'binary' };
      }
    }
    // Other documents are sent in the same way: as bytes, whose type is told by a header.
    if (requestBody?.content['application/x-ndjson']) {
      const { 'application/x-ndjson': lines } = requestBody.content;
      requestBody.content = { 'application/x-ndjson': lines };
    }
  }
}

await createClient({
  input: document,
  output: {
    path,
    // As Node wants it, which bundlers take as well.
    importFileExtension: '.js',
  },
  interactive: false,
  logs: { level: 'warn', file: false },
  plugins: ['@hey-api/typescript', '@hey-api/sdk', '@hey-api/client-fetch'],
});

// Comments of the generator's own link to pages of other packages; their names are enough.
for (const folder of [path, join(path, 'client'), join(path, 'core')]) {
  for (const name of readdirSync(folder).filter((name) => name.endsWith('.ts'))) {
    const file = join(folder, name);
    const text = readFileSync(file, 'utf8');
    writeFileSync(file, text.replace(/\{@link https?:\S+ (`[^`]+`)\}/g, '$1'));
  }
}
