/** Replaces a small table of a star by newly built rows, where they differ. */
import type { DuckDBConnection } from '@duckdb/node-api';
import { star, type TableDefinition, type TableName } from '../star';
import { createTableSql, quotedName } from '../star/starDdl';
import { fillInOrder } from './buildStar';
import { at, measureRows, numbersOf } from './starDatabase';
import type { TableManifest } from './types';

export interface Replacement {
  readonly table: TableName;
  /** Place of the new rows; null where the table holds just these. */
  readonly rows: string | null;
  readonly manifest: TableManifest;
  /** Place of a list (`key`) of first key values that no row has any more; null where there are none. */
  readonly lostKeys: string | null;
}

/** Compares the new rows with the table. */
export async function compareTable(
  connection: DuckDBConnection,
  name: TableName,
  rows: string,
  before: TableManifest,
): Promise<Replacement> {
  const table: TableDefinition = star[name];
  const manifest = await measureRows(connection, table, rows);
  if (manifest.rows === before.rows && manifest.hash === before.hash)
    return { table: name, rows: null, manifest, lostKeys: null };
  const key = quotedName(table.key[0] ?? '');
  const lost = `lost_${name}`;
  await connection.run(
    `create or replace temp table ${quotedName(lost)} as select o.${key} as key from ${at(name)} o anti join ${rows} n on n.${key} = o.${key}`,
  );
  const [count] = await numbersOf(connection, `select count(*) from temp.main.${quotedName(lost)}`);
  return { table: name, rows, manifest, lostKeys: count === 0n ? null : `temp.main.${quotedName(lost)}` };
}

export async function replaceTable(connection: DuckDBConnection, { table, rows }: Replacement): Promise<void> {
  if (rows === null) return;
  await connection.run(`drop table ${at(table)}`);
  await connection.run(createTableSql(star[table], at(table)));
  await fillInOrder(connection, star[table], at(table), `select * from ${rows}`);
}
