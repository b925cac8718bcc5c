/** Row scope and masking where the star is in SQL Server: every key sees what it sees over the embedded engine, in every format. */
import { copyFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { DuckDBInstance } from '@duckdb/node-api';
import supertest from 'supertest';
import { starTables } from '../../../connector-api/src/star';
import { feedKeys } from '../support/feedKeys';
import { startFeed, type FeedUnderTest } from '../support/feedService';
import { temporaryFolders } from '../support/temporaryFolder';

const keys = feedKeys({
  all: {},
  persons: { scopes: ['feed', 'persons'] },
  north: { businessUnits: ['BU-1'] },
  nowhere: { businessUnits: ['BU-9'] },
  south: { businessUnits: ['BU-2', 'BU-3'], scopes: ['feed', 'persons'] },
  admin: { scopes: ['feed', 'admin'] },
});
const folder = temporaryFolders();
let feeds: readonly FeedUnderTest[] = [];

beforeAll(async () => {
  const auth = {
    NPS_AUTH: 'key',
    NPS_REQUESTS_PER_MINUTE: '100000',
    NPS_FREE_TEXT: 'personal',
    NPS_PSEUDONYM_SECRET: 'a secret of this test, 32 characters or more',
  };
  const options = { auth, config: { pageSize: 20 } };
  const embedded = await startFeed({ ...options, prepare: keys.prepare });
  const server = await startFeed({
    ...options,
    engine: 'sqlserver',
    prepare: async (dataFolder) =>
      copyFileSync(path.join(embedded.dataFolder, 'keys.json'), path.join(dataFolder, 'keys.json')),
  });
  feeds = [embedded, server];
});
afterAll(async () => {
  for (const feed of feeds) await feed.stop();
});

const callers = ['all', 'persons', 'north', 'nowhere', 'south'] as const;
const questions = [
  ...starTables.map(({ name }) => `/odata/${name}?$top=19&$count=true`),
  '/odata/FactResponse/$count',
  '/odata/DimContact?$filter=startswith(Email,%27person1%27)',
  '/odata/DimContact?$orderby=ContactName desc',
  '/odata/FactResponse?$expand=Contact,BusinessUnit&$top=10',
  '/odata/FactResponse?$apply=groupby((Contact/ContactName),aggregate($count as n,Score with average as mean))',
  '/odata/FactResponse?$apply=groupby((BusinessUnit/BusinessUnitName),aggregate(PreviousScore with max as m))',
  '/odata/FactResponse(1)',
  '/odata/FactResponse(2)?$expand=Contact',
  '/odata/DimContact(1)/Email',
  '/odata/DimContact(1)/ContactName/$value',
];

async function bytes(feed: FeedUnderTest, who: string, url: string): Promise<{ status: number; body: Buffer }> {
  const answer = await supertest(feed.server.app)
    .get(url.replaceAll(' ', '%20'))
    .set({ Host: '127.0.0.1', ...keys.header(who) })
    .buffer(true)
    .parse((response, done) => {
      const pieces: Buffer[] = [];
      response.on('data', (piece: Buffer) => pieces.push(piece));
      response.on('end', () => done(null, Buffer.concat(pieces)));
    });
  return { status: answer.status, body: answer.body as Buffer };
}

const both = (who: string, url: string) => Promise.all(feeds.map((feed) => bytes(feed, who, url)));
/** The snapshots' names stand in tokens of next links. */
const shown = ({ status, body }: { status: number; body: Buffer }): string =>
  `${String(status)} ${body.toString('utf8').replace(/skiptoken=[\w-]+/, 'skiptoken')}`;

describe.each(callers)('the key "%s"', (who) => {
  it.each(questions)('gets the same answer to %s', async (url) => {
    const [ours, theirs] = await both(who, url);
    expect(shown(theirs as never)).toBe(shown(ours as never));
    expect([200, 204, 404]).toContain(ours?.status);
  });

  it.each(['FactResponse', 'DimContact', 'FactOpportunity', 'DimDate', 'BridgeResponseCategory'])(
    'gets the same CSV of %s',
    async (table) => {
      const [ours, theirs] = await both(who, `/files/${table}.csv`);
      expect(ours?.status).toBe(200);
      expect(shown(theirs as never)).toBe(shown(ours as never));
    },
  );
});

describe('files', () => {
  it('are the same for a period, and refuse the same periods', async () => {
    const asked = ['from=2026-01-05&to=2026-01-10', 'from=2026-01-05T10:00:00%2B01:00', 'to=2000-01-01', 'from=x'];
    for (const period of asked) {
      const [ours, theirs] = await both('persons', `/files/FactResponse.csv?${period}`);
      expect(shown(theirs as never)).toBe(shown(ours as never));
    }
  });

  it('are the same Parquet, row for row and type for type', async () => {
    const described = await Promise.all(
      feeds.map(async (feed) => {
        const { body } = await bytes(feed, 'south', '/files/FactResponse.parquet');
        return describeParquet(body);
      }),
    );
    expect(described[0]?.rows.length).toBeGreaterThan(10);
    expect(described[1]).toEqual(described[0]);
  });
});

async function describeParquet(body: Buffer) {
  const file = path.join(folder(), 'table.parquet');
  writeFileSync(file, body);
  const instance = await DuckDBInstance.create(':memory:');
  const connection = await instance.connect();
  const reader = await connection.runAndReadAll(`from '${file}'`);
  const described = {
    types: reader.columnTypes().map(String),
    names: reader.columnNames(),
    rows: reader.getRowsJson(),
  };
  connection.closeSync();
  instance.closeSync();
  return described;
}

it('reconciles the campaigns alike', async () => {
  const [ours, theirs] = await both('admin', '/reconcile');
  const campaigns = (answer: { body: Buffer } | undefined) =>
    (JSON.parse(answer?.body.toString('utf8') ?? '{}') as { campaigns: unknown[] }).campaigns;
  expect(campaigns(theirs)).toEqual(campaigns(ours));
  expect(campaigns(ours)).toHaveLength(2);
});

it('tells limited callers no totals in the manifest', async () => {
  const manifest = async (who: string) =>
    JSON.parse((await bytes(feeds[1] as FeedUnderTest, who, '/manifest')).body.toString()) as object;
  expect(await manifest('all')).toMatchObject({
    snapshot: '000001',
    rated: 50,
    excluded: { blank: 5 },
    quarantined: { response: 2 },
  });
  expect(await manifest('north')).not.toHaveProperty('rated');
});
