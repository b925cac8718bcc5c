/** Pages that lie ready: after a restart, on a fresh installation, and for whom. */
import { randomBytes } from 'node:crypto';
import { mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { setImmediate as turn } from 'node:timers/promises';
import { listKeys, revokeKey } from '../../../../../connector-api/src/auth/keyCommands';
import { PageMaker } from '../../../../../connector-api/src/feed/odata/pageMaker';
import { until } from '../../../../support/until';
import { feedKeys } from '../../../support/feedKeys';
import { startFeed, type FeedOptions, type FeedUnderTest } from '../../../support/feedService';
import { longStar, readAll, rows } from '../../../support/longRead';
import { addSnapshot } from '../../../support/smallSnapshot';
import { temporaryFolders } from '../../../support/temporaryFolder';
import { watchStatements } from '../../../support/watchStatements';

const folder = temporaryFolders();
const { lookups, pages, forget, hold } = watchStatements();
const pageSize = 1000;
const allKeys = Array.from({ length: rows }, (_, index) => index * 3 + 1);

/** Closed when the test is over. */
const running: FeedUnderTest[] = [];
afterEach(async () => {
  for (const feed of running.splice(0)) await feed.server.close();
});

const newStar = async (): Promise<string> => {
  const dataFolder = folder();
  await addSnapshot(dataFolder, longStar('a comment that makes the answer large enough for a file '));
  return dataFolder;
};

async function start(dataFolder: string, { config, ...options }: FeedOptions = {}): Promise<FeedUnderTest> {
  const feed = await startFeed({ ...options, dataFolder, config: { pageSize, ...config } });
  running.push(feed);
  return feed;
}

async function stop(feed: FeedUnderTest): Promise<void> {
  running.splice(running.indexOf(feed), 1);
  await feed.server.close();
}

const notesOf = (dataFolder: string): string => path.join(dataFolder, 'prepared-reads.json');

describe('after a restart', () => {
  it.each([
    ['plain', {}],
    ['packed', { 'Accept-Encoding': 'gzip' }],
    [
      'in pages as the caller prefers',
      { Prefer: 'odata.maxpagesize=1500,omit-values=nulls', 'OData-MaxVersion': '4.0' },
    ],
  ])('the pages that were read before it lie ready, %s', async (_form, headers) => {
    const query = '?$filter=RespondedAt%20ge%202000-01-01T00:00:00Z&$select=ResponseKey,Comment&$count=true';
    const dataFolder = await newStar();
    const first = await start(dataFolder);
    expect(await readAll(first, query, headers)).toEqual(allKeys);
    await stop(first);
    const second = await start(dataFolder);
    await second.server.prepare();
    forget();
    expect(await readAll(second, query, headers)).toEqual(allKeys);
    expect([...lookups, ...pages]).toEqual([]);
  });

  it('those of the snapshot that came meanwhile do', async () => {
    const dataFolder = await newStar();
    const first = await start(dataFolder);
    await readAll(first, '');
    await stop(first);
    await addSnapshot(dataFolder, longStar('another comment, of a snapshot that came while nothing ran '), 2);
    const second = await start(dataFolder);
    await second.server.prepare();
    forget();
    expect(await readAll(second, '')).toEqual(allKeys);
    expect([...lookups, ...pages]).toEqual([]);
  });

  it('the service makes them by itself when it listens', async () => {
    const dataFolder = await newStar();
    const first = await start(dataFolder);
    await readAll(first, '');
    await stop(first);
    forget();
    const second = await start(dataFolder);
    const listening = await second.server.listen({ host: '127.0.0.1', port: 0 });
    await until('pages are made', () => pages.length > 0);
    await listening.close();
  });

  it('nothing is made where that is switched off, and what was remembered stays for later', async () => {
    const dataFolder = await newStar();
    const first = await start(dataFolder);
    await readAll(first, '');
    await stop(first);
    const notes = readFileSync(notesOf(dataFolder), 'utf8');
    forget();
    const second = await start(dataFolder, { config: { prepare: 'off' } });
    await second.server.prepare();
    expect(pages).toEqual([]);
    await stop(second);
    expect(readFileSync(notesOf(dataFolder), 'utf8')).toBe(notes);
  });

  it.each([
    ['half written', (text: string) => text.slice(0, text.length / 2)],
    ['of another form', (text: string) => text.replace('"FactResponse"', '"FactSomething"')],
    ['with more in it than belongs there', (text: string) => text.replace('"given"', '"apikey":"npsk_x","given"')],
    ['that is no JSON', () => 'reads'],
  ])('a file %s is left aside with one sentence, and written anew', async (_what, damaged) => {
    const dataFolder = await newStar();
    const first = await start(dataFolder);
    await readAll(first, '');
    await stop(first);
    const whole = readFileSync(notesOf(dataFolder), 'utf8');
    writeFileSync(notesOf(dataFolder), damaged(whole));
    forget();
    const second = await start(dataFolder);
    expect(second.server.warnings).toEqual([
      expect.stringContaining(`${notesOf(dataFolder)} is not what this service`),
    ]);
    await second.server.prepare();
    expect(pages).toEqual([]);
    await readAll(second, '');
    await stop(second);
    const withoutHour = (text: string): string => text.replaceAll(/"readAt":"[^"]*"/g, '');
    expect(withoutHour(readFileSync(notesOf(dataFolder), 'utf8'))).toBe(withoutHour(whole));
    expect((await start(dataFolder)).server.warnings).toEqual([]);
  });

  it('a file that cannot be written costs what was remembered and nothing else', async () => {
    const dataFolder = await newStar();
    mkdirSync(notesOf(dataFolder));
    const said: string[] = [];
    const warn = (_facts: object, message: string) => said.push(message);
    const feed = await start(dataFolder, { logger: { info: () => undefined, warn, error: () => undefined } });
    expect(await readAll(feed, '')).toEqual(allKeys);
    await stop(feed);
    expect(said).toEqual(['pages were not prepared']);
    expect(readdirSync(dataFolder).filter((name) => name.endsWith('.new'))).toEqual([]);
  });
});

describe('what is written down', () => {
  const auth = { NPS_AUTH: 'key' };
  const keys = feedKeys({ whole: {}, persons: { scopes: ['feed', 'persons'] }, unit: { businessUnits: ['BU-1'] } });

  it('holds no key, no header as it was sent and nothing that may name a person', async () => {
    const dataFolder = await newStar();
    await keys.prepare(dataFolder);
    const feed = await start(dataFolder, { auth });
    const headers = {
      ...keys.header('persons'),
      Accept: 'application/json;odata.metadata=none;secret=accept',
      Prefer: 'odata.maxpagesize=2000,secret=prefer',
      Cookie: 'secret=cookie',
      'User-Agent': 'secret agent',
    };
    const harmless = '$filter=RespondedAt%20ge%202000-01-01T00:00:00Z';
    await readAll(feed, `?${harmless}`, headers);
    // As Power BI sends a key, with every page.
    const withKey = (link: string): string => `${link}&apikey=${keys.text('persons')}`;
    const { body } = await feed.get(withKey('/odata/FactResponse?$select=ResponseKey'));
    const next = new URL((body as { '@odata.nextLink': string })['@odata.nextLink']);
    expect((await feed.get(withKey(next.pathname + next.search))).status).toBe(200);
    for (const named of [
      "$filter=Contact/Email%20ne%20'secret@fjord.example'",
      '$filter=ContactKey%20ne%20987654321',
      "$filter=Contact/Email%20ne%20@secret&@secret='x'",
      '$compute=Score%20as%20secret',
    ]) {
      expect(await readAll(feed, `?${named}`, headers)).toHaveLength(rows);
    }
    await stop(feed);
    const text = readFileSync(notesOf(dataFolder), 'utf8');
    const { reads } = JSON.parse(text) as { reads: { read: { query: string } }[] };
    expect(new Set(reads.map(({ read }) => read.query))).toEqual(new Set([harmless, '$select=ResponseKey']));
    expect(text).not.toMatch(/secret|npsk_|apikey|987654321|agent/i);
    expect(statSync(notesOf(dataFolder)).mode & 0o077).toBe(0);
    expect(readdirSync(dataFolder).filter((name) => name.endsWith('.new'))).toEqual([]);
  });

  it('is prepared for those who could see it, and not once their key is revoked', async () => {
    const dataFolder = await newStar();
    await keys.prepare(dataFolder);
    const first = await start(dataFolder, { auth });
    const seen = await readAll(first, '', keys.header('unit'));
    expect(seen.length).toBeLessThan(rows / 2);
    await stop(first);
    const second = await start(dataFolder, { auth });
    await second.server.prepare();
    forget();
    expect(await readAll(second, '', keys.header('unit'))).toEqual(seen);
    expect(pages).toEqual([]);
    await stop(second);

    const context = { file: path.join(dataFolder, 'keys.json'), now: Date.now, random: randomBytes };
    const { id = '' } = listKeys(context).find(({ name }) => name === 'unit') ?? {};
    await revokeKey(id, null, context);
    const third = await start(dataFolder, { auth });
    forget();
    await third.server.prepare();
    expect(pages).toEqual([]);
    await stop(third);
    expect(JSON.parse(readFileSync(notesOf(dataFolder), 'utf8'))).toEqual({ version: 1, reads: [] });
  });

  it('never reaches who sees less', async () => {
    const query = '?$select=ResponseKey&$expand=Contact($select=Email)';
    const dataFolder = await newStar();
    await keys.prepare(dataFolder);
    const first = await start(dataFolder, { auth });
    await readAll(first, query, keys.header('persons'));
    await stop(first);
    const second = await start(dataFolder, { auth });
    await second.server.prepare();
    const textOf = async (who: string) => (await second.get(`/odata/FactResponse${query}`, keys.header(who))).text;
    expect(await textOf('persons')).toContain('person1@example.com');
    expect(await textOf('whole')).not.toContain('@example.com');
    expect(await textOf('unit')).not.toContain('@example.com');
  });
});

describe('on a fresh installation', () => {
  /** As Power Query asks. */
  const powerQuery = {
    Accept:
      'application/json;odata.metadata=minimal;q=1.0,application/json;odata=minimalmetadata;q=0.9,application/atomsvc+xml;q=0.8,application/atom+xml;q=0.8,application/xml;q=0.7,text/plain;q=0.7',
    'Accept-Encoding': 'gzip, deflate',
    'OData-MaxVersion': '4.0',
  };
  const on = { prepare: 'on' } as const;

  it.each([
    ['a template', '?$filter=RespondedAt%20ge%202000-01-01T00:00:00Z%20and%20RespondedAt%20lt%202100-01-01T00:00:00Z'],
    ['whoever reads a whole table', ''],
  ])('the pages that %s reads first lie ready, packed and unpacked', async (_who, query) => {
    const feed = await start(await newStar(), { config: on });
    await feed.server.prepare();
    forget();
    for (const headers of [powerQuery, { ...powerQuery, 'Accept-Encoding': 'identity' }]) {
      expect(await readAll(feed, query, headers)).toEqual(allKeys);
      expect((await feed.get('/odata/DimCampaign', headers)).status).toBe(200);
    }
    expect([...lookups, ...pages]).toEqual([]);
  });

  it('nothing is made but what came before, where only that is wanted', async () => {
    const feed = await start(await newStar(), { config: { prepare: 'noted' } });
    forget();
    await feed.server.prepare();
    expect(pages).toEqual([]);
  });

  it('nothing is made where every key sees some business units only', async () => {
    const keys = feedKeys({ unit: { businessUnits: ['BU-1'] } });
    const dataFolder = await newStar();
    await keys.prepare(dataFolder);
    const feed = await start(dataFolder, { auth: { NPS_AUTH: 'key' }, config: on });
    forget();
    await feed.server.prepare();
    expect(pages).toEqual([]);
  });

  it('no more is made once somebody has read', async () => {
    const feed = await start(await newStar(), { config: on });
    await readAll(feed, '');
    await addSnapshot(feed.dataFolder, longStar('a comment of the snapshot after the first reader '), 2);
    forget();
    await feed.server.prepare();
    expect(pages).toHaveLength(1);
  });

  it('nothing is made anew with every refresh while nobody reads pages, but once a day', async () => {
    let now = new Date('2026-11-25T06:00:00Z');
    const feed = await start(await newStar(), { config: on, now: () => now });
    const madeOf = async (snapshot: number, hour: string): Promise<number> => {
      now = new Date(hour);
      await addSnapshot(
        feed.dataFolder,
        longStar(`the comment of snapshot ${String(snapshot)}, long enough for a file `),
        snapshot,
      );
      forget();
      await feed.server.prepare();
      return pages.length;
    };
    expect(await madeOf(2, '2026-11-25T06:00:00Z')).toBeGreaterThan(5);
    expect(await madeOf(3, '2026-11-25T18:00:00Z')).toBe(0);
    expect(await madeOf(4, '2026-11-26T05:30:00Z')).toBeGreaterThan(5);
  });

  it('no more is made than fits into half of the cache', async () => {
    const madeIn = async (cacheMegabytes: number): Promise<number> => {
      const feed = await start(await newStar(), { config: { ...on, cacheMegabytes } });
      // Not statements: what lies there in one coding is not asked for again for the other.
      const asked = jest.spyOn(PageMaker.prototype, 'prepare');
      await feed.server.prepare();
      const { length } = asked.mock.calls;
      asked.mockRestore();
      return length;
    };
    const all = await madeIn(100);
    expect(all).toBeGreaterThan(10);
    // Unpacked the first table alone has more than half a megabyte.
    expect(await madeIn(1)).toBeLessThan(all - 5);
  });
});

describe('while pages are being prepared', () => {
  const on = { prepare: 'on' } as const;

  it('whoever is being served goes first', async () => {
    const feed = await start(await newStar(), { config: on });
    forget();
    const release = hold();
    const reader = feed.get('/odata/FactResponse?$select=ResponseKey').then(({ status }) => status);
    await until('the reader is being served', () => pages.length === 1);
    const prepared = feed.server.prepare();
    for (let turns = 0; turns < 100; turns += 1) await turn();
    expect(pages).toHaveLength(1);
    release();
    expect(await reader).toBe(200);
    await prepared;
    expect(pages.length).toBeGreaterThan(5);
  });

  it('a new snapshot breaks off what is made of the one before', async () => {
    const feed = await start(await newStar(), { config: on });
    const rest = longStar('the comment of the newer snapshot, which is what is to be made ');
    forget();
    const release = hold();
    const prepared = feed.server.prepare();
    await until('the first pages are under way', () => pages.length === 1);
    await addSnapshot(feed.dataFolder, rest, 2);
    release();
    await prepared;
    expect(pages).toHaveLength(1);
    await feed.server.prepare();
    forget();
    expect(await readAll(feed, '')).toEqual(allKeys);
    expect(pages).toEqual([]);
  });

  it('closing the service breaks off', async () => {
    const feed = await start(await newStar(), { config: on });
    forget();
    const release = hold();
    const prepared = feed.server.prepare();
    await until('the first pages are under way', () => pages.length === 1);
    const stopped = stop(feed);
    release();
    await Promise.all([prepared, stopped]);
    expect(pages).toHaveLength(1);
  });
});
