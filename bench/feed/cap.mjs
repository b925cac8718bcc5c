/** Prepares a project of SAP CAP over SQLite with the same rows, outside the repository's own dependencies. */
import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';

const require = createRequire(import.meta.url);
const { DuckDBInstance } = require('@duckdb/node-api');
const { star } = require('../../dist/node/connector-api/src/star');

const versions = ['@sap/cds@9.9.3', '@cap-js/sqlite@2.4.2', 'express@4'];
const cdsTypes = {
  int32: 'Integer',
  int64: 'Integer64',
  double: 'Double',
  decimal: 'Decimal(18,2)',
  string: 'String(5000)',
  boolean: 'Boolean',
  date: 'Date',
  dateTime: 'Timestamp',
};

/** Gives the folder, ready for `cds-serve`; null where the packages cannot be had. */
export async function capProject(folder, dataFolder, rows, pageSize) {
  const project = path.join(folder, `cap-${rows}-${pageSize}`);
  const modules = path.join(folder, 'cap-packages');
  try {
    if (!existsSync(path.join(modules, 'node_modules/@sap/cds'))) {
      mkdirSync(modules, { recursive: true });
      writeFileSync(path.join(modules, 'package.json'), '{"private":true}');
      execFileSync('npm', ['install', '--no-audit', '--no-fund', ...versions], { cwd: modules, stdio: 'pipe' });
    }
  } catch (error) {
    console.error(`SAP CAP is left out: ${String(error).split('\n')[0]}`);
    return null;
  }
  rmSync(project, { recursive: true, force: true });
  mkdirSync(path.join(project, 'srv'), { recursive: true });
  const columns = Object.entries(star.FactResponse.columns);
  const elements = columns.map(
    ([name, { type }]) => `${name === 'ResponseKey' ? 'key ' : ''}${name} : ${cdsTypes[type]};`,
  );
  writeFileSync(
    path.join(project, 'srv/feed.cds'),
    `@path: '/odata/v4/feed' service Feed { @cds.query.limit: { default: ${pageSize}, max: ${pageSize} } entity FactResponse { ${elements.join(' ')} } }`,
  );
  writeFileSync(
    path.join(project, 'package.json'),
    JSON.stringify({
      name: 'cap-bench',
      dependencies: { '@sap/cds': '*', '@cap-js/sqlite': '*' },
      cds: {
        requires: {
          auth: { kind: 'dummy' },
          db: { kind: 'sqlite', impl: '@cap-js/sqlite', credentials: { url: path.join(folder, `cap-${rows}.sqlite`) } },
        },
      },
    }),
  );
  execFileSync('ln', ['-s', path.join(modules, 'node_modules'), path.join(project, 'node_modules')]);
  await fill(path.join(folder, `cap-${rows}.sqlite`), modules, dataFolder, columns);
  return { project, command: path.join(modules, 'node_modules/@sap/cds/bin/serve.js') };
}

async function fill(file, modules, dataFolder, columns) {
  if (existsSync(file)) return;
  const Database = createRequire(path.join(modules, 'package.json'))('better-sqlite3');
  const database = new Database(file);
  database.pragma('journal_mode = WAL');
  const sqlite = { int32: 'INTEGER', int64: 'BIGINT', double: 'DOUBLE', boolean: 'BOOLEAN' };
  const types = columns.map(
    ([name, { type }]) => `${name} ${sqlite[type] ?? 'TEXT'}${name === 'ResponseKey' ? ' PRIMARY KEY' : ''}`,
  );
  database.exec(`CREATE TABLE Feed_FactResponse (${types.join(', ')})`);
  const insert = database.prepare(`INSERT INTO Feed_FactResponse VALUES (${columns.map(() => '?').join(', ')})`);
  const source = path.join(dataFolder, 'snapshots/000001-bench/star.duckdb');
  const instance = await DuckDBInstance.create(source, { access_mode: 'READ_ONLY' });
  const connection = await instance.connect();
  const selected = columns.map(([name, { type }]) => {
    if (type === 'dateTime') return `strftime("${name}", '%Y-%m-%dT%H:%M:%S.000Z') AS "${name}"`;
    return type === 'boolean' || type === 'int64' ? `"${name}"::INTEGER AS "${name}"` : `"${name}"`;
  });
  const result = await connection.stream(`SELECT ${selected.join(', ')} FROM FactResponse ORDER BY ResponseKey`);
  for (let chunk = await result.fetchChunk(); chunk !== null && chunk.rowCount > 0; chunk = await result.fetchChunk()) {
    const rows = chunk.getRows();
    database.transaction(() => rows.forEach((row) => insert.run(...row)))();
  }
  connection.closeSync();
  instance.closeSync();
  database.close();
}
