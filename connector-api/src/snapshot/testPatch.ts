/** Holds what a refresh wrote into the star before to what it was to write. */
import type { DuckDBConnection } from '@duckdb/node-api';
import { ConnectorError } from '../errors';
import { star, type TableDefinition, type TableName } from '../star';
import type { Replacement } from './replaceTable';
import { at, measureRows, numbersOf } from './starDatabase';
import { countHeld, type TableDelta } from './tableDelta';
import type { TableManifest } from './types';

/** What was done to the tables of a star. */
export interface Patch {
  readonly deltas: readonly TableDelta[];
  readonly replaced: readonly Replacement[];
  /** The tables as they are to be now. */
  readonly tables: Readonly<Record<TableName, TableManifest>>;
}

/**
 * Every row that came or changed lies in its table with each of its values, a table has as many rows as it should, and one
 * that was replaced holds just the rows that were built. That no other row was touched follows from the counts that each
 * statement is held to when it runs.
 * @returns how many tables were looked at.
 * @throws ConnectorError DATA_TEST_FAILED naming the table.
 */
export async function testPatch(connection: DuckDBConnection, { deltas, replaced, tables }: Patch): Promise<number> {
  for (const delta of deltas) {
    const { table, inserted, updated } = delta;
    failUnless(table, 'rows that came or changed', await countHeld(connection, delta), inserted + updated);
    const [rows = 0n] = await numbersOf(connection, `select count(*) from ${at(table)}`);
    failUnless(table, 'rows', Number(rows), tables[table].rows);
  }
  const written = replaced.filter(({ rows }) => rows !== null);
  for (const { table } of written) {
    const definition: TableDefinition = star[table];
    const { rows, hash } = await measureRows(connection, definition, at(table));
    failUnless(table, 'rows', rows, tables[table].rows);
    failUnless(table, 'hash', hash, tables[table].hash);
  }
  return deltas.length + written.length;
}

function failUnless(table: TableName, what: string, found: number | string, expected: number | string): void {
  if (found === expected) return;
  throw new ConnectorError('DATA_TEST_FAILED', {
    target: `${table} holds what was changed: ${what}`,
    found: String(found),
    expected: String(expected),
  });
}
