/** The names that tables, columns, measures and bounds carry inside a semantic model in one language. */
import { star, type Language, type TableName } from '../star';
import type { MeasureDefinition } from './expression';
import { snapshotTable } from './snapshotTable';
import { bounds, type BoundName } from './windows';

/** Every name in one language, as people see it and as DAX writes it. */
export interface ModelNames {
  readonly language: Language;
  readonly measureTable: string;
  readonly snapshotTable: string;
  table(name: TableName): string;
  column(table: TableName, column: string): string;
  /** `'Business unit'[Region]` */
  daxColumn(table: TableName, column: string): string;
  /** `'Business unit'` */
  daxTable(name: TableName): string;
  measure(definition: MeasureDefinition): string;
  bound(name: BoundName): string;
}

export const quoteTable = (name: string): string => `'${name.replaceAll("'", "''")}'`;
export const quoteColumn = (name: string): string => `[${name.replaceAll(']', ']]')}]`;

const measureTable = { en: 'NPS measures', da: 'NPS-måltal' } as const;

/** @throws Error naming the table and column where the star does not have it. */
export const modelNames = (language: Language): ModelNames => {
  const table = (name: TableName): string => star[name].caption[language];
  const column = (name: TableName, columnName: string): string => {
    const columns: Readonly<Record<string, { readonly caption: Readonly<Record<Language, string>> }>> =
      star[name].columns;
    const found = columns[columnName];
    if (!found)
      throw new Error(`No column ${columnName} in ${name}; expected one of ${Object.keys(columns).join(', ')}.`);
    return found.caption[language];
  };
  return {
    language,
    measureTable: measureTable[language],
    snapshotTable: snapshotTable.caption[language],
    table,
    column,
    daxTable: (name) => quoteTable(table(name)),
    daxColumn: (name, columnName) => quoteTable(table(name)) + quoteColumn(column(name, columnName)),
    measure: (definition) => definition.caption[language],
    bound: (name) => bounds[name].caption[language],
  };
};
