/** Reading from page to page with threads that write the rows: byte for byte the same answers as without them, for every caller. */
import { RowsWorkers } from '../../../connector-api/src/feed/engine/embedded/rows/rowsWorkers';
import { until } from '../../support/until';
import { feedKeys } from '../support/feedKeys';
import { startFeed, type FeedUnderTest } from '../support/feedService';
import { feedRows } from '../support/feedStar';
import { rowsWorkerScript } from '../support/rowsWorkerScript';
import { addSnapshot, type TableRows } from '../support/smallSnapshot';
import { temporaryFolders } from '../support/temporaryFolder';

const rows = 12_000;
const folder = temporaryFolders();
const keys = feedKeys({ all: {}, north: { businessUnits: ['BU-1'] } });
let feeds: readonly FeedUnderTest[] = [];
/** Pages that came from a thread. */
let threaded = 0;

/** The small star with so many answers. */
function starOf(answers: number): TableRows {
  const responses = feedRows.FactResponse ?? [];
  const many = Array.from({ length: answers }, (_, index) => ({
    ...responses[index % responses.length],
    ResponseKey: index * 3 + 1,
    ResponseId: `R-${String(index)}`,
  }));
  return { ...feedRows, FactResponse: many };
}

beforeAll(async () => {
  const original = Object.getOwnPropertyDescriptor(RowsWorkers.prototype, 'read')?.value as RowsWorkers['read'];
  jest.spyOn(RowsWorkers.prototype, 'read').mockImplementation(async function (this: RowsWorkers, ...given) {
    const [request, pool, take] = given;
    return original.call(this, request, pool, (page) => {
      threaded += 1;
      return take(page);
    });
  });
  const workerScript = await rowsWorkerScript(folder());
  const options = {
    rows: starOf(rows),
    auth: { NPS_AUTH: 'key', NPS_PSEUDONYM_SECRET: 'a secret of this test, 32 characters or more' },
    prepare: keys.prepare,
  };
  const threads = await startFeed({ ...options, workerScript, config: { pageSize: 1000, readerWorkers: 1 } });
  // The same data folder: the same keys and the same secrets.
  const without = await startFeed({
    ...options,
    dataFolder: threads.dataFolder,
    config: { pageSize: 1000, readerWorkers: 0, cacheFolder: folder() },
  });
  feeds = [threads, without];
});
afterAll(async () => {
  for (const feed of feeds) await feed.stop();
});

async function everyPage(feed: FeedUnderTest, who: string, url: string): Promise<readonly string[]> {
  const texts: string[] = [];
  for (let next: string | undefined = url; next !== undefined;) {
    const { status, text } = await feed.get(next, keys.header(who));
    expect(status).toBe(200);
    texts.push(text);
    const link = (JSON.parse(text) as { '@odata.nextLink'?: string })['@odata.nextLink'];
    next = link === undefined ? undefined : new URL(link).pathname + new URL(link).search;
  }
  return texts;
}

it.each([
  ['all', '/odata/FactResponse', 12],
  ['north', '/odata/FactResponse', 3],
  ['all', '/odata/FactResponse?$expand=Contact,Campaign&$select=ResponseKey,Comment,RespondedAt', 12],
  ['all', '/odata/FactResponse?$orderby=RespondedAt desc&$filter=Score ge 3&$count=true', 3],
])('gives %s the pages of %s', async (who, url, atLeast) => {
  threaded = 0;
  const [ours, theirs] = [
    await everyPage(feeds[0] as FeedUnderTest, who, url),
    await everyPage(feeds[1] as FeedUnderTest, who, url),
  ];
  expect(ours.length).toBeGreaterThanOrEqual(atLeast);
  expect(ours.length).toBe(theirs.length);
  for (const [page, text] of ours.entries()) expect(text === theirs[page]).toBe(true);
});

it('made pages on threads', async () => {
  let asked = 0;
  // Until a thread is ready, the pages are made without it.
  await until('a reader gets most pages from threads', async () => {
    threaded = 0;
    asked += 1;
    const url = `/odata/FactResponse?$select=ResponseKey,Weight&$filter=ResponseKey ge ${String(-asked)}`;
    await everyPage(feeds[0] as FeedUnderTest, 'all', url);
    return threaded > 5;
  });
});

it('gives 64 readers the rows of one snapshot each, while another becomes the current one', async () => {
  const [feed] = feeds as [FeedUnderTest];
  threaded = 0;
  const fewer = rows - 500;
  const counts = new Set<number>();
  let isSwitched = false;
  const reader = async (number: number): Promise<void> => {
    do {
      // Every reader asks something else, so that every page is made.
      const url = `/odata/FactResponse?$select=ResponseKey,Comment&$filter=ResponseKey ge ${String(-number)}`;
      const texts = await everyPage(feed, 'all', url);
      const found = texts.flatMap((text) => (JSON.parse(text) as { value: { ResponseKey: number }[] }).value);
      expect(found.every(({ ResponseKey }, index) => ResponseKey === index * 3 + 1)).toBe(true);
      counts.add(found.length);
    } while (!isSwitched);
  };
  const reading = Promise.all(Array.from({ length: 64 }, (_, number) => reader(number)));
  await Promise.race([reading, until('a reader has read to the end', () => counts.size > 0)]);
  await addSnapshot(feed.dataFolder, starOf(fewer), 2);
  isSwitched = true;
  await reading;
  await reader(64);
  expect([...counts].sort()).toEqual([fewer, rows].sort());
  expect(threaded).toBeGreaterThan(20);
});
