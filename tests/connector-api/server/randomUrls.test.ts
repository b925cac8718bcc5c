/** Random URLs: whatever is asked, the feed answers or refuses, and never fails. `NPS_RANDOM_URLS` sets how many are tried. */
import { randomBytes } from 'node:crypto';
import { Agent, request } from 'node:http';
import { join } from 'node:path';
import { createKey } from '../../../connector-api/src/auth/keyCommands';
import { startTenant, type Tenant, tenantId } from '../auth/tenant';
import { startFeed, type FeedUnderTest } from '../support/feedService';
import { randomUrls, seeded } from '../support/randomUrls';

const tries = Number(process.env['NPS_RANDOM_URLS'] ?? 2000);
const seed = Number(process.env['NPS_RANDOM_SEED'] ?? 20261123);
jest.setTimeout(600_000 + tries * 50);

const root = 'https://feed.example.com';

/** How a caller says who they are in each mode: a header, or what is added to the query. */
interface Caller {
  readonly headers?: Readonly<Record<string, string>>;
  readonly query?: string;
}

interface Mode {
  readonly name: string;
  readonly environment: (tenant: Tenant) => Readonly<Record<string, string>>;
  readonly caller: (tenant: Tenant, key: string) => Promise<Caller>;
}

const modes: readonly Mode[] = [
  { name: 'none', environment: () => ({}), caller: async () => ({}) },
  {
    name: 'key in a header',
    environment: () => ({ NPS_AUTH: 'key' }),
    caller: async (_, key) => ({ headers: { 'x-api-key': key } }),
  },
  {
    name: 'key in the query',
    environment: () => ({ NPS_AUTH: 'key' }),
    caller: async (_, key) => ({ query: `apikey=${key}` }),
  },
  {
    name: 'entra',
    environment: ({ issuer }) => ({
      NPS_AUTH: 'entra',
      NPS_ROOT_URL: root,
      NPS_ENTRA_TENANT: tenantId,
      NPS_ENTRA_ISSUERS: issuer,
      NPS_ENTRA_JWKS_URL: `${issuer}/jwks`,
    }),
    caller: async (tenant) => ({
      headers: {
        authorization: `Bearer ${await tenant.token({ resource: root, roles: 'Feed.Admin Persons.Read' })}`,
      },
    }),
  },
];

let tenant: Tenant;
beforeAll(async () => {
  tenant = await startTenant();
});
afterAll(() => tenant.stop());

/** Starts the feed in that mode, with failures noted. */
async function started(mode: Mode, failures: unknown[]): Promise<{ feed: FeedUnderTest; caller: Caller }> {
  let key = '';
  const feed = await startFeed({
    config: { pageSize: 20 },
    auth: { NPS_REQUESTS_PER_MINUTE: '1000000', NPS_REFUSALS_PER_MINUTE: '1000000', ...mode.environment(tenant) },
    logger: { info: () => undefined, warn: () => undefined, error: (facts) => failures.push(facts) },
    prepare: async (dataFolder) => {
      const context = { file: join(dataFolder, 'keys.json'), now: Date.now, random: randomBytes };
      const wanted = {
        name: 'all',
        scopes: ['feed', 'persons', 'admin'],
        businessUnits: null,
        notAfter: null,
      } as const;
      key = (await createKey(wanted, context)).text;
    },
  });
  return { feed, caller: await mode.caller(tenant, key) };
}

/** Each mode has its share, and other URLs. */
const share = Math.ceil(tries / modes.length);

it.each(modes)(
  `${String(share)} random URLs give no 5xx but 501, every error in the same shape: $name`,
  async (mode) => {
    const failures: unknown[] = [];
    const { feed, caller } = await started(mode, failures);
    const listening = await feed.server.listen({ host: '127.0.0.1', port: 0 });
    const agent = new Agent({ keepAlive: true, maxSockets: 4 });
    const next = randomUrls(seeded(seed + modes.indexOf(mode)));
    const ask = (path: string) =>
      new Promise<{ status: number; text: string }>((resolve, reject) => {
        const url = caller.query === undefined ? path : `${path}${path.includes('?') ? '&' : '?'}${caller.query}`;
        const options = { agent, host: '127.0.0.1', port: listening.port, path: url, headers: { ...caller.headers } };
        const sent = request(options, (answer) => {
          const pieces: Buffer[] = [];
          answer.on('data', (piece: Buffer) => pieces.push(piece));
          answer.on('end', () => resolve({ status: answer.statusCode ?? 0, text: Buffer.concat(pieces).toString() }));
        });
        sent.on('error', reject);
        sent.end();
      });
    const counts = new Map<number, number>();
    const wrong: string[] = [];
    const worker = async (urls: number) => {
      for (let done = 0; done < urls; done += 1) {
        const url = next();
        const { status, text } = await ask(url).catch((error: unknown) => ({ status: 0, text: String(error) }));
        counts.set(status, (counts.get(status) ?? 0) + 1);
        const told = status < 400 || url.includes('/readyz') || /^\{"error":\{"code":"[A-Z_]+","message":"/.test(text);
        if (status === 0 || (status >= 500 && status !== 501) || !told)
          wrong.push(`${String(status)} ${url} ${text.slice(0, 200)}`);
      }
    };
    await Promise.all([0, 1, 2, 3].map(() => worker(Math.ceil(share / 4))));
    agent.destroy();
    await listening.close();
    await feed.stop();
    process.stdout.write(
      `    random URLs by status, ${mode.name}: ${JSON.stringify([...counts].sort(([a], [b]) => a - b))}\n`,
    );
    expect(wrong.slice(0, 20)).toEqual([]);
    expect(failures.slice(0, 3)).toEqual([]);
    expect(counts.get(200) ?? 0).toBeGreaterThan(share / 20);
    expect(counts.get(400) ?? 0).toBeGreaterThan(share / 20);
  },
);
