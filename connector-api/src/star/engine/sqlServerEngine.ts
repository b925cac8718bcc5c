/** The engine expressions of SQL Server 2017 and later, Azure SQL and Fabric Warehouse. */
import { type Expression, sql, type SqlBool } from 'kysely';
import type { Engine } from './engine';

/** @param windowsTimeZone Windows name of the zone whose calendar days count ("Romance Standard Time"). */
export function sqlServerEngine(windowsTimeZone: string): Engine {
  const dateKey = (day: Expression<string | null>) =>
    sql<number | null>`cast(year(${day}) * 10000 + month(${day}) * 100 + day(${day}) as int)`;
  return {
    name: 'sqlserver',
    number: (value) => {
      const text = sql`ltrim(rtrim(${value}))`;
      return sql<
        number | null
      >`case when (${text} like '[0-9]%' or ${text} like '[-+][0-9]%') and substring(${text}, 2, 4000) not like '%[^0-9.]%' then try_cast(${text} as float) end`;
    },
    int32: (value) => sql<number>`cast(${value} as int)`,
    int64: (value) => sql<bigint>`cast(${value} as bigint)`,
    double: (value) => sql<number | null>`cast(${value} as float)`,
    money: (value) => sql<number | null>`cast(${value} as decimal(18, 2))`,
    text: (value) => sql<string>`cast(${value} as nvarchar(400))`,
    isTrue: (value) => sql<SqlBool>`${value} = 1`,
    flag: (condition) => sql<boolean>`cast(case when ${condition} then 1 else 0 end as bit)`,
    localDateKey: (instant) => dateKey(sql`(${instant} at time zone 'UTC' at time zone ${sql.lit(windowsTimeZone)})`),
    dateKey,
    firstOfMonth: (day) => sql<string>`datefromparts(year(${day}), month(${day}), 1)`,
    minutesBetween: (from, to) =>
      sql<number | null>`cast(datediff_big(millisecond, ${from}, ${to}) as float) / 60000.0`,
    instant: (iso) => sql<string>`cast(${sql.lit(iso.replace('Z', ''))} as datetime2(3))`,
    joinText: (...parts) => sql<string>`concat_ws(N' / ', ${sql.join(parts)})`,
  };
}
