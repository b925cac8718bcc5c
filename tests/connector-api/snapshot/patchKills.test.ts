/** Refreshes that change the star before, killed at random steps, as real processes; NPS_TEST_KILL_SEED chooses other steps. */
import { spawn } from 'node:child_process';
import { readdirSync } from 'node:fs';
import path from 'node:path';
import { build } from 'esbuild';
import { openSnapshotStore } from '../../../connector-api/src/snapshot/snapshotStore';
import { seededRandom } from '../../../connector-api/src/source/sample/random';
import { ask } from '../support/refreshInto';
import { temporaryFolders } from '../support/temporaryFolder';
import { wholeStars } from '../support/wholeStar';

// Some seventy processes, each of which loads the engine.
jest.setTimeout(3_600_000);

const folder = temporaryFolders();
const { expectSameStar } = wholeStars(folder);
const kills = 25;
const seed = Number(process.env['NPS_TEST_KILL_SEED'] ?? 31);

let script: string;
beforeAll(async () => {
  script = path.join(folder(), 'killedRefresh.js');
  await build({
    entryPoints: [path.resolve(__dirname, '../support/killedRefresh.ts')],
    outfile: script,
    bundle: true,
    platform: 'node',
    packages: 'external',
    logLevel: 'error',
  });
});

interface Done {
  readonly steps: number;
  readonly from: string | null;
}

/** Null where it was killed. */
function refreshProcess(dataFolder: string, changes: number, killAt: number): Promise<Done | null> {
  const words = [script, dataFolder, seed, changes, killAt].map(String);
  // The bundle lies outside the project.
  const env = { ...process.env, NODE_PATH: path.resolve(__dirname, '../../../node_modules') };
  const child = spawn(process.execPath, words, { env, stdio: ['ignore', 'pipe', 'pipe'] });
  let result = '';
  let said = '';
  child.stdout.on('data', (chunk: Buffer) => (result += chunk.toString()));
  child.stderr.on('data', (chunk: Buffer) => (said += chunk.toString()));
  return new Promise((resolve, reject) => {
    child.on('close', (code, signal) => {
      if (signal === 'SIGKILL') resolve(null);
      else if (code === 0 && result !== '') resolve(JSON.parse(result) as Done);
      else reject(new Error(`A refresh that nobody killed ended with ${String(code)}: ${said}`));
    });
  });
}

const current = (dataFolder: string) => {
  const lease = openSnapshotStore(dataFolder).current();
  if (lease === null) throw new Error('Nothing is served.');
  lease.release();
  return lease;
};

it(`loses nothing in ${String(kills)} kills with seed ${String(seed)}: the last good snapshot is served, and the next refresh gives what building everything gives`, async () => {
  const dataFolder = folder();
  const random = seededRandom(seed);
  expect(await refreshProcess(dataFolder, 0, 0)).toMatchObject({ from: null });
  let steps = (await refreshProcess(dataFolder, 1, 0))?.steps ?? 0;
  expect(steps).toBeGreaterThan(100);
  let changes = 1;
  let killed = 0;
  while (killed < kills) {
    changes += 1;
    const good = current(dataFolder);
    const rows = await ask(dataFolder, 'from "FactResponse"');
    const done = await refreshProcess(dataFolder, changes, 1 + random.index(steps));
    if (done === null) killed += 1;
    else steps = done.steps;
    const now = current(dataFolder);
    // Killed before the switch or after it: what is served is one of both, whole.
    if (now.id === good.id) expect(await ask(dataFolder, 'from "FactResponse"')).toEqual(rows);
    else expect(await ask(dataFolder, 'from "FactResponse"')).toHaveLength(now.manifest.tables.FactResponse.rows);
    if (killed % 5 !== 0 || done !== null) continue;
    changes += 1;
    expect(await refreshProcess(dataFolder, changes, 0)).toMatchObject({ from: expect.any(String) });
    await expectSameStar(dataFolder, current(dataFolder).manifest);
  }
  const left = readdirSync(path.join(dataFolder, 'snapshots'));
  expect(left.filter((name) => name.startsWith('.building'))).toEqual([]);
  expect(left.length).toBeLessThanOrEqual(3);
});
