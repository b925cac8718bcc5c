// The whole star of the sample, built as a refresh does it (tables in the order of their key, data tests, reconciliation,
// hashes, manifest, switch), against bare SQL in DuckDB: the same queries as `create table as`, rows in any order, nothing
// tested and nothing measured, into a file of its own; afterwards its tables must have the hashes of those of the refresh.
// Same staging, same process, taking turns.
// Usage: node bench/connector/star.mjs [answers [rounds [data folder]]] (needs npm run build:node). A data folder that
// refreshOnce.mjs filled with so many answers is used as it is, so that filling and measuring can be runs of their own.
// BENCH_WAYS=bare,whole leaves out what the tables of a refresh take alone.
import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { performance } from 'node:perf_hooks';
import { fileURLToPath } from 'node:url';
import { refreshOptions } from './refreshOptions.mjs';

const require = createRequire(import.meta.url);
const {
  buildStar,
  findRecovered,
  judgeAnswers,
  judgedRows,
  judgingContext,
  queryOf,
  recoveredRows,
} = require('../../dist/node/connector-api/src/snapshot/buildStar');
const { nextSnapshot, underLock } = require('../../dist/node/connector-api/src/snapshot/refresh');
const { attachStar, detachStar, measureRows } = require('../../dist/node/connector-api/src/snapshot/starDatabase');
const { tableBuilds } = require('../../dist/node/connector-api/src/star/build');

const [answers = 1_000_000, rounds = 2] = process.argv.slice(2, 4).map(Number);
const folder = mkdtempSync(path.join(tmpdir(), 'nps-bench-'));
const dataFolder = process.argv[4] ?? path.join(folder, 'data');
if (process.argv[4] === undefined) {
  const once = path.join(path.dirname(fileURLToPath(import.meta.url)), 'refreshOnce.mjs');
  const filled = spawnSync(process.execPath, [once, String(answers), dataFolder], { encoding: 'utf8' });
  if (filled.status !== 0) throw new Error(filled.stderr);
}

const options = refreshOptions(dataFolder);
const none = { counted: { kind: 'unknown', why: 'early' }, source: null, staging: [], quarantined: [], metrics: {} };
const star = { ...options, dataAsOf: '2026-10-31T21:00:00.000Z', reconciliation: none };

async function bareSql(connection, file) {
  await connection.run(`attach '${file}' as bare`);
  const context = await findRecovered(connection, await judgeAnswers(connection, judgingContext(connection, star)));
  for (const build of tableBuilds) {
    const [sql, parameters] = queryOf(build, context);
    await connection.run(`create table bare.main."${build.table.name}" as ${sql}`, parameters);
  }
  for (const rows of [judgedRows, recoveredRows]) await connection.run(`drop table temp.main.${rows}`);
  await connection.run('detach bare');
}

async function tablesOnly(connection, file) {
  await attachStar(connection, file);
  await buildStar(connection, star);
  await detachStar(connection);
}

/** Both ways must give the same rows. */
async function compare(connection, file, { tables }) {
  await connection.run(`attach '${file}' as bare (read_only)`);
  for (const { table } of tableBuilds) {
    const bare = await measureRows(connection, table, `bare.main."${table.name}"`);
    const built = tables[table.name];
    if (bare.rows !== built.rows || bare.hash !== built.hash) throw new Error(`${table.name} differs.`);
  }
  await connection.run('detach bare');
}

const files = { bare: path.join(folder, 'bare.duckdb'), tables: path.join(folder, 'tables.duckdb') };
const ways = {
  bare: (store) => bareSql(store.connection, files.bare),
  tables: (store) => tablesOnly(store.connection, files.tables),
  whole: (store) => nextSnapshot(store, options, true),
};
const asked = process.env.BENCH_WAYS?.split(',') ?? Object.keys(ways);
const seconds = Object.fromEntries(asked.map((name) => [name, []]));
const cpuSeconds = Object.fromEntries(asked.map((name) => [name, []]));
await underLock(options, async (store) => {
  for (let round = 0; round < rounds; round += 1) {
    for (const name of asked) {
      if (name in files) rmSync(files[name], { force: true });
      const [begun, cpu] = [performance.now(), process.cpuUsage()];
      const made = await ways[name](store);
      const { user, system } = process.cpuUsage(cpu);
      seconds[name].push((performance.now() - begun) / 1000);
      cpuSeconds[name].push((user + system) / 1e6);
      if (name === 'whole') await compare(store.connection, files.bare, made);
    }
  }
});
rmSync(folder, { recursive: true, force: true });
const best = (of) => Object.fromEntries(Object.entries(of).map(([name, times]) => [name, Math.min(...times)]));
const [time, cpu] = [best(seconds), best(cpuSeconds)];
console.log(JSON.stringify({ answers, seconds: time, cpuSeconds: cpu }));
for (const name of asked.filter((way) => way !== 'bare')) {
  const ratios = `${(time[name] / time.bare).toFixed(2)} of the time of bare SQL, ${(cpu[name] / cpu.bare).toFixed(2)} of its CPU`;
  console.log(`star of ${String(answers)} answers, ${name}: ${ratios}`);
}
