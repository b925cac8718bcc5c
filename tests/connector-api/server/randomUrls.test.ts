/** Random URLs: whatever is asked, the feed answers or refuses, and never fails. `NPS_RANDOM_URLS` sets how many are tried. */
import { Agent, request } from 'node:http';
import { startFeed, type FeedUnderTest } from '../support/feedService';
import { randomUrls, seeded } from '../support/randomUrls';

const tries = Number(process.env['NPS_RANDOM_URLS'] ?? 2000);
const seed = Number(process.env['NPS_RANDOM_SEED'] ?? 20261123);
jest.setTimeout(60_000 + tries * 50);

let feed: FeedUnderTest;
const failures: unknown[] = [];

beforeAll(async () => {
  const error = (facts: object) => failures.push(facts);
  feed = await startFeed({
    config: { pageSize: 20 },
    auth: { NPS_REQUESTS_PER_MINUTE: '1000000' },
    logger: { info: () => undefined, warn: () => undefined, error },
  });
});
afterAll(() => feed.stop());

it(`${String(tries)} random URLs give no 5xx but 501, and every error is told in the same shape`, async () => {
  const listening = await feed.server.listen({ host: '127.0.0.1', port: 0 });
  const agent = new Agent({ keepAlive: true, maxSockets: 4 });
  const next = randomUrls(seeded(seed));
  const ask = (path: string) =>
    new Promise<{ status: number; text: string }>((resolve, reject) => {
      const sent = request({ agent, host: '127.0.0.1', port: listening.port, path }, (answer) => {
        const pieces: Buffer[] = [];
        answer.on('data', (piece: Buffer) => pieces.push(piece));
        answer.on('end', () => resolve({ status: answer.statusCode ?? 0, text: Buffer.concat(pieces).toString() }));
      });
      sent.on('error', reject);
      sent.end();
    });
  const counts = new Map<number, number>();
  const wrong: string[] = [];
  const worker = async (share: number) => {
    for (let done = 0; done < share; done += 1) {
      const url = next();
      const { status, text } = await ask(url).catch((error: unknown) => ({ status: 0, text: String(error) }));
      counts.set(status, (counts.get(status) ?? 0) + 1);
      const told = status < 400 || url.includes('/readyz') || /^\{"error":\{"code":"[A-Z_]+","message":"/.test(text);
      if (status === 0 || (status >= 500 && status !== 501) || !told)
        wrong.push(`${String(status)} ${url} ${text.slice(0, 200)}`);
    }
  };
  await Promise.all([0, 1, 2, 3].map(() => worker(Math.ceil(tries / 4))));
  agent.destroy();
  await listening.close();
  process.stdout.write(`    random URLs by status: ${JSON.stringify([...counts].sort(([a], [b]) => a - b))}\n`);
  expect(wrong.slice(0, 20)).toEqual([]);
  expect(failures.slice(0, 3)).toEqual([]);
  expect(counts.get(200) ?? 0).toBeGreaterThan(tries / 20);
  expect(counts.get(400) ?? 0).toBeGreaterThan(tries / 20);
});
