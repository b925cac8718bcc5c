/** The database of a star while it is built: its place beside staging, and the expressions that measure its rows. */
import type { DuckDBConnection } from '@duckdb/node-api';
import type { TableDefinition, TableName } from '../star';
import { quotedName } from '../star/starDdl';
import type { TableManifest } from './types';

/** Name under which it is attached. */
const catalog = 'star_build';

/** Place of a table in it. */
export const at = (table: TableName): string => `${catalog}.main.${quotedName(table)}`;

/** Place of a temporary table, whatever catalog is in use. */
export const temporary = (name: string): string => `temp.main.${quotedName(name)}`;

/** Without a log: a star that was not finished is never looked at again, so that everything is written once. */
export async function attachStar(connection: DuckDBConnection, databaseFile: string): Promise<void> {
  await connection.run(`attach '${databaseFile.replaceAll("'", "''")}' as ${catalog} (recovery_mode no_wal_writes)`);
}

export async function detachStar(connection: DuckDBConnection): Promise<void> {
  await connection.run(`detach ${catalog}`);
}

export const columnNames = (table: TableDefinition): string[] => Object.keys(table.columns).map(quotedName);

/** 64 bits over every column of a row. @param row name of the row's table in the query, with a dot. */
export const rowHash = (table: TableDefinition, row = ''): string =>
  `cast(hash(${columnNames(table)
    .map((name) => row + name)
    .join(', ')}) as hugeint)`;

const hashSpace = 1n << 64n;

/** Row hashes are added up: rows that come and go change the hash of a table by theirs, in whatever order. */
export const tableHash = (sum: bigint): string => (((sum % hashSpace) + hashSpace) % hashSpace).toString(16);

/** Rows and hash of a table as a query over it: `[rows, sum of the row hashes]`. */
export async function measureRows(
  connection: DuckDBConnection,
  table: TableDefinition,
  place: string,
): Promise<TableManifest> {
  const [rows, sum] = await numbersOf(connection, `select count(*), coalesce(sum(${rowHash(table)}), 0) from ${place}`);
  return { rows: Number(rows), hash: tableHash(sum ?? 0n) };
}

/** The one row of whole numbers that a query gives. */
export async function numbersOf(connection: DuckDBConnection, sql: string): Promise<bigint[]> {
  const [row = []] = (await connection.runAndReadAll(sql)).getRows();
  return row.map((value) => (typeof value === 'bigint' ? value : BigInt(Number(value))));
}
