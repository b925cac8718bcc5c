/** The engine expressions of DuckDB. */
import { type Expression, sql, type SqlBool } from 'kysely';
import type { Engine } from './engine';

/** @param timeZone IANA name of the zone whose calendar days count. */
export function duckdbEngine(timeZone: string): Engine {
  const dateKey = (day: Expression<string | null>) =>
    sql<number | null>`cast(year(${day}) * 10000 + month(${day}) * 100 + day(${day}) as integer)`;
  return {
    name: 'duckdb',
    number: (value) =>
      sql<
        number | null
      >`case when regexp_full_match(trim(${value}), '[+-]?[0-9]+([.][0-9]*)?') then try_cast(trim(${value}) as double) end`,
    int32: (value) => sql<number>`cast(${value} as integer)`,
    int64: (value) => sql<bigint>`cast(${value} as bigint)`,
    double: (value) => sql<number | null>`cast(${value} as double)`,
    money: (value) => sql<number | null>`cast(${value} as decimal(18, 2))`,
    text: (value) => sql<string>`cast(${value} as varchar)`,
    isTrue: (value) => sql<SqlBool>`coalesce(${value}, false)`,
    flag: (condition) => sql<boolean>`coalesce(${condition}, false)`,
    localDateKey: (instant) => dateKey(sql`timezone(${sql.lit(timeZone)}, timezone('UTC', ${instant}))`),
    dateKey,
    firstOfMonth: (day) => sql<string>`cast(date_trunc('month', ${day}) as date)`,
    minutesBetween: (from, to) => sql<number | null>`(epoch_us(${to}) - epoch_us(${from})) / 60000000.0`,
    instant: (iso) => sql<string>`cast(${sql.lit(iso.replace('T', ' ').replace('Z', ''))} as timestamp)`,
    joinText: (...parts) => sql<string>`concat_ws(' / ', ${sql.join(parts)})`,
  };
}
