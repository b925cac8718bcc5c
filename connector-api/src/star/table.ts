/** Turns a literal into a table definition whose column names stay known to the compiler. */
import type { ColumnDefinition, TableDefinition } from './types';

/** Checks the literal against `TableDefinition` and keeps every column's literal type. */
export const defineTable = <
  const Columns extends Readonly<Record<string, ColumnDefinition>>,
  const Rest extends Omit<TableDefinition<keyof Columns & string>, 'columns'>,
>(
  definition: Rest & { readonly columns: Columns },
): Readonly<Rest & { columns: Columns }> => Object.freeze(definition);
