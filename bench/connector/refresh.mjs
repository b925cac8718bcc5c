// Whole refreshes of the sample in several sizes, each in a process of its own: seconds, rows a second, peak memory, and
// how memory grows with size. Usage: node bench/connector/refresh.mjs [answers …] (needs npm run build:node).
import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { loadavg, tmpdir } from 'node:os';
import { performance } from 'node:perf_hooks';
import { fileURLToPath } from 'node:url';
import path from 'node:path';

const root = path.resolve(path.dirname(fileURLToPath(import.meta.url)), '../..');
const main = path.join(root, 'dist/node/connector-api/src/cli/main.js');
const sizes = process.argv.slice(2).map(Number);
const memory = process.env.NPS_MEMORY ?? '512MB';

const results = [];
for (const answers of sizes.length > 0 ? sizes : [100_000, 1_000_000]) {
  const folder = mkdtempSync(path.join(tmpdir(), 'nps-bench-'));
  const hook = path.join(folder, 'peak.cjs');
  writeFileSync(hook, `process.on('exit', () => console.log('peak ' + process.resourceUsage().maxRSS));`);
  const begun = performance.now();
  const run = spawnSync(
    process.execPath,
    ['-r', hook, main, 'refresh', '--sample', '--sample-answers', String(answers)],
    { env: { ...process.env, NPS_DATA: path.join(folder, 'data'), NPS_MEMORY: memory }, encoding: 'utf8' },
  );
  const seconds = (performance.now() - begun) / 1000;
  rmSync(folder, { recursive: true, force: true });
  if (run.status !== 0) throw new Error(run.stderr);
  const rows = Number(/read ([\d,]+) rows/.exec(run.stderr)[1].replaceAll(',', ''));
  const peakMegabytes = Math.round(Number(/peak (\d+)/.exec(run.stdout)[1]) / 1024);
  const result = {
    answers,
    rows,
    seconds: Math.round(seconds * 10) / 10,
    rowsPerSecond: Math.round(rows / seconds),
    peakMegabytes,
  };
  results.push(result);
  console.log(JSON.stringify({ ...result, engineMemory: memory, load: loadavg()[0].toFixed(1) }));
}
const [first, last] = [results[0], results.at(-1)];
if (first !== last) {
  const ratio = (of) => (of(last) / of(first)).toFixed(2);
  console.log(
    `size ×${ratio(({ rows }) => rows)}: time ×${ratio(({ seconds }) => seconds)}, peak memory ×${ratio(({ peakMegabytes }) => peakMegabytes)}`,
  );
}
