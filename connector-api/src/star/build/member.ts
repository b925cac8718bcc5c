/** What all dimension builds share: the id and the name of a member, of the unknown member and of one known by its id only. */
import { type Expression, type RawBuilder, sql } from 'kysely';

/** The source's id; null for the unknown member, which the key map holds under the empty text. */
export const memberId = (id: Expression<string>): RawBuilder<string | null> => sql<string | null>`nullif(${id}, '')`;

/** The member's name, else its id (a fact refers to it, the source does not describe it), else the unknown member's name. */
export const memberName = (
  name: Expression<string | null>,
  id: Expression<string>,
  unknownName: string,
): RawBuilder<string> => sql<string>`coalesce(${name}, nullif(${id}, ''), ${sql.lit(unknownName)})`;
