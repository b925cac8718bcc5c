/** Small conversions between the star's words and the tabular model's. */
import type { ColumnType } from '../../star';
import type { TabularColumn } from './tabularTypes';

export const dataTypes: Readonly<Record<ColumnType, TabularColumn['dataType']>> = {
  int32: 'int64',
  int64: 'int64',
  double: 'double',
  decimal: 'decimal',
  string: 'string',
  boolean: 'boolean',
  date: 'dateTime',
  dateTime: 'dateTime',
};

/** Expressions are kept line by line. */
export const lines = (text: string): readonly string[] => text.split('\n');
