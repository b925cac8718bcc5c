/** How filters travel in the star: from a table, over its references, to every table that filters it. */
import { star, starTables, type ColumnDefinition, type TableName } from '../../star';

/** One step of a path: `from.column` refers to the key of `to`. */
export interface Step {
  readonly from: TableName;
  readonly column: string;
  readonly to: TableName;
}

/** The date that counts for a fact, where not its active one. */
export type DateRoles = Readonly<Partial<Record<TableName, string>>>;

const columnsOf = (table: TableName): readonly (readonly [string, ColumnDefinition])[] =>
  Object.entries(star[table].columns);

/** The single key column that references point to. @throws Error where the key has more than one column. */
export const keyColumn = (table: TableName): string => {
  const [key, ...more] = star[table].key as readonly string[];
  if (key === undefined || more.length > 0) throw new Error(`${table} has no single key column to refer to.`);
  return key;
};

const stepsFrom = (table: TableName, dates: DateRoles): readonly Step[] =>
  columnsOf(table).flatMap(([column, { reference }]) => {
    if (!reference) return [];
    const role = reference.table === 'DimDate' ? dates[table] : undefined;
    const counts = role === undefined ? reference.active : role === column;
    return counts ? [{ from: table, column, to: reference.table }] : [];
  });

/** Steps from `base` to `target`, empty where they are the same table; null where no filter travels between them. */
export const pathTo = (base: TableName, target: TableName, dates: DateRoles = {}): readonly Step[] | null => {
  if (base === target) return [];
  for (const step of stepsFrom(base, dates)) {
    const rest = pathTo(step.to, target, dates);
    if (rest) return [step, ...rest];
  }
  return null;
};

/** Bridges of the star: filters pass through them both ways, to the fact that they belong to. */
export interface BridgePath {
  readonly bridge: TableName;
  /** The bridge's column that refers to the fact. */
  readonly column: string;
}

/** The bridge over which filters on `target` reach `base`; null where there is none. */
export const bridgeTo = (base: TableName, target: TableName): BridgePath | null => {
  for (const { name, kind } of starTables) {
    if (kind !== 'bridge' || base === name) continue;
    const own = columnsOf(name).find(([, column]) => column.reference?.table === base);
    if (!own) continue;
    const others = columnsOf(name).flatMap(([, column]) => (column.reference ? [column.reference.table] : []));
    if (target === name || (target !== base && others.includes(target))) return { bridge: name, column: own[0] };
  }
  return null;
};
