/** Turns what was picked in one visual into filters on the others. Pure. */
import type { SelectedPoint } from '../host/protocol';
import type { Cell, PreviewFilter } from '../../protocol';

export interface Selection {
  readonly visual: string;
  readonly points: readonly SelectedPoint[];
}

/**
 * One filter per column that the points name: any of their values. Points over several columns therefore keep every
 * combination of the values picked, like slicers side by side.
 */
export function selectionFilters({ visual, points }: Selection): readonly PreviewFilter[] {
  const byColumn = new Map<string, Cell[]>();
  for (const { queryName, value } of points.flatMap(({ values }) => values)) {
    const known = byColumn.get(queryName) ?? [];
    if (!known.includes(value)) byColumn.set(queryName, [...known, value]);
  }
  return [...byColumn].map(([queryName, values]) => {
    const [table = '', column = ''] = queryName.split('.');
    return { table, column, values, by: visual };
  });
}
