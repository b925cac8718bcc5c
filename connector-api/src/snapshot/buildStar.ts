/** Builds the star of a snapshot in DuckDB from staging, tests it and measures it. */
import type { DuckDBConnection } from '@duckdb/node-api';
import { type CompiledQuery, Kysely } from 'kysely';
import { ConnectorError } from '../errors';
import { ChunkAppender, type CarriedType } from '../staging/chunkAppender';
import { star, starTables, type TableDefinition, type TableName } from '../star';
import { tableBuilds } from '../star/build';
import { judgedAnswers } from '../star/build/answers';
import { calendar } from '../star/calendar';
import { type DataTest, dataTests } from '../star/dataTests';
import { duckdbDialect } from '../star/engine/duckdbDialect';
import { duckdbEngine } from '../star/engine/duckdbEngine';
import { scoreRows } from '../star/scoreRows';
import { createTableSql, fillTableSql, quotedName } from '../star/starDdl';
import type { StagingDatabase } from '../survey/stagingDatabase';
import type { Value } from '../survey/entity';
import type { TableManifest } from './types';

export interface StarOptions {
  readonly timeZone: string;
  readonly fiscalStartMonth: number;
  readonly unknownName: string;
  readonly dataAsOf: string;
  readonly progress: (table: TableName) => void;
}

/** Name under which the snapshot's database is attached. */
const catalog = 'star_build';
const at = (table: TableName): string => `${catalog}.main.${quotedName(table)}`;

export async function attachStar(connection: DuckDBConnection, databaseFile: string): Promise<void> {
  await connection.run(`attach '${databaseFile.replaceAll("'", "''")}' as ${catalog}`);
}

export async function detachStar(connection: DuckDBConnection): Promise<void> {
  await connection.run(`detach ${catalog}`);
}

/** Fills every table of the attached database. */
export async function buildStar(connection: DuckDBConnection, options: StarOptions): Promise<void> {
  const db = new Kysely<StagingDatabase>({ dialect: duckdbDialect(connection) });
  const engine = duckdbEngine(options.timeZone);
  const base = { db, engine, dataAsOf: options.dataAsOf, unknownName: options.unknownName };
  await materialise(connection, judgedTable, judgedAnswers(base).compile());
  const context = { ...base, judgedTable };
  // The rows of a table lie in the order of its key; everywhere else order costs memory and means nothing.
  await connection.run('set preserve_insertion_order = true');
  for (const table of starTables) await connection.run(createTableSql(table, at(table.name)));
  await insertRows(connection, star.DimScore, scoreRows());
  for (const build of tableBuilds) {
    options.progress(build.table.name);
    const { sql, parameters } = build.query(context).compile();
    await connection.run(fillTableSql(build.table, at(build.table.name), sql), parameters as (string | number)[]);
  }
  options.progress('DimDate');
  await insertRows(connection, star.DimDate, await calendarOf(connection, options));
  await connection.run('set preserve_insertion_order = false');
  await connection.run(`drop table temp.main.${quotedName(judgedTable)}`);
}

/** Temporary table of the judged answers: made once, it keeps the joins of the big facts few enough for little memory. */
const judgedTable = 'judged_answer_rows';

async function materialise(connection: DuckDBConnection, name: string, query: CompiledQuery): Promise<void> {
  await connection.run(
    `create or replace temp table ${quotedName(name)} as ${query.sql}`,
    query.parameters as (string | number)[],
  );
}

/** Whole years that hold every day any fact refers to, and the day of the data. */
async function calendarOf(connection: DuckDBConnection, options: StarOptions): Promise<ReturnType<typeof calendar>> {
  const columns = starTables.flatMap((table) =>
    Object.entries(table.columns)
      .filter(([, column]) => column.reference?.table === 'DimDate')
      .map(
        ([name]) => `select min(${quotedName(name)}) as first, max(${quotedName(name)}) as last from ${at(table.name)}`,
      ),
  );
  const dataDay = localDay(options.dataAsOf, options.timeZone);
  const dataYear = new Date(dataDay * 86_400_000).getUTCFullYear();
  const range = await connection.runAndReadAll(
    `select min(first) // 10000, max(last) // 10000 from (${columns.join(' union all ')})`,
  );
  const [first, last] = range.getRows()[0] ?? [];
  return calendar({
    fromYear: Math.min(dataYear, typeof first === 'number' ? first : dataYear),
    toYear: Math.max(dataYear, typeof last === 'number' ? last : dataYear),
    dataDay,
    fiscalStartMonth: options.fiscalStartMonth,
  });
}

/** The calendar day of an instant in a zone, days since 1970-01-01. */
export function localDay(iso: string, timeZone: string): number {
  const parts = new Intl.DateTimeFormat('en-CA', {
    timeZone,
    year: 'numeric',
    month: '2-digit',
    day: '2-digit',
  }).format(new Date(iso));
  return Date.parse(`${parts}T00:00:00Z`) / 86_400_000;
}

async function insertRows(
  connection: DuckDBConnection,
  table: TableDefinition,
  rows: readonly Readonly<Record<string, Value>>[],
): Promise<void> {
  const columns = Object.entries(table.columns).map(([name, column]): readonly [string, CarriedType] => [
    name,
    column.type === 'boolean' ? 'boolean' : column.type === 'int32' || column.type === 'double' ? 'double' : 'varchar',
  ]);
  await connection.run(
    `create or replace temp table computed (${columns.map(([name, type]) => `${quotedName(name)} ${type}`).join(', ')})`,
  );
  const appender = await ChunkAppender.open(connection, { name: 'computed', schema: 'main', catalog: 'temp' }, columns);
  appender.append(
    rows.length,
    Object.fromEntries(columns.map(([name]) => [name, rows.map((row) => row[name] ?? null)])),
  );
  appender.close();
  await connection.run(fillTableSql(table, at(table.name), 'select * from temp.main.computed'));
  await connection.run('drop table temp.main.computed');
}

/**
 * Runs every data test; the rules about single rows of a table share one scan of it.
 * @returns how many tests passed
 * @throws ConnectorError DATA_TEST_FAILED naming the first test that fails, with how many rows break it.
 */
export async function testStar(connection: DuckDBConnection): Promise<number> {
  const tests = dataTests(at);
  for (const { name } of starTables) {
    const ofRows = tests.flatMap((test) => (test.badRow?.table === name ? [{ test, ...test.badRow }] : []));
    if (ofRows.length === 0) continue;
    const counts = ofRows.map(({ condition }) => `count(*) filter (where ${condition})`);
    const reader = await connection.runAndReadAll(`select ${counts.join(', ')} from ${at(name)}`);
    const [row = []] = reader.getRows();
    ofRows.forEach(({ test }, index) => failOn(test, Number(row[index])));
  }
  for (const test of tests.filter(({ badRow }) => badRow === undefined)) {
    failOn(test, Number((await connection.runAndReadAll(test.sql)).getRows()[0]?.[0]));
  }
  return tests.length;
}

function failOn({ name }: DataTest, broken: number): void {
  if (broken === 0) return;
  throw new ConnectorError('DATA_TEST_FAILED', {
    target: name,
    found: `${String(broken)} ${broken === 1 ? 'row that breaks' : 'rows that break'} it`,
    expected: 'none',
    hint: 'The snapshot before stays in use.',
  });
}

/** Row count and order-independent hash of every table. */
export async function measureStar(connection: DuckDBConnection): Promise<Record<TableName, TableManifest>> {
  const manifests: Partial<Record<TableName, TableManifest>> = {};
  for (const table of starTables) {
    const columns = Object.keys(table.columns).map(quotedName).join(', ');
    const reader = await connection.runAndReadAll(
      `select count(*), printf('%x', cast(coalesce(sum(cast(hash(${columns}) as hugeint)), 0) % 18446744073709551616 as ubigint)) from ${at(table.name)}`,
    );
    const [rows, hash] = reader.getRows()[0] ?? [];
    manifests[table.name] = { rows: Number(rows), hash: String(hash) };
  }
  return manifests as Record<TableName, TableManifest>;
}
