/** `$apply` and `$compute` as nested selects: each transformation turns one set of columns into the next. */
import type { ConnectorError } from '../../../errors';
import type { ColumnType } from '../../../star';
import { entitySet } from '../../entityModel';
import { quoteName } from '../../sql';
import { bindBoolean, bindExpression, type Binding } from '../bind/bindExpression';
import { bindPath } from '../bind/bindPath';
import { fail, unsupported } from '../bind/problem';
import type { Scope } from '../bind/scope';
import { type ScopeColumn } from '../bind/scope';
import type { AggregateColumn, Bound, NamedBound, OrderTerm, ValueType } from '../../engine/dialect';
import { isNumber, typeNames } from '../bind/types';
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
      const where = rows.scope.dialect.condition(condition);
      return narrowed(rows, `SELECT t.* FROM ${rows.from} ${rows.scope.joinSql} WHERE ${where}`);
    }
    case 'orderby':
      throw unsupported(bind, 'orderby (use $orderby)', transformation.start);
    case 'top':
    case 'skip': {
      const { kind, count } = transformation;
      const stretch = kind === 'top' ? { limit: count } : { offset: count };
      return narrowed(rows, rows.scope.dialect.stretchOf(rows.from, stableOrder(rows), stretch));
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

/** The columns that give the rows a stable order. */
export const stableOrder = ({ order, scope }: Rows): readonly NamedBound[] =>
  order.flatMap((name) => {
    const bound = scope.columns.get(name);
    return bound === undefined ? [] : [{ name, bound }];
  });

/** The same columns over fewer or reordered rows. */
function narrowed(rows: Rows, select: string): Rows {
  const { scope, order } = rows;
  return { from: `(${select}) AS t`, scope: scope.withColumns([...scope.columns], scope.set), order };
}

/** Adds a column for each item. */
export function computeColumns(rows: Rows, items: readonly ComputeItem[], bind: Binding): Rows {
  const added = items.map((item) => {
    if (rows.scope.columns.has(item.alias)) throw taken(bind, item.alias, item.start);
    return { name: item.alias, bound: column(bindExpression(item.expression, bind), bind, item.start) };
  });
  const { scope, order } = rows;
  const list = added.map(({ name, bound }) => `${scope.dialect.value(bound)} AS ${quoteName(name)}`);
  const select = `SELECT t.*, ${list.join(', ')} FROM ${rows.from} ${scope.joinSql}`;
  const columns = [...scope.columns, ...added.map(({ name, bound }) => [name, bound] as const)];
  return { from: `(${select}) AS t`, scope: scope.withColumns(columns, scope.set), order };
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
  const results = items.map((item) => ({ at: item.start, ...aggregateItem(item, bind) }));
  const columns = new Map<string, Omit<ScopeColumn, 'sql'>>();
  for (const { name, result, at } of [
    ...groups.map(({ name, bound }) => ({ name, result: bound, at: 0 })),
    ...results,
  ]) {
    if (columns.has(name)) throw taken(bind, name, at);
    columns.set(name, { type: result.type, nullable: result.nullable });
  }
  const { scope } = rows;
  const select = scope.dialect.aggregate(`${rows.from} ${scope.joinSql}`, groups, results);
  return {
    from: `(${select}) AS t`,
    scope: scope.withColumns([...columns], null),
    order: groups.map(({ name }) => name),
  };
}

interface Aggregated extends AggregateColumn {
  /** What the column holds. */
  readonly result: Omit<ScopeColumn, 'sql'>;
}

function aggregateItem(item: AggregateItem, bind: Binding): Aggregated {
  const name = item.alias;
  const counted = { type: 'int64', nullable: false } as const;
  if (item.expression === null) return { name, method: 'count', bound: null, result: counted };
  const bound = column(bindExpression(item.expression, bind), bind, item.start);
  const { type } = bound;
  switch (item.method) {
    case 'sum':
      needNumber(type, item.expression, bind);
      return { name, method: 'sum', bound, result: { type: widest(type), nullable: true } };
    case 'average':
      needNumber(type, item.expression, bind);
      return { name, method: 'average', bound, result: { type: 'double', nullable: true } };
    case 'min':
    case 'max':
      return { name, method: item.method, bound, result: { type, nullable: true } };
    case 'countdistinct':
      return { name, method: 'countdistinct', bound, result: counted };
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
  const { type } = bound;
  if (type === 'timeOfDay') throw unsupported(bind, 'a result of type Edm.TimeOfDay', position);
  const { dialect } = bind.scope;
  if (type === 'null') return { sql: dialect.literals.null('string'), type: 'string', nullable: true };
  return { sql: dialect.value(bound), type, nullable: bound.nullable };
}

const taken = (bind: Binding, name: string, position: number): ConnectorError =>
  fail(bind, 'OPTION_INVALID', position, { found: name, expected: 'a name that is not in use' });

/** The terms of `$orderby`; null comes first going up and last going down, as OData says. */
export const orderTerms = (items: readonly OrderItem[], bind: Binding): readonly OrderTerm[] =>
  items.map(({ expression, descending }) => ({
    bound: bindExpression(expression, bind),
    descending,
    isName: expression.kind === 'path',
  }));
