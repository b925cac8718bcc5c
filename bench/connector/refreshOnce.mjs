/** One refresh of the changing sample in a process of its own, with the time of each phase: `node refreshOnce.mjs <answers> <data folder>`. */
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { performance } from 'node:perf_hooks';
import { changingSample } from './changingSample.mjs';
import { refreshOptions } from './refreshOptions.mjs';

const require = createRequire(import.meta.url);
const { refresh } = require('../../dist/node/connector-api/src/snapshot/refresh');

const [, , answers, dataFolder] = process.argv;
const phases = {};
let [phase, since] = ['reading', performance.now()];
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
  changingSample(Number(answers)),
  refreshOptions(dataFolder, { progress: (event) => next(namesOf[event.kind](event)) }),
);
next('');
const rows = Object.values(report.entities).reduce((sum, { rowsIn }) => sum + rowsIn, 0);
const peak = /VmHWM:\s+(\d+)/.exec(readFileSync('/proc/self/status', 'utf8'))[1];
console.log(
  JSON.stringify({ rows, patches: manifest.patches, peakMegabytes: Math.round(Number(peak) / 1024), phases }),
);
