/** Refreshes killed at random moments, as real processes; NPS_TEST_KILL_SEED chooses other moments. */
import { type ChildProcess, spawn } from 'node:child_process';
import { existsSync, readdirSync } from 'node:fs';
import path from 'node:path';
import { openSnapshotStore } from '../../../connector-api/src/snapshot/snapshotStore';
import { seededRandom } from '../../../connector-api/src/source/sample/random';
import { askFile } from '../support/refreshInto';
import { temporaryFolders } from '../support/temporaryFolder';

const main = path.resolve(__dirname, '../../../dist/node/connector-api/src/cli/main.js');
const built = existsSync(main);
const kills = 50;
const seed = Number(process.env['NPS_TEST_KILL_SEED'] ?? 50);

// A minute where nothing else runs; each kill starts a process.
jest.setTimeout(3_600_000);

const folder = temporaryFolders();

const refreshProcess = (dataFolder: string, seed: number): ChildProcess =>
  spawn(process.execPath, [main, 'refresh', '--sample', '--sample-answers', '150', '--sample-seed', String(seed)], {
    env: { ...process.env, NPS_DATA: dataFolder, NPS_THREADS: '1', NPS_MEMORY: '512MB' },
    stdio: ['ignore', 'ignore', 'pipe'],
  });

const ended = (child: ChildProcess): Promise<{ code: number | null; said: string }> =>
  new Promise((resolve) => {
    let said = '';
    child.stderr?.on('data', (chunk: Buffer) => (said += chunk.toString()));
    child.on('close', (code) => resolve({ code, said }));
  });

/** The snapshot served now, read to the last table: rows as the manifest says. */
async function servedRows(dataFolder: string): Promise<number> {
  const lease = openSnapshotStore(dataFolder).current();
  if (lease === null) throw new Error('nothing is served');
  try {
    const [row] = await askFile(
      lease.databasePath,
      'select count(*)::int as n from "FactResponse" join "DimDate" on "DateKey" = "ResponseDateKey"',
    );
    expect(row?.['n']).toBe(lease.manifest.tables.FactResponse.rows);
    return lease.manifest.tables.FactResponse.rows;
  } finally {
    lease.release();
  }
}

(built ? describe : describe.skip)(
  built
    ? 'a refresh that is killed'
    : `a refresh that is killed: skipped because ${main} is not built (npm run build:node)`,
  () => {
    it(`loses nothing in ${String(kills)} kills with seed ${String(seed)}: the last good snapshot is served and the next refresh succeeds`, async () => {
      const dataFolder = folder();
      const random = seededRandom(seed);
      let begun = performance.now();
      expect(await ended(refreshProcess(dataFolder, 1))).toMatchObject({ code: 0 });
      let duration = performance.now() - begun;
      let killed = 0;
      for (let round = 0; killed < kills; round += 1) {
        begun = performance.now();
        const child = refreshProcess(dataFolder, 2 + (round % 3));
        const end = ended(child);
        const timer = setTimeout(() => child.kill('SIGKILL'), duration * (0.15 + 0.85 * random.next()));
        const { code, said } = await end;
        clearTimeout(timer);
        // One that was faster than its killer must have succeeded, and says how long one takes now.
        if (code === null) killed += 1;
        else if (code === 0) duration = performance.now() - begun;
        else throw new Error(`A refresh that nobody killed ended with ${String(code)}: ${said}`);
        expect(await servedRows(dataFolder)).toBe(150);
      }
      expect(await ended(refreshProcess(dataFolder, 9))).toMatchObject({ code: 0 });
      expect(await servedRows(dataFolder)).toBe(150);
      const left = readdirSync(path.join(dataFolder, 'snapshots'));
      expect(left.filter((name) => name.startsWith('.building'))).toEqual([]);
      expect(left.length).toBeLessThanOrEqual(3);
    });
  },
);
