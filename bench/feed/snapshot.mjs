/** Makes a snapshot whose FactResponse has any number of rows, straight from the star's definitions. */
import { existsSync, linkSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';

const require = createRequire(import.meta.url);
const { DuckDBInstance } = require('@duckdb/node-api');
const { starTables, storedTypes } = require('../../dist/node/connector-api/src/star');
const { starShape } = require('../../dist/node/connector-api/src/star/starShape');

/** SQL of a believable value of each column of row `i`; null for the others where they may be, else a constant. */
const values = {
  ResponseKey: 'i + 1',
  ResponseId: "'R-' || (i + 1000000)",
  CampaignKey: 'i % 12 + 1',
  TouchpointKey: 'i % 9',
  ChannelKey: 'i % 7',
  BusinessUnitKey: 'hash(i) % 30 + 1',
  CompanyKey: 'hash(i + 1) % 5000',
  ContactKey: 'hash(i + 2) % 40000',
  EmployeeKey: 'hash(i + 3) % 200',
  ProductKey: 'hash(i + 4) % 50',
  ScoreKey: 'hash(i + 5) % 12',
  ResponseDateKey: "strftime(TIMESTAMP '2023-01-01' + INTERVAL (i * 90) SECOND, '%Y%m%d')::INTEGER",
  InvitationId: "CASE WHEN i % 3 = 0 THEN NULL ELSE 'INV-' || (i * 7) END",
  RespondedAt: "TIMESTAMP '2023-01-01' + INTERVAL (i * 90) SECOND",
  Score: 'CASE WHEN hash(i + 5) % 12 = 11 THEN NULL ELSE hash(i + 5) % 12 END',
  IsRated: 'hash(i + 5) % 12 <> 11',
  ExclusionReason: "CASE WHEN hash(i + 5) % 12 = 11 THEN 'blank' END",
  Weight: '1',
  Comment: "CASE WHEN i % 4 = 0 THEN 'The staff was \"very\" helpful with order ' || hash(i) || ', thank you' END",
  ResponseLanguage: "CASE i % 3 WHEN 0 THEN 'da' WHEN 1 THEN 'en' ELSE 'de' END",
  ResponseMinutes: 'round(hash(i) % 99999 / 7.0, 1)',
  IsLatestOfContact: 'i % 2 = 0',
  PreviousScore: 'hash(i + 6) % 11',
  IsRecovered: 'false',
  CompanySegmentThen: "CASE i % 2 WHEN 0 THEN 'Enterprise' ELSE 'Small' END",
  ContactRoleThen: "CASE i % 2 WHEN 0 THEN 'buyer' ELSE 'daily user' END",
  ModifiedAt: "TIMESTAMP '2023-01-01' + INTERVAL (i * 90 + 60) SECOND",
};

const constants = { string: "'x'", boolean: 'false', date: "DATE '2026-01-01'", dateTime: "TIMESTAMP '2026-01-01'" };

function select(table, rows) {
  const columns = Object.entries(table.columns).map(([name, { type, nullable }]) => {
    const given = table.name === 'FactResponse' ? values[name] : undefined;
    const sql = given ?? (nullable ? 'NULL' : (constants[type] ?? '0'));
    return `CAST(${sql} AS ${storedTypes[type]}) AS "${name}"`;
  });
  const count = table.name === 'FactResponse' ? rows : 0;
  return `CREATE TABLE "${table.name}" AS SELECT ${columns.join(', ')} FROM range(${count}) AS r(i) ORDER BY i`;
}

/** Gives the data folder; made once for each number of rows. */
export async function benchSnapshot(folder, rows) {
  const dataFolder = path.join(folder, `star-${rows}`);
  if (existsSync(path.join(dataFolder, 'current'))) return dataFolder;
  rmSync(dataFolder, { recursive: true, force: true });
  const id = '000001-bench';
  const target = path.join(dataFolder, 'snapshots', id);
  mkdirSync(target, { recursive: true });
  const instance = await DuckDBInstance.create(path.join(target, 'star.duckdb'), { memory_limit: '2GB' });
  const connection = await instance.connect();
  const tables = {};
  for (const table of starTables) {
    await connection.run(select(table, rows));
    tables[table.name] = { rows: table.name === 'FactResponse' ? rows : 0, hash: `bench-${rows}` };
  }
  connection.closeSync();
  instance.closeSync();
  const now = new Date().toISOString();
  const facts = {
    snapshot: id,
    version: 'bench',
    shape: starShape(),
    dataAsOf: now,
    builtAt: now,
    timeZone: 'UTC',
    source: 'bench',
  };
  writeFileSync(
    path.join(target, 'manifest.json'),
    JSON.stringify({ ...facts, recipe: 'bench', patches: 0, rated: rows, excluded: {}, quarantined: {}, tables }),
  );
  writeFileSync(path.join(dataFolder, 'current'), `${id}\n`);
  return dataFolder;
}

/** Switches to a snapshot of the same rows, as a refresh does; the returned function switches back and removes it. */
export function switchSnapshot(dataFolder) {
  const [from, to] = ['000001-bench', '000002-bench'].map((id) => path.join(dataFolder, 'snapshots', id));
  const use = (id) => writeFileSync(path.join(dataFolder, 'current'), `${id}\n`);
  rmSync(to, { recursive: true, force: true });
  mkdirSync(to);
  linkSync(path.join(from, 'star.duckdb'), path.join(to, 'star.duckdb'));
  const manifest = JSON.parse(readFileSync(path.join(from, 'manifest.json'), 'utf8'));
  writeFileSync(path.join(to, 'manifest.json'), JSON.stringify({ ...manifest, snapshot: '000002-bench' }));
  use('000002-bench');
  return () => {
    use('000001-bench');
    rmSync(to, { recursive: true, force: true });
  };
}
