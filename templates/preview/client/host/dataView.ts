/** Builds the DataView of a flat categorical mapping from a query result, as Power BI does. */
import type powerbi from 'powerbi-visuals-api';
import type { BoundField, Cell, FieldType, ResultTable, VisualObjects } from './protocol';
import type { RowIdentity } from './selectionId';

type Column = powerbi.DataViewMetadataColumn;
type Value = powerbi.PrimitiveValue;

const types: Readonly<Record<FieldType, powerbi.ValueTypeDescriptor>> = {
  number: { numeric: true },
  text: { text: true },
  boolean: { bool: true },
  date: { dateTime: true },
  dateTime: { dateTime: true },
};

export interface DataViewRequest {
  readonly fields: readonly BoundField[];
  readonly objects: VisualObjects;
  readonly data: ResultTable;
  readonly highlights: ResultTable | null;
  /** Rows handed over now; the rest stays with the host until the visual asks. */
  readonly rows: number;
}

/** A cell as Power BI types it: dates become local midnight, instants a Date; null stays null. */
export function valueOf(cell: Cell, type: FieldType): Value | null {
  if (cell === null || typeof cell !== 'string') return cell;
  if (type === 'dateTime') return new Date(cell);
  if (type !== 'date') return cell;
  const [year = 0, month = 1, day = 1] = cell.slice(0, 10).split('-').map(Number);
  return new Date(year, month - 1, day);
}

/** The same field bound to several roles is one column with several roles. */
function columnsOf(
  fields: readonly BoundField[],
): ReadonlyMap<string, { readonly field: BoundField; readonly column: Column }> {
  const columns = new Map<string, { field: BoundField; column: Column }>();
  for (const field of fields) {
    const known = columns.get(field.queryName);
    if (known) {
      known.column.roles = { ...known.column.roles, [field.role]: true };
      continue;
    }
    const column: Column = {
      displayName: field.caption,
      queryName: field.queryName,
      index: columns.size,
      roles: { [field.role]: true },
      type: types[field.type],
      ...(field.kind === 'measure' ? { isMeasure: true } : {}),
      ...(field.format === undefined ? {} : { format: field.format }),
    };
    columns.set(field.queryName, { field, column });
  }
  return columns;
}

/** Row numbers of `highlights` by the values of the grouping fields. */
function highlightRows(groups: readonly string[], highlights: ResultTable): ReadonlyMap<string, readonly Cell[]> {
  const places = groups.map((name) => highlights.columns.indexOf(name));
  return new Map(highlights.rows.map((row) => [JSON.stringify(places.map((place) => row[place] ?? null)), row]));
}

/**
 * The DataView of `data`. Categories are absent without grouping fields, as in Power BI; `highlights` is set on every
 * measure while another visual highlights, null where a row is not highlighted.
 * Throws when a bound field is missing from the result: that is a defect of the report, not of the data.
 */
export function buildDataView({ fields, objects, data, highlights, rows }: DataViewRequest): powerbi.DataView {
  const bound = [...columnsOf(fields).values()];
  const shown = data.rows.slice(0, rows);
  const place = (name: string): number => {
    const index = data.columns.indexOf(name);
    if (index < 0) throw new Error(`The query result has no column ${name}; it has ${data.columns.join(', ')}.`);
    return index;
  };
  const groups = bound.filter(({ field }) => field.kind === 'column').map(({ field }) => field.queryName);
  const lit = highlights ? highlightRows(groups, highlights) : null;
  const groupPlaces = groups.map(place);
  const litRow = (row: readonly Cell[]): readonly Cell[] | undefined =>
    lit?.get(JSON.stringify(groupPlaces.map((index) => row[index] ?? null)));

  const categories = bound
    .filter(({ field }) => field.kind === 'column')
    .map(({ field, column }): powerbi.DataViewCategoryColumn => {
      const index = place(field.queryName);
      return {
        source: column,
        values: shown.map((row) => valueOf(row[index] ?? null, field.type) as Value),
        identity: shown.map((row) => identityOf(field.queryName, row[index] ?? null)),
      };
    });
  const measures = bound
    .filter(({ field }) => field.kind === 'measure')
    .map(({ field, column }): powerbi.DataViewValueColumn => {
      const index = place(field.queryName);
      const litIndex = highlights?.columns.indexOf(field.queryName) ?? -1;
      return {
        source: column,
        values: shown.map((row) => valueOf(row[index] ?? null, field.type) as Value),
        ...(lit ? { highlights: shown.map((row) => (litRow(row)?.[litIndex] ?? null) as Value) } : {}),
      };
    });
  return {
    metadata: {
      columns: bound.map(({ column }) => column),
      objects: objects as powerbi.DataViewObjects,
      ...(data.rows.length > rows ? { segment: {} } : {}),
    },
    categorical: {
      ...(categories.length > 0 ? { categories } : {}),
      values: withGrouping(measures),
    },
  };
}

const identityOf = (queryName: string, value: Cell): powerbi.visuals.CustomVisualOpaqueIdentity =>
  ({ queryName, value }) satisfies RowIdentity;

/** Without a series field all measures form one group. */
function withGrouping(values: powerbi.DataViewValueColumn[]): powerbi.DataViewValueColumns {
  return Object.assign(values, { grouped: (): powerbi.DataViewValueColumnGroup[] => [{ values }] });
}
