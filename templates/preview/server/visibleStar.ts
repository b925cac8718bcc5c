/** What a query sees of the star: no more than its caller may, and the unknown members called so in the reader's language. */
import { memberNameColumns, star, starTables, unknownWords, type Language, type TableName } from '../../src/star';
import type { SqlQuery } from './snapshotReader';

/**
 * What stands after FROM for a table: its quoted name where everything is shown, else a sub-select. `placeholder` turns
 * a text into a parameter of the statement. The connector's own `visibleTable` fits.
 */
export type VisibleTable = (table: TableName, placeholder: (text: string) => string) => string;

const quoted = (name: string): string => `"${name}"`;

/** The tables with the unknown member's usual name in the language, as the template's own queries have it; another name stays. */
export const inLanguage =
  (language: Language, visible: VisibleTable = quoted): VisibleTable =>
  (table, placeholder) => {
    const shown = visible(table, placeholder);
    const names = memberNameColumns(star[table]).map(quoted);
    if (names.length === 0) return shown;
    const usual = Object.values(unknownWords)
      .map((word) => `'${word}'`)
      .join(', ');
    const replaced = names.map(
      (name) =>
        `CASE WHEN ${quoted(star[table].key[0])} = 0 AND ${name} IN (${usual}) THEN '${unknownWords[language]}' ELSE ${name} END AS ${name}`,
    );
    return `(SELECT * REPLACE (${replaced.join(', ')}) FROM ${shown})`;
  };

/** The query with every table that is not shown whole replaced, under the table's own name, by what may be seen. */
export function throughSight({ sql, parameters }: SqlQuery, visible: VisibleTable): SqlQuery {
  const all = [...parameters];
  const placeholder = (text: string): string => `$${String(all.push(text))}::VARCHAR`;
  const replaced = starTables.flatMap(({ name }) => {
    const shown = visible(name, placeholder);
    return shown === quoted(name) ? [] : [`${quoted(name)} AS (SELECT * FROM ${shown})`];
  });
  // Inside the entry of its own name, DuckDB takes the name for the table, not for the entry.
  return replaced.length === 0 ? { sql, parameters } : { sql: `WITH ${replaced.join(', ')}\n${sql}`, parameters: all };
}
