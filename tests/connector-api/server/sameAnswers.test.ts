/**
 * The same random questions to the feed over the embedded engine and over a star in SQL Server: byte for byte the same
 * answers. `NPS_RANDOM_URLS` sets how many are asked.
 */
import { Agent, request } from 'node:http';
import { inspect } from 'node:util';
import { startFeed, type FeedUnderTest } from '../support/feedService';
import { randomUrls, seeded } from '../support/randomUrls';
import { typedUrls } from '../support/typedUrls';

const tries = Number(process.env['NPS_RANDOM_URLS'] ?? 1500);
const seed = Number(process.env['NPS_RANDOM_SEED'] ?? 20261125);
jest.setTimeout(60_000 + tries * 100);

const now = (): Date => new Date('2026-11-25T08:30:00Z');
const options = { config: { pageSize: 20 }, auth: { NPS_REQUESTS_PER_MINUTE: '1000000' }, now };
let embedded: FeedUnderTest;
let server: FeedUnderTest;

/** What the service said about failures of its own. */
const failures: string[] = [];

beforeAll(async () => {
  embedded = await startFeed(options);
  const error = (facts: object) => failures.push(inspect(facts, { depth: 4 }));
  const logger = { info: () => undefined, warn: () => undefined, error };
  server = await startFeed({ ...options, engine: 'sqlserver', logger });
});
afterAll(async () => {
  await embedded.stop();
  await server.stop();
});

interface Answer {
  readonly status: number;
  readonly text: string;
}

const agent = new Agent({ keepAlive: true, maxSockets: 4 });
afterAll(() => agent.destroy());

const ask = (port: number, path: string): Promise<Answer> =>
  new Promise((resolve, reject) => {
    const headers = { Host: '127.0.0.1' };
    const sent = request({ agent, host: '127.0.0.1', port, path, headers }, (answer) => {
      const pieces: Buffer[] = [];
      answer.on('data', (piece: Buffer) => pieces.push(piece));
      answer.on('end', () =>
        resolve({ status: answer.statusCode ?? 0, text: Buffer.concat(pieces).toString('latin1') }),
      );
    });
    sent.on('error', reject);
    sent.end();
  });

const tokens = /(skiptoken=)([\w-]+)/g;
const decoded = (token: string): string => Buffer.from(token, 'base64url').toString('utf8');

/** The snapshots have names of their own; a token must name the one it belongs to. */
const forServer = (url: string): string =>
  url.replaceAll(tokens, (_, start: string, token: string) => {
    const text = decoded(token).replace('"000001-test"', '"000001"');
    return start + (text.includes('"000001"') ? Buffer.from(text).toString('base64url') : token);
  });
const withoutNames = (text: string): string =>
  text
    .replaceAll(tokens, (_, start: string, token: string) => start + decoded(token))
    .replaceAll('000001-test', '000001');

/** Figures of the process, or of the snapshot's making: not answers about the star. */
const isOwn = (url: string): boolean => /^\/+(?:metrics|manifest|reconcile|healthz|readyz)/i.test(url);

const notSaidInTsql = /where the star is in SQL Server/;
const outOfRange = /values that stay within the range of their type/;

it.each([
  ['well-formed', typedUrls, 4],
  ['random', randomUrls, 25],
] as const)(
  `answers ${String(tries)} %s questions as the embedded engine does, or says what it cannot`,
  async (_, urls, share) => {
    const [left, right] = await Promise.all(
      [embedded, server].map((feed) => feed.server.listen({ host: '127.0.0.1', port: 0 })),
    );
    const next = urls(seeded(seed));
    const different: unknown[] = [];
    const counts = { same: 0, rows: 0, notSupported: 0, overflow: 0 };
    for (let done = 0; done < tries; done += 1) {
      const url = next();
      if (isOwn(url)) continue;
      const [ours, theirs] = await Promise.all([ask(left?.port ?? 0, url), ask(right?.port ?? 0, forServer(url))]);
      if (ours.status === theirs.status && withoutNames(ours.text) === withoutNames(theirs.text)) {
        counts.same += 1;
        if (ours.status === 200 && /"value":\[\{/.test(ours.text)) counts.rows += 1;
      } else if (theirs.status === 501 && notSaidInTsql.test(theirs.text)) counts.notSupported += 1;
      // Infinity is a number there and an error here.
      else if (theirs.status === 400 && outOfRange.test(theirs.text) && /INF|1e300/.test(ours.text + url))
        counts.overflow += 1;
      else different.push({ url, ours: shown(ours), theirs: shown(theirs), failure: failures.at(-1) });
    }
    await left?.close();
    await right?.close();
    process.stdout.write(`    random questions to both engines: ${JSON.stringify(counts)}\n`);
    expect(different.slice(0, 5)).toEqual([]);
    expect(counts.rows).toBeGreaterThan(tries / share);
    expect(counts.notSupported).toBeLessThan(tries / 20);
  },
);

const shown = ({ status, text }: Answer): string => `${String(status)} ${withoutNames(text).slice(0, 400)}`;
