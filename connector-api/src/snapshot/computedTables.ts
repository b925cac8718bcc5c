/** The star's tables that no query gives: the scores, and the calendar of the years that the facts refer to. */
import { isDeepStrictEqual } from 'node:util';
import type { DuckDBConnection } from '@duckdb/node-api';
import { ChunkAppender, type CarriedType } from '../staging/chunkAppender';
import { star, starTables, type TableDefinition, type TableName } from '../star';
import { calendar } from '../star/calendar';
import { scoreRows } from '../star/scoreRows';
import { quotedName } from '../star/starDdl';
import type { Value } from '../survey/entity';

export interface CalendarSettings {
  readonly timeZone: string;
  readonly fiscalStartMonth: number;
  /** Newest thing that happened in the data, ISO instant. */
  readonly dataAsOf: string;
}

/** Names of temporary tables with the rows of DimScore and DimDate. @param at place of a built table. */
export async function computedTables(
  connection: DuckDBConnection,
  at: (table: TableName) => string,
  settings: CalendarSettings,
): Promise<ReadonlyMap<TableName, string>> {
  const days = await calendarOf(connection, at, settings);
  return new Map([
    ['DimScore', await insertRows(connection, star.DimScore, scoreRows())],
    ['DimDate', await insertRows(connection, star.DimDate, days)],
  ]);
}

/** Whole years that hold every day any fact refers to, and the day of the data. */
async function calendarOf(
  connection: DuckDBConnection,
  at: (table: TableName) => string,
  settings: CalendarSettings,
): Promise<ReturnType<typeof calendar>> {
  const [fromYear, toYear] = await yearsOf(connection, at, settings);
  const dataDay = localDay(settings.dataAsOf, settings.timeZone);
  return calendar({ fromYear, toYear, dataDay, fiscalStartMonth: settings.fiscalStartMonth });
}

async function yearsOf(
  connection: DuckDBConnection,
  at: (table: TableName) => string,
  { timeZone, dataAsOf }: CalendarSettings,
): Promise<readonly [from: number, to: number]> {
  const columns = starTables.flatMap((table) =>
    Object.entries(table.columns)
      .filter(([, column]) => column.reference?.table === 'DimDate')
      .map(
        ([name]) => `select min(${quotedName(name)}) as first, max(${quotedName(name)}) as last from ${at(table.name)}`,
      ),
  );
  const dataYear = new Date(localDay(dataAsOf, timeZone) * 86_400_000).getUTCFullYear();
  const range = await connection.runAndReadAll(
    `select min(first) // 10000, max(last) // 10000 from (${columns.join(' union all ')})`,
  );
  const [first, last] = range.getRows()[0] ?? [];
  return [
    Math.min(dataYear, typeof first === 'number' ? first : dataYear),
    Math.max(dataYear, typeof last === 'number' ? last : dataYear),
  ];
}

/** True where the calendar of the star holds just the years that a new one would. */
export async function spansTheFacts(
  connection: DuckDBConnection,
  at: (table: TableName) => string,
  settings: CalendarSettings,
): Promise<boolean> {
  const held = await connection.runAndReadAll(`select min("Year"), max("Year") from ${at('DimDate')}`);
  return isDeepStrictEqual(held.getRows()[0], await yearsOf(connection, at, settings));
}

/** The calendar day of an instant in a zone, days since 1970-01-01. */
export function localDay(iso: string, timeZone: string): number {
  const parts = new Intl.DateTimeFormat('en-CA', {
    timeZone,
    year: 'numeric',
    month: '2-digit',
    day: '2-digit',
  }).format(new Date(iso));
  return Date.parse(`${parts}T00:00:00Z`) / 86_400_000;
}

async function insertRows(
  connection: DuckDBConnection,
  table: TableDefinition,
  rows: readonly Readonly<Record<string, Value>>[],
): Promise<string> {
  const name = `computed_${table.name}`;
  const columns = Object.entries(table.columns).map(([column, { type }]): readonly [string, CarriedType] => [
    column,
    type === 'boolean' ? 'boolean' : type === 'int32' || type === 'double' ? 'double' : 'varchar',
  ]);
  await connection.run(
    `create or replace temp table ${quotedName(name)} (${columns.map(([column, type]) => `${quotedName(column)} ${type}`).join(', ')})`,
  );
  const appender = await ChunkAppender.open(connection, { name, schema: 'main', catalog: 'temp' }, columns);
  appender.append(
    rows.length,
    Object.fromEntries(columns.map(([column]) => [column, rows.map((row) => row[column] ?? null)])),
  );
  appender.close();
  return name;
}
