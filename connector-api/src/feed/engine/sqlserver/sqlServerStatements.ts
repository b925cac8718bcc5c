/** The statements of the feed in T-SQL: a page of a collection, a count, the rows of a file, the campaigns. */
import type { CollectionPlan, Key } from '../../odata/plan/collectionPlan';
import type { Field } from '../../odata/plan/fields';
import type { EntitySet } from '../../entityModel';
import { relation, type Visibility } from '../../relation';
import { Parameters, quoteName, type Statement } from '../../sql';
import { type Period, periodConditions } from '../../tableFile';
import type { Dialect, ValueType } from '../dialect';
import { numberFields } from '../embedded/rows/numberFields';
import type { RowShape } from '../embedded/rows/readPages';
import type { PagePlace } from '../starReader';
import { sortable, stableTerms } from './sqlServerDialect';

const where = (conditions: readonly string[]): string =>
  conditions.length === 0 ? '' : ` where ${conditions.join(' and ')}`;

export const countStatement = ({ countFrom, conditions, parameters }: CollectionPlan): Statement =>
  parameters.statement(`select cast(count_big(*) as varchar(20)) as n from ${countFrom}${where(conditions)}`);

/**
 * As it travels: what the driver would make a number that it cannot hold comes as text, and so do days and instants,
 * whose six digits of a second it would cut.
 */
export function carried(sql: string, type: ValueType): string {
  switch (type) {
    case 'int64':
    case 'decimal':
      return `cast(${sql} as varchar(60))`;
    case 'date':
      return `convert(varchar(10), ${sql}, 23)`;
    case 'dateTime':
      return `convert(varchar(27), ${sql}, 126)`;
    default:
      return sql;
  }
}

const carriedField = (field: Field): Field =>
  field.kind === 'value'
    ? { ...field, sql: carried(field.sql, field.type) }
    : { ...field, fields: field.fields.map(carriedField) };

/** A statement and what its columns are; keys come as texts. */
export interface PageStatement {
  readonly statement: Statement;
  readonly shape: RowShape;
}

/**
 * The rows of a page and one more, if there is one.
 * In key order the server starts at the key, wherever that is; in another order it passes over the rows before.
 */
export function pageStatement(plan: CollectionPlan, at: PagePlace, size: number): PageStatement {
  const { set, byKey, parameters } = plan;
  const keys = byKey ? set.key.map((name) => `t.${quoteName(name)}`) : [];
  const { columns: fieldColumns, fields } = numberFields(plan.fields.map(carriedField));
  const values = [...fieldColumns, ...keys.map((key) => `cast(${key} as varchar(20))`)];
  const named = values.map((sql, index) => `${sql} as v${String(index)}`);
  const sorted = byKey ? { columns: [], terms: keys } : order(plan);
  const list = [...named, ...sorted.columns];
  const bounds = byKey && at.after !== null ? afterKey(keys, at.after) : [];
  const rows = `${plan.from}${where([...plan.conditions, ...bounds])}`;
  const by = `order by ${sorted.terms.length === 0 ? '(select null)' : sorted.terms.join(', ')}`;
  const columns = list.length === 0 ? '1 as v0' : list.join(', ');
  const statement = parameters.statement(
    at.offset === 0
      ? `select top (${String(size + 1)}) ${columns} from ${rows} ${by}`
      : `select ${columns} from ${rows} ${by} offset ${String(at.offset)} rows fetch next ${String(size + 1)} rows only`,
  );
  const keyColumns = keys.map((_, index) => fieldColumns.length + index);
  return { statement, shape: { fields, format: plan.format, keys: keyColumns } };
}

/** What may be a constant stands in the list of columns, as T-SQL wants it; nothing is ordered by twice. */
function order(plan: CollectionPlan): { readonly columns: readonly string[]; readonly terms: readonly string[] } {
  const seen = new Set<string>();
  const columns: string[] = [];
  const terms: string[] = [];
  // Null is the least value to SQL Server: first going up, last going down, as OData says.
  for (const { bound, descending, isName } of plan.order) {
    const sql = sortable(bound);
    if (seen.has(sql)) continue;
    seen.add(sql);
    if (!isName) columns.push(`${sql} as o${String(columns.length)}`);
    terms.push(`${isName ? sql : `o${String(columns.length - 1)}`}${descending ? ' desc' : ''}`);
  }
  const rest = plan.stable.filter(({ bound }) => !seen.has(sortable(bound)));
  return { columns, terms: [...terms, ...stableTerms(rest)] };
}

/** Conditions of rows whose key comes after `after`; the first column stands alone too, for an index to be searched by it. */
function afterKey(columns: readonly string[], after: Key): readonly string[] {
  const value = (index: number): string => `cast(${after[index] ?? '0'} as bigint)`;
  const alternatives = columns.map((column, index) => {
    const equal = columns.slice(0, index).map((each, at) => `${each} = ${value(at)}`);
    return `(${[...equal, `${column} > ${value(index)}`].join(' and ')})`;
  });
  return columns.length === 1 ? alternatives : [`${columns[0] ?? ''} >= ${value(0)}`, `(${alternatives.join(' or ')})`];
}

/** Every row of a table that the caller sees, or those of a period, in key order: values as `carried`. */
export function tableStatement(set: EntitySet, period: Period, visibility: Visibility, dialect: Dialect): Statement {
  const parameters = new Parameters(dialect);
  const from = relation(set.name, visibility, parameters);
  const columns = [...set.properties.values()].map(({ name, definition: { type } }) =>
    carried(dialect.column(`t.${quoteName(name)}`, type), type),
  );
  const keys = set.key.map((name) => `t.${quoteName(name)}`).join(', ');
  const bounds = where(periodConditions(set, period, dialect));
  return parameters.statement(`select ${columns.join(', ')} from ${from} as t${bounds} order by ${keys}`);
}

/** NPS = 100 × (promoters − detractors) / rated; null where nobody is rated. */
export function campaignsStatement({ sight }: Dialect): string {
  const counted = (condition: string): string =>
    `cast(sum(cast(case when ${condition} then 1 else 0 end as bigint)) as float)`;
  const promoters = counted('r."Score" >= 9');
  const detractors = counted('r."Score" <= 6');
  return `select min(c."CampaignId"), min(c."CampaignName"), cast(count_big(*) as float), cast(count_big(r."Score") as float),
  ${promoters}, ${counted('r."Score" between 7 and 8')}, ${detractors}, cast(count_big(r."ExclusionReason") as float),
  100 * (${promoters} - ${detractors}) / nullif(count_big(r."Score"), 0)
from ${sight.table('FactResponse')} as r left join ${sight.table('DimCampaign')} as c on c."CampaignKey" = r."CampaignKey"
group by r."CampaignKey" order by r."CampaignKey"`;
}
