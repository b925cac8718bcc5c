/**
 * One refresh of the changing sample in a process of its own, with the time of each phase:
 * `node refreshOnce.mjs <answers> <data folder> <change>`. With BENCH_STATEMENTS, also every statement that takes so many
 * milliseconds at least.
 */
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { performance } from 'node:perf_hooks';
import { changingSample } from './changingSample.mjs';
import { refreshOptions } from './refreshOptions.mjs';
import { watchStatements } from './statementWatch.mjs';

const require = createRequire(import.meta.url);
const { refresh } = require('../../dist/node/connector-api/src/snapshot/refresh');

const [, , answers, dataFolder, change] = process.argv;
const leastMilliseconds = process.env.BENCH_STATEMENTS;
const statements = leastMilliseconds === undefined ? [] : watchStatements();
const phases = { starting: performance.now() / 1000 };
let [phase, since] = ['opening', performance.now()];
/** Time since the last event belongs to what was begun then. */
const next = (name) => {
  const now = performance.now();
  phases[phase] = (phases[phase] ?? 0) + (now - since) / 1000;
  [phase, since] = [name, now];
};
const namesOf = {
  reading: () => 'reading',
  staging: () => 'staging',
  read: () => 'star',
  star: ({ from }) => (from === null ? 'whole star' : 'changed star'),
  building: ({ table }) => (process.env.BENCH_TABLES === undefined ? phase : table),
  tested: () => 'measuring',
  switched: () => 'cleaning up',
};
const { manifest, report } = await refresh(
  changingSample(Number(answers), change),
  refreshOptions(dataFolder, { progress: (event) => next(namesOf[event.kind](event)) }),
);
next('');
for (const statement of statements) if (statement[1] >= Number(leastMilliseconds)) console.log(statement.join('\t'));
const rows = Object.values(report.entities).reduce((sum, { rowsIn }) => sum + rowsIn, 0);
const { user, system } = process.cpuUsage();
const peak = /VmHWM:\s+(\d+)/.exec(readFileSync('/proc/self/status', 'utf8'))[1];
const figures = { cpu: (user + system) / 1e6, peakMegabytes: Math.round(Number(peak) / 1024) };
console.log(JSON.stringify({ rows, patches: manifest.patches, ...figures, phases }));
