/** `$apply` and `$compute` as nested selects: each transformation turns one set of columns into the next. */
import type { ConnectorError } from '../../../errors';
import type { ColumnType } from '../../../star';
import { entitySet } from '../../entityModel';
import { quoteName } from '../../sql';
import { bindBoolean, bindExpression, type Binding } from '../bind/bindExpression';
import { bindPath } from '../bind/bindPath';
import { fail, unsupported } from '../bind/problem';
import { Scope, type ScopeColumn } from '../bind/scope';
import { isNumber, typeNames, type Bound, type ValueType } from '../bind/types';
import type { AggregateItem, ComputeItem, Expression, OrderItem, Transformation } from '../syntax/ast';

/** A set of rows: SQL that stands after FROM under the name `t`, and what its columns are. */
export interface Rows {
  readonly from: string;
  readonly scope: Scope;
  /** Columns that give a stable order where the caller asks for none; the key of an entity set. */
  readonly order: readonly string[];
}

type MakeBinding = (scope: Scope, option: string) => Binding;

export function applyTransformations(
  rows: Rows,
  transformations: readonly Transformation[],
  binding: MakeBinding,
): Rows {
  return transformations.reduce((before, each) => transform(before, each, binding), rows);
}

function transform(rows: Rows, transformation: Transformation, binding: MakeBinding): Rows {
  const bind = binding(rows.scope, '$apply');
  switch (transformation.kind) {
    case 'identity':
      return rows;
    case 'filter': {
      const condition = bindBoolean(transformation.condition, bind);
      return narrowed(rows, `SELECT t.* FROM ${rows.from} ${rows.scope.joinSql} WHERE ${condition.sql}`);
    }
    case 'orderby':
      throw unsupported(bind, 'orderby (use $orderby)', transformation.start);
    case 'top':
    case 'skip': {
      const limit = transformation.kind === 'top' ? 'LIMIT' : 'OFFSET';
      const sql = `SELECT t.* FROM ${rows.from} ORDER BY ${stableOrder(rows)} ${limit} ${String(transformation.count)}`;
      return narrowed(rows, sql);
    }
    case 'compute':
      return computeColumns(rows, transformation.items, bind);
    case 'aggregate':
      return aggregate(rows, [], transformation.items, bind);
    case 'groupby':
      return groupBy(rows, transformation, bind);
    case 'other':
      throw unsupported(bind, transformation.name, transformation.start);
  }
}

const stableOrder = (rows: Rows): string =>
  rows.order.length === 0 ? '1' : rows.order.map((name) => `t.${quoteName(name)}`).join(', ');

/** The same columns over fewer or reordered rows. */
function narrowed(rows: Rows, select: string): Rows {
  const { scope } = rows;
  const columns = new Map(
    [...scope.columns].map(([name, column]) => [name, { ...column, sql: `t.${quoteName(name)}` }]),
  );
  const next = new Scope(columns, scope.set, scope.visibility, scope.parameters, 't');
  return { from: `(${select}) AS t`, scope: next, order: rows.order };
}

/** Adds a column for each item. */
export function computeColumns(rows: Rows, items: readonly ComputeItem[], bind: Binding): Rows {
  const added = items.map((item) => {
    if (rows.scope.columns.has(item.alias)) throw taken(bind, item.alias, item.start);
    return { name: item.alias, bound: column(bindExpression(item.expression, bind), bind, item.start) };
  });
  const list = added.map(({ name, bound }) => `${bound.sql} AS ${quoteName(name)}`);
  const select = `SELECT t.*, ${list.join(', ')} FROM ${rows.from} ${rows.scope.joinSql}`;
  const columns = new Map([
    ...[...rows.scope.columns].map(([name, each]) => [name, { ...each, sql: `t.${quoteName(name)}` }] as const),
    ...added.map(({ name, bound }) => [name, { ...bound, sql: `t.${quoteName(name)}` }] as const),
  ]);
  const { set, visibility, parameters } = rows.scope;
  return { from: `(${select}) AS t`, scope: new Scope(columns, set, visibility, parameters, 't'), order: rows.order };
}

function groupBy(rows: Rows, { paths, then }: Extract<Transformation, { kind: 'groupby' }>, bind: Binding): Rows {
  const groups = paths.map(({ path, start, end }) => {
    const segments = path.map((name) => ({ kind: 'name' as const, name, start, end }));
    if (path.length > 1) throwUnlessProperty(rows, path, start, bind);
    const bound = bindPath({ kind: 'path', segments, start, end }, bind);
    return { name: path.join('_'), bound: column(bound, bind, start) };
  });
  const [first, ...others] = then;
  if (others.length > 0 || (first !== undefined && first.kind !== 'aggregate')) {
    throw unsupported(bind, 'anything but aggregate inside groupby', (others[0] ?? first)?.start ?? 0);
  }
  return aggregate(rows, groups, first?.items ?? [], bind);
}

function throwUnlessProperty(rows: Rows, path: readonly string[], start: number, bind: Binding): void {
  const [navigation] = path;
  const found = rows.scope.set?.navigations.get(navigation ?? '');
  if (found !== undefined && path.length === 2 && entitySet(found.target).properties.has(path[1] ?? '')) return;
  if (found !== undefined && path.length > 2) throw unsupported(bind, 'paths of more than two steps', start);
}

interface Group {
  readonly name: string;
  readonly bound: ScopeColumn;
}

/** One row for each combination of the groups; without groups one row in all. */
function aggregate(rows: Rows, groups: readonly Group[], items: readonly AggregateItem[], bind: Binding): Rows {
  const results = items.map((item) => ({ name: item.alias, at: item.start, bound: aggregateItem(item, bind) }));
  const columns = new Map<string, ScopeColumn>();
  for (const { name, bound, at } of [...groups.map((each) => ({ ...each, at: 0 })), ...results]) {
    if (columns.has(name)) throw taken(bind, name, at);
    columns.set(name, { ...bound, sql: `t.${quoteName(name)}` });
  }
  const list = [...groups, ...results].map(({ name, bound }) => `${bound.sql} AS ${quoteName(name)}`);
  const by = groups.length === 0 ? '' : ` GROUP BY ${groups.map(({ bound }) => bound.sql).join(', ')}`;
  const select = `SELECT ${list.join(', ')} FROM ${rows.from} ${rows.scope.joinSql}${by}`;
  const { visibility, parameters } = rows.scope;
  return {
    from: `(${select}) AS t`,
    scope: new Scope(columns, null, visibility, parameters, 't'),
    order: groups.map(({ name }) => name),
  };
}

function aggregateItem(item: AggregateItem, bind: Binding): ScopeColumn {
  if (item.expression === null) return { sql: 'count(*)', type: 'int64', nullable: false };
  const value = bindExpression(item.expression, bind);
  const { sql, type } = column(value, bind, item.start);
  switch (item.method) {
    case 'sum':
      needNumber(type, item.expression, bind);
      return { sql: `sum(${sql})`, type: widest(type), nullable: true };
    case 'average':
      needNumber(type, item.expression, bind);
      return { sql: `avg(${sql})`, type: 'double', nullable: true };
    case 'min':
    case 'max':
      return { sql: `${item.method}(${sql})`, type, nullable: true };
    case 'countdistinct':
      return { sql: `count(DISTINCT ${sql})`, type: 'int64', nullable: false };
    default:
      throw unsupported(bind, `the aggregation method ${item.method}`, item.start);
  }
}

const widest = (type: ColumnType): ColumnType => (type === 'int32' ? 'int64' : type);

function needNumber(type: ValueType, expression: Expression, bind: Binding): void {
  if (isNumber(type)) return;
  throw fail(bind, 'TYPE_MISMATCH', expression.start, { found: typeNames[type], expected: 'a number' });
}

/** A bound value as a column of a result. */
function column(bound: Bound, bind: Binding, position: number): ScopeColumn {
  if (bound.type === 'timeOfDay') throw unsupported(bind, 'a result of type Edm.TimeOfDay', position);
  if (bound.type === 'null') return { sql: 'NULL::VARCHAR', type: 'string', nullable: true };
  return { sql: bound.sql, type: bound.type, nullable: bound.nullable };
}

const taken = (bind: Binding, name: string, position: number): ConnectorError =>
  fail(bind, 'OPTION_INVALID', position, { found: name, expected: 'a name that is not in use' });

/** `ORDER BY` list; null comes first going up and last going down, as OData says. */
export function orderSql(items: readonly OrderItem[], bind: Binding): string {
  return items
    .map(({ expression, descending }) => {
      const bound = bindExpression(expression, bind);
      // A bare number would mean the column at that place.
      const sql = expression.kind === 'path' ? bound.sql : `coalesce(${bound.sql}, NULL)`;
      return descending ? `${sql} DESC NULLS LAST` : `${sql} ASC NULLS FIRST`;
    })
    .join(', ');
}
