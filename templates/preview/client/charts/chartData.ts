/** Turns a query result into categories and series, by the roles of Power BI's own charts. */
import type { SelectedPoint } from '../host/protocol';
import type { BoundField, Cell, PreviewVisual, ResultTable } from '../../protocol';
import { fieldsIn, numberOf, pointOf, reader } from '../builtIn/fields';

export interface ChartPoint {
  readonly value: number | null;
  /** Second coordinate and size, of scatter charts. */
  readonly x?: number | null;
  readonly size?: number | null;
  readonly selection: SelectedPoint;
}

export interface ChartSeries {
  readonly name: string;
  readonly field: BoundField;
  /** One point per category; where a series has no row the value is null. */
  readonly points: readonly ChartPoint[];
}

export interface ChartData {
  readonly category: BoundField | null;
  readonly categories: readonly string[];
  readonly series: readonly ChartSeries[];
  /** The measure across, of scatter charts. */
  readonly across?: BoundField;
  /** The series are parts of a whole: one measure split by a legend. */
  readonly stacked: boolean;
}

export type Say = (cell: Cell, field: BoundField) => string;

/** Categories keep the order of the result: the report sorts by its definition. */
export function chartData(visual: PreviewVisual, data: ResultTable, say: Say): ChartData {
  const grouping = fieldsIn(visual, 'Category').filter(({ kind }) => kind === 'column');
  const legend = fieldsIn(visual, 'Series').find(({ kind }) => kind === 'column');
  const measures = fieldsIn(visual, 'Y').filter(({ kind }) => kind === 'measure');
  const scatter = visual.kind === 'scatter';
  const label = (row: readonly Cell[]): string =>
    grouping.map((field) => say(reader(data, field)(row), field)).join(' · ');
  const rowsByCategory = new Map<string, (readonly Cell[])[]>();
  for (const row of data.rows) {
    const name = label(row);
    const known = rowsByCategory.get(name);
    if (known) known.push(row);
    else rowsByCategory.set(name, [row]);
  }
  const categories = [...rowsByCategory.keys()];
  const category = grouping[0] ?? null;
  const selectable = legend && grouping.length === 0 ? [legend] : grouping;
  const point = (row: readonly Cell[] | undefined, field: BoundField): ChartPoint => ({
    value: row ? numberOf(reader(data, field)(row)) : null,
    selection: row ? pointOf(data, selectable, row) : { values: [] },
  });

  if (scatter) {
    const [x] = fieldsIn(visual, 'X');
    const [y] = fieldsIn(visual, 'Y');
    const [size] = fieldsIn(visual, 'Size');
    if (!x || !y) return { category, categories: [], series: [], stacked: false };
    const readings = { x: reader(data, x), y: reader(data, y), size: reader(data, size) };
    const points = data.rows.map((row) => ({
      value: numberOf(readings.y(row)),
      x: numberOf(readings.x(row)),
      size: size ? numberOf(readings.size(row)) : null,
      selection: pointOf(data, grouping, row),
    }));
    return {
      category,
      categories: data.rows.map(label),
      stacked: false,
      across: x,
      series: [{ name: y.caption, field: y, points }],
    };
  }
  const first = measures[0];
  if (legend && first) {
    const read = reader(data, legend);
    const names = [...new Set(data.rows.map((row) => say(read(row), legend)))];
    return {
      category,
      categories,
      stacked: true,
      series: names.map((name) => ({
        name,
        field: first,
        points: categories.map((one) =>
          point(
            rowsByCategory.get(one)?.find((row) => say(read(row), legend) === name),
            first,
          ),
        ),
      })),
    };
  }
  return {
    category,
    categories,
    stacked: false,
    series: measures.map((field) => ({
      name: field.caption,
      field,
      points: categories.map((one) => point(rowsByCategory.get(one)?.[0], field)),
    })),
  };
}
