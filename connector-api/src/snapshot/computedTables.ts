/** The star's tables that no query gives: the scores, the calendar of the years that the facts refer to, the reconciliation. */
import { isDeepStrictEqual } from 'node:util';
import type { DuckDBConnection } from '@duckdb/node-api';
import { ChunkAppender, type CarriedType } from '../staging/chunkAppender';
import { star, starTables, type TableDefinition, type TableName } from '../star';
import { calendar } from '../star/calendar';
import { scoreRows } from '../star/scoreRows';
import { quotedName } from '../star/starDdl';
import type { Value } from '../survey/entity';
import type { Reconciliation } from './reconciliation';
import { type KeyedCampaign, reconciliationRows } from './reconciliationRows';

interface CalendarSettings {
  readonly timeZone: string;
  readonly fiscalStartMonth: number;
  /** Newest thing that happened in the data, ISO instant. */
  readonly dataAsOf: string;
}

export interface ComputedSettings extends CalendarSettings {
  /** What source and staging hold. */
  readonly reconciliation: Reconciliation;
}

export const computedNames = ['DimScore', 'DimDate', 'FactReconciliation'] as const;

/** Name of a temporary table with the rows. @param at place of a built table. */
export async function computedTable(
  connection: DuckDBConnection,
  name: (typeof computedNames)[number],
  at: (table: TableName) => string,
  settings: ComputedSettings,
): Promise<string> {
  switch (name) {
    case 'DimScore':
      return insertRows(connection, star.DimScore, scoreRows());
    case 'DimDate':
      return insertRows(connection, star.DimDate, await calendarOf(connection, at, settings));
    case 'FactReconciliation': {
      const rows = reconciliationRows(settings.reconciliation, await campaignsOf(connection, at));
      return insertRows(connection, star.FactReconciliation, rows);
    }
  }
}

/** Every campaign of the star with what it holds of it. */
async function campaignsOf(
  connection: DuckDBConnection,
  at: (table: TableName) => string,
): Promise<readonly KeyedCampaign[]> {
  const reader = await connection.runAndReadAll(
    `select c."CampaignKey", c."CampaignId", c."CampaignName", r.answers, r.promoters, r.passives, r.detractors, r.excluded
     from ${at('DimCampaign')} as c left join (
       select "CampaignKey", count(*) as answers, count(*) filter ("Score" >= 9) as promoters,
         count(*) filter ("Score" between 7 and 8) as passives, count(*) filter ("Score" <= 6) as detractors,
         count("ExclusionReason") as excluded
       from ${at('FactResponse')} group by 1) as r on r."CampaignKey" = c."CampaignKey"`,
  );
  return reader.getRows().map(([key, id, name, ...counts]) => {
    const [answers = 0, promoters = 0, passives = 0, detractors = 0, excluded = 0] = counts.map(Number);
    return {
      key: Number(key),
      id: typeof id === 'string' ? id : null,
      name: typeof name === 'string' ? name : null,
      ...{ answers, promoters, passives, detractors, excluded },
    };
  });
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
