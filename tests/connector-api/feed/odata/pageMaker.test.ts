/** How often the engine is asked: every page is made once, also when it was made ahead of its reader. */
import { SnapshotReader } from '../../../../connector-api/src/feed/engine/embedded/snapshotReader';
import { startFeed, type FeedUnderTest } from '../../support/feedService';
import { feedRows } from '../../support/feedStar';

const rows = 4500;
const pageSize = 1000;

let feed: FeedUnderTest;
/** Statements that look something up, and those that read the rows of a page. */
const statements: string[] = [];
const pages: string[] = [];

/** Notes the SQL of every statement that goes through a method of the reader. */
function spyOn(method: 'rows' | 'stream', seen: string[]): void {
  const original = Object.getOwnPropertyDescriptor(SnapshotReader.prototype, method)?.value as (
    ...given: Parameters<SnapshotReader['stream']>
  ) => Promise<never>;
  jest.spyOn(SnapshotReader.prototype, method).mockImplementation(function (
    this: SnapshotReader,
    ...given: Parameters<SnapshotReader['stream']>
  ) {
    seen.push(given[0].sql);
    return original.apply(this, given);
  } as never);
}

beforeAll(async () => {
  const one = feedRows.FactResponse?.[0] ?? {};
  feed = await startFeed({
    config: { pageSize },
    rows: {
      ...feedRows,
      FactResponse: Array.from({ length: rows }, (_, index) => ({
        ...one,
        ResponseKey: index * 3 + 1,
        ResponseId: `R-${String(index)}`,
        Comment: 'a comment that makes the answer large enough for a file '.repeat(3),
      })),
    },
  });
  spyOn('rows', statements);
  spyOn('stream', pages);
});
afterAll(() => feed.stop());

async function readAll(query: string): Promise<number[]> {
  const keys: number[] = [];
  for (let next: string | undefined = `/odata/FactResponse${query}`; next !== undefined;) {
    const { body } = await feed.get(next);
    const page = body as { value: { ResponseKey: number }[]; '@odata.nextLink'?: string };
    keys.push(...page.value.map(({ ResponseKey }) => ResponseKey));
    const link: string | undefined = page['@odata.nextLink'];
    next = link === undefined ? undefined : new URL(link).pathname + new URL(link).search;
  }
  return keys;
}

it('makes each page once for the first reader and none for the second', async () => {
  const expected = Array.from({ length: rows }, (_, index) => index * 3 + 1);
  expect(await readAll('')).toEqual(expected);
  expect(pages).toHaveLength(Math.ceil(rows / pageSize));
  statements.length = 0;
  pages.length = 0;
  expect(await readAll('')).toEqual(expected);
  expect([...statements, ...pages]).toEqual([]);
});

it('makes a page once for many who ask at the same time', async () => {
  pages.length = 0;
  const answers = await Promise.all(Array.from({ length: 64 }, () => feed.get('/odata/FactResponse?$select=Score')));
  expect(new Set(answers.map(({ text }) => text)).size).toBe(1);
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
