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

/** Bounds of one page. */
export interface PageRange {
  readonly size: number;
  readonly offset: number;
  /** Key of the row before the page, where pages follow the key. */
  readonly after: readonly string[] | null;
  /** Highest first key column to look at: a bound on the work, not on the answer; null for none. */
  readonly upTo: string | null;
}

/** A request for a collection, bound to the star and ready to become SQL. */
export interface CollectionPlan {
  /** True where pages follow the key, so that a page costs the same wherever it starts. */
  readonly byKey: boolean;
  readonly key: readonly string[];
  /** What stands in parentheses of the context URL. */
  readonly context: string;
  /** True where the answer depends on the clock. */
  readonly usesNow: boolean;
  page(range: PageRange): Statement;
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

/**
 * A page statement gives one row: `n` rows seen (at most size + 1), `body` their JSON objects joined by commas (at most size),
 * and `k0…` the key of the last one.
 */
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
  return {
    byKey,
    key,
    context,
    usesNow,
    count: () => ({
      sql: `SELECT count(*) AS n FROM ${rows.from} ${countJoins}${where([])}`,
      values: parameters.values,
    }),
    page: (range) => {
      const orderBy = [...(order === null ? [] : [order]), ...stable];
      const columns = flatten(fields);
      const keys = key.map((name, index) => `t.${quoteName(name)} AS k${String(index)}`);
      const select = [...columns.list, ...keys];
      const inner =
        `SELECT ${select.length === 0 ? '1' : select.join(', ')} FROM ${rows.from} ${joins}` +
        where(keyBounds(key, range)) +
        (orderBy.length === 0 ? '' : ` ORDER BY ${orderBy.join(', ')}`) +
        ` LIMIT ${String(range.size + 1)} OFFSET ${String(range.offset)}`;
      const numbered = `SELECT row_number() OVER () AS rn, p.* FROM (${inner}) AS p`;
      const within = `FILTER (WHERE rn <= ${String(range.size)})`;
      const last = key.map(
        (_, i) => `max(k${String(i)}) FILTER (WHERE rn = ${String(range.size)})::VARCHAR AS k${String(i)}`,
      );
      const body = `encode(string_agg(${rowText(columns.fields, request.format)}, ',' ORDER BY rn) ${within}) AS body`;
      return {
        sql: `SELECT ${['count(*)::INTEGER AS n', body, ...last].join(', ')} FROM (${numbered}) AS q`,
        values: parameters.values,
      };
    },
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

/** Rows after the last key given, and up to the bound on the work. */
function keyBounds(key: readonly string[], { after, upTo }: PageRange): readonly string[] {
  const columns = key.map((name) => `t.${quoteName(name)}`);
  const bounds: string[] = [];
  const [first] = columns;
  if (after !== null && first !== undefined) {
    const alternatives = columns.map((column, index) => {
      const equal = columns.slice(0, index).map((each, i) => `${each} = ${after[i] ?? '0'}`);
      return `(${[...equal, `${column} > ${after[index] ?? '0'}`].join(' AND ')})`;
    });
    bounds.push(`${first} >= ${after[0] ?? '0'}`, `(${alternatives.join(' OR ')})`);
  }
  if (upTo !== null && first !== undefined) bounds.push(`${first} <= ${upTo}`);
  return bounds;
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
