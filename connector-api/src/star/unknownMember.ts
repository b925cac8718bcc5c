/** What the unknown member (key 0) of a dimension is called where nobody chose another name, and where it is called so. */
import type { Localised, TableDefinition } from './types';

export const unknownWords: Localised = { en: 'Unknown', da: 'Ukendt' };

/** The columns of the table in which the unknown member has its name. */
export const memberNameColumns = ({ columns }: TableDefinition): readonly string[] =>
  Object.keys(columns).filter((name) => columns[name]?.namesMember === true);
