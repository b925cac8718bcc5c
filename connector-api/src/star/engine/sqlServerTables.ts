/** The star's tables as T-SQL, from the definitions. */
import type { ColumnDefinition, ColumnType, TableDefinition } from '../types';

/** Binary: ids are compared as they are written, as the embedded engine compares them. */
export const binaryCollation = 'collate Latin1_General_100_BIN2';

const sqlServerTypes: Readonly<Record<Exclude<ColumnType, 'string'>, string>> = {
  int32: 'int',
  int64: 'bigint',
  double: 'float',
  decimal: 'decimal(18, 2)',
  boolean: 'bit',
  date: 'date',
  dateTime: 'datetime2(3)',
};

export const bracketed = (name: string): string => `[${name.replaceAll(']', ']]')}]`;

/** Longest id, in characters: an index key of SQL Server holds 900 bytes. */
export const longestId = 400;

function typeOf(name: string, column: ColumnDefinition): string {
  if (column.type !== 'string') return sqlServerTypes[column.type];
  if (column.role === 'businessKey' || name.endsWith('Id')) return `nvarchar(${String(longestId)}) ${binaryCollation}`;
  return column.person === 'freeText' || name.startsWith('Question') ? 'nvarchar(max)' : 'nvarchar(4000)';
}

/** @param at schema and name, bracketed. */
export function createStarTable(table: TableDefinition, at: string): string {
  const columns = Object.entries(table.columns).map(
    ([name, column]) => `  ${bracketed(name)} ${typeOf(name, column)} ${column.nullable ? 'null' : 'not null'}`,
  );
  return `create table ${at} (\n${columns.join(',\n')}\n);`;
}

/** Facts by column store, which reads and compresses best; dimensions by their key. Made after the rows are in. */
export function indexStarTable(table: TableDefinition, at: string): string[] {
  const key = table.key.map(bracketed).join(', ');
  const primary = (clustered: string): string =>
    // Without a name, as builds are kept beside each other in one schema.
    `alter table ${at} add primary key ${clustered} (${key});`;
  if (table.kind !== 'fact') return [primary('clustered')];
  return [`create clustered columnstore index ${bracketed(`CCI_${table.name}`)} on ${at};`, primary('nonclustered')];
}
