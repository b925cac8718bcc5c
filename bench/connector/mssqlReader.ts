/** One contestant of the benchmark, in a process of its own: reads the rows, and says how long and how much it took. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import sql from 'mssql';
import { referenceMapping } from '../../connector-api/src/source/mssql/mapping';
import { parseSqlServerSettings } from '../../connector-api/src/source/mssql/settings';
import { openSqlServerSource } from '../../connector-api/src/source/mssql/sqlServerSource';
import type { Source } from '../../connector-api/src/source/source';
import { refresh, type RefreshEvent } from '../../connector-api/src/snapshot/refresh';

const [, , contestant = '', portText = '4750', repeats = '1'] = process.argv;
const port = Number(portText);

interface Measured {
  readonly rows: number;
  readonly seconds: number;
  readonly phases?: readonly Phase[];
}

/** One stretch of a refresh. */
interface Phase {
  readonly name: string;
  seconds: number;
  cpu: number;
}

const cpuSeconds = (): number => {
  const { user, system } = process.cpuUsage();
  return (user + system) / 1e6;
};

/** The calendar is made last; what follows until the end of the tests has no event of its own. */
const starPhase = (table: string): string =>
  table === 'DimDate' ? 'star: calendar, then data tests' : `star: ${table.startsWith('Fact') ? table : 'dimensions'}`;

/** Follows a refresh by its events: each belongs to the phase that begins with it. */
class PhaseWatch {
  readonly phases: Phase[] = [];
  private since = { time: performance.now(), cpu: cpuSeconds() };

  enter(name: string): void {
    const now = { time: performance.now(), cpu: cpuSeconds() };
    const current = this.phases.at(-1);
    if (current !== undefined) {
      current.seconds += (now.time - this.since.time) / 1000;
      current.cpu += now.cpu - this.since.cpu;
    }
    this.since = now;
    if (current?.name !== name) this.phases.push({ name, seconds: 0, cpu: 0 });
  }

  take = (event: RefreshEvent): void => {
    const name = {
      reading: 'reading and storing',
      staging: event.kind === 'staging' ? `staging: ${event.step}` : '',
      read: 'star: what is kept',
      star: 'star: judged answers',
      building: event.kind === 'building' ? starPhase(event.table) : '',
      tested: 'hashes',
      switched: 'closing',
    }[event.kind];
    this.enter(name);
  };
}

const timed = async (work: () => Promise<number>): Promise<Measured> => {
  const before = process.hrtime.bigint();
  const rows = await work();
  return { rows, seconds: Number(process.hrtime.bigint() - before) / 1e9 };
};

async function bare(arrays: boolean): Promise<Measured> {
  const pool = await new sql.ConnectionPool({
    server: '127.0.0.1',
    port,
    user: 'bench',
    password: 'bench',
    arrayRowMode: arrays,
    requestTimeout: 0,
    options: { encrypt: false, packetSize: 16_384 },
  } as unknown as sql.config).connect();
  const measured = await timed(
    () =>
      new Promise((resolve, reject) => {
        let rows = 0;
        const request = pool.request();
        request.stream = true;
        request.on('row', () => (rows += 1));
        request.on('error', reject);
        request.on('done', () => {
          resolve(rows);
        });
        void request.query(`select * from (\n${referenceMapping('response', 'survey').select}\n) as [source]`);
      }),
  );
  await pool.close();
  return measured;
}

const open = (readers: number): Promise<Source> =>
  openSqlServerSource(
    parseSqlServerSettings({
      server: '127.0.0.1',
      port,
      database: 'survey',
      authentication: { kind: 'sql', user: 'bench' },
      encrypt: false,
      readers,
      entities: { response: { select: referenceMapping('response', 'survey').select } },
    }),
    { environment: { NPS_SQLSERVER_PASSWORD: 'bench' }, readFile: () => '', random: Math.random },
  );

async function read(readers: number): Promise<Measured> {
  const source = await open(readers);
  const measured = await timed(async () => {
    let rows = 0;
    for await (const item of source.read({ since: {} })) if (item.kind === 'batch') rows += item.batch.rows;
    return rows;
  });
  await source.close();
  return measured;
}

async function refreshed(readers: number, again: boolean): Promise<Measured> {
  const folder = mkdtempSync(path.join(tmpdir(), 'nps-bench-'));
  let watch = new PhaseWatch();
  const once = async (): Promise<number> => {
    watch = new PhaseWatch();
    watch.enter('connecting');
    const source = await open(readers);
    try {
      const { report } = await refresh(source, {
        dataFolder: folder,
        version: 'bench',
        limits: { memory: process.env['NPS_MEMORY'] ?? '2GB', threads: 2 },
        timeZone: 'Europe/Copenhagen',
        fiscalStartMonth: 1,
        unknownName: 'Unknown',
        keep: 1,
        full: false,
        overlap: 0,
        now: () => new Date(),
        progress: watch.take,
      });
      return report?.entities.response?.rowsIn ?? 0;
    } finally {
      await source.close();
    }
  };
  const first = await timed(once);
  const second = again ? await timed(once) : first;
  watch.enter('end');
  rmSync(folder, { recursive: true });
  return { ...second, phases: watch.phases.slice(0, -1) };
}

const contestants: Readonly<Record<string, () => Promise<Measured>>> = {
  'bare objects': () => bare(false),
  'bare arrays': () => bare(true),
  'read, 1 connection': () => read(1),
  'read, 2 ranges': () => read(2),
  'refresh, 1 connection': () => refreshed(1, false),
  'refresh, 2 ranges': () => refreshed(2, false),
  'refresh of 1 %, recent': () => refreshed(1, true),
  'refresh of 1 %, spread': () => refreshed(1, true),
};

async function main(): Promise<void> {
  const runs: Measured[] = [];
  for (let at = 0; at < Number(repeats); at += 1) runs.push(await (contestants[contestant] ?? (() => bare(false)))());
  const best = runs.reduce((a, b) => (a.seconds <= b.seconds ? a : b));
  process.send?.({ ...best, cpu: cpuSeconds(), peak: process.resourceUsage().maxRSS / 1024 });
}

void main().then(
  () => process.exit(0),
  (error: unknown) => {
    process.stderr.write(`${String(error)}\n`);
    process.exit(1);
  },
);
