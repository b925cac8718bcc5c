/** The business units of the current snapshot, so that a key for one that does not exist is noticed when it is made. */
import { DuckDBInstance } from '@duckdb/node-api';
import { openSnapshotStore } from '../snapshot/snapshotStore';

/** Ids in order; null before the first refresh. */
export async function knownUnits(dataFolder: string): Promise<readonly string[] | null> {
  const lease = openSnapshotStore(dataFolder).current();
  if (lease === null) return null;
  try {
    const instance = await DuckDBInstance.create(lease.databasePath, { access_mode: 'READ_ONLY' });
    try {
      const connection = await instance.connect();
      const sql = 'SELECT "BusinessUnitId" FROM "DimBusinessUnit" WHERE "BusinessUnitKey" <> 0 ORDER BY 1';
      const rows = (await connection.runAndReadAll(sql)).getRows();
      connection.closeSync();
      return rows.map(([id]) => String(id));
    } finally {
      instance.closeSync();
    }
  } finally {
    lease.release();
  }
}
