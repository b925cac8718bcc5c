/** Many readers at once while snapshots are switched under them, and readers who go away. */
import { Agent, get, type IncomingMessage } from 'node:http';
import type { ListeningServer } from '../../../connector-api/src/server';
import { until } from '../../support/until';
import { addSnapshot } from '../support/smallSnapshot';
import { feedResponses, feedRows } from '../support/feedStar';
import { startFeed, type FeedUnderTest } from '../support/feedService';

const readers = 64;
const refreshes = 4;

let feed: FeedUnderTest;
let listening: ListeningServer;
const failures: object[] = [];
const agent = new Agent({ keepAlive: true, maxSockets: readers });

beforeAll(async () => {
  const error = (facts: object) => failures.push(facts);
  feed = await startFeed({
    config: { pageSize: 10 },
    auth: { NPS_REQUESTS_PER_MINUTE: '1000000' },
    logger: { info: () => undefined, warn: () => undefined, error },
  });
  listening = await feed.server.listen({ host: '127.0.0.1', port: 0 });
});
afterAll(async () => {
  agent.destroy();
  await listening.close();
  await feed.stop();
});

const answerTo = (url: string): Promise<IncomingMessage> =>
  new Promise((resolve, reject) => get(url, { agent }, resolve).on('error', reject));

async function json(url: string): Promise<Record<string, unknown>> {
  const answer = await answerTo(url);
  const pieces: Buffer[] = [];
  for await (const piece of answer) pieces.push(piece as Buffer);
  const text = Buffer.concat(pieces).toString();
  if (answer.statusCode !== 200) throw new Error(`${String(answer.statusCode)} ${url} ${text}`);
  return JSON.parse(text) as Record<string, unknown>;
}

/** A file from the first byte to the last, and the tag of its snapshot. */
async function file(format: string): Promise<{ readonly tag: string; readonly bytes: Buffer }> {
  const url = `${listening.url}/files/FactResponse.${format}`;
  const answer = await answerTo(url);
  const pieces: Buffer[] = [];
  for await (const piece of answer) pieces.push(piece as Buffer);
  const bytes = Buffer.concat(pieces);
  if (answer.statusCode !== 200) throw new Error(`${String(answer.statusCode)} ${url} ${bytes.toString()}`);
  expect(bytes.byteLength).toBe(Number(answer.headers['content-length']));
  return { tag: String(answer.headers.etag), bytes };
}

/** Rows of snapshot n: the star without its last n responses. */
const rowsOf = (number: number) => feedResponses.slice(0, feedResponses.length - number);

it(`${String(readers)} readers of pages, CSV and Parquet each see one snapshot from the first byte to the last, while ${String(refreshes)} refreshes happen`, async () => {
  let refreshing = true;
  const seen = { pages: new Set<number>(), csv: new Set<number>() };
  const files = new Map<string, Buffer>();
  const fileReader = async (format: string) => {
    do {
      const { tag, bytes } = await file(format);
      if (format === 'csv') seen.csv.add(bytes.toString().trimEnd().split('\n').length - 1);
      else expect([bytes.subarray(0, 4).toString(), bytes.subarray(-4).toString()]).toEqual(['PAR1', 'PAR1']);
      // One snapshot is the same bytes to every reader.
      expect((files.get(tag) ?? bytes).equals(bytes)).toBe(true);
      files.set(tag, bytes);
    } while (refreshing);
  };
  const pageReader = async () => {
    do {
      const keys: number[] = [];
      let total: unknown = null;
      for (
        let next: unknown = `${listening.url}/odata/FactResponse?$select=ResponseKey&$count=true`;
        typeof next === 'string';
      ) {
        const page = await json(next);
        total ??= page['@odata.count'];
        expect(page['@odata.count']).toBe(total);
        keys.push(...(page['value'] as { ResponseKey: number }[]).map(({ ResponseKey }) => ResponseKey));
        next = page['@odata.nextLink'];
      }
      expect(keys).toEqual(Array.from({ length: Number(total) }, (_, index) => index + 1));
      seen.pages.add(keys.length);
    } while (refreshing);
  };
  const kinds = [pageReader, pageReader, () => fileReader('csv'), () => fileReader('parquet')];
  const reading = Promise.all(Array.from({ length: readers }, (_, index) => kinds[index % kinds.length]?.()));
  /** Readers of each kind have seen so many snapshots, or one of them failed. */
  const seenBy = (snapshots: number) =>
    Promise.race([
      reading,
      until(
        `${String(snapshots)} snapshots are seen`,
        () => seen.pages.size >= snapshots && seen.csv.size >= snapshots && files.size >= 2 * snapshots,
      ),
    ]);
  for (let number = 1; number <= refreshes; number += 1) {
    await seenBy(number);
    await addSnapshot(feed.dataFolder, { ...feedRows, FactResponse: rowsOf(number) }, number + 1);
  }
  await seenBy(refreshes + 1);
  refreshing = false;
  await reading;
  expect(failures).toEqual([]);
  const sizes = Array.from({ length: refreshes + 1 }, (_, number) => rowsOf(number).length);
  expect(seen.pages).toEqual(new Set(sizes));
  // Some comments go over several lines.
  expect(seen.csv.size).toBe(sizes.length);
  expect(files.size).toBe(2 * sizes.length);
  expect(await json(`${listening.url}/odata/FactResponse?$count=true&$top=0`)).toMatchObject({
    '@odata.count': rowsOf(refreshes).length,
  });
});

it('forgets readers who go away in the middle, and serves the next', async () => {
  for (let times = 0; times < 50; times += 1) {
    const answer = await answerTo(`${listening.url}/files/FactResponse.csv`);
    answer.destroy();
  }
  expect(await json(`${listening.url}/odata/DimCampaign?$count=true`)).toMatchObject({ '@odata.count': 3 });
  expect(failures).toEqual([]);
});
