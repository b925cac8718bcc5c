/** Runs queries on star rows in an in-memory DuckDB. */
import { DuckDBInstance, type DuckDBConnection } from '@duckdb/node-api';
import { findMeasure } from '../../../templates/src/model/measures';
import { compileQuery } from '../../../templates/src/model/query/compileQuery';
import { sqlTypeOf } from '../../../templates/src/model/query/sqlText';
import type { QueryRequest } from '../../../templates/src/model/query/types';
import { starTables, type TableName } from '../../../templates/src/star';
import type { StarRows } from './starRows';

const batchSize = 8;

export interface StarDatabase {
  query(request: QueryRequest): Promise<readonly Readonly<Record<string, unknown>>[]>;
  /** The one row of the measures without grouping. */
  totals(measures: readonly string[], rest?: Partial<QueryRequest>): Promise<Readonly<Record<string, unknown>>>;
  close(): void;
}

const load = async (connection: DuckDBConnection, rows: StarRows): Promise<void> => {
  for (const { name, columns } of starTables) {
    const names = Object.keys(columns);
    const typed = names.map((column) => `"${column}" ${sqlTypeOf({ table: name as TableName, column })}`);
    await connection.run(`CREATE TABLE "${name}" (${typed.join(', ')})`);
    const shape = JSON.stringify([
      Object.fromEntries(names.map((column) => [column, sqlTypeOf({ table: name as TableName, column })])),
    ]);
    await connection.run(
      `INSERT INTO "${name}" SELECT unnest(from_json(CAST($1 AS JSON), '${shape}'), max_depth := 2)`,
      [JSON.stringify(rows[name])],
    );
  }
};

export const openStar = async (rows: StarRows): Promise<StarDatabase> => {
  const instance = await DuckDBInstance.create(':memory:');
  const connection = await instance.connect();
  await load(connection, rows);
  const query: StarDatabase['query'] = async (request) => {
    const compiled = compileQuery(request, findMeasure);
    const reader = await connection.runAndReadAll(compiled.sql, [...compiled.parameters]);
    return reader.getRowObjectsJS();
  };
  return {
    query,
    totals: async (measures, rest = {}) => {
      // In small batches: one query over every measure takes DuckDB longer to plan than to run.
      const batches = Array.from({ length: Math.ceil(measures.length / batchSize) }, (_, index) =>
        measures.slice(index * batchSize, (index + 1) * batchSize),
      );
      const found: Readonly<Record<string, unknown>>[] = [];
      for (const batch of batches) {
        const rowsOfBatch = await query({ groupBy: [], measures: batch, ...rest });
        if (rowsOfBatch.length !== 1 || !rowsOfBatch[0])
          throw new Error(`Expected one row, found ${rowsOfBatch.length}.`);
        found.push(rowsOfBatch[0]);
      }
      return Object.assign({}, ...found) as Readonly<Record<string, unknown>>;
    },
    close: () => {
      connection.closeSync();
      instance.closeSync();
    },
  };
};
