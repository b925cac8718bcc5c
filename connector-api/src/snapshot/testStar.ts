/** Holds the data tests against a star: against all of it, or against what a refresh changed in it. */
import type { DuckDBConnection } from '@duckdb/node-api';
import { ConnectorError } from '../errors';
import { starTables, type TableDefinition, type TableName } from '../star';
import { type DataTest, dataTests, type PlaceOfChanged } from '../star/dataTests';
import { quotedName } from '../star/starDdl';
import { at, numbersOf } from './starDatabase';

/** What of a star is not known to pass, where all the rest passed when it was built. */
export interface Untested {
  /** Rows that came or changed, or changed in one of the columns, by table; a table that is not named holds none. */
  readonly rows: ReadonlyMap<TableName, (columns?: readonly string[]) => string>;
  /** Places of lists (`key`) of keys that no row has any more, by table. */
  readonly lostKeys: ReadonlyMap<TableName, string>;
}

/**
 * Runs every data test; the rules about single rows of a table share one scan of it. All of a star is also held to the
 * order of its rows, which readers rely on.
 * @returns how many rules hold.
 * @throws ConnectorError DATA_TEST_FAILED naming the first test that fails, with how many rows break it.
 */
export async function testStar(connection: DuckDBConnection, untested?: Untested): Promise<number> {
  const changedAt: PlaceOfChanged = (table, columns) => untested?.rows.get(table)?.(columns) ?? at(table);
  const tests = dataTests(at, changedAt);
  for (const table of starTables) {
    const { name } = table;
    if (untested !== undefined && !untested.rows.has(name)) continue;
    const ofTable = tests.filter((test) => test.table === name);
    await testRows(connection, changedAt(name), ofTable);
    const others = ofTable.filter(({ badRow }) => badRow === undefined);
    if (untested === undefined) await testWhole(connection, table, others);
    else await testAtOnce(connection, others);
  }
  for (const [table, keys] of untested?.lostKeys ?? []) await testReferences(connection, table, keys);
  return tests.length + (untested === undefined ? starTables.length : 0);
}

/** One test after the other, as each may take much memory. */
async function testWhole(connection: DuckDBConnection, table: TableDefinition, tests: readonly DataTest[]) {
  const outOfOrder = await rowsOutOfOrder(connection, table);
  for (const test of tests) {
    // Rows that ascend by the key have each key once: that is cheaper to see.
    if (outOfOrder === 0n && test.isOfKey === true) continue;
    failOn(test.name, (await numbersOf(connection, test.sql))[0] ?? 0n);
  }
  failOn(`${table.name} in the order of ${table.key.join('+')}`, outOfOrder);
}

/** Tests of few rows, each of which takes longer to be begun than to be run. */
async function testAtOnce(connection: DuckDBConnection, tests: readonly DataTest[]): Promise<void> {
  if (tests.length === 0) return;
  const broken = await numbersOf(connection, `select ${tests.map(({ sql }) => `(${sql})`).join(', ')}`);
  tests.forEach((test, index) => failOn(test.name, broken[index] ?? 0n));
}

/** Rows whose key is not greater than that of the row that lies before. */
async function rowsOutOfOrder(connection: DuckDBConnection, { name, key }: TableDefinition): Promise<bigint> {
  const columns = key.map(quotedName);
  const before = columns.map((_, place) => `before${String(place)}`);
  const pairs = columns.map((column, place) => `${column}, lag(${column}) over () as before${String(place)}`);
  const sql = `select count(*) from (select ${pairs.join(', ')} from ${at(name)}) where before0 is not null and (${columns.join(', ')}) <= (${before.join(', ')})`;
  return (await numbersOf(connection, sql))[0] ?? 0n;
}

async function testRows(connection: DuckDBConnection, place: string, tests: readonly DataTest[]): Promise<void> {
  const ofRows = tests.filter(({ badRow }) => badRow !== undefined);
  if (ofRows.length === 0) return;
  const counts = ofRows.map(({ badRow }) => `count(*) filter (where ${badRow ?? 'false'})`);
  const broken = await numbersOf(connection, `select ${counts.join(', ')} from ${place}`);
  ofRows.forEach((test, index) => failOn(test.name, broken[index] ?? 0n));
}

/** No row may refer to a key that is gone. */
async function testReferences(connection: DuckDBConnection, target: TableName, lostKeys: string): Promise<void> {
  for (const table of starTables) {
    for (const [name, column] of Object.entries(table.columns)) {
      if (column.reference?.table !== target) continue;
      const sql = `select count(*) from ${at(table.name)} where ${quotedName(name)} in (select key from ${lostKeys})`;
      failOn(`${table.name}.${name} references ${target}`, (await numbersOf(connection, sql))[0] ?? 0n);
    }
  }
}

function failOn(test: string, broken: bigint): void {
  if (broken === 0n) return;
  throw new ConnectorError('DATA_TEST_FAILED', {
    target: test,
    found: `${String(broken)} ${broken === 1n ? 'row that breaks' : 'rows that break'} it`,
    expected: 'none',
    hint: 'The snapshot before stays in use.',
  });
}
