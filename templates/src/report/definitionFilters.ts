/** Definition filters: short constructors whose names the compiler checks, and what they mean for a query. */
import type { QueryFilter } from '../model/query/types';
import { findMeasure } from '../model/measures';
import { star, type ColumnDefinition, type ColumnNameOf, type Star, type TableName } from '../star';
import type { DefinitionFilter } from './types';

type Columns<Name extends TableName> = ColumnNameOf<Star[Name]>;

const columnOf = (table: TableName, column: string): ColumnDefinition | undefined => {
  const columns: Readonly<Record<string, ColumnDefinition>> = star[table].columns;
  return columns[column];
};

/** @throws Error where the column has no closed list, or a value is not in it. */
export const accepted = <Name extends TableName>(
  table: Name,
  column: Columns<Name>,
  ...values: readonly string[]
): DefinitionFilter => {
  const allowed = columnOf(table, column)?.acceptedValues;
  if (!allowed) throw new Error(`${table}.${column} has no closed list of values; a definition cannot filter on it.`);
  const foreign = values.find((value) => !allowed.includes(value));
  if (foreign !== undefined)
    throw new Error(`${table}.${column} never holds "${foreign}"; expected one of ${allowed.join(', ')}.`);
  return { kind: 'accepted', table, column, values };
};

/** @throws Error where the column is not a flag. */
export const flag = <Name extends TableName>(table: Name, column: Columns<Name>, is = true): DefinitionFilter => {
  const type = columnOf(table, column)?.type;
  if (type !== 'boolean') throw new Error(`${table}.${column} is ${String(type)}; expected a boolean.`);
  return { kind: 'flag', table, column, is };
};

export const notBlank = <Name extends TableName>(table: Name, column: Columns<Name>): DefinitionFilter => ({
  kind: 'given',
  table,
  column,
});

export const known = (table: TableName): DefinitionFilter => ({ kind: 'known', table });

/** @throws Error where there is no such measure. */
export const measureGiven = (measure: string): DefinitionFilter => ({
  kind: 'measureGiven',
  measure: findMeasure(measure).id,
});

/** The single key column of a dimension. @throws Error where the key is of more than one column. */
export const dimensionKey = (table: TableName): string => {
  const [key, ...more] = star[table].key as readonly string[];
  if (key === undefined || more.length > 0) throw new Error(`${table} has no single key column.`);
  return key;
};

/** The filters on fields, as a query says them; those on measures are `measuresGiven`. */
export const queryFilters = (filters: readonly DefinitionFilter[]): readonly QueryFilter[] =>
  filters.flatMap((filter): readonly QueryFilter[] => {
    switch (filter.kind) {
      case 'accepted':
        return [{ field: filter, operator: 'in', values: filter.values }];
      case 'flag':
        return [{ field: filter, operator: 'in', values: [filter.is] }];
      case 'given':
        return [{ field: filter, operator: 'notIn', values: [null] }];
      case 'known':
        return [{ field: { table: filter.table, column: dimensionKey(filter.table) }, operator: 'notIn', values: [0] }];
      case 'measureGiven':
        return [];
    }
  });

export const measuresGiven = (filters: readonly DefinitionFilter[]): readonly string[] =>
  filters.flatMap((filter) => (filter.kind === 'measureGiven' ? [filter.measure] : []));
