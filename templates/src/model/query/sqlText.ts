/** Small pieces of DuckDB SQL: names, literals, row conditions. */
import { star, storedTypes, type ColumnDefinition } from '../../star';
import type { ColumnRef, RowCondition } from '../expression';

export const quoted = (name: string): string => `"${name.replaceAll('"', '""')}"`;

export const literal = (value: number | string | boolean): string =>
  typeof value === 'string'
    ? `'${value.replaceAll("'", "''")}'`
    : typeof value === 'boolean'
      ? value
        ? 'TRUE'
        : 'FALSE'
      : `${value}`;

/** The column's definition. @throws Error naming the table, what was asked and what there is. */
export const columnOf = ({ table, column }: ColumnRef): ColumnDefinition => {
  const definition = star[table] as (typeof star)[keyof typeof star] | undefined;
  if (!definition)
    throw new Error(`No table ${String(table)} in the star; expected one of ${Object.keys(star).join(', ')}.`);
  const columns: Readonly<Record<string, ColumnDefinition>> = definition.columns;
  const found = Object.hasOwn(columns, column) ? columns[column] : undefined;
  if (!found) throw new Error(`No column ${column} in ${table}; expected one of ${Object.keys(columns).join(', ')}.`);
  return found;
};

/** DuckDB's name of a column's type. */
export const sqlTypeOf = (column: ColumnRef): string => storedTypes[columnOf(column).type];

/** A row condition on the table known as `alias`; null where a compared column is null, which no filter passes. */
export const conditionSql = (alias: string, condition: RowCondition): string => {
  const column = `${alias}.${quoted(condition.column)}`;
  switch (condition.operator) {
    case 'isBlank':
      return `${column} IS NULL`;
    case 'notBlank':
      return `${column} IS NOT NULL`;
    case 'atLeast':
      return `${column} >= ${condition.times} * ${alias}.${quoted(condition.other)}`;
    default:
      return `${column} ${condition.operator} ${literal(condition.value)}`;
  }
};
