/** The queries inside the templates ask the service for things it has, in ways it understands. */
import path from 'node:path';
import { randomBytes } from 'node:crypto';
import { createKey } from '../../connector-api/src/auth/keyCommands';
import { fullSight } from '../../connector-api/src/auth/sight';
import { templateReads } from '../../connector-api/src/feed/odata/prepare/templateReads';
import type { SnapshotManifest } from '../../connector-api/src/snapshot/types';
import { starTables } from '../../connector-api/src/star';
import type { ModelOptions } from '../../templates/src/write/model/options';
import { parametersOf, snapshotQuery, tableQuery } from '../../templates/src/write/model/powerQuery';
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

test('What the service makes ready on a fresh installation is what a template asks for, table by table', () => {
  const instants = new Map(
    parametersOf(options('odata')).flatMap(({ name, expression }) => {
      const parts = /^#datetime\((\d+), (\d+), (\d+), 0, 0, 0\)/.exec(expression)?.slice(1) ?? [];
      const [year, month, day] = parts.map((part) => part.padStart(2, '0'));
      return year === undefined ? [] : [[name, `${year}-${month ?? ''}-${day ?? ''}T00:00:00Z`] as const];
    }),
  );
  const tables = Object.fromEntries(starTables.map(({ name }) => [name, { rows: 1, hash: '' }]));
  const ready = templateReads(tables as SnapshotManifest['tables'], [fullSight]).map(
    ({ set, query }) => `${set}?${decodeURIComponent(query)}`,
  );
  const filtered = starTables.map(({ name }) => {
    const query = tableQuery(name, options('odata'));
    const [, column] = /each \[(\w+)\] >= From and \[\1\] < To/.exec(query) ?? [];
    if (column === undefined) return `${name}?`;
    const of = (step: string) =>
      instants.get(new RegExp(`${step} = DateTime.AddZone\\((\\w+), 0\\)`).exec(query)?.[1] ?? '');
    return `${name}?$filter=${column} ge ${String(of('From'))} and ${column} lt ${String(of('To'))}`;
  });
  expect(filtered.filter((each) => each.includes('2100-01-01')).length).toBeGreaterThan(2);
  expect(ready.slice(0, starTables.length).sort()).toEqual(filtered.sort());
});
