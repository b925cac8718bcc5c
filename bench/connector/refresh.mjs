// Whole refreshes of the sample in several sizes and, on top of each, one for each kind of change in changingSample.mjs, each
// in a process of its own: seconds by phase, the ratio of the two, peak memory (VmHWM of the process), and how all of it
// grows with size.
// Usage: node bench/connector/refresh.mjs [answers …] (needs npm run build:node; Linux).
import { spawnSync } from 'node:child_process';
import { cpSync, mkdtempSync, rmSync } from 'node:fs';
import { loadavg, tmpdir } from 'node:os';
import { performance } from 'node:perf_hooks';
import { fileURLToPath } from 'node:url';
import path from 'node:path';
import { changes } from './changingSample.mjs';

const once = path.join(path.dirname(fileURLToPath(import.meta.url)), 'refreshOnce.mjs');
const sizes = process.argv.slice(2).map(Number);
const memory = process.env.NPS_MEMORY ?? '1GB';

const rounded = (seconds) => Math.round(seconds * 100) / 100;

function measured(answers, folder, change) {
  const begun = performance.now();
  const run = spawnSync(process.execPath, [once, String(answers), folder, change], {
    env: { ...process.env, NPS_MEMORY: memory },
    encoding: 'utf8',
  });
  const seconds = (performance.now() - begun) / 1000;
  if (run.status !== 0) throw new Error(run.stderr);
  const { phases, ...facts } = JSON.parse(run.stdout.trim().split('\n').at(-1));
  const byPhase = Object.fromEntries(Object.entries(phases).map(([name, time]) => [name, rounded(time)]));
  return { ...facts, seconds: rounded(seconds), phases: byPhase };
}

const results = [];
for (const answers of sizes.length > 0 ? sizes : [100_000, 1_000_000]) {
  const folder = mkdtempSync(path.join(tmpdir(), 'nps-bench-'));
  const [first, again] = ['first', 'again'].map((name) => path.join(folder, name));
  const full = measured(answers, first, 'none');
  console.log(
    JSON.stringify({ answers, refresh: 'full', ...full, engineMemory: memory, load: loadavg()[0].toFixed(1) }),
  );
  for (const change of Object.keys(changes)) {
    cpSync(first, again, { recursive: true });
    // In life the files of the refresh before lie on the disk: writing the copy is no part of what is measured.
    spawnSync('sync');
    const changed = measured(answers, again, change);
    rmSync(again, { recursive: true });
    if (changed.patches !== 1) throw new Error('The second refresh built everything.');
    console.log(JSON.stringify({ answers, refresh: change, ...changed }));
    const [time, cpu] = ['seconds', 'cpu'].map((of) => (changed[of] / full[of]).toFixed(3));
    console.log(`${String(answers)} answers, ${change}: ${time} of the time of a full refresh, ${cpu} of its CPU`);
  }
  rmSync(folder, { recursive: true, force: true });
  results.push(full);
}
const [first, last] = [results[0], results.at(-1)];
if (first !== last) {
  const ratio = (of) => (of(last) / of(first)).toFixed(2);
  console.log(
    `size ×${ratio(({ rows }) => rows)}: time ×${ratio(({ seconds }) => seconds)}, peak memory ×${ratio(({ peakMegabytes }) => peakMegabytes)}`,
  );
}
