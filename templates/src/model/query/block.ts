/** One block of a query: aggregates over one table in one filter context, grouped by the keys that reach it. */
import type { TableName } from '../../star';
import type { ColumnRef, RowCondition, WindowName } from '../expression';
import { bounds, windowBounds } from '../windows';
import { bridgeTo, keyColumn, pathTo, type DateRoles } from './relationships';
import { columnOf, conditionSql, quoted, sqlTypeOf } from './sqlText';
import type { FilterValue, QueryFilter } from './types';

/** The filter context of an expression, beyond the request's own filters and keys. */
export interface Context {
  readonly window: WindowName | null;
  readonly dates: DateRoles;
  readonly extra: readonly { readonly table: TableName; readonly where: readonly RowCondition[] }[];
  readonly treat: readonly { readonly from: ColumnRef; readonly to: ColumnRef }[];
}

/** A key of the grouping and the name it carries through the query. */
export interface Key {
  readonly field: ColumnRef;
  readonly alias: string;
  /** The window whose rows are told apart by this key; without one, keys tell apart the context that windows start from. */
  readonly within?: WindowName;
}

export interface BlockRequest {
  readonly table: TableName;
  readonly context: Context;
  readonly keys: readonly Key[];
  readonly filters: readonly QueryFilter[];
  /** Aggregates: SQL text over the base table, whose alias is given. */
  readonly aggregates: readonly { readonly alias: string; readonly sql: (base: string) => string }[];
  /** Keeps only the rows with the greatest value of this column, of those that meet the condition. */
  readonly newest?: { readonly by: string; readonly condition: (base: string) => string };
  readonly parameter: (value: FilterValue) => string;
}

export interface Block {
  readonly sql: string;
  /** Aliases of the keys that reach the table; the others see the same value everywhere. */
  readonly reached: readonly string[];
}

/** One filter as a SQL condition on `column`, typed as the field is. */
export const filterSql = (filter: QueryFilter, column: string, parameter: (value: FilterValue) => string): string => {
  const type = sqlTypeOf(filter.field);
  const value = (one: FilterValue): string => `CAST(${parameter(one)} AS ${type})`;
  const [first = null, second = null] = filter.values;
  switch (filter.operator) {
    case 'in':
    case 'notIn': {
      const given = filter.values.filter((one) => one !== null);
      const parts = [
        ...(given.length > 0 ? [`${column} IN (${given.map(value).join(', ')})`] : []),
        ...(filter.values.includes(null) ? [`${column} IS NULL`] : []),
      ];
      const found = parts.length === 0 ? 'FALSE' : `coalesce(${parts.join(' OR ')}, FALSE)`;
      return filter.operator === 'in' ? found : `NOT ${found}`;
    }
    case 'between':
      return [
        ...(first === null ? [] : [`${column} >= ${value(first)}`]),
        ...(second === null ? [] : [`${column} <= ${value(second)}`]),
        'TRUE',
      ].join(' AND ');
    case 'contains':
      return first === null
        ? 'TRUE'
        : `contains(lower(CAST(${column} AS VARCHAR)), lower(CAST(${parameter(String(first))} AS VARCHAR)))`;
  }
};

/** Days in context for each combination of the date keys, with the window's bounds worked out. */
const calendarContext = (window: WindowName, keys: readonly Key[], conditions: readonly string[]): string => {
  const columns = keys.map(({ field, alias }) => `"DimDate".${quoted(field.column)} AS ${alias}`);
  const where = conditions.length === 0 ? '' : ` WHERE ${conditions.join(' AND ')}`;
  if (window === 'wholeMonths')
    return `SELECT DISTINCT ${[...columns, '"DimDate"."MonthSort" AS month_sort'].join(', ')} FROM "DimDate"${where}`;
  const group = keys.length === 0 ? '' : ` GROUP BY ${keys.map(({ alias }) => alias).join(', ')}`;
  const aliases = keys.map(({ alias }) => `${alias}, `).join('');
  const { from, to } =
    window === 'upToEnd' || window === 'allTime'
      ? { from: "DATE '0001-01-01'", to: bounds.lastDay.sql }
      : { from: bounds[windowBounds[window].from].sql, to: bounds[windowBounds[window].to].sql };
  const days = [...columns, 'min("DimDate"."Date") AS first_day', 'max("DimDate"."Date") AS last_day'].join(', ');
  return `SELECT ${aliases}${from} AS from_day, ${to} AS to_day FROM (SELECT ${days} FROM "DimDate"${where}${group}) CROSS JOIN (SELECT max("Date") AS data_day FROM "DimDate" WHERE "IsMonthToDate")`;
};

/** Builds the block's SQL. */
export const buildBlock = (request: BlockRequest): Block => {
  const { table, context, keys, filters, aggregates, parameter } = request;
  const base = quoted(table);
  const joins: string[] = [];
  const joined = new Set<TableName>([table]);
  const where: string[] = [];
  const keyColumns = new Map<string, string>();
  const reaches = (target: TableName): boolean => pathTo(table, target, context.dates) !== null;
  const reach = (target: TableName): void => {
    for (const step of pathTo(table, target, context.dates) ?? []) {
      if (joined.has(step.to)) continue;
      joined.add(step.to);
      const to = quoted(step.to);
      joins.push(
        `LEFT JOIN ${to} ON ${to}.${quoted(keyColumn(step.to))} = ${quoted(step.from)}.${quoted(step.column)}`,
      );
    }
  };

  const filtersOn = (target: TableName): readonly string[] => [
    ...filters
      .filter(({ field }) => field.table === target)
      .map((filter) => filterSql(filter, `${quoted(target)}.${quoted(filter.field.column)}`, parameter)),
    ...context.extra
      .filter((one) => one.table === target)
      .flatMap((one) => one.where.map((condition) => conditionSql(quoted(target), condition))),
  ];

  const window = context.window !== null && reaches('DimDate') && table !== 'DimDate' ? context.window : null;
  const treated = context.treat.filter(({ to }) => to.table === table);
  const treatedTables = new Set(treated.map(({ from }) => from.table));
  const tables = new Set<TableName>([
    ...keys.map(({ field }) => field.table),
    ...filters.map(({ field }) => field.table),
    ...context.extra.map((one) => one.table),
  ]);
  keys.forEach(({ field }) => columnOf(field));

  let from = base;
  for (const target of tables) {
    const own = keys.filter(({ field }) => field.table === target);
    if (target === 'DimDate' && window !== null) continue;
    if (treatedTables.has(target)) continue;
    if (reaches(target)) {
      reach(target);
      where.push(...filtersOn(target));
      own.forEach(({ field, alias }) => keyColumns.set(alias, `${quoted(target)}.${quoted(field.column)}`));
    }
  }

  const bridged = [...tables].flatMap((target) => {
    const path = reaches(target) ? null : bridgeTo(table, target);
    return path ? [{ target, path }] : [];
  });
  const [firstBridge] = bridged;
  if (firstBridge) {
    const { bridge, column } = firstBridge.path;
    const own = keys.filter(({ field }) => bridged.some(({ target }) => target === field.table));
    const inner = new Set(bridged.map(({ target }) => target).filter((target) => target !== bridge));
    const innerJoins = [...inner].flatMap((target) =>
      (pathTo(bridge, target) ?? []).map(
        (step) =>
          ` JOIN ${quoted(step.to)} ON ${quoted(step.to)}.${quoted(keyColumn(step.to))} = ${quoted(step.from)}.${quoted(step.column)}`,
      ),
    );
    const conditions = bridged.flatMap(({ target }) => filtersOn(target));
    const select = [
      `${quoted(bridge)}.${quoted(column)} AS bridge_key`,
      ...own.map(({ field, alias }) => `${quoted(field.table)}.${quoted(field.column)} AS ${alias}`),
    ];
    joins.push(
      `JOIN (SELECT DISTINCT ${select.join(', ')} FROM ${quoted(bridge)}${innerJoins.join('')}${conditions.length === 0 ? '' : ` WHERE ${conditions.join(' AND ')}`}) bridge ON bridge.bridge_key = ${base}.${quoted(keyColumn(table))}`,
    );
    own.forEach(({ alias }) => keyColumns.set(alias, `bridge.${alias}`));
  }

  treated.forEach(({ from: source, to }, index) => {
    const own = keys.filter(({ field }) => field.table === source.table);
    const name = `treat_${index}`;
    const conditions = filtersOn(source.table);
    const select = [
      `${quoted(source.table)}.${quoted(source.column)} AS treated`,
      ...own.map(({ field, alias }) => `${quoted(field.table)}.${quoted(field.column)} AS ${alias}`),
    ];
    joins.push(
      `JOIN (SELECT DISTINCT ${select.join(', ')} FROM ${quoted(source.table)}${conditions.length === 0 ? '' : ` WHERE ${conditions.join(' AND ')}`}) ${name} ON ${name}.treated = ${base}.${quoted(to.column)}`,
    );
    own.forEach(({ alias }) => keyColumns.set(alias, `${name}.${alias}`));
  });

  const dateKeys = keys.filter(({ field }) => field.table === 'DimDate');
  if (window !== null && window !== 'allTime') {
    const starts = dateKeys.filter(({ within }) => within !== window);
    // A window inside another starts from the rows of that one; what chose its days no longer counts.
    const ofRows = starts.filter(({ within }) => within !== undefined);
    const own = ofRows.length > 0 ? ofRows : starts;
    const days = calendarContext(window, own, ofRows.length > 0 ? [] : filtersOn('DimDate'));
    const on =
      window === 'wholeMonths'
        ? '"DimDate"."MonthSort" = days.month_sort'
        : '"DimDate"."Date" BETWEEN days.from_day AND days.to_day';
    reach('DimDate');
    from = base;
    joins.push(`JOIN (${days}) days ON ${on}`);
    own.forEach(({ alias }) => keyColumns.set(alias, `days.${alias}`));
  }
  if (window !== null)
    for (const { field, alias } of dateKeys.filter(({ within }) => within === window)) {
      reach('DimDate');
      keyColumns.set(alias, `"DimDate".${quoted(field.column)}`);
    }

  const reachedKeys = keys.filter(({ alias }) => keyColumns.has(alias));
  const keyList = reachedKeys.map(({ alias }) => `${keyColumns.get(alias) ?? ''} AS ${alias}`);
  const conditions = where.length === 0 ? '' : ` WHERE ${where.join(' AND ')}`;
  const source = `FROM ${from} ${joins.join(' ')}${conditions}`;
  const group = reachedKeys.length === 0 ? '' : ` GROUP BY ${reachedKeys.map(({ alias }) => alias).join(', ')}`;
  const columns = (own: string): readonly string[] => aggregates.map(({ alias, sql }) => `${sql(own)} AS ${alias}`);

  if (request.newest) {
    const { by, condition } = request.newest;
    const partition =
      reachedKeys.length === 0
        ? ''
        : `PARTITION BY ${reachedKeys.map(({ alias }) => keyColumns.get(alias) ?? '').join(', ')}`;
    const rows = `SELECT ${[...keyList, `${base}.*`, `max(${base}.${quoted(by)}) FILTER (WHERE ${condition(base)}) OVER (${partition}) AS newest_value`].join(', ')} ${source}`;
    return {
      sql: `SELECT ${[...reachedKeys.map(({ alias }) => alias), ...columns('newest')].join(', ')} FROM (${rows}) newest WHERE newest.${quoted(by)} = newest.newest_value${group}`,
      reached: reachedKeys.map(({ alias }) => alias),
    };
  }
  return {
    sql: `SELECT ${[...keyList, ...columns(base)].join(', ')} ${source}${group}`,
    reached: reachedKeys.map(({ alias }) => alias),
  };
};
