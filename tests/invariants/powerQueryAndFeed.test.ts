/** The queries inside the templates ask the service for things it has, in ways it understands. */
import path from 'node:path';
import { randomBytes } from 'node:crypto';
import { createKey } from '../../connector-api/src/auth/keyCommands';
import { starTables } from '../../connector-api/src/star';
import type { ModelOptions } from '../../templates/src/write/model/options';
import { snapshotQuery, tableQuery } from '../../templates/src/write/model/powerQuery';
import { startFeed, type FeedUnderTest } from '../connector-api/support/feedService';

const options = (feed: 'odata' | 'parquet'): ModelOptions => ({
  language: 'en',
  feed,
  url: 'http://127.0.0.1',
  server: '',
  database: '',
  sample: null,
  sampleSnapshot: {},
});

/** Paths below the connector's address, and the names under which a key is sent, of one query. */
function asked(query: string): { readonly paths: string[]; readonly keyNames: string[] } {
  const paths = [...query.matchAll(/ConnectorUrl & "([^"]+)"|RelativePath = "([^"]+)"/g)].map(
    ([, odata, relative]) => odata ?? `/${relative ?? ''}`,
  );
  return { paths, keyNames: [...query.matchAll(/ApiKeyName = "([^"]+)"/g)].map(([, name]) => name ?? '') };
}

let feed: FeedUnderTest;
let key = '';
beforeAll(async () => {
  feed = await startFeed({
    auth: { NPS_AUTH: 'key' },
    prepare: async (dataFolder) => {
      const file = path.join(dataFolder, 'keys.json');
      const request = { name: 'Power BI', scopes: ['feed'], businessUnits: null, notAfter: null } as const;
      key = (await createKey(request, { file, now: Date.now, random: randomBytes })).text;
    },
  });
});
afterAll(() => feed.stop());

describe.each(['odata', 'parquet'] as const)('A template that reads %s', (kind) => {
  const queries = [...starTables.map(({ name }) => tableQuery(name, options(kind))), snapshotQuery(options(kind))].map(
    asked,
  );

  test('names a key in every request it sends', () => {
    expect(queries.flatMap(({ paths }) => paths).length).toBeGreaterThan(starTables.length);
    for (const { paths, keyNames } of queries) expect(keyNames).toHaveLength(paths.length);
  });

  test('asks for what the service has, and its key is accepted under that name', async () => {
    for (const { paths, keyNames } of queries) {
      for (const [at, where] of paths.entries()) {
        expect({ where, status: (await feed.get(where)).status }).toEqual({ where, status: 401 });
        const answer = await feed.get(`${where}?${keyNames[at] ?? ''}=${key}`);
        expect({ where, status: answer.status }).toEqual({ where, status: 200 });
      }
    }
  });
});
