/** The part of a star table that one caller may see, with the secrets as parameters of the statement. */
import type { PseudonymKeys } from '../auth/pseudonym';
import type { Sight } from '../auth/sight';
import { visibleTable } from '../auth/visibleTable';
import type { TableName } from '../star';
import { quoteName, type Parameters } from './sql';

/** What the relations of one request are made from. */
export interface Visibility {
  readonly sight: Sight;
  readonly pseudonyms: PseudonymKeys;
}

/** SQL that stands after FROM: the plain table, or a sub-select that hides rows and masks columns. */
export const relation = (name: TableName, { sight, pseudonyms }: Visibility, parameters: Parameters): string =>
  visibleTable(name, sight, pseudonyms, (text) => parameters.text(text), parameters.dialect.sight);

/**
 * True where rows of `from` come in key order without being sorted: a whole table of the snapshot under the name `t`, nothing
 * hidden, masked or joined.
 */
export const liesInKeyOrder = (name: TableName, from: string): boolean => from.trimEnd() === `${quoteName(name)} AS t`;
