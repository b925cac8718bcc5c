/** The service that keeps its snapshot fresh by itself. */
import { spawn, type ChildProcess } from 'node:child_process';
import { existsSync } from 'node:fs';
import path from 'node:path';
import { nextAfter } from '../../../connector-api/src/cli/schedule';
import type { EndedRefresh, RunRefresh } from '../../../connector-api/src/cli/refreshProcess';
import { type ScheduledRefresh, scheduleRefresh } from '../../../connector-api/src/cli/scheduledRefresh';
import { runProgram } from '../../../connector-api/src/cli/program';
import { openSnapshotStore } from '../../../connector-api/src/snapshot/snapshotStore';
import { until } from '../../support/until';
import { temporaryFolders } from '../support/temporaryFolder';

const folder = temporaryFolders();
const daily = { pattern: '0 6 * * *', timeZone: 'Europe/Copenhagen' };

interface Watched {
  readonly refreshing: ScheduledRefresh;
  readonly logged: string[];
  readonly outcomes: string[];
}

function watch(run: RunRefresh, pattern: string, builtAt: string, now = '2026-11-25T12:00:00Z'): Watched {
  const logged: string[] = [];
  const outcomes: string[] = [];
  const log =
    (level: string) =>
    (_facts: object, message: string): void =>
      void logged.push(`${level} ${message}`);
  const refreshing = scheduleRefresh({
    schedule: { pattern, timeZone: 'Europe/Copenhagen' },
    run,
    builtAt: new Date(builtAt),
    now: () => new Date(now),
    logger: { info: log('info'), warn: log('warn'), error: log('error') },
    ended: (outcome) => outcomes.push(outcome),
  });
  return { refreshing, logged, outcomes };
}

/** Far away, so that nothing but what was missed is begun while a test runs. */
const rarely = '0 0 29 2 *';
const longAgo = '2020-01-01T00:00:00Z';
const ends =
  (end: EndedRefresh): RunRefresh =>
  () =>
    Promise.resolve(end);

it('follows the clock of the time zone, also over the change to summer time', () => {
  expect(nextAfter(daily, new Date('2026-01-10T04:59:00Z'))?.toISOString()).toBe('2026-01-10T05:00:00.000Z');
  expect(nextAfter(daily, new Date('2026-03-28T12:00:00Z'))?.toISOString()).toBe('2026-03-29T04:00:00.000Z');
});

it('refreshes at once where a moment of the schedule passed since the snapshot was built, else not', async () => {
  const missed = watch(ends({ code: 0, reason: '' }), rarely, longAgo);
  await until('it has ended', () => missed.outcomes.length > 0);
  expect(missed.outcomes).toEqual(['done']);
  await missed.refreshing.stop();
  const fresh = watch(ends({ code: 0, reason: '' }), rarely, '2026-11-25T11:59:00Z');
  await fresh.refreshing.stop();
  expect([fresh.outcomes, fresh.logged]).toEqual([[], []]);
});

it('refreshes again and again, one at a time, and says which it left out', async () => {
  let begun = 0;
  let end = (): void => undefined;
  const { refreshing, logged, outcomes } = watch(
    () =>
      new Promise((resolve) => {
        begun += 1;
        end = () => resolve({ code: 0, reason: '' });
      }),
    '* * * * * *',
    '2026-11-25T12:00:00Z',
  );
  await until('one is left out', () => logged.includes('warn refresh skipped: the one before still runs'));
  expect([begun, outcomes[0]]).toEqual([1, 'skipped']);
  end();
  await until('the next has begun', () => begun === 2);
  end();
  await refreshing.stop();
});

it.each([
  [{ code: 4, reason: 'The source sql.example cannot be reached.' }, 'failed', 'error', 'cannot be reached'],
  [
    { code: 5, reason: 'Another refresh holds /data: found process 7 on here, for 3 s.' },
    'skipped',
    'warn',
    'process 7',
  ],
  [{ code: 5, reason: 'The data folder /data cannot be used.' }, 'failed', 'error', 'cannot be used'],
  [{ code: null, reason: '  reading: 10 rows' }, 'failed', 'error', 'stays in use'],
] as const)('says how one ended: %j', async (end, outcome, level, words) => {
  const { refreshing, outcomes, logged } = watch(ends(end), rarely, longAgo);
  await until('it has ended', () => outcomes.length > 0);
  expect(outcomes).toEqual([outcome]);
  expect(logged.at(-1)).toMatch(new RegExp(`^${level} .*${words}`));
  await refreshing.stop();
});

it('breaks off the refresh under way when the service stops, and calls that no failure', async () => {
  const run: RunRefresh = (_say, signal) =>
    new Promise((resolve) => {
      signal.addEventListener('abort', () => resolve({ code: null, reason: '' }));
    });
  const { refreshing, outcomes, logged } = watch(run, rarely, longAgo);
  await refreshing.stop();
  expect([outcomes, logged]).toEqual([[], []]);
});

it.each(['every hour', '61 * * * *', '0 6 * *', '0 0 30 2 *', '* * * * * *'])(
  'refuses NPS_REFRESH=%s by its name, with what is expected',
  async (NPS_REFRESH) => {
    const said: string[] = [];
    const terminal = { say: (line: string) => said.push(line), progress: () => undefined, result: () => undefined };
    const code = await runProgram(['serve'], { environment: { NPS_DATA: folder(), NPS_REFRESH }, terminal });
    expect([code, said]).toEqual([
      2,
      [expect.stringMatching(/^error: The configuration value NPS_REFRESH is not valid: found ".*", expected minute /)],
    ]);
  },
);

const main = path.resolve(__dirname, '../../../dist/node/connector-api/src/cli/main.js');

const built = existsSync(main);
const what = 'a service with NPS_REFRESH, as a real process';

(built ? describe : describe.skip)(
  built ? what : `${what}: skipped because ${main} is not built (npm run build:node)`,
  () => {
    const started: ChildProcess[] = [];
    afterEach(() => {
      for (const child of started) child.kill('SIGKILL');
    });

    it('serves a newer snapshot after the moment has come, counts it, and ends when it is told to', async () => {
      const NPS_DATA = folder();
      const environment = { ...process.env, NPS_DATA, NPS_MEMORY: '512MB', NPS_THREADS: '1', PORT: '0' };
      const child = spawn(process.execPath, [main, 'start', '--sample-answers', '150'], {
        env: { ...environment, NPS_REFRESH: '* * * * *' },
        stdio: ['ignore', 'pipe', 'pipe'],
      });
      started.push(child);
      let said = '';
      child.stderr.on('data', (chunk: Buffer) => (said += chunk.toString()));
      const ended = new Promise<number | null>((resolve) => child.once('close', resolve));
      await until('the service says when it refreshes', () =>
        said.includes('Refreshes by itself: * * * * * (Europe/Copenhagen), next at '),
      );
      const url = /Feed for Power BI: (\S+)\/odata\//.exec(said)?.[1] ?? '';
      const servedNow = (): string | undefined => {
        const lease = openSnapshotStore(NPS_DATA).current();
        lease?.release();
        return lease?.id;
      };
      const first = servedNow();
      await until('a refresh is counted', async () =>
        /nps_refreshes_total\{outcome="done"\} [1-9]/.test(await (await fetch(`${url}/metrics`)).text()),
      );
      expect(servedNow()).not.toBe(first);
      const manifest = (await (await fetch(`${url}/manifest`)).json()) as { readonly snapshot: string };
      expect(manifest.snapshot).toBe(servedNow());
      child.kill('SIGTERM');
      expect(await ended).toBe(0);
    });
  },
);
