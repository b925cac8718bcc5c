/** Kysely on DuckDB: PostgreSQL's grammar with the parameters and values that `@duckdb/node-api` takes. */
import type { DuckDBConnection, DuckDBValue } from '@duckdb/node-api';
import {
  type CompiledQuery,
  type DatabaseConnection,
  type Dialect,
  type Driver,
  PostgresAdapter,
  PostgresIntrospector,
  PostgresQueryCompiler,
  type QueryResult,
} from 'kysely';

/** A dialect that runs on one open connection; closing the connection is its owner's job. */
export function duckdbDialect(connection: DuckDBConnection): Dialect {
  return {
    createAdapter: () => new PostgresAdapter(),
    createDriver: () => driverOn(connection),
    createIntrospector: (db) => new PostgresIntrospector(db),
    createQueryCompiler: () => new PostgresQueryCompiler(),
  };
}

function driverOn(connection: DuckDBConnection): Driver {
  const session: DatabaseConnection = {
    executeQuery: async <Row>(query: CompiledQuery): Promise<QueryResult<Row>> => {
      const reader = await connection.runAndReadAll(query.sql, query.parameters as DuckDBValue[]);
      return {
        rows: reader.getRowObjectsJS() as Row[],
        ...(reader.rowsChanged > 0 ? { numAffectedRows: BigInt(reader.rowsChanged) } : {}),
      };
    },
    // eslint-disable-next-line require-yield -- Kysely asks for a generator; big reads of this product stream chunks instead.
    streamQuery: async function* () {
      throw new Error('Streaming goes through the DuckDB connection itself.');
    },
  };
  const run = async (sql: string): Promise<void> => {
    await connection.run(sql);
  };
  return {
    init: async () => undefined,
    destroy: async () => undefined,
    acquireConnection: async () => session,
    releaseConnection: async () => undefined,
    beginTransaction: () => run('begin transaction'),
    commitTransaction: () => run('commit'),
    rollbackTransaction: () => run('rollback'),
  };
}
