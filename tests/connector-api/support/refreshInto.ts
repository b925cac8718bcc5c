/** Refreshes a data folder in a test and reads the star it switched to. */
import { DuckDBInstance, type Json } from '@duckdb/node-api';
import { refresh, type RefreshOptions, type RefreshResult } from '../../../connector-api/src/snapshot/refresh';
import { openSnapshotStore } from '../../../connector-api/src/snapshot/snapshotStore';
import type { Source } from '../../../connector-api/src/source/source';

export const testNow = new Date('2026-11-20T10:00:00Z');

export const testOptions = (dataFolder: string, more: Partial<RefreshOptions> = {}): RefreshOptions => ({
  dataFolder,
  version: '0.0.0',
  limits: { memory: '512MB', threads: 2 },
  timeZone: 'Europe/Copenhagen',
  fiscalStartMonth: 1,
  unknownName: 'Unknown',
  keep: 3,
  full: false,
  overlap: 0,
  now: () => testNow,
  progress: () => undefined,
  ...more,
});

export const refreshInto = (
  dataFolder: string,
  source: Source,
  more: Partial<RefreshOptions> = {},
): Promise<RefreshResult> => refresh(source, testOptions(dataFolder, more));

/** Rows of a query over the current star, as objects; instants and days as texts. */
export async function ask(dataFolder: string, sql: string): Promise<Record<string, Json>[]> {
  const lease = openSnapshotStore(dataFolder).current();
  if (lease === null) throw new Error(`There is no snapshot in ${dataFolder}.`);
  try {
    return await askFile(lease.databasePath, sql);
  } finally {
    lease.release();
  }
}

export async function askFile(file: string, sql: string): Promise<Record<string, Json>[]> {
  const instance = await DuckDBInstance.create(file, { access_mode: 'READ_ONLY' });
  const connection = await instance.connect();
  try {
    return (await connection.runAndReadAll(sql)).getRowObjectsJson();
  } finally {
    connection.closeSync();
    instance.closeSync();
  }
}

/** One column of the rows of a query. */
export async function askColumn(dataFolder: string, sql: string): Promise<Json[]> {
  return (await ask(dataFolder, sql)).map((row) => Object.values(row)[0] ?? null);
}
