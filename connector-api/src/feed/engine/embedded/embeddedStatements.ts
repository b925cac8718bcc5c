/** The statements of the embedded engine for a collection: a page, the keys it lies between, and a count. */
import type { CollectionPlan, Key, KeyStretch } from '../../odata/plan/collectionPlan';
import { liesInKeyOrder } from '../../relation';
import { quoteName, type Statement } from '../../sql';
import type { OrderTerm } from '../dialect';
import { numberFields } from './rows/numberFields';
import type { RowShape } from './rows/readPages';

const keyColumns = ({ set }: CollectionPlan): readonly string[] => set.key.map((name) => `t.${quoteName(name)}`);

const where = (conditions: readonly string[]): string =>
  conditions.length === 0 ? '' : ` WHERE ${conditions.join(' AND ')}`;

export const countStatement = ({ countFrom, conditions, parameters }: CollectionPlan): Statement =>
  parameters.statement(`SELECT count(*) AS n FROM ${countFrom}${where(conditions)}`);

/** The key of the row after `skip` rows of the stretch and of the one after that: columns `k0…`, no row where there is none. */
export function keysStatement(plan: CollectionPlan, stretch: KeyStretch, skip: number): Statement {
  const columns = keyColumns(plan);
  const list = columns.map((column, index) => `${column}::BIGINT AS k${String(index)}`);
  const bounds = where([...plan.conditions, ...keyBounds(columns, stretch)]);
  const sql = `SELECT ${list.join(', ')} FROM ${plan.countFrom}${bounds}`;
  const order = comesInKeyOrder(plan) ? '' : ` ORDER BY ${columns.join(', ')}`;
  return plan.parameters.statement(`${sql}${order} LIMIT 2 OFFSET ${String(skip)}`);
}

/** A statement and what its columns are. */
export interface RowsStatement {
  readonly statement: Statement;
  readonly shape: RowShape;
}

/** True where rows come in key order without being sorted, so that a long stretch takes no more memory than a short one. */
export const comesInKeyOrder = (plan: CollectionPlan): boolean => liesInKeyOrder(plan.set.name, plan.from);

/** The rows of the stretch, in key order. */
export function stretchStatement(plan: CollectionPlan, stretch: KeyStretch): RowsStatement {
  const columns = keyColumns(plan);
  const order = comesInKeyOrder(plan) ? [] : columns;
  return select(plan, [...plan.conditions, ...keyBounds(columns, stretch)], order, { keys: columns, bounds: '' });
}

/** At most `limit` rows from `offset` on, in the order asked for. */
export function rowsStatement(plan: CollectionPlan, limit: number, offset: number): RowsStatement {
  const order = [...plan.order.map(orderTerm), ...plan.stable.map(({ bound }) => bound.sql)];
  const bounds = ` LIMIT ${String(limit)} OFFSET ${String(offset)}`;
  return select(plan, plan.conditions, order, { keys: [], bounds });
}

function select(
  { fields, format, from, parameters }: CollectionPlan,
  conditions: readonly string[],
  order: readonly string[],
  { keys, bounds }: { readonly keys: readonly string[]; readonly bounds: string },
): RowsStatement {
  const { columns, fields: numbered } = numberFields(fields);
  const all = [...columns, ...keys.map((key) => `${key}::BIGINT`)];
  const list = all.length === 0 ? 'NULL' : all.join(', ');
  const by = order.length === 0 ? '' : ` ORDER BY ${order.join(', ')}`;
  return {
    statement: parameters.statement(`SELECT ${list} FROM ${from}${where(conditions)}${by}${bounds}`),
    shape: { fields: numbered, format, keys: keys.map((_, index) => columns.length + index) },
  };
}

/** Null comes first going up and last going down, as OData says. */
function orderTerm({ bound, descending, isName }: OrderTerm): string {
  // A bare number would mean the column at that place.
  const sql = isName ? bound.sql : `coalesce(${bound.sql}, NULL)`;
  return descending ? `${sql} DESC NULLS LAST` : `${sql} ASC NULLS FIRST`;
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
