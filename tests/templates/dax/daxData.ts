/** The rows of the model and which of them a filter context leaves: filters, relationships and their directions. */
import { modelNames } from '../../../templates/src/model/names';
import type { SnapshotField } from '../../../templates/src/model/expression';
import { snapshotTable } from '../../../templates/src/model/snapshotTable';
import { starTables, type ColumnType, type Language } from '../../../templates/src/star';
import type { TabularDatabase } from '../../../templates/src/write/model/tabularTypes';
import type { StarRows } from '../support/starRows';
import { serial, type DaxValue } from './daxValues';

export type Row = Readonly<Record<string, DaxValue>>;

export interface Filter {
  readonly table: string;
  /** Null: a filter on whole rows. */
  readonly column: string | null;
  readonly test: (row: Row) => boolean;
  /** The same for filters that keep the same rows of the column; null where that is not known. */
  readonly identity: string | null;
}

export interface FilterContext {
  readonly filters: readonly Filter[];
  /** Inactive relationships brought into use, `table.column`. */
  readonly used: readonly string[];
}

export interface Relationship {
  readonly from: string;
  readonly fromColumn: string;
  readonly to: string;
  readonly toColumn: string;
  readonly active: boolean;
  readonly both: boolean;
}

/** One name for a column of any table. */
export const key = (table: string, column: string): string => `${table}[${column}]`;

export interface DaxData {
  readonly relationships: readonly Relationship[];
  columnsOf(table: string): readonly string[];
  /** @throws Error where the model has no such table. */
  rowsOf(table: string): readonly Row[];
  /** @throws Error where the model has no such column. */
  assertColumn(table: string, column: string): void;
  linksFrom(table: string, context: FilterContext): readonly Relationship[];
  /** The rows that the context leaves; `from` is the table that asks, whose filters are not followed back. */
  visible(table: string, context: FilterContext, from?: string | null): readonly Row[];
}

/** The manifest's fields; instants as ISO text. */
export type SnapshotRow = Readonly<Partial<Record<SnapshotField, string>>>;

/** A cell as DAX has it: days and instants are numbers. */
export const daxCell = (cell: DaxValue, type: ColumnType): DaxValue =>
  typeof cell !== 'string'
    ? cell
    : type === 'date' || type === 'dateTime'
      ? serial(cell)
      : type === 'int64'
        ? Number(cell)
        : cell;

/** The star's rows under the model's names, the snapshot's row, and the model's own columns and relationships. */
export const daxData = (model: TabularDatabase, rows: StarRows, language: Language, snapshot: SnapshotRow): DaxData => {
  const names = modelNames(language);
  const tables = new Map<string, readonly Row[]>();
  const columns = new Map<string, ReadonlySet<string>>();
  for (const table of model.model.tables) columns.set(table.name, new Set(table.columns.map(({ name }) => name)));
  for (const { name, columns: definitions } of starTables)
    tables.set(
      names.table(name),
      rows[name].map((row) =>
        Object.fromEntries(
          Object.entries(definitions).map(([column, { type }]) => [
            names.column(name, column),
            daxCell(row[column] ?? null, type),
          ]),
        ),
      ),
    );
  tables.set(names.snapshotTable, [
    Object.fromEntries(
      Object.entries(snapshotTable.columns).map(([field, { caption, type }]) => [
        caption[language],
        daxCell(snapshot[field as SnapshotField] ?? null, type),
      ]),
    ),
  ]);
  const relationships: readonly Relationship[] = model.model.relationships.map((one) => ({
    from: one.fromTable,
    fromColumn: one.fromColumn,
    to: one.toTable,
    toColumn: one.toColumn,
    active: one.isActive !== false,
    both: one.crossFilteringBehavior === 'bothDirections',
  }));

  const rowsOf = (table: string): readonly Row[] => {
    const found = tables.get(table);
    if (!found) throw new Error(`DAX: no table '${table}' in the model.`);
    return found;
  };
  const assertColumn = (table: string, column: string): void => {
    if (columns.get(table)?.has(column) !== true) throw new Error(`DAX: no column '${table}'[${column}] in the model.`);
  };

  /** Relationships in force from a table: an inactive one in use takes the place of the active one to the same table. */
  const linksFrom = (table: string, context: FilterContext): readonly Relationship[] => {
    const own = relationships.filter((one) => one.from === table);
    const used = own.filter((one) => context.used.includes(key(one.from, one.fromColumn)));
    return own.filter((one) => used.includes(one) || (one.active && !used.some((other) => other.to === one.to)));
  };

  const visibleCache = new WeakMap<FilterContext, Map<string, readonly Row[]>>();

  const isTouched = (table: string, context: FilterContext, from: string | null): boolean =>
    context.filters.some((one) => one.table === table) ||
    linksFrom(table, context).some((link) => link.to !== from && isTouched(link.to, context, table)) ||
    relationships.some(
      (link) => link.both && link.to === table && link.from !== from && isTouched(link.from, context, table),
    );

  const visible = (table: string, context: FilterContext, from: string | null = null): readonly Row[] => {
    const cache = visibleCache.get(context) ?? new Map<string, readonly Row[]>();
    visibleCache.set(context, cache);
    const place = `${table}\n${from ?? ''}`;
    const known = cache.get(place);
    if (known) return known;
    const own = context.filters.filter((one) => one.table === table);
    let found = rowsOf(table).filter((row) => own.every(({ test }) => test(row)));
    for (const link of linksFrom(table, context)) {
      if (link.to === from || !isTouched(link.to, context, table)) continue;
      const keys = new Set(visible(link.to, context, table).map((row) => row[link.toColumn]));
      found = found.filter((row) => keys.has(row[link.fromColumn] ?? null));
    }
    for (const link of relationships) {
      if (!link.both || link.to !== table || link.from === from || !isTouched(link.from, context, table)) continue;
      const keys = new Set(visible(link.from, context, table).map((row) => row[link.fromColumn]));
      found = found.filter((row) => keys.has(row[link.toColumn] ?? null));
    }
    cache.set(place, found);
    return found;
  };

  return {
    relationships,
    columnsOf: (table) => [...(columns.get(table) ?? [])],
    rowsOf,
    assertColumn,
    linksFrom,
    visible,
  };
};
