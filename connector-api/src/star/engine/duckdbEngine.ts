/** The engine expressions of DuckDB. */
import { type Expression, sql, type SqlBool } from 'kysely';
import { type ZoneOffset, zoneOffsets } from '../../survey/zoneOffset';
import type { Engine } from './engine';

type Instant = Expression<string | null>;

/** The wall time of an instant as the engine's calendar has it. */
const zoned =
  (timeZone: string) =>
  (instant: Instant): Instant =>
    sql`timezone(${sql.lit(timeZone)}, timezone('UTC', ${instant}))`;

const literal = (milliseconds: number) =>
  sql`cast(${sql.lit(new Date(milliseconds).toISOString().replace('T', ' ').replace('Z', ''))} as timestamp)`;

/** Finds the offset that holds at an instant, microseconds, by halving the list. */
function offsetSearch(instant: Instant, offsets: readonly ZoneOffset[]): Expression<number> {
  const middle = offsets[offsets.length >> 1];
  if (middle === undefined || offsets.length === 1) return sql.lit((offsets[0]?.milliseconds ?? 0) * 1000);
  const [earlier, later] = [offsets.slice(0, offsets.length >> 1), offsets.slice(offsets.length >> 1)];
  return sql`case when ${instant} < ${literal(middle.from)} then ${offsetSearch(instant, earlier)} else ${offsetSearch(instant, later)} end`;
}

/**
 * The engine for millions of rows: its calendar is slow, so the offsets of the years around `dataAsOf`, in which nearly
 * all rows lie, are written into the query; times outside of them ask the calendar. The values are the same.
 */
export function duckdbEngineForMany(timeZone: string, dataAsOf: string): Engine {
  const year = new Date(dataAsOf).getUTCFullYear();
  const [from, to] = [Date.UTC(year - 12, 0), Date.UTC(year + 4, 0)];
  const offsets = zoneOffsets(timeZone, from, to);
  const usual = zoned(timeZone);
  return duckdbEngine(
    timeZone,
    (instant) =>
      sql`make_timestamp(epoch_us(${instant}) + case when ${instant} < ${literal(from)} or ${instant} >= ${literal(to)} then epoch_us(${usual(instant)}) - epoch_us(${instant}) else ${offsetSearch(instant, offsets)} end)`,
  );
}

/**
 * @param timeZone IANA name of the zone whose calendar days count.
 * @param wallTime of an instant in that zone.
 */
export function duckdbEngine(timeZone: string, wallTime = zoned(timeZone)): Engine {
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
    localDateKey: (instant) => dateKey(wallTime(instant)),
    dateKey,
    firstOfMonth: (day) => sql<string>`cast(date_trunc('month', ${day}) as date)`,
    minutesBetween: (from, to) => sql<number | null>`(epoch_us(${to}) - epoch_us(${from})) / 60000000.0`,
    instant: (iso) => sql<string>`cast(${sql.lit(iso.replace('T', ' ').replace('Z', ''))} as timestamp)`,
    joinText: (...parts) => sql<string>`concat_ws(' / ', ${sql.join(parts)})`,
  };
}
