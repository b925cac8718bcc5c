/** How the embedded engine holds each type of column: in snapshots, in files, and in what is computed over them. */
import type { ColumnType } from './types';

export const storedTypes: Readonly<Record<ColumnType, string>> = {
  int32: 'INTEGER',
  int64: 'BIGINT',
  double: 'DOUBLE',
  decimal: 'DECIMAL(18,2)',
  string: 'VARCHAR',
  boolean: 'BOOLEAN',
  date: 'DATE',
  dateTime: 'TIMESTAMP',
};
