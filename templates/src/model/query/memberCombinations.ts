/** The rows of a question without numbers: which members there are. */
import { filterSql, type Key } from './block';
import { quoted } from './sqlText';
import type { FilterValue, QueryFilter } from './types';

/** Every combination of members of the keys' tables that the filters leave. */
export const memberCombinations = (
  keys: readonly Key[],
  filters: readonly QueryFilter[],
  parameter: (value: FilterValue) => string,
): string => {
  const tables = [...new Set(keys.map(({ field }) => field.table))];
  const parts = tables.map((table) => {
    const own = keys.filter(({ field }) => field.table === table);
    const conditions = filters
      .filter(({ field }) => field.table === table)
      .map((filter) => filterSql(filter, quoted(filter.field.column), parameter));
    return `(SELECT DISTINCT ${own.map(({ field, alias }) => `${quoted(field.column)} AS ${alias}`).join(', ')} FROM ${quoted(table)}${conditions.length === 0 ? '' : ` WHERE ${conditions.join(' AND ')}`})`;
  });
  return `SELECT ${keys.map(({ alias }) => alias).join(', ')} FROM ${parts.join(' CROSS JOIN ')}`;
};
