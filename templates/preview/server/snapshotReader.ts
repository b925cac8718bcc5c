/** Reads star tables of a snapshot by SQL; one read-only database per snapshot, closed once another one is served. */
import { DuckDBInstance, type DuckDBConnection, type DuckDBValue } from '@duckdb/node-api';
import { cellOf, type Cell } from './cell';

/** The part of a snapshot lease that the preview needs; the connector's own lease fits. */
export interface PreviewLease<Manifest> {
  readonly id: string;
  readonly manifest: Manifest;
  /** Path of the snapshot's database, opened read-only. */
  readonly databasePath: string;
  release(): void;
}

/** The part of a snapshot store that the preview needs. */
export interface PreviewSnapshots<Manifest> {
  /** The snapshot served now; null before the first refresh. */
  current(): PreviewLease<Manifest> | null;
}

export interface SqlQuery {
  readonly sql: string;
  readonly parameters: readonly DuckDBValue[];
}

export interface SqlResult {
  readonly columns: readonly string[];
  readonly rows: readonly (readonly Cell[])[];
}

interface OpenSnapshot<Manifest> {
  readonly lease: PreviewLease<Manifest>;
  readonly instance: Promise<DuckDBInstance>;
  /** Questions under way; the database closes when none is left and another snapshot is served. */
  readers: number;
}

export interface SnapshotReader<Manifest> {
  /**
   * Runs `read` over the snapshot served now and gives its result; null before the first refresh. Everything `read`
   * asks is answered from the same snapshot, whatever is switched meanwhile.
   */
  read<T>(read: (manifest: Manifest, ask: (query: SqlQuery) => Promise<SqlResult>) => Promise<T>): Promise<T | null>;
  /** Closes the database and releases the lease; later reads open it again. */
  close(): Promise<void>;
}

export function createSnapshotReader<Manifest>(snapshots: PreviewSnapshots<Manifest>): SnapshotReader<Manifest> {
  let served: OpenSnapshot<Manifest> | null = null;

  const shut = async (snapshot: OpenSnapshot<Manifest>): Promise<void> => {
    const instance = await snapshot.instance.catch(() => null);
    instance?.closeSync();
    snapshot.lease.release();
  };

  const enter = (): OpenSnapshot<Manifest> | null => {
    const lease = snapshots.current();
    if (!lease) return null;
    if (served?.lease.id === lease.id) {
      lease.release();
    } else {
      const old = served;
      served = {
        lease,
        instance: DuckDBInstance.create(lease.databasePath, { access_mode: 'READ_ONLY', threads: '2' }),
        readers: 0,
      };
      if (old && old.readers === 0) void shut(old);
    }
    served.readers += 1;
    return served;
  };

  const leave = async (snapshot: OpenSnapshot<Manifest>): Promise<void> => {
    snapshot.readers -= 1;
    if (snapshot.readers > 0 || snapshot === served) return;
    await shut(snapshot);
  };

  return {
    async read(read) {
      const snapshot = enter();
      if (!snapshot) return null;
      let connection: DuckDBConnection | undefined;
      try {
        const open = await (await snapshot.instance).connect();
        connection = open;
        return await read(snapshot.lease.manifest, (query) => ask(open, query));
      } catch (error) {
        // A database that could not be opened must not stay cached as the one served.
        if (!connection && served === snapshot) served = null;
        throw error;
      } finally {
        connection?.closeSync();
        await leave(snapshot);
      }
    },
    async close() {
      const old = served;
      served = null;
      if (old && old.readers === 0) await shut(old);
    },
  };
}

async function ask(connection: DuckDBConnection, { sql, parameters }: SqlQuery): Promise<SqlResult> {
  const reader = await connection.runAndReadAll(sql, [...parameters]);
  return { columns: reader.columnNames(), rows: reader.getRows().map((row) => row.map(cellOf)) };
}
