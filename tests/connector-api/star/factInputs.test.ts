/** What loading notes as changed is all that the partly built facts read: found in their queries, not in a list kept by hand. */
import { tableBuilds } from '../../../connector-api/src/star/build';
import {
  dimensionMembers,
  factMembers,
  factRows,
  isFactMember,
  isFactRow,
} from '../../../connector-api/src/star/build/factInputs';
import { duckdbEngine } from '../../../connector-api/src/star/engine/duckdbEngine';
import { sqlServerQueries } from '../../../connector-api/src/star/engine/sqlServerQuery';
import { partlyBuilt } from '../../../connector-api/src/snapshot/changedFacts';
import type { TableName } from '../../../connector-api/src/star';
import { entities, type EntityName } from '../../../connector-api/src/survey/entities';

interface Found {
  /** Staging tables by the alias under which a query reads them. */
  readonly tables: Map<string, Set<EntityName>>;
  /** `alias.column`. */
  readonly references: Set<string>;
}

const context = {
  db: sqlServerQueries(),
  engine: duckdbEngine('Europe/Copenhagen'),
  dataAsOf: '2026-01-01T00:00:00.000Z',
  unknownName: 'Unknown',
};

const isNode = (node: unknown): node is Readonly<Record<string, unknown>> => typeof node === 'object' && node !== null;

/** What lies at a path of properties; undefined where there is none. */
const within = (node: unknown, ...path: readonly string[]): unknown =>
  path.reduce<unknown>((at, name) => (isNode(at) ? at[name] : undefined), node);

/** Kysely's nodes are plain objects, also inside raw SQL. */
function walk(node: unknown, found: Found): void {
  if (!isNode(node)) return;
  if (node['kind'] === 'AliasNode' && within(node, 'node', 'table', 'schema', 'name') === 'staging') {
    const alias = String(within(node, 'alias', 'name'));
    const table = within(node, 'node', 'table', 'identifier', 'name') as EntityName;
    found.tables.set(alias, (found.tables.get(alias) ?? new Set()).add(table));
  }
  const column = within(node, 'column', 'column', 'name');
  if (node['kind'] === 'ReferenceNode' && typeof column === 'string') {
    found.references.add(`${String(within(node, 'table', 'table', 'identifier', 'name'))}.${column}`);
  }
  Object.values(node).forEach((each) => walk(each, found));
}

function inputsOf(name: TableName): Found {
  const found: Found = { tables: new Map(), references: new Set() };
  const build = tableBuilds.find(({ table }) => table.name === name);
  walk(build?.query(context).toOperationNode(), found);
  return found;
}

/** Columns other than the id that a query reads of the entities. */
const columnsRead = ({ tables, references }: Found, of: (entity: EntityName) => boolean) =>
  [...references].flatMap((reference) => {
    const [alias = '', column = ''] = reference.split('.');
    return [...(tables.get(alias) ?? [])]
      .filter((table) => of(table) && column !== 'id' && column in entities[table].columns)
      .map((table) => ({ table, column }));
  });

const isDimension = (name: TableName): name is keyof typeof dimensionMembers => name in dimensionMembers;

describe.each(partlyBuilt.filter((name) => !isDimension(name)))('%s', (name) => {
  const found = inputsOf(name);
  const tables = [...found.tables.values()].flatMap((names) => [...names]);

  it('is built from rows and members whose changes are noted', () => {
    expect(tables.filter((table) => table in factRows).length).toBeGreaterThan(0);
    expect(tables.filter((table) => !isFactRow(table) && !isFactMember(table))).toEqual([]);
  });

  it('reads of members only the columns whose changes are noted', () => {
    const read = columnsRead(found, isFactMember);
    if (name === 'FactResponse' || name === 'FactInvitation') expect(read.length).toBeGreaterThan(0);
    const noted: Readonly<Record<string, readonly string[]>> = factMembers;
    expect(read.filter(({ table, column }) => noted[table]?.includes(column) !== true)).toEqual([]);
  });
});

describe.each(partlyBuilt.filter(isDimension))('%s', (name) => {
  it('is built from just the columns whose changes are noted for it', () => {
    const read = columnsRead(inputsOf(name), () => true).map(({ table, column }) => `${table}.${column}`);
    const noted = dimensionMembers[name].from.flatMap(({ entity, columns }) =>
      columns.map((column) => `${entity}.${column}`),
    );
    expect(new Set(read)).toEqual(new Set(noted));
  });
});
