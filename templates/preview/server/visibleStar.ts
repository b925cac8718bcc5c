/** Lets a query see no more of the star than its caller may: hidden rows and masked columns stay below it. */
import { starTables, type TableName } from '../../src/star';
import type { SqlQuery } from './snapshotReader';

/**
 * What stands after FROM for a table: its quoted name where everything is shown, else a sub-select. `placeholder` turns
 * a text into a parameter of the statement. The connector's own `visibleTable` fits.
 */
export type VisibleTable = (table: TableName, placeholder: (text: string) => string) => string;

/** The query with every table that is not shown whole replaced, under the table's own name, by what may be seen. */
export function throughSight({ sql, parameters }: SqlQuery, visible: VisibleTable): SqlQuery {
  const all = [...parameters];
  const placeholder = (text: string): string => `$${String(all.push(text))}::VARCHAR`;
  const replaced = starTables.flatMap(({ name }) => {
    const shown = visible(name, placeholder);
    return shown === `"${name}"` ? [] : [`"${name}" AS (SELECT * FROM ${shown})`];
  });
  // Inside the entry of its own name, DuckDB takes the name for the table, not for the entry.
  return replaced.length === 0 ? { sql, parameters } : { sql: `WITH ${replaced.join(', ')}\n${sql}`, parameters: all };
}
