/** The physical tables of a star in DuckDB, from the definitions. */
import type { ColumnType, TableDefinition } from './types';

const duckdbTypes: Readonly<Record<ColumnType, string>> = {
  int32: 'integer',
  int64: 'bigint',
  double: 'double',
  decimal: 'decimal(18, 2)',
  string: 'varchar',
  boolean: 'boolean',
  date: 'date',
  dateTime: 'timestamp',
};

export const quotedName = (name: string): string => `"${name.replaceAll('"', '""')}"`;

/** @param at the table with its catalog and schema, quoted where needed. */
export function createTableSql(table: TableDefinition, at: string, kind: 'table' | 'temp table' = 'table'): string {
  const columns = Object.entries(table.columns).map(
    ([name, column]) => `${quotedName(name)} ${duckdbTypes[column.type]}`,
  );
  return `create ${kind} ${at} (${columns.join(', ')})`;
}

/** Fills a table from a query, columns in the order of the definition, rows in the order of the key. */
export function fillTableSql(table: TableDefinition, at: string, query: string): string {
  const columns = Object.keys(table.columns).map(quotedName).join(', ');
  return `insert into ${at} (${columns}) select ${columns} from (${query}) as built order by ${table.key.map(quotedName).join(', ')}`;
}
