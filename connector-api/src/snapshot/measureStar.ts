/** Rows and hash of every table of a star, for the manifest. */
import type { DuckDBConnection } from '@duckdb/node-api';
import { starTables, type TableName } from '../star';
import { at, measureRows } from './starDatabase';
import type { TableManifest } from './types';

export async function measureStar(connection: DuckDBConnection): Promise<Record<TableName, TableManifest>> {
  const manifests: Partial<Record<TableName, TableManifest>> = {};
  for (const table of starTables) manifests[table.name] = await measureRows(connection, table, at(table.name));
  return manifests as Record<TableName, TableManifest>;
}
