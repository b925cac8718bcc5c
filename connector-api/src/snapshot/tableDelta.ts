/** The difference between a table and newly built rows of it, and applying it so that rows keep their place. */
import type { DuckDBConnection } from '@duckdb/node-api';
import { star, type TableDefinition, type TableName } from '../star';
import { createTableSql, quotedName } from '../star/starDdl';
import { fillInOrder } from './buildStar';
import { at, columnNames, numbersOf, rowHash, tableHash, temporary } from './starDatabase';
import type { TableManifest } from './types';

/** What is different; the rows are in temporary tables until `drop`. */
export interface TableDelta {
  readonly table: TableName;
  /** Place of the rows that are new or not as they were. */
  readonly rows: string;
  readonly inserted: number;
  readonly removed: number;
  readonly updated: number;
  /** Row hashes that come, less those that go. */
  readonly hashChange: bigint;
}

const hashBefore = '#hash before';
const differing = '#differing';
const before = (table: TableName): string => temporary(`gone_${table}`);
const after = (table: TableName): string => temporary(`delta_${table}`);

const sameKey = (table: TableDefinition, a: string, b: string): string =>
  table.key.map((name) => `${a}.${quotedName(name)} = ${b}.${quotedName(name)}`).join(' and ');

/** Copies rows of a table of the star. @param replaced place of a list (`key`): their first key values. Gives the place. */
export async function oldRows(connection: DuckDBConnection, name: TableName, replaced: string): Promise<string> {
  const old = `old_${name}`;
  await connection.run(
    `create or replace temp table ${quotedName(old)} as select * from ${at(name)} where ${quotedName(star[name].key[0])} in (select key from ${replaced})`,
  );
  return temporary(old);
}

/** Compares rows column by column: `rows` as they are now, `old` those that they replace; both places. */
export async function compareRows(
  connection: DuckDBConnection,
  name: TableName,
  rows: string,
  old: string,
): Promise<TableDelta> {
  const table: TableDefinition = star[name];
  const columns = columnNames(table);
  const firstKey = quotedName(table.key[0] ?? '');
  // One bit a column: 1 where the row's value differs from the one in the table.
  const bits = columns.map((column, bit) => `(n.${column} is distinct from o.${column})::bigint * ${String(2 ** bit)}`);
  await connection.run(
    `create or replace temp table ${quotedName(`delta_${name}`)} as select * from (
       select n.*, case when o.${firstKey} is not null then ${rowHash(table, 'o.')} end as ${quotedName(hashBefore)},
         case when o.${firstKey} is not null then ${bits.join(' + ')} end as ${quotedName(differing)}
       from ${rows} n left join ${old} o on ${sameKey(table, 'n', 'o')})
     where ${quotedName(differing)} is null or ${quotedName(differing)} <> 0`,
  );
  await connection.run(
    `create or replace temp table ${quotedName(`gone_${name}`)} as
     select o.* from ${old} o anti join ${rows} n on ${sameKey(table, 'n', 'o')}`,
  );
  const [inserted = 0n, updated = 0n, come = 0n, changedFrom = 0n] = await numbersOf(
    connection,
    `select count(*) filter (where ${quotedName(differing)} is null), count(${quotedName(differing)}),
       coalesce(sum(${rowHash(table)}), 0), coalesce(sum(${quotedName(hashBefore)}), 0) from ${after(name)}`,
  );
  const [removed = 0n, gone = 0n] = await numbersOf(
    connection,
    `select count(*), coalesce(sum(${rowHash(table)}), 0) from ${before(name)}`,
  );
  return {
    table: name,
    rows: after(name),
    inserted: Number(inserted),
    removed: Number(removed),
    updated: Number(updated),
    hashChange: come - changedFrom - gone,
  };
}

/** Place of the rows that are new, or in which one of the columns is not as it was; all where none is named. */
export function rowsChangedIn({ table, rows }: TableDelta, columns?: readonly string[]): string {
  if (columns === undefined) return rows;
  const all = Object.keys(star[table].columns);
  const mask = columns.reduce((sum, name) => sum + 2 ** all.indexOf(name), 0);
  return `(select * from ${rows} where ${quotedName(differing)} is null or ${quotedName(differing)} & ${String(mask)} <> 0)`;
}

/** Place of a list (`key`) of the first key values of the rows that are gone. */
export const goneKeys = ({ table }: TableDelta): string =>
  `(select ${quotedName(star[table].key[0])} as key from ${before(table)})`;

/** Rows and hash of the table when the difference is applied. */
export const measureDelta = ({ rows, hash }: TableManifest, delta: TableDelta): TableManifest => ({
  rows: rows + delta.inserted - delta.removed,
  hash: tableHash(BigInt(`0x${hash}`) + delta.hashChange),
});

/** Makes the table hold the new rows, in the order of its key. */
export async function applyDelta(connection: DuckDBConnection, delta: TableDelta): Promise<void> {
  const table: TableDefinition = star[delta.table];
  const place = at(delta.table);
  if (delta.updated > 0) await updateRows(connection, table, place);
  if (delta.removed > 0) {
    const { rowsChanged } = await connection.run(
      `delete from ${place} t using ${before(table.name)} g where ${sameKey(table, 't', 'g')}`,
    );
    expectRows(table.name, 'deleted', rowsChanged, delta.removed);
  }
  if (delta.inserted === 0) return;
  const isNew = `${quotedName(differing)} is null`;
  const firstKey = quotedName(table.key[0] ?? '');
  const [last = 0n] = await numbersOf(connection, `select coalesce(max(${firstKey}), 0) from ${place}`);
  const [first = 0n] = await numbersOf(
    connection,
    `select coalesce(min(${firstKey}), 0) from ${after(table.name)} where ${isNew}`,
  );
  const rowsChanged = await fillInOrder(connection, table, place, `select * from ${after(table.name)} where ${isNew}`);
  expectRows(table.name, 'inserted', rowsChanged, delta.inserted);
  if (first <= last) await putInOrder(connection, table, place);
}

/** A statement that touched other rows than it was to is a defect: then everything is built instead. */
function expectRows(table: TableName, done: string, found: number, expected: number): void {
  if (found === expected) return;
  throw new Error(`${table}: ${String(found)} rows were ${done}, expected ${String(expected)}`);
}

/** Rows of the difference that lie in the table with each of their values. */
export async function countHeld(connection: DuckDBConnection, { table: name, inserted, updated }: TableDelta) {
  if (inserted + updated === 0) return 0;
  const table: TableDefinition = star[name];
  const key = quotedName(table.key[0] ?? '');
  // Rows that are looked for by a list are read where they lie, those of a join wherever they may lie.
  const [held = 0n] = await numbersOf(
    connection,
    `select count(*) from (select * from ${at(name)} where ${key} in (select ${key} from ${after(name)})) t
     join ${after(name)} n on ${sameKey(table, 't', 'n')} where ${rowHash(table, 't.')} = ${rowHash(table, 'n.')}`,
  );
  return Number(held);
}

/** Columns that differ in many rows are set apart from those that differ in few: a column that is not set is not written. */
async function updateRows(connection: DuckDBConnection, table: TableDefinition, place: string): Promise<void> {
  const columns = columnNames(table);
  const bitOf = (bit: number): string => `${quotedName(differing)} & ${String(2 ** bit)} <> 0`;
  const counts = await numbersOf(
    connection,
    `select ${columns.map((_, bit) => `count(*) filter (where ${bitOf(bit)})`).join(', ')} from ${after(table.name)}`,
  );
  const most = counts.reduce((highest, count) => (count > highest ? count : highest), 0n);
  const used = columns.map((column, bit) => ({ column, bit, rows: counts[bit] ?? 0n })).filter(({ rows }) => rows > 0n);
  const groups = [used.filter(({ rows }) => rows * 2n > most), used.filter(({ rows }) => rows * 2n <= most)];
  for (const group of groups.filter(({ length }) => length > 0)) {
    const set = group.map(({ column }) => `${column} = n.${column}`).join(', ');
    const mask = group.reduce((sum, { bit }) => sum + 2 ** bit, 0);
    const isIn = `${quotedName(differing)} & ${String(mask)} <> 0`;
    const [rows = 0n] = await numbersOf(connection, `select count(*) from ${after(table.name)} where ${isIn}`);
    const { rowsChanged } = await connection.run(
      `update ${place} t set ${set} from ${after(table.name)} n where ${sameKey(table, 't', 'n')} and n.${isIn}`,
    );
    expectRows(table.name, 'updated', rowsChanged, Number(rows));
  }
}

/** Writes the table anew in the order of its key: rows that came back to an old key lie behind the others. */
async function putInOrder(connection: DuckDBConnection, table: TableDefinition, place: string): Promise<void> {
  await connection.run(`create or replace temp table unordered as select * from ${place}`);
  await connection.run(`drop table ${place}`);
  await connection.run(createTableSql(table, place));
  await fillInOrder(connection, table, place, `select * from ${temporary('unordered')}`);
  await connection.run(`drop table ${temporary('unordered')}`);
}
