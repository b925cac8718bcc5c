// The whole star of the sample, built as a refresh does it (tables in the order of their key, data tests, reconciliation,
// hashes, manifest, switch), against bare SQL in DuckDB: the same queries as `create table as`, rows in any order, nothing
// tested and nothing measured, into a file of its own. Same staging, same process, taking turns.
// Usage: node bench/connector/star.mjs [answers [rounds]] (needs npm run build:node).
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
  judgeAnswers,
  judgingContext,
  queryOf,
} = require('../../dist/node/connector-api/src/snapshot/buildStar');
const { nextSnapshot, underLock } = require('../../dist/node/connector-api/src/snapshot/refresh');
const { attachStar, detachStar } = require('../../dist/node/connector-api/src/snapshot/starDatabase');
const { tableBuilds } = require('../../dist/node/connector-api/src/star/build');

const [answers = 1_000_000, rounds = 2] = process.argv.slice(2).map(Number);
const folder = mkdtempSync(path.join(tmpdir(), 'nps-bench-'));
const dataFolder = path.join(folder, 'data');
const once = path.join(path.dirname(fileURLToPath(import.meta.url)), 'refreshOnce.mjs');
const filled = spawnSync(process.execPath, [once, String(answers), dataFolder], { encoding: 'utf8' });
if (filled.status !== 0) throw new Error(filled.stderr);

const options = refreshOptions(dataFolder);
const star = { ...options, dataAsOf: '2026-10-31T21:00:00.000Z' };

async function bareSql(connection, file) {
  await connection.run(`attach '${file}' as bare`);
  const context = await judgeAnswers(connection, judgingContext(connection, star));
  for (const build of tableBuilds) {
    const [sql, parameters] = queryOf(build, context);
    await connection.run(`create table bare.main."${build.table.name}" as ${sql}`, parameters);
  }
  await connection.run('drop table temp.main.judged_answer_rows');
  await connection.run('detach bare');
}

async function tablesOnly(connection, file) {
  await attachStar(connection, file);
  await buildStar(connection, star);
  await detachStar(connection);
}

const ways = {
  bare: (store) => bareSql(store.connection, path.join(folder, 'bare.duckdb')),
  tables: (store) => tablesOnly(store.connection, path.join(folder, 'tables.duckdb')),
  whole: (store) => nextSnapshot(store, options, true),
};
const seconds = Object.fromEntries(Object.keys(ways).map((name) => [name, []]));
await underLock(options, async (store) => {
  for (let round = 0; round < rounds; round += 1) {
    for (const [name, way] of Object.entries(ways)) {
      for (const file of ['bare', 'tables']) rmSync(path.join(folder, `${file}.duckdb`), { force: true });
      const begun = performance.now();
      await way(store);
      seconds[name].push((performance.now() - begun) / 1000);
    }
  }
});
rmSync(folder, { recursive: true, force: true });
const best = Object.fromEntries(Object.entries(seconds).map(([name, times]) => [name, Math.min(...times)]));
console.log(JSON.stringify({ answers, seconds: best }));
console.log(
  `star of ${String(answers)} answers: ${(best.whole / best.bare).toFixed(2)} of bare SQL; its tables alone ${(best.tables / best.bare).toFixed(2)}`,
);
