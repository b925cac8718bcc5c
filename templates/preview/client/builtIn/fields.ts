/** Finds the fields of a visual by data role, and their cells in a result. */
import type { SelectedPoint } from '../host/protocol';
import type { BoundField, Cell, PreviewVisual, ResultTable } from '../../protocol';

/** The fields in any of the roles, in the order in which the report binds them. */
export const fieldsIn = (visual: PreviewVisual, ...roles: readonly string[]): readonly BoundField[] =>
  visual.fields.filter(({ role }) => roles.includes(role));

/** Reads the cell of a field from a row; null when the result does not hold the field. */
export function reader(data: ResultTable, field: BoundField | undefined): (row: readonly Cell[]) => Cell {
  const place = field ? data.columns.indexOf(field.queryName) : -1;
  return (row) => row[place] ?? null;
}

export const numberOf = (cell: Cell): number | null => (typeof cell === 'number' ? cell : null);

/** The point that a row stands for: its values of the grouping fields given. */
export const pointOf = (data: ResultTable, fields: readonly BoundField[], row: readonly Cell[]): SelectedPoint => ({
  values: fields.map((field) => ({ queryName: field.queryName, value: reader(data, field)(row) })),
});

export const samePoint = (one: SelectedPoint, other: SelectedPoint): boolean =>
  one.values.length === other.values.length &&
  one.values.every(({ queryName, value }) =>
    other.values.some((candidate) => candidate.queryName === queryName && candidate.value === value),
  );

/** The next selection after picking `point`: alone, or added to and taken from the others (Ctrl or Shift). */
export function pick(
  selected: readonly SelectedPoint[],
  point: SelectedPoint,
  several: boolean,
): readonly SelectedPoint[] {
  const held = selected.some((other) => samePoint(other, point));
  if (!several) return held && selected.length === 1 ? [] : [point];
  return held ? selected.filter((other) => !samePoint(other, point)) : [...selected, point];
}
