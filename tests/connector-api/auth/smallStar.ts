/** A star of two business units, NORTH and SOUTH, in memory, whose every text says which of the two it belongs to. */
import { type DuckDBConnection, DuckDBInstance } from '@duckdb/node-api';
import {
  type ColumnDefinition,
  starTables,
  storedTypes,
  type TableDefinition,
  type TableName,
} from '../../../connector-api/src/star';

/** North has key 1, South key 2; key 3 is a member that rows of both units refer to. */
export const north = 1;
export const south = 2;
export const both = 3;

type Row = Readonly<Record<string, string | number | null>>;

const unitOf = (key: number): string => ['UNKNOWN', 'NORTH', 'SOUTH', 'BOTH'][key] ?? 'NOBODY';

/** Values of a row that belongs to `owner`: every text carries the owner's name, every reference points to the owner's member. */
function row(table: TableDefinition, key: number, owner: number, given: Row): Row {
  const value = (name: string, { type, role, reference }: ColumnDefinition): string | number => {
    if (role === 'key') return key;
    if (reference?.table === 'DimDate') return 20260101;
    if (role === 'reference') return owner;
    if (type === 'string') return `${unitOf(owner)} ${name} ${String(key)}`;
    if (type === 'boolean') return 1;
    return type === 'date' || type === 'dateTime' ? '2026-01-01' : key;
  };
  return {
    ...Object.fromEntries(Object.entries(table.columns).map(([name, column]) => [name, value(name, column)])),
    ...given,
  };
}

const literal = (value: string | number | null | undefined): string =>
  value === null || value === undefined ? 'NULL' : typeof value === 'number' ? String(value) : `'${value}'`;

async function insert(connection: DuckDBConnection, table: TableDefinition, values: Row): Promise<void> {
  const cells = Object.entries(table.columns).map(
    ([name, { type }]) => `CAST(${literal(values[name])} AS ${storedTypes[type]})`,
  );
  await connection.run(`INSERT INTO "${table.name}" VALUES (${cells.join(', ')})`);
}

/** Rows of a fact: two of the North and of the South, one of an unknown unit, and one of each unit about the shared members. */
const factRows: readonly (readonly [key: number, unit: number, member: number])[] = [
  [1, north, north],
  [2, south, south],
  [3, north, both],
  [4, south, both],
  [5, 0, 0],
  [6, north, north],
  [7, south, south],
];

export async function smallStar(): Promise<DuckDBConnection> {
  const connection = await (await DuckDBInstance.create(':memory:')).connect();
  for (const table of starTables) {
    const columns = Object.entries(table.columns).map(([name, { type }]) => `"${name}" ${storedTypes[type]}`);
    await connection.run(`CREATE TABLE "${table.name}" (${columns.join(', ')})`);
    if (table.kind === 'dimension') {
      for (const key of [0, north, south, both]) {
        const names: Row = table.name === 'DimBusinessUnit' ? { BusinessUnitId: key === 0 ? null : unitOf(key) } : {};
        await insert(connection, table, row(table, key, key, names));
      }
      continue;
    }
    for (const [key, unit, member] of factRows) {
      const owner: Row = table.columns['BusinessUnitKey'] === undefined ? {} : { BusinessUnitKey: unit };
      const response: Row = table.kind === 'bridge' ? { ResponseKey: key, Sentiment: unitOf(unit) } : {};
      const texts = Object.entries(table.columns)
        .filter(([, { type, role }]) => type === 'string' && role !== 'key')
        .map(([name]) => [name, `${unitOf(unit)} ${name} ${String(key)}`]);
      await insert(
        connection,
        table,
        row(table, key, member, {
          ...Object.fromEntries(texts),
          ...owner,
          ...response,
          ...(table.name === 'FactResponse' ? { PreviousScore: 7 } : {}),
        }),
      );
    }
  }
  return connection;
}

/** Runs a statement whose place holders were collected in `values`. */
export async function rowsOf(
  connection: DuckDBConnection,
  sql: string,
  values: readonly string[],
): Promise<Record<string, unknown>[]> {
  const reader = await connection.runAndReadAll(sql, [...values]);
  return reader.getRowObjectsJson();
}

/** Collects place holders as the feed does. */
export function placeholders(): { readonly values: string[]; readonly of: (text: string) => string } {
  const values: string[] = [];
  return {
    values,
    of: (text) => {
      values.push(text);
      return `$${String(values.length)}::VARCHAR`;
    },
  };
}

export const tableNames: readonly TableName[] = starTables.map(({ name }) => name);
