/** How often the engine is asked: every page is made once, also when it was made ahead of its reader. */
import { SnapshotReader } from '../../../../connector-api/src/feed/engine/embedded/snapshotReader';
import { startFeed, type FeedUnderTest } from '../../support/feedService';
import { longStar, readAll as readPages, rows } from '../../support/longRead';
import { addSnapshot } from '../../support/smallSnapshot';
import { watchStatements } from '../../support/watchStatements';

const pageSize = 1000;

let feed: FeedUnderTest;
const { lookups, pages } = watchStatements();

beforeAll(async () => {
  feed = await startFeed({
    config: { pageSize },
    rows: longStar('a comment that makes the answer large enough for a file '),
  });
});
afterAll(() => feed.stop());

const readAll = (query: string, from = feed): Promise<number[]> => readPages(from, query);

it('makes the first page alone, those after it in one go, and none for the second reader', async () => {
  const expected = Array.from({ length: rows }, (_, index) => index * 3 + 1);
  expect(await readAll('')).toEqual(expected);
  expect(pages).toHaveLength(2);
  lookups.length = 0;
  pages.length = 0;
  expect(await readAll('')).toEqual(expected);
  expect([...lookups, ...pages]).toEqual([]);
});

it('frames the same rows for each caller as that caller asked', async () => {
  const plain = await feed.get('/odata/FactResponse', { Host: '127.0.0.1:1' });
  lookups.length = 0;
  pages.length = 0;
  const elsewhere = await feed.get('/odata/FactResponse', { Host: 'localhost:2' });
  const bare = await feed.get('/odata/FactResponse?$format=application/json;odata.metadata=none');
  expect(elsewhere.text).toBe(plain.text.replaceAll('127.0.0.1:1', 'localhost:2'));
  expect(elsewhere.headers['etag']).not.toBe(plain.headers['etag']);
  expect((bare.body as { value: unknown }).value).toEqual((plain.body as { value: unknown }).value);
  expect(Object.keys(bare.body as object)).toEqual(['value', '@odata.nextLink']);
  // Who has had so many rows gets a link that says so.
  const top = await feed.get(`/odata/FactResponse?$top=${String(pageSize + 1)}`);
  const link = new URL((top.body as { '@odata.nextLink': string })['@odata.nextLink']);
  expect((await feed.get(link.pathname + link.search)).body).toMatchObject({
    value: [{ ResponseKey: pageSize * 3 + 1 }],
  });
  expect(pages).toHaveLength(1);
});

it('makes one page and no more for a token that it did not write, and goes on from there as ever', async () => {
  const query = '?$filter=Score ge -1';
  const tokenOf = (link: string): string => new URL(link).searchParams.get('$skiptoken') ?? '';
  const linkOf = ({ body }: { body: unknown }): string => (body as { '@odata.nextLink': string })['@odata.nextLink'];
  const first = linkOf(await feed.get(`/odata/FactResponse${query}`));
  const written = JSON.parse(Buffer.from(tokenOf(first), 'base64url').toString('utf8')) as object;
  const forged = Buffer.from(JSON.stringify({ ...written, k: ['100'] })).toString('base64url');
  pages.length = 0;
  const next = new URL(linkOf(await feed.get(`/odata/FactResponse${query}&$skiptoken=${forged}`)));
  expect(pages).toHaveLength(1);
  const second = new URL(linkOf(await feed.get(next.pathname + next.search)));
  expect(pages).toHaveLength(2);
  await feed.get(second.pathname + second.search);
  expect(pages).toHaveLength(2);
});

it('makes a page once for many who ask at the same time', async () => {
  pages.length = 0;
  const answers = await Promise.all(Array.from({ length: 64 }, () => feed.get('/odata/FactResponse?$select=Score')));
  expect(new Set(answers.map(({ text }) => text)).size).toBe(1);
  expect(pages).toHaveLength(1);
});

it.each([
  ['packed', 'gzip', 'identity'],
  ['as they are', 'identity', 'gzip'],
])('asks the engine once for rows that are read %s first and otherwise then', async (_how, first, then) => {
  const url = `/odata/FactResponse?$select=ResponseKey,Comment&$filter=Score ge ${first === 'gzip' ? '-2' : '-3'}`;
  pages.length = 0;
  const [one, other] = [
    await feed.get(url, { 'Accept-Encoding': first }),
    await feed.get(url, { 'Accept-Encoding': then }),
  ];
  expect(other.headers['content-encoding']).toBe(then === 'gzip' ? 'gzip' : undefined);
  expect(other.text).toBe(one.text);
  expect((one.body as { value: unknown[] }).value).toHaveLength(pageSize);
  expect(pages).toHaveLength(1);
});

it.each(['gzip', 'br'])('packs a large page with %s once, and gives it with its length', async (coding) => {
  const headers = { 'Accept-Encoding': coding };
  const plain = await feed.get('/odata/FactResponse', { 'Accept-Encoding': 'identity' });
  const first = await feed.get('/odata/FactResponse', headers);
  const second = await feed.get('/odata/FactResponse', headers);
  for (const answer of [first, second]) {
    expect(answer.headers['content-encoding']).toBe(coding);
    expect(Number(answer.headers['content-length'])).toBeLessThan(Number(plain.headers['content-length']) / 3);
    expect(answer.headers['etag']).toBe(String(plain.headers['etag']).replace(/"$/, `-${coding}"`));
    expect(answer.text).toBe(plain.text);
  }
});

describe('of a new snapshot', () => {
  const newest = async (): Promise<string> => {
    const { body } = await feed.get('/odata/FactResponse?$top=1&$select=Comment');
    return (body as { value: { Comment: string }[] }).value[0]?.Comment ?? '';
  };

  it('the pages that were read of the one before lie ready', async () => {
    const query = '?$filter=Score ge 0&$count=true';
    const expected = await readAll(query);
    await feed.get('/odata/FactResponse?$filter=Score ge 1');
    await addSnapshot(feed.dataFolder, longStar('another comment, as long as the one in the snapshot before'), 2);
    await feed.server.prepare();
    expect(await newest()).toMatch(/^another comment/);
    lookups.length = 0;
    pages.length = 0;
    expect(await readAll(query)).toEqual(expected);
    expect([...lookups, ...pages]).toEqual([]);
    // Whoever did not go on to a second page is not expected again.
    await feed.get('/odata/FactResponse?$filter=Score ge 1');
    expect(pages).toHaveLength(1);
  });

  it('leaves those who read the one before where they are, though its engine was let go meanwhile', async () => {
    const query = '?$filter=Score ge -1';
    const expected = await readAll(query);
    const first = await feed.get(`/odata/FactResponse${query}&$top=3000`);
    const page = first.body as { value: { ResponseKey: number }[]; '@odata.nextLink': string };
    const close = jest.spyOn(SnapshotReader.prototype, 'close');
    await addSnapshot(feed.dataFolder, longStar('a comment between, which the reader of before never sees'), 3);
    await feed.server.prepare();
    expect(close).toHaveBeenCalled();
    close.mockRestore();
    const keys = page.value.map(({ ResponseKey }) => ResponseKey);
    for (let next: string | undefined = page['@odata.nextLink']; next !== undefined;) {
      const { pathname, search }: URL = new URL(next);
      const { body } = await feed.get(pathname + search);
      const more = body as { value: { ResponseKey: number; Comment: string }[]; '@odata.nextLink'?: string };
      expect(more.value.every(({ Comment }) => Comment.startsWith('another comment'))).toBe(true);
      keys.push(...more.value.map(({ ResponseKey }) => ResponseKey));
      next = more['@odata.nextLink'];
    }
    expect(keys).toEqual(expected.slice(0, 3000));
  });

  it('what nobody read of the snapshots in between is made all the same: its reader may come once a day', async () => {
    const expected = await readAll('');
    await addSnapshot(feed.dataFolder, longStar('a third comment, and nobody reads its pages at all'), 4);
    await feed.server.prepare();
    await addSnapshot(feed.dataFolder, longStar('a fourth comment, whose pages are to lie ready as well'), 5);
    await feed.server.prepare();
    pages.length = 0;
    expect(await readAll('')).toEqual(expected);
    expect(pages).toEqual([]);
    expect(await newest()).toMatch(/^a fourth comment/);
  });

  it('is prepared only once, and never again while it is the current one', async () => {
    await readAll('');
    pages.length = 0;
    await feed.server.prepare();
    await feed.server.prepare();
    expect(pages).toEqual([]);
  });

  it('nothing is prepared where that is switched off', async () => {
    const off = await startFeed({
      config: { pageSize, prepare: 'off' },
      rows: longStar('a comment of a feed of its own '),
    });
    await readAll('', off);
    await addSnapshot(off.dataFolder, longStar('a comment of the next snapshot, read by nobody '), 2);
    pages.length = 0;
    await off.server.prepare();
    expect(pages).toEqual([]);
    await off.stop();
  });
});
