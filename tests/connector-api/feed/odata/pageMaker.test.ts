/** How often the engine is asked: every page is made once, also when it was made ahead of its reader. */
import { SnapshotReader } from '../../../../connector-api/src/feed/engine/embedded/snapshotReader';
import { startFeed, type FeedUnderTest } from '../../support/feedService';
import { feedRows } from '../../support/feedStar';

const rows = 4500;
const pageSize = 1000;

let feed: FeedUnderTest;
const statements: string[] = [];

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
  const original = Object.getOwnPropertyDescriptor(SnapshotReader.prototype, 'rows')?.value as SnapshotReader['rows'];
  jest.spyOn(SnapshotReader.prototype, 'rows').mockImplementation(function (this: SnapshotReader, statement) {
    statements.push(statement.sql);
    return original.call(this, statement);
  });
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

const pagesMade = (): number => statements.filter((sql) => sql.includes('string_agg')).length;

it('makes each page once for the first reader and none for the second', async () => {
  const expected = Array.from({ length: rows }, (_, index) => index * 3 + 1);
  expect(await readAll('')).toEqual(expected);
  expect(pagesMade()).toBe(Math.ceil(rows / pageSize));
  statements.length = 0;
  expect(await readAll('')).toEqual(expected);
  expect(statements).toEqual([]);
});

it('makes a page once for many who ask at the same time', async () => {
  statements.length = 0;
  const answers = await Promise.all(Array.from({ length: 64 }, () => feed.get('/odata/FactResponse?$select=Score')));
  expect(new Set(answers.map(({ text }) => text)).size).toBe(1);
  expect(pagesMade()).toBe(1);
});
