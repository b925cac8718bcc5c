/** The statements of the embedded engine for a collection: a page, the keys it lies between, and a count. */
import type { CollectionPlan, Key, KeyStretch } from '../../odata/plan/collectionPlan';
import type { Field } from '../../odata/plan/fields';
import { quoteName, type Statement } from '../../sql';
import type { OrderTerm } from '../dialect';
import { rowText } from './rowText';

const keyColumns = ({ set }: CollectionPlan): readonly string[] => set.key.map((name) => `t.${quoteName(name)}`);

const where = (conditions: readonly string[]): string =>
  conditions.length === 0 ? '' : ` WHERE ${conditions.join(' AND ')}`;

export const countStatement = ({ countFrom, conditions, parameters }: CollectionPlan): Statement =>
  parameters.statement(`SELECT count(*) AS n FROM ${countFrom}${where(conditions)}`);

/** The key of the row after `skip` rows of the stretch and of the one after that: columns `k0…`, no row where there is none. */
export function keysStatement(plan: CollectionPlan, stretch: KeyStretch, skip: number): Statement {
  const columns = keyColumns(plan);
  const list = columns.map((column, index) => `${column}::VARCHAR AS k${String(index)}`);
  const bounds = where([...plan.conditions, ...keyBounds(columns, stretch)]);
  const sql = `SELECT ${list.join(', ')} FROM ${plan.countFrom}${bounds}`;
  return plan.parameters.statement(`${sql} ORDER BY ${columns.join(', ')} LIMIT 2 OFFSET ${String(skip)}`);
}

/** One row: `body`, the JSON objects of the stretch joined by commas, in key order. */
export function stretchStatement(plan: CollectionPlan, stretch: KeyStretch): Statement {
  const columns = keyColumns(plan);
  const body = `encode(string_agg(${rowText(plan.fields, plan.format)}, ',' ORDER BY ${columns.join(', ')})) AS body`;
  const bounds = where([...plan.conditions, ...keyBounds(columns, stretch)]);
  return plan.parameters.statement(`SELECT ${body} FROM ${plan.from}${bounds}`);
}

/** One row: `n` rows seen from `offset` on (at most size + 1) and `body`, the first `size` of them, in the order asked for. */
export function rowsStatement(plan: CollectionPlan, size: number, offset: number): Statement {
  const columns = flatten(plan.fields);
  const orderBy = [...plan.order.map(orderTerm), ...plan.stable.map(({ bound }) => bound.sql)];
  const inner =
    `SELECT ${columns.list.length === 0 ? '1' : columns.list.join(', ')} FROM ${plan.from}${where(plan.conditions)}` +
    (orderBy.length === 0 ? '' : ` ORDER BY ${orderBy.join(', ')}`) +
    ` LIMIT ${String(size + 1)} OFFSET ${String(offset)}`;
  const text = rowText(columns.fields, plan.format);
  const body = `encode(string_agg(${text}, ',' ORDER BY rn) FILTER (WHERE rn <= ${String(size)})) AS body`;
  const numbered = `SELECT row_number() OVER () AS rn, p.* FROM (${inner}) AS p`;
  return plan.parameters.statement(`SELECT count(*)::INTEGER AS n, ${body} FROM (${numbered}) AS q`);
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
