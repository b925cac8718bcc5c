/**
 * The same random questions to the feed over the embedded engine and over a star in SQL Server: byte for byte the same
 * answers. `NPS_RANDOM_URLS` sets how many are asked.
 */
import { inspect } from 'node:util';
import { compareAnswers, inTokens } from '../support/compareAnswers';
import { startFeed, type FeedUnderTest } from '../support/feedService';
import { randomUrls, seeded } from '../support/randomUrls';
import { typedUrls } from '../support/typedUrls';

const tries = Number(process.env['NPS_RANDOM_URLS'] ?? 1000);
const seed = Number(process.env['NPS_RANDOM_SEED'] ?? 20261125);
jest.setTimeout(600_000 + tries * 100);

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

/** A token must name the snapshot that it belongs to. */
const forRight = (url: string): string =>
  inTokens(url, (token) => {
    const text = Buffer.from(token, 'base64url').toString('utf8').replace('"000001-test"', '"000001"');
    return text.includes('"000001"') ? Buffer.from(text).toString('base64url') : token;
  });

/** Figures of the process, or of the snapshot's making: not answers about the star. */
const isOwn = (url: string): boolean => /^\/+(?:metrics|manifest|reconcile|healthz|readyz)/i.test(url);

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
    const ports = { left: left?.port ?? 0, right: right?.port ?? 0, forRight };
    const { counts, different } = await compareAnswers(
      ports,
      () => {
        const url = next();
        return isOwn(url) ? null : url;
      },
      tries,
    );
    await left?.close();
    await right?.close();
    process.stdout.write(`    questions to both engines: ${JSON.stringify(counts)}\n`);
    expect(different.slice(0, 5)).toEqual([]);
    expect(failures.slice(0, 2)).toEqual([]);
    expect(counts.rows).toBeGreaterThan(tries / share);
    expect(counts.notSupported).toBeLessThan(tries / 20);
  },
);
