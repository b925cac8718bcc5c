/** Builds DataViews as a host does from a flat query result. */
import type powerbi from 'powerbi-visuals-api';
import { roles, type Role, type RoleName } from '../../../visual/src/dataview/roles';

export interface Column {
  readonly role: RoleName | readonly RoleName[];
  readonly values: readonly unknown[];
  readonly name?: string;
  readonly highlights?: readonly unknown[];
  readonly format?: string;
  /** Objects per row, as rules of a report leave them. */
  readonly objects?: readonly unknown[];
}

export interface ViewOptions {
  readonly objects?: Readonly<Record<string, Readonly<Record<string, unknown>>>>;
  readonly more?: boolean;
}

/** One column per entry, row i at index i of each; groupings become categories, the others measures. */
export function dataView(columns: readonly Column[], options: ViewOptions = {}): powerbi.DataView {
  const described = columns.map((column, index) => {
    const names = (typeof column.role === 'string' ? [column.role] : column.role) as readonly RoleName[];
    const [first] = names;
    const role: Role | undefined = first ? roles[first] : undefined;
    const source = {
      displayName: column.name ?? names.join(' '),
      queryName: `Table.${column.name ?? names.join(' ')}${index}`,
      index,
      roles: Object.fromEntries(names.map((name) => [name, true])),
      isMeasure: role?.kind === 'Measure',
      ...(column.format ? { format: column.format } : {}),
    };
    return { column, source, grouping: role?.kind === 'Grouping' };
  });
  const categories = described
    .filter(({ grouping }) => grouping)
    .map(({ column, source }) => ({
      source,
      values: column.values,
      identity: column.values.map((_, row) => ({ identityIndex: row })),
      ...(column.objects ? { objects: column.objects } : {}),
    }));
  const values = described
    .filter(({ grouping }) => !grouping)
    .map(({ column, source }) => ({
      source,
      values: column.values,
      ...(column.highlights ? { highlights: column.highlights } : {}),
    }));
  return {
    metadata: {
      columns: described.map(({ source }) => source),
      ...(options.objects ? { objects: options.objects } : {}),
      ...(options.more ? { segment: {} } : {}),
    },
    categorical: {
      ...(categories.length ? { categories } : {}),
      ...(values.length ? { values } : {}),
    },
  } as unknown as powerbi.DataView;
}
