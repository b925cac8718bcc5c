/** The Danish of a column that holds words of a closed list, written out from the list; no word stays none. */
import { type Expression, type RawBuilder, sql } from 'kysely';

export const danishWords = <Value extends string | null>(
  value: Expression<Value>,
  words: Readonly<Record<string, string>>,
): RawBuilder<Value> => {
  const cases = Object.entries(words).map(([word, danish]) => sql`when ${sql.lit(word)} then ${sql.lit(danish)}`);
  return sql<Value>`case ${value} ${sql.join(cases, sql` `)} end`;
};
