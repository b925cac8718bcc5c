/** Makes the star of the next snapshot from a copy of the one before, by changing the rows that are not as they were. */
import { isDeepStrictEqual } from 'node:util';
import type { DuckDBConnection } from '@duckdb/node-api';
import { star, starTables, type TableName } from '../star';
import { tableBuilds } from '../star/build';
import { createTableSql, fillTableSql } from '../star/starDdl';
import { judgingContext, queryOf, type StarOptions } from './buildStar';
import { partlyBuilt, rebuildChangedFacts } from './changedFacts';
import { type computedNames, computedTable, localDay, spansTheFacts } from './computedTables';
import { compareTable, type Replacement, replaceTable } from './replaceTable';
import type { StarBase } from './starBase';
import { at, temporary } from './starDatabase';
import { applyDelta, compareRows, goneKeys, measureDelta, rowsChangedIn, type TableDelta } from './tableDelta';
import type { Patch } from './testPatch';
import type { Untested } from './testStar';
import type { SnapshotManifest, TableManifest } from './types';

export interface PatchOptions extends StarOptions, Pick<StarBase, 'changed' | 'touched' | 'near'> {
  readonly before: SnapshotManifest;
}

export interface PatchedStar extends Patch {
  readonly untested: Untested;
}

/** Share of the answers from which a new star is written faster than the old one is changed. */
const mostAnswersShare = 0.2;

const isPartlyBuilt = (name: TableName): boolean => partlyBuilt.some((each) => each === name);

/**
 * Changes the attached star so that every table holds, row for row, what building everything would give.
 * @returns null, with nothing changed, where building everything is the shorter way.
 */
export async function patchStar(connection: DuckDBConnection, options: PatchOptions): Promise<PatchedStar | null> {
  const { before } = options;
  const deltas = await factDeltas(connection, options);
  if (deltas === null) return null;
  const small = await smallTables(connection, options);
  const isAsBefore = !deltas.some(isDifferent) && small.every(({ rows }) => rows === null);
  await connection.run('begin transaction');
  try {
    for (const delta of deltas) await applyDelta(connection, delta);
    for (const replacement of small) await replaceTable(connection, replacement);
    for (const replacement of await computed(connection, options, isAsBefore)) {
      small.push(replacement);
      await replaceTable(connection, replacement);
    }
    await connection.run('commit');
  } catch (error) {
    await connection.run('rollback').catch(() => undefined);
    throw error;
  }
  return {
    deltas,
    replaced: small,
    tables: manifestsOf(before, deltas, small),
    untested: untestedOf(deltas, small),
  };
}

async function factDeltas(connection: DuckDBConnection, options: PatchOptions): Promise<TableDelta[] | null> {
  const { before } = options;
  const { rebuilt, close } = await rebuildChangedFacts(connection, {
    ...options,
    dataAsOfBefore: before.dataAsOf,
    mostAnswers: Math.max(1000, before.tables.FactResponse.rows * mostAnswersShare),
  });
  try {
    if (rebuilt === null) return null;
    const deltas: TableDelta[] = [];
    for (const { table, rows, old } of rebuilt) {
      deltas.push(await compareRows(connection, table, rows, old));
      for (const place of [rows, old]) await connection.run(`drop table ${place}`);
    }
    return deltas;
  } finally {
    await close();
  }
}

/** Dimensions and small facts are built whole where what they are made of was touched; most are as they were all the same. */
async function smallTables(connection: DuckDBConnection, options: PatchOptions): Promise<Replacement[]> {
  const { before, touched } = options;
  const context = judgingContext(connection, options);
  const contextBefore = { ...context, dataAsOf: before.dataAsOf };
  const replacements: Replacement[] = [];
  for (const build of tableBuilds.filter(({ table }) => !isPartlyBuilt(table.name))) {
    const { name } = build.table;
    options.progress(name);
    const [sql, parameters] = queryOf(build, context);
    const isSameQuery = isDeepStrictEqual([sql, parameters], queryOf(build, contextBefore));
    if (isSameQuery && !tablesIn(sql).some((table) => touched.has(table))) {
      replacements.push(asBefore(name, before));
      continue;
    }
    const rows = await freshRows(connection, name, sql, parameters);
    replacements.push(await compareTable(connection, name, rows, before.tables[name]));
  }
  return replacements;
}

/** Tables of staging that a query reads, as `schema.name`. */
const tablesIn = (sql: string): string[] =>
  [...sql.matchAll(/"(staging|keys)"[.]"(\w+)"/g)].map(([, schema, name]) => `${String(schema)}.${String(name)}`);

const asBefore = (table: TableName, before: SnapshotManifest): Replacement => ({
  table,
  rows: null,
  manifest: before.tables[table],
  lostKeys: null,
});

/**
 * The scores are part of the star's recipe. The calendar spans what the facts, as they are now, refer to. The
 * reconciliation is of this refresh, whatever has changed.
 * @param isAsBefore true where all other tables are as they were.
 */
async function computed(
  connection: DuckDBConnection,
  options: PatchOptions,
  isAsBefore: boolean,
): Promise<Replacement[]> {
  const { before, timeZone } = options;
  const fresh = async (name: (typeof computedNames)[number]): Promise<Replacement> => {
    const rows = await computedTable(connection, name, at, options);
    const place = await freshRows(connection, name, `select * from ${temporary(rows)}`);
    return compareTable(connection, name, place, before.tables[name]);
  };
  const isSameDay = localDay(options.dataAsOf, timeZone) === localDay(before.dataAsOf, timeZone);
  const isSameCalendar = isSameDay && (isAsBefore || (await spansTheFacts(connection, at, options)));
  return [
    asBefore('DimScore', before),
    isSameCalendar ? asBefore('DimDate', before) : await fresh('DimDate'),
    await fresh('FactReconciliation'),
  ];
}

/** A temporary table with the types of the star's, so that equal rows have equal hashes. Gives its place. */
async function freshRows(
  connection: DuckDBConnection,
  name: TableName,
  sql: string,
  parameters: (string | number)[] = [],
): Promise<string> {
  const place = temporary(`new_${name}`);
  await connection.run(`drop table if exists ${place}`);
  await connection.run(createTableSql(star[name], place, 'temp table'));
  await connection.run(fillTableSql(star[name], place, sql), parameters);
  return place;
}

function manifestsOf(
  before: SnapshotManifest,
  deltas: readonly TableDelta[],
  replaced: readonly Replacement[],
): Record<TableName, TableManifest> {
  const known = new Map<TableName, TableManifest>([
    ...partlyBuilt.map((name) => [name, before.tables[name]] as const),
    ...deltas.map((delta) => [delta.table, measureDelta(before.tables[delta.table], delta)] as const),
    ...replaced.map(({ table, manifest }) => [table, manifest] as const),
  ]);
  const manifestOf = (name: TableName): TableManifest => {
    const manifest = known.get(name);
    if (manifest === undefined) throw new Error(`${name} was neither changed nor built.`);
    return manifest;
  };
  return Object.fromEntries(starTables.map(({ name }) => [name, manifestOf(name)])) as Record<TableName, TableManifest>;
}

const isDifferent = ({ inserted, updated, removed }: TableDelta): boolean => inserted + updated + removed > 0;

const untestedOf = (deltas: readonly TableDelta[], replaced: readonly Replacement[]): Untested => ({
  rows: new Map([
    ...deltas
      .filter(isDifferent)
      .map((delta) => [delta.table, (columns?: readonly string[]) => rowsChangedIn(delta, columns)] as const),
    ...replaced.flatMap(({ table, rows }) => (rows === null ? [] : [[table, () => at(table)] as const])),
  ]),
  lostKeys: new Map<TableName, string>([
    ...deltas.flatMap((delta) => (delta.removed === 0 ? [] : [[delta.table, goneKeys(delta)] as const])),
    ...replaced.flatMap(({ table, lostKeys }) => (lostKeys === null ? [] : [[table, lostKeys] as const])),
  ]),
});
