/** How a request for a collection becomes statements: one page, or a count. */
import type { EntitySet } from '../../entityModel';
import { relation, type Visibility } from '../../relation';
import { Parameters, quoteName, type Statement } from '../../sql';
import { bindBoolean, type Binding } from '../bind/bindExpression';
import { Scope } from '../bind/scope';
import type { Expression } from '../syntax/ast';
import { applyTransformations, computeColumns, orderSql, type Rows } from './applyTransformations';
import { selectFields, type Field } from './fields';
import type { QueryOptions } from './queryOptions';
import { rowText, type RowFormat } from './rowText';

/** A key, as texts of whole numbers in the order of the set's key. */
export type Key = readonly string[];

/** A stretch of keys: after one (exclusive) and up to another (inclusive); null for no bound. */
export interface KeyStretch {
  readonly after: Key | null;
  readonly upTo: Key | null;
}

/** A request for a collection, bound to the star and ready to become SQL. */
export interface CollectionPlan {
  /** True where pages follow the key, so that a page costs the same wherever it starts. */
  readonly byKey: boolean;
  readonly key: readonly string[];
  /** What stands in parentheses of the context URL. */
  readonly context: string;
  /** Values in a row, those of expanded members counted too. */
  readonly width: number;
  /** True where the answer depends on the clock. */
  readonly usesNow: boolean;
  /** Equal for plans that give equal rows. */
  readonly signature: Statement;
  /** The key of the row after `skip` rows of the stretch and of the one after that: columns `k0…`, no row where there is none. */
  keysAt(stretch: KeyStretch, skip: number): Statement;
  /** One row: `body`, the JSON objects of the stretch joined by commas, in key order. */
  stretch(stretch: KeyStretch): Statement;
  /** One row: `n` rows seen from `offset` on (at most size + 1) and `body`, the first `size` of them, in the order asked for. */
  rows(size: number, offset: number): Statement;
  count(): Statement;
}

export interface PlanRequest {
  readonly set: EntitySet;
  readonly options: QueryOptions;
  readonly visibility: Visibility;
  readonly now: Date;
  readonly format: RowFormat;
  readonly expandDepth: number;
  /** Further condition of the service itself, over columns of `t`: the key of a single entity. */
  readonly where?: string;
}

export function planCollection(request: PlanRequest): CollectionPlan {
  const { set, options } = request;
  const parameters = new Parameters();
  let usesNow = false;
  const binding = bindingMaker(options.aliases, () => {
    usesNow = true;
    return request.now;
  });
  const rows = sourceRows(request, parameters, binding);
  const { scope } = rows;
  const conditions = [
    ...(request.where === undefined ? [] : [request.where]),
    ...(options.filter === null ? [] : [bindBoolean(options.filter, binding(scope, '$filter')).sql]),
  ];
  const countJoins = scope.joinSql;
  const order = options.orderBy.length === 0 ? null : orderSql(options.orderBy, binding(scope, '$orderby'));
  const { fields, context } = selectFields(scope, options.select, options.expand, request.expandDepth);
  const joins = scope.joinSql;
  const byKey = order === null && scope.set !== null && options.apply.length === 0;
  const stable = rows.order.map((name) => `t.${quoteName(name)}`);
  const where = (more: readonly string[]) => {
    const all = [...conditions, ...more];
    return all.length === 0 ? '' : ` WHERE ${all.join(' AND ')}`;
  };
  const key = byKey ? set.key : [];
  const keyColumns = key.map((name) => `t.${quoteName(name)}`);
  const statement = (sql: string): Statement => parameters.statement(sql);
  const rowsOf = (size: number, offset: number): Statement => {
    const columns = flatten(fields);
    const orderBy = [...(order === null ? [] : [order]), ...stable];
    const inner =
      `SELECT ${columns.list.length === 0 ? '1' : columns.list.join(', ')} FROM ${rows.from} ${joins}${where([])}` +
      (orderBy.length === 0 ? '' : ` ORDER BY ${orderBy.join(', ')}`) +
      ` LIMIT ${String(size + 1)} OFFSET ${String(offset)}`;
    const text = rowText(columns.fields, request.format);
    const body = `encode(string_agg(${text}, ',' ORDER BY rn) FILTER (WHERE rn <= ${String(size)})) AS body`;
    const numbered = `SELECT row_number() OVER () AS rn, p.* FROM (${inner}) AS p`;
    return statement(`SELECT count(*)::INTEGER AS n, ${body} FROM (${numbered}) AS q`);
  };
  return {
    byKey,
    key,
    context,
    width: flatten(fields).list.length,
    usesNow,
    signature: rowsOf(1, 0),
    count: () => statement(`SELECT count(*) AS n FROM ${rows.from} ${countJoins}${where([])}`),
    keysAt: (stretch, skip) => {
      const list = keyColumns.map((column, index) => `${column}::VARCHAR AS k${String(index)}`);
      const bounds = where(keyBounds(keyColumns, stretch));
      const sql = `SELECT ${list.join(', ')} FROM ${rows.from} ${countJoins}${bounds}`;
      return statement(`${sql} ORDER BY ${keyColumns.join(', ')} LIMIT 2 OFFSET ${String(skip)}`);
    },
    stretch: (stretch) => {
      const body = `encode(string_agg(${rowText(fields, request.format)}, ',' ORDER BY ${keyColumns.join(', ')})) AS body`;
      return statement(`SELECT ${body} FROM ${rows.from} ${joins}${where(keyBounds(keyColumns, stretch))}`);
    },
    rows: rowsOf,
  };
}

const bindingMaker =
  (aliases: ReadonlyMap<string, Expression>, now: () => Date) =>
  (scope: Scope, option: string): Binding => ({ scope, option, aliases, now });

function sourceRows(
  { set, visibility, options }: PlanRequest,
  parameters: Parameters,
  binding: (scope: Scope, option: string) => Binding,
): Rows {
  const from = `${relation(set.name, visibility, parameters)} AS t`;
  const plain: Rows = { from, scope: Scope.ofSet(set, visibility, parameters), order: set.key };
  const applied = applyTransformations(plain, options.apply, binding);
  if (options.compute.length === 0) return applied;
  return computeColumns(applied, options.compute, binding(applied.scope, '$compute'));
}

/** Conditions of a stretch; the first key column stands alone too, because the engine skips blocks by it. */
function keyBounds(columns: readonly string[], { after, upTo }: KeyStretch): readonly string[] {
  const [first] = columns;
  if (first === undefined) return [];
  return [
    ...(after === null ? [] : [`${first} >= ${after[0] ?? '0'}`, beyond(columns, after)]),
    ...(upTo === null ? [] : [`${first} <= ${upTo[0] ?? '0'}`, `NOT ${beyond(columns, upTo)}`]),
  ];
}

/** True for rows whose key comes after `key`. A key of fewer parts than columns bounds by those parts only. */
function beyond(columns: readonly string[], key: Key): string {
  const alternatives = key.map((value, index) => {
    const equal = columns.slice(0, index).map((each, i) => `${each} = ${key[i] ?? '0'}`);
    return `(${[...equal, `${columns[index] ?? ''} > ${value}`].join(' AND ')})`;
  });
  return `(${alternatives.join(' OR ')})`;
}

interface Flattened {
  /** `sql AS cN` of every value. */
  readonly list: readonly string[];
  /** The same fields, reading `q.cN`. */
  readonly fields: readonly Field[];
}

/** Names every value `c0`, `c1`…, so that text is made only for the rows of the page. */
function flatten(fields: readonly Field[], list: string[] = []): Flattened {
  const name = (sql: string): string => {
    list.push(`${sql} AS c${String(list.length)}`);
    return `c${String(list.length - 1)}`;
  };
  const renamed = fields.map((field): Field => {
    if (field.kind === 'value') return { ...field, sql: name(field.sql) };
    return { ...field, presentSql: name(field.presentSql), fields: flatten(field.fields, list).fields };
  });
  return { list, fields: renamed };
}
