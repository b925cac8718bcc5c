/** Runs queries on star rows in an in-memory DuckDB. */
import { DuckDBInstance, type DuckDBConnection } from '@duckdb/node-api';
import { findMeasure } from '../../../templates/src/model/measures';
import { compileQuery } from '../../../templates/src/model/query/compileQuery';
import { sqlTypeOf } from '../../../templates/src/model/query/sqlText';
import type { QueryRequest } from '../../../templates/src/model/query/types';
import { starTables, type TableName } from '../../../templates/src/star';
import type { Cell, StarRows } from './starRows';

const cellSql = (cell: Cell): string =>
  cell === null ? 'NULL' : typeof cell === 'string' ? `'${cell.replaceAll("'", "''")}'` : String(cell);

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
    const values = rows[name].map((one) => `(${names.map((column) => cellSql(one[column] ?? null)).join(', ')})`);
    if (values.length > 0) await connection.run(`INSERT INTO "${name}" VALUES ${values.join(', ')}`);
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
      const found = await query({ groupBy: [], measures, ...rest });
      if (found.length !== 1 || !found[0]) throw new Error(`Expected one row, found ${found.length}.`);
      return found[0];
    },
    close: () => {
      connection.closeSync();
      instance.closeSync();
    },
  };
};
