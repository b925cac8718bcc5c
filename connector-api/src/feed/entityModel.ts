/** The star as OData sees it: entity sets, their typed properties, keys and navigation properties. */
import { starTables, type ColumnDefinition, type ColumnType, type TableDefinition, type TableName } from '../star';

export const namespace = 'NpsPowerDashboards';
export const container = 'Feed';

export type EdmType =
  | 'Edm.Int32'
  | 'Edm.Int64'
  | 'Edm.Double'
  | 'Edm.Decimal'
  | 'Edm.String'
  | 'Edm.Boolean'
  | 'Edm.Date'
  | 'Edm.DateTimeOffset';

export const edmTypes: Readonly<Record<ColumnType, EdmType>> = {
  int32: 'Edm.Int32',
  int64: 'Edm.Int64',
  double: 'Edm.Double',
  decimal: 'Edm.Decimal',
  string: 'Edm.String',
  boolean: 'Edm.Boolean',
  date: 'Edm.Date',
  dateTime: 'Edm.DateTimeOffset',
};

export interface Property {
  readonly name: string;
  readonly definition: ColumnDefinition;
}

/** A reference followed: from `column` of this set to the single key of `target`. */
export interface Navigation {
  readonly name: string;
  readonly column: string;
  readonly target: TableName;
  readonly nullable: boolean;
}

export interface EntitySet {
  readonly name: TableName;
  readonly table: TableDefinition;
  readonly properties: ReadonlyMap<string, Property>;
  readonly navigations: ReadonlyMap<string, Navigation>;
  readonly key: readonly string[];
}

function entitySetOf(table: TableDefinition): EntitySet {
  const columns = Object.entries(table.columns);
  const properties = new Map(columns.map(([name, definition]) => [name, { name, definition }]));
  const navigations = new Map<string, Navigation>();
  for (const [column, { reference, nullable }] of columns) {
    if (reference === undefined) continue;
    const short = column.replace(/Key$/, '');
    const name = properties.has(short) || short === table.name ? `${short}Member` : short;
    navigations.set(name, { name, column, target: reference.table, nullable });
  }
  return { name: table.name, table, properties, navigations, key: table.key };
}

/** Every entity set by name, in the star's order. */
export const entitySets: ReadonlyMap<string, EntitySet> = new Map(
  starTables.map((table) => [table.name, entitySetOf(table)]),
);

/** The set of that table; every table of the star has one. */
export function entitySet(name: TableName): EntitySet {
  const found = entitySets.get(name);
  if (found === undefined) throw new Error(`No entity set for ${name}`);
  return found;
}
